// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/batchengine.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <algorithm>

namespace segmentdesk {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds firstPause = 250ms;
constexpr std::chrono::milliseconds longestPause = 30s;
/// Likewise before a stopped job looks once more at what may have been sent.
constexpr std::chrono::milliseconds longestPauseAtEnd = 4s;

} // namespace

std::chrono::milliseconds BatchEngine::pauseBefore(int tries)
{
    const auto longest = std::min(firstPause * (1 << std::min(tries, 10)), longestPause);
    return longest / 2
        + std::chrono::milliseconds(
               QRandomGenerator::global()->bounded(static_cast<int>(longest.count() / 2) + 1));
}

BatchEngine::BatchEngine(Outcome &outcome, Items items, Operations operations, QObject *parent)
    : QObject(parent), m_outcome(outcome), m_items(std::move(items)),
      m_operations(std::move(operations)), m_looking(std::make_unique<QObject>()),
      m_batchSize(m_operations.batchSize)
{
}

void BatchEngine::addUnknown(const Items &items)
{
    m_unknown.unite(QSet<qint32>(items.cbegin(), items.cend()));
    for (qsizetype i = 0; i < items.size(); i += m_batchSize) {
        Batch batch;
        batch.items = items.mid(i, m_batchSize);
        batch.lostAnswer = true;
        batch.isReadBack = true;
        ApiError reason;
        reason.kind = ApiError::Kind::OutcomeUnknown;
        batch.reason = reason;
        // The store may still be at work on what the other process sent last.
        requeueAfter(std::move(batch), 1s);
    }
}

void BatchEngine::start()
{
    m_started = true;
    // onEnd must not come before start() has returned, also if there is nothing to do.
    QTimer::singleShot(0, this, &BatchEngine::pump);
}

void BatchEngine::pause()
{
    m_paused = true;
}

void BatchEngine::resume()
{
    if (!m_paused)
        return;
    m_paused = false;
    ++m_epoch;
    if (m_started)
        pump();
}

void BatchEngine::stop()
{
    m_stopping = true;
    m_paused = false;
    if (m_started)
        pump();
}

void BatchEngine::pump()
{
    if (m_ended)
        return;
    if (m_stopping && !std::exchange(m_dropped, true))
        dropWaiting();
    intend();
    // If the segment is gone, nothing more need be tried.
    while (!m_paused && !m_checkingTarget && m_inFlight < maxInFlight) {
        std::optional<Batch> batch = next();
        if (!batch)
            break;
        ++m_inFlight;
        batch->epoch = m_epoch;
        if (batch->isReadBack)
            readBack(std::move(*batch));
        else
            send(std::move(*batch));
    }
    endIfDone();
}

/// Who stops does not wait for the quota: what is not on the wire need not be answered.
void BatchEngine::dropWaiting()
{
    m_inFlight -= std::exchange(m_looks, 0);
    // Not now: one of its callbacks may have led here.
    QObject *looking = m_looking.release();
    looking->setParent(this);
    looking->deleteLater();
    if (m_operations.withdraw)
        m_operations.withdraw(this);
    // No long pause is awaited before a stopped job ends. What may have been sent is
    // read back nevertheless, and what cannot be is left open.
    for (auto &[id, batch] : std::exchange(m_delayed, {})) {
        batch.tries = 0;
        if (batch.isOpen())
            requeueAfter(std::move(batch), firstPause);
        else
            requeue(std::move(batch));
    }
}

std::optional<BatchEngine::Batch> BatchEngine::next()
{
    while (!m_ready.empty()) {
        Batch batch = std::move(m_ready.front());
        m_ready.pop_front();
        if (!m_stopping || batch.isOpen())
            return batch;
        // Stopped before it could be sent (again): its items stay as not sent.
    }
    if (m_stopping)
        return std::nullopt;
    if (onIntend && !m_intended.empty()) {
        Batch batch = std::move(m_intended.front());
        m_intended.pop_front();
        return batch;
    }
    if (!onIntend) {
        if (std::optional<Batch> batch = takeFurther(true))
            return batch;
    }
    return static_cast<int>(m_looked.size()) < maxIntended ? takeFurther(false) : std::nullopt;
}

/// The next items, if they are known not to be in the desired state, or if they are not (then to
/// look them up).
std::optional<BatchEngine::Batch> BatchEngine::takeFurther(bool known)
{
    if (known && !m_looked.empty()) {
        Batch batch = std::move(m_looked.front());
        m_looked.pop_front();
        return batch;
    }
    Batch batch;
    batch.items = m_items.mid(m_next, m_batchSize);
    if (batch.items.isEmpty()
        || known
            != (!m_operations.isKnown
                || std::all_of(batch.items.cbegin(), batch.items.cend(), m_operations.isKnown)))
        return std::nullopt;
    m_next += batch.items.size();
    batch.isReadBack = !known;
    batch.isFirstLook = !known;
    return batch;
}

void BatchEngine::intend()
{
    while (onIntend && !m_stopping && !m_paused
           && static_cast<int>(m_intended.size()) + m_intending < maxIntended) {
        const std::optional<Batch> batch = takeFurther(true);
        if (!batch)
            return;
        ++m_intending;
        onIntend(batch->items, this, [this, batch = *batch](const std::optional<JobError> &error) {
            --m_intending;
            if (error)
                fail(*error);
            else
                m_intended.push_back(batch);
            pump();
        });
    }
}

void BatchEngine::send(Batch batch)
{
    batch.sentAt = ++m_sends;
    const Items items = batch.items;
    mark(batch, true);
    m_operations.write(items, this, [this, batch = std::move(batch)](Result<BatchAnswer> answer) {
        --m_inFlight;
        if (answer)
            m_targetCheckedAt = std::max(m_targetCheckedAt, batch.sentAt);
        onWriteReply(batch, std::move(answer));
        pump();
    });
}

void BatchEngine::readBack(Batch batch)
{
    const Items items = batch.items;
    QObject *context = this;
    if (batch.isFirstLook) {
        ++m_looks;
        context = m_looking.get();
    }
    const bool mayBeSent = !batch.isFirstLook;
    m_operations.readBack(items, mayBeSent, context,
                          [this, batch = std::move(batch)](Result<QList<ItemState>> answer) {
                              if (batch.isFirstLook && !m_looking)
                                  return; // dropped
                              m_looks -= batch.isFirstLook ? 1 : 0;
                              --m_inFlight;
                              onReadBack(batch, std::move(answer));
                              pump();
                          });
}

void BatchEngine::onLookedUp(const Batch &batch, const QList<ItemState> &states)
{
    const bool anyAsWished =
        std::any_of(states.cbegin(), states.cend(), [](const ItemState &state) {
            return state.state == ItemState::State::InDesiredState;
        });
    if (anyAsWished && m_operations.absenceIsWished && m_operations.targetExists
        && m_targetCheckedAt < 0) {
        // A deleted segment has no members: that is not what was asked for.
        ApiError gone;
        gone.kind = ApiError::Kind::NotFound;
        gone.details = QStringLiteral("the list of segments does not have it");
        checkTarget(batch, gone);
        return;
    }
    Batch rest;
    for (qsizetype i = 0; i < batch.items.size(); ++i) {
        const ItemState state = states.value(i);
        // What seems to be gone is sent nevertheless: the store has the last word, and a reason.
        // But it answers a removal of what does not exist as if it had been there.
        if (state.state == ItemState::State::InDesiredState)
            settle(batch.items.at(i), ItemStatus::NothingToDo, nullptr, state.profileId);
        else if (state.state == ItemState::State::Gone && m_operations.absenceIsWished)
            settle(batch.items.at(i), ItemStatus::NotFound);
        else
            rest.items.append(batch.items.at(i));
        if (state.state == ItemState::State::Gone)
            m_goneBefore.insert(batch.items.at(i));
    }
    if (!rest.items.isEmpty())
        m_looked.push_back(std::move(rest));
}

void BatchEngine::split(const Batch &batch)
{
    const qsizetype half = batch.items.size() / 2;
    Batch first = batch;
    Batch second = batch;
    first.items = batch.items.mid(0, half);
    second.items = batch.items.mid(half);
    requeue(std::move(second));
    requeue(std::move(first));
}

/// What waits in a row that says what is true if nothing more ever comes.
void BatchEngine::mark(const Batch &batch, bool maybeSent)
{
    for (const qint32 item : batch.items)
        m_outcome.items[item].what = maybeSent ? ItemStatus::Unknown : ItemStatus::NotSent;
}

void BatchEngine::leaveOpen(const Batch &batch, const ApiError &reason)
{
    if (!batch.isOpen())
        return;
    mark(batch, true);
    for (const qint32 item : batch.items)
        m_outcome.items[item].reason = m_outcome.addReason(reason);
}

void BatchEngine::requeue(Batch batch)
{
    mark(batch, batch.isOpen());
    m_ready.push_front(std::move(batch));
}

void BatchEngine::requeueAfter(Batch batch, std::chrono::milliseconds wait)
{
    mark(batch, batch.isOpen());
    if (m_stopping && !batch.isOpen())
        return; // is not sent any more
    if (m_stopping)
        wait = std::min(wait, longestPauseAtEnd);
    const quint64 id = ++m_lastDelayed;
    m_delayed.emplace(id, std::move(batch));
    QTimer::singleShot(wait, this, [this, id] {
        const auto found = m_delayed.find(id);
        if (found == m_delayed.end())
            return;
        requeue(std::move(found->second));
        m_delayed.erase(found);
        pump();
    });
}

void BatchEngine::laterOrWait(Batch batch, const ApiError &error)
{
    ++batch.tries;
    if (batch.tries >= maxTries) {
        batch.tries = 0;
        const int epoch = batch.epoch;
        requeue(std::move(batch));
        wait(error, epoch);
        return;
    }
    const std::chrono::milliseconds pause = std::max(error.retryAfter, pauseBefore(batch.tries));
    requeueAfter(std::move(batch), std::min(pause, std::chrono::milliseconds(2min)));
}

void BatchEngine::wait(const ApiError &error, int epoch)
{
    // What was sent before the user resumed it (with a new token, say) proves nothing about now.
    if (m_paused || m_stopping || epoch < m_epoch)
        return;
    m_paused = true;
    if (onWait)
        onWait({JobError::Kind::Store, error, {}});
}

void BatchEngine::fail(const JobError &error)
{
    if (!m_error)
        m_error = error;
    m_stopping = true;
    m_paused = false;
}

void BatchEngine::settle(qint32 item, ItemStatus what, const ApiError *reason, ProfileId profileId)
{
    OutcomeItem &row = m_outcome.items[item];
    row.what = what;
    row.reason = reason ? m_outcome.addReason(*reason) : OutcomeItem::noReason;
    if (!profileId.isNull())
        row.profileId = profileId;
    ++m_settled;
    if (what == ItemStatus::Failed)
        ++m_failuresInARow;
    else if (what == ItemStatus::Changed)
        m_failuresInARow = 0;
    if (onSettled)
        onSettled(item);
}

void BatchEngine::settleAll(const Items &items, ItemStatus what, const ApiError *reason)
{
    for (const qint32 item : items)
        settle(item, what, reason);
}

void BatchEngine::settleDesired(qint32 item, ItemStatus byWhom, ProfileId profileId)
{
    // What was seen not to be so, and is sent by this engine, is its own work.
    const bool isByUs = byWhom == ItemStatus::Changed
        && !(isByOther && m_unknown.contains(item) && isByOther(item, profileId));
    settle(item, isByUs ? byWhom : ItemStatus::NothingToDo, nullptr, profileId);
}

void BatchEngine::endIfDone()
{
    if (m_ended)
        return;
    const bool nothingLeft = m_ready.empty()
        && (m_stopping || (m_next >= m_items.size() && m_looked.empty() && m_intended.empty()));
    if (m_inFlight > 0 || m_intending > 0 || !m_delayed.empty() || !nothingLeft
        || !m_waitingForTarget.empty()) {
        if (onProgress)
            onProgress();
        return;
    }
    m_ended = true;
    const QPointer<BatchEngine> alive(this);
    if (onProgress)
        onProgress();
    if (alive && onEnd)
        onEnd(m_error);
}

} // namespace segmentdesk
