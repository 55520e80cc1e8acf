// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rows/contentkind.h"

#include <QString>

namespace segmentdesk::words {

/// What a file is that is no text with rows, and what to do: "This is an Excel workbook. Save it as
/// CSV there." Empty: it is text.
QString contentKind(ContentKind kind);

} // namespace segmentdesk::words
