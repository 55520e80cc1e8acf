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

/// Behind the byte order mark, and Excel's own line that names the delimiter.
void setStart(CsvDialect &dialect, QByteArrayView head)
{
    dialect.start = markSize(dialect.encoding, head);
    dialect.startLine = 1;
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
    if (dialect.delimiter == '\0')
        dialect.delimiter = first[4];
    if (reader.next()) {
        dialect.start = int(reader.offset());
        dialect.startLine = int(reader.line());
    }
}

/// A row as the search for the heading sees it.
struct Seen
{
    qint64 offset = 0;
    qint64 line = 0;
    int width = 0; ///< without empty cells at its end
    int named = 0; ///< cells that are called as columns are
    bool isUnclear = false; ///< an empty cell, or two that are the same
    bool hasNumber = false;
    bool hasPerson = false; ///< an address or a UUID

    bool hasContent(bool numbersCount) const { return hasPerson || (numbersCount && hasNumber); }
};

Seen seen(const CsvReader &reader)
{
    Seen row{reader.offset(), reader.line()};
    QStringList cells = reader.texts();
    for (int column = 0; column < reader.size(); ++column) {
        const QString cell = cells[column].trimmed();
        if (cell.isEmpty()) {
            row.isUnclear = true;
            continue;
        }
        row.width = column + 1;
        const ColumnRole role = contentRole(cell);
        row.hasNumber = row.hasNumber || role == ColumnRole::CustomerNumber;
        row.hasPerson =
            row.hasPerson || role == ColumnRole::Email || role == ColumnRole::ProfileUuid;
        row.named += headerRole(cell) != ColumnRole::None;
    }
    row.isUnclear = cells.removeDuplicates() > 0 || row.isUnclear;
    return row;
}

int commonWidth(const QList<Seen> &rows)
{
    QHash<int, int> widths;
    int common = 0;
    for (const Seen &row : rows) {
        const int number = ++widths[row.width];
        if (number > widths.value(common) || (number == widths.value(common) && row.width > common))
            common = row.width;
    }
    return common;
}

/// How many columns most rows have, and which part of the rows.
struct Shape
{
    int columns = 0;
    double agreement = 0;
    double people = 0; ///< which part of the rows has a cell that is an address or a UUID
};

Shape shapeOf(QByteArrayView head, const CsvDialect &dialect, bool whole)
{
    QHash<int, int> widths;
    CsvReader reader(head, dialect);
    int rows = 0;
    int people = 0;
    int last = -1;
    while (rows < sampleRows && reader.next()) {
        ++rows;
        last = reader.size();
        ++widths[last];
        people += last > 1 && seen(reader).hasPerson;
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
    shape.people = rows > 0 ? std::min(1.0, double(people) / rows) : 0;
    return shape;
}

} // namespace

void findHeader(CsvDialect &dialect, QByteArrayView head)
{
    setStart(dialect, head);
    dialect.header = true;
    QList<Seen> rows;
    CsvReader reader(head, dialect);
    while (rows.size() < sampleRows && reader.next())
        rows.append(seen(reader));
    const int common = commonWidth(rows);
    // Numbers could be anything where people are named otherwise.
    const bool numbersCount =
        std::none_of(rows.cbegin(), rows.cend(), [](const Seen &row) { return row.hasPerson; });
    const auto startAt = [&dialect](const Seen &row) {
        dialect.start = int(row.offset);
        dialect.startLine = int(row.line);
    };
    // The row with the most names of columns, above the first that has people and is as wide as
    // most are; the last of several.
    const Seen *best = nullptr;
    const Seen *firstContent = nullptr;
    const qsizetype tried = std::min<qsizetype>(rows.size(), maxTitleRows + 1);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Seen &row = rows[i];
        // No column is called zoe@nordlys.example or 124310.
        if (row.hasContent(true)) {
            if (!firstContent && row.hasContent(numbersCount))
                firstContent = &row;
            if (row.hasContent(numbersCount) && row.width >= common)
                break;
            continue;
        }
        const bool isWide = row.width + 1 >= common || row.named > 1;
        if (i < tried && row.named > 0 && isWide && (!best || row.named >= best->named))
            best = &row;
    }
    if (best) {
        startAt(*best);
        return;
    }
    if (rows.isEmpty())
        return;
    // Words above data: something below is what they are not.
    const qsizetype content = firstContent ? firstContent - rows.constData() : 0;
    if (content == 0) {
        dialect.header = false;
        return;
    }
    const Seen &above = rows[content - 1];
    dialect.header = !above.isUnclear && above.width + 1 >= firstContent->width;
    if (content > maxTitleRows)
        dialect.header = false;
    else
        startAt(dialect.header ? above : *firstContent);
}

bool setHeaderLine(CsvDialect &dialect, int line, QByteArrayView head)
{
    setStart(dialect, head);
    CsvReader reader(head, dialect);
    while (reader.next()) {
        if (reader.line() < line)
            continue;
        if (reader.line() > line)
            return false;
        dialect.header = true;
        dialect.start = int(reader.offset());
        dialect.startLine = line;
        return true;
    }
    return false;
}

void setEncoding(CsvDialect &dialect, CsvDialect::Encoding encoding, QByteArrayView head)
{
    dialect.encoding = encoding;
    findHeader(dialect, head);
}

CsvDialect detectDialect(QByteArrayView head, bool whole)
{
    head = head.first(std::min(head.size(), dialectHeadSize));
    CsvDialect dialect;
    dialect.delimiter = '\0';
    dialect.encoding = guessEncoding(head, whole);
    setStart(dialect, head);
    if (dialect.delimiter == '\0') {
        dialect.delimiter = ',';
        double best = 0;
        for (const char delimiter : knownDelimiters) {
            CsvDialect tried = dialect;
            tried.delimiter = delimiter;
            const Shape shape = shapeOf(head, tried, whole);
            // Rows of equal width speak for a delimiter, and cells that name people; more columns
            // only between equals.
            const double score = shape.columns > 1
                ? shape.agreement + shape.people / 2 + std::min(shape.columns, 100) / 1000.0
                : 0;
            if (score > best) {
                best = score;
                dialect.delimiter = delimiter;
            }
        }
    }
    findHeader(dialect, head);
    return dialect;
}

} // namespace segmentdesk
