// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/jobstatus.h"

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

JobPace paceOf(const Job &job)
{
    if (job.isPaused() && !job.waitsFor())
        return JobPace::Paused;
    if (job.isPaused() || job.state() == Job::State::Queued || job.heldSeconds() > 0)
        return JobPace::Waiting;
    return JobPace::Running;
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
