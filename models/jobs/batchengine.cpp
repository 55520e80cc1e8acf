// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/batchengine.h"

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
/// Lost answers of one batch, with the store reachable in between, before it is halved.
constexpr int maxLostAnswers = 3;

/// Half fixed, half random, so that jobs which failed together do not come back together.
std::chrono::milliseconds pauseBefore(int tries)
{
    const auto whole = std::min(firstPause * (1 << std::min(tries, 10)), longestPause);
    return whole / 2
        + std::chrono::milliseconds(
               QRandomGenerator::global()->bounded(static_cast<int>(whole.count() / 2) + 1));
}

} // namespace

BatchEngine::BatchEngine(Outcome &outcome, Items items, Operations operations, QObject *parent)
    : QObject(parent), m_outcome(outcome), m_items(std::move(items)),
      m_operations(std::move(operations)), m_looking(std::make_unique<QObject>()),
      m_batchSize(m_operations.batchSize)
{
}

void BatchEngine::addUnknown(const Items &items)
{
    for (qsizetype i = 0; i < items.size(); i += m_batchSize) {
        Batch batch;
        batch.items = items.mid(i, m_batchSize);
        batch.lostAnswer = true;
        batch.isReadBack = true;
        ApiError reason;
        reason.kind = ApiError::Kind::OutcomeUnknown;
        batch.reason = reason;
        // The store may still be at work on what the other process sent last.
        later(std::move(batch), 1s);
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
    if (m_stopping && !m_delayed.empty()) {
        // Nobody waits for a pause to pass before a stopped job ends.
        for (auto &[id, batch] : std::exchange(m_delayed, {}))
            again(std::move(batch));
    }
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
}

std::optional<BatchEngine::Batch> BatchEngine::next()
{
    while (!m_ready.empty()) {
        Batch batch = std::move(m_ready.front());
        m_ready.pop_front();
        if (!m_stopping || (batch.isReadBack && !batch.isFirstLook))
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

/// The next items, if they are known not to be as wished, or if they are not (then to look them
/// up).
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
    m_operations.write(items, this, [this, batch = std::move(batch)](Result<BatchAnswer> answer) {
        --m_inFlight;
        if (answer)
            m_targetCheckedAt = std::max(m_targetCheckedAt, batch.sentAt);
        written(batch, std::move(answer));
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
    m_operations.readBack(items, context,
                          [this, batch = std::move(batch)](Result<QList<ItemState>> answer) {
                              if (batch.isFirstLook && !m_looking)
                                  return; // dropped
                              m_looks -= batch.isFirstLook ? 1 : 0;
                              --m_inFlight;
                              wasReadBack(batch, std::move(answer));
                              pump();
                          });
}

void BatchEngine::written(Batch batch, Result<BatchAnswer> answer)
{
    if (!answer) {
        refused(std::move(batch), answer.error());
        return;
    }
    QSet<qint32> doubtful;
    for (const auto &[item, reason] : std::as_const(answer->doubtful))
        doubtful.insert(item);
    for (qsizetype i = 0; i < batch.items.size(); ++i) {
        const qint32 item = batch.items.at(i);
        if (!doubtful.contains(item)) {
            settle(item, What::Changed, nullptr,
                   i < answer->profileIds.size() ? answer->profileIds.at(i) : ProfileId());
        }
    }
    if (doubtful.isEmpty())
        return;
    Batch rest;
    rest.items = doubtful.values();
    std::sort(rest.items.begin(), rest.items.end());
    rest.isReadBack = true;
    rest.lostAnswer = batch.lostAnswer;
    rest.doubtful = answer->doubtful;
    again(std::move(rest));
}

void BatchEngine::refused(Batch batch, const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Conflict:
        conflict(std::move(batch), error);
        return;
    case Kind::NotFound:
        notFound(std::move(batch), error);
        return;
    case Kind::Rejected:
    case Kind::TooLarge:
        if (batch.items.size() > 1) {
            if (error.kind == Kind::TooLarge)
                m_batchSize =
                    std::max(1, std::min(m_batchSize, static_cast<int>(batch.items.size() / 2)));
            batch.refusedBefore = true;
            halve(batch);
            return;
        }
        settle(batch.items.first(), What::Failed, &error);
        if (m_failuresInARow >= maxFailuresInARow)
            fail({JobError::Kind::TooManyFailures, error, {}});
        return;
    case Kind::NoConnection:
    case Kind::RateLimited:
        laterOrWait(std::move(batch), error); // nothing was applied
        return;
    case Kind::OutcomeUnknown:
    case Kind::Timeout:
    case Kind::ServerFailure:
    case Kind::UnexpectedAnswer:
    case Kind::IncompleteList:
    case Kind::AnswerTooLarge: {
        batch.lostAnswer = true;
        ++batch.lostAnswers;
        batch.isReadBack = true;
        batch.reason = error;
        batch.tries = 0;
        // The store may still be at work on it: the first look is soon, later ones are not.
        later(std::move(batch), pauseBefore(batch.lostAnswers - 1));
        return;
    }
    case Kind::Unauthorized:
    case Kind::TlsFailure: {
        const int epoch = batch.epoch;
        again(std::move(batch));
        wait(error, epoch);
        return;
    }
    case Kind::Forbidden:
    case Kind::InvalidArguments:
    case Kind::Redirected:
        fail({JobError::Kind::Store, error, {}});
        return;
    }
}

What BatchEngine::alreadyThere(const Batch &batch) const
{
    return batch.lostAnswer ? What::Changed : What::NothingToDo;
}

void BatchEngine::conflict(Batch batch, const ApiError &error)
{
    const Items named = m_operations.named ? m_operations.named(error, batch.items) : Items();
    if (!named.isEmpty()) {
        // Named only now, and everybody: then it was the first write that put them there, because
        // the store carries out what it can of a batch with conflicts.
        const bool byUs =
            batch.lostAnswer || (batch.namedBefore && named.size() == batch.items.size());
        settleAll(named, byUs ? What::Changed : What::NothingToDo);
        const QSet<qint32> out(named.cbegin(), named.cend());
        batch.items.removeIf([&out](qint32 item) { return out.contains(item); });
        batch.namedBefore = true;
        if (!batch.items.isEmpty())
            again(std::move(batch));
        return;
    }
    if (m_operations.readBackConflicts && !batch.isConflict) {
        batch.isReadBack = true;
        batch.isConflict = true;
        batch.reason = error;
        again(std::move(batch));
        return;
    }
    if (batch.items.size() == 1) {
        if (m_operations.readBackConflicts)
            settle(batch.items.first(), What::Failed, &error);
        else
            settle(batch.items.first(), alreadyThere(batch));
        return;
    }
    batch.refusedBefore = true;
    halve(batch);
}

void BatchEngine::notFound(Batch batch, const ApiError &error)
{
    if (m_error && m_error->kind == JobError::Kind::SegmentGone)
        return; // a late answer to what is known by now: was not applied, stays as not sent
    if (m_operations.targetExists && m_targetCheckedAt < batch.sentAt) {
        checkTarget(std::move(batch), error);
        return;
    }
    if (batch.items.size() == 1) {
        if (batch.lostAnswer && m_operations.goneIsWished)
            settle(batch.items.first(), What::Changed);
        else
            settle(batch.items.first(), What::NotFound, &error);
        return;
    }
    batch.refusedBefore = true;
    halve(batch);
}

void BatchEngine::checkTarget(Batch batch, const ApiError &error)
{
    m_waitingForTarget.emplace_back(std::move(batch), error);
    if (m_checkingTarget)
        return;
    m_checkingTarget = true;
    const qint64 at = m_sends;
    ++m_inFlight;
    m_operations.targetExists(this, [this, at](Result<bool> answer) {
        --m_inFlight;
        m_checkingTarget = false;
        auto waiting = std::exchange(m_waitingForTarget, {});
        if (answer && *answer)
            m_targetCheckedAt = at;
        for (auto &[waiter, why] : waiting) {
            if (!answer)
                laterOrWait(std::move(waiter), answer.error());
            else if (!*answer)
                fail({JobError::Kind::SegmentGone, why, {}});
            else if (waiter.isFirstLook)
                again(std::move(waiter));
            else
                notFound(std::move(waiter), why);
        }
        pump();
    });
}

void BatchEngine::wasReadBack(Batch batch, Result<QList<ItemState>> answer)
{
    if (!answer) {
        const ApiError &error = answer.error();
        if (error.isTransient() && !m_stopping) {
            laterOrWait(std::move(batch), error);
        } else if (error.kind == ApiError::Kind::Unauthorized && !m_stopping) {
            const int epoch = batch.epoch;
            again(std::move(batch));
            wait(error, epoch);
        } else {
            if (!batch.isFirstLook) {
                // What became of them is not known, and cannot be found out.
                const ApiError reason = batch.reason.value_or(error);
                settleAll(batch.items, What::Failed, &reason);
            }
            if (!m_stopping)
                fail({JobError::Kind::Store, error, {}});
        }
        return;
    }
    if (batch.isFirstLook) {
        looked(batch, *answer);
        return;
    }
    Items rest;
    for (qsizetype i = 0; i < batch.items.size(); ++i) {
        const qint32 item = batch.items.at(i);
        const ItemState state = answer->value(i);
        const auto doubt = std::find_if(batch.doubtful.cbegin(), batch.doubtful.cend(),
                                        [item](const auto &pair) { return pair.first == item; });
        switch (state.state) {
        case ItemState::State::AsWished:
            settle(item, alreadyThere(batch), nullptr, state.profileId);
            break;
        case ItemState::State::Gone:
            settle(item, What::NotFound, doubt != batch.doubtful.cend() ? &doubt->second : nullptr);
            break;
        case ItemState::State::NotAsWished:
            if (doubt != batch.doubtful.cend())
                settle(item, What::Failed, &doubt->second);
            else
                rest.append(item);
            break;
        }
    }
    if (rest.isEmpty())
        return;
    const bool nobodyFound = rest.size() == batch.items.size();
    batch.items = rest;
    batch.isReadBack = false;
    batch.doubtful.clear();
    batch.tries = 0;
    const ApiError reason = batch.reason.value_or(ApiError());
    batch.reason.reset();
    if (batch.isConflict) {
        batch.isConflict = nobodyFound; // the second conflict that names nobody halves
        again(std::move(batch));
        return;
    }
    if (batch.lostAnswers >= maxLostAnswers) {
        // The store answers, but not to this: one of them may be why.
        if (batch.items.size() == 1) {
            settle(batch.items.first(), What::Failed, &reason);
            if (m_failuresInARow >= maxFailuresInARow)
                fail({JobError::Kind::TooManyFailures, reason, {}});
            return;
        }
        batch.lostAnswers = maxLostAnswers - 1;
        halve(batch);
        return;
    }
    again(std::move(batch));
}

void BatchEngine::looked(const Batch &batch, const QList<ItemState> &states)
{
    const bool anyAsWished =
        std::any_of(states.cbegin(), states.cend(), [](const ItemState &state) {
            return state.state == ItemState::State::AsWished;
        });
    if (anyAsWished && m_operations.absenceIsWished && m_operations.targetExists
        && m_targetCheckedAt < 0) {
        // Nobody is a member of a segment that was deleted: that is not what was asked for.
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
        if (state.state == ItemState::State::AsWished)
            settle(batch.items.at(i), What::NothingToDo, nullptr, state.profileId);
        else
            rest.items.append(batch.items.at(i));
    }
    if (!rest.items.isEmpty())
        m_looked.push_back(std::move(rest));
}

void BatchEngine::halve(const Batch &batch)
{
    const qsizetype half = batch.items.size() / 2;
    Batch first = batch;
    Batch second = batch;
    first.items = batch.items.mid(0, half);
    second.items = batch.items.mid(half);
    again(std::move(second));
    again(std::move(first));
}

void BatchEngine::again(Batch batch)
{
    m_ready.push_front(std::move(batch));
}

void BatchEngine::later(Batch batch, std::chrono::milliseconds wait)
{
    const quint64 id = ++m_lastDelayed;
    m_delayed.emplace(id, std::move(batch));
    QTimer::singleShot(wait, this, [this, id] {
        const auto found = m_delayed.find(id);
        if (found == m_delayed.end())
            return;
        again(std::move(found->second));
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
        again(std::move(batch));
        wait(error, epoch);
        return;
    }
    const std::chrono::milliseconds pause = std::max(error.retryAfter, pauseBefore(batch.tries));
    later(std::move(batch), std::min(pause, std::chrono::milliseconds(2min)));
}

void BatchEngine::wait(const ApiError &error, int epoch)
{
    // What was sent before the user said "go on" (with a new token, say) proves nothing about now.
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

void BatchEngine::settle(qint32 item, What what, const ApiError *reason, ProfileId profileId)
{
    OutcomeItem &row = m_outcome.items[item];
    row.what = what;
    row.reason = reason ? m_outcome.addReason(*reason) : OutcomeItem::noReason;
    if (!profileId.isNull())
        row.profileId = profileId;
    ++m_settled;
    if (what == What::Failed)
        ++m_failuresInARow;
    else if (what == What::Changed)
        m_failuresInARow = 0;
    if (onSettled)
        onSettled(item);
}

void BatchEngine::settleAll(const Items &items, What what, const ApiError *reason)
{
    for (const qint32 item : items)
        settle(item, what, reason);
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
