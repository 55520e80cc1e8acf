// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/provenstate.h"

namespace segmentdesk {

void ProvenState::take(const Outcome &outcome)
{
    const auto isInDesiredState = [](const OutcomeItem &item) {
        return item.what == ItemStatus::Changed || item.what == ItemStatus::NothingToDo;
    };
    const bool adding = outcome.operation == Operation::AddMembers;
    if (adding || outcome.operation == Operation::RemoveMembers) {
        for (const OutcomeItem &item : outcome.items) {
            if (isInDesiredState(item))
                m_members.note({outcome.segmentId, item.profileId}, adding);
        }
    } else if (outcome.operation == Operation::CreateSegment) {
        QSet<ProfileId> notIn;
        for (const OutcomeItem &item : outcome.items) {
            if (!isInDesiredState(item))
                notIn.insert(item.profileId);
        }
        for (const SegmentOutcome &made : outcome.segments) {
            for (const PersonRef &member : made.change.members) {
                if (made.what == ItemStatus::Changed && !notIn.contains(member.profileId))
                    m_members.note({made.change.after.id, member.profileId}, true);
            }
        }
    } else if (outcome.operation == Operation::DeleteSegments) {
        for (const SegmentOutcome &deleted : outcome.segments) {
            if (deleted.what == ItemStatus::Changed)
                m_deleted.insert(deleted.change.before.id);
        }
    } else if (outcome.operation == Operation::CreateProfiles
               || outcome.operation == Operation::DeleteProfiles) {
        const bool creating = outcome.operation == Operation::CreateProfiles;
        for (const OutcomeItem &item : outcome.items) {
            if (isInDesiredState(item))
                m_profiles.note(item.customerId, creating);
        }
        if (!creating)
            return;
        for (const SegmentOutcome &filled : outcome.segments) {
            for (const PersonRef &member : filled.change.members)
                m_members.note({filled.change.before.id, member.profileId}, true);
        }
    }
}

std::optional<bool> ProvenState::isMember(SegmentId segment, ProfileId profile) const
{
    return m_deleted.contains(segment) ? std::optional(false) : m_members.of({segment, profile});
}

std::optional<bool> ProvenState::hasProfile(CustomerId customer) const
{
    return m_profiles.of(customer);
}

} // namespace segmentdesk
