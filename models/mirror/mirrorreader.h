// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"

#include <QSqlDatabase>

namespace segmentdesk {

/// Answers questions from the file of a local copy. Lives in the reading thread.
class MirrorReader
{
public:
    MirrorReader(const QSqlDatabase &database, bool indexedSearch);

    /// The ids of a query's people, in its order.
    Result<QList<qint64>> ids(const PeopleQuery &query);
    /// These people, in this order; ids that are not there any more are left out.
    Result<QList<Person>> people(const QList<qint64> &ids);
    Result<qint64> count(const PeopleFilter &filter);
    Result<Overlap> overlap(const QList<SegmentId> &segments);
    Result<QList<Segment>> segments();
    Result<QList<Mirror::Event>> history(ProfileId profile);

private:
    QSqlDatabase m_database;
    bool m_indexedSearch;
};

} // namespace segmentdesk
