// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/historyground.h"

#include <QUuid>

#include <algorithm>

namespace segmentdesk {

HistoryGround HistoryGround::of(const HistoryChange &wanted,
                                const QHash<SegmentId, Segment> &segments)
{
    HistoryGround ground;
    ground.possible = wanted;
    const auto isNameTaken = [&segments](const SegmentChange &change) {
        return std::any_of(segments.cbegin(), segments.cend(), [&change](const Segment &segment) {
            return segment.name == change.after.name && segment.id != change.before.id;
        });
    };
    const auto why = [&](const SegmentChange &change) {
        const auto there = segments.constFind(change.before.id);
        const bool isThere = there != segments.constEnd();
        switch (wanted.operation) {
        case Operation::AddMembers:
        case Operation::RemoveMembers:
            break;
        case Operation::DeleteSegments:
        case Operation::CreateProfiles:
            return isThere ? History::Refusal::None : History::Refusal::SegmentGone;
        case Operation::UpdateSegment:
            if (!isThere)
                return History::Refusal::SegmentGone;
            if (there->name != change.before.name
                || there->description != change.before.description)
                return History::Refusal::SegmentChanged;
            return isNameTaken(change) ? History::Refusal::NameTaken : History::Refusal::None;
        case Operation::CreateSegment:
            // Without them it would be another segment of the same name.
            if (!change.membersKept)
                return History::Refusal::MembersNotKept;
            return isNameTaken(change) ? History::Refusal::NameTaken : History::Refusal::None;
        case Operation::DeleteProfiles:
            return History::Refusal::None; // what went away with its segment is not asked for again
        }
        return History::Refusal::None;
    };
    if (wanted.operation == Operation::AddMembers || wanted.operation == Operation::RemoveMembers) {
        if (!segments.contains(wanted.segmentId)) {
            ground.refusal = History::Refusal::SegmentGone;
            ground.possible.people.clear();
        }
        return ground;
    }
    ground.possible.segments.removeIf([&](const SegmentChange &change) {
        const History::Refusal refusal = why(change);
        if (refusal != History::Refusal::None && ground.refusal == History::Refusal::None)
            ground.refusal = refusal;
        return refusal != History::Refusal::None;
    });
    return ground;
}

void foresee(const HistoryChange &wanted, QHash<SegmentId, Segment> *segments)
{
    for (const SegmentChange &change : wanted.segments) {
        switch (wanted.operation) {
        case Operation::CreateSegment: {
            Segment made = change.after;
            made.id = change.before.id.isNull() ? SegmentId(QUuid::createUuid()) : change.before.id;
            segments->insert(made.id, made);
            break;
        }
        case Operation::UpdateSegment:
            segments->insert(change.before.id, change.after);
            break;
        case Operation::DeleteSegments:
            segments->remove(change.before.id);
            break;
        case Operation::AddMembers:
        case Operation::RemoveMembers:
        case Operation::CreateProfiles:
        case Operation::DeleteProfiles:
            break;
        }
    }
}

} // namespace segmentdesk
