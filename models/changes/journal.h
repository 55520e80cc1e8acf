// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/journalformat.h"
#include "models/jobs/job.h"

#include <QMap>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

class QSqlDatabase;

namespace segmentdesk {

/// What the journal knows of a job.
struct JournaledJob
{
    qint64 id = 0; ///< in the journal; also the order in which jobs began
    JobFacts::Purpose purpose = JobFacts::Purpose::Change;
    QDateTime startedAt; ///< UTC
    QDateTime endedAt; ///< UTC; invalid: interrupted
    JobResult end = JobResult::Done;
    Plan plan; ///< without items and members in a list of jobs
    qint64 total = 0; ///< items of the plan and texts without a person, or segments
    qint64 changed = 0; ///< once ended

    // Only when loaded in full:
    QList<ItemResult> results;
    QList<qint32> intended; ///< items that were about to be sent, ended or not
    QList<ApiError> reasons;
    struct SegmentState
    {
        bool over = false; ///< false: it was about to be written
        SegmentOutcome outcome;
        /// Segments that were there before it was made, as far as they are young enough to be taken
        /// for it; nothing: that is not known.
        std::optional<QSet<SegmentId>> before;
    };
    QMap<qint32, SegmentState> segments; ///< by position in the plan
    std::optional<ApiError> error;
    ReadBack readBack;

    /// The outcome as far as it is known.
    Outcome outcome() const;
};

/// Takes the answer to a write: an error in words of the system; empty: it is on the disk. Never
/// empty: neither `{}`, nullptr nor a std::function makes one.
class WriteAnswer
{
public:
    template <typename F>
    requires(
        std::is_class_v<
            F> && !std::is_same_v<F, std::function<void(const QString &)>> && std::is_invocable_v<F &, const QString &>)
        WriteAnswer(F call)
        : m_call(std::move(call))
    {
    }

    void operator()(const QString &error) const { m_call(error); }

private:
    std::function<void(const QString &error)> m_call;
};

/// Where every change is written down before it is made: journal.sqlite, mode 0600, in a folder of
/// its own store. `post -> transaction (synchronous=FULL) -> answer`, in a worker thread; what is
/// posted while the disk is at work goes into one transaction. No other process can open the file
/// meanwhile. Never deletes the file.
///
/// There are two kinds of writes, and the answer to each is looked at:
/// - What asks for leave (begin, intend): the caller waits for the answer, and sends nothing after
///   an error. It is not tried again.
/// - What is a fact (results, ends, entries of the history): the journal keeps it in memory until
///   it is on the disk, retries it, in its order, and says that it is behind. While
///   it is behind nothing gets leave.
///
/// Ended jobs are kept for 90 days of the journal's own time, which follows the clock, but by at
/// most a week from one opening to the next: a clock that jumps deletes nothing.
class Journal : public QObject
{
    Q_OBJECT

public:
    static constexpr int keptDays = 90;
    /// What one opening may add to the journal's own time.
    static constexpr int maxDaysApart = 7;

    /// Milliseconds since 1970 UTC. Called in any thread.
    using Clock = std::function<qint64()>;

    explicit Journal(const QString &folder, QObject *parent = nullptr, Clock clock = {});
    /// Waits until everything posted is written, or has failed once more.
    ~Journal() override;

    QString fileName() const;

    /// Why the disk does not have all facts, in words of the system; empty: it has. Those that are
    /// missing are tried again.
    QString behind() const;
    /// Tries now what is missing.
    void tryAgain();
    /// Records that cannot be read, of any kind, since the journal was opened. They were set aside:
    /// kept in the file, and not reread.
    int setAside() const;

    /// A number for a new job; ascending, also over restarts, whatever the clock does. (Those drawn
    /// before the file is open are unique; their order is that in which they are written.)
    qint64 newId();
    // ---- asking for leave: @p done gets the answer once this and everything posted before is on
    // the disk, or has failed.
    void begin(qint64 job, JobFacts::Purpose purpose, const Plan &plan, QObject *context,
               WriteAnswer done);
    void intend(qint64 job, const QList<qint32> &items, QObject *context, WriteAnswer done);
    /// @p before: see JournaledJob::SegmentState.
    void intendSegment(qint64 job, qint32 position, const SegmentOutcome &segment,
                       const std::optional<QSet<SegmentId>> &before, QObject *context,
                       WriteAnswer done);
    // ---- facts; of a job whose begin failed they are left out: it has sent nothing.
    void addResults(qint64 job, const QList<ItemResult> &results);
    void addReason(qint64 job, int index, const ApiError &reason);
    void setSegment(qint64 job, qint32 position, bool over, const SegmentOutcome &segment);
    /// Ends a job. All or nothing: until it is written the job counts as interrupted.
    void end(qint64 job, const Outcome &outcome);
    /// Calls @p done once everything posted before is on the disk, or has failed.
    void flush(QObject *context, WriteAnswer done);

    using JobList = std::function<void(const QList<JournaledJob> &jobs, const QString &error)>;
    /// Jobs that have not ended, oldest first.
    void interrupted(QObject *context, JobList done);
    /// Jobs that have ended, newest first, at most @p limit.
    void ended(int limit, QObject *context, JobList done);
    /// One job in full; an empty list: it is missing, or cannot be read. Where a part of
    /// what it sent cannot be read, everything without a result counts as intended.
    void load(qint64 job, QObject *context, JobList done);

    /// For what keeps its own tables here. Runs in the worker thread, in order with everything
    /// else, and answers an error, or nothing.
    using Statement = std::function<QString(QSqlDatabase &database)>;
    void record(Statement fact);
    void ask(Statement question, QObject *context, WriteAnswer done);
    /// Counts records that a question could not read.
    void noteSetAside(int records);

Q_SIGNALS:
    void behindChanged();
    void setAsideChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
