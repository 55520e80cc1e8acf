// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/batchengine.h"
#include "models/domain/writereport.h"

namespace segmentdesk {

class StoreApi;

/// Whether what a customer says of one of its memberships must be asked of the profile itself:
/// customers may lag behind.
using MembershipDoubt = std::function<bool(ProfileId profile, bool isMember)>;

/// What BatchEngine needs to put the people of an outcome into a segment, or to take them out.
/// @p api and @p outcome must outlive the engine.
BatchEngine::Operations membershipOperations(StoreApi &api, const Outcome &outcome,
                                             SegmentId segment, bool adding,
                                             const MembershipDoubt &doubt = {});

/// What an answer says of @p items, whose profiles stand in @p outcome.
BatchAnswer judged(const WriteReport &report, const Outcome &outcome,
                   const BatchEngine::Items &items);

/// Asks the segments of one profile after the other, for the few whose customer does not tell.
/// @p judge makes a state of them; a profile that the store does not know is Gone.
void askEachProfile(StoreApi &api, const QList<ProfileId> &profiles, QObject *context,
                    const std::function<ItemState(const QList<SegmentId> &segments)> &judge,
                    Callback<QList<ItemState>> callback);

} // namespace segmentdesk
