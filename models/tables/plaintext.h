// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// @p text as one line that can be shown anywhere: line breaks and tabs become blanks, control
/// characters and those that turn the direction of what follows U+FFFD; more than @p limit
/// characters are cut with an ellipsis.
QString displayText(const QString &text, qsizetype limit = 500);

/// displayText() for a tooltip, which has room for more. Plain: the window shows every tooltip as
/// plain text.
QString toolTipText(const QString &text);

} // namespace segmentdesk
