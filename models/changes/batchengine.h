// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/result.h"
#include "models/jobs/job.h"

#include <QList>
#include <QObject>
#include <QSet>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace segmentdesk {

/// How it stands with one item in the store, seen from what is wished.
struct ItemState
{
    enum class State : quint8 {
        InDesiredState, ///< is a member (adding), is none (removing), has a profile (creating), …
        NotInDesiredState,
        Gone, ///< the store does not know it
    };

    State state = State::NotInDesiredState;
    ProfileId profileId; ///< creating profiles: the one it has
};

/// What a write answered that the store carried out, at least in part: item by item, as far as the
/// answer goes into items.
struct BatchAnswer
{
    /// Items that it names as changed; creating profiles: with the new id.
    QList<std::pair<qint32, ProfileId>> changed;
    QList<qint32> asBefore; ///< items that it names as having been in the desired state before
    QList<std::pair<qint32, ApiError>> refused; ///< items that it names as failed, and why
    qint64 applied = -1; ///< how many it says were changed; -1: it does not say
    bool isWhole = true; ///< it says that all of it was carried out, but for what it names
    bool namesChanged = false; ///< one of its kind names all that was changed: others are read back
    ApiError reason; ///< for those it does not name, if they turn out not to be changed
};

/// Sends the items of an outcome in batches, several requests in flight, and settles what happened
/// to each:
///   look -> intend -> granted -> send -> settle, or read back -> settle or send again -> note
/// One item that the store refuses never takes its batch along. What an answer does not prove,
/// either way, is read back before it is sent again. An item is in one request at a time; from the
/// moment it is sent until its fate is proven its row says ItemStatus::Unknown, so that whatever
/// ends the engine leaves no row that claims more than is known.
///
/// Only what was not in the desired state is ever sent, so what is in the desired state after a
/// lost answer counts as changed by this job. That holds unless another client makes the same
/// change to the same item between the look and the write, and that write's answer is lost: nothing
/// the store returns can keep the two apart. After a conflict that does not say what was applied it
/// counts as having been so before: what is not proven to be changed by this job is never undone.
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
        /// Answers how items are in the store. @p mayBeSent: they may have been sent, so that the
        /// answer decides what came of that, and must not lag behind.
        std::function<void(const Items &items, bool mayBeSent, QObject *context,
                           Callback<QList<ItemState>>)>
            readBack;
        /// The items that a conflict names; empty: it names none.
        std::function<Items(const ApiError &error, const Items &items)> named;
        /// Whether what the items go into is there; not set: there is nothing that could be
        /// missing.
        std::function<void(QObject *context, Callback<bool>)> targetExists;
        /// Whether it is known already that an item is not in the desired state. Others are looked
        /// up before they are written (as one request for each batch, if their customers are
        /// known). Not set: of all.
        std::function<bool(qint32 item)> isKnown;
        /// Takes back those writes of @p context that are not on the wire: they end as
        /// NoConnection. Not set: who stops waits until they were sent and answered.
        std::function<void(const QObject *context)> withdraw;
        /// Taking out of the target: also what is in the desired state proves nothing while the
        /// target may be gone, so that is looked at before anything counts as nothing to do.
        bool absenceIsWished = false;
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
    /// It cannot continue now; it has paused itself, resume() tries again.
    std::function<void(const JobError &error)> onWait;
    /// Everything is settled, or it was stopped, or failed with an error.
    std::function<void(const std::optional<JobError> &error)> onEnd;
    /// Writes down that items are about to be sent, and calls `granted` once that is safe, with
    /// nothing, or with why it failed: then nothing more is sent. Not set: nothing is written down.
    std::function<void(const Items &items, QObject *context,
                       std::function<void(const std::optional<JobError> &error)> granted)>
        onIntend;
    /// Receives every item as it is settled.
    std::function<void(qint32 item)> onSettled;
    /// Whether another change of this program did to an item what this one wished, after this one
    /// may have sent it: then this one did not. @p profileId: ItemState::profileId. Not set: none.
    std::function<bool(qint32 item, ProfileId profileId)> isByOther;

private:
    struct Batch
    {
        Items items;
        bool isReadBack = false; ///< what to do next with it: read back, or write
        bool isFirstLook = false; ///< reading back what was not sent yet
        bool lostAnswer = false; ///< an earlier write may have been applied, in part or in full
        /// Its write may have been applied, and was not read back since.
        bool isOpen() const { return isReadBack && !isFirstLook; }
        bool namedBefore = false; ///< a conflict named others, who were removed
        int conflicts = 0; ///< without names
        /// Reading back after a refusal that does not say what was applied: the refusal.
        std::optional<ApiError> refusal;
        bool isPart = false; ///< reading back what an answer does not name
        bool isWhole = false; ///< of that answer: see BatchAnswer
        qint64 claimed = -1; ///< how many of them it says were changed; -1: it does not say
        int tries = 0;
        int lostAnswers = 0;
        std::optional<ApiError> reason; ///< why it is read back
        QList<std::pair<qint32, ApiError>>
            doubtful; ///< reading back: those that an answer names as failed
        qint64 sentAt = 0;
        int epoch = 0; ///< how often the engine had been resumed when it was sent
    };

    void pump();
    void dropWaiting();
    void intend();
    std::optional<Batch> next();
    std::optional<Batch> takeFurther(bool known);
    void onLookedUp(const Batch &batch, const QList<ItemState> &states);
    void send(Batch batch);
    void readBack(Batch batch);
    void onWriteReply(Batch batch, Result<BatchAnswer> answer);
    void onWriteError(Batch batch, const ApiError &error);
    void conflict(Batch batch, const ApiError &error);
    void notFound(Batch batch, const ApiError &error);
    /// Looks what a refused write left, also if the refusal says that it was nothing.
    void look(Batch batch, const ApiError &error);
    void refusedAfterLook(Batch batch, const ApiError &error, bool nobodyFound);
    void refuse(const Batch &batch, const ApiError &error);
    void onReadBack(Batch batch, Result<QList<ItemState>> answer);
    void checkTargetOf(Batch batch, const QList<ItemState> &states);
    void judge(Batch batch, const QList<ItemState> &states);
    void checkTarget(Batch batch, const ApiError &error);
    void split(const Batch &batch);
    void requeue(Batch batch);
    void mark(const Batch &batch, bool maybeSent);
    void leaveOpen(const Batch &batch, const ApiError &reason);
    void requeueAfter(Batch batch, std::chrono::milliseconds wait);
    /// Half fixed, half random, so that jobs which failed together do not come back together.
    static std::chrono::milliseconds pauseBefore(int tries);
    void laterOrWait(Batch batch, const ApiError &error);
    void wait(const ApiError &error, int epoch);
    void fail(const JobError &error);
    void settle(qint32 item, ItemStatus what, const ApiError *reason = nullptr,
                ProfileId profileId = {});
    void settleAll(const Items &items, ItemStatus what, const ApiError *reason = nullptr);
    /// Of an item that is in the desired state.
    void settleDesired(qint32 item, ItemStatus byWhom, ProfileId profileId = {});
    void cannotBeTold(qint32 item);
    static ItemStatus desiredBy(const Batch &batch, qsizetype number);
    void endIfDone();

    Outcome &m_outcome;
    Items m_items;
    Operations m_operations;
    qsizetype m_next = 0;
    std::deque<Batch> m_ready; ///< to be sent before further items
    QSet<qint32> m_unknown; ///< items of addUnknown() that were not seen as they are since
    QSet<qint32> m_goneBefore; ///< items that a look did not find, and that were sent nevertheless
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
