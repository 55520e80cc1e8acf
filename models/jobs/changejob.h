// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <functional>
#include <memory>
#include <optional>

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
    void doCancelQueued() override;

    /// Makes the outcome's rows of the plan's items. Ids that come twice have nothing to do the second
    /// time. Answers the positions of those to send.
    QList<qint32> prepareItems();
    /// Runs an engine, which becomes the one that pause, resume and cancel are for.
    /// @p then is called when it ended well; errors and cancelling conclude the job, but for errors
    /// when @p settle is given: that is told of every end, and takes the error.
    void runEngine(std::unique_ptr<BatchEngine> engine, std::function<void()> then,
                   std::function<void(const std::optional<JobError> &error)> settle = {});
    /// The context of reading before anything is written: cancel ends it at once.
    QObject *readingContext();
    /// Nothing is read any more.
    void endReading();
    bool isCancelled() const { return m_cancelled; }
    void markCancelled() { m_cancelled = true; }
    /// Counts one row that is over.
    void countRow(What what);
    /// Ends the job: by its error, as cancelled, or by what the rows say.
    void conclude(const std::optional<JobError> &error = std::nullopt);

    StoreApi &m_api;
    Plan m_plan;
    Outcome m_outcome;

private:
    std::unique_ptr<BatchEngine> m_engine;
    std::unique_ptr<QObject> m_reading;
    OutcomeCounts m_running; ///< rows that are over
    bool m_cancelled = false;
};

} // namespace segmentdesk
