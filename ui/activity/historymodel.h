// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/jobsabout.h"
#include "models/changes/journal.h"
#include "models/jobs/job.h"

#include <QAbstractListModel>
#include <QTimer>

#include <memory>

namespace segmentdesk {

class ChangeJob;
class StoreSession;

/// The changes made to one store from this computer, newest first: those of this session, running
/// ones included, and those that the journal keeps. Two lines a row, for SegmentDelegate.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int maxJobs = 1000;

    enum class State { Loading, Failed, Ready };

    struct Item
    {
        quint64 key =
            0; ///< the same job has the same, running or ended, in the queue or in the journal
        ChangeJob *job = nullptr; ///< null: the journal alone knows it
        qint64 journalId = 0; ///< 0: is not written down
        JobFacts facts;
        std::optional<JobResult> end; ///< nothing: has not ended
        QDateTime startedAt; ///< UTC; invalid: not yet
        QDateTime endedAt; ///< UTC; invalid: not yet
        QDateTime undoneAt; ///< UTC; invalid: it was not taken back
        qint64 changed = 0;
        qint64 total = 0;
        Step step;
        /// Of a step of several changes: each of them, in the order in which they were made. The
        /// rest of this is then of the step.
        QList<Item> parts;
    };

    /// Rows over the changes of a day are no changes: item() is null.
    enum Role { IsHeadingRole = Qt::UserRole + 40 };

    /// @p session must outlive the model.
    explicit HistoryModel(StoreSession &session, QObject *parent = nullptr);

    State state() const { return m_state; }
    QString error() const { return m_error; } ///< what the system said, if it failed
    /// Reads the journal again.
    void reload();
    /// Only jobs with this in one of their lines, or about one of the people of setPeople(); empty:
    /// all.
    void setFilter(const QString &filter);
    /// The people whom the filter means. Jobs of the journal are looked through for them, newest
    /// first; rows come as they are found.
    void setPeople(const PeopleSought &people);
    /// The journal is being looked through.
    bool isLookingForPeople() const { return m_looking != nullptr; }
    bool isFiltered() const { return !m_filter.isEmpty(); }

    const Item *item(int row) const;
    int rowOf(quint64 key) const; ///< -1: is not there, or does not pass the filter

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void stateChanged();

private:
    void rebuild();
    Item itemOf(ChangeJob *job) const;
    Item itemOf(const JournaledJob &job) const;
    static QString detail(const Item &item);
    static QString title(const Item &item);
    static void join(QList<Item> *items);
    void layOut();
    bool passes(const Item &item) const;
    bool isAboutPeople(const Item &item) const;
    void lookForPeople();

    /// A change, or the heading over those of a day.
    struct Line
    {
        qsizetype item = -1; ///< -1: a heading
        QString heading;
    };

    StoreSession &m_session;
    State m_state = State::Loading;
    QString m_error;
    QString m_filter;
    PeopleSought m_people;
    QSet<qint64> m_about; ///< jobs of the journal that are about them
    QSet<qint64> m_looked; ///< jobs of the journal that were looked at for them
    std::unique_ptr<JobsAbout> m_looking; ///< null: nothing is looked at
    QTimer m_rebuildLater;
    QList<Item> m_journaled;
    QList<Item> m_items;
    QList<Line> m_lines;
};

} // namespace segmentdesk
