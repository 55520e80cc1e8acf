// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvwriter.h"

#include <QFileDevice>
#include <QIODevice>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace segmentdesk {

namespace {

constexpr qsizetype bufferSize = 1'048'576; // 1 MiB

/// So many bytes behind a cell may be written over while it is looked at.
constexpr qsizetype block = 16;

bool isInteger(QByteArrayView text)
{
    if (text.startsWith('-'))
        text = text.sliced(1);
    return !text.isEmpty() && text.size() <= 19
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Matches `^'*[=+\-@\t\r\n＝＋－＠]`.
bool looksLikeFormula(QByteArrayView text)
{
    while (text.startsWith('\''))
        text = text.sliced(1);
    if (text.isEmpty())
        return false;
    switch (text.front()) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
        return true;
    case '\xEF': // the wide ones
        return text.startsWith("\xEF\xBC\x9D") || text.startsWith("\xEF\xBC\x8B")
                || text.startsWith("\xEF\xBC\x8D") || text.startsWith("\xEF\xBC\xA0");
    default:
        return false;
    }
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

/// Whether one of these bytes is a quote, a line break or @p delimiter. Writes over a block after @p end.
bool hasSpecial(char *begin, const char *end, char delimiter)
{
    std::memset(begin + (end - begin), delimiter == 'x' ? 'y' : 'x', block);
    std::uint64_t found = 0;
    for (const char *at = begin; at < end; at += block) {
        // Without branches, as above.
        std::array<char, block> hits;
        for (int i = 0; i < block; ++i) {
            const char c = at[i];
            hits[size_t(i)] = char((c == delimiter) | (c == '"') | (c == '\r') | (c == '\n'));
        }
        const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(hits);
        found |= halves[0] | halves[1];
    }
    return found != 0;
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, QList<Column> columns, Options options)
    : m_device(device), m_columns(std::move(columns)), m_options(options), m_delimiter(QString(options.delimiter).toUtf8())
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
        const char *const end = copyAscii(cell, begin) ? begin + cell.size()
                                                       : m_encoder.appendToBuffer(begin, cell);
        endCell(begin, end, column);
    }
    return endRow();
}

void CsvWriter::addCell(QByteArrayView utf8)
{
    const Column column = m_columns.value(m_cells, Column::Text);
    char *const begin = beginCell(utf8.size());
    if (!utf8.isEmpty())
        std::memcpy(begin, utf8.data(), static_cast<size_t>(utf8.size()));
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
    if (m_used + number + block > m_buffer.size())
        m_buffer.resize(std::max(m_used + number + block, 2 * m_buffer.size()));
    std::memset(m_buffer.data() + m_used, m_delimiter.front(), static_cast<size_t>(number));
    m_used += number;
    m_cells += number;
}

/// Where the next cell begins, with room for @p most bytes and what comes around them.
char *CsvWriter::beginCell(qsizetype most)
{
    const qsizetype needed = m_used + most + m_delimiter.size() + block;
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
    const bool guarded = m_options.mode == Mode::SafeForSpreadsheets && looksLikeFormula(cell)
            && (column != Column::Typed || !isInteger(cell));
    const bool isByte = m_delimiter.size() == 1;
    const bool quoted = hasSpecial(begin, end, isByte ? m_delimiter.front() : '"')
            || (!isByte && cell.contains(m_delimiter));
    m_used += cell.size();
    if (!guarded && !quoted)
        return;
    // Few cells: written once more.
    m_used -= cell.size();
    m_scratch.resize(0);
    if (quoted)
        m_scratch.append('"');
    if (guarded)
        m_scratch.append('\'');
    const qsizetype first = m_scratch.size();
    m_scratch.append(cell);
    if (quoted) {
        if (cell.contains('"')) {
            m_scratch.resize(first);
            m_scratch.append(cell.toByteArray().replace("\"", "\"\""));
        }
        m_scratch.append('"');
    }
    const qsizetype needed = m_used + m_scratch.size() + block;
    if (needed > m_buffer.size())
        m_buffer.resize(std::max(needed, 2 * m_buffer.size()));
    std::memcpy(m_buffer.data() + m_used, m_scratch.constData(), static_cast<size_t>(m_scratch.size()));
    m_used += m_scratch.size();
}

bool CsvWriter::endRow()
{
    addEmptyCells(std::max<qsizetype>(0, m_columns.size() - m_cells));
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
