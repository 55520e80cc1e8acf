// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/gzip.h"

#include <array>

namespace segmentdesk::sandbox {

namespace {

quint32 crc32(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> made{};
        for (quint32 i = 0; i < 256; ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320U : 0U);
            made[i] = value;
        }
        return made;
    }();
    quint32 crc = 0xffffffffU;
    for (const char c : bytes)
        crc = table[(crc ^ uchar(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

void appendLittleEndian(QByteArray &bytes, quint32 value)
{
    for (int shift = 0; shift < 32; shift += 8)
        bytes += char(value >> shift & 0xff);
}

} // namespace

QByteArray gzip(const QByteArray &bytes)
{
    // qCompress() gives 4 bytes of length and a zlib stream: 2 bytes of head, deflate, 4 bytes of
    // sum.
    const QByteArray zlib = qCompress(bytes, 1);
    QByteArray result("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    result += zlib.mid(6, zlib.size() - 10);
    appendLittleEndian(result, crc32(bytes));
    appendLittleEndian(result, quint32(bytes.size()));
    return result;
}

} // namespace segmentdesk::sandbox
