// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/journal.h"

#include <QSqlDatabase>

namespace segmentdesk::journalschema {

// The tables of a journal. All run in the thread of the connection and answer an error in words of
// the system, or nothing.

/// 1: 0.1.0 to November 2026. 2: a number of its format beside each record; jobs have an order and
/// an age of their own, apart from the clock; what cannot be read is set aside.
inline constexpr int version = 2;

/// Makes the tables, or brings those of an earlier version up to this one, and removes what is too
/// old. @p now: milliseconds since 1970 UTC.
QString prepare(QSqlDatabase &database, qint64 now);
/// Lets the journal's own time follow the clock. Belongs to each transaction.
QString keepTime(QSqlDatabase &database, qint64 now);
/// The highest number that a job or an entry has.
qint64 highestId(QSqlDatabase &database);

/// Ids one behind the other.
QByteArray toBytes(const QSet<SegmentId> &ids);

/// What a look into the tables found.
struct Found
{
    QList<JournaledJob> jobs;
    int setAside = 0; ///< records that could not be read just now
};
QString readInterrupted(QSqlDatabase &database, Found *found);
QString readEnded(QSqlDatabase &database, int limit, Found *found);
QString readJob(QSqlDatabase &database, qint64 id, Found *found);

} // namespace segmentdesk::journalschema
