// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/quotausage.h"
#include "models/jobs/job.h"
#include "ui/words/errorwords.h"

namespace segmentdesk::words {

// The words for jobs and their outcomes. Names of segments come out as shown().

/// Which words of errorWords() fit a failure of such a job.
WhatFailed whatFailed(JobFacts::Kind kind);
WhatFailed whatFailed(Operation operation);

/// What it does or did: "Adding 10,000 people to VIP", "Removed people from Wholesale".
QString jobTitle(const Job &job);
/// Where in jobTitle() the name of the segment it is about stands; -1: it names none.
struct Span
{
    int from = -1;
    int length = 0;
};
Span jobObject(const Job &job);
/// What such a job is doing: "Adding 10,000 people to VIP".
QString jobDoing(const JobFacts &facts);
/// What such a job did, without its number: "Added people to VIP".
QString jobDid(const JobFacts &facts);
/// "7,450 of 10,000 people"; without a total "7,450 people"; empty before the first.
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
QString requestsTake(qint64 requests, const QuotaUsage &traffic);
/// On the button that sends what failed or was not sent: "Continue with the other 20,660" after
/// Cancel, else "Retry 12".
QString retryText(JobResult end, qint64 number);
/// Why a job failed or waits.
ErrorWords jobError(const JobError &error, JobFacts::Kind kind);

/// What an undo did, in the one wording of all places: "Undone: 120 people added back to VIP".
/// @p people and @p profiles: with their number, where it is known.
QString undoDid(const JobFacts &facts, const QString &people, const QString &profiles);
/// The sentence of the Undo bar after a job: "Removed 120 people from VIP", "Added 83, 37 were
/// members already", "488 removed, 12 failed", "Undone: 120 people added back to VIP", "Deleted
/// “Test group A”".
QString doneSentence(const JobFacts &facts, const OutcomeCounts &counts);

} // namespace segmentdesk::words
