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

/// Selects the ids of everybody who passes @p query's filter, in its order.
/// @p indexedSearch: see MirrorDatabase::hasIndexedSearch().
PeopleSql selectPeople(const PeopleQuery &query, bool indexedSearch);
/// Selects their number.
PeopleSql countPeople(const PeopleFilter &filter, bool indexedSearch);

} // namespace segmentdesk
