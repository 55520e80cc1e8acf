// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"
#include "models/jobs/journalformat.h"

#include <QMap>

#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace segmentdesk {

class BatchEngine;
class Journal;
class StoreApi;
struct JournaledJob;

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
    /// Everything is written down in @p journal, under the number @p id, from now on. Before
    /// start().
    void setJournal(Journal *journal, qint64 id);
    qint64 journalId() const { return m_journalId; } ///< 0: is not written down
    /// Goes on with what an earlier process began. Before start(), with the same plan.
    void restore(const JournaledJob &job);
    /// Whether a bulk change of members (over maxQuickPlanItems) is compared with the store at its
    /// end.
    void setReadBack(bool on) { m_wantsReadBack = on; }

    /// Null until the job has ended.
    const Outcome *outcome() const override;
    /// A plan with those ids that failed or were not sent, to try again; nothing if there are none.
    std::optional<Plan> retryPlan() const;
    /// The same of a job that is only known from the journal.
    static std::optional<Plan> retryPlan(const Plan &plan, const Outcome &outcome);

protected:
    ChangeJob(StoreApi &api, const Plan &plan, QObject *parent);

    void doPause() override;
    void doResume() override;
    void doCancel() override;
    void doCancelQueued() override;
    std::optional<qint64> requestsLeft() const override;

    /// Makes the outcome's rows of the plan's items, with what is known of a restored job. Ids that
    /// come twice have nothing to do the second time. Answers the positions of those to send; those
    /// of which it is not known whether they were sent come from takeUnknown().
    QList<qint32> prepareItems();
    QList<qint32> takeUnknown(qint32 first = 0, qint32 count = std::numeric_limits<qint32>::max());
    /// Applies to the rows what a restored job knows. Answers the positions of those to send.
    QList<qint32> restoreRows(const QList<qint32> &toSend);
    /// Null: the job was not restored.
    const JournaledJob *restored() const { return m_restored.get(); }
    /// Writes down a segment; @p then comes when that is safe, unless it failed: then the job ends.
    void saveSegment(qsizetype position, bool over, std::function<void()> then = {});

    /// What an engine works on.
    enum class Rows { OfOutcome, Others };
    /// Runs an engine, which becomes the one that pause, resume and cancel are for.
    /// @p then is called when it ended well; errors and cancelling conclude the job, but for errors
    /// when @p settle is given: that is told of every end, and takes the error.
    void runEngine(std::unique_ptr<BatchEngine> engine, Rows rows, std::function<void()> then,
                   std::function<void(const std::optional<JobError> &error)> settle = {});
    /// The context of reading before anything is written: cancel ends it at once.
    QObject *readingContext();
    /// Nothing is read any more.
    void endReading();
    bool wantsReadBack() const { return m_wantsReadBack; }
    bool isCancelled() const { return m_cancelled; }
    void markCancelled() { m_cancelled = true; }
    /// Counts one row that is over.
    void countRow(What what);
    /// What is counted by now was over before this run.
    void countBefore() { setDoneBefore(m_running.total(), m_running); }
    /// Ends the job: by what stopped it, as cancelled, or by what the rows say. A job that changed
    /// nothing because the store refused all of it has failed.
    void conclude(const std::optional<JobError> &stoppedBy = std::nullopt);

    StoreApi &m_api;
    Plan m_plan;
    Outcome m_outcome;

private:
    /// Nothing was changed and the store refused all of it: the first reason. Nothing otherwise.
    std::optional<JobError> whyNothingWasDone() const;
    void note(qint32 item);
    void saveNotes();

    Journal *m_journal = nullptr;
    qint64 m_journalId = 0;
    QString m_journalError; ///< why the plan could not be written down
    std::unique_ptr<JournaledJob> m_restored;
    QList<qint32> m_unknown; ///< rows that may have been sent by an earlier process
    QList<ItemResult> m_notes; ///< rows that are over and not written down yet
    QMap<qint64, QList<ItemResult>>
        m_unsaved; ///< written down, but not yet known to be on the disk
    qint64 m_lastSave = 0;
    qsizetype m_savedReasons = 0;
    bool m_wantsReadBack = false;
    std::unique_ptr<BatchEngine> m_engine;
    std::unique_ptr<QObject> m_reading;
    OutcomeCounts m_running; ///< rows that are over
    double m_lookups = 0; ///< part of the rows to send that is looked up first, 0 to 1
    bool m_cancelled = false;
};

} // namespace segmentdesk
