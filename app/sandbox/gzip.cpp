// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/gzip.h"

#include <zlib.h>

namespace segmentdesk::sandbox {

QByteArray gzip(const QByteArray &bytes)
{
    constexpr int fastest = 1;
    constexpr int inGzip = 16; // added to the window: zlib writes the head and the sum of gzip
    constexpr int usualMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, fastest, Z_DEFLATED, MAX_WBITS + inGzip, usualMemory,
                     Z_DEFAULT_STRATEGY)
        != Z_OK) {
        qBadAlloc(); // nothing else can be wrong
    }
    // zlib takes what it reads as not const, for C's sake.
    QByteArray input = bytes;
    QByteArray result(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = uInt(result.size());
    deflate(&stream, Z_FINISH); // there is room for all of it
    result.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return result;
}

} // namespace segmentdesk::sandbox
