// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/columnroles.h"
#include "models/csv/csvreader.h"
#include "tests/fuzz/targets.h"

#include <QBuffer>

#include <cstdlib>

namespace segmentdesk::fuzz {

namespace {

struct Row
{
    qint64 offset;
    qint64 line;
    CsvReader::RowError trouble;
    QStringList texts;
    QByteArray row;

    friend bool operator==(const Row &, const Row &) = default;
};

Row rowOf(const CsvReader &reader)
{
    return {reader.offset(), reader.line(), reader.trouble(), reader.texts(),
            reader.row().toByteArray()};
}

/// Reads a file in pieces of odd sizes.
class Pieces : public QBuffer
{
public:
    using QBuffer::QBuffer;

protected:
    qint64 readData(char *data, qint64 most) override
    {
        m_step = m_step % 7 + 1;
        return QBuffer::readData(data, qMin(most, m_step));
    }

private:
    qint64 m_step = 3;
};

void require(bool kept)
{
    if (!kept)
        std::abort();
}

void readWith(const QByteArray &bytes, const CsvDialect &dialect)
{
    QList<Row> rows;
    CsvReader whole(bytes, dialect);
    while (whole.next())
        rows.append(rowOf(whole));

    QByteArray copy = bytes;
    Pieces device(&copy);
    require(device.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    CsvReader pieces(device, dialect);
    for (const Row &row : std::as_const(rows)) {
        require(pieces.next());
        require(rowOf(pieces) == row);
    }
    require(!pieces.next());

    if (rows.isEmpty())
        return;
    const qsizetype middle = rows.size() / 2;
    require(pieces.seek(rows[middle].offset, rows[middle].line));
    require(pieces.next());
    require(rowOf(pieces) == rows[middle]);
}

} // namespace

void csv(const QByteArray &bytes)
{
    const CsvDialect found = detectDialect(bytes, true);
    readWith(bytes, found);
    CsvDialect other;
    readWith(bytes, other);
    other.encoding = CsvDialect::Encoding::Utf16Le;
    other.delimiter = ';';
    readWith(bytes, other);
    other.encoding = CsvDialect::Encoding::Windows1252;
    other.quotes = false;
    readWith(bytes, other);

    QList<QStringList> sample;
    CsvReader reader(bytes, found);
    while (sample.size() < 20 && reader.next())
        sample.append(reader.texts());
    const QStringList names = sample.isEmpty() ? QStringList() : sample.first();
    require(matchColumns(names, sample).size() >= names.size());
}

} // namespace segmentdesk::fuzz
