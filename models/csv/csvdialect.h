// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace segmentdesk {

/// How a CSV file is written. What detectDialect() found, or what the user corrected.
struct CsvDialect
{
    enum class Encoding : quint8 { Utf8, Utf16Le, Utf16Be, Windows1252 };

    Encoding encoding = Encoding::Utf8;
    char delimiter = ','; ///< one of `, ; | ` and tab
    bool quotes = true; ///< whether `"` encloses cells; false: it is a letter like any other
    bool header = true; ///< whether the first row names the columns
    /// Bytes of the file before the first row: byte order mark, a line `sep=;` of Excel, titles
    /// above the heading.
    int start = 0;
    int startLine = 1; ///< number of the line that begins there, from 1

    friend bool operator==(const CsvDialect &, const CsvDialect &) = default;
};

/// As many bytes of a file as detectDialect() wants to see.
inline constexpr qsizetype dialectHeadSize = 65'536;

/// Guesses from the first bytes of a file; @p whole: these are all there are. Always answers
/// something: UTF-8 and commas if nothing speaks for anything else.
CsvDialect detectDialect(QByteArrayView head, bool whole);

/// Whether there is a heading, and in which line: behind titles, dates and the like, at most
/// maxTitleRows of them. Also after the delimiter was changed by hand.
void findHeader(CsvDialect &dialect, QByteArrayView head);
inline constexpr int maxTitleRows = 20;
/// The heading's line said by hand, from 1. False: the head has no such line.
bool setHeaderLine(CsvDialect &dialect, int line, QByteArrayView head);

/// The encoding changed by hand: moves CsvDialect::start behind the byte order mark of @p encoding,
/// if the file has that one, and finds the heading.
void setEncoding(CsvDialect &dialect, CsvDialect::Encoding encoding, QByteArrayView head);

} // namespace segmentdesk
