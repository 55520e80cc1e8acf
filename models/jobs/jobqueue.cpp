// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobqueue.h"

#include <QTimer>

#include <algorithm>

namespace segmentdesk {

namespace {

/// Changes nothing in the store, so it need not wait for what does.
bool onlyReads(const Job *job)
{
    const JobFacts::Kind kind = job->facts().kind;
    return kind == JobFacts::Kind::Export || kind == JobFacts::Kind::ReadStore
        || kind == JobFacts::Kind::BackUp;
}

} // namespace

JobQueue::JobQueue(QObject *parent) : QAbstractListModel(parent)
{
}

JobQueue::~JobQueue()
{
    for (Job *job : std::as_const(m_jobs))
        job->disconnect(this);
}

void JobQueue::add(Job *job)
{
    insert(0, job);
}

void JobQueue::addNext(Job *job)
{
    const auto oldest = std::find_if(m_jobs.crbegin(), m_jobs.crend(), [](const Job *other) {
        return other->state() == Job::State::Queued;
    });
    insert(static_cast<int>(m_jobs.crend() - oldest), job);
}

void JobQueue::insert(int at, Job *job)
{
    job->setParent(this);
    if (std::any_of(m_jobs.cbegin(), m_jobs.cend(), [](const Job *other) {
            return other->state() != Job::State::Ended && !onlyReads(other);
        }))
        job->setBehindOthers();
    beginInsertRows({}, at, at);
    m_jobs.insert(at, job);
    endInsertRows();
    connect(job, &Job::changed, this, [this, job] {
        const int row = static_cast<int>(m_jobs.indexOf(job));
        if (row < 0)
            return;
        Q_EMIT dataChanged(index(row), index(row));
        Q_EMIT jobChanged(job);
        if (job->state() == Job::State::Queued && !job->isOnHold())
            startNext(); // its turn may have come while it was on hold
    });
    connect(job, &Job::ended, this, [this, job] {
        if (m_onEnded)
            m_onEnded(job);
        startNext();
        trim();
    });
    Q_EMIT jobAdded(job);
    startNext();
}

void JobQueue::startNext()
{
    if (m_startPending)
        return;
    m_startPending = true;
    QTimer::singleShot(0, this, [this] {
        m_startPending = false;
        const QList<Job *> jobs = m_jobs; // starting one may add or end others
        bool busy = std::any_of(jobs.cbegin(), jobs.cend(),
                                [](const Job *job) { return job->isActive() && !onlyReads(job); });
        for (auto it = jobs.crbegin(); it != jobs.crend(); ++it) {
            Job *job = *it;
            if (job->state() != Job::State::Queued || job->isOnHold() || (busy && !onlyReads(job)))
                continue;
            busy = busy || !onlyReads(job);
            job->start();
        }
    });
}

void JobQueue::remove(Job *job)
{
    const int row = static_cast<int>(m_jobs.indexOf(job));
    if (row >= 0 && job->state() == Job::State::Ended)
        removeRowAt(row);
}

void JobQueue::removeEnded()
{
    for (int row = static_cast<int>(m_jobs.size()) - 1; row >= 0; --row) {
        if (m_jobs.at(row)->state() == Job::State::Ended)
            removeRowAt(row);
    }
}

void JobQueue::withdraw(Job *job)
{
    const auto row = static_cast<int>(m_jobs.indexOf(job));
    if (row < 0)
        return;
    removeRowAt(row);
    startNext();
}

void JobQueue::trim()
{
    int ended = 0;
    for (int row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs.at(row)->state() != Job::State::Ended || ++ended <= maxEnded)
            continue;
        removeRowAt(row);
        --row;
    }
}

void JobQueue::removeRowAt(int row)
{
    beginRemoveRows({}, row, row);
    Job *job = m_jobs.takeAt(row);
    endRemoveRows();
    job->disconnect(this);
    job->deleteLater();
}

Job *JobQueue::job(const QModelIndex &index) const
{
    return index.isValid() && checkIndex(index) ? m_jobs.at(index.row()) : nullptr;
}

bool JobQueue::isBusy() const
{
    return std::any_of(m_jobs.cbegin(), m_jobs.cend(),
                       [](const Job *job) { return job->state() != Job::State::Ended; });
}

void JobQueue::retryWaiting(Retried which)
{
    const QList<Job *> jobs = m_jobs;
    for (Job *job : jobs) {
        if (!job->triesAgain()
            || (which == Retried::NotServerErrors && job->waitsFor()->api.httpStatus == 500))
            continue;
        job->resume();
    }
}

void JobQueue::cancelAll()
{
    const QList<Job *> jobs = m_jobs;
    for (Job *job : jobs) {
        if (job->state() != Job::State::Ended)
            job->cancel();
    }
}

int JobQueue::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

QVariant JobQueue::data(const QModelIndex &index, int role) const
{
    const Job *job = this->job(index);
    if (!job)
        return {};
    switch (role) {
    case JobRole:
        return QVariant::fromValue(m_jobs.at(index.row()));
    case StateRole:
        return static_cast<int>(job->state());
    case DoneRole:
        return job->done();
    case TotalRole:
        return job->total();
    default:
        return {};
    }
}

} // namespace segmentdesk
