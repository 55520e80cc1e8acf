// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/relativedays.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

enum class Unit { Day, Week, Month, Quarter, Year };

/// @p word is one of those that the expressions below let through.
Unit unitOf(QStringView word)
{
    if (word.startsWith(u'd'))
        return Unit::Day;
    if (word.startsWith(u'w'))
        return Unit::Week;
    if (word.startsWith(u'q'))
        return Unit::Quarter;
    return word.startsWith(u'm') ? Unit::Month : Unit::Year;
}

QDate earlier(QDate date, Unit unit, int count)
{
    switch (unit) {
    case Unit::Day:
        return date.addDays(-count);
    case Unit::Week:
        return date.addDays(-7LL * count);
    case Unit::Month:
        return date.addMonths(-count);
    case Unit::Quarter:
        return date.addMonths(-3 * count);
    case Unit::Year:
        return date.addYears(-count);
    }
    return {};
}

/// The calendar's week, month, quarter or year in which @p date lies.
Days periodAround(QDate date, Unit unit, const QLocale &locale)
{
    switch (unit) {
    case Unit::Day:
        return singleDay(date);
    case Unit::Week: {
        const int into = (date.dayOfWeek() - int(locale.firstDayOfWeek()) + 7) % 7;
        const QDate first = date.addDays(-into);
        return DateRange{first, first.addDays(6)};
    }
    case Unit::Month:
        return wholeMonth(date.year(), date.month());
    case Unit::Quarter: {
        const QDate first(date.year(), (date.month() - 1) / 3 * 3 + 1, 1);
        return DateRange{first, first.addMonths(3).addDays(-1)};
    }
    case Unit::Year:
        return wholeYear(date.year());
    }
    return tl::unexpected(DateProblem::NotUnderstood);
}

} // namespace

Days singleDay(QDate date)
{
    if (!date.isValid() || date.year() < 1000 || date.year() > 9999)
        return tl::unexpected(DateProblem::NoSuchDay);
    return DateRange{date, date};
}

Days wholeMonth(int year, int month)
{
    const QDate first(year, month, 1);
    if (!singleDay(first))
        return tl::unexpected(DateProblem::NoSuchDay);
    return DateRange{first, first.addMonths(1).addDays(-1)};
}

Days wholeYear(int year)
{
    const QDate first(year, 1, 1);
    if (!singleDay(first))
        return tl::unexpected(DateProblem::NoSuchDay);
    return DateRange{first, QDate(year, 12, 31)};
}

std::optional<Days> relativeDays(const QString &text, QDate today, const QLocale &locale)
{
    static const QString unit =
        u"(d|days?|w|wks?|weeks?|mo|months?|qtrs?|quarters?|y|yrs?|years?)"_s;
    static const QString count = u"(an?|one|[0-9]{1,6})"_s;
    static const QRegularExpression ago(
        u"^(?:about )?%1 ?%2 ?(?:ago|back|before)$"_s.arg(count, unit));
    static const QRegularExpression shortAgo(u"^([0-9]{1,6}) ?%1$"_s.arg(unit));
    static const QRegularExpression lastOnes(
        u"^(?:in |within |for )?(?:the )?(?:last|past|previous) %1 ?%2$"_s.arg(count, unit));
    static const QRegularExpression period(
        u"^(?:in |since )?(?:the )?(this|current|last|past|previous) %1$"_s.arg(unit));
    const auto number = [](const QString &word) {
        const int value = word.toInt();
        return value == 0 && !word.startsWith(u'0') ? 1 : value;
    };

    if (text == u"today" || text == u"now")
        return singleDay(today);
    if (text == u"yesterday")
        return singleDay(today.addDays(-1));
    if (text == u"tomorrow")
        return singleDay(today.addDays(1));
    if (text == u"the day before yesterday" || text == u"day before yesterday")
        return singleDay(today.addDays(-2));
    for (const QRegularExpression *expression : {&ago, &shortAgo}) {
        if (const auto match = expression->match(text); match.hasMatch()) {
            return singleDay(earlier(today, unitOf(match.captured(2)), number(match.captured(1))));
        }
    }
    if (const auto match = lastOnes.match(text); match.hasMatch()) {
        const QDate before = earlier(today, unitOf(match.captured(2)), number(match.captured(1)));
        if (before >= today || !singleDay(before))
            return tl::unexpected(DateProblem::NoSuchDay);
        return DateRange{before.addDays(1), today};
    }
    if (const auto match = period.match(text); match.hasMatch()) {
        const bool now = match.captured(1) == u"this" || match.captured(1) == u"current";
        const Unit of = unitOf(match.captured(2));
        return periodAround(now ? today : earlier(today, of, 1), of, locale);
    }
    return std::nullopt;
}

} // namespace segmentdesk
