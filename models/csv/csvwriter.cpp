// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvwriter.h"

#include "models/csv/formulaguard.h"

#include <QFileDevice>
#include <QIODevice>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace segmentdesk {

namespace {

constexpr qsizetype bufferSize = 1'048'576; // 1 MiB

constexpr qsizetype around = 16; ///< room for what comes around a cell
constexpr std::ptrdiff_t mostCounted = 240; ///< in a byte

bool isInteger(QByteArrayView text)
{
    if (text.startsWith('-'))
        text = text.sliced(1);
    return !text.isEmpty() && text.size() <= 19
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The letters as bytes; false, and rubbish in @p to, if one of them is not ASCII.
bool copyAscii(QStringView text, char *__restrict to)
{
    // Without branches, so that the compiler takes many letters at once.
    const char16_t *const letters = text.utf16();
    char16_t all = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        all = char16_t(all | letters[i]);
        to[i] = char(letters[i]);
    }
    return all < 0x80;
}

struct Special
{
    qsizetype delimiters = 0;
    bool others = false; ///< a quote or a line break
};

/// Which of these bytes need quotes around them.
Special specialIn(const char *begin, const char *end, char delimiter)
{
    Special special;
    while (begin != end) {
        // Counted in bytes and without branches, as above.
        const char *const last = begin + std::min<std::ptrdiff_t>(end - begin, mostCounted);
        std::uint8_t delimiters = 0;
        std::uint8_t others = 0;
        for (; begin != last; ++begin) {
            delimiters = static_cast<std::uint8_t>(delimiters + (*begin == delimiter));
            others |=
                static_cast<std::uint8_t>((*begin == '"') | (*begin == '\r') | (*begin == '\n'));
        }
        special.delimiters += delimiters;
        special.others = special.others || others != 0;
    }
    return special;
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, QList<Column> columns, Options options)
    : m_device(device), m_columns(std::move(columns)), m_options(options),
      m_delimiter(QString(options.delimiter).toUtf8())
{
    m_buffer.resize(bufferSize + 65'536);
    if (m_options.bom) {
        std::memcpy(m_buffer.data(), "\xEF\xBB\xBF", 3);
        m_used = 3;
        m_lineStart = 3;
    }
}

bool CsvWriter::writeHeader(const QStringList &names)
{
    return writeLine(names, true);
}

bool CsvWriter::writeRow(const QStringList &cells)
{
    return writeLine(cells, false);
}

bool CsvWriter::writeLine(const QStringList &cells, bool header)
{
    for (const QString &cell : cells) {
        const Column column = header ? Column::Text : m_columns.value(m_cells, Column::Text);
        char *const begin = beginCell(3 * cell.size());
        const char *const end =
            copyAscii(cell, begin) ? begin + cell.size() : m_encoder.appendToBuffer(begin, cell);
        endCell(begin, end, column);
    }
    return endRow();
}

void CsvWriter::addCell(QByteArrayView utf8)
{
    const Column column = m_columns.value(m_cells, Column::Text);
    char *const begin = beginCell(utf8.size());
    std::copy_n(utf8.data(), utf8.size(), begin);
    endCell(begin, begin + utf8.size(), column);
}

void CsvWriter::addEmptyCells(qsizetype number)
{
    if (m_cells == 0 && number > 0) {
        beginCell(0);
        --number;
    }
    if (m_delimiter.size() != 1) {
        for (qsizetype i = 0; i < number; ++i)
            beginCell(0);
        return;
    }
    // A matrix has hundreds of them in a line.
    if (m_used + number + around > m_buffer.size())
        m_buffer.resize(std::max(m_used + number + around, 2 * m_buffer.size()));
    std::memset(m_buffer.data() + m_used, m_delimiter.front(), static_cast<size_t>(number));
    m_used += number;
    m_cells += number;
}

/// Where the next cell begins, with room for @p most bytes and what comes around them.
char *CsvWriter::beginCell(qsizetype most)
{
    const qsizetype needed = m_used + most + m_delimiter.size() + around;
    if (needed > m_buffer.size())
        m_buffer.resize(std::max(needed, 2 * m_buffer.size()));
    char *to = m_buffer.data() + m_used;
    if (m_cells++ > 0) {
        for (const char c : std::as_const(m_delimiter))
            *to++ = c;
        m_used += m_delimiter.size();
    }
    return to;
}

void CsvWriter::endCell(char *begin, const char *end, Column column)
{
    const QByteArrayView cell(begin, end - begin);
    if (cell.isEmpty())
        return;
    const bool guarded = m_options.mode == Mode::SafeForSpreadsheets
        && formulaguard::isNeededInFront(cell) && (column != Column::Typed || !isInteger(cell));
    m_hasGuarded = m_hasGuarded || guarded;
    m_texts.push_back({begin - m_buffer.constData(), cell.size(), guarded, false});
    m_used += cell.size();
}

/// Few lines: written once more, with what their cells need around them.
void CsvWriter::quoteLine()
{
    m_scratch.resize(0);
    qsizetype from = m_lineStart;
    for (const Text &text : m_texts) {
        m_scratch.append(m_buffer.constData() + from, text.begin - from); // delimiters
        from = text.begin + text.size;
        QByteArrayView cell(m_buffer.constData() + text.begin, text.size);
        QByteArray inside;
        if (text.guardedInside) {
            inside = formulaguard::withInside(cell);
            cell = inside;
        }
        const bool hasQuote = cell.contains('"');
        const bool quoted = text.guardedInside || hasQuote || cell.contains('\r')
            || cell.contains('\n') || cell.contains(m_delimiter);
        if (quoted)
            m_scratch.append('"');
        if (text.guarded)
            m_scratch.append('\'');
        if (hasQuote)
            m_scratch.append(cell.toByteArray().replace("\"", "\"\""));
        else
            m_scratch.append(cell);
        if (quoted)
            m_scratch.append('"');
    }
    m_scratch.append(m_buffer.constData() + from, m_used - from);
    const qsizetype needed = m_lineStart + m_scratch.size() + around;
    if (needed > m_buffer.size())
        m_buffer.resize(std::max(needed, 2 * m_buffer.size()));
    std::copy_n(m_scratch.constData(), m_scratch.size(), m_buffer.data() + m_lineStart);
    m_used = m_lineStart + m_scratch.size();
}

bool CsvWriter::endRow()
{
    addEmptyCells(std::max<qsizetype>(0, m_columns.size() - m_cells));
    // One look at all of the line: a delimiter too many is within a cell.
    const bool isByte = m_delimiter.size() == 1;
    const Special special =
        specialIn(m_buffer.constData() + m_lineStart, m_buffer.constData() + m_used,
                  isByte ? m_delimiter.front() : '"');
    if (m_options.mode == Mode::SafeForSpreadsheets
        && formulaguard::mayNeedInside(m_buffer.constData() + m_lineStart,
                                       m_buffer.constData() + m_used)) {
        for (Text &text : m_texts) {
            text.guardedInside =
                formulaguard::isNeededInside({m_buffer.constData() + text.begin, text.size});
            m_hasGuarded = m_hasGuarded || text.guardedInside;
        }
    }
    if (m_hasGuarded || special.others || !isByte
        || special.delimiters != std::max<qsizetype>(0, m_cells - 1))
        quoteLine();
    m_texts.clear();
    m_hasGuarded = false;
    char *const data = m_buffer.data();
    if (m_cells == 1 && m_used == m_lineStart) {
        // A line with one empty cell would be an empty line, which readers skip.
        data[m_used++] = '"';
        data[m_used++] = '"';
    }
    if (m_options.crlf)
        data[m_used++] = '\r';
    data[m_used++] = '\n';
    m_cells = 0;
    if (!m_error.isEmpty()) {
        m_used = m_lineStart;
        return false;
    }
    m_lineStart = m_used;
    return m_used < bufferSize || flush();
}

bool CsvWriter::flush()
{
    qsizetype done = 0;
    while (done < m_used) {
        const qint64 written = m_device.write(m_buffer.constData() + done, m_used - done);
        if (written <= 0) {
            m_error = m_device.errorString();
            break;
        }
        done += written;
    }
    m_written += done;
    m_used = 0;
    m_lineStart = 0;
    return m_error.isEmpty();
}

bool CsvWriter::finish()
{
    if (!m_error.isEmpty() || !flush())
        return false;
    // A file keeps the last bytes back: only now it is known whether the disk took them.
    auto *file = qobject_cast<QFileDevice *>(&m_device);
    if (file && !file->flush()) {
        m_error = file->errorString();
        return false;
    }
    return true;
}

} // namespace segmentdesk
