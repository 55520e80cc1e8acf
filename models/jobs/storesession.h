// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"
#include "models/domain/traffic.h"
#include "models/jobs/exportjob.h"
#include "models/jobs/plan.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace segmentdesk {

class BackupJob;
class ChangeJob;
class History;
class JobQueue;
class Journal;
class Mirror;
class MirrorSync;
class RestClient;
class StepRun;
class StoreApi;
struct StoreAccess;

/// All that belongs to one open store: its connection, its jobs, its history. Destroying it cancels
/// what is under way.
class StoreSession : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString userAgent; ///< product/version; empty: the client's own
        QString journalFolder; ///< where this store's journal is kept; empty: nothing outlives the
                               ///< session
        QString mirrorFolder; ///< where this store's local copy is kept; empty: there is none
        bool mirrorReadsStore = true; ///< false: the copy only learns what is changed here
        int mirrorCheckMinutes = 15; ///< how often the copy is checked; 0: never by itself
        /// After which jobs that wait for a store which does not answer try again.
        std::chrono::milliseconds retryPause = std::chrono::seconds(15);
    };

    /// @p token goes nowhere but into the headers of requests.
    StoreSession(const Account &account, const QString &token, const Options &options,
                 QObject *parent = nullptr);
    ~StoreSession() override;

    const Account &account() const;
    /// What the user calls the store from now on.
    void setName(const QString &name);
    /// For what goes over the wire (the list of requests, a check of the token).
    RestClient &client();
    /// Part of the store's quota that jobs leave to its other programs, 0 to maxReserve; 0.1 at
    /// first.
    void setReserve(double reserve);
    static constexpr double maxReserve = 0.5;
    /// A new token for the same store; jobs that wait for one go on with it. What it may do is
    /// unknown again.
    void setToken(const QString &token);
    /// What the token may do, as far as answers have shown.
    const StoreAccess &access() const;
    /// Finds out whether the token may change anything, with one request that changes nothing.
    void probeAccess();
    /// Requests that somebody waits for.
    StoreApi &interactive();
    /// Requests of jobs and scans.
    StoreApi &background();
    JobQueue &jobs();
    History &history();
    Traffic traffic() const;

    // Changes: each becomes a job in the queue. The plan's operation must fit. The job belongs to
    // the queue; it is never null. A plan that says what comes then is followed by a job for that.
    ChangeJob *run(const Plan &plan);
    /// Several changes as one step: one undo takes them all back. Where one is cancelled or fails,
    /// those after it are cancelled.
    QList<Job *> run(const QList<Plan> &plans, Step::Kind kind);
    /// Puts people into a segment or takes them out, makes profiles for others and puts those into
    /// it as well, and takes out who leaves: all of it one step, of which any part may be nothing.
    QList<Job *> run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                     const Segment &segment, const Plan &leaving = {});
    /// Likewise, but each becomes a job when the one before it has ended, with the profiles that
    /// were made by then. Nothing else comes between them. Null if there is nothing to do.
    StepRun *runInTurn(const QList<Plan> &plans, Step::Kind kind);
    ChangeJob *addMembers(const Plan &plan);
    ChangeJob *removeMembers(const Plan &plan);
    ChangeJob *createProfiles(const Plan &plan);
    /// Makes profiles for customers without looking first who has one already.
    ChangeJob *createProfiles(const QList<CustomerId> &customers);
    ChangeJob *deleteProfiles(const QList<PersonRef> &people);
    ChangeJob *createSegment(const NewSegment &segment);
    ChangeJob *updateSegment(const Segment &before, const SegmentUpdate &update);
    ChangeJob *deleteSegments(const QList<Segment> &segments);
    /// Runs the failed and not sent ids of an ended job again; null if it has none.
    ChangeJob *retry(const ChangeJob &job);
    /// The same of a plan that ChangeJob::retryPlan() made.
    ChangeJob *retry(const Plan &plan);
    ExportJob *exportPeople(const ExportSpec &spec);
    /// Writes all segments with their members into a folder; of the local copy, if it is complete.
    BackupJob *backUp(const QString &folder);

    // With a journal folder only: what an earlier process left.
    /// A job that was interrupted by a crash, a power cut or the end of the program.
    struct InterruptedJob
    {
        qint64 id = 0;
        JobFacts facts;
        QDateTime startedAt; ///< UTC
    };
    /// Oldest first; empty until interruptedJobsChanged() has told.
    QList<InterruptedJob> interruptedJobs() const;
    /// Goes on with it: becomes a job in the queue, which first reads back what was under way.
    void resumeJob(qint64 id);
    /// Does not go on: what was under way is read back, nothing more is sent, and the job ends as
    /// Cancelled with an outcome for every id.
    void dismissJob(qint64 id);
    /// Null without a journal folder.
    Journal *journal();

    // The local copy. With a folder for it, it is read in the background from the beginning.
    /// Null without a mirror folder.
    Mirror *mirror();
    /// The job that reads or checks the store now; null: none is under way.
    MirrorSync *mirrorSync() const;
    /// Looks whether the copy is as the store is, by totals and segments, and reads everything if
    /// it is not. @p whole: reads everything at once (who is in which segment may be different with
    /// the same totals). Answers the job that does it (the one under way, if there is one); null
    /// without a copy that works.
    MirrorSync *syncMirror(bool whole = false);
    /// Somebody looks at this segment: see MemberCheck.
    void checkMembers(SegmentId segment);
    /// Calls @p then once a complete copy was compared with the store by syncMirror(), with whether
    /// it is as the store is; at once, with false, where there is no such copy.
    void refreshMirror(QObject *context, std::function<void(bool current)> then);
    /// How often syncMirror() goes by itself, 0 to 1440; 0: never.
    static constexpr int maxMirrorCheckMinutes = 1440;
    void setMirrorCheckMinutes(int minutes);

Q_SIGNALS:
    void interruptedJobsChanged();
    /// The journal cannot be opened or read; changes fail with JobError::Kind::Journal, nothing is
    /// sent.
    void journalFailed(const QString &error);
    void trafficChanged(const segmentdesk::Traffic &traffic);
    /// The store does not accept the token; once for each token.
    void unauthorized();
    void accessChanged();
    // After a job ended that changed something, so that views read again.
    void segmentsChanged(); ///< made, renamed or deleted
    void membersChanged(const segmentdesk::SegmentId &segment);
    void profilesChanged(); ///< made or deleted
    /// What this person's details show is different; given for jobs of up to 500 people.
    void personChanged(const segmentdesk::ProfileId &profile);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
