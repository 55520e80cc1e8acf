// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/changejob.h"

namespace segmentdesk {

/// Makes segments (with members, if the plan has some), changes or deletes them. Deleting first reads
/// the members of each and keeps them in the outcome, so that undo can make it again.
class SegmentsJob : public ChangeJob
{
    Q_OBJECT

public:
    /// @p plan is of CreateSegment, UpdateSegment or DeleteSegments. @p api must outlive the job.
    SegmentsJob(StoreApi &api, const Plan &plan, QObject *parent = nullptr);
    ~SegmentsJob() override;

protected:
    void doStart() override;
};

} // namespace segmentdesk
