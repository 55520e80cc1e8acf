// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changejob.h"

#include "models/changes/batchengine.h"
#include "models/changes/comparison.h"
#include "models/changes/journal.h"
#include "models/changes/knownbefore.h"
#include "models/changes/membershipjob.h"
#include "models/changes/profilesjob.h"
#include "models/changes/provenstate.h"
#include "models/changes/segmentsjob.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace segmentdesk {

ChangeJob::ChangeJob(StoreApi &api, const Plan &plan, QObject *parent)
    : Job(JobFacts::of(plan), parent), m_api(api), m_plan(plan)
{
    m_outcome.operation = plan.operation;
    m_outcome.step = plan.step;
    m_outcome.segmentId = plan.segmentId;
    m_outcome.segmentName = plan.segmentName;
    m_outcome.notFoundTexts = plan.notFoundTexts;
    setTotal((plan.items.isEmpty() ? plan.segments.size() : plan.items.size())
             + plan.notFoundTexts.size());
}

ChangeJob::~ChangeJob() = default;

ChangeJob *ChangeJob::make(StoreApi &api, const Plan &plan, JobFacts::Purpose purpose,
                           QObject *parent)
{
    ChangeJob *job = nullptr;
    switch (plan.operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        job = new MembershipJob(api, plan, parent);
        break;
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
        job = new ProfilesJob(api, plan, parent);
        break;
    case Operation::CreateSegment:
    case Operation::UpdateSegment:
    case Operation::DeleteSegments:
        job = new SegmentsJob(api, plan, parent);
        break;
    }
    job->setFacts(JobFacts::of(plan, purpose));
    return job;
}

void ChangeJob::doCheck()
{
    if (!m_check || m_settlesOnly) {
        begin();
        return;
    }
    endReading(); // of an earlier check
    m_check(readingContext());
}

void ChangeJob::go(const Plan &plan, const QSet<ProfileId> &leftOut, const ApiError &reason)
{
    m_plan = plan;
    m_outcome.segmentId = plan.segmentId;
    m_outcome.segmentName = plan.segmentName;
    m_leftOut = leftOut;
    if (!leftOut.isEmpty())
        m_leftOutReason = m_outcome.addReason(reason);
    setFacts(JobFacts::of(plan, facts().purpose));
    writeDown();
    begin();
}

void ChangeJob::refuse(const JobError &why)
{
    prepareItems();
    for (const SegmentChange &change : std::as_const(m_plan.segments))
        m_outcome.segments.append({change, ItemStatus::NotSent, OutcomeItem::noReason});
    conclude(why);
}

bool ChangeJob::mayDelete(const SegmentChange &change)
{
    const std::optional<JobError> why = m_guard ? m_guard(change) : std::nullopt;
    if (why)
        waitFor(*why);
    return !why;
}

const Outcome *ChangeJob::outcome() const
{
    return state() == State::Ended ? &m_outcome : nullptr;
}

std::optional<Plan> ChangeJob::retryPlan() const
{
    if (state() != State::Ended)
        return std::nullopt;
    return retryPlan(m_plan, m_outcome);
}

std::optional<Plan> ChangeJob::retryPlan(const Plan &was, const Outcome &outcome)
{
    Plan plan;
    plan.operation = was.operation;
    plan.segmentId = was.segmentId;
    plan.segmentName = was.segmentName;
    plan.step = was.step;
    const auto isOpen = [](ItemStatus what) {
        return what == ItemStatus::Failed || what == ItemStatus::NotSent;
    };
    for (qsizetype i = 0; i < outcome.items.size(); ++i) {
        const OutcomeItem &item = outcome.items.at(i);
        // What the plan knew of those whose turn did not come need not be looked up again.
        if (isOpen(item.what)) {
            plan.items.append(
                {item.customerId, item.profileId,
                 item.what == ItemStatus::NotSent ? was.items.value(i).effect : Effect::Unknown});
        }
    }
    if (was.operation == Operation::CreateProfiles)
        plan.segments = was.segments; // those who get a profile now belong there too
    if (was.items.isEmpty()) {
        const bool isMade =
            outcome.segments.size() == 1 && outcome.segments.first().what == ItemStatus::Changed;
        if (was.operation == Operation::CreateSegment && isMade && !plan.items.isEmpty()) {
            // The segment is there; what is left is to put people in.
            plan.operation = Operation::AddMembers;
            plan.segmentId = outcome.segments.first().change.after.id;
            plan.segmentName = outcome.segments.first().change.after.name;
            return plan;
        }
        plan.items.clear();
        for (const SegmentOutcome &segment : outcome.segments) {
            if (isOpen(segment.what))
                plan.segments.append(segment.change);
        }
    }
    if (plan.items.isEmpty() && (!was.items.isEmpty() || plan.segments.isEmpty()))
        return std::nullopt;
    return plan;
}

void ChangeJob::doPause()
{
    if (m_engine)
        m_engine->pause();
}

void ChangeJob::doResume()
{
    if (m_engine)
        m_engine->resume();
}

void ChangeJob::doCancel()
{
    m_cancelled = true;
    if (m_engine) {
        m_engine->stop();
        return;
    }
    endReading();
    conclude();
}

void ChangeJob::doCancelQueued()
{
    m_cancelled = true;
    endReading();
    if (m_restored) {
        m_outcome = m_restored->outcome(); // what an earlier process did is not undone by this
        conclude();
        return;
    }
    prepareItems();
    for (const SegmentChange &change : std::as_const(m_plan.segments))
        m_outcome.segments.append({change, ItemStatus::NotSent, OutcomeItem::noReason});
    conclude();
}

std::optional<qint64> ChangeJob::requestsLeft() const
{
    if (phase() != Phase::Working || total() < 0)
        return std::nullopt;
    const qint64 left = std::max<qint64>(total() - done(), 0);
    if (m_outcome.items.isEmpty())
        return m_plan.operation == Operation::DeleteSegments ? 2 * left : left;
    qint64 requests = requestsForIds(left)
        + requestsForIds(static_cast<qint64>(std::ceil(m_lookups * static_cast<double>(left))));
    if (m_wantsReadBack && m_plan.operation == Operation::AddMembers
        && m_plan.items.size() > maxQuickPlanItems)
        requests += requestsForRows(m_plan.items.size());
    return requests;
}

/// Whether the item is in the desired state, as far as changes have proven it.
Proof ChangeJob::proofOf(const PlanItem &planned) const
{
    if (!m_proven)
        return Proof::None;
    const auto turned = [](Proof proof) {
        return proof == Proof::So ? Proof::NotSo : proof == Proof::NotSo ? Proof::So : proof;
    };
    switch (m_plan.operation) {
    case Operation::AddMembers:
        return m_proven->isMember(m_plan.segmentId, planned.profileId);
    case Operation::RemoveMembers:
        return turned(m_proven->isMember(m_plan.segmentId, planned.profileId));
    case Operation::CreateProfiles:
        return m_proven->hasProfile(planned.customerId);
    case Operation::DeleteProfiles:
        return turned(m_proven->hasProfile(planned.customerId));
    default:
        return Proof::None;
    }
}

/// Whether the plan knows that the store does not have it so yet, and nothing was done since.
bool ChangeJob::isKnownBefore(qint32 item) const
{
    const PlanItem &planned = m_plan.items.at(item);
    if (planned.effect != Effect::WillChange || isBehindOthers() || m_planIsOld)
        return false;
    const Proof proof = proofOf(planned);
    return proof == Proof::None || proof == Proof::NotSo;
}

QList<qint32> ChangeJob::prepareItems()
{
    QList<qint32> toSend;
    toSend.reserve(m_plan.items.size());
    m_outcome.items.reserve(m_plan.items.size());
    const bool byCustomer = m_plan.operation == Operation::CreateProfiles;
    QSet<PersonRef> seen;
    seen.reserve(m_plan.items.size());
    for (const PlanItem &planned : std::as_const(m_plan.items)) {
        OutcomeItem row{planned.customerId, planned.profileId, knownBefore(planned),
                        OutcomeItem::noReason};
        // It was so when it was planned, and a change since then took it back: it is looked at.
        if (const Proof proof = proofOf(planned);
            row.what == ItemStatus::NothingToDo && (proof == Proof::NotSo || proof == Proof::Open))
            row.what = ItemStatus::NotSent;
        if (row.what == ItemStatus::NotSent) {
            const PersonRef key = byCustomer ? PersonRef{planned.customerId, {}}
                                             : PersonRef{CustomerId{}, planned.profileId};
            if (!byCustomer && planned.profileId.isNull())
                row.what = ItemStatus::NoProfile;
            else if (byCustomer && toNumber(planned.customerId) <= 0)
                row.what = ItemStatus::NotFound;
            else if (seen.contains(key))
                row.what = ItemStatus::NothingToDo;
            else
                seen.insert(key);
        }
        if (row.what != ItemStatus::NotSent)
            m_running.add(row.what);
        else if (m_leftOut.contains(row.profileId))
            row.reason = m_leftOutReason;
        else
            toSend.append(static_cast<qint32>(m_outcome.items.size()));
        m_outcome.items.append(row);
    }
    m_running.notFound += m_outcome.notFoundTexts.size();
    setTotal(m_outcome.items.size() + m_outcome.notFoundTexts.size());
    toSend = restoreRows(toSend);
    const auto unknown = std::count_if(toSend.cbegin(), toSend.cend(),
                                       [this](qint32 item) { return !isKnownBefore(item); });
    if (!toSend.isEmpty())
        m_lookups = static_cast<double>(unknown) / static_cast<double>(toSend.size());
    countBefore();
    return toSend;
}

void ChangeJob::settleRow(qint32 item, ItemStatus what)
{
    m_outcome.items[item].what = what;
    note(item);
}

QList<qint32> ChangeJob::rowsAsWished() const
{
    QList<qint32> rows;
    for (qsizetype i = 0; i < m_outcome.items.size(); ++i) {
        const ItemStatus what = m_outcome.items.at(i).what;
        // What the plan knew to be so was neither looked at nor sent by this job.
        const bool isFound =
            what == ItemStatus::NothingToDo && m_plan.items.value(i).effect != Effect::NothingToDo;
        if (what == ItemStatus::Changed || isFound)
            rows.append(static_cast<qint32>(i));
    }
    return rows;
}

void ChangeJob::compareMembership(SegmentId segment, bool adding, const QList<qint32> &rows,
                                  std::function<void()> then)
{
    QList<qint32> asWished;
    for (const qint32 row : rows) {
        const ItemStatus what = m_outcome.items.at(row).what;
        if (what == ItemStatus::Changed || what == ItemStatus::NothingToDo)
            asWished.append(row);
    }
    if (asWished.isEmpty()) {
        then();
        return;
    }
    setPhase(Phase::Checking);
    findDifferentMembers(
        m_api, m_outcome, segment, adding, asWished, readingContext(),
        [this, asWished, then = std::move(then)](const Result<QList<qint32>> &different) {
            if (different)
                compared(asWished, *different);
            then();
        });
}

namespace {

ApiError notKept()
{
    ApiError error;
    error.kind = ApiError::Kind::NotApplied;
    return error;
}

} // namespace

void ChangeJob::compared(const QList<qint32> &rows, const QList<qint32> &different)
{
    ReadBack &readBack = m_outcome.readBack;
    readBack.done = true;
    readBack.expected += rows.size();
    readBack.found += rows.size() - different.size();
    for (const qint32 item : different) {
        OutcomeItem &row = m_outcome.items[item];
        if (readBack.different.size() < ReadBack::maxDifferent)
            readBack.different.append(row.person());
        row.what = ItemStatus::Failed;
        row.reason = m_outcome.addReason(notKept());
        m_notes.append({item, row.what, row.reason, ProfileId()});
    }
}

void ChangeJob::notApplied(SegmentOutcome &segment)
{
    segment.what = ItemStatus::Failed;
    segment.reason = m_outcome.addReason(notKept());
}

void ChangeJob::runEngine(std::unique_ptr<BatchEngine> engine, Rows rows,
                          std::function<void()> then,
                          std::function<void(const std::optional<JobError> &)> settle)
{
    if (m_cancelled && !m_settlesOnly)
        return;
    m_engine = std::move(engine);
    if (m_settlesOnly)
        m_engine->stop(); // before it has begun: then it only reads back
    if (rows == Rows::OfOutcome) {
        m_engine->onSettled = [this](qint32 item) { note(item); };
        if (m_doneByOthers) {
            m_engine->isByOther = [this, done = m_doneByOthers()](qint32 item, ProfileId profile) {
                return done.contains(profile.isNull() ? m_outcome.items.at(item).profileId
                                                      : profile);
            };
        }
        if (m_journal) {
            m_engine->onIntend =
                [this](const QList<qint32> &items, QObject *context,
                       std::function<void(const std::optional<JobError> &)> granted) {
                    m_journal->intend(m_journalId, items, context,
                                      [this, granted = std::move(granted)](const QString &error) {
                                          const QString &why =
                                              m_journalError.isEmpty() ? error : m_journalError;
                                          if (why.isEmpty())
                                              granted(std::nullopt);
                                          else
                                              granted(JobError{JobError::Kind::Journal, {}, why});
                                      });
                };
        }
    }
    m_engine->onProgress = [this] {
        saveNotes();
        setProgress(m_running.total(), m_running);
    };
    m_engine->onWait = [this](const JobError &error) { waitFor(error); };
    m_engine->onEnd = [this, then = std::move(then),
                       settle = std::move(settle)](const std::optional<JobError> &error) {
        // Not deleted here: it is the caller.
        BatchEngine *ended = m_engine.release();
        ended->setParent(this);
        ended->deleteLater();
        if (settle)
            settle(error);
        if ((error && !settle) || m_cancelled)
            conclude(error);
        else
            then();
    };
    if (state() == State::Paused)
        m_engine->pause();
    m_engine->start();
}

QObject *ChangeJob::readingContext()
{
    if (!m_reading)
        m_reading = std::make_unique<QObject>();
    return m_reading.get();
}

void ChangeJob::endReading()
{
    // Later: this may be a slot of something that its callbacks led to.
    if (QObject *reading = m_reading.release()) {
        reading->setParent(this);
        reading->deleteLater();
    }
}

void ChangeJob::countRow(ItemStatus what)
{
    m_running.add(what);
    setProgress(m_running.total(), m_running);
}

std::optional<JobError> ChangeJob::whyNothingWasDone() const
{
    const OutcomeCounts counts = m_outcome.counts();
    const auto isDone = [](const SegmentOutcome &segment) {
        return segment.what == ItemStatus::Changed || segment.what == ItemStatus::NothingToDo;
    };
    // What was to be deleted and is not there is as it was meant to be.
    const bool deletes = m_plan.operation == Operation::DeleteSegments
        || m_plan.operation == Operation::DeleteProfiles;
    const qint64 refused = counts.failed + (deletes ? 0 : counts.notFound);
    // Who was to be put into a segment that was not made is about that.
    const bool noneMade = m_plan.operation == Operation::CreateSegment
        && std::none_of(m_outcome.segments.cbegin(), m_outcome.segments.cend(), isDone)
        && std::any_of(m_outcome.segments.cbegin(), m_outcome.segments.cend(),
                       [](const SegmentOutcome &segment) {
                           return segment.what == ItemStatus::Failed;
                       });
    const bool ofPeople = !m_outcome.items.isEmpty() && !noneMade;
    if (!noneMade
        && (refused == 0 || counts.changed + counts.nothingToDo + counts.noProfile > 0
            || (m_plan.operation == Operation::CreateSegment
                && std::any_of(m_outcome.segments.cbegin(), m_outcome.segments.cend(), isDone))))
        return std::nullopt;
    const ApiError *reason = nullptr;
    if (ofPeople) {
        for (const OutcomeItem &item : std::as_const(m_outcome.items)) {
            if (!reason && (item.what == ItemStatus::Failed || item.what == ItemStatus::NotFound))
                reason = m_outcome.reasonOf(item);
        }
    } else {
        for (const SegmentOutcome &segment : std::as_const(m_outcome.segments)) {
            if (!reason)
                reason = m_outcome.reasonOf(segment);
        }
    }
    ApiError why = reason ? *reason : ApiError();
    if (!reason)
        why.kind = ApiError::Kind::NotFound;
    const bool gone = !ofPeople && why.kind == ApiError::Kind::NotFound
        && m_plan.operation == Operation::UpdateSegment;
    return JobError{gone ? JobError::Kind::SegmentGone : JobError::Kind::Store, why, {}};
}

void ChangeJob::conclude(const std::optional<JobError> &stoppedBy)
{
    if (state() == State::Ended)
        return;
    const OutcomeCounts counts = m_outcome.counts();
    const std::optional<JobError> error =
        stoppedBy || m_cancelled ? stoppedBy : whyNothingWasDone();
    JobResult end = JobResult::Done;
    if (error)
        end = JobResult::Failed;
    else if (m_cancelled && counts.notSent + counts.unknown > 0)
        end = JobResult::Cancelled;
    else if (m_outcome.readBack.done && m_outcome.readBack.found != m_outcome.readBack.expected)
        end = JobResult::DoneWithWarnings;
    else if (counts.failed > 0 || counts.notFound > 0 || counts.noProfile > 0 || counts.notSent > 0
             || m_outcome.isOpen())
        end = JobResult::DoneWithWarnings;
    for (const SegmentOutcome &segment : std::as_const(m_outcome.segments)) {
        if (end == JobResult::Done && segment.what == ItemStatus::Failed)
            end = JobResult::DoneWithWarnings;
    }
    m_outcome.end = end;
    if (error)
        m_outcome.error = error->api;
    m_outcome.startedAt = m_restored ? m_restored->startedAt : startedAt();
    m_outcome.endedAt = QDateTime::currentDateTimeUtc();
    saveNotes();
    // What may have been sent stays open there until it was read back.
    if (m_journal && m_isWrittenDown && !m_outcome.isOpen())
        m_journal->end(m_journalId, m_outcome);
    setProgress(counts.total() - counts.notSent - counts.unknown, counts);
    finish(end, error);
}

} // namespace segmentdesk
