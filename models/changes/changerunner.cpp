// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changerunner.h"

#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/jobs/jobqueue.h"

#include <QBitArray>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace segmentdesk {

ChangeRunner::ChangeRunner(StoreApi &api, JobQueue &queue, History &history, Journal *journal,
                           QObject *parent)
    : QObject(parent), m_api(api), m_queue(queue), m_history(history), m_journal(journal),
      m_groups(journal)
{
    m_history.setRunner(this);
    m_queue.setOnEnded([this](Job *job) { jobEnded(job); });
    connect(&m_queue, &JobQueue::jobAdded, &m_history, &History::changed);
}

ChangeRunner::~ChangeRunner()
{
    m_queue.setOnEnded({});
    m_history.setRunner(nullptr);
}

GroupRun *ChangeRunner::make(ChangeGroup group)
{
    if (group.id == 0)
        group.id = m_journal ? m_journal->newId() : ++m_lastId;
    auto *run = new GroupRun({m_api, m_queue, m_history, m_journal, m_groups, m_made, m_proven},
                             std::move(group), this);
    connect(run, &GroupRun::asked, this, [this, run] { Q_EMIT asked(run); });
    m_runs.append(run);
    return run;
}

GroupRun *ChangeRunner::begin(GroupRun *run)
{
    if (run->next(GroupRun::Place::Last))
        return run;
    m_runs.removeOne(run);
    delete run;
    return nullptr;
}

GroupRun *ChangeRunner::run(ChangeGroup group)
{
    if (group.parts.isEmpty())
        return nullptr;
    return begin(make(std::move(group)));
}

GroupRun *ChangeRunner::retry(const Plan &plan)
{
    const auto rest =
        std::find_if(m_rests.begin(), m_rests.end(), [&plan](const GroupRun::Rest &one) {
            return plan.step.id != 0 && one.group.id == plan.step.id;
        });
    qsizetype again = -1;
    if (rest != m_rests.end()) {
        const QList<ChangePart> &parts = rest->group.parts;
        for (qsizetype i = 0; i < parts.size() && again < 0; ++i) {
            if (parts.at(i).plan.operation == plan.operation
                && parts.at(i).plan.segmentId == plan.segmentId)
                again = i;
        }
    }
    if (again < 0) {
        // Alone, it would remove people of whom it is not known where else they are.
        const bool losesCarried =
            (plan.step.kind == Step::Kind::Move && plan.operation == Operation::RemoveMembers)
            || (plan.step.kind == Step::Kind::Merge && plan.operation == Operation::DeleteSegments);
        if (losesCarried)
            return nullptr;
        GroupRun *lone = make(ChangeGroup::of(plan, JobFacts::Purpose::Retry));
        return begin(lone);
    }
    GroupRun::Rest was = std::move(*rest);
    m_rests.erase(rest);
    was.group.purpose = JobFacts::Purpose::Retry;
    was.group.parts[again].plan = plan;
    for (qsizetype i = 0; i < was.group.parts.size(); ++i) {
        const ChangePart &part = was.group.parts.at(i);
        const bool follows = i > again
            && (!was.done.contains(i)
                || (part.rule != ChangePart::Rule::AsPlanned && part.carrier == again));
        if (i == again || follows)
            was.done.remove(i);
        else
            was.done.insert(i);
    }
    GroupRun *run = make(std::move(was.group));
    run->m_carried = std::move(was.carried);
    run->m_done = std::move(was.done);
    return begin(run);
}

GroupRun *ChangeRunner::resume(const OpenGroup &open, const QList<JournaledJob> &jobs,
                               bool settlesOnly)
{
    GroupRun *run = make(open.group);
    run->m_isSaved = run->needsRecord();
    run->m_isContinued = true;
    const JournaledJob *interrupted = nullptr;
    qsizetype at = -1;
    bool stopped = false;
    for (auto it = open.jobs.cbegin(); it != open.jobs.cend(); ++it) {
        const auto job = std::find_if(jobs.cbegin(), jobs.cend(), [&it](const JournaledJob &one) {
            return one.id == it.value();
        });
        if (job == jobs.cend() || it.key() < 0 || it.key() >= open.group.parts.size())
            continue;
        if (!job->endedAt.isValid()) {
            interrupted = &*job;
            at = it.key();
            continue;
        }
        // What the history could not keep any more is kept now.
        const Outcome outcome = job->outcome();
        m_history.record(outcome, job->purpose, open.group.parts.at(it.key()).change);
        run->know(it.key(), job->plan, outcome);
        run->m_outcomes.append(outcome);
        run->m_done.insert(it.key());
        stopped = stopped || job->end == JobResult::Failed || job->end == JobResult::Cancelled;
    }
    if (interrupted) {
        run->resume(at, *interrupted, settlesOnly || stopped);
        return run;
    }
    if (settlesOnly || stopped) {
        m_groups.remove(open.group.id);
        m_runs.removeOne(run);
        delete run;
        return nullptr;
    }
    return begin(run);
}

void ChangeRunner::doubt(const JournaledJob &interrupted)
{
    const QList<PlanItem> &items = interrupted.plan.items;
    QBitArray settled(items.size());
    for (const ItemResult &result : interrupted.results) {
        if (result.item >= 0 && result.item < settled.size())
            settled.setBit(result.item);
    }
    Outcome open;
    open.operation = interrupted.plan.operation;
    open.segmentId = interrupted.plan.segmentId;
    for (const qint32 item : interrupted.intended) {
        if (item < 0 || item >= settled.size() || settled.testBit(item))
            continue;
        const PlanItem &planned = items.at(item);
        open.items.append(
            {planned.customerId, planned.profileId, ItemStatus::Unknown, OutcomeItem::noReason});
    }
    m_proven.take(open, {});
}

GroupRun *ChangeRunner::runOf(const Job *job) const
{
    const auto found = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                    [job](const GroupRun *run) { return run->job() == job; });
    return found == m_runs.cend() ? nullptr : *found;
}

bool ChangeRunner::has(qint64 group) const
{
    return std::any_of(m_runs.cbegin(), m_runs.cend(),
                       [group](const GroupRun *run) { return run->group().id == group; });
}

bool ChangeRunner::isBusy() const
{
    const QList<Job *> jobs = m_queue.jobs();
    return std::any_of(jobs.cbegin(), jobs.cend(), [](const Job *job) {
        return job->state() != Job::State::Ended && qobject_cast<const ChangeJob *>(job);
    });
}

void ChangeRunner::jobEnded(Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    GroupRun *run = nullptr;
    quint64 entry = 0;
    if (change && change->outcome()) {
        run = runOf(change);
        m_proven.take(*change->outcome(), change->settledRows());
        for (const SegmentOutcome &segment : change->outcome()->segments) {
            if (change->plan().operation == Operation::CreateSegment
                && segment.what == ItemStatus::Changed)
                m_made.insert(segment.change.after.id);
        }
        // Not the last word: it is resumed, and then ends with all of what it did.
        if (!change->outcome()->isOpen()) {
            entry = m_history.record(*change->outcome(), change->facts().purpose,
                                     run ? run->changeOf(*change) : 0);
        }
        if (run)
            run->take(*change);
    }
    const QPointer<ChangeRunner> alive(this);
    Q_EMIT recorded(job, entry, run);
    if (alive && run && run->hasEnded())
        end(run);
}

void ChangeRunner::end(GroupRun *run)
{
    // A job that is cancelled as it is put into the queue ends its group within the end of another.
    if (!m_runs.removeOne(run))
        return;
    const JobFacts::Purpose purpose = run->group().purpose;
    if (run->isStep() && purpose != JobFacts::Purpose::Undo && purpose != JobFacts::Purpose::Redo
        && run->end() != JobResult::Done) {
        m_rests.push_back(run->rest());
        while (m_rests.size() > maxRests)
            m_rests.pop_front();
    }
    run->deleteLater();
    Q_EMIT run->ended();
}

} // namespace segmentdesk
