// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QString>

namespace segmentdesk {

class SegmentListModel;

/// Why a segment cannot be called so, as a sentence; empty: it can, as far as is known here.
/// @p self: the segment that is renamed, or null for a new one.
QString segmentNameRefusal(const SegmentListModel &segments, SegmentId self, const QString &name);

} // namespace segmentdesk
