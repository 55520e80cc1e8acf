// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// @p text as it is searched and sorted: without case, accents and superfluous blanks ("Zoë
/// Ångström" is "zoe angstrom"). The same on every computer, whatever its language. Scripts without
/// either (CJK) come out as they are.
QString foldedText(const QString &text);
/// Whether a folded text has every word of a folded query somewhere in it, in any order. An empty
/// query fits all.
bool hasAllWords(const QString &folded, const QString &foldedQuery);

} // namespace segmentdesk
