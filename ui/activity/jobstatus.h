// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"
#include "ui/kit/badge.h"

namespace segmentdesk {

/// The badge of a job that has ended so.
Badge::Status badgeStatus(JobResult end);
/// The badge of a job as it is now.
Badge::Status badgeStatus(const Job &job);

/// What it is at, in one word. It stands still unless it is Running.
enum class JobActivity { Running, Waiting, Paused };
JobActivity activityOf(const Job &job);

} // namespace segmentdesk
