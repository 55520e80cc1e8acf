// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"
#include "models/jobs/journalformat.h"

#include <QMap>
#include <QObject>

#include <functional>
#include <memory>

class QSqlDatabase;

namespace segmentdesk {

/// What the journal knows of a job.
struct JournaledJob
{
    qint64 id = 0; ///< in the journal; also the order in which jobs began
    JobFacts::Purpose purpose = JobFacts::Purpose::Change;
    QDateTime startedAt; ///< UTC
    QDateTime endedAt; ///< UTC; invalid: interrupted
    End end = End::Done;
    Plan plan; ///< without items and members in a list of jobs
    qint64 total = 0; ///< items of the plan, or segments
    qint64 changed = 0; ///< once ended

    // Only when loaded as a whole:
    QList<ItemResult> results;
    QList<qint32> intended; ///< items that were about to be sent, ended or not
    QList<ApiError> reasons;
    struct SegmentState
    {
        bool over = false; ///< false: it was about to be written
        SegmentOutcome outcome;
    };
    QMap<qint32, SegmentState> segments; ///< by position in the plan
    std::optional<ApiError> error;
    ReadBack readBack;

    /// The outcome as far as it is known.
    Outcome outcome() const;
};

/// Where every change is written down before it is made: journal.sqlite, mode 0600, in a folder of
/// its own store. Writes in a worker thread; what is posted while the disk is at work goes into one
/// transaction, with synchronous=FULL. Nobody else can open the file meanwhile.
/// Never deletes the file; ended jobs are kept for 90 days.
class Journal : public QObject
{
    Q_OBJECT

public:
    static constexpr int keptDays = 90;

    /// An error in words of the system; empty: none.
    using Done = std::function<void(const QString &error)>;

    explicit Journal(const QString &folder, QObject *parent = nullptr);
    /// Waits until everything posted is written.
    ~Journal() override;

    QString fileName() const;

    /// A number for a new job; ascending, also over restarts.
    qint64 newId();
    void begin(qint64 job, JobFacts::Purpose purpose, const Plan &plan);
    /// @p done comes when it is on the disk, together with everything posted before.
    void intend(qint64 job, const QList<qint32> &items, QObject *context, Done done);
    void addResults(qint64 job, const QList<ItemResult> &results, QObject *context, Done done);
    void addReason(qint64 job, int index, const ApiError &reason);
    void setSegment(qint64 job, qint32 position, bool over, const SegmentOutcome &segment);
    /// Ends a job; @p results are those of which it is not certain that they are on the disk. All
    /// or nothing: if it fails, the job counts as interrupted.
    void end(qint64 job, const Outcome &outcome, const QList<ItemResult> &results);
    /// Calls @p done once everything posted before is on the disk.
    void flush(QObject *context, Done done);

    using JobList = std::function<void(const QList<JournaledJob> &jobs, const QString &error)>;
    /// Jobs that have not ended, oldest first.
    void interrupted(QObject *context, JobList done);
    /// Jobs that have ended, newest first, at most @p limit.
    void ended(int limit, QObject *context, JobList done);
    /// One job as a whole; an empty list: there is none such, or it cannot be read.
    void load(qint64 job, QObject *context, JobList done);

    /// For what keeps its own tables here: runs in the worker thread, in order with everything
    /// else.
    using Statement =
        std::function<QString(QSqlDatabase &database)>; ///< answers an error, or nothing
    void post(Statement statement, QObject *context = nullptr, Done done = {});

private:
    void ask(std::function<QString(QSqlDatabase &, QList<JournaledJob> *)> question,
             QObject *context, JobList done);

    class Worker;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
