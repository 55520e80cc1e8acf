// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/session/interruptedchanges.h"

#include "models/changes/changejob.h"
#include "models/changes/changerunner.h"
#include "models/changes/journal.h"
#include "models/domain/utc.h"
#include "models/jobs/jobqueue.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace segmentdesk {

namespace {

/// It ended before the store could be asked what it did.
bool hasStayedOpen(const ChangeJob &job)
{
    return job.state() == Job::State::Ended && job.outcome() && job.outcome()->isOpen();
}

} // namespace

InterruptedChanges::InterruptedChanges(JobQueue &queue, ChangeRunner &runner, Journal *journal)
    : m_queue(queue), m_runner(runner), m_journal(journal)
{
}

/// Whether a group is among what is offered already.
bool InterruptedChanges::isOffered(const OpenGroup &open) const
{
    return std::any_of(m_openGroups.cbegin(), m_openGroups.cend(),
                       [&open](const OpenGroup &one) { return one.group.id == open.group.id; });
}

void InterruptedChanges::load()
{
    m_journal->interrupted(this, [this](const QList<JournaledJob> &jobs, const QString &error) {
        if (!error.isEmpty()) {
            Q_EMIT failed(error);
            return;
        }
        // What this process began is not interrupted, unless it ended before the store could be
        // asked what it did.
        QList<JournaledJob> left = jobs;
        left.removeIf([this](const JournaledJob &job) {
            const auto isJob = [&job](const InterruptedJob &one) { return one.id == job.id; };
            const QList<Job *> own = m_queue.jobs();
            return std::any_of(m_jobs.cbegin(), m_jobs.cend(), isJob)
                || std::any_of(own.cbegin(), own.cend(), [&job](const Job *one) {
                       const auto *change = qobject_cast<const ChangeJob *>(one);
                       return change && change->journalId() == job.id && !hasStayedOpen(*change);
                   });
        });
        m_runner.groups().load(this, [this, left](const QList<OpenGroup> &groups, const QString &) {
            // Without its group a job is still one that was interrupted.
            QList<JournaledJob> lone = left;
            for (const OpenGroup &open : groups) {
                if (m_runner.has(open.group.id) || isOffered(open))
                    continue;
                lone.removeIf([&open](const JournaledJob &job) {
                    return std::find(open.jobs.cbegin(), open.jobs.cend(), job.id)
                        != open.jobs.cend();
                });
                offer(open, left);
            }
            for (const JournaledJob &job : std::as_const(lone))
                offer(job);
            for (const JournaledJob &job : left) {
                if (job.plan.operation == Operation::UpdateSegment
                    || job.plan.operation == Operation::CreateSegment
                    || job.plan.operation == Operation::DeleteSegments)
                    continue; // those ask the store for what they are about, always
                m_journal->load(job.id, this,
                                [this](const QList<JournaledJob> &whole, const QString &) {
                                    for (const JournaledJob &loaded : whole)
                                        m_runner.doubt(loaded);
                                });
            }
            std::stable_sort(m_jobs.begin(), m_jobs.end(),
                             [](const InterruptedJob &a, const InterruptedJob &b) {
                                 return a.startedAt < b.startedAt;
                             });
            Q_EMIT loaded();
            Q_EMIT changed();
        });
    });
}

void InterruptedChanges::offer(const JournaledJob &job)
{
    JobFacts facts = JobFacts::of(job.plan, job.purpose);
    facts.number = job.total;
    const QList<Job *> own = m_queue.jobs();
    const bool isOpen = std::any_of(own.cbegin(), own.cend(), [&job](const Job *one) {
        const auto *change = qobject_cast<const ChangeJob *>(one);
        return change && change->journalId() == job.id;
    });
    m_jobs.append({job.id, facts, job.startedAt, false, isOpen});
    // What they did last, is not reported yet: the numbers that are known may be wrong.
    if (!job.plan.segmentId.isNull())
        m_named.append(job.plan.segmentId);
    for (const SegmentChange &segment : job.plan.segments) {
        if (!segment.before.id.isNull())
            m_named.append(segment.before.id);
    }
}

/// A group is offered as one, by the part that was under way or would have been next.
void InterruptedChanges::offer(const OpenGroup &open, const QList<JournaledJob> &jobs)
{
    const auto job = std::find_if(jobs.cbegin(), jobs.cend(), [&open](const JournaledJob &one) {
        return std::find(open.jobs.cbegin(), open.jobs.cend(), one.id) != open.jobs.cend();
    });
    if (job != jobs.cend()) {
        offer(*job);
        m_jobs.last().hasMore = open.jobs.lastKey() + 1 < open.group.parts.size();
        m_openGroups.insert(job->id, open);
        return;
    }
    const qsizetype next = open.jobs.isEmpty() ? 0 : open.jobs.lastKey() + 1;
    if (next >= open.group.parts.size()) {
        // Its last part has ended: what is left is to close it.
        m_runner.groups().remove(open.group.id);
        return;
    }
    OpenGroup &between = *m_openGroups.insert(open.group.id, open);
    between.isBetweenParts = true;
    const Plan &plan = open.group.parts.at(next).plan;
    m_jobs.append({open.group.id, JobFacts::of(plan, open.group.purpose),
                   QDateTime::fromMSecsSinceEpoch(open.group.id / 1000, utc), true, false});
}

bool InterruptedChanges::has(qint64 step) const
{
    return std::any_of(m_openGroups.cbegin(), m_openGroups.cend(), [step](const OpenGroup &open) {
        return open.group.id == step || open.group.isUndoOrRedo();
    });
}

void InterruptedChanges::takeUp(qint64 id, bool startNext)
{
    const auto found = std::find_if(m_jobs.cbegin(), m_jobs.cend(),
                                    [id](const InterruptedJob &job) { return job.id == id; });
    if (found == m_jobs.cend())
        return;
    m_jobs.erase(found);
    Q_EMIT changed();
    struct Loading
    {
        OpenGroup open;
        QList<JournaledJob> jobs;
        qsizetype left = 0;
        bool hasFailed = false;
    };
    auto loading = std::make_shared<Loading>();
    loading->open = m_openGroups.take(id);
    const bool isLone = loading->open.group.id == 0;
    if (!startNext && loading->open.isBetweenParts)
        m_runner.groups().remove(loading->open.group.id); // at once: there is nothing to read back
    const QList<qint64> ids = isLone ? QList<qint64>{id} : loading->open.jobs.values();
    loading->left = ids.size();
    const auto take = [this, id, loading, isLone, startNext] {
        if (isLone) {
            // Made before groups were written down, or no more than a plan.
            const JournaledJob &job = loading->jobs.constFirst();
            loading->open.group = ChangeGroup::of(job.plan, job.purpose);
            loading->open.jobs.insert(0, job.id);
        }
        Q_EMIT takenUp(id, m_runner.resume(loading->open, loading->jobs, !startNext));
    };
    if (ids.isEmpty())
        take();
    for (const qint64 one : ids) {
        m_journal->load(
            one, this,
            [this, id, loading, take](const QList<JournaledJob> &jobs, const QString &error) {
                loading->jobs += jobs;
                if (jobs.isEmpty() && !std::exchange(loading->hasFailed, true)) {
                    Q_EMIT failed(error);
                    Q_EMIT takenUp(id, nullptr);
                }
                if (--loading->left == 0 && !loading->hasFailed)
                    take();
            });
    }
}

QList<SegmentId> InterruptedChanges::takeNamed()
{
    return std::exchange(m_named, {});
}

} // namespace segmentdesk
