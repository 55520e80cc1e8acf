// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/session/mirrorupdate.h"

#include "models/domain/outcome.h"
#include "models/mirror/mirror.h"

namespace segmentdesk {

void updateMirror(Mirror &mirror, const Outcome &outcome)
{
    Mirror::Change change;
    const QList<PersonRef> changed = outcome.people(ItemStatus::Changed);
    const QList<PersonRef> asWished = changed + outcome.people(ItemStatus::NothingToDo);
    switch (outcome.operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        change.segment = outcome.segmentId;
        (outcome.operation == Operation::AddMembers ? change.joined : change.left) = asWished;
        break;
    case Operation::CreateProfiles:
        for (const PersonRef &person : changed)
            change.profiles.append(
                {person.profileId, person.customerId, outcome.endedAt, outcome.endedAt});
        mirror.apply(change);
        for (const SegmentOutcome &segment : outcome.segments) {
            Mirror::Change members;
            members.segment = segment.change.before.id;
            members.joined = segment.change.members;
            mirror.apply(members);
        }
        return;
    case Operation::DeleteProfiles:
        for (const PersonRef &person : changed)
            change.deletedProfiles.append(person.profileId);
        break;
    case Operation::CreateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what != ItemStatus::Changed)
                continue;
            Mirror::Change made;
            made.segments = {segment.change.after};
            made.segment = segment.change.after.id;
            made.joined = outcome.segments.size() == 1 ? asWished : segment.change.members;
            mirror.apply(made);
        }
        return;
    case Operation::UpdateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == ItemStatus::Changed)
                change.segments.append(segment.change.after);
        }
        break;
    case Operation::DeleteSegments:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == ItemStatus::Changed)
                change.deletedSegments.append(segment.change.before.id);
        }
        break;
    }
    mirror.apply(change);
}

} // namespace segmentdesk
