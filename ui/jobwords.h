// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/traffic.h"
#include "models/jobs/history.h"
#include "models/jobs/job.h"
#include "ui/words.h"

namespace segmentdesk::words {

// The words for plans, jobs, their outcomes and the history. Names of segments come out as shown().

/// Which words of errorWords() fit a failure of such a job.
WhatFailed whatFailed(JobFacts::Kind kind);
WhatFailed whatFailed(Operation operation);

// ---- plans

/// What a plan says about one id: "Will be added", "Member already", "No profile", "Not found".
QString effect(Operation operation, Effect effect);
/// The words of a tile under its count: "will be added", "are members already", "have no profile".
QString effectTile(Operation operation, Effect effect);
/// Name of an icon for it.
QString effectIcon(Operation operation, Effect effect);

// ---- jobs

/// What it does or did: "Adding 10,000 people to VIP", "Removed people from Wholesale".
QString jobTitle(const Job &job);
/// What such a job is doing: "Adding 10,000 people to VIP".
QString jobDoing(const JobFacts &facts);
/// What such a job did, without its number: "Added people to VIP".
QString jobDid(const JobFacts &facts);
/// "7,450 of 10,000"; without a total "7,450"; empty before the first.
QString jobProgress(const Job &job);
/// "488 removed, 12 failed"; only what is not 0, but for the first.
QString jobCounts(JobFacts::Kind kind, const OutcomeCounts &counts);
/// Running: "1,240/s, 2 s left"; paused and waiting: why; ended: "09:12, took 4 s".
QString jobSpeed(const Job &job);
/// What keeps a job that is at work from getting on: "Waiting for the store's quota, continues in
/// 18 s", "The store has not answered for 15 s"; empty: nothing.
QString jobWaits(const Job &job);
/// "The store has not answered for 15 s".
QString notAnswered(int seconds);
/// How long so many requests take: "25 requests, about 5 s at your quota."
QString requestsTake(qint64 requests, const Traffic &traffic);
/// On the button that sends what failed or was not sent: "Continue with the other 20,660" after
/// Cancel, else "Retry 12".
QString retryText(End end, qint64 number);
/// What happened to one id: "Added", "Was a member already", "Failed".
QString what(Operation operation, What what);
/// What reading the segment back found to be different from what was asked for; empty: nothing.
QString readBack(Operation operation, const ReadBack &readBack);
/// Why a job failed or waits.
ErrorWords jobError(const JobError &error, JobFacts::Kind kind);

// ---- undo

/// The sentence of the Undo bar after a job: "Removed 120 people from VIP", "Added 83, 37 were
/// members already", "488 removed, 12 failed", "Undone: 120 people added back to VIP", "Deleted
/// “Test group A”".
QString doneSentence(const JobFacts &facts, const OutcomeCounts &counts);
/// The change in the imperative, for menus and tooltips: "Add 120 people to VIP".
QString change(const JobFacts &facts);
/// The same for a step, which may be several changes: "Move 120 people from Lapsed to VIP".
QString change(const History::Entry &entry);
/// A step of several changes after it was made: "Moved 120 people from Lapsed to VIP".
QString did(const History::Entry &entry);
/// And after it was taken back.
QString undone(const History::Entry &entry);
QString
undoText(const std::optional<History::Entry> &entry); ///< "Undo: Add 120 people to VIP", "Undo"
QString redoText(const std::optional<History::Entry> &entry); ///< likewise
/// Why a change cannot be taken back, or made again.
ErrorWords refusal(const History::Refused &refused);

// ---- history

/// A line of the history: "Added to VIP", "Undone: removed from Loyalty: Gold", "Cancelled: added
/// to VIP", "Could not add people to VIP"; without an end, of a job that is still at it, what it is
/// doing.
QString historyTitle(const JobFacts &facts, std::optional<End> end, qint64 changed);
/// The same of a step, which may be several changes, in the order in which they were made: "Moved
/// 120 people from Lapsed to VIP", "Undid: move 120 people from Lapsed to VIP".
QString historyTitle(const QList<JobFacts> &parts, Step::Kind kind, std::optional<End> end,
                     qint64 changed);
/// "120 people", "3 segments": what such a job counts.
QString amount(JobFacts::Kind kind, qint64 number);
/// "Today", "Yesterday", "Monday", "Monday, 3 November 2026".
QString dayHeading(const QDate &day, const QDate &today = QDate::currentDate());
/// The heading over what happened: "Removed 488 of 500 people from Wholesale", "Created “VIP”".
QString historyHeading(const JobFacts &facts, End end, qint64 changed, qint64 total);
/// What happened to one segment: "Created “VIP” with 120 members", "“VIP” was not deleted".
QString segmentChange(Operation operation, const SegmentOutcome &segment);
/// "10:42"; of another day with its date; in local time.
QString timeOfCopy(const QDateTime &readAt);
/// "Today 09:12", "Yesterday 17:55", else the date: in local time; empty if invalid.
QString dayTime(const QDateTime &when, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same within a sentence: "today 09:12", "yesterday 17:55", "on 3 Nov 2026 17:55".
QString dayTimeInside(const QDateTime &when,
                      const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace segmentdesk::words
