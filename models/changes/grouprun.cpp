// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/grouprun.h"

#include "models/changes/groupcheck.h"
#include "models/changes/groupjournal.h"
#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/jobs/jobqueue.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

Outcome notSent(const Plan &plan)
{
    JournaledJob job;
    job.plan = plan;
    job.end = JobResult::Cancelled;
    return job.outcome();
}

JobError tooMany(qsizetype number)
{
    ApiError error;
    error.kind = ApiError::Kind::TooLarge;
    error.details = u"%1 of at most %2"_s.arg(number).arg(maxPlanItems);
    return {JobError::Kind::Store, error, {}};
}

bool isThere(ItemStatus what)
{
    return what == ItemStatus::Changed || what == ItemStatus::NothingToDo;
}

} // namespace

GroupRun::GroupRun(const Surroundings &desk, ChangeGroup group, QObject *parent)
    : QObject(parent), m_desk(desk), m_group(std::move(group))
{
}

GroupRun::~GroupRun() = default;

/// A group that is no more than one plan is its job: that is written down already.
bool GroupRun::needsRecord() const
{
    if (!m_desk.journal)
        return false;
    const ChangePart &first = m_group.parts.constFirst();
    return isStep() || first.change != 0 || first.confirmed >= 0 || first.membersOnly;
}

bool GroupRun::next(Place place)
{
    if (!m_isSaved && needsRecord()) {
        m_isSaved = true;
        m_desk.groups.save(m_group);
    }
    for (; m_part < m_group.parts.size(); ++m_part) {
        if (m_done.contains(m_part))
            continue;
        if (part().rule == ChangePart::Rule::DeleteCarried) {
            if (const Carried all = carried(); !all.done.contains(all.wished)) {
                m_end = std::max(m_end, JobResult::DoneWithWarnings); // a person would be lost
                break;
            }
        }
        const Plan plan = made(part());
        if (isStep() && plan.isEmpty()) {
            m_done.insert(m_part); // nothing is left of it to do
            knowEmpty(plan);
            continue;
        }
        m_began.insert(m_part);
        add(plan, place);
        return true;
    }
    m_hasEnded = true;
    m_job = nullptr;
    for (qsizetype i = 0; i < m_group.parts.size(); ++i) {
        // What was confirmed and never began has an outcome, too.
        if (!m_done.contains(i) && !m_began.contains(i)
            && m_group.parts.at(i).rule == ChangePart::Rule::AsPlanned)
            m_outcomes.append(notSent(m_group.parts.at(i).plan));
    }
    // What the store has still to be asked about keeps the group open.
    if (m_isSaved && !m_isOpen)
        m_desk.groups.remove(m_group.id);
    return false;
}

/// What came of all parts before this one that put people into the segment of its carrier.
GroupRun::Carried GroupRun::carried() const
{
    Carried all = m_carried.value(part().carrier);
    for (auto it = m_carried.cbegin(); it != m_carried.cend(); ++it) {
        if (it.key() < m_part && it->segment == all.segment) {
            all.wished += it->wished;
            all.done += it->done;
        }
    }
    return all;
}

/// The plan of a part, from what came of those before it.
Plan GroupRun::made(const ChangePart &part) const
{
    Plan plan = m_group.isUndoOrRedo() ? m_desk.history.withCurrentIds(part.plan) : part.plan;
    if (isStep())
        plan.step = {m_group.kind, m_group.id};
    fillProfiles(&plan);
    if (part.rule == ChangePart::Rule::TakeOutCarried) {
        const Carried all = carried();
        plan.items.removeIf([&all](const PlanItem &item) {
            return all.wished.contains(item.profileId) && !all.done.contains(item.profileId);
        });
    }
    if (plan.operation == Operation::RemoveMembers || m_group.isUndoOrRedo()) {
        // Who left meanwhile was not removed by this change, and what an undo makes again may be
        // there by now: what was known then is looked up again.
        for (PlanItem &item : plan.items) {
            if (item.effect == Effect::WillChange)
                item.effect = Effect::Unknown;
        }
    }
    return plan;
}

/// Profiles that were made by now are put into the segments that wait for them.
void GroupRun::fillProfiles(Plan *plan) const
{
    if (plan->operation == Operation::AddMembers) {
        for (PlanItem &item : plan->items) {
            const ProfileId made = m_made.value(item.customerId);
            if (item.effect == Effect::NoProfile && !made.isNull()) {
                item.profileId = made;
                item.effect = Effect::WillChange;
            }
        }
    } else if (plan->operation == Operation::CreateSegment && isStep()) {
        for (SegmentChange &change : plan->segments) {
            for (PersonRef &member : change.members) {
                if (!member.hasProfile())
                    member.profileId = m_made.value(member.customerId);
            }
            // A person who could not be given a profile cannot be a member; that job says why.
            change.members.removeIf([](const PersonRef &member) { return !member.hasProfile(); });
        }
    }
}

void GroupRun::add(const Plan &plan, Place place)
{
    ChangeJob *job = ChangeJob::make(m_desk.api, plan, m_group.purpose);
    const bool looks = part().rule != ChangePart::Rule::AsPlanned
        || (plan.operation == Operation::RemoveMembers && plan.items.size() > maxQuickPlanItems);
    // Whatever made the plan: before anything is asked, written down or sent.
    if (const qsizetype number = plan.items.size(); number > maxPlanItems)
        job->setCheck([job, number](QObject *) { job->refuse(tooMany(number)); });
    else if (looks)
        job->setCheck([this, job](QObject *context) { check(job, context); });
    job->setMadeByOther([this](SegmentId segment) { return m_desk.made.contains(segment); });
    job->setProvenState(&m_desk.proven);
    if (m_isContinued)
        job->setPlanIsOld();
    if (plan.operation == Operation::DeleteSegments)
        job->setGuard([this](const SegmentChange &change) { return guard(change); });
    job->setReadBack(true);
    if (m_desk.journal) {
        const qint64 id = m_desk.journal->newId();
        if (m_isSaved && !looks)
            m_desk.groups.link(m_group.id, static_cast<qint32>(m_part), id);
        job->setJournal(m_desk.journal, id);
    }
    put(job, place);
}

void GroupRun::put(ChangeJob *job, Place place)
{
    m_job = job;
    if (place == Place::Next)
        m_desk.queue.addNext(job);
    else
        m_desk.queue.add(job);
    Q_EMIT started(job);
}

void GroupRun::resume(qsizetype part, const JournaledJob &saved, bool settlesOnly)
{
    m_part = part;
    m_began.insert(part);
    m_isSaved = needsRecord();
    m_discards = settlesOnly;
    // What loses something starts over with what was not sent, after a look at the store.
    m_settling = settlesOnly || this->part().rule != ChangePart::Rule::AsPlanned;
    const JobFacts::Purpose purpose =
        m_group.isUndoOrRedo() ? m_group.purpose : JobFacts::Purpose::Resumed;
    ChangeJob *job = ChangeJob::make(m_desk.api, saved.plan, purpose);
    job->restore(saved, m_settling ? ChangeJob::Restore::Settle : ChangeJob::Restore::GoOn);
    job->setReadBack(!m_settling);
    job->setMadeByOther([this, id = saved.id](SegmentId segment) {
        return m_desk.made.contains(segment) || m_desk.history.hasMade(segment, id);
    });
    job->setProvenState(&m_desk.proven);
    job->setDoneByOthers(
        [this, id = saved.id, operation = saved.plan.operation, segment = saved.plan.segmentId] {
            return m_desk.history.doneByYounger(id, operation, segment);
        });
    if (saved.plan.operation == Operation::DeleteSegments)
        job->setGuard([this](const SegmentChange &change) { return guard(change); });
    job->setJournal(m_desk.journal, saved.id);
    put(job, Place::Last);
}

void GroupRun::know(qsizetype part, const Plan &plan, const Outcome &outcome)
{
    if (outcome.operation == Operation::CreateProfiles) {
        for (const OutcomeItem &item : outcome.items) {
            if (!item.profileId.isNull())
                m_made.insert(item.customerId, item.profileId);
        }
    }
    if (outcome.operation != Operation::AddMembers && outcome.operation != Operation::CreateSegment)
        return;
    Carried &carried = m_carried[part];
    carried.segment = outcome.segmentId;
    carried.name = outcome.segmentName;
    if (outcome.operation == Operation::CreateSegment && !outcome.segments.isEmpty()) {
        carried.segment = outcome.segments.constFirst().change.after.id;
        carried.name = outcome.segments.constFirst().change.after.name;
    }
    for (const SegmentChange &change : plan.segments) {
        for (const PersonRef &member : change.members)
            carried.wished.insert(member.profileId);
    }
    for (const OutcomeItem &item : outcome.items) {
        if (item.profileId.isNull())
            continue;
        // A profile that is no more is in no segment: it is not awaited.
        if (item.what == ItemStatus::NotFound)
            carried.wished.remove(item.profileId);
        else
            carried.wished.insert(item.profileId);
        if (isThere(item.what))
            carried.done.insert(item.profileId);
    }
}

/// A part that has nothing to do has no job: everyone whom it names is there, as far as is known.
void GroupRun::knowEmpty(const Plan &plan)
{
    if (plan.operation != Operation::AddMembers)
        return;
    Carried &carried = m_carried[m_part];
    carried.segment = plan.segmentId;
    carried.name = plan.segmentName;
    for (const PlanItem &item : plan.items) {
        if (item.effect == Effect::NothingToDo && !item.profileId.isNull()) {
            carried.wished.insert(item.profileId);
            carried.done.insert(item.profileId);
        }
    }
}

bool GroupRun::take(const ChangeJob &job)
{
    const Outcome &outcome = *job.outcome();
    m_outcomes.append(outcome);
    m_question.reset();
    know(m_part, job.plan(), outcome);
    const OutcomeCounts counts = outcome.counts();
    m_isOpen = outcome.isOpen();
    bool stops = m_discards || m_isCancelled || job.wasCancelled() || m_isOpen;
    if (m_settling && !stops) {
        m_settling = false;
        if (std::optional<Plan> left = ChangeJob::retryPlan(job.plan(), outcome))
            m_group.parts[m_part].plan = std::move(*left);
        else
            m_done.insert(m_part);
    } else {
        m_end = std::max(m_end, job.end());
        if (job.error())
            m_error = job.error();
        stops = stops || job.end() == JobResult::Failed
            || job.end() == JobResult::Cancelled
            // What was not taken back stays to be taken back, before what comes under it.
            || (m_group.isUndoOrRedo() && counts.failed + counts.notSent > 0);
        if (!m_isOpen && (!stops || job.end() == JobResult::Done))
            m_done.insert(m_part);
    }
    if (stops) {
        if (m_isCancelled || job.wasCancelled())
            m_end =
                std::max(m_end, m_part + 1 < m_group.parts.size() ? JobResult::Cancelled : m_end);
        m_part = m_group.parts.size();
    }
    return next(Place::Next);
}

qint64 GroupRun::changeOf(const ChangeJob &job) const
{
    return &job == m_job && m_part < m_group.parts.size() ? part().change : 0;
}

GroupRun::Rest GroupRun::rest() const
{
    return {m_group, m_carried, m_done};
}

void GroupRun::answer(bool goOn)
{
    if (!m_question || !m_job)
        return;
    if (!goOn) {
        cancel();
        return;
    }
    const GroupQuestion question = *std::exchange(m_question, std::nullopt);
    if (question.kind == GroupQuestion::Kind::CannotBeUndone)
        m_anyoneMayGo.insert(question.segment.id);
    else
        m_mayGo.insert(question.segment.id, std::exchange(m_asked, {}));
    m_job->resume();
}

void GroupRun::cancel()
{
    if (m_hasEnded || std::exchange(m_isCancelled, true))
        return;
    if (m_job)
        m_job->cancel();
}

} // namespace segmentdesk
