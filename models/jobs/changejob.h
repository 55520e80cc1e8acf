// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <memory>

namespace segmentdesk {

class BatchEngine;
class StoreApi;

/// A job that runs a plan and has an outcome with one row for each of its ids.
class ChangeJob : public Job
{
    Q_OBJECT

public:
    ~ChangeJob() override;

    /// The job for a plan, by its operation. @p api must outlive it.
    static ChangeJob *make(StoreApi &api, const Plan &plan, JobFacts::Purpose purpose,
                           QObject *parent = nullptr);

    const Plan &plan() const { return m_plan; }
    /// Null until the job has ended.
    const Outcome *outcome() const override;
    /// A plan with those ids that failed or were not sent, to try again; nothing if there are none.
    std::optional<Plan> retryPlan() const;

protected:
    ChangeJob(StoreApi &api, const Plan &plan, QObject *parent);

    void doPause() override;
    void doResume() override;
    void doCancel() override;

    StoreApi &m_api;
    Plan m_plan;
    Outcome m_outcome;
};

} // namespace segmentdesk
