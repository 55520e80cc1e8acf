// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

namespace segmentdesk {

/// What goes on between this program and one store, for the status bar.
struct Traffic
{
    int inFlight = 0; ///< requests under way
    int maxInFlight = 10; ///< most that may be
    int queued = 0; ///< requests that wait for a place or for the quota
    int quota = -1; ///< requests a window allows; -1: the store did not say
    int quotaLeft = -1; ///< of them still to spend; -1: the store did not say
    QDateTime resetsAt; ///< UTC, when the window ends; invalid: the store did not say

    friend bool operator==(const Traffic &, const Traffic &) = default;
};

} // namespace segmentdesk
