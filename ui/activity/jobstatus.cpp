// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/jobstatus.h"

#include "models/jobs/jobpace.h"

namespace segmentdesk {

Badge::Status badgeStatus(JobResult end)
{
    switch (end) {
    case JobResult::Done:
        return Badge::Status::Done;
    case JobResult::DoneWithWarnings:
        return Badge::Status::DoneWithWarnings;
    case JobResult::Failed:
        return Badge::Status::Failed;
    case JobResult::Cancelled:
        return Badge::Status::Cancelled;
    }
    return Badge::Status::Done;
}

JobActivity activityOf(const Job &job)
{
    if (job.isPaused() && !job.waitsFor())
        return JobActivity::Paused;
    if (job.isPaused() || job.state() == Job::State::Queued || job.pace().heldSeconds() > 0)
        return JobActivity::Waiting;
    return JobActivity::Running;
}

Badge::Status badgeStatus(const Job &job)
{
    switch (job.state()) {
    case Job::State::Queued:
    case Job::State::Running:
    case Job::State::Paused:
        return Badge::Status::Running;
    case Job::State::Stopping:
        return Badge::Status::Stopping;
    case Job::State::Ended:
        break;
    }
    return badgeStatus(job.end());
}

} // namespace segmentdesk
