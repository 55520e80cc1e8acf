// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace segmentdesk::sandbox {

/// What the store has witnessed since it started or since resetStatistics().
struct Statistics
{
    qint64 requests = 0; ///< read completely, whatever became of them
    qint64 writes = 0; ///< of them POST, PUT and DELETE
    qint64 tooManyRequests = 0; ///< answered 429, by quota or by concurrency
    qint64 membersAdded = 0; ///< profiles put into segments
    qint64 membersRemoved = 0; ///< profiles removed from segments, also by deleting either
    qint64 membersAddedAgain =
        0; ///< ids POSTed to a segment to which an earlier POST had added them
    qint64 wipes = 0; ///< DELETE requests without id:in that were carried out
    int inFlight = 0; ///< requests being answered now
    int maxInFlight = 0; ///< most requests being answered at the same time
};

} // namespace segmentdesk::sandbox
