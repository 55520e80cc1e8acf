// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"
#include "models/domain/result.h"
#include "models/domain/segment.h"

#include <QList>
#include <QSet>

class QObject;

namespace segmentdesk {

class StoreApi;

// What a group rereads before a part that loses something. All of it goes by complete lists
// (see CompleteList): an error is never an empty answer. @p api must outlive the context.

/// Who of @p people is a member of @p segment: reads its members, or the segments of each person,
/// whichever takes fewer requests. A segment that is gone: NotFound.
void membersAmong(StoreApi &api, SegmentId segment, const QList<ProfileId> &people,
                  QObject *context, Callback<QSet<ProfileId>> callback);

/// Who is in one segment, and not in another.
struct Crossing
{
    QList<PersonRef> members; ///< of the one
    QList<PersonRef> missing; ///< of them, those who are not in the other
};

/// Reads @p from, at most maxPlanItems members (else TooLarge), and looks for them in @p into.
/// @p from is gone: no members, none missing. @p into is gone: NotFound.
void compareMembers(StoreApi &api, SegmentId from, SegmentId into, QObject *context,
                    Callback<Crossing> callback);

} // namespace segmentdesk
