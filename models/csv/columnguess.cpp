// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/columnguess.h"

#include "models/rows/personcell.h"

#include <algorithm>

namespace segmentdesk {

namespace {

/// Cells of the column that say something, and how many of them are what the role asks for.
struct Column
{
    QStringList cells; ///< of all rows, small
    qsizetype filled = 0;
    qsizetype fitting = 0;
};

Column columnOf(const QList<QStringList> &rows, int number, ColumnRole role)
{
    Column column;
    for (const QStringList &row : rows) {
        const QString cell = row.value(number).trimmed().toLower();
        column.cells.append(cell);
        if (cell.isEmpty() || personcell::isNoValue(cell.toUtf8()))
            continue;
        ++column.filled;
        column.fitting += contentRole(cell) == role;
    }
    return column;
}

/// Whether the heading says just "ID", see matchColumns().
bool isBare(const QString &name)
{
    return foldedHeading(name).size() < 4;
}

/// Columns that could have the role as well as the one that has it, with that one.
QList<int> rivalsOf(const QStringList &names, const QList<QStringList> &rows,
                    const QList<ColumnRole> &roles, ColumnRole role)
{
    const qsizetype chosen = roles.indexOf(role);
    if (chosen < 0)
        return {};
    const bool isNamed = headerRole(names.value(chosen)) == role;
    const Column own = columnOf(rows, int(chosen), role);
    QList<int> rivals{int(chosen)};
    for (int number = 0; number < roles.size(); ++number) {
        if (number == chosen || (headerRole(names.value(number)) == role) != isNamed
            || (isNamed && isBare(names.value(number)) != isBare(names.value(chosen))))
            continue;
        if (!isNamed && role != ColumnRole::Email)
            continue;
        const Column other = columnOf(rows, number, role);
        const bool fits =
            other.filled > 0 && other.fitting * 10 >= other.filled * (isNamed ? 5 : 8);
        if (fits && other.cells != own.cells)
            rivals.append(number);
    }
    std::sort(rivals.begin(), rivals.end());
    return rivals.size() > 1 ? rivals : QList<int>();
}

} // namespace

ColumnGuess guessColumns(const QStringList &names, const QList<QStringList> &rows,
                         const Preset *preset)
{
    ColumnGuess guess;
    guess.roles = matchColumns(names, rows);
    if (preset) {
        guess.preset = preset;
        guess.roles.fill(ColumnRole::None);
        const QStringList foreign =
            QString::fromLatin1(preset->foreign).split(u'|', Qt::SkipEmptyParts);
        for (int column = 0; column < names.size(); ++column) {
            const QString heading = foldedHeading(names[column]);
            if (heading == QLatin1String(preset->email) && !guess.roles.contains(ColumnRole::Email))
                guess.roles[column] = ColumnRole::Email;
            else if (heading == QLatin1String(preset->id) && !heading.isEmpty()
                     && !guess.roles.contains(ColumnRole::CustomerNumber))
                guess.roles[column] = ColumnRole::CustomerNumber;
            else if (foreign.contains(heading))
                guess.foreign.append(column);
        }
        return guess;
    }
    for (const ColumnRole role :
         {ColumnRole::Email, ColumnRole::CustomerNumber, ColumnRole::ProfileUuid}) {
        guess.rivals = rivalsOf(names, rows, guess.roles, role);
        if (guess.rivals.isEmpty())
            continue;
        guess.rivalRole = role;
        guess.roles[guess.roles.indexOf(role)] = ColumnRole::None;
        break;
    }
    return guess;
}

ColumnGuess guessColumns(const QStringList &names, const QList<QStringList> &rows)
{
    return guessColumns(names, rows, presetOf(names));
}

} // namespace segmentdesk
