// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace segmentdesk {

/// The jobs of one store, newest first. Jobs that change something run one after the other; what
/// only reads (exports, the local copy) runs beside them. Also the list model of the activity
/// panel. Owns its jobs.
class JobQueue : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int maxEnded = 100; ///< ended jobs that are kept; older ones are deleted

    enum Role {
        JobRole = Qt::UserRole, ///< segmentdesk::Job *
        StateRole, ///< int of Job::State
        DoneRole, ///< qint64
        TotalRole, ///< qint64
    };

    explicit JobQueue(QObject *parent = nullptr);
    ~JobQueue() override;

    /// Takes the job over, and starts it when it is its turn (at the earliest from the event loop).
    void add(Job *job);
    /// Likewise, but before those that wait for their turn already.
    void addNext(Job *job);
    /// Takes away a job that has sent nothing and will not, as if it had never been added.
    void withdraw(Job *job);
    /// The one who hears when a job has ended, before the next one starts. One only: what has to
    /// happen then has an order, see ChangeRunner.
    void setOnEnded(std::function<void(Job *job)> onEnded) { m_onEnded = std::move(onEnded); }
    /// Forgets an ended job, or all ended ones.
    void remove(Job *job);
    void removeEnded();

    QList<Job *> jobs() const { return m_jobs; } ///< newest first
    Job *job(const QModelIndex &index) const;
    bool isBusy() const; ///< some job is not ended
    enum class Retried {
        All,
        NotServerErrors, ///< the vendor asks for a pause after a 500, also of those in a hurry
    };
    /// Resumes the jobs that wait for a store that did not answer.
    void retryWaiting(Retried which);
    /// Asks every job that is not ended to cancel.
    void cancelAll();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void jobAdded(segmentdesk::Job *job);
    void jobChanged(segmentdesk::Job *job);

private:
    void insert(int at, Job *job);
    void startNext();
    void trim();
    void removeRowAt(int row);

    QList<Job *> m_jobs;
    std::function<void(Job *job)> m_onEnded;
    bool m_startPending = false;
};

} // namespace segmentdesk
