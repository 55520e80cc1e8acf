// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvdialect.h"

#include "models/csv/columnroles.h"
#include "models/csv/csvreader.h"

#include <QHash>

#include <algorithm>

namespace segmentdesk {

namespace {

using Encoding = CsvDialect::Encoding;

constexpr int sampleRows = 50;
constexpr char knownDelimiters[] = {',', ';', '\t', '|'};

struct Mark
{
    Encoding encoding;
    QByteArrayView bytes;
};

const Mark byteOrderMarks[] = {
    {Encoding::Utf8, "\xEF\xBB\xBF"},
    {Encoding::Utf16Le, "\xFF\xFE"},
    {Encoding::Utf16Be, "\xFE\xFF"},
};

int markSize(Encoding encoding, QByteArrayView head)
{
    for (const Mark &mark : byteOrderMarks) {
        if (mark.encoding == encoding && head.startsWith(mark.bytes))
            return int(mark.bytes.size());
    }
    return 0;
}

/// Without a letter that the head's end cuts.
QByteArrayView wholeLetters(QByteArrayView head)
{
    for (int back = 1; back <= 3 && back <= head.size(); ++back) {
        const auto c = uchar(head[head.size() - back]);
        if (c >= 0xC0)
            return head.first(head.size() - back);
        if (c < 0x80)
            break;
    }
    return head;
}

Encoding guessEncoding(QByteArrayView head, bool whole)
{
    for (const Mark &mark : byteOrderMarks) {
        if (head.startsWith(mark.bytes))
            return mark.encoding;
    }
    // Line ends, delimiters and digits of UTF-16 have a 0 as one of their two bytes.
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < head.size(); ++i)
        zeros[i & 1] += head[i] == '\0';
    if (zeros[1] > head.size() / 20 && zeros[1] > zeros[0] * 10)
        return Encoding::Utf16Le;
    if (zeros[0] > head.size() / 20 && zeros[0] > zeros[1] * 10)
        return Encoding::Utf16Be;
    const QByteArrayView text = whole ? head : wholeLetters(head);
    return text.isValidUtf8() ? Encoding::Utf8 : Encoding::Windows1252;
}

/// How many columns most rows have, and which part of the rows.
struct Shape
{
    int columns = 0;
    double agreement = 0;
};

Shape shapeOf(QByteArrayView head, const CsvDialect &dialect, bool whole)
{
    QHash<int, int> widths;
    CsvReader reader(head, dialect);
    int rows = 0;
    int last = -1;
    while (rows < sampleRows && reader.next()) {
        ++rows;
        last = reader.size();
        ++widths[last];
    }
    // The last row of the head is cut.
    if (!whole && rows > 1 && rows < sampleRows) {
        --widths[last];
        --rows;
    }
    Shape shape;
    int most = 0;
    for (auto width = widths.cbegin(); width != widths.cend(); ++width) {
        if (width.value() > most || (width.value() == most && width.key() > shape.columns)) {
            most = width.value();
            shape.columns = width.key();
        }
    }
    if (rows > 0)
        shape.agreement = double(most) / rows;
    return shape;
}

bool guessHeader(QByteArrayView head, const CsvDialect &dialect)
{
    CsvReader reader(head, dialect);
    if (!reader.next() || reader.size() == 0)
        return true;
    QStringList names = reader.texts();
    bool recognised = false;
    bool oneIsEmpty = false;
    for (const QString &name : std::as_const(names)) {
        // No column is called zoe@nordlys.example or 124310.
        if (contentRole(name) != ColumnRole::None)
            return false;
        recognised = recognised || headerRole(name) != ColumnRole::None;
        oneIsEmpty = oneIsEmpty || name.trimmed().isEmpty();
    }
    if (recognised)
        return true;
    if (oneIsEmpty || names.removeDuplicates() > 0)
        return false;
    // Words above data: something below is what the first row is not.
    int rows = 0;
    while (rows++ < sampleRows && reader.next()) {
        for (int column = 0; column < reader.size(); ++column) {
            if (contentRole(reader.text(column)) != ColumnRole::None)
                return true;
        }
    }
    return false;
}

} // namespace

void setEncoding(CsvDialect &dialect, CsvDialect::Encoding encoding, QByteArrayView head)
{
    dialect.encoding = encoding;
    dialect.start = markSize(encoding, head);
    dialect.startLine = 1;
    // Excel's own line that names the delimiter.
    CsvDialect plain = dialect;
    plain.delimiter = '\x01';
    CsvReader reader(head, plain);
    if (!reader.next())
        return;
    const QByteArrayView first = reader.row();
    if (first.size() != 5 || qstrnicmp(first.data(), "sep=", 4) != 0)
        return;
    if (std::find(std::begin(knownDelimiters), std::end(knownDelimiters), first[4])
        == std::end(knownDelimiters))
        return;
    dialect.delimiter = first[4];
    if (reader.next()) {
        dialect.start = int(reader.offset());
        dialect.startLine = int(reader.line());
    }
}

CsvDialect detectDialect(QByteArrayView head, bool whole)
{
    head = head.first(std::min(head.size(), dialectHeadSize));
    CsvDialect dialect;
    dialect.delimiter = '\0';
    setEncoding(dialect, guessEncoding(head, whole), head);
    if (dialect.delimiter == '\0') {
        dialect.delimiter = ',';
        double best = 0;
        for (const char delimiter : knownDelimiters) {
            CsvDialect tried = dialect;
            tried.delimiter = delimiter;
            const Shape shape = shapeOf(head, tried, whole);
            // Rows of equal width speak for a delimiter; more columns only between equals.
            const double score =
                shape.columns > 1 ? shape.agreement + std::min(shape.columns, 100) / 1000.0 : 0;
            if (score > best) {
                best = score;
                dialect.delimiter = delimiter;
            }
        }
    }
    dialect.header = guessHeader(head, dialect);
    return dialect;
}

} // namespace segmentdesk
