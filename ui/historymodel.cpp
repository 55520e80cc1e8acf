// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/historymodel.h"

#include "models/jobs/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/storesession.h"
#include "ui/jobstatus.h"
#include "ui/jobwords.h"
#include "ui/kit/kitroles.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

HistoryModel::HistoryModel(StoreSession &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    JobQueue &queue = m_session.jobs();
    connect(&queue, &JobQueue::jobAdded, this, &HistoryModel::rebuild);
    connect(&queue, &JobQueue::jobEnded, this, &HistoryModel::rebuild);
    // What leaves the queue is found in the journal from now on. Until that is read the rows must
    // not point to a job that is no more.
    connect(&queue, &QAbstractItemModel::rowsRemoved, this, [this] {
        rebuild();
        reload();
    });
    connect(&queue, &JobQueue::jobChanged, this, [this](Job *job) {
        for (int row = 0; row < m_items.size(); ++row) {
            if (m_items.at(row).job == job) {
                m_items[row] = itemOf(m_items.at(row).job);
                Q_EMIT dataChanged(index(row), index(row));
            }
        }
    });
    reload();
}

void HistoryModel::reload()
{
    Journal *journal = m_session.journal();
    if (!journal) {
        m_state = State::Ready;
        rebuild();
        return;
    }
    if (m_state == State::Failed)
        m_state = State::Loading;
    Q_EMIT stateChanged();
    journal->ended(maxJobs, this, [this](const QList<JournaledJob> &jobs, const QString &error) {
        m_state = error.isEmpty() ? State::Ready : State::Failed;
        m_error = error;
        m_journaled.clear();
        const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-Journal::keptDays);
        for (const JournaledJob &job : jobs) {
            if (job.endedAt >= oldest)
                m_journaled.append(itemOf(job));
        }
        rebuild();
    });
}

HistoryModel::Item HistoryModel::itemOf(ChangeJob *job) const
{
    Item item;
    item.job = job;
    item.journalId = job->journalId();
    item.key = item.journalId ? quint64(item.journalId) : job->id();
    item.facts = job->facts();
    item.startedAt = job->startedAt();
    item.total = job->total() < 0 ? job->facts().number : job->total();
    item.changed = job->counts().changed;
    if (job->state() == Job::State::Ended) {
        item.end = job->end();
        item.endedAt = job->endedAt();
        if (const Outcome *outcome = job->outcome()) {
            // As the journal counts them, so that the numbers stay when the queue forgets the job.
            item.endedAt = outcome->endedAt;
            item.total = job->plan().items.isEmpty() ? job->plan().segments.size()
                                                     : job->plan().items.size();
            item.changed = outcome->counts().changed;
        }
    }
    return item;
}

HistoryModel::Item HistoryModel::itemOf(const JournaledJob &job) const
{
    Item item;
    item.journalId = job.id;
    item.key = quint64(job.id);
    item.facts = JobFacts::of(job.plan, job.purpose);
    item.facts.number = job.total;
    item.end = job.end;
    item.startedAt = job.startedAt;
    item.endedAt = job.endedAt;
    item.changed = job.changed;
    item.total = job.total;
    return item;
}

void HistoryModel::rebuild()
{
    beginResetModel();
    m_items.clear();
    QSet<quint64> own;
    const QList<Job *> queue = m_session.jobs().jobs();
    for (Job *job : queue) {
        if (auto *change = qobject_cast<ChangeJob *>(job)) {
            m_items.append(itemOf(change));
            own.insert(m_items.constLast().key);
        }
    }
    for (const Item &item : std::as_const(m_journaled)) {
        if (!own.contains(item.key))
            m_items.append(item);
    }
    std::stable_sort(m_items.begin(), m_items.end(), [](const Item &a, const Item &b) {
        if (a.end.has_value() != b.end.has_value())
            return !a.end.has_value();
        return a.end && a.endedAt > b.endedAt;
    });
    if (m_items.size() > maxJobs)
        m_items.resize(maxJobs);
    if (!m_filter.isEmpty()) {
        m_items.removeIf([this](const Item &item) {
            return !words::historyTitle(item.facts, item.end)
                        .contains(m_filter, Qt::CaseInsensitive)
                && !detail(item).contains(m_filter, Qt::CaseInsensitive);
        });
    }
    endResetModel();
    Q_EMIT stateChanged();
}

void HistoryModel::setFilter(const QString &filter)
{
    if (m_filter == filter.trimmed())
        return;
    m_filter = filter.trimmed();
    rebuild();
}

const HistoryModel::Item *HistoryModel::item(int row) const
{
    return row < 0 || row >= m_items.size() ? nullptr : &m_items.at(row);
}

int HistoryModel::rowOf(quint64 key) const
{
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(),
                                    [key](const Item &item) { return item.key == key; });
    return found == m_items.cend() ? -1 : int(found - m_items.cbegin());
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QString HistoryModel::detail(const Item &item)
{
    if (!item.end) {
        switch (item.job->state()) {
        case Job::State::Queued:
        case Job::State::Paused:
        case Job::State::Stopping:
            return words::jobSpeed(*item.job);
        case Job::State::Running:
        case Job::State::Ended:
            break;
        }
        const QString progress = words::jobProgress(*item.job);
        return progress.isEmpty() ? tr("Running") : tr("Running, %1").arg(progress);
    }
    const QString when = words::dayTime(item.endedAt);
    if (item.total == item.changed) {
        // "1" says nothing about one segment.
        const bool people = item.facts.kind == JobFacts::Kind::AddMembers
            || item.facts.kind == JobFacts::Kind::RemoveMembers
            || item.facts.kind == JobFacts::Kind::CreateProfiles
            || item.facts.kind == JobFacts::Kind::DeleteProfiles;
        return people || item.total > 1 ? tr("%1, %2").arg(when, words::count(item.total)) : when;
    }
    return tr("%1, %2 of %3").arg(when, words::count(item.changed), words::count(item.total));
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const Item &item = m_items.at(index.row());
    const Badge::Status status = item.end ? badgeStatus(*item.end) : badgeStatus(*item.job);
    // What took something back without trouble is marked as that.
    const bool undid = item.facts.purpose == JobFacts::Purpose::Undo && item.end == End::Done;
    switch (role) {
    case Qt::DisplayRole:
        return words::historyTitle(item.facts, item.end);
    case DetailRole:
        return detail(item);
    case IconNameRole:
        return undid ? u"undo"_s : Badge::iconName(status);
    case ToneRole:
        return int(Badge::tone(status));
    case Qt::AccessibleTextRole:
        return QStringList{words::historyTitle(item.facts, item.end), Badge::word(status),
                           detail(item)}
            .join(u", "_s);
    case Qt::ToolTipRole:
        return words::toolTip(words::historyTitle(item.facts, item.end));
    default:
        return {};
    }
}

} // namespace segmentdesk
