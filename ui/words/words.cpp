// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/words.h"

#include "models/domain/datetext.h"
#include "models/tables/plaintext.h"
#include "models/tables/segmentlistmodel.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using std::chrono::milliseconds;

/// Gives every text of this file one context for the translators.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// tr() counts in int; no list here comes near its end.
int clamped(qint64 number)
{
    return static_cast<int>(qBound(qint64(0), number, qint64(std::numeric_limits<int>::max())));
}

bool isHarmful(char32_t c)
{
    // Controls that are no white space, direction overrides, embeddings, isolates and marks,
    // interlinear annotation, the byte order mark and noncharacters.
    return (c < 0x20) || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f
        || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f)
        || (c >= 0xfff9 && c <= 0xfffb) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/// @p today and @p yesterday take the time; nothing: another day.
QString nearDayTime(const QDateTime &when, const QDateTime &now, const QString &today,
                    const QString &yesterday)
{
    const QDateTime local = when.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    return days == 0 ? today.arg(time) : days == 1 ? yesterday.arg(time) : QString();
}

} // namespace

QString words::shown(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == u'\v' || c == u'\f' || c == QChar(0x2028)
            || c == QChar(0x2029) || c == QChar(0x85)) {
            safe += u' ';
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            safe += c;
            safe += text.at(++i);
        } else if (c.isSurrogate() || isHarmful(c.unicode())) {
            safe += QChar(QChar::ReplacementCharacter);
        } else {
            safe += c;
        }
    }
    return safe;
}

QString words::toolTip(const QString &text)
{
    return shown(text);
}

QString words::buttonText(const QString &text)
{
    return shown(text).replace(u"&"_s, u"&&"_s);
}

QString words::shortened(const QString &text, int length)
{
    const QString line = shown(text).trimmed();
    if (line.size() <= length)
        return line;
    const qsizetype head = (length - 1) / 2 + (length - 1) % 2;
    QString left = line.left(head);
    QString right = line.right((length - 1) / 2);
    if (left.back().isHighSurrogate())
        left.chop(1);
    if (!right.isEmpty() && right.front().isLowSurrogate())
        right.remove(0, 1);
    return left + u'…' + right;
}

QString words::quoted(const QString &name)
{
    Segment called;
    called.name = name;
    return Words::tr("“%1”").arg(shortened(SegmentListModel::shownName(called)));
}

QString words::count(qint64 number)
{
    return QLocale().toString(number);
}

// The form for one stands apart, because the source language has no translation file to make it.
QString words::people(qint64 number)
{
    return number == 1 ? Words::tr("%Ln person", nullptr, 1)
                       : Words::tr("%Ln people", nullptr, clamped(number));
}

QString words::members(qint64 number)
{
    return number == 1 ? Words::tr("%Ln member", nullptr, 1)
                       : Words::tr("%Ln members", nullptr, clamped(number));
}

QString words::profiles(qint64 number)
{
    return number == 1 ? Words::tr("%Ln profile", nullptr, 1)
                       : Words::tr("%Ln profiles", nullptr, clamped(number));
}

QString words::customers(qint64 number)
{
    return number == 1 ? Words::tr("%Ln customer", nullptr, 1)
                       : Words::tr("%Ln customers", nullptr, clamped(number));
}

QString words::segments(qint64 number)
{
    return number == 1 ? Words::tr("%Ln segment", nullptr, 1)
                       : Words::tr("%Ln segments", nullptr, clamped(number));
}

QString words::requests(qint64 number)
{
    return number == 1 ? Words::tr("%Ln request", nullptr, 1)
                       : Words::tr("%Ln requests", nullptr, clamped(number));
}

QString words::rows(qint64 number)
{
    return number == 1 ? Words::tr("%Ln row", nullptr, 1)
                       : Words::tr("%Ln rows", nullptr, clamped(number));
}

QString words::ago(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    // A clock that was set back must not make the data come from the future.
    const qint64 seconds = qMax<qint64>(0, when.secsTo(now));
    if (seconds < 60)
        return Words::tr("just now");
    if (seconds < 60 * 60)
        return Words::tr("%Ln min ago", nullptr, clamped(seconds / 60));
    if (seconds < 24 * 60 * 60)
        return Words::tr("%Ln h ago", nullptr, clamped(seconds / 3600));
    return date(when);
}

QString words::age(const QDateTime &when, const QDateTime &now)
{
    const QString text = ago(when, now);
    return text.isEmpty() ? text : Words::tr("updated %1").arg(text);
}

QString words::duration(milliseconds time)
{
    if (time < milliseconds(1000))
        return Words::tr("less than a second");
    const qint64 seconds = (time.count() + 999) / 1000;
    if (seconds < 60)
        return Words::tr("%Ln s", nullptr, clamped(seconds));
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        return Words::tr("%Ln min", nullptr, clamped(minutes));
    if (minutes % 60 == 0)
        return Words::tr("%Ln h", nullptr, clamped(minutes / 60));
    return Words::tr("%1 h %2 min").arg(count(minutes / 60), count(minutes % 60));
}

QString words::timeLeft(milliseconds time)
{
    return Words::tr("%1 left").arg(duration(time));
}

QString words::rate(double perSecond)
{
    if (perSecond < 0.1)
        return {};
    if (perSecond < 10)
        return Words::tr("%1/s").arg(QLocale().toString(perSecond, 'f', 1));
    return Words::tr("%1/s").arg(count(qRound64(perSecond)));
}

/// What moves on with the calendar, as it was chosen; empty: nothing of DateRangeField's choices.
static QString movingDays(const QString &phrase)
{
    const QHash<QString, QString> all{{u"today"_s, Words::tr("today")},
                                      {u"yesterday"_s, Words::tr("yesterday")},
                                      {u"last 7 days"_s, Words::tr("last %Ln days", nullptr, 7)},
                                      {u"last 30 days"_s, Words::tr("last %Ln days", nullptr, 30)},
                                      {u"last 90 days"_s, Words::tr("last %Ln days", nullptr, 90)},
                                      {u"this month"_s, Words::tr("this month")},
                                      {u"last month"_s, Words::tr("last month")},
                                      {u"this year"_s, Words::tr("this year")},
                                      {u"last year"_s, Words::tr("last year")}};
    return all.value(phrase);
}

QString words::days(const DateRange &days)
{
    if (days.isEmpty())
        return {};
    if (const QString moving = movingDays(days.phrase); !moving.isEmpty())
        return moving;
    if (!days.last.isValid())
        return Words::tr("%1 or later").arg(displayDate(days.first));
    if (!days.first.isValid())
        return Words::tr("%1 or earlier").arg(displayDate(days.last));
    if (days.first == days.last)
        return displayDate(days.first);
    return Words::tr("%1 – %2", "two days").arg(displayDate(days.first), displayDate(days.last));
}

QString words::date(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    return displayDate(when.toLocalTime().date());
}

QString words::dateTime(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    return date(when) + u' ' + QLocale().toString(when.toLocalTime().time(), QLocale::ShortFormat);
}

QString words::timeOfCopy(const QDateTime &readAt)
{
    const QDateTime local = readAt.toLocalTime();
    return local.date() == QDate::currentDate()
        ? QLocale().toString(local.time(), QLocale::ShortFormat)
        : dateTime(readAt);
}

QString words::dayTime(const QDateTime &when, const QDateTime &now)
{
    const QString near = nearDayTime(when, now, Words::tr("Today %1"), Words::tr("Yesterday %1"));
    return near.isEmpty() ? date(when) : near;
}

QString words::dayTimeInside(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const QString near = nearDayTime(when, now, Words::tr("today %1"), Words::tr("yesterday %1"));
    return near.isEmpty() ? Words::tr("on %1").arg(dateTime(when)) : near;
}

QString words::storeLabel(const Account &account, const QList<Account> &all)
{
    QString label = account.name;
    bool sameName = false;
    bool sameHost = false;
    for (const Account &other : all) {
        if (other.id == account.id || other.name.compare(label, Qt::CaseInsensitive) != 0)
            continue;
        sameName = true;
        sameHost = sameHost || other.apiPath.authority() == account.apiPath.authority();
    }
    if (sameName && account.kind != Account::Kind::Sandbox)
        label = Words::tr("%1 (%2)").arg(
            label, sameHost ? storeHash(account.apiPath) : account.apiPath.authority());
    if (account.kind == Account::Kind::Visit)
        label = Words::tr("%1 (temporary)").arg(label);
    return label;
}

QString words::readOnlyToken()
{
    return Words::tr("This token can look but not change anything. Use another token with the "
                     "Customers: modify scope.");
}

} // namespace segmentdesk
