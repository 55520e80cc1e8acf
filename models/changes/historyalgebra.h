// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/history.h"

#include <deque>

namespace segmentdesk {

// What the history computes with: changes, their inverses and their rests. Values only; nothing
// here asks a store or writes a journal.

/// What really changed, in the direction in which the user did it first.
struct HistoryChange
{
    Operation operation = Operation::AddMembers;
    Step step;
    QList<qint64> jobs; ///< that made it
    SegmentId segmentId;
    QString segmentName;
    QList<PersonRef> people;
    QList<SegmentChange> segments;

    bool isEmpty() const { return people.isEmpty() && segments.isEmpty(); }
    qint64 weight() const
    {
        qint64 weight = people.size();
        for (const SegmentChange &segment : segments)
            weight += segment.members.size();
        return weight;
    }
};

/// A change with what the user sees of it.
struct HistoryItem
{
    History::Entry entry;
    HistoryChange change; ///< forward
    qint64 position = 0; ///< its key, and where it is in the journal

    static HistoryItem of(HistoryChange change, const QDateTime &at);
};

/// What really changed in a run.
HistoryChange changeOf(const Outcome &outcome);
/// Turns a change around: what undoing it would have to do.
HistoryChange inverted(HistoryChange change);
/// What of @p wanted was not done in @p done, which is part of it; for another try.
HistoryChange without(HistoryChange wanted, const HistoryChange &done);
/// What does a change.
Plan planOf(const HistoryChange &wanted);
JobFacts factsOf(const HistoryChange &change);
/// The entry of the step whose newest change is at @p last; @p first: where its oldest is.
History::Entry mergedEntry(const std::deque<HistoryItem> &items, qsizetype last,
                           qsizetype *first = nullptr);

} // namespace segmentdesk
