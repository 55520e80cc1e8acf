// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a SegmentsJob reads back: a write that does not say what it did, and all of them at its end.

#include "models/api/storeapi.h"
#include "models/changes/journal.h"
#include "models/changes/segmentsjob.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <algorithm>
#include <chrono>
#include <numeric>

using namespace Qt::StringLiterals;

namespace segmentdesk {

using namespace std::chrono_literals;

namespace {

/// How far this clock and the store's may be apart, when a segment is said to be made just now.
constexpr std::chrono::seconds clockTolerance = 120s;
/// From sending to the store's carrying it out, at most: the request's own deadline, and as much.
constexpr std::chrono::seconds longestCarryingOut = 60s;

} // namespace

void SegmentsJob::readBack(const ApiError &error)
{
    m_mustReadBack = true;
    m_writing = true; // a job that stops still wants to know
    readCompleteSegments(m_api, this, [this, error](const Result<CompleteList<Segment>> &segments) {
        m_writing = false;
        if (segments)
            onReadBack(segments->rows(), error);
        else
            cannotReadBack(segments.error());
    });
}

void SegmentsJob::cannotReadBack(const ApiError &error)
{
    if (isCancelled()) {
        // Its row says Unknown: it stays open in the journal.
        current().reason = m_outcome.addReason(error);
        conclude();
        return;
    }
    m_held = true;
    waitFor(JobError{JobError::Kind::Store, error, {}});
}

void SegmentsJob::onReadBack(const QList<Segment> &segments, const ApiError &error)
{
    const SegmentChange &change = current().change;
    const bool byName = m_plan.operation == Operation::CreateSegment;
    const auto found =
        std::find_if(segments.cbegin(), segments.cend(), [&](const Segment &segment) {
            return byName ? segment.name == change.after.name : segment.id == change.before.id;
        });
    const bool isThere = found != segments.cend();
    const ItemStatus asWished = m_lostAnswer ? ItemStatus::Changed : ItemStatus::NothingToDo;
    switch (m_plan.operation) {
    case Operation::CreateSegment:
        if (isThere) {
            foundByName(*found, error);
            return;
        }
        break;
    case Operation::UpdateSegment:
        if (!isThere) {
            m_mustReadBack = false;
            over(ItemStatus::NotFound, m_refusal ? &*m_refusal : nullptr);
            return;
        }
        if (found->name == change.after.name && found->description == change.after.description) {
            m_mustReadBack = false;
            over(asWished);
            return;
        }
        break;
    default:
        if (!isThere) {
            m_mustReadBack = false;
            over(asWished);
            return;
        }
        break;
    }
    m_mustReadBack = false;
    if (const auto refusal = std::exchange(m_refusal, std::nullopt))
        over(ItemStatus::Failed, &*refusal);
    else
        again(error);
}

/// Whether what has the name is what this job sent: all that can be known without its members.
bool SegmentsJob::isProven(const Segment &found) const
{
    const Segment &wanted = m_outcome.segments.at(m_index).change.after;
    // A conflict says that it was there, also after an answer that was lost: nothing is sent twice
    // before a list was read without it. Another refusal proves as little as a lost answer.
    const bool maybeOurs = m_refusal ? m_refusal->kind != ApiError::Kind::Conflict : m_lostAnswer;
    if (!maybeOurs || !wanted.createdAt.isValid() || !found.createdAt.isValid()
        || found.description != wanted.description || wasThereBefore(found.id)
        || isMadeByOther(found.id))
        return false;
    const auto after = std::chrono::milliseconds(wanted.createdAt.msecsTo(found.createdAt));
    return after >= -clockTolerance && after <= clockTolerance + longestCarryingOut;
}

std::optional<QSet<SegmentId>> SegmentsJob::youngBefore() const
{
    if (m_plan.operation != Operation::CreateSegment || !m_before)
        return std::nullopt;
    const QDateTime since =
        m_outcome.segments.at(m_index).change.after.createdAt.addSecs(-clockTolerance.count());
    QSet<SegmentId> young;
    for (const Segment &segment : *m_before) {
        if (segment.createdAt >= since)
            young.insert(segment.id);
    }
    return young;
}

/// Whether a segment was there before this job sent the current one; also if that is not known.
bool SegmentsJob::wasThereBefore(SegmentId segment) const
{
    std::optional<QSet<SegmentId>> before;
    if (restored())
        before = restored()->segments.value(static_cast<qint32>(m_index)).before;
    if (!before && !m_before)
        return true;
    return (before && before->contains(segment)) || (m_before && m_before->contains(segment));
}

void SegmentsJob::foundByName(const Segment &found, const ApiError &error)
{
    if (!isProven(found)) {
        m_mustReadBack = false;
        nameIsTaken();
        return;
    }
    // Its maker may have added people: this job did not yet.
    m_writing = true;
    memberCount(m_api, found.id, this, [this, found, error](Result<qint64> members) {
        m_writing = false;
        if (!members && members.error().kind == ApiError::Kind::NotFound) {
            readBack(error);
        } else if (!members) {
            cannotReadBack(members.error());
        } else if (*members > 0) {
            m_mustReadBack = false;
            nameIsTaken();
        } else {
            m_mustReadBack = false;
            current().change.after = found;
            fill();
        }
    });
}

/// Reads back what the job did, for the price of the list of segments and a count for each that was
/// filled.
void SegmentsJob::compare()
{
    const auto isChanged = [](const SegmentOutcome &segment) {
        return segment.what == ItemStatus::Changed;
    };
    if (!wantsReadBack()
        || std::none_of(m_outcome.segments.cbegin(), m_outcome.segments.cend(), isChanged)) {
        conclude();
        return;
    }
    setPhase(Phase::Checking);
    readCompleteSegments(
        m_api, readingContext(), [this](const Result<CompleteList<Segment>> &segments) {
            if (!segments) {
                conclude(); // what could not be read back was written nevertheless
                return;
            }
            QHash<SegmentId, Segment> there;
            for (const Segment &segment : *segments)
                there.insert(segment.id, segment);
            ReadBack &readBack = m_outcome.readBack;
            readBack.done = true;
            for (SegmentOutcome &segment : m_outcome.segments) {
                if (segment.what != ItemStatus::Changed)
                    continue;
                const SegmentChange &change = segment.change;
                const bool isDeleted = m_plan.operation == Operation::DeleteSegments;
                const Segment now =
                    there.value(m_plan.operation == Operation::CreateSegment ? change.after.id
                                                                             : change.before.id);
                const bool isAsWished = isDeleted
                    ? now.id.isNull()
                    : !now.id.isNull() && now.name == change.after.name
                        && now.description == change.after.description;
                ++readBack.expected;
                if (isAsWished)
                    ++readBack.found;
                else
                    notApplied(segment);
            }
            compareMembers(0);
        });
}

void SegmentsJob::compareMembers(qsizetype index)
{
    while (index < m_outcome.segments.size()
           && (m_outcome.segments.at(index).what != ItemStatus::Changed
               || m_members.at(index).count == 0))
        ++index;
    if (index >= m_outcome.segments.size()) {
        conclude();
        return;
    }
    const Range range = m_members.at(index);
    QList<qint32> rows(range.count);
    std::iota(rows.begin(), rows.end(), range.first);
    compareMembership(m_outcome.segments.at(index).change.after.id, true, rows,
                      [this, index] { compareMembers(index + 1); });
}

} // namespace segmentdesk
