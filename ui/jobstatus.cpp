// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobstatus.h"

namespace segmentdesk {

Badge::Status badgeStatus(End end)
{
    switch (end) {
    case End::Done:
        return Badge::Status::Done;
    case End::DoneWithWarnings:
        return Badge::Status::DoneWithWarnings;
    case End::Failed:
        return Badge::Status::Failed;
    case End::Cancelled:
        return Badge::Status::Cancelled;
    }
    return Badge::Status::Done;
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
