// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"
#include "models/jobs/job.h"
#include "models/jobs/outcome.h"

#include <QList>
#include <QObject>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace segmentdesk {

/// How it stands with one item in the store, seen from what is wished.
struct ItemState
{
    enum class State : quint8 {
        AsWished, ///< is a member (adding), is none (removing), has a profile (creating), …
        NotAsWished,
        Gone, ///< the store does not know it
    };

    State state = State::NotAsWished;
    ProfileId profileId; ///< creating profiles: the one it has
};

/// What a write answered that the store carried out, at least in part.
struct BatchAnswer
{
    QList<ProfileId> profileIds; ///< creating profiles: the new ids, by position; else empty
    /// Items for which the answer does not say that they were changed, and why.
    QList<std::pair<qint32, ApiError>> doubtful;
};

/// Sends the items of an outcome in batches, several requests in flight, and settles what happened
/// to each. One item that the store refuses never takes its batch along; what was not proven to be
/// applied is read back before it is sent again. An item is in one request at a time.
///
/// Only what was not as wished is ever sent, so what is as wished after a lost answer counts as
/// changed by this job. That holds unless somebody else makes the same change to the same item
/// between the look and the write, and that write's answer is lost: nothing the store tells can
/// keep the two apart.
class BatchEngine : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxInFlight = 10;
    /// So many single refusals one after the other, nothing changed between: the job is given up.
    static constexpr int maxFailuresInARow = 100;
    /// Batches that are written down ahead of those in flight, so that the disk is never waited
    /// for.
    static constexpr int maxIntended = 20;
    /// Tries of one request before the job waits for the user, with growing pauses between them.
    static constexpr int maxTries = 5;

    using Items = QList<qint32>; ///< positions in the outcome

    /// What makes one operation different from the others. All answer asynchronously.
    struct Operations
    {
        std::function<void(const Items &items, QObject *context, Callback<BatchAnswer>)> write;
        std::function<void(const Items &items, QObject *context, Callback<QList<ItemState>>)>
            readBack;
        /// The items that a conflict names; empty: it names none.
        std::function<Items(const ApiError &error, const Items &items)> named;
        /// Whether what the items go into is there; not set: there is nothing that could be
        /// missing.
        std::function<void(QObject *context, Callback<bool>)> targetExists;
        /// A conflict that names nobody: true: read back who it is, false: halve the batch.
        bool readBackConflicts = false;
        /// Whether it is known already that an item is not as wished. Others are looked up before
        /// they are written (as one request for each batch, if their customers are known). Not set:
        /// of all.
        std::function<bool(qint32 item)> isKnown;
        /// Takes back those writes of @p context that are not on the wire: they end as
        /// NoConnection. Not set: who stops waits until they were sent and answered.
        std::function<void(const QObject *context)> withdraw;
        /// Taking out of the target: also what is as wished proves nothing while the target may be
        /// gone, so that is looked at before anything counts as nothing to do.
        bool absenceIsWished = false;
        bool goneIsWished =
            false; ///< deleting: what is not there after a lost answer was deleted by us
        int batchSize = 50;
    };

    /// Sends @p items of @p outcome, which must outlive this object.
    BatchEngine(Outcome &outcome, Items items, Operations operations, QObject *parent);

    /// Items that an earlier process may have sent: they are read back before anything else.
    /// To be called before start(); they are not among the constructor's.
    void addUnknown(const Items &items);
    void start();
    void pause();
    void resume();
    /// Sends no further write, nor what waits for the quota; ended() comes once everything on the
    /// wire is settled.
    void stop();

    qint64 settled() const { return m_settled; }

    /// Something was settled.
    std::function<void()> onProgress;
    /// It cannot go on now; it has paused itself, resume() tries again.
    std::function<void(const JobError &error)> onWait;
    /// Everything is settled, or it was stopped, or failed with an error.
    std::function<void(const std::optional<JobError> &error)> onEnd;
    /// Writes down that items are about to be sent, and calls `granted` once that is safe, with
    /// nothing, or with why it failed: then nothing more is sent. Not set: nothing is written down.
    std::function<void(const Items &items, QObject *context,
                       std::function<void(const std::optional<JobError> &error)> granted)>
        onIntend;
    /// Told of every item as it is settled.
    std::function<void(qint32 item)> onSettled;

private:
    struct Batch
    {
        Items items;
        bool isReadBack = false; ///< what to do next with it: read back, or write
        bool isFirstLook = false; ///< reading back what was not sent yet
        bool lostAnswer = false; ///< an earlier write may have been applied, in part or as a whole
        bool namedBefore = false; ///< a conflict named others, who were taken out
        bool refusedBefore = false; ///< was part of a batch that the store refused
        bool isConflict = false; ///< reading back after a conflict that named nobody
        int tries = 0;
        int lostAnswers = 0;
        std::optional<ApiError> reason; ///< why it is read back
        QList<std::pair<qint32, ApiError>>
            doubtful; ///< reading back what an answer did not confirm
        qint64 sentAt = 0;
        int epoch = 0; ///< how often the engine had been resumed when it was sent
    };

    void pump();
    void dropWaiting();
    void intend();
    std::optional<Batch> next();
    std::optional<Batch> takeFurther(bool known);
    void looked(const Batch &batch, const QList<ItemState> &states);
    void send(Batch batch);
    void readBack(Batch batch);
    void written(Batch batch, Result<BatchAnswer> answer);
    void refused(Batch batch, const ApiError &error);
    void conflict(Batch batch, const ApiError &error);
    void notFound(Batch batch, const ApiError &error);
    void wasReadBack(Batch batch, Result<QList<ItemState>> answer);
    void checkTarget(Batch batch, const ApiError &error);
    void halve(const Batch &batch);
    void again(Batch batch);
    void later(Batch batch, std::chrono::milliseconds wait);
    void laterOrWait(Batch batch, const ApiError &error);
    void wait(const ApiError &error, int epoch);
    void fail(const JobError &error);
    void settle(qint32 item, What what, const ApiError *reason = nullptr, ProfileId profileId = {});
    void settleAll(const Items &items, What what, const ApiError *reason = nullptr);
    What alreadyThere(const Batch &batch) const;
    void endIfDone();

    Outcome &m_outcome;
    Items m_items;
    Operations m_operations;
    qsizetype m_next = 0;
    std::deque<Batch> m_ready; ///< to be sent before further items
    std::deque<Batch> m_looked; ///< further items that were looked up
    std::deque<Batch> m_intended; ///< further items that are written down already
    int m_intending = 0; ///< batches that are being written down
    int m_inFlight = 0;
    int m_looks = 0; ///< of them, first looks
    std::unique_ptr<QObject> m_looking; ///< context of first looks; null: they are not wanted
    std::map<quint64, Batch> m_delayed; ///< wait for a pause to pass
    quint64 m_lastDelayed = 0;
    int m_batchSize;
    int m_failuresInARow = 0;
    qint64 m_settled = 0;
    qint64 m_sends = 0; ///< a clock: counts what was sent
    qint64 m_targetCheckedAt = -1; ///< of that clock
    bool m_checkingTarget = false;
    std::deque<std::pair<Batch, ApiError>> m_waitingForTarget;
    int m_epoch = 0;
    bool m_started = false;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_dropped = false; ///< what waits was dropped
    bool m_ended = false;
    std::optional<JobError> m_error;
};

} // namespace segmentdesk
