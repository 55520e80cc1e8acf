// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/provenstate.h"

namespace segmentdesk {

void ProvenState::take(const Outcome &outcome, const QList<qint32> &settled)
{
    const Operation operation = outcome.operation;
    const bool ofMembers =
        operation == Operation::AddMembers || operation == Operation::RemoveMembers;
    const bool ofProfiles =
        operation == Operation::CreateProfiles || operation == Operation::DeleteProfiles;
    const Proof asWished =
        operation == Operation::RemoveMembers || operation == Operation::DeleteProfiles
        ? Proof::NotSo
        : Proof::So;
    const auto note = [&](const OutcomeItem &item, Proof proof) {
        if (ofMembers)
            m_members.note({outcome.segmentId, item.profileId}, proof);
        else if (ofProfiles)
            m_profiles.note(item.customerId, proof);
    };
    QSet<ProfileId> done;
    for (const qint32 row : settled) {
        const OutcomeItem &item = outcome.items.at(row);
        if (item.what != ItemStatus::Changed && item.what != ItemStatus::NothingToDo)
            continue;
        note(item, asWished);
        done.insert(item.profileId);
    }
    for (const OutcomeItem &item : outcome.items) {
        if (item.what == ItemStatus::Unknown)
            note(item, Proof::Open);
    }
    for (const SegmentOutcome &segment : outcome.segments) {
        const SegmentChange &change = segment.change;
        if (operation == Operation::DeleteSegments && segment.what == ItemStatus::Changed)
            m_deleted.insert(change.before.id);
        if (operation != Operation::CreateSegment && operation != Operation::CreateProfiles)
            continue;
        const SegmentId into =
            operation == Operation::CreateSegment ? change.after.id : change.before.id;
        for (const PersonRef &member : change.members) {
            if (done.contains(member.profileId))
                m_members.note({into, member.profileId}, Proof::So);
        }
    }
}

Proof ProvenState::isMember(SegmentId segment, ProfileId profile) const
{
    return m_deleted.contains(segment) ? Proof::NotSo : m_members.of({segment, profile});
}

Proof ProvenState::hasProfile(CustomerId customer) const
{
    return m_profiles.of(customer);
}

} // namespace segmentdesk
