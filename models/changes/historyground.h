// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/historyalgebra.h"

#include <QHash>

namespace segmentdesk {

/// What stands in the way of a change, and what is possible in spite of it.
struct HistoryGround
{
    History::Refusal refusal = History::Refusal::None;
    HistoryChange possible;

    /// @p segments: all that the store has.
    static HistoryGround of(const HistoryChange &wanted, const QHash<SegmentId, Segment> &segments);
};

/// What the segments will be once a change is made.
void foresee(const HistoryChange &wanted, QHash<SegmentId, Segment> *segments);

} // namespace segmentdesk
