// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changejob.h"

#include <QSet>

namespace segmentdesk {

/// Puts people into a segment, or takes them out: batches of maxIdsPerRequest, 10 requests in
/// flight. One id that the store refuses never takes its batch along. What is sent are exactly the
/// plan's ids.
class MembershipJob : public ChangeJob
{
    Q_OBJECT

public:
    /// @p plan is of AddMembers or RemoveMembers. @p api must outlive the job.
    MembershipJob(StoreApi &api, const Plan &plan, QObject *parent = nullptr);
    ~MembershipJob() override;

protected:
    void doStart() override;

private:
    /// Reads back what was done.
    void compare();
};

} // namespace segmentdesk
