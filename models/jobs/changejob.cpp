// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/changejob.h"

#include "models/jobs/batchengine.h"
#include "models/jobs/journal.h"
#include "models/jobs/membershipjob.h"
#include "models/jobs/profilesjob.h"
#include "models/jobs/segmentsjob.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace segmentdesk {

namespace {

/// The row's fate that is known before anything is sent; NotSent: it is to be sent.
What knownBefore(const PlanItem &item)
{
    switch (item.effect) {
    case Effect::NothingToDo:
        return What::NothingToDo;
    case Effect::NoProfile:
        return What::NoProfile;
    case Effect::NotFound:
        return What::NotFound;
    case Effect::WillChange:
    case Effect::Unknown:
        break;
    }
    return What::NotSent;
}

} // namespace

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

void ChangeJob::setJournal(Journal *journal, qint64 id)
{
    m_journal = journal;
    m_journalId = id;
    m_outcome.job = id;
    journal->begin(id, facts().purpose, m_plan);
    journal->flush(this, [this](const QString &error) { m_journalError = error; });
}

void ChangeJob::restore(const JournaledJob &job)
{
    m_restored = std::make_unique<JournaledJob>(job);
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
    plan.then = was.then;
    const auto isOpen = [](What what) { return what == What::Failed || what == What::NotSent; };
    for (qsizetype i = 0; i < outcome.items.size(); ++i) {
        const OutcomeItem &item = outcome.items.at(i);
        // What the plan knew of those whose turn did not come need not be looked up again.
        if (isOpen(item.what)) {
            plan.items.append(
                {item.customerId, item.profileId,
                 item.what == What::NotSent ? was.items.value(i).effect : Effect::Unknown});
        }
    }
    if (was.operation == Operation::CreateProfiles)
        plan.segments = was.segments; // those who get a profile now belong there too
    if (was.items.isEmpty()) {
        const bool isMade =
            outcome.segments.size() == 1 && outcome.segments.first().what == What::Changed;
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
    prepareItems();
    for (const SegmentChange &change : std::as_const(m_plan.segments))
        m_outcome.segments.append({change, What::NotSent, OutcomeItem::noReason});
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
        if (row.what == What::NotSent) {
            const PersonRef key = byCustomer ? PersonRef{planned.customerId, {}}
                                             : PersonRef{CustomerId{}, planned.profileId};
            if (!byCustomer && planned.profileId.isNull())
                row.what = What::NoProfile;
            else if (byCustomer && toNumber(planned.customerId) <= 0)
                row.what = What::NotFound;
            else if (seen.contains(key))
                row.what = What::NothingToDo;
            else
                seen.insert(key);
        }
        if (row.what == What::NotSent)
            toSend.append(static_cast<qint32>(m_outcome.items.size()));
        else
            m_running.add(row.what);
        m_outcome.items.append(row);
    }
    m_running.notFound += m_outcome.notFoundTexts.size();
    setTotal(m_outcome.items.size() + m_outcome.notFoundTexts.size());
    toSend = restoreRows(toSend);
    const auto unknown = std::count_if(toSend.cbegin(), toSend.cend(), [this](qint32 item) {
        return m_plan.items.at(item).effect == Effect::Unknown;
    });
    if (!toSend.isEmpty())
        m_lookups = static_cast<double>(unknown) / static_cast<double>(toSend.size());
    countBefore();
    return toSend;
}

QList<qint32> ChangeJob::restoreRows(const QList<qint32> &toSend)
{
    if (!m_restored)
        return toSend;
    m_outcome.reasons = m_restored->reasons;
    m_savedReasons = m_outcome.reasons.size();
    for (const ItemResult &result : std::as_const(m_restored->results)) {
        if (result.item < 0 || result.item >= m_outcome.items.size())
            continue;
        OutcomeItem &row = m_outcome.items[result.item];
        if (row.what != What::NotSent)
            continue;
        row.what = result.what;
        row.reason = result.reason;
        if (!result.profileId.isNull())
            row.profileId = result.profileId;
        m_running.add(row.what);
    }
    const QSet<qint32> intended(m_restored->intended.cbegin(), m_restored->intended.cend());
    QList<qint32> left;
    for (const qint32 item : toSend) {
        if (m_outcome.items.at(item).what != What::NotSent)
            continue;
        (intended.contains(item) ? m_unknown : left).append(item);
    }
    return left;
}

QList<qint32> ChangeJob::takeUnknown(qint32 first, qint32 count)
{
    QList<qint32> taken;
    QList<qint32> left;
    for (const qint32 item : std::as_const(m_unknown))
        (item >= first && item - first < count ? taken : left).append(item);
    m_unknown = left;
    return taken;
}

void ChangeJob::note(qint32 item)
{
    const OutcomeItem &row = m_outcome.items.at(item);
    countRow(row.what);
    if (!m_journal)
        return;
    for (; m_savedReasons < m_outcome.reasons.size(); ++m_savedReasons)
        m_journal->addReason(m_journalId, static_cast<int>(m_savedReasons),
                             m_outcome.reasons.at(m_savedReasons));
    const bool hasNewId = m_plan.operation == Operation::CreateProfiles;
    m_notes.append({item, row.what, row.reason, hasNewId ? row.profileId : ProfileId()});
}

void ChangeJob::saveNotes()
{
    if (!m_journal || m_notes.isEmpty())
        return;
    const qint64 save = ++m_lastSave;
    const QList<ItemResult> notes = std::exchange(m_notes, {});
    m_unsaved.insert(save, notes);
    m_journal->addResults(m_journalId, notes, this, [this, save](const QString &error) {
        if (error.isEmpty())
            m_unsaved.remove(save); // otherwise they go along with the end
    });
}

void ChangeJob::saveSegment(qsizetype position, bool over, std::function<void()> then)
{
    if (!m_journal) {
        if (then)
            then();
        return;
    }
    m_journal->setSegment(m_journalId, static_cast<qint32>(position), over,
                          m_outcome.segments.at(position));
    if (!then)
        return;
    m_journal->flush(this, [this, then = std::move(then)](const QString &error) {
        const QString &why = m_journalError.isEmpty() ? error : m_journalError;
        if (why.isEmpty())
            then();
        else
            conclude(JobError{JobError::Kind::Journal, {}, why});
    });
}

void ChangeJob::runEngine(std::unique_ptr<BatchEngine> engine, Rows rows,
                          std::function<void()> then,
                          std::function<void(const std::optional<JobError> &)> settle)
{
    if (m_cancelled)
        return;
    m_engine = std::move(engine);
    if (rows == Rows::OfOutcome) {
        m_engine->onSettled = [this](qint32 item) { note(item); };
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

void ChangeJob::countRow(What what)
{
    m_running.add(what);
    setProgress(m_running.total(), m_running);
}

std::optional<JobError> ChangeJob::whyNothingWasDone() const
{
    const OutcomeCounts counts = m_outcome.counts();
    const auto isDone = [](const SegmentOutcome &segment) {
        return segment.what == What::Changed || segment.what == What::NothingToDo;
    };
    // What was to be deleted and is not there is as it was meant to be.
    const bool deletes = m_plan.operation == Operation::DeleteSegments
        || m_plan.operation == Operation::DeleteProfiles;
    const qint64 refused = counts.failed + (deletes ? 0 : counts.notFound);
    const bool ofPeople = !m_outcome.items.isEmpty();
    if (refused == 0 || counts.changed + counts.nothingToDo + counts.noProfile > 0
        || (m_plan.operation == Operation::CreateSegment
            && std::any_of(m_outcome.segments.cbegin(), m_outcome.segments.cend(), isDone)))
        return std::nullopt;
    const ApiError *reason = nullptr;
    if (ofPeople) {
        for (const OutcomeItem &item : std::as_const(m_outcome.items)) {
            if (!reason && (item.what == What::Failed || item.what == What::NotFound))
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
    End end = End::Done;
    if (error)
        end = End::Failed;
    else if (m_cancelled && counts.notSent > 0)
        end = End::Cancelled;
    else if (m_outcome.readBack.done && m_outcome.readBack.found != m_outcome.readBack.expected)
        end = End::DoneWithWarnings;
    else if (counts.failed > 0 || counts.notFound > 0 || counts.noProfile > 0 || counts.notSent > 0)
        end = End::DoneWithWarnings;
    for (const SegmentOutcome &segment : std::as_const(m_outcome.segments)) {
        if (end == End::Done && segment.what == What::Failed)
            end = End::DoneWithWarnings;
    }
    m_outcome.end = end;
    if (error)
        m_outcome.error = error->api;
    m_outcome.startedAt = m_restored ? m_restored->startedAt : startedAt();
    m_outcome.endedAt = QDateTime::currentDateTimeUtc();
    saveNotes();
    if (m_journal) {
        QList<ItemResult> unsaved;
        for (const QList<ItemResult> &notes : std::as_const(m_unsaved))
            unsaved += notes;
        m_journal->end(m_journalId, m_outcome, unsaved);
    }
    setProgress(counts.total() - counts.notSent, counts);
    finish(end, error);
}

} // namespace segmentdesk
