// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/transcoder.h"

#include <QChar>

namespace segmentdesk {

namespace {

/// Windows-1252 from 0x80 to 0x9F; the five that it leaves open are taken as browsers do.
constexpr ushort windows1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/// Also half a surrogate pair, which makes three bytes that no reader of UTF-8 takes.
void appendUtf8(char32_t c, QByteArray &target)
{
    const auto put = [&target](char32_t byte) { target.append(char(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

} // namespace

Transcoder::Transcoder(CsvDialect::Encoding encoding) : m_encoding(encoding)
{
}

void Transcoder::append(QByteArrayView source, QByteArray &target)
{
    switch (m_encoding) {
    case CsvDialect::Encoding::Utf8:
        target.append(source.data(), source.size());
        return;
    case CsvDialect::Encoding::Windows1252:
        for (const char byte : source) {
            const auto c = uchar(byte);
            appendUtf8(c >= 0x80 && c < 0xA0 ? windows1252[c - 0x80] : c, target);
        }
        return;
    case CsvDialect::Encoding::Utf16Le:
    case CsvDialect::Encoding::Utf16Be:
        break;
    }
    const bool little = m_encoding == CsvDialect::Encoding::Utf16Le;
    for (const char byte : source) {
        const int second = uchar(byte);
        if (m_oddByte < 0) {
            m_oddByte = second;
            continue;
        }
        const int unit = little ? m_oddByte | (second << 8) : (m_oddByte << 8) | second;
        m_oddByte = -1;
        appendUnit(ushort(unit), target);
    }
}

void Transcoder::appendUnit(ushort unit, QByteArray &target)
{
    if (m_high != 0) {
        const ushort high = std::exchange(m_high, ushort(0));
        if (QChar::isLowSurrogate(unit)) {
            appendUtf8(QChar::surrogateToUcs4(high, unit), target);
            return;
        }
        appendUtf8(high, target);
    }
    if (QChar::isHighSurrogate(unit))
        m_high = unit;
    else
        appendUtf8(unit, target);
}

void Transcoder::finish(QByteArray &target)
{
    if (m_high != 0)
        appendUtf8(m_high, target);
    if (m_oddByte >= 0)
        target.append('\xFF');
    m_high = 0;
    m_oddByte = -1;
}

qint64 Transcoder::sourceSize(QByteArrayView target) const
{
    if (m_encoding == CsvDialect::Encoding::Utf8)
        return target.size();
    qint64 letters = 0;
    qint64 pairs = 0;
    for (const char byte : target) {
        letters += (byte & 0xC0) != 0x80;
        pairs += (byte & 0xF8) == 0xF0;
    }
    return m_encoding == CsvDialect::Encoding::Windows1252 ? letters : 2 * (letters + pairs);
}

} // namespace segmentdesk
