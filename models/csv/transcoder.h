// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"

#include <QByteArray>

namespace segmentdesk {

/// Turns a stream of UTF-16 or Windows-1252 into UTF-8, piece by piece.
///
/// What is no text (half a surrogate pair, an odd byte at the end) becomes bytes that are no UTF-8
/// either, so that the row it is in is found to be damaged. Nothing is dropped: sourceSize() is
/// exact.
class Transcoder
{
public:
    explicit Transcoder(CsvDialect::Encoding encoding);

    /// Appends the text of @p source to @p target; keeps back what a later piece must complete.
    void append(QByteArrayView source, QByteArray &target);
    /// Appends what was kept back, at the end of the file.
    void finish(QByteArray &target);

    /// How many bytes of the file became these bytes, which begin and end between two letters.
    qint64 sourceSize(QByteArrayView target) const;

private:
    void appendUnit(ushort unit, QByteArray &target);

    CsvDialect::Encoding m_encoding;
    int m_oddByte = -1; ///< first half of a unit; -1: none
    ushort m_high = 0; ///< first half of a surrogate pair; 0: none
};

} // namespace segmentdesk
