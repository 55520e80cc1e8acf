// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "models/domain/outcome.h"
#include "models/domain/plan.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace segmentdesk {

class JobPace;

/// Why a job failed or waits. Facts; ui has the words.
struct JobError
{
    enum class Kind {
        Store, ///< see api
        SegmentGone, ///< the segment was deleted meanwhile; see api
        TooManyFailures, ///< one id after the other was refused; see api for the last reason
        CannotOpenFile, ///< the file cannot be made or replaced; see text
        CannotWriteFile, ///< writing broke off (no space left, for instance); see text
        DiskFull, ///< no space left for the file
        Journal, ///< the journal cannot be written, so nothing was sent; see text
        Mirror, ///< the local copy cannot be read or written; see text
        CopyIncomplete, ///< what only the local copy has: it is not complete (yet), or there is
                        ///< none
        CopyUnreadable, ///< the local copy cannot be read; see text
        FolderNotEmpty, ///< the folder of a backup holds something else
        BackupOfOtherStore, ///< the folder has the backup of the store in text
        NewerBackup, ///< the folder has a backup of a newer version of this program
        Question, ///< the store is not as it was confirmed: see GroupRun::question()
    };

    Kind kind = Kind::Store;
    ApiError api; ///< if the store was the reason
    QString text; ///< what the system said; may be empty
};

/// What a title of a job, or of an entry of the history, is made of.
struct JobFacts
{
    enum class Kind {
        AddMembers,
        RemoveMembers,
        CreateProfiles,
        DeleteProfiles,
        CreateSegment,
        UpdateSegment,
        DeleteSegments,
        Export,
        ReadStore, ///< the local copy is made or brought up to date
        BackUp, ///< all segments with their members into a folder
    };
    /// What it is for, besides itself.
    enum class Purpose { Change, Undo, Redo, Retry, Resumed };

    Kind kind = Kind::AddMembers;
    Purpose purpose = Purpose::Change;
    SegmentId segmentId; ///< the one segment it is about; null: none, or several
    QString segmentName; ///< of that one (before a rename); the first of several
    QString newName; ///< of a rename; else empty
    qint64 number = 0; ///< of people or other rows that it is about; -1: unknown
    QString fileName; ///< of an export: the full path; of a backup: the folder's
    QDateTime copyReadAt; ///< of an export from the local copy: UTC, how old that is; else invalid

    static Kind kindOf(Operation operation);
    /// What a job that runs @p plan is called.
    static JobFacts of(const Plan &plan, Purpose purpose = Purpose::Change);
};

/// Long work that can be watched, paused, resumed and cancelled. Words for it are made in ui.
/// Lives in the thread that made it, blocks nothing. Destroying it in mid-work is allowed: what is
/// under way is cancelled (the store may still apply what was sent).
class Job : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Queued,
        Running,
        Paused, ///< by the user, or the job: then waitsFor() is what it waits for
        Stopping, ///< cancelled, but requests are still under way
        Ended,
    };
    /// What it is doing while it runs.
    enum class Phase { Preparing, Working, Checking };

    ~Job() override;

    quint64 id() const { return m_id; } ///< different for each job of this process
    const JobFacts &facts() const { return m_facts; }
    State state() const { return m_state; }
    Phase phase() const { return m_phase; }
    bool isActive() const; ///< Running, Paused or Stopping
    /// Paused before its turn: it stays Queued and lets others go first.
    bool isOnHold() const { return m_isOnHold; }
    /// It stands still until resume(), whether it has begun or not.
    bool isPaused() const { return m_state == State::Paused || m_isOnHold; }
    JobResult end() const { return m_end; } ///< once Ended

    qint64 total() const { return m_total; } ///< ids or rows; -1: not known yet
    qint64 done() const { return m_done; } ///< of them, those that are over, one way or the other
    const OutcomeCounts &counts() const { return m_counts; } ///< of those that are over
    /// Its speed, and what holds it.
    JobPace &pace() const { return *m_pace; }
    QDateTime startedAt() const { return m_startedAt; } ///< UTC; invalid: not yet
    QDateTime endedAt() const { return m_endedAt; } ///< UTC; invalid: not yet
    /// Why it failed, if it ended so.
    const std::optional<JobError> &error() const { return m_error; }
    /// Why it paused itself (no connection, a token that is not valid any more): resume() tries
    /// again.
    const std::optional<JobError> &waitsFor() const { return m_waitsFor; }
    /// It waits for what may pass without anybody's help: its StoreSession resumes it after a
    /// while.
    bool triesAgain() const;
    /// cancel() was called before it ended, however it ended then.
    bool wasCancelled() const { return m_wasCancelled; }
    /// What a change did to each id; null for jobs that change nothing, and until it ended.
    virtual const Outcome *outcome() const { return nullptr; }

    /// Begins; only once, only while Queued.
    void start();
    /// Another change was ahead of it when it was queued, so that what its plan knew of the store
    /// may be old by the time it starts.
    bool isBehindOthers() const { return m_isBehindOthers; }
    void setBehindOthers() { m_isBehindOthers = true; }
    /// No further request is sent; those under way are answered. A job that waits for its turn lets
    /// it pass. Does nothing unless Running or Queued.
    void pause();
    void resume();
    /// Ends as Cancelled once the requests under way have been answered; at once if there are none.
    void cancel();

Q_SIGNALS:
    /// State, phase or numbers are different. At most 4 times a second, and at every change of
    /// state.
    void changed();
    /// Exactly once, after the last changed(). The job may be deleted later than that, not in a
    /// slot.
    void ended();

protected:
    explicit Job(JobFacts facts, QObject *parent);

    /// Looks whether it may begin, which leads to begin(), waitFor() or finish(). Called at
    /// start(), and at each resume() until it has begun: what an earlier call asked counts no more.
    virtual void doCheck() { begin(); }
    /// Calls doStart(), once; at resume() if it is paused.
    void begin();
    bool hasBegun() const { return m_hasBegun; }
    virtual void doStart() = 0;
    virtual void doPause() { }
    virtual void doResume() { }
    /// Must lead to finish(), now or once the requests under way are answered.
    virtual void doCancel() = 0;
    /// Cancelled before it has begun.
    virtual void doCancelQueued() { finish(JobResult::Cancelled); }

    void setFacts(const JobFacts &facts) { m_facts = facts; }
    void setPhase(Phase phase);
    void setTotal(qint64 total);
    void setProgress(qint64 done, const OutcomeCounts &counts);
    /// As setProgress(), for what was over before this run sent anything: it says nothing about its
    /// speed.
    void setDoneBefore(qint64 done, const OutcomeCounts &counts);
    /// Requests that what is left takes; 0: it asks the store for nothing, so that its quota holds
    /// nothing up; nothing: that is not known.
    virtual std::optional<qint64> requestsLeft() const { return std::nullopt; }
    /// Pauses itself, saying why.
    void waitFor(const JobError &error);
    void finish(JobResult end, const std::optional<JobError> &error = std::nullopt);

private:
    friend class JobPace; // asks for requestsLeft()
    void setState(State state);
    void touch();

    quint64 m_id;
    JobFacts m_facts;
    State m_state = State::Queued;
    Phase m_phase = Phase::Preparing;
    bool m_hasBegun = false;
    bool m_mayBegin = false; ///< it was paused when it was to begin
    bool m_wasCancelled = false;
    JobResult m_end = JobResult::Done;
    qint64 m_total = -1;
    qint64 m_done = 0;
    OutcomeCounts m_counts;
    QDateTime m_startedAt;
    QDateTime m_endedAt;
    std::optional<JobError> m_error;
    std::optional<JobError> m_waitsFor;
    bool m_isBehindOthers = false;
    bool m_isOnHold = false;
    std::unique_ptr<JobPace> m_pace;
    QTimer m_signalTimer;
};

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::JobError)
Q_DECLARE_METATYPE(segmentdesk::Job *)
