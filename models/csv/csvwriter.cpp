// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvwriter.h"

#include <QFileDevice>
#include <QIODevice>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr qsizetype bufferSize = 1'048'576; // 1 MiB

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool areDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

bool isInteger(QStringView text)
{
    if (text.startsWith(u'-'))
        text = text.sliced(1);
    return text.size() <= 19 && areDigits(text);
}

bool isUuid(QStringView text)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const QChar c = text[i];
        const bool hex = isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        if (dash ? c != u'-' : !hex)
            return false;
    }
    return true;
}

/// Begins with YYYY-MM-DD, and has after it only what a time is made of.
bool isIsoDate(QStringView text)
{
    if (text.size() < 10 || text.size() > 35)
        return false;
    if (!areDigits(text.first(4)) || text[4] != u'-' || !areDigits(text.sliced(5, 2))
        || text[7] != u'-' || !areDigits(text.sliced(8, 2)))
        return false;
    if (text.size() == 10)
        return true;
    const QStringView time = text.sliced(11);
    return text[10] == u'T' && std::all_of(time.begin(), time.end(), [](QChar c) {
               return isDigit(c) || c == u':' || c == u'.' || c == u'Z' || c == u'+' || c == u'-';
           });
}

bool looksLikeFormula(QStringView text)
{
    while (text.startsWith(u'\''))
        text = text.sliced(1);
    if (text.isEmpty() || text.front().isLetter())
        return false;
    return QStringView(u"=+-@\t\r\n＝＋－＠").contains(text.front());
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, QList<Column> columns, Options options)
    : m_device(device), m_columns(std::move(columns)), m_options(options), m_delimiter(QString(options.delimiter).toUtf8())
{
    m_buffer.reserve(bufferSize + 4096);
    if (m_options.bom)
        m_buffer.append("\xEF\xBB\xBF");
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
    if (!m_error.isEmpty())
        return false;
    const qsizetype count = std::max(cells.size(), m_columns.size());
    const QString none;
    for (qsizetype i = 0; i < count; ++i) {
        if (i > 0)
            m_buffer.append(m_delimiter);
        const Column column = header ? Column::Text : m_columns.value(i, Column::Text);
        append(i < cells.size() ? cells.at(i) : none, column, count == 1);
    }
    m_buffer.append(m_options.crlf ? "\r\n" : "\n");
    return m_buffer.size() < bufferSize || flush();
}

void CsvWriter::append(const QString &cell, Column column, bool onlyCell)
{
    if (column == Column::Typed && (isInteger(cell) || isUuid(cell) || isIsoDate(cell))) {
        appendText(cell, true);
        return;
    }
    const bool guarded = m_options.mode == Mode::SafeForSpreadsheets && looksLikeFormula(cell);
    // A line with one empty cell would be an empty line, which readers skip.
    bool quoted = onlyCell && cell.isEmpty();
    // Without branches, so that the compiler looks at many letters at once.
    const char16_t delimiter = m_options.delimiter.unicode();
    const char16_t *const letters = QStringView(cell).utf16();
    char16_t all = 0;
    char16_t special = 0;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const char16_t c = letters[i];
        all = char16_t(all | c);
        special = char16_t(special | (c == delimiter) | (c == u'"') | (c == u'\r') | (c == u'\n'));
    }
    quoted = quoted || special != 0;
    const bool ascii = all < 0x80;
    if (quoted)
        m_buffer.append('"');
    if (guarded)
        m_buffer.append('\'');
    if (quoted && cell.contains(u'"'))
        m_buffer.append(QString(cell).replace(u'"', u"\"\""_qs).toUtf8());
    else
        appendText(cell, ascii);
    if (quoted)
        m_buffer.append('"');
}

void CsvWriter::appendText(const QString &text, bool ascii)
{
    if (!ascii) {
        m_buffer.append(text.toUtf8());
        return;
    }
    // Most cells of a million rows: straight into the buffer, without a copy of its own each.
    const qsizetype at = m_buffer.size();
    m_buffer.resize(at + text.size());
    char *to = m_buffer.data() + at;
    for (const QChar c : text)
        *to++ = char(c.unicode());
}

bool CsvWriter::flush()
{
    while (!m_buffer.isEmpty()) {
        const qint64 written = m_device.write(m_buffer);
        if (written <= 0) {
            m_error = m_device.errorString();
            return false;
        }
        m_written += written;
        // The usual device takes everything at once, and keeps the buffer's memory for the next lines.
        if (written == m_buffer.size())
            m_buffer.resize(0);
        else
            m_buffer.remove(0, qsizetype(written));
    }
    return true;
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
