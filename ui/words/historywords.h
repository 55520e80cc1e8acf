// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/history.h"
#include "models/domain/outcome.h"
#include "models/jobs/job.h"
#include "ui/words/errorwords.h"

#include <QDate>
#include <QString>

#include <optional>

namespace segmentdesk::words {

// The words for changes and their history. Names of segments come out as shown().

// ---- undo

/// The change in the imperative, for menus and tooltips: "Add 120 people to VIP".
QString change(const JobFacts &facts);
/// The same for a step, which may be several changes: "Move 120 people from Lapsed to VIP".
QString change(const History::Entry &entry);
/// A step of several changes after it was made: "Moved 120 people from Lapsed to VIP".
QString did(const History::Entry &entry);
/// And after it was taken back.
QString undone(const History::Entry &entry);
/// An undo that failed, before it changed anything and after: "Could not undo: remove 120 people
/// from VIP", "Undone in part: remove 120 people from VIP". @p undo: what it did itself.
QString couldNotUndo(const JobFacts &undo);
QString undoneInPart(const JobFacts &undo);
/// Of what is no change of the store: "Undone: search “Gold” restored".
QString undone(const QString &what);
QString
undoText(const std::optional<History::Entry> &entry); ///< "Undo: Add 120 people to VIP", "Undo"
QString undoText(const QString &change); ///< the same of what is no change of the store
QString redoText(const std::optional<History::Entry> &entry); ///< likewise
/// Why a change cannot be taken back, or made again.
ErrorWords refusal(const History::Refused &refused);

// ---- history

/// A line of the history: "Added to VIP", "Undone: people removed from VIP", "Cancelled: added to
/// VIP", "Could not add people to VIP"; without an end, of a job that is still at it, what it is
/// doing.
QString historyTitle(const JobFacts &facts, std::optional<JobResult> end, qint64 changed);
/// The same of a step, which may be several changes, in the order in which they were made: "Moved
/// 120 people from Lapsed to VIP", "Undone: moved 120 people from VIP back to Lapsed".
QString historyTitle(const QList<JobFacts> &parts, Step::Kind kind, std::optional<JobResult> end,
                     qint64 changed);
/// "120 people", "3 segments": what such a job counts.
QString amount(JobFacts::Kind kind, qint64 number);
/// "Today", "Yesterday", "Monday", "Monday, 3 November 2026".
QString dayHeading(const QDate &day, const QDate &today = QDate::currentDate());
/// The heading over what happened: "Removed 488 of 500 people from Wholesale", "Created “VIP”".
QString historyHeading(const JobFacts &facts, JobResult end, qint64 changed, qint64 total);
/// What happened to one segment: "Created “VIP” with 120 members", "“VIP” was not deleted".
QString segmentChange(Operation operation, const SegmentOutcome &segment);
} // namespace segmentdesk::words
