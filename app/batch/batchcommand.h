// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchoptions.h"
#include "app/batch/reporter.h"
#include "app/batch/storewatch.h"
#include "models/domain/apierror.h"
#include "models/domain/outcome.h"
#include "models/domain/segment.h"
#include "models/jobs/job.h"
#include "ui/words/errorwords.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace segmentdesk {

class GroupRun;
class StoreSession;

/// What one of the commands does with an open store. Reports once how it ended.
class BatchCommand : public QObject
{
    Q_OBJECT

public:
    /// What was stopped because the store does not answer ends after so long, come what may: the
    /// journal has what was sent.
    static constexpr std::chrono::seconds lastPatience{10};

    /// All must outlive the command.
    BatchCommand(const BatchOptions &line, StoreSession &session, Reporter &reporter);
    ~BatchCommand() override;

    virtual void start() = 0;
    /// Ends as soon as what is under way has been answered, with @p outcome.
    void stop(const BatchOutcome &outcome);
    /// The same, after lastPatience at the latest.
    void stopSoon(const BatchOutcome &outcome);

Q_SIGNALS:
    void finished(const segmentdesk::BatchOutcome &outcome);

protected:
    const BatchOptions &line() const { return m_line; }
    StoreSession &session() { return m_session; }
    Reporter &reporter() { return m_reporter; }
    /// Context of what is asked before a job begins: gone once the command is stopped.
    QObject *asking() { return m_asking.get(); }

    /// Reports a job's progress; ends the command if the store does not let it get on.
    void watch(Job *job);
    /// The same for each part of a group.
    void watch(GroupRun *run);
    void progress(const QString &doing, qint64 done, qint64 total);
    /// Finds the segment that the command line names, by id or name.
    void findSegment(const std::function<void(const Segment &segment)> &found);
    void finish(BatchOutcome outcome);
    void fail(const ApiError &error, WhatFailed operation);
    void fail(const JobError &error, JobFacts::Kind kind);
    void refuse(const QString &text);
    /// Why so many may not leave; empty: they may.
    QString problemOfLeaving(qint64 leaving, qint64 members, const QString &segment) const;
    /// Nothing, or why the command was stopped.
    const std::optional<BatchOutcome> &stopped() const { return m_stopped; }
    static int codeOf(const ApiError &error);
    static QString sentenceOf(const ApiError &error, const ErrorWords &said);
    static QJsonObject facts(const OutcomeCounts &counts);

private:
    void waits(Job *job);
    void sayWaiting(const QString &why);
    void giveUp();

    const BatchOptions &m_line;
    StoreSession &m_session;
    Reporter &m_reporter;
    std::unique_ptr<QObject> m_asking;
    std::optional<BatchOutcome> m_stopped;
    StoreWatch m_watch;
    QElapsedTimer m_lastProgress;
    QString
        m_whyAway; ///< why the store cannot be reached, and what helps; empty: that is not known
    QDateTime m_saidUntil; ///< what was said of how long it tries again
    bool m_isFinished = false;
};

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::BatchOutcome)
