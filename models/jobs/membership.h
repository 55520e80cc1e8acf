// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/writereport.h"
#include "models/jobs/batchengine.h"

namespace segmentdesk {

class StoreApi;

/// What BatchEngine needs to put the people of an outcome into a segment, or to take them out.
/// @p api and @p outcome must outlive the engine.
BatchEngine::Operations membershipOperations(StoreApi &api, const Outcome &outcome,
                                             SegmentId segment, bool adding);

/// All items, if the answer says that some failed: it does not say which.
QList<std::pair<qint32, ApiError>> doubtsWithoutNames(const WriteReport &report,
                                                      const BatchEngine::Items &items);

/// The segments of a profile, all pages of them.
void segmentsOfProfile(StoreApi &api, ProfileId profile, QObject *context,
                       Callback<QList<SegmentId>> callback);

} // namespace segmentdesk
