// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/journalformat.h"
#include "models/jobs/job.h"

#include <QSet>

#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace segmentdesk {

class BatchEngine;
class Journal;
enum class Proof : quint8;
class ProvenState;
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
    /// The rows of the outcome that were settled since the start of this process: what it looked at
    /// or sent itself.
    const QList<qint32> &settledRows() const { return m_settledRows; }
    /// Everything is written down in @p journal, under the number @p id, from now on. Before
    /// start().
    void setJournal(Journal *journal, qint64 id);
    qint64 journalId() const { return m_journalId; } ///< 0: is not written down
    /// What is done with a job that an earlier process began.
    enum class Restore {
        GoOn, ///< it is done to its end
        Settle, ///< what was under way is read back; nothing is sent, ever
    };
    /// Takes over what an earlier process began. Before start(), with the same plan.
    void restore(const JournaledJob &job, Restore how = Restore::GoOn);
    bool isRestored() const { return m_restored != nullptr; }

    /// The plan was made by an earlier process: who would be changed is looked up.
    void setPlanIsOld() { m_planIsOld = true; }

    /// Looks once more before anything is sent: at its turn, and at each resume() until then,
    /// @p check is called, which leads to go(), hold() or refuse(), or withdraws the job from its
    /// queue. What it asks dies with @p context. Before setJournal(); not with restore().
    using Check = std::function<void(QObject *context)>;
    void setCheck(Check check) { m_check = std::move(check); }
    /// Begins, with what is known of the plan by now: the same people in the same order. Those in
    /// @p leftOut are not sent, for the @p reason, and end as NotSent.
    void go(const Plan &plan, const QSet<ProfileId> &leftOut = {}, const ApiError &reason = {});
    /// Waits until it is resumed.
    void hold(const JobError &why) { waitFor(why); }
    /// Ends as failed; nothing was sent.
    void refuse(const JobError &why);
    /// Asked of each segment that is to be deleted, with its members as just read; an error: it
    /// waits, and reads and asks again at resume().
    using Guard = std::function<std::optional<JobError>(const SegmentChange &change)>;
    void setGuard(Guard guard) { m_guard = std::move(guard); }
    /// Says whether another change of this run of the program made a segment, so that this one did
    /// not.
    using MadeByOther = std::function<bool(SegmentId segment)>;
    void setMadeByOther(MadeByOther madeByOther) { m_madeByOther = std::move(madeByOther); }

    /// Of a restored job: the people to whom other changes did the same after it may have been
    /// sent, so that this one did not. Asked once it is its turn.
    using DoneByOthers = std::function<QSet<ProfileId>()>;
    void setDoneByOthers(DoneByOthers doneByOthers) { m_doneByOthers = std::move(doneByOthers); }

    /// Must outlive the job.
    void setProvenState(const ProvenState *proven) { m_proven = proven; }

    /// Whether what was changed is compared with the store at its end.
    void setReadBack(bool on) { m_wantsReadBack = on; }

    /// Null until the job has ended.
    const Outcome *outcome() const override;
    /// A plan with those ids that failed or were not sent, to try again; nothing if there are none.
    std::optional<Plan> retryPlan() const;
    /// The same of a job that is only known from the journal.
    static std::optional<Plan> retryPlan(const Plan &plan, const Outcome &outcome);

protected:
    ChangeJob(StoreApi &api, const Plan &plan, QObject *parent);

    void doCheck() override;
    void doPause() override;
    void doResume() override;
    void doCancel() override;
    void doCancelQueued() override;
    /// Whether a segment may be deleted, by the guard; false: it waits.
    bool mayDelete(const SegmentChange &change);
    /// Whether nothing may be sent, only read back.
    bool settlesOnly() const { return m_settlesOnly; }
    std::optional<qint64> requestsLeft() const override;

    /// Makes the outcome's rows of the plan's items, with what is known of a restored job. Ids that
    /// come twice have nothing to do the second time. Answers the positions of those to send; those
    /// of which it is not known whether they were sent come from takeUnknown().
    QList<qint32> prepareItems();
    bool isKnownBefore(qint32 item) const;
    /// Null: there is none.
    const ProvenState *proven() const { return m_proven; }
    /// Whether takeUnknown() has some of these rows.
    bool hasUnknown(qint32 first, qint32 count) const;
    bool isMadeByOther(SegmentId segment) const { return m_madeByOther && m_madeByOther(segment); }
    QList<qint32> takeUnknown(qint32 first = 0, qint32 count = std::numeric_limits<qint32>::max());
    /// Applies to the rows what a restored job knows. Answers the positions of those to send.
    QList<qint32> restoreRows(const QList<qint32> &toSend);
    /// Null: the job was not restored.
    const JournaledJob *restored() const { return m_restored.get(); }
    /// Writes down what is known of a segment, before anything that is intended after it.
    void saveSegment(qsizetype position, bool over);
    /// Writes down that a segment is about to be written, and of one that is to be made which ones
    /// were there @p before; @p then comes when that is safe. If it failed the job ends.
    void intendSegment(qsizetype position, const std::optional<QSet<SegmentId>> &before,
                       std::function<void()> then);

    /// What an engine works on.
    enum class Rows { OfOutcome, Others };
    /// Runs an engine, which becomes the one that pause, resume and cancel are for.
    /// @p then is called when it ended well; errors and cancelling conclude the job, but for errors
    /// when @p settle is given: that receives every end, with the error.
    void runEngine(std::unique_ptr<BatchEngine> engine, Rows rows, std::function<void()> then,
                   std::function<void(const std::optional<JobError> &error)> settle = {});
    /// The context of reading before anything is written: cancel ends it at once.
    QObject *readingContext();
    /// Nothing is read any more.
    void endReading();
    bool wantsReadBack() const { return m_wantsReadBack; }
    bool isCancelled() const { return m_cancelled; }
    void markCancelled() { m_cancelled = true; }
    /// Settles a row of the outcome without sending it.
    void settleRow(qint32 item, ItemStatus what);
    /// Compares those of @p rows that are in the desired state with the members of @p segment;
    /// those that are not there after all become Failed (ApiError::Kind::NotApplied), so that sums
    /// agree. What cannot be read back stays as the store answered, and Outcome::readBack says so.
    void compareMembership(SegmentId segment, bool adding, const QList<qint32> &rows,
                           std::function<void()> then);
    /// Keeps what was found of @p rows, of which @p different are not as they should be.
    void compared(const QList<qint32> &rows, const QList<qint32> &different);
    /// The store said that it was changed, and it is not so.
    void notApplied(SegmentOutcome &segment);
    /// The rows that are Changed, or that this job found to be in the desired state already.
    QList<qint32> rowsAsWished() const;
    /// Counts one row that is over.
    void countRow(ItemStatus what);
    /// What is counted by now was over before this run.
    void countBefore() { setDoneBefore(m_running.total(), m_running); }
    /// Ends the job: by what stopped it, as cancelled, or by what the rows say. A job that changed
    /// nothing because the store refused all of it has failed.
    void conclude(const std::optional<JobError> &stoppedBy = std::nullopt);

    StoreApi &m_api;
    Plan m_plan;
    Outcome m_outcome;

private:
    void writeDown();
    Proof proofOf(const PlanItem &planned) const;
    /// Nothing was changed and the store refused all of it: the first reason. Nothing otherwise.
    std::optional<JobError> whyNothingWasDone() const;
    void note(qint32 item);
    void saveNotes();

    Journal *m_journal = nullptr;
    qint64 m_journalId = 0;
    bool m_isWrittenDown = false;
    Check m_check;
    Guard m_guard;
    MadeByOther m_madeByOther;
    DoneByOthers m_doneByOthers;
    const ProvenState *m_proven = nullptr;
    QSet<ProfileId> m_leftOut; ///< who is not to be sent
    quint16 m_leftOutReason = OutcomeItem::noReason;
    bool m_settlesOnly = false;
    bool m_planIsOld = false;
    QString m_journalError; ///< why the plan could not be written down
    std::unique_ptr<JournaledJob> m_restored;
    QList<qint32> m_unknown; ///< rows that may have been sent by an earlier process
    QList<qint32> m_settledRows;
    QList<ItemResult> m_notes; ///< rows that are over and not written down yet
    qsizetype m_savedReasons = 0;
    bool m_wantsReadBack = false;
    std::unique_ptr<BatchEngine> m_engine;
    std::unique_ptr<QObject> m_reading;
    OutcomeCounts m_running; ///< rows that are over
    double m_lookups = 0; ///< part of the rows to send that is looked up first, 0 to 1
    bool m_cancelled = false;
};

} // namespace segmentdesk
