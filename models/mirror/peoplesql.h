// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QStringList>
#include <QVariantList>

#include <optional>

namespace segmentdesk {

/// A statement with the values of its question marks.
struct PeopleSql
{
    QString sql;
    QVariantList values = {};
    /// Its rows come in any order, and all of them: beside the id stands a number or null to sort
    /// by, which takes a third of the time that SQLite's own sorting does.
    bool hasKeys = false;
};

/// What the statement may count on.
struct PeopleSqlHints
{
    /// The table `found` has so many people, whom the filter's text finds, see IdListTable.
    /// Nothing: the words are looked for in everybody's row.
    std::optional<qsizetype> found;
};

/// Selects the ids of everybody who passes @p query's filter, in its order; at most @p limit, below
/// 0: all.
PeopleSql selectPeople(const PeopleQuery &query, const PeopleSqlHints &hints, int limit = -1);
/// Selects their number.
PeopleSql countPeople(const PeopleFilter &filter, const PeopleSqlHints &hints);
/// The words of a filter's text, folded.
QStringList wordsOf(const PeopleFilter &filter);
/// Selects the ids of those whose profile id begins as the filter's text does; nothing: it is no
/// such text.
std::optional<PeopleSql> selectByProfile(const PeopleFilter &filter);

} // namespace segmentdesk
