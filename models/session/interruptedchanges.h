// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/groupjournal.h"
#include "models/changes/grouprun.h"
#include "models/session/interruptedjob.h"

#include <QHash>
#include <QObject>

namespace segmentdesk {

class ChangeRunner;
class JobQueue;

/// The groups of changes that a journal has and that have not ended:
/// `load -> offered -> resume -> takenUp`.
class InterruptedChanges : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object; without a journal there is nothing to load.
    InterruptedChanges(JobQueue &queue, ChangeRunner &runner, Journal *journal);

    /// Reads the journal and offers what is not offered already.
    void load();
    /// Oldest first; empty until the first changed().
    QList<InterruptedJob> jobs() const { return m_jobs; }
    /// Whether this step, or an undo or redo, is among them.
    bool has(qint64 step) const;
    /// Resumes it: becomes a job in the queue, which first reads back what was under way.
    void resume(qint64 id) { takeUp(id, true); }
    /// Discards it, and all parts of its group: what was under way is read back, nothing is sent,
    /// and the job ends as Cancelled with an outcome for every id.
    void discard(qint64 id) { takeUp(id, false); }
    /// Whether offered jobs may have changed segments that takeNamed() has not returned yet.
    bool namesSegments() const { return !m_named.isEmpty(); }
    QList<SegmentId> takeNamed();

Q_SIGNALS:
    /// load() has ended. Before changed(), so that the named segments are read first.
    void loaded();
    void changed();
    void takenUp(qint64 id, segmentdesk::GroupRun *run);
    void failed(const QString &error); ///< in words of the system

private:
    void takeUp(qint64 id, bool startNext);
    bool isOffered(const OpenGroup &open) const;
    void offer(const JournaledJob &job);
    void offer(const OpenGroup &open, const QList<JournaledJob> &jobs);

    JobQueue &m_queue;
    ChangeRunner &m_runner;
    Journal *m_journal;
    QList<InterruptedJob> m_jobs;
    QHash<qint64, OpenGroup> m_openGroups; ///< by the ids under which they are offered
    QList<SegmentId> m_named;
};

} // namespace segmentdesk
