// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changegroup.h"
#include "models/changes/grouprun.h"
#include "models/domain/account.h"
#include "models/domain/plan.h"
#include "models/domain/quotausage.h"
#include "models/export/exportjob.h"
#include "models/network/networkaccess.h"
#include "models/session/interruptedjob.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace segmentdesk {

class BackupJob;
class ChangeJob;
class History;
class InterruptedChanges;
class JobQueue;
class Journal;
class Mirror;
class MirrorUpdater;
class RestClient;
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
        QString mirrorFolder; ///< where this store's local copy is kept; empty: it has none
        bool mirrorReadsStore = true; ///< false: the copy only learns what is changed here
        int mirrorCheckMinutes = 15; ///< how often the copy is checked; 0: only on request
        /// After which jobs that wait for a store which does not answer try again.
        std::chrono::milliseconds retryPause = std::chrono::seconds(15);
        NetworkAccess network{};
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
    /// A new token for the same store; jobs that wait for one continue with it. What it may do is
    /// unknown again.
    void setToken(const QString &token);
    /// Jobs that wait for a store that cannot be reached try again now.
    void tryAgain();
    /// What the token may do, as far as answers have shown.
    const StoreAccess &access() const;
    /// Finds out whether the token may change anything, with one request that changes nothing.
    void probeAccess();
    static constexpr qsizetype maxOddRows = 100;
    /// What the store sent since it was opened and what cannot be read, a line a row: the request,
    /// the place and the problem. At most maxOddRows.
    QStringList oddRows() const;

    /// Requests that the user waits for.
    StoreApi &interactive();
    /// Requests of jobs and scans.
    StoreApi &background();
    JobQueue &jobs();
    History &history();
    QuotaUsage traffic() const;

    // Changes: each is a group of changes, whose parts become jobs in the queue, one after the
    // other.
    /// Several changes as one step: one undo takes them all back. Null: there is nothing to do.
    GroupRun *run(const ChangeGroup &group);
    /// A single change: a group of one. Its job belongs to the queue; it is never null.
    ChangeJob *run(const Plan &plan);
    /// The group of a job that has not ended; null: it has ended, or the job is no change.
    GroupRun *groupOf(const Job *job) const;
    /// Runs the failed and not sent ids of an ended job again, and then what its group did not get
    /// to; null if it has none.
    ChangeJob *retry(const ChangeJob &job);
    /// The same of a plan that ChangeJob::retryPlan() made; see ChangeRunner::retry().
    ChangeJob *retry(const Plan &plan);
    ExportJob *exportPeople(const ExportSpec &spec);
    /// Writes all segments with their members into a folder; of the local copy, if it is complete.
    BackupJob *backUp(const QString &folder);

    // With a journal folder only: what an earlier process left.
    using InterruptedJob = segmentdesk::InterruptedJob;
    InterruptedChanges &interrupted();
    /// Null without a journal folder.
    Journal *journal();

    // The local copy. With a folder for it, it is read in the background from the beginning.
    /// Null without a mirror folder.
    Mirror *mirror();
    MirrorUpdater &mirrorUpdater();

Q_SIGNALS:
    void interruptedJobsChanged();
    /// InterruptedChanges::resume() or discard() has led to this group, whose first job is in the
    /// queue. Null: nothing was under way or left to do, or its record cannot be read.
    void takenUp(qint64 id, segmentdesk::GroupRun *run);
    /// The journal cannot be opened or read; changes fail with JobError::Kind::Journal, nothing is
    /// sent.
    void journalFailed(const QString &error);
    /// What was done cannot be written down, in words of the system; it is retried,
    /// and nothing more is sent meanwhile. Empty: all is written.
    void journalBehind(const QString &error);
    /// So many records of the journal cannot be read; they were set aside, and the rest works.
    void journalSetAside(int records);
    /// The store sent rows that cannot be read, and that are left out: see oddRows().
    void oddRowsChanged();
    void trafficChanged(const segmentdesk::QuotaUsage &traffic);
    /// The store does not accept the token; once for each token.
    void unauthorized();
    void accessChanged();
    /// A job has ended; what it changed is in the history (@p entry; 0: nothing was changed) and in
    /// the local copy, and the job that comes next in its group is in the queue. @p run: that
    /// group, which may have ended with it; null: it is no change. The last that is said of a job:
    /// views and announcements listen to this.
    void recorded(segmentdesk::Job *job, quint64 entry, segmentdesk::GroupRun *run);
    /// A group waits for an answer before it loses something that was not confirmed: see
    /// GroupRun::question(). Without an answer it waits, and nothing is sent.
    void asked(segmentdesk::GroupRun *run);
    // After a job ended that changed something, before recorded(), so that views refresh.
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
