// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"
#include "models/mirror/peoplesql.h"

#include <QSqlDatabase>

#include <functional>

namespace segmentdesk {

/// Answers questions from the file of a local copy. Lives in the reading thread.
class MirrorReader
{
public:
    MirrorReader(const QSqlDatabase &database, bool indexedSearch);

    /// The ids of a query's people, in its order; at most @p limit, below 0: all. Stops early once
    /// @p isWanted, if it is given, has said no.
    Result<QList<qint64>> ids(const PeopleQuery &query, int limit,
                              const std::function<bool()> &isWanted = {});
    /// These people, in this order; ids that are not there any more are left out.
    Result<QList<Person>> people(const QList<qint64> &ids);
    Result<qint64> count(const PeopleFilter &filter);
    Result<Overlap> overlap(const QList<SegmentId> &segments);
    Result<QList<Segment>> segments();
    Result<QList<Mirror::Group>> customerGroups();
    Result<QList<Mirror::Event>> history(ProfileId profile);

private:
    PeopleSqlHints hintsFor(const PeopleFilter &filter);

    QSqlDatabase m_database;
    bool m_indexedSearch;
};

} // namespace segmentdesk
