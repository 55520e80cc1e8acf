// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"
#include "ui/words/errorwords.h"

namespace segmentdesk::words {

// Titles and reasons of changes that came out otherwise than planned. Titles derive from what was
// done, never from the plan alone.

/// What did not happen: "Could not rename “VIP” to “Gold”".
QString couldNot(const JobFacts &facts);
/// What a job did, by its end and how many it @p changed: "Added people to VIP", "Could not add
/// people to VIP", "No new members in VIP", "“VIP” was already deleted".
QString endTitle(const JobFacts &facts, JobResult end, qint64 changed);
/// What happened to one id: "Added", "Was a member already", "Failed".
QString what(Operation operation, ItemStatus what);
/// The same over @p count of them: "Added", "Were members already", "Failed".
QString whatTile(Operation operation, ItemStatus what, qint64 count);
/// What reading the segment back found to be different from what was asked for; empty: nothing.
QString readBack(Operation operation, const ReadBack &readBack);
/// Another client deleted it: "“VIP” is no longer in the store. Someone else, or another app,
/// deleted it."
QString segmentGone(const QString &name);
/// Why a job failed or waits, under the title of what it could not do.
ErrorWords failure(const JobError &error, const JobFacts &facts);

} // namespace segmentdesk::words
