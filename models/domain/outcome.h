// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "models/domain/plan.h"

#include <QDateTime>

#include <optional>

namespace segmentdesk {

/// What happened to one id.
enum class ItemStatus : quint8 {
    NotSent, ///< cancelled or failed before it was this one's turn
    Changed,
    NothingToDo, ///< was in the desired state before
    NoProfile, ///< not sent: a customer without a profile
    NotFound, ///< the store does not have it
    Failed, ///< see Outcome::reasonOf()
    /// May have been sent, and what the store did with it has not been read back yet. Such a job
    /// stays open in the journal.
    Unknown,
};

/// How a job ended.
enum class JobResult : quint8 {
    Done,
    DoneWithWarnings, ///< ended, but some failed or were not found, or a check found a difference
    Failed, ///< stopped by an error; see Job::error()
    Cancelled,
};

struct OutcomeItem
{
    static constexpr quint16 noReason = 0xffff;

    CustomerId customerId{};
    ProfileId profileId; ///< of a profile that was made: the new one
    ItemStatus what = ItemStatus::NotSent;
    quint16 reason = noReason; ///< index into Outcome::reasons

    PersonRef person() const { return {customerId, profileId}; }
};
static_assert(sizeof(OutcomeItem) <= 32);

/// What happened to one segment of a plan.
struct SegmentOutcome
{
    SegmentChange
        change; ///< after.id is filled for a segment that was made; members: as really read
    ItemStatus what = ItemStatus::NotSent;
    quint16 reason = OutcomeItem::noReason; ///< index into Outcome::reasons
};

struct OutcomeCounts
{
    qint64 changed = 0;
    qint64 nothingToDo = 0;
    qint64 noProfile = 0;
    qint64 notFound = 0;
    qint64 failed = 0;
    qint64 notSent = 0;
    qint64 unknown = 0;

    void add(ItemStatus what, qint64 number = 1);
    OutcomeCounts &operator+=(const OutcomeCounts &other);
    qint64 total() const
    {
        return changed + nothingToDo + noProfile + notFound + failed + notSent + unknown;
    }
    friend bool operator==(const OutcomeCounts &, const OutcomeCounts &) = default;
};

/// A difference that reading back after a bulk change found.
struct ReadBack
{
    static constexpr int maxDifferent = 1000;

    bool done = false; ///< whether the segment was read back at all
    qint64 expected = 0; ///< ids that should now be (adding) or not be (removing) members
    qint64 found = 0; ///< of them, those that are as they should
    QList<PersonRef> different; ///< those that are not, at most maxDifferent of them
};

/// What a change did: one row for each id of its plan, in the plan's order.
struct Outcome
{
    /// Different reasons that are kept apart; further ones share the last.
    static constexpr int maxReasons = 1000;

    Operation operation = Operation::AddMembers;
    Step step; ///< from the plan
    qint64 job = 0; ///< number of the job in the journal; 0: it is not written down
    SegmentId segmentId;
    QString segmentName;
    QList<OutcomeItem> items;
    QList<SegmentOutcome> segments;
    QStringList notFoundTexts; ///< from the plan
    QList<ApiError> reasons; ///< shared by the rows
    ReadBack readBack;
    JobResult end = JobResult::Done;
    std::optional<ApiError> error; ///< what stopped it, if end is Failed
    QDateTime startedAt; ///< UTC
    QDateTime endedAt; ///< UTC

    OutcomeCounts counts() const;
    /// Whether the store has still to be asked what it did with something (What::Unknown): this is
    /// not the last word.
    bool isOpen() const;
    /// Why an item failed or was not found; null: there is nothing to say.
    const ApiError *reasonOf(const OutcomeItem &item) const;
    const ApiError *reasonOf(const SegmentOutcome &item) const;
    /// The people with this fate, in order.
    QList<PersonRef> people(ItemStatus what) const;
    /// Keeps @p error in reasons, or finds an equal one there, and returns its index.
    quint16 addReason(const ApiError &error);
};

} // namespace segmentdesk
