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
    /// Oldest first.
    const QList<InterruptedJob> &jobs() const { return m_jobs; }
    /// Whether this step, or an undo or redo, is among them.
    bool has(qint64 step) const;
    /// Makes a job of it, which first reads back what was under way. Without @p startNext nothing
    /// more is sent.
    void resume(qint64 id, bool startNext);
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
