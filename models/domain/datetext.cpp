// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/datetext.h"

#include "models/domain/foldedtext.h"
#include "models/domain/relativedays.h"

#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// A name found in a text becomes one character of these, so that "1월" or "segunda-feira" is one
/// token whatever it is made of.
constexpr char16_t firstMonth = 0xE001;
constexpr char16_t firstWeekday = 0xE021;

/// In which order the locale writes a day in digits.
struct Order
{
    bool yearFirst = false;
    bool monthBeforeDay = false;
};

Order orderOf(const QLocale &locale)
{
    const QString shortForm = locale.dateFormat(QLocale::ShortFormat);
    const auto before = [](const QString &format, QChar a, QChar b) {
        return format.indexOf(a) < format.indexOf(b);
    };
    Order order;
    order.yearFirst = before(shortForm, u'y', u'M');
    // Where the year comes first, the long form shows how people order the two when it does not.
    order.monthBeforeDay =
        before(order.yearFirst ? locale.dateFormat(QLocale::LongFormat) : shortForm, u'M', u'd');
    return order;
}

/// Any script's digits as 0 to 9, without the marks that turn the direction of text; folded.
QString plain(const QString &text)
{
    QString made;
    const QList<uint> letters = text.normalized(QString::NormalizationForm_KC).toUcs4();
    for (const uint letter : letters) {
        const char32_t c = letter;
        if (QChar::category(c) == QChar::Number_DecimalDigit)
            made.append(QChar(u'0' + QChar::digitValue(c)));
        else if (QChar::category(c) != QChar::Other_Format)
            made.append(QChar::fromUcs4(c));
    }
    return foldedText(made);
}

bool isName(QChar c)
{
    const char16_t token = c.unicode();
    return (token >= firstMonth && token < firstMonth + 12)
        || (token >= firstWeekday && token < firstWeekday + 7);
}

struct Name
{
    QString text;
    QChar token;
};

/// Names of months and weekdays, the longest first. A name that means two things means none.
QList<Name> namesOf(const QLocale &locale)
{
    QHash<QString, QChar> meanings;
    const auto addFrom = [&meanings](const QLocale &from) {
        QHash<QString, QChar> own;
        QSet<QString> unclear;
        const auto add = [&own, &unclear](const QString &name, char16_t token) {
            QString text = plain(name);
            while (text.endsWith(u'.'))
                text.chop(1);
            if (text.isEmpty() || text.toInt() != 0)
                return;
            if (own.contains(text) && own.value(text) != QChar(token))
                unclear.insert(text);
            own.insert(text, QChar(token));
        };
        constexpr QLocale::FormatType forms[] = {QLocale::LongFormat, QLocale::ShortFormat};
        for (const QLocale::FormatType form : forms) {
            for (int month = 1; month <= 12; ++month) {
                const auto token = char16_t(firstMonth + month - 1);
                add(from.monthName(month, form), token);
                add(from.standaloneMonthName(month, form), token);
            }
        }
        // A month wins over a weekday of the same letters: a day is written without its weekday.
        const QHash<QString, QChar> months = own;
        for (const QLocale::FormatType form : forms) {
            for (int day = 1; day <= 7; ++day) {
                const auto token = char16_t(firstWeekday + day - 1);
                for (const QString &name :
                     {from.dayName(day, form), from.standaloneDayName(day, form)}) {
                    if (!months.contains(plain(name).remove(u'.')))
                        add(name, token);
                }
            }
        }
        for (auto it = own.cbegin(); it != own.cend(); ++it) {
            if (!unclear.contains(it.key()) && !meanings.contains(it.key()))
                meanings.insert(it.key(), it.value());
        }
    };
    addFrom(locale);
    addFrom(QLocale(QLocale::English, QLocale::UnitedStates));
    QList<Name> names;
    for (auto it = meanings.cbegin(); it != meanings.cend(); ++it)
        names.append({it.key(), it.value()});
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) {
        return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
    });
    return names;
}

bool isWordPart(QChar c)
{
    return c.isLetter() || c.isMark() || c.isSurrogate() || c == u'\'' || c == u'’';
}

/// May stand between the parts of a date.
bool isSeparator(QChar c)
{
    return c.isSpace() || (c.isPunct() && !u":%@#*?!&\"\\"_s.contains(c));
}

/// Chinese and Japanese put no blanks between words.
bool needsNoBlank(QChar c)
{
    return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hiragana
        || c.script() == QChar::Script_Katakana;
}

/// Whether a token may end between these two: not within a word or a number.
bool isBoundary(QChar a, QChar b)
{
    return !(a.isDigit() && b.isDigit())
        && (!(isWordPart(a) && isWordPart(b)) || needsNoBlank(a) || needsNoBlank(b));
}

QString withTokens(QString text, const QList<Name> &names)
{
    for (const Name &name : names) {
        for (qsizetype at = text.indexOf(name.text); at >= 0; at = text.indexOf(name.text, at)) {
            const qsizetype end = at + name.text.size();
            const bool alone = (at == 0 || isBoundary(text.at(at - 1), text.at(at)))
                && (end == text.size() || isBoundary(text.at(end - 1), text.at(end)));
            if (alone)
                text.replace(at, name.text.size(), name.token);
            ++at;
        }
    }
    return text;
}

/// Words in a date that say nothing: "de", "г", "年".
QSet<QString> fillersOf(const QLocale &locale)
{
    QSet<QString> fillers{u"of"_s, u"the"_s, u"on"_s, u"st"_s, u"nd"_s, u"rd"_s,
                          u"th"_s, u"de"_s,  u"er"_s, u"o"_s,  u"a"_s,  u"and"_s};
    for (const QLocale::FormatType form : {QLocale::LongFormat, QLocale::ShortFormat}) {
        QString literals;
        bool quoted = false;
        const QString format = locale.dateFormat(form);
        for (const QChar c : format) {
            if (c == u'\'')
                quoted = !quoted;
            const bool isPattern = !quoted && (c == u'd' || c == u'M' || c == u'y');
            if (c != u'\'')
                literals.append(isPattern ? QChar(u' ') : c);
        }
        QString word;
        const QString folded = plain(literals) + u' ';
        for (const QChar c : folded) {
            if (isWordPart(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                fillers.insert(word);
                word.clear();
            }
        }
    }
    return fillers;
}

struct Number
{
    int value = 0;
    int digits = 0;
};

struct Tokens
{
    QList<Number> numbers;
    QList<int> months; ///< 1 to 12
    QList<int> weekdays; ///< 1 to 7
    QChar separator; ///< after the first number
    bool monthFirst = false; ///< before the first number
};

/// The month of which a name begins with @p word; 0: none, or several.
int monthBeginning(const QString &word, const QList<Name> &names)
{
    int month = 0;
    for (const Name &name : names) {
        const int its = name.token.unicode() - firstMonth + 1;
        if (its < 1 || its > 12 || !name.text.startsWith(word))
            continue;
        if (month != 0 && month != its)
            return 0;
        month = its;
    }
    return month;
}

/// Where words are joined, a name with what comes before and after it in the locale's dates ("ב"
/// and "ינואר", "urtarrilak" and "ren"); empty: none.
QChar nameWithin(const QString &word, const QList<Name> &names, const QSet<QString> &fillers)
{
    for (const Name &name : names) {
        const qsizetype at = word.indexOf(name.text);
        if (at < 0)
            continue;
        const QString before = word.left(at);
        const QString after = word.mid(at + name.text.size());
        if ((before.isEmpty() || fillers.contains(before))
            && (after.isEmpty() || fillers.contains(after)))
            return name.token;
    }
    return {};
}

} // namespace

struct DateReader::Words
{
    QList<Name> names;
    QSet<QString> fillers;
    Order order;
};

namespace {

std::optional<Tokens> tokensOf(const QString &text, const QList<Name> &names,
                               const QSet<QString> &fillers)
{
    const QString marked = withTokens(text, names) + u' ';
    Tokens tokens;
    QString word;
    QString digits;
    const auto addName = [&tokens](QChar token) {
        if (token.unicode() >= firstWeekday)
            tokens.weekdays.append(token.unicode() - firstWeekday + 1);
        else
            tokens.months.append(token.unicode() - firstMonth + 1);
    };
    const auto endWord = [&] {
        if (word.isEmpty())
            return true;
        const QString ended = std::exchange(word, QString());
        if (fillers.contains(ended))
            return true;
        if (const QChar token = nameWithin(ended, names, fillers); !token.isNull()) {
            addName(token);
            return true;
        }
        const int month = ended.size() >= 3 ? monthBeginning(ended, names) : 0;
        if (month != 0)
            tokens.months.append(month);
        return month != 0;
    };
    const auto endNumber = [&](QChar next) {
        if (digits.isEmpty())
            return true;
        const QString ended = std::exchange(digits, QString());
        if (ended.size() > 8)
            return false;
        tokens.numbers.append({ended.toInt(), int(ended.size())});
        if (tokens.numbers.size() == 1) {
            tokens.separator = next;
            tokens.monthFirst = !tokens.months.isEmpty();
        }
        return true;
    };
    for (const QChar c : marked) {
        if (!isWordPart(c) && !endWord())
            return std::nullopt;
        if (!c.isDigit() && !endNumber(c))
            return std::nullopt;
        if (isName(c))
            addName(c);
        else if (c.isDigit())
            digits.append(c);
        else if (isWordPart(c))
            word.append(c);
        else if (!isSeparator(c))
            return std::nullopt;
    }
    return tokens;
}

/// Two digits mean a year of which less than 90 years have passed, or that is at most 10 ahead.
int fullYear(Number year, QDate today)
{
    if (year.digits > 2)
        return year.value;
    const int soon = today.year() + 10;
    int full = soon / 100 * 100 + year.value;
    if (full > soon)
        full -= 100;
    return full;
}

/// The last such day until @p today.
Days lastDayOf(int month, int number, QDate today)
{
    for (int year = today.year(); year > today.year() - 9; --year) {
        const QDate date(year, month, number);
        if (date.isValid() && date <= today)
            return singleDay(date);
    }
    return tl::unexpected(DateProblem::NoSuchDay);
}

Days withMonthName(const Tokens &tokens, QDate today, const Order &order)
{
    const int month = tokens.months.first();
    const QList<Number> &numbers = tokens.numbers;
    if (numbers.isEmpty())
        return wholeMonth(month <= today.month() ? today.year() : today.year() - 1, month);
    if (numbers.size() == 1) {
        if (numbers.first().digits == 4)
            return wholeMonth(numbers.first().value, month);
        if (numbers.first().digits > 2)
            return tl::unexpected(DateProblem::NotUnderstood);
        return lastDayOf(month, numbers.first().value, today);
    }
    if (numbers.size() > 2)
        return tl::unexpected(DateProblem::NotUnderstood);
    const auto isYear = [](Number number) { return number.digits == 4 || number.value > 31; };
    const bool firstIsYear = numbers.last().digits != 4
        && (isYear(numbers.first())
            || (!isYear(numbers.last()) && order.yearFirst && !tokens.monthFirst));
    const Number year = firstIsYear ? numbers.first() : numbers.last();
    const Number of = firstIsYear ? numbers.last() : numbers.first();
    if (of.digits > 2 || year.digits == 3 || year.digits > 4)
        return tl::unexpected(DateProblem::NotUnderstood);
    return singleDay(QDate(fullYear(year, today), month, of.value));
}

/// Of two numbers, a day and a month: in the expected order, or in the only one that there is.
Days dayAndMonth(Number first, Number second, bool monthFirst,
                 const std::function<Days(int month, int day)> &made)
{
    const Days expected =
        monthFirst ? made(first.value, second.value) : made(second.value, first.value);
    if (expected)
        return expected;
    const Days other =
        monthFirst ? made(second.value, first.value) : made(first.value, second.value);
    return other ? other : expected;
}

Days onlyNumbers(const Tokens &tokens, QDate today, const Order &order)
{
    const QList<Number> &numbers = tokens.numbers;
    const auto count = numbers.size();
    const auto isShort = [](Number number) { return number.digits <= 2; };
    const auto isYear = [](Number number) { return number.digits == 4; };
    // 1.2.2023 is the first of February wherever days are written with dots.
    const bool monthFirst = order.monthBeforeDay && tokens.separator != u'.';
    if (count == 1 && isYear(numbers.first()))
        return wholeYear(numbers.first().value);
    if (count == 1 && numbers.first().digits == 8) {
        const int value = numbers.first().value;
        return singleDay(QDate(value / 10000, value / 100 % 100, value % 100));
    }
    if (count == 2 && isYear(numbers.first()) && isShort(numbers.last()))
        return wholeMonth(numbers.first().value, numbers.last().value);
    if (count == 2 && isShort(numbers.first()) && isYear(numbers.last()))
        return wholeMonth(numbers.last().value, numbers.first().value);
    if (count == 2 && isShort(numbers.first()) && isShort(numbers.last())) {
        return dayAndMonth(numbers.first(), numbers.last(), monthFirst,
                           [today](int month, int of) { return lastDayOf(month, of, today); });
    }
    if (count != 3 || !isShort(numbers.at(1)))
        return tl::unexpected(DateProblem::NotUnderstood);
    const auto inYear = [today](Number year) {
        return [today, year](int month, int of) {
            return singleDay(QDate(fullYear(year, today), month, of));
        };
    };
    if (isShort(numbers.last())
        && (isYear(numbers.first()) || (isShort(numbers.first()) && order.yearFirst))) {
        return inYear(numbers.first())(numbers.at(1).value, numbers.last().value);
    }
    if (isShort(numbers.first()) && (isYear(numbers.last()) || isShort(numbers.last())))
        return dayAndMonth(numbers.first(), numbers.at(1), monthFirst, inYear(numbers.last()));
    return tl::unexpected(DateProblem::NotUnderstood);
}

/// A point in time as files and stores write it; its day is that of this computer's clock.
std::optional<QDate> dayOfTime(const QString &text)
{
    static const QRegularExpression time(
        u"^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2})?(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (!time.match(text).hasMatch())
        return std::nullopt;
    return QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate)
        .toLocalTime()
        .date();
}

/// Two months of Jola-Fonyi are one when shortened.
bool hasShortMonths(const QLocale &locale)
{
    QSet<QString> names;
    for (int month = 1; month <= 12; ++month)
        names.insert(plain(locale.monthName(month, QLocale::ShortFormat)));
    return names.size() == 12;
}

/// As displayDate() writes days, in letters of QLocale.
QString displayFormat(const QLocale &locale)
{
    // Qt has no medium date: the order is the locale's, the month in letters cannot be misread.
    const QString order = locale.dateFormat(QLocale::ShortFormat);
    const auto day = order.indexOf(u'd');
    const auto month = order.indexOf(u'M');
    if (order.indexOf(u'y') < month)
        return QString(order).replace(u"yyyy"_s, u"yy"_s).replace(u"yy"_s, u"yyyy"_s);
    const QString format = day < month ? u"d MMM yyyy"_s : u"MMM d, yyyy"_s;
    return hasShortMonths(locale) ? format : QString(format).replace(u"MMM"_s, u"MMMM"_s);
}

} // namespace

QString displayDate(QDate date, const QLocale &locale)
{
    // Tables ask for every cell, nearly always in one locale.
    static thread_local std::pair<QLocale, QString> last{QLocale::c(), displayFormat(QLocale::c())};
    if (last.first != locale)
        last = {locale, displayFormat(locale)};
    return locale.toString(date, last.second);
}

DateReader::DateReader(const QLocale &locale)
    : m_locale(locale), m_words(new Words{namesOf(locale), fillersOf(locale), orderOf(locale)})
{
}

DateReader::~DateReader() = default;

tl::expected<DateRange, DateProblem> DateReader::read(const QString &text, QDate today) const
{
    // No day takes more letters; a page that was pasted is not looked through.
    if (text.size() > 100)
        return tl::unexpected(DateProblem::NotUnderstood);
    if (const std::optional<QDate> date = dayOfTime(text.trimmed()))
        return singleDay(*date);
    const QString folded = plain(text);
    if (const std::optional<Days> days = relativeDays(folded, today, m_locale))
        return *days;

    static const QRegularExpression lastWeekday(u"^(?:last|past|previous) "_s);
    const bool strictlyBefore = lastWeekday.match(folded).hasMatch();
    const std::optional<Tokens> tokens =
        tokensOf(strictlyBefore ? QString(folded).remove(lastWeekday) : folded, m_words->names,
                 m_words->fillers);
    if (!tokens || tokens->months.size() > 1)
        return tl::unexpected(DateProblem::NotUnderstood);
    if (tokens->months.isEmpty() && tokens->numbers.isEmpty()) {
        if (tokens->weekdays.size() != 1)
            return tl::unexpected(DateProblem::NotUnderstood);
        const int back = (today.dayOfWeek() - tokens->weekdays.first() + 7) % 7;
        return singleDay(today.addDays(back == 0 && strictlyBefore ? -7 : -back));
    }
    if (strictlyBefore)
        return tl::unexpected(DateProblem::NotUnderstood);
    return tokens->months.isEmpty() ? onlyNumbers(*tokens, today, m_words->order)
                                    : withMonthName(*tokens, today, m_words->order);
}

DateRange onDay(const DateRange &range, QDate today, const QLocale &locale)
{
    if (range.phrase.isEmpty())
        return range;
    DateRange days = DateReader(locale).read(range.phrase, today).value_or(range);
    days.phrase = range.phrase;
    return days;
}

} // namespace segmentdesk
