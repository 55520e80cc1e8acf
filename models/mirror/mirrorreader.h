// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/idlisttable.h"
#include "models/mirror/mirror.h"
#include "models/mirror/peoplesql.h"
#include "models/mirror/peopletextindex.h"
#include "models/mirror/sqlitestatement.h"

#include <QHash>
#include <QSqlDatabase>

#include <functional>

namespace segmentdesk {

/// Answers questions from the file of a local copy. Lives in the reading thread.
class MirrorReader
{
public:
    /// @p text: an index of texts to search and sort with, once it is ready; nullptr: there is
    /// none.
    explicit MirrorReader(const QSqlDatabase &database, const PeopleTextIndex *text = nullptr);

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
    Result<QList<qint64>> ids(const PeopleSql &select, const std::function<bool()> &isWanted = {});
    Result<QList<qint64>> idsByKey(const PeopleSql &select, Qt::SortOrder order, int limit,
                                   const std::function<bool()> &isWanted);
    bool readSegmentNumbers();
    template <typename Take>
    std::optional<ApiError> eachRow(const PeopleSql &select, const std::function<bool()> &isWanted,
                                    Take take);
    std::optional<Result<QList<qint64>>> byText(const PeopleFilter &filter, Qt::SortOrder order,
                                                int limit);
    Result<PeopleSqlHints> hintsFor(const PeopleFilter &filter);

    QSqlDatabase m_database;
    sqlite3 *m_handle; ///< of the connection
    const PeopleTextIndex *m_text;
    IdListTable m_found;
    // Of people().
    SqliteStatement m_person;
    SqliteStatement m_segmentsOf;
    SqliteStatement m_dataVersion;
    qint64 m_segmentsVersion = -1; ///< of the file, when the segments were read
    QList<SegmentId> m_byName;
    QHash<qint64, qsizetype> m_placeByNumber; ///< in m_byName
};

} // namespace segmentdesk
