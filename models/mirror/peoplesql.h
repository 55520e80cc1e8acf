// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QVariantList>

namespace segmentdesk {

/// A statement with the values of its question marks.
struct PeopleSql
{
    QString sql;
    QVariantList values;
};

/// What the statement may count on.
struct PeopleSqlHints
{
    /// See MirrorDatabase::hasIndexedSearch().
    bool indexedSearch = false;
    /// PeopleFilter::memberOf has few members, so a search goes through them rather than through
    /// everybody whom the index finds.
    bool memberOfIsSmall = false;
};

/// Selects the ids of everybody who passes @p query's filter, in its order.
/// @p limit: at most so many, made to have the first ones soon; below 0: all, made to have all soon.
PeopleSql selectPeople(const PeopleQuery &query, const PeopleSqlHints &hints, int limit = -1);
/// Selects their number.
PeopleSql countPeople(const PeopleFilter &filter, const PeopleSqlHints &hints);

} // namespace segmentdesk
