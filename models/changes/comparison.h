// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/result.h"

#include <QList>

class QObject;

namespace segmentdesk {

class StoreApi;

// Reading back at the end of a change, in the fewest requests that prove it.

/// Answers which of @p rows of @p outcome are not in @p segment (@p adding), or are still (not).
/// One page where that has all members; else the list or the customers, whichever takes fewer
/// requests. What customers tell of their segments may be older than the change: who is different
/// by it is looked at once more. Fails where neither can be read; where both would take more than
/// 4,000 requests, as TooLarge. @p outcome is not used once this returns.
void findDifferentMembers(StoreApi &api, const Outcome &outcome, SegmentId segment, bool adding,
                          const QList<qint32> &rows, QObject *context,
                          Callback<QList<qint32>> callback);

} // namespace segmentdesk
