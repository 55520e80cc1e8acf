// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/renewedids.h"

namespace segmentdesk {

SegmentId RenewedIds::current(SegmentId id) const
{
    for (auto next = m_segments.constFind(id); next != m_segments.constEnd();
         next = m_segments.constFind(id))
        id = *next;
    return id;
}

ProfileId RenewedIds::current(ProfileId id) const
{
    for (auto next = m_profiles.constFind(id); next != m_profiles.constEnd();
         next = m_profiles.constFind(id))
        id = *next;
    return id;
}

void RenewedIds::apply(HistoryChange &change) const
{
    if (m_segments.isEmpty() && m_profiles.isEmpty())
        return;
    change.segmentId = current(change.segmentId);
    for (PersonRef &person : change.people)
        person.profileId = current(person.profileId);
    for (SegmentChange &segment : change.segments)
        apply(segment);
}

void RenewedIds::apply(SegmentChange &segment) const
{
    segment.before.id = current(segment.before.id);
    segment.after.id = current(segment.after.id);
    for (PersonRef &member : segment.members)
        member.profileId = current(member.profileId);
}

RenewedIds::Pairs RenewedIds::learn(const HistoryChange &wanted, const HistoryChange &made)
{
    Pairs learnt;
    if (wanted.operation == Operation::CreateSegment) {
        for (const SegmentChange &segment : made.segments) {
            const SegmentId old = segment.before.id;
            if (old.isNull() || old == segment.after.id)
                continue;
            m_segments.insert(old, segment.after.id);
            learnt.segments.append({old, segment.after.id});
        }
    } else if (wanted.operation == Operation::CreateProfiles) {
        QHash<CustomerId, ProfileId> old;
        for (const PersonRef &person : wanted.people)
            old.insert(person.customerId, person.profileId);
        for (const PersonRef &person : made.people) {
            const ProfileId before = old.value(person.customerId);
            if (before.isNull() || before == person.profileId)
                continue;
            m_profiles.insert(before, person.profileId);
            learnt.profiles.append({before, person.profileId});
        }
    }
    return learnt;
}

void RenewedIds::insert(const QHash<SegmentId, SegmentId> &segments,
                        const QHash<ProfileId, ProfileId> &profiles)
{
    m_segments.insert(segments);
    m_profiles.insert(profiles);
}

} // namespace segmentdesk
