// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QSet>

#include <functional>
#include <optional>

namespace segmentdesk {

/// One line of a combination as it is read: "In VIP", "and in Lapsed", "or in Staff", "but not in
/// Wholesale".
struct SegmentCondition
{
    enum class Join { In, AndIn, OrIn, NotIn };

    Join join = Join::In;
    SegmentId segment; ///< null: not chosen yet

    friend bool operator==(const SegmentCondition &, const SegmentCondition &) = default;
};

/// Positive conditions that may be mixed of "and" and "or": each doubles what must be written down.
inline constexpr int maxMixedConditions = 10;

/// The set that the conditions describe, read from top to bottom: (A and B) or C. "Not in" holds
/// for all of it, wherever it stands; conditions without a segment do not count; the first one that
/// is not "not in" counts as "in". Nothing if there are more than a set holds
/// (SegmentSet::maxSegments, or maxMixedConditions with both "and" and "or" in them).
std::optional<SegmentSet> setOf(const QList<SegmentCondition> &conditions);

/// The conditions as one sentence, with brackets where both "and" and "or" are in it: In (“VIP” and
/// “Lapsed”) or “Staff”, but not in “Wholesale”. @p nameOf gives a name as it is to be shown. Empty
/// if the conditions say nothing.
QString sentenceOf(const QList<SegmentCondition> &conditions,
                   const std::function<QString(SegmentId)> &nameOf);

/// The combinations of @p overlap that are in @p set. Nothing if the overlap cannot tell: the set
/// has segments that it does not show, or takes in people who are in none of them.
std::optional<QSet<quint32>> columnsIn(const SegmentSet &set, const Overlap &overlap);

/// People of these combinations.
qint64 peopleIn(const QSet<quint32> &columns, const Overlap &overlap);

} // namespace segmentdesk
