// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/formulaguard.h"

#include <cstdint>
#include <cstring>

namespace segmentdesk::formulaguard {

namespace {

bool isCut(char c)
{
    return c == ',' || c == ';' || c == '\t' || c == '\r' || c == '\n';
}

bool beginsFormula(QByteArrayView text)
{
    if (text.isEmpty())
        return false;
    switch (text.front()) {
    case '=':
    case '+':
    case '-':
    case '@':
        return true;
    case '\xEF': // the wide ones
        return text.startsWith("\xEF\xBC\x9D") || text.startsWith("\xEF\xBC\x8B")
            || text.startsWith("\xEF\xBC\x8D") || text.startsWith("\xEF\xBC\xA0");
    default:
        return false;
    }
}

bool beginsInFront(QByteArrayView text)
{
    return beginsFormula(text)
        || (!text.isEmpty()
            && (text.front() == '\t' || text.front() == '\r' || text.front() == '\n'));
}

qsizetype past(QByteArrayView text, qsizetype at, char c)
{
    while (at < text.size() && text[at] == c)
        ++at;
    return at;
}

/// Calls @p visit with each place within the cell where a formula would begin: where its `'` stand
/// or would stand, and how many there are.
template <typename Visit>
void visitInside(QByteArrayView cell, Visit visit)
{
    for (qsizetype i = 0; i + 1 < cell.size(); ++i) {
        if (!isCut(cell[i]))
            continue;
        const qsizetype place = past(cell, i + 1, '"');
        const qsizetype formula = past(cell, place, '\'');
        if (beginsFormula(cell.sliced(formula)))
            visit(place, formula - place);
    }
}

} // namespace

bool mayNeedInside(const char *begin, const char *end)
{
    // Without branches, so that the compiler takes many bytes at once.
    std::uint8_t found = 0;
    for (; begin + 1 < end; ++begin) {
        const char cut = begin[0];
        const char next = begin[1];
        found |= static_cast<std::uint8_t>(
            ((cut == ',') | (cut == ';') | (cut == '\t') | (cut == '\r') | (cut == '\n'))
            & ((next == '=') | (next == '+') | (next == '-') | (next == '@') | (next == '"')
               | (next == '\'') | (next == '\xEF')));
    }
    return found != 0;
}

bool isNeededInside(QByteArrayView cell)
{
    bool needed = false;
    visitInside(cell, [&needed](qsizetype, qsizetype) { needed = true; });
    return needed;
}

bool isNeededInFront(QByteArrayView cell)
{
    return beginsInFront(cell.sliced(past(cell, 0, '\'')));
}

QByteArray withInside(QByteArrayView cell)
{
    QByteArray guarded;
    qsizetype from = 0;
    visitInside(cell, [&](qsizetype place, qsizetype) {
        guarded.append(cell.sliced(from, place - from)).append('\'');
        from = place;
    });
    return guarded.append(cell.sliced(from));
}

bool isIn(QByteArrayView cell)
{
    if (cell.isEmpty()
        || std::memchr(cell.data(), '\'', static_cast<size_t>(cell.size())) == nullptr)
        return false;
    bool is = cell.front() == '\'' && isNeededInFront(cell);
    visitInside(cell, [&is](qsizetype, qsizetype number) { is = is || number > 0; });
    return is;
}

QByteArray without(QByteArrayView cell)
{
    QByteArray plain;
    qsizetype from = !cell.isEmpty() && cell.front() == '\'' && isNeededInFront(cell) ? 1 : 0;
    visitInside(cell, [&](qsizetype place, qsizetype number) {
        if (number == 0)
            return;
        plain.append(cell.sliced(from, place - from));
        from = place + 1;
    });
    return plain.append(cell.sliced(from));
}

} // namespace segmentdesk::formulaguard
