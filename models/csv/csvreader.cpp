// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvreader.h"

#include "models/csv/formulaguard.h"

#include <QIODevice>

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace segmentdesk {

namespace {

constexpr qsizetype pieceSize = 262'144; // 256 KiB a read

/// The first byte from @p pos on that means something: delimiter, quote, line end or 0; or @p end.
/// @p high becomes true if a byte before it is no ASCII.
const char *findMark(const char *pos, const char *end, char delimiter, char quote, bool &high)
{
#ifdef __SSE2__
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i quotes = _mm_set1_epi8(quote);
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r');
    const __m128i zero = _mm_setzero_si128();
    while (end - pos >= 16) {
        __m128i block;
        std::memcpy(&block, pos, sizeof block);
        const __m128i marks = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(block, delimiters), _mm_cmpeq_epi8(block, quotes)),
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, feeds), _mm_cmpeq_epi8(block, returns)),
                         _mm_cmpeq_epi8(block, zero)));
        const auto found = unsigned(_mm_movemask_epi8(marks));
        const auto highs = unsigned(_mm_movemask_epi8(block));
        if (found != 0) {
            const int before = std::countr_zero(found);
            high = high || (highs & ((1u << before) - 1)) != 0;
            return pos + before;
        }
        high = high || highs != 0;
        pos += 16;
    }
#endif
    for (; pos < end; ++pos) {
        const char c = *pos;
        if (c == delimiter || c == quote || c == '\n' || c == '\r' || c == '\0')
            return pos;
        high = high || (c & 0x80) != 0;
    }
    return end;
}

/// LF, CRLF, CR CR LF and CR are one each.
qint64 lineEnds(QByteArrayView text)
{
    qint64 number = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            const QByteArrayView rest = text.sliced(i + 1);
            i += rest.startsWith("\r\n") ? 2 : rest.startsWith('\n') ? 1 : 0;
            ++number;
        } else if (text[i] == '\n') {
            ++number;
        }
    }
    return number;
}

} // namespace

CsvReader::CsvReader(QIODevice &device, const CsvDialect &dialect)
    : m_device(&device), m_dialect(dialect), m_transcoder(dialect.encoding)
{
    seek(dialect.start, dialect.startLine);
}

CsvReader::CsvReader(QByteArrayView bytes, const CsvDialect &dialect)
    : m_dialect(dialect), m_transcoder(dialect.encoding), m_atEnd(true)
{
    const QByteArrayView text = bytes.sliced(std::min(qsizetype(dialect.start), bytes.size()));
    if (dialect.encoding == CsvDialect::Encoding::Utf8) {
        m_data = text.data();
        m_size = text.size();
    } else {
        m_transcoder.append(text, m_buffer);
        m_transcoder.finish(m_buffer);
        m_data = m_buffer.constData();
        m_size = m_buffer.size();
    }
    m_posOffset = dialect.start;
    m_posLine = dialect.startLine;
}

CsvReader::CsvReader(std::unique_ptr<QIODevice> device, const CsvDialect &dialect)
    : CsvReader(*device, dialect)
{
    m_owned = std::move(device);
}

CsvReader::~CsvReader() = default;

qint64 CsvReader::totalSize() const
{
    return m_device ? m_device->size() : m_size;
}

bool CsvReader::seek(qint64 offset, qint64 line)
{
    if (!m_device)
        return false;
    if (m_device->isSequential()) {
        if (m_device->skip(offset - m_device->pos()) < 0)
            return false;
    } else if (offset > m_device->size() || !m_device->seek(offset)) {
        m_atEnd = true;
        m_pos = m_size = 0;
        return false;
    }
    m_transcoder = Transcoder(m_dialect.encoding);
    m_buffer.resize(0);
    m_data = m_buffer.constData();
    m_size = m_pos = m_rowStart = m_rowEnd = 0;
    m_cells.clear();
    m_atEnd = m_failed = false;
    m_posOffset = offset;
    m_posLine = line;
    return true;
}

/// Reads one more piece behind what is at hand; drops what lies before m_pos.
bool CsvReader::more()
{
    if (m_atEnd)
        return false;
    if (m_pos > 0) {
        m_buffer.remove(0, m_pos);
        m_pos = 0;
    }
    m_piece.resize(pieceSize);
    const qint64 got = m_device->read(m_piece.data(), m_piece.size());
    if (got > 0) {
        m_transcoder.append(QByteArrayView(m_piece).first(got), m_buffer);
    } else {
        m_atEnd = true;
        m_transcoder.finish(m_buffer);
        if (got < 0) {
            m_failed = true;
            m_error = m_device->errorString();
        }
    }
    m_data = m_buffer.constData();
    m_size = m_buffer.size();
    return true;
}

bool CsvReader::next()
{
    m_unquoted.clear();
    for (;;) {
        m_rowOffset = m_posOffset;
        m_rowLine = m_posLine;
        m_trouble = RowError::None;
        End end = scan();
        while (end == End::Data && more())
            end = scan();
        if (end == End::Damage) {
            m_cells.clear();
            skipLine();
            return true;
        }
        if (end == End::Data) { // nothing is left
            if (!m_failed)
                return false;
            m_failed = false;
            m_cells.clear();
            m_rowStart = m_rowEnd = m_pos;
            m_trouble = RowError::ReadFailed;
            return true;
        }
        const bool isEmpty = m_rowEnd == m_rowStart;
        advance(m_scanned);
        if (isEmpty)
            continue;
        if (m_failed) { // what comes before the failure may be half a row
            m_failed = false;
            m_cells.clear();
            m_trouble = RowError::ReadFailed;
        } else if (m_trouble == RowError::None && m_expected > 0 && size() != m_expected) {
            m_trouble = RowError::Ragged;
        }
        return true;
    }
}

/// Cuts the row at m_pos into cells. Data: it goes on behind what is at hand; scanned again when
/// that is there, which happens once for each piece.
CsvReader::End CsvReader::scan()
{
    m_cells.clear();
    m_trouble = RowError::None;
    m_rowStart = m_pos;
    m_rowEnd = m_pos;
    const char *const begin = m_data + m_pos;
    const char *const end = m_data + m_size;
    const char quote = m_dialect.quotes ? '"' : '\n';
    bool high = false;
    bool nul = false;
    const auto damage = [this](RowError trouble) {
        m_trouble = trouble;
        return End::Damage;
    };
    const auto place = [begin](const char *p) { return qsizetype(p - begin); };
    // The row ends at @p last; its line end is over at @p behind.
    const auto finish = [&](const char *last, const char *behind) {
        m_rowEnd = m_pos + place(last);
        m_scanned = m_pos + place(behind);
        if (nul)
            m_trouble = RowError::Nul;
        else if (high && !row().isValidUtf8())
            m_trouble = RowError::BadEncoding;
        return End::Row;
    };
    // How many bytes the line end at @p at takes; 0: what follows is not at hand.
    const auto lineEnd = [&](const char *at) {
        if (*at == '\n')
            return 1;
        const qsizetype left = end - at;
        if (left > 1 && at[1] == '\n')
            return 2;
        if (left > 2 && at[1] == '\r' && at[2] == '\n')
            return 3;
        return !m_atEnd && (left == 1 || (left == 2 && at[1] == '\r')) ? 0 : 1;
    };
    const auto isBlank = [this](char c) {
        return c == ' ' || (c == '\t' && m_dialect.delimiter != '\t');
    };

    const char *p = begin;
    if (p == end)
        return End::Data;
    for (;;) { // for each cell
        const char *cell = p;
        const char *cellEnd = nullptr;
        bool doubled = false;
        const char *open = p;
        while (m_dialect.quotes && open < end && isBlank(*open))
            ++open;
        if (open == end && !m_atEnd && open - p <= maxCellBytes)
            return End::Data;
        const bool isIndented = open > p;
        if (open < end && *open == '"' && m_dialect.quotes) {
            const bool wasHigh = high;
            const bool wasNul = nul;
            RowError trouble = RowError::None;
            const char *q = open + 1;
            const char *const quoted = q;
            while (!cellEnd && trouble == RowError::None) {
                // Only quotes end this; line ends and delimiters within are letters.
                const char *const from = q;
                q = static_cast<const char *>(std::memchr(q, '"', size_t(end - q)));
                const char *const to = q ? q : end;
                for (const char *c = from; c < to; ++c) {
                    high = high || (*c & 0x80) != 0;
                    nul = nul || *c == '\0';
                }
                if (to - quoted > maxCellBytes || (!q && m_atEnd)) {
                    trouble = RowError::UnclosedQuote;
                } else if (!q || (q + 1 == end && !m_atEnd)) {
                    return End::Data;
                } else if (q + 1 < end && q[1] == '"') {
                    doubled = true;
                    q += 2;
                } else {
                    cellEnd = q++;
                }
            }
            while (trouble == RowError::None && q < end && isBlank(*q))
                ++q;
            if (trouble == RowError::None && q == end && !m_atEnd) {
                if (q - cellEnd <= maxCellBytes)
                    return End::Data;
                trouble = RowError::TooLong;
            }
            if (trouble == RowError::None && q < end && *q != m_dialect.delimiter && *q != '\n'
                && *q != '\r')
                trouble = RowError::TextAfterQuote;
            if (trouble == RowError::None) {
                cell = quoted;
                p = q;
            } else if (isIndented) { // text in which a quote happens to stand
                cellEnd = nullptr;
                doubled = false;
                high = wasHigh;
                nul = wasNul;
            } else {
                return damage(trouble);
            }
        }
        if (!cellEnd) {
            for (;;) {
                p = findMark(p, end, m_dialect.delimiter, quote, high);
                if (p - cell > maxCellBytes)
                    return damage(RowError::TooLong);
                if (p == end) {
                    if (!m_atEnd)
                        return End::Data;
                    break;
                }
                if (*p == m_dialect.delimiter || *p == '\n' || *p == '\r')
                    break;
                nul = nul || *p == '\0';
                ++p;
            }
            cellEnd = p;
        }
        if (!addCell(place(cell), place(cellEnd), doubled))
            return damage(RowError::TooManyColumns);
        if (place(p) > maxRowBytes)
            return damage(RowError::TooLong);
        if (p == end)
            return m_atEnd ? finish(p, p) : End::Data;
        if (*p == m_dialect.delimiter) {
            ++p;
            if (p == end && !m_atEnd)
                return End::Data;
            continue;
        }
        const int ended = lineEnd(p);
        return ended > 0 ? finish(p, p + ended) : End::Data;
    }
}

bool CsvReader::addCell(qsizetype begin, qsizetype end, bool doubled)
{
    if (m_cells.size() >= size_t(maxColumns))
        return false;
    m_cells.push_back({quint32(begin), quint32(end - begin) & 0x7fffffffu, doubled});
    return true;
}

/// Behind the first line end after the row's start, however far that is; what was read of the row
/// stays for row().
void CsvReader::skipLine()
{
    const qint64 offset = m_posOffset;
    qint64 dropped = 0; // of the file, before m_pos
    for (;;) {
        const char *const begin = m_data + m_pos;
        const char *const stop = m_data + m_size;
        const char *const last =
            std::find_if(begin, stop, [](char c) { return c == '\n' || c == '\r'; });
        // A carriage return waits for what follows it.
        const auto behind = std::min<qsizetype>(stop - last, 3);
        if (last < stop && (*last == '\n' || m_atEnd || behind == 3)) {
            qsizetype ended = 1;
            if (*last == '\r' && behind > 1 && last[1] == '\n')
                ended = 2;
            else if (*last == '\r' && behind > 2 && last[1] == '\r' && last[2] == '\n')
                ended = 3;
            m_rowStart = m_pos;
            m_rowEnd = last - m_data;
            m_posOffset = offset + dropped;
            advance(m_rowEnd + ended);
            m_posLine = m_rowLine + 1;
            return;
        }
        if (m_atEnd)
            break;
        if (last == stop && m_size - m_pos > maxRowBytes) {
            // Keeps a part of a letter for the next piece.
            qsizetype cut = m_size;
            while (cut > m_pos && m_size - cut < 4 && (m_data[cut - 1] & 0xC0) == 0x80)
                --cut;
            if (cut > m_pos && (m_data[cut - 1] & 0x80) != 0)
                --cut;
            if (cut == m_pos)
                cut = m_size;
            dropped += m_transcoder.sourceSize({m_data + m_pos, cut - m_pos});
            m_pos = cut;
        }
        more();
    }
    m_rowStart = m_pos;
    m_rowEnd = m_size;
    m_posOffset = offset + dropped;
    advance(m_size);
}

/// The next row begins at @p end.
void CsvReader::advance(qsizetype end)
{
    const QByteArrayView passed(m_data + m_pos, end - m_pos);
    m_posOffset += m_transcoder.sourceSize(passed);
    // A row without quotes has one line end, which needs no counting.
    if (passed.size() > 0 && m_rowEnd > m_rowStart
        && std::memchr(passed.data(), '"', size_t(passed.size())))
        m_posLine += lineEnds(passed);
    else
        m_posLine += 1;
    m_pos = end;
}

/// The cell as it was written, guards and all.
QByteArrayView CsvReader::written(int column) const
{
    if (column < 0 || column >= size())
        return {};
    const Cell &cell = m_cells[size_t(column)];
    QByteArrayView bytes(m_data + m_rowStart + cell.begin, qsizetype(cell.size));
    if (cell.doubled) {
        QByteArray copy = bytes.toByteArray();
        copy.replace("\"\"", "\"");
        m_unquoted.append(copy);
        bytes = m_unquoted.constLast();
    }
    return bytes;
}

QByteArrayView CsvReader::cell(int column) const
{
    const QByteArrayView bytes = written(column);
    if (!m_takesGuard || !formulaguard::isIn(bytes))
        return bytes;
    m_unquoted.append(formulaguard::without(bytes));
    return m_unquoted.constLast();
}

bool CsvReader::hasGuard(int column) const
{
    return formulaguard::isIn(written(column));
}

} // namespace segmentdesk
