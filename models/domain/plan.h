// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"
#include "models/domain/segment.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace segmentdesk {

/// Most people that one plan takes; more is refused as InvalidArguments.
inline constexpr qsizetype maxPlanItems = 1'000'000;
/// Up to this many ids a plan to add or remove does not read the segment first, and the window does
/// not show a summary first.
inline constexpr qsizetype maxQuickPlanItems = 500;
/// A segment with more members than this is never added without a plan that was looked at.
inline constexpr qsizetype maxQuickSegment = 49;
/// Removing more than this part of a segment's members by a file asks for the number.
inline constexpr double guardedPart = 0.2;

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
    Unknown, ///< was not looked up yet; the run does, and sends it if it is not in the desired
             ///< state
};

struct PlanItem
{
    CustomerId customerId{};
    ProfileId profileId;
    Effect effect = Effect::Unknown;

    PersonRef person() const { return {customerId, profileId}; }
};
static_assert(sizeof(PlanItem) <= 32);

/// A segment that a plan makes, changes or deletes.
struct SegmentChange
{
    Segment
        before; ///< as it is; of a segment to be made: the deleted one that it replaces, or null id
    Segment
        after; ///< as it will be: name and description count. Of a segment to be deleted: unused
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
    qint64 notFound = 0; ///< ids, and typed texts without a match

    qint64 total() const { return willChange + nothingToDo + noProfile + notFound; }
};

/// Several changes that are one step for the user: undone together, and made again together.
struct Step
{
    enum class Kind : quint8 {
        Single, ///< one change alone
        Move, ///< into a segment, then out of another
        Merge, ///< the members of a segment into another, then the segment is deleted
        AddWithProfiles, ///< into a segment; and profiles for those who have none, into it as well
        MakeEqual, ///< into a segment and out of it, until it is equal to a list
        Restore, ///< segments made, changed, filled and emptied as a backup has them
    };

    Kind kind = Kind::Single;
    qint64 id = 0; ///< the same for all changes of the step; 0: a single change, or not run yet

    friend bool operator==(const Step &, const Step &) = default;
};

/// A change before it is made: the frozen list of ids with what will happen to each. What is sent
/// are exactly the ids of items whose effect is WillChange, or Unknown and then found not as
/// wished, each once.
struct Plan
{
    Operation operation = Operation::AddMembers;
    SegmentId segmentId; ///< of adding and removing members
    QString segmentName; ///< as the user saw it; for titles
    QList<PlanItem> items; ///< people; of operations on segments: empty
    QList<SegmentChange> segments; ///< segments to make, change or delete
    QStringList
        notFoundTexts; ///< typed customer ids, e-mails or profile ids that no one was found for
    Step step;

    PlanCounts counts() const;
    /// The profiles that will be sent, in order.
    QList<ProfileId> ids() const;
    /// The people with this effect, in order (such as NoProfile, to offer to make profiles for
    /// them).
    QList<PersonRef> people(Effect effect) const;
    /// Whether running it would send nothing at all.
    bool isEmpty() const;
    /// Requests that running it takes at least, with what looks at the result;
    /// what Traffic::timeFor() makes a time of.
    qint64 requests() const;
    /// Whom it is about: people, and the members of segments that come or go with it.
    qint64 people() const;
};

/// Requests that so many ids take, in writes and look-ups of the documented most of 50.
qint64 requestsForIds(qint64 ids);
/// Likewise for so many rows of a list, in pages of 250.
qint64 requestsForRows(qint64 rows);

} // namespace segmentdesk
