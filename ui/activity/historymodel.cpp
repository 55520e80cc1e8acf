// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/historymodel.h"

#include "models/changes/changejob.h"
#include "models/changes/history.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "ui/activity/jobstatus.h"
#include "ui/kit/kitroles.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

HistoryModel::HistoryModel(StoreSession &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    // What is found in a row becomes one change of the list.
    m_rebuildLater.setSingleShot(true);
    m_rebuildLater.setInterval(50);
    connect(&m_rebuildLater, &QTimer::timeout, this, &HistoryModel::rebuild);
    JobQueue &queue = m_session.jobs();
    connect(&queue, &JobQueue::jobAdded, this, &HistoryModel::rebuild);
    connect(&m_session, &StoreSession::recorded, this, &HistoryModel::rebuild);
    connect(&m_session.history(), &History::changed, this, &HistoryModel::rebuild);
    // What leaves the queue is found in the journal from now on. Until that is read the rows must
    // not point to a job that is no more.
    connect(&queue, &QAbstractItemModel::rowsRemoved, this, [this] {
        rebuild();
        reload();
    });
    connect(&queue, &JobQueue::jobChanged, this, [this](Job *job) {
        for (int row = 0; row < m_lines.size(); ++row) {
            if (m_lines.at(row).item < 0)
                continue;
            Item &item = m_items[m_lines.at(row).item];
            if (item.job != job)
                continue;
            if (item.parts.isEmpty()) {
                item = itemOf(item.job);
            } else {
                QList<Item> parts = item.parts; // oldest first
                for (Item &part : parts) {
                    if (part.job == job)
                        part = itemOf(part.job);
                }
                std::reverse(parts.begin(), parts.end());
                join(&parts);
                item = parts.first();
            }
            Q_EMIT dataChanged(index(row), index(row));
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
        for (const JournaledJob &job : jobs)
            m_journaled.append(itemOf(job));
        lookForPeople();
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
    item.step = job->plan().step;
    item.startedAt = job->startedAt();
    item.total = job->total() < 0 ? job->facts().number : job->total();
    item.changed = job->counts().changed;
    if (job->state() == Job::State::Ended) {
        item.end = job->end();
        item.endedAt = job->endedAt();
        if (const Outcome *outcome = job->outcome()) {
            // As the journal counts them, so that the numbers stay when the queue forgets the job.
            item.endedAt = outcome->endedAt;
            item.total = (job->plan().items.isEmpty() ? job->plan().segments.size()
                                                      : job->plan().items.size())
                + job->plan().notFoundTexts.size();
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
    item.step = job.plan.step;
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
    join(&m_items);
    for (Item &item : m_items) {
        if (item.end && item.facts.purpose != JobFacts::Purpose::Undo)
            item.undoneAt = m_session.history().undoneAt(item.journalId);
    }
    if (!m_filter.isEmpty())
        m_items.removeIf([this](const Item &item) { return !passes(item); });
    layOut();
    endResetModel();
    Q_EMIT stateChanged();
}

bool HistoryModel::passes(const Item &item) const
{
    return title(item).contains(m_filter, Qt::CaseInsensitive)
        || detail(item).contains(m_filter, Qt::CaseInsensitive) || isAboutPeople(item);
}

bool HistoryModel::isAboutPeople(const Item &item) const
{
    if (m_people.isEmpty())
        return false;
    const auto about = [this](const Item &one) {
        return m_about.contains(one.journalId) || (one.job && m_people.isAbout(one.job->plan()));
    };
    return about(item) || std::any_of(item.parts.cbegin(), item.parts.cend(), about);
}

void HistoryModel::setPeople(const PeopleSought &people)
{
    m_people = people;
    m_about.clear();
    m_looked.clear();
    m_looking.reset();
    lookForPeople();
    rebuild();
}

/// Looks through what has not been looked at.
void HistoryModel::lookForPeople()
{
    Journal *journal = m_session.journal();
    if (m_people.isEmpty() || !journal || m_looking)
        return;
    QList<qint64> jobs;
    for (const Item &item : std::as_const(m_journaled)) {
        if (item.journalId != 0 && !m_looked.contains(item.journalId))
            jobs.append(item.journalId);
    }
    if (jobs.isEmpty())
        return;
    m_looked.unite(QSet<qint64>(jobs.cbegin(), jobs.cend()));
    m_looking = std::make_unique<JobsAbout>(*journal, m_people, jobs);
    connect(m_looking.get(), &JobsAbout::found, this, [this](qint64 job) {
        m_about.insert(job);
        m_rebuildLater.start();
    });
    connect(m_looking.get(), &JobsAbout::finished, this, [this] {
        m_looking.release()->deleteLater(); // it is the sender
        lookForPeople(); // what has come into the journal meanwhile
        rebuild();
    });
    m_looking->start();
}

/// Makes one of the changes of a step; @p items are sorted, newest first.
void HistoryModel::join(QList<Item> *items)
{
    const auto isUndo = [](const Item &item) {
        return item.facts.purpose == JobFacts::Purpose::Undo;
    };
    QList<Item> joined;
    for (const Item &item : std::as_const(*items)) {
        const auto same = std::find_if(joined.begin(), joined.end(), [&](const Item &step) {
            return item.step.id != 0 && step.step == item.step && isUndo(step) == isUndo(item);
        });
        if (same == joined.end()) {
            joined.append(item);
            continue;
        }
        Item &step = *same;
        if (step.parts.isEmpty()) {
            const Item only = step;
            step.parts.append(only);
        }
        step.parts.prepend(item);
    }
    for (Item &step : joined) {
        if (step.parts.isEmpty())
            continue;
        const Item &first = step.parts.constFirst();
        step.key = quint64(step.step.id) | (quint64(1) << 62);
        step.journalId = first.journalId;
        step.facts = first.facts;
        step.startedAt = first.startedAt;
        step.changed = first.changed;
        step.total = first.total;
        step.job = first.job;
        step.endedAt = {};
        std::optional<JobResult> worst = JobResult::Done;
        for (const Item &part : std::as_const(step.parts)) {
            if (!part.end || !worst) {
                if (!part.end && worst)
                    step.job = part.job; // the one at work, before those that wait for it
                worst.reset();
            } else {
                worst = std::max(*worst, *part.end);
                step.endedAt = std::max(step.endedAt, part.endedAt);
            }
        }
        step.end = worst;
    }
    *items = joined;
}

/// Puts a heading over the changes of each day.
void HistoryModel::layOut()
{
    m_lines.clear();
    QDate day;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const Item &item = m_items.at(i);
        const QDate own = item.end ? item.endedAt.toLocalTime().date() : QDate::currentDate();
        if (own != day)
            m_lines.append(Line{-1, words::dayHeading(own)});
        day = own;
        m_lines.append(Line{i, {}});
    }
}

QString HistoryModel::title(const Item &item)
{
    if (item.parts.isEmpty())
        return words::historyTitle(item.facts, item.end, item.changed);
    QList<JobFacts> parts;
    for (const Item &part : item.parts) {
        JobFacts facts = part.facts;
        if (part.end)
            facts.number = part.changed;
        parts.append(facts);
    }
    return words::historyTitle(parts, item.step.kind, item.end, item.changed);
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return item(index.row()) ? QAbstractListModel::flags(index) : Qt::ItemNeverHasChildren;
}

void HistoryModel::setFilter(const QString &filter)
{
    if (m_filter == filter.trimmed())
        return;
    m_filter = filter.trimmed();
    // The new words match nothing before they are looked up.
    m_people = {};
    m_about.clear();
    m_looking.reset();
    rebuild();
}

const HistoryModel::Item *HistoryModel::item(int row) const
{
    if (row < 0 || row >= m_lines.size() || m_lines.at(row).item < 0)
        return nullptr;
    return &m_items.at(m_lines.at(row).item);
}

int HistoryModel::rowOf(quint64 key) const
{
    for (int row = 0; row < m_lines.size(); ++row) {
        const Item *one = item(row);
        if (one && one->key == key)
            return row;
    }
    return -1;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
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
    // The day stands over it.
    QStringList parts{QLocale().toString(item.endedAt.toLocalTime().time(), QLocale::ShortFormat)};
    // Before what may be cut.
    if (item.undoneAt.isValid()) {
        const QDateTime undone = item.undoneAt.toLocalTime();
        const bool sameDay = undone.date() == item.endedAt.toLocalTime().date();
        parts.append(tr("undone %1")
                         .arg(sameDay ? QLocale().toString(undone.time(), QLocale::ShortFormat)
                                      : words::dayTimeInside(item.undoneAt)));
    }
    // "1 segment" says nothing beside its name.
    const bool segments = item.facts.kind == JobFacts::Kind::CreateSegment
        || item.facts.kind == JobFacts::Kind::UpdateSegment
        || item.facts.kind == JobFacts::Kind::DeleteSegments;
    // Of segments that were made with people, those are counted: they are not a part of the
    // segments.
    if (segments && item.changed > item.total)
        parts.append(words::people(item.changed));
    else if (item.total != item.changed)
        parts.append(
            tr("%1 of %2")
                .arg(words::count(item.changed), words::amount(item.facts.kind, item.total)));
    else if (!segments || item.total > 1)
        parts.append(words::amount(item.facts.kind, item.total));
    return parts.join(u", "_s);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines.at(index.row());
    if (role == IsHeadingRole)
        return line.item < 0;
    if (line.item < 0) {
        const bool says = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return says ? QVariant(line.heading) : QVariant();
    }
    const Item &item = m_items.at(line.item);
    const Badge::Status status = item.end ? badgeStatus(*item.end) : badgeStatus(*item.job);
    // What took something back without trouble is marked as that.
    const bool undid = item.facts.purpose == JobFacts::Purpose::Undo && item.end == JobResult::Done;
    switch (role) {
    case Qt::DisplayRole:
        return title(item);
    case DetailRole:
        return detail(item);
    case IconNameRole:
        return undid ? u"undo"_s : Badge::iconName(status);
    case ToneRole:
        return int(Badge::tone(status));
    case Qt::AccessibleTextRole:
        return QStringList{title(item), Badge::word(status), detail(item)}.join(u", "_s);
    case Qt::ToolTipRole:
        return words::toolTip(title(item));
    default:
        return {};
    }
}

} // namespace segmentdesk
