// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

// Spreadsheets run a cell that begins like a formula, also a quoted one. And they cut a file at the
// delimiter of their own country, whatever the file means: what stands in a cell behind a comma, a
// semicolon, a tab or a line break may be the beginning of a cell there, because a quote within a
// cell encloses nothing. So each such place of a text gets one `'`:
//   at the beginning, before `'*[=+\-@\t\r\n＝＋－＠]`;
//   behind [,;\t\r\n], and the quotes that follow it, before `'*[=+\-@＝＋－＠]`.
// A reader takes exactly one off at each place that has one, and has what was.
namespace segmentdesk::formulaguard {

/// Whether a place within the bytes may need a `'`; quick, and may say so for nothing. The
/// beginning is not looked at.
bool mayNeedInside(const char *begin, const char *end);

/// Whether a place within the cell needs a `'`, or has one; the beginning is not looked at.
bool isNeededInside(QByteArrayView cell);
/// Whether the beginning does.
bool isNeededInFront(QByteArrayView cell);

/// With a `'` at each place within the cell; the beginning stays.
QByteArray withInside(QByteArrayView cell);

/// Whether a `'` can be taken off, anywhere.
bool isIn(QByteArrayView cell);
/// Without them.
QByteArray without(QByteArrayView cell);

} // namespace segmentdesk::formulaguard
