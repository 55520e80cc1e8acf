// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/plan.h"
#include "models/jobs/job.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace segmentdesk {

/// One change of a group.
struct ChangePart
{
    /// What its plan means by the time it is its turn.
    enum class Rule : quint8 {
        AsPlanned, ///< exactly what the plan names
        /// RemoveMembers: of those whom the part `carrier` was to put into its segment, who is
        /// there by now; the others of the plan as planned.
        TakeOutCarried,
        /// DeleteSegments: once everyone in the segment is in the segment of the part `carrier`;
        /// who is not is put there first.
        DeleteCarried,
    };

    Plan plan; ///< as it was confirmed
    Rule rule = Rule::AsPlanned;
    qint32 carrier = -1; ///< an earlier part; -1: none
    /// DeleteSegments: the number of members that the person was shown; -1: none was shown.
    qint64 confirmed = -1;
    /// DeleteSegments: only the members that the plan names may go with the segment.
    bool membersOnly = false;
    /// Of undo and redo: the key of the change in History that it takes back or makes again.
    qint64 change = 0;
};

/// Several changes that are one step for the user: made one after the other, each from what came of
/// those before it, undone together, and made again together. A single change is a group of one.
/// GroupRun runs it.
struct ChangeGroup
{
    qint64 id = 0; ///< set by ChangeRunner
    Step::Kind kind = Step::Kind::Single;
    JobFacts::Purpose purpose = JobFacts::Purpose::Change;
    QList<ChangePart> parts;

    /// A group of one.
    static ChangeGroup of(const Plan &plan, JobFacts::Purpose purpose = JobFacts::Purpose::Change);
    /// Plans that follow one another; what is empty is left out when it is its turn.
    static ChangeGroup of(const QList<Plan> &plans, Step::Kind kind);
    /// Puts people into a segment, then takes those who are there out of @p from.
    /// @p createProfilesFor: makes profiles for them, and puts them into the segment, too.
    static ChangeGroup move(const Plan &adding, const Segment &from,
                            const QList<CustomerId> &createProfilesFor = {});
    /// Puts the members of @p source into a segment, then deletes @p source.
    static ChangeGroup merge(const Plan &adding, const Segment &source);
    /// Puts people into a segment, makes profiles for others and puts those into it as well, and
    /// removes who leaves: any part may be empty.
    static ChangeGroup makeEqual(const Plan &adding, const QList<CustomerId> &createProfilesFor,
                                 const Segment &segment, const Plan &leaving = {});
    /// @p confirmed: the number of members that was shown; -1: none was.
    static ChangeGroup deleteSegments(const QList<Segment> &segments, qint64 confirmed = -1);

    bool isEmpty() const;
    bool isUndoOrRedo() const
    {
        return purpose == JobFacts::Purpose::Undo || purpose == JobFacts::Purpose::Redo;
    }
    /// Requests that running it takes at least.
    qint64 requests() const;
    /// Of a move: the segment that people leave; of a merge: the one that is deleted.
    std::optional<Segment> from() const;
};

/// What stops a group until it is answered: continuing would lose more than was confirmed.
struct GroupQuestion
{
    enum class Kind : quint8 {
        OtherNumber, ///< the segment that is to be deleted has another number of members by now
        Joined, ///< people whom the change does not know are in the segment that is to be deleted
        NotCarried, ///< people could not be put into the other segment before theirs is deleted
        CannotBeUndone, ///< the segment has more members than are kept for undo
    };
    static constexpr qsizetype maxPeople = 1000;

    Kind kind = Kind::OtherNumber;
    Segment segment; ///< that is to be deleted
    QString target; ///< NotCarried: the name of the other segment
    qint64 confirmed = -1; ///< members that were confirmed
    qint64 now = -1; ///< members it has by now; -1: more than can be read
    qint64 number = 0; ///< people who would be lost
    QList<PersonRef> people; ///< of them, at most maxPeople
};

// How a group is kept in the journal: its first byte is the version of the format.
QByteArray toBytes(const ChangeGroup &group);
/// Nothing: it cannot be read, or was written by a newer version.
std::optional<ChangeGroup> groupFrom(const QByteArray &bytes);

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::GroupQuestion)
