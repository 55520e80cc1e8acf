// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/groupjournal.h"
#include "models/changes/grouprun.h"
#include "models/changes/provenstate.h"

#include <QObject>

#include <deque>

namespace segmentdesk {

/// Runs the changes of one store, all of them as groups, and keeps the order of events: a job ends
/// -> history records it -> its group continues or ends -> recorded(), by which everyone else hears
/// of it. The queue reports the end of a job to nothing else.
class ChangeRunner : public QObject
{
    Q_OBJECT

public:
    /// Ended groups of which something is left to be tried again; older ones are forgotten.
    static constexpr size_t maxRests = 100;

    /// All must outlive this object. Without a journal nothing is written down.
    ChangeRunner(StoreApi &api, JobQueue &queue, History &history, Journal *journal,
                 QObject *parent = nullptr);
    ~ChangeRunner() override;

    /// Makes a job of the first part, and of each further one when it is its turn. Null: there is
    /// nothing to do. A group of one always has its job.
    GroupRun *run(ChangeGroup group);
    /// Tries a plan of ChangeJob::retryPlan() again, and what its group did not get to. Null: it
    /// would remove, or delete, what its group was to put elsewhere first, and of that nothing is
    /// known: the group is tried again already, or ended in an earlier run of the program.
    GroupRun *retry(const Plan &plan);
    /// Continues a group that an earlier process began. @p jobs: those of its parts, complete.
    /// @p settlesOnly: reads back what was under way, sends nothing, and ends it. Null: nothing was
    /// under way, or is left to do; the group is over.
    GroupRun *resume(const OpenGroup &open, const QList<JournaledJob> &jobs, bool settlesOnly);
    /// The group that a job belongs to; null: it has ended.
    GroupRun *runOf(const Job *job) const;
    /// Whether a group with this id is under way.
    bool has(qint64 group) const;
    /// A change is under way, or waits for its turn.
    bool isBusy() const;
    /// What an interrupted change may have sent is looked at by those that run before it is
    /// settled.
    /// @p interrupted: complete.
    void doubt(const JournaledJob &interrupted);
    GroupJournal &groups() { return m_groups; }

Q_SIGNALS:
    /// A job has ended, and what it changed is in the history: @p entry; 0: it changed nothing.
    /// @p run: its group, which may have ended with it; null: none.
    void recorded(segmentdesk::Job *job, quint64 entry, segmentdesk::GroupRun *run);
    /// A group waits for an answer, see GroupRun::question().
    void asked(segmentdesk::GroupRun *run);

private:
    GroupRun *make(ChangeGroup group);
    GroupRun *begin(GroupRun *run);
    void jobEnded(Job *job);
    void end(GroupRun *run);

    StoreApi &m_api;
    JobQueue &m_queue;
    History &m_history;
    Journal *m_journal;
    GroupJournal m_groups;
    ProvenState m_proven;
    QSet<SegmentId> m_made; ///< segments, by what ended in this run of the program
    QList<GroupRun *> m_runs; ///< children of this
    std::deque<GroupRun::Rest> m_rests;
    qint64 m_lastId = 0; ///< without a journal
};

} // namespace segmentdesk
