// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QString>

namespace segmentdesk {

class Journal;
struct JournaledJob;
struct Plan;

/// Whom a search in the history is about.
struct PeopleSought
{
    QSet<CustomerId> customers;
    QSet<ProfileId> profiles;
    QString text; ///< also in the entries without a match; empty: in none

    bool isEmpty() const { return customers.isEmpty() && profiles.isEmpty() && text.isEmpty(); }
    void add(const PersonRef &person);
    bool isAbout(const PersonRef &person) const;
    /// Whether a change was to do something to one of them.
    bool isAbout(const Plan &plan) const;
    /// The same, with the members that a journaled change has read and lost.
    bool isAbout(const JournaledJob &job) const;
};

/// Finds which jobs of a journal were about some people. Reads one job after the other, so that
/// what is to be written meanwhile does not wait for all of them. Deleting it ends the search.
class JobsAbout : public QObject
{
    Q_OBJECT

public:
    /// @p journal must outlive it. @p jobs by their numbers in the journal, in the order in which
    /// they are to be looked at.
    JobsAbout(Journal &journal, const PeopleSought &people, const QList<qint64> &jobs,
              QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void found(qint64 job);
    /// All were looked at. Those that cannot be read count as not about them.
    void finished();

private:
    void next();

    Journal &m_journal;
    PeopleSought m_people;
    QList<qint64> m_jobs;
    qsizetype m_next = 0;
};

} // namespace segmentdesk
