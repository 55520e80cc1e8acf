// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/firstrows.h"

#include "models/csv/csvreader.h"

#include <QMap>

#include <algorithm>

namespace segmentdesk {

namespace {

int widthOf(int heading, const QList<QStringList> &rows)
{
    struct Width
    {
        qsizetype all = 0;
        qsizetype blank = 0; ///< of these, with nothing behind the heading's cells
    };
    QMap<qsizetype, Width> shapes;
    for (const QStringList &row : rows) {
        Width &shape = shapes[row.size()];
        ++shape.all;
        shape.blank += row.size() > heading
            && std::all_of(row.cbegin() + heading, row.cend(),
                           [](const QString &cell) { return cell.trimmed().isEmpty(); });
    }
    qsizetype width = heading;
    for (auto shape = shapes.cbegin(); shape != shapes.cend(); ++shape) {
        // A cell too many in a few rows is a delimiter that should be in quotes: its row is not
        // read, because what stands where is not sure.
        const bool isCommon = heading == 0
            ? shape->all * 5 >= rows.size()
            : shape->all * 2 > rows.size() || (shape->blank > 1 && shape->blank * 4 >= rows.size());
        if (shape.key() > width && isCommon)
            width = shape.key();
    }
    return int(width);
}

/// Whether the first cells count the rows, as some tools do without a heading for that.
bool areNumbered(const QList<QStringList> &rows)
{
    if (rows.size() < 2)
        return false;
    const qlonglong first = rows.first().value(0).toLongLong();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        bool isNumber = false;
        if (rows[i].value(0).toLongLong(&isNumber) != first + i || !isNumber)
            return false;
    }
    return first == 0 || first == 1;
}

} // namespace

FirstRows firstRowsOf(const QByteArray &head, bool isWhole, const CsvDialect &dialect)
{
    FirstRows first;
    CsvReader reader(head, dialect);
    while (first.rows.size() <= FirstRows::most && reader.next())
        first.rows.append(reader.texts());
    // The head's last row is cut.
    if (!isWhole && first.rows.size() <= FirstRows::most && first.rows.size() > 1)
        first.rows.removeLast();
    if (dialect.header && !first.rows.isEmpty())
        first.names = first.rows.takeFirst();
    first.width = widthOf(int(first.names.size()), first.rows);
    first.rows.removeIf([&first](const QStringList &row) { return row.size() > first.width; });
    if (!first.names.isEmpty()) {
        const auto hasMore = [named = first.names.size()](const QStringList &row) {
            return row.size() > named
                && std::any_of(row.cbegin() + named, row.cend(),
                               [](const QString &cell) { return !cell.trimmed().isEmpty(); });
        };
        if (first.names.size() + 1 == first.width && areNumbered(first.rows))
            first.names.prepend(QString());
        else if (std::count_if(first.rows.cbegin(), first.rows.cend(), hasMore) * 2
                 > first.rows.size())
            first.names.fill(QString()); // which of them is of which column is not sure
        first.names.resize(first.width);
    }
    return first;
}

} // namespace segmentdesk
