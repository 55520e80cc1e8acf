// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"
#include "models/domain/segment.h"

#include <QList>
#include <QStringList>

namespace segmentdesk {

/// Most people that one plan takes; more is refused as InvalidArguments.
inline constexpr qsizetype maxPlanItems = 1'000'000;
/// Up to this many ids a plan to add or remove does not read the segment first, and the window does
/// not show a summary first.
inline constexpr qsizetype maxQuickPlanItems = 500;

/// A change that the API can make.
enum class Operation : quint8 {
    AddMembers,
    RemoveMembers,
    CreateProfiles,
    DeleteProfiles,
    CreateSegment,
    UpdateSegment,
    DeleteSegments,
};

/// What a plan says will happen to one id.
enum class Effect : quint8 {
    WillChange,
    NothingToDo, ///< a member already (adding), not a member (removing), has a profile (creating)
    NoProfile, ///< a customer without a profile cannot be a member
    NotFound, ///< the store does not have it
    Unknown, ///< was not looked up; is sent, and the run tells
};

struct PlanItem
{
    CustomerId customerId {};
    ProfileId profileId;
    Effect effect = Effect::Unknown;

    PersonRef person() const { return {customerId, profileId}; }
};
static_assert(sizeof(PlanItem) <= 32);

/// A segment that a plan makes, changes or deletes.
struct SegmentChange
{
    Segment before; ///< as it is; of a segment to be made: the deleted one that it replaces, or null id
    Segment after; ///< as it will be: name and description count. Of a segment to be deleted: unused
    /// People who are to be its members (making), who were (deleting), or who lose or get back this
    /// membership with their profile (deleting, creating profiles).
    QList<PersonRef> members;
    bool membersKept = true; ///< false: there were more members than are kept for undo
};

struct PlanCounts
{
    qint64 willChange = 0; ///< WillChange and Unknown
    qint64 nothingToDo = 0;
    qint64 noProfile = 0;
    qint64 notFound = 0; ///< ids, and typed texts that nobody was found for

    qint64 total() const { return willChange + nothingToDo + noProfile + notFound; }
};

/// A change before it is made: the frozen list of ids with what will happen to each. What is sent are
/// exactly the ids of items whose effect is WillChange or Unknown, each once.
struct Plan
{
    Operation operation = Operation::AddMembers;
    SegmentId segmentId; ///< of adding and removing members
    QString segmentName; ///< as the user saw it; for titles
    QList<PlanItem> items; ///< people; of operations on segments: empty
    QList<SegmentChange> segments; ///< segments to make, change or delete
    QStringList notFoundTexts; ///< typed customer ids, e-mails or profile ids that nobody was found for

    PlanCounts counts() const;
    /// The profiles that will be sent, in order.
    QList<ProfileId> ids() const;
    /// The people with this effect, in order (such as NoProfile, to offer to make profiles for them).
    QList<PersonRef> people(Effect effect) const;
    /// Whether running it would send nothing at all.
    bool isEmpty() const;
};

} // namespace segmentdesk
