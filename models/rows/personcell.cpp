// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rows/personcell.h"

#include <QString>

#include <algorithm>
#include <array>

namespace segmentdesk::personcell {

static bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

QByteArrayView withoutBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

namespace {

constexpr qsizetype maxCell = 4'096; // a longer one names no one
constexpr qsizetype maxAddress = 320;
constexpr qsizetype maxDigits = 18;
constexpr qsizetype maxExactDigits = 15; // of a number that was a float on its way

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool areDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Letters that are not seen, and blanks.
bool isNothing(QChar c)
{
    const ushort u = c.unicode();
    return c.isSpace() || (u >= 0x200B && u <= 0x200F) || (u >= 0x202A && u <= 0x202E)
        || (u >= 0x2060 && u <= 0x2064) || u == 0xFEFF || u == 0x00AD || u == 0x061C;
}

bool isWord(QByteArrayView cell, const auto &words)
{
    if (cell.size() > 24 || !isAscii(cell))
        return false;
    const QByteArray small = cell.toByteArray().toLower();
    return std::any_of(words.begin(), words.end(),
                       [&small](const char *word) { return small == word; });
}

/// What makes a spreadsheet take digits for text: ="123", '123, "123".
QByteArrayView withoutTextMarks(QByteArrayView cell)
{
    if (cell.startsWith('='))
        cell = cell.sliced(1);
    if (cell.size() > 1 && cell.startsWith('"') && cell.endsWith('"'))
        cell = cell.sliced(1, cell.size() - 2);
    for (const char *mark : {"'", "`", "\u2018", "\u2019"}) {
        const QByteArrayView bytes(mark);
        if (cell.startsWith(bytes))
            return cell.sliced(bytes.size());
    }
    return cell;
}

/// 1,234 or 1.234.567: thousands, or a fraction.
bool isGrouped(QByteArrayView cell)
{
    if (cell.size() < 5 || !isDigit(cell.front()))
        return false;
    qsizetype group = 0;
    int groups = 0;
    for (const char c : cell) {
        if (isDigit(c)) {
            ++group;
            continue;
        }
        if ((c != ',' && c != '.' && c != ' ' && c != '\'') || group > 3 || group == 0
            || (groups > 0 && group != 3))
            return false;
        ++groups;
        group = 0;
    }
    return groups > 0 && group == 3;
}

/// 1.61E+13, 1,61e13, 9E+18.
bool isExponential(QByteArrayView cell)
{
    const qsizetype e = std::max(cell.indexOf('E'), cell.indexOf('e'));
    if (e < 1 || cell.size() > 40 || !isDigit(cell.front()))
        return false;
    const QByteArrayView mantissa = cell.first(e);
    QByteArrayView exponent = cell.sliced(e + 1);
    const bool isPlus = exponent.startsWith('+');
    if (isPlus)
        exponent = exponent.sliced(1);
    const bool isFraction =
        std::any_of(mantissa.begin(), mantissa.end(), [](char c) { return c == '.' || c == ','; });
    return (isPlus || isFraction) && areDigits(exponent)
        && std::all_of(mantissa.begin(), mantissa.end(),
                       [](char c) { return isDigit(c) || c == '.' || c == ','; });
}

char closing(char c)
{
    switch (c) {
    case '<':
        return '>';
    case '(':
        return ')';
    case '[':
        return ']';
    case '"':
    case '\'':
        return c;
    default:
        return '\0';
    }
}

/// Without brackets and quotes that enclose all of it, and without mailto:.
QByteArrayView unwrapped(QByteArrayView text)
{
    for (int depth = 0; depth < 4; ++depth) {
        text = withoutBlanks(text);
        if (text.startsWith("=\""))
            text = text.sliced(1);
        if (text.size() > 7 && qstrnicmp(text.data(), 7, "mailto:", 7) == 0) {
            text = text.sliced(7);
            const qsizetype question = text.indexOf('?');
            if (question >= 0)
                text = text.first(question);
            continue;
        }
        if (text.size() < 3 || closing(text.front()) == '\0'
            || text.back() != closing(text.front()))
            break;
        const QByteArrayView inner = text.sliced(1, text.size() - 2);
        if (inner.contains(text.front()) || inner.contains(text.back()))
            break;
        text = inner;
    }
    return text;
}

bool isLiteral(QByteArrayView text)
{
    const qsizetype at = text.indexOf('@');
    return text.size() <= maxAddress && at > 0 && at + 1 < text.size()
        && text.lastIndexOf('@') == at && std::none_of(text.begin(), text.end(), [](char c) {
               return isBlank(c) || c == ',' || c == ';';
           });
}

void add(QByteArrayView address, QList<QByteArrayView> *found)
{
    const bool isThere =
        std::any_of(found->cbegin(), found->cend(), [address](QByteArrayView other) {
            return other.size() == address.size()
                && qstrnicmp(other.data(), other.size(), address.data(), address.size()) == 0;
        });
    if (!isThere)
        found->append(address);
}

/// Takes addresses in brackets from @p cell and leaves blanks there. A bracket within a word is a
/// letter of it.
void takeBracketed(QByteArrayView cell, QByteArray *rest, QList<QByteArrayView> *found)
{
    for (qsizetype open = 0; open < cell.size(); ++open) {
        const char end = cell[open] == '"' || cell[open] == '\'' ? '\0' : closing(cell[open]);
        if (end == '\0'
            || (open > 0 && !isBlank(cell[open - 1]) && cell[open] != '<' && cell[open - 1] != ']'))
            continue;
        const qsizetype close = cell.indexOf(end, open);
        if (close < 0)
            continue;
        const QByteArrayView inner = unwrapped(cell.sliced(open + 1, close - open - 1));
        const bool isAddress = isLiteral(inner);
        if (!isAddress && inner.contains('@'))
            continue;
        if (isAddress)
            add(inner, found);
        std::fill_n(rest->begin() + open, close - open + 1, ' ');
        open = close;
    }
}

} // namespace

QByteArray trimmed(QByteArrayView cell)
{
    if (isAscii(cell))
        return withoutBlanks(cell).toByteArray();
    const QString text = QString::fromUtf8(cell);
    QStringView inner = text;
    while (!inner.isEmpty() && isNothing(inner.front()))
        inner = inner.sliced(1);
    while (!inner.isEmpty() && isNothing(inner.back()))
        inner.chop(1);
    return inner.toUtf8();
}

bool isNoValue(QByteArrayView cell)
{
    static constexpr std::array words{"\\n", "null",      "(null)", "<null>",  "nil",
                                      "n/a", "#n/a",      "na",     "n.a.",    "nan",
                                      "-",   "--",        "---",    "none",    "?",
                                      ".",   "undefined", "(none)", "(empty)", "(blank)"};
    return cell == "\u2013" || cell == "\u2014" || isWord(cell, words);
}

Id id(QByteArrayView cell)
{
    if (cell.isEmpty())
        return {};
    if (!isDigit(cell.front())) {
        if (isNoValue(cell))
            return {Id::Kind::NoValue};
        const QByteArrayView inner = withoutBlanks(withoutTextMarks(cell));
        return inner.size() < cell.size() ? id(inner) : Id{};
    }
    QByteArrayView digits = cell;
    bool wasFloat = false;
    const qsizetype point = std::max(cell.indexOf('.'), cell.indexOf(','));
    if (point > 0) {
        const QByteArrayView fraction = cell.sliced(point + 1);
        wasFloat = fraction.size() <= 2
            && std::all_of(fraction.begin(), fraction.end(), [](char c) { return c == '0'; });
        if (wasFloat)
            digits = cell.first(point);
    }
    if (areDigits(digits)) {
        if (digits.size() > maxDigits)
            return {};
        if (wasFloat && digits.size() > maxExactDigits)
            return {Id::Kind::Damaged};
        qint64 number = 0;
        for (const char c : digits)
            number = number * 10 + (c - '0');
        return {number > 0 ? Id::Kind::Number : Id::Kind::NoValue, number};
    }
    return {isGrouped(cell) || isExponential(cell) ? Id::Kind::Damaged : Id::Kind::None};
}

bool isPlainAddress(QByteArrayView cell)
{
    return isLiteral(cell) && std::none_of(cell.begin(), cell.end(), [](char c) {
               return closing(c) != '\0' || c == '>' || c == ')' || c == ']' || c == ':' || c == '|'
                   || c == '=';
           });
}

QList<QByteArrayView> addresses(QByteArrayView cell)
{
    QList<QByteArrayView> found;
    if (isPlainAddress(cell))
        return {cell};
    if (cell.size() > maxCell || !cell.contains('@'))
        return found;
    const QByteArrayView inner = unwrapped(cell);
    if (isLiteral(inner) && inner.indexOf('|') < 0 && inner.indexOf('<') < 0)
        return {inner};
    QByteArray rest = cell.toByteArray();
    takeBracketed(cell, &rest, &found);
    if (!found.isEmpty() && !rest.contains('@'))
        return found; // what is left is a name
    // A list of addresses and nothing else; one that begins with a delimiter is none.
    const auto isBetween = [](char c) { return isBlank(c) || c == ',' || c == ';' || c == '|'; };
    if (isBetween(cell.front()))
        return {};
    for (qsizetype begin = 0; begin < rest.size();) {
        qsizetype end = begin;
        while (end < rest.size() && !isBetween(rest[end]))
            ++end;
        const QByteArrayView part = unwrapped(cell.sliced(begin, end - begin));
        const bool isBar = std::all_of(part.begin(), part.end(), [](char c) { return c == ':'; });
        if (isLiteral(part))
            add(part, &found);
        else if (!isBar)
            return {};
        begin = end + 1;
    }
    return found;
}

bool isTotal(QByteArrayView cell, bool wholly)
{
    if (!wholly) {
        const auto *const end = std::find_if_not(cell.begin(), cell.end(), [](char c) {
            return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        });
        cell = cell.first(end - cell.begin());
    }
    static constexpr std::array words{
        "total",       "totals", "grand total", "subtotal", "sum",    "summe",  "gesamt",
        "gesamtsumme", "somme",  "suma",        "totale",   "totaal", "razem",  "summa",
        "count",       "anzahl", "total:",      "sum:",     "summe:", "count:", "totals:"};
    return isWord(cell, words);
}

} // namespace segmentdesk::personcell
