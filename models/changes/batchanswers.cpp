// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an answer proves of each item, and what to do with those of which it proves nothing.

#include "models/changes/batchengine.h"

#include <QSet>

#include <algorithm>

namespace segmentdesk {

namespace {

/// A stopped job that does not know the result of what it sent looks once more.
constexpr int maxTriesAtEnd = 2;
/// Lost answers of one batch, with the store reachable in between, before it is halved.
constexpr int maxLostAnswers = 3;

} // namespace

void BatchEngine::onWriteReply(Batch batch, Result<BatchAnswer> answer)
{
    if (!answer) {
        onWriteError(std::move(batch), answer.error());
        return;
    }
    QSet<qint32> named;
    for (const auto &[item, profileId] : std::as_const(answer->changed)) {
        named.insert(item);
        settle(item, ItemStatus::Changed, nullptr, profileId);
    }
    for (const qint32 item : std::as_const(answer->asBefore)) {
        if (named.contains(item))
            continue;
        named.insert(item);
        settle(item, desiredBy(batch, 0));
    }
    Items refused;
    for (const auto &[item, reason] : std::as_const(answer->refused)) {
        if (!named.contains(item) && !refused.contains(item))
            refused.append(item);
    }
    Items rest;
    for (const qint32 item : std::as_const(batch.items)) {
        if (!named.contains(item) && !refused.contains(item))
            rest.append(item);
    }
    // An answer that names some of what it changed says nothing of those it leaves out.
    const bool isSaid = answer->isWhole && answer->changed.isEmpty() && !answer->namesChanged
        && (answer->applied < 0 || answer->applied >= rest.size());
    if (isSaid)
        settleAll(std::exchange(rest, {}), ItemStatus::Changed);
    rest += refused;
    if (rest.isEmpty())
        return;
    std::sort(rest.begin(), rest.end());
    Batch left;
    left.items = rest;
    left.isReadBack = true;
    left.isPart = true;
    left.isWhole = answer->isWhole;
    // Rows alone do not count those that they leave out.
    if (answer->applied >= 0 && !(answer->isWhole && answer->applied == answer->changed.size()))
        left.claimed = std::max<qint64>(answer->applied - answer->changed.size(), 0);
    left.lostAnswer = batch.lostAnswer;
    left.lostAnswers = batch.lostAnswers;
    left.conflicts = batch.conflicts;
    left.doubtful = answer->refused;
    left.reason = answer->reason;
    requeue(std::move(left));
}

void BatchEngine::onWriteError(Batch batch, const ApiError &error)
{
    using Kind = ApiError::Kind;
    const bool isLost = error.kind == Kind::OutcomeUnknown || error.kind == Kind::Timeout
        || error.kind == Kind::ServerFailure || error.kind == Kind::UnexpectedAnswer
        || error.kind == Kind::IncompleteList || error.kind == Kind::AnswerTooLarge;
    if (!isLost)
        mark(batch, false);
    switch (error.kind) {
    case Kind::Conflict:
        conflict(std::move(batch), error);
        return;
    case Kind::NotFound:
        notFound(std::move(batch), error);
        return;
    case Kind::Rejected:
        look(std::move(batch), error);
        return;
    case Kind::TooLarge:
        if (batch.items.size() > 1)
            m_batchSize = std::min(m_batchSize, static_cast<int>(batch.items.size() / 2));
        refuse(batch, error);
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
        requeueAfter(std::move(batch), pauseBefore(batch.lostAnswers - 1));
        return;
    }
    case Kind::Unauthorized:
    case Kind::TlsFailure: {
        const int epoch = batch.epoch;
        requeue(std::move(batch));
        wait(error, epoch);
        return;
    }
    case Kind::Forbidden:
    case Kind::Redirected:
        // It was sent: what came of it is looked at, though nothing more is sent.
        look(std::move(batch), error);
        fail({JobError::Kind::Store, error, {}});
        return;
    case Kind::InvalidArguments:
    case Kind::NotApplied:
        fail({JobError::Kind::Store, error, {}});
        return;
    }
}

/// Whose work it is that @p number items of a batch are in the desired state now, of which its
/// answer says nothing.
ItemStatus BatchEngine::desiredBy(const Batch &batch, qsizetype number)
{
    // It was not so before, and no answer says otherwise. A conflict does: another client came
    // first.
    if (batch.lostAnswer || (batch.refusal && batch.refusal->kind != ApiError::Kind::Conflict))
        return ItemStatus::Changed;
    if (!batch.isPart || number == 0)
        return ItemStatus::NothingToDo;
    const bool isOurs = batch.claimed < 0 ? batch.isWhole : number <= batch.claimed;
    return isOurs ? ItemStatus::Changed : ItemStatus::NothingToDo;
}

void BatchEngine::conflict(Batch batch, const ApiError &error)
{
    const Items named = m_operations.named ? m_operations.named(error, batch.items) : Items();
    if (named.isEmpty()) {
        look(std::move(batch), error);
        return;
    }
    for (const qint32 item : named)
        settleDesired(item, desiredBy(batch, 0));
    const QSet<qint32> out(named.cbegin(), named.cend());
    batch.items.removeIf([&out](qint32 item) { return out.contains(item); });
    if (batch.items.isEmpty())
        return;
    // One that names its conflicts one at a time is not asked fifty times.
    if (std::exchange(batch.namedBefore, true))
        look(std::move(batch), error);
    else
        requeue(std::move(batch));
}

void BatchEngine::look(Batch batch, const ApiError &error)
{
    batch.isReadBack = true;
    batch.refusal = error;
    batch.reason = error;
    requeue(std::move(batch));
}

void BatchEngine::refusedAfterLook(Batch batch, const ApiError &error, bool nobodyFound)
{
    switch (error.kind) {
    case ApiError::Kind::Conflict:
        ++batch.conflicts;
        // There may be another reason than what is so already.
        if (batch.conflicts > 1 && (nobodyFound || batch.items.size() == 1))
            refuse(batch, error);
        else
            requeue(std::move(batch));
        return;
    case ApiError::Kind::NotFound:
        if (batch.items.size() == 1)
            settle(batch.items.first(), ItemStatus::NotFound, &error);
        else
            split(batch);
        return;
    case ApiError::Kind::Forbidden:
    case ApiError::Kind::Redirected:
        settleAll(batch.items, ItemStatus::Failed, &error);
        return;
    default:
        refuse(batch, error);
        return;
    }
}

/// One of them may be why: nothing of the batch was applied.
void BatchEngine::refuse(const Batch &batch, const ApiError &error)
{
    if (batch.items.size() > 1) {
        split(batch);
        return;
    }
    settle(batch.items.first(), ItemStatus::Failed, &error);
    if (m_failuresInARow >= maxFailuresInARow)
        fail({JobError::Kind::TooManyFailures, error, {}});
}

void BatchEngine::notFound(Batch batch, const ApiError &error)
{
    if (m_error && m_error->kind == JobError::Kind::SegmentGone)
        return; // a late answer to what is known by now: was not applied, stays as not sent
    if (m_operations.targetExists && m_targetCheckedAt < batch.sentAt) {
        checkTarget(std::move(batch), error);
        return;
    }
    look(std::move(batch), error);
}

void BatchEngine::checkTarget(Batch batch, const ApiError &error)
{
    mark(batch, batch.isOpen());
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
                requeue(std::move(waiter));
            else
                notFound(std::move(waiter), why);
        }
        pump();
    });
}

/// It is in the desired state, and nothing proves whose work that is.
void BatchEngine::cannotBeTold(qint32 item)
{
    ApiError unknown;
    unknown.kind = ApiError::Kind::OutcomeUnknown;
    unknown.details = QStringLiteral("it is so now, and nothing proves that this change did it");
    settle(item, ItemStatus::Failed, &unknown);
}

void BatchEngine::onReadBack(Batch batch, Result<QList<ItemState>> answer)
{
    if (!answer) {
        const ApiError &error = answer.error();
        if (error.isTransient() && !(m_stopping && batch.tries + 1 >= maxTriesAtEnd)) {
            laterOrWait(std::move(batch), error);
        } else if (error.kind == ApiError::Kind::Unauthorized && !m_stopping) {
            const int epoch = batch.epoch;
            requeue(std::move(batch));
            wait(error, epoch);
        } else if (batch.refusal && error.kind == batch.refusal->kind) {
            // Who may not write may not read either.
            settleAll(batch.items, ItemStatus::Failed, &*batch.refusal);
        } else {
            // The result of what was sent is unknown: its rows stay open.
            leaveOpen(batch, batch.reason.value_or(error));
            if (!m_stopping)
                fail({JobError::Kind::Store, error, {}});
        }
        return;
    }
    if (batch.isFirstLook) {
        onLookedUp(batch, *answer);
        return;
    }
    const bool anyDesired = std::any_of(answer->cbegin(), answer->cend(), [](const ItemState &one) {
        return one.state == ItemState::State::InDesiredState;
    });
    // A segment that is gone has no members, whichever change removed them.
    if (anyDesired && batch.lostAnswer && m_operations.absenceIsWished && m_operations.targetExists
        && m_targetCheckedAt < batch.sentAt)
        checkTargetOf(std::move(batch), *answer);
    else
        judge(std::move(batch), *answer);
}

void BatchEngine::checkTargetOf(Batch batch, const QList<ItemState> &states)
{
    ++m_inFlight;
    m_operations.targetExists(
        this, [this, batch = std::move(batch), states, at = m_sends](const Result<bool> &isThere) {
            --m_inFlight;
            if (!isThere) {
                onReadBack(batch, tl::unexpected(isThere.error()));
            } else if (*isThere) {
                m_targetCheckedAt = std::max(m_targetCheckedAt, at);
                judge(batch, states);
            } else {
                ApiError gone;
                gone.kind = ApiError::Kind::NotFound;
                gone.details = QStringLiteral("the list of segments does not have it");
                settleAll(batch.items, ItemStatus::NotFound, &gone);
                fail({JobError::Kind::SegmentGone, gone, {}});
            }
            pump();
        });
}

/// Settles what was read back, or sends it again.
void BatchEngine::judge(Batch batch, const QList<ItemState> &states)
{
    Items rest;
    QList<std::pair<qint32, ProfileId>> inDesiredState;
    for (qsizetype i = 0; i < batch.items.size(); ++i) {
        const qint32 item = batch.items.at(i);
        const ItemState state = states.value(i);
        const auto doubt = std::find_if(batch.doubtful.cbegin(), batch.doubtful.cend(),
                                        [item](const auto &pair) { return pair.first == item; });
        const bool isDoubted = doubt != batch.doubtful.cend();
        switch (state.state) {
        case ItemState::State::InDesiredState:
            if (isDoubted)
                settleDesired(item, desiredBy(batch, 0), state.profileId);
            else
                inDesiredState.append({item, state.profileId});
            break;
        case ItemState::State::Gone:
            settle(item, ItemStatus::NotFound,
                   isDoubted           ? &doubt->second
                       : batch.refusal ? &*batch.refusal
                                       : nullptr);
            break;
        case ItemState::State::NotInDesiredState:
            m_unknown.remove(item);
            if (isDoubted)
                settle(item, ItemStatus::Failed, &doubt->second);
            else
                rest.append(item);
            break;
        }
    }
    const ItemStatus byWhom = desiredBy(batch, inDesiredState.size());
    // More are in the desired state than the answer says were changed: which ones is not known.
    const bool isUntold = batch.isPart && batch.claimed > 0 && !batch.lostAnswer
        && inDesiredState.size() > batch.claimed;
    for (const auto &[item, profileId] : std::as_const(inDesiredState)) {
        if (isUntold || (batch.lostAnswer && m_goneBefore.contains(item)))
            cannotBeTold(item);
        else
            settleDesired(item, byWhom, profileId);
    }
    if (rest.isEmpty())
        return;
    const bool nobodyFound = rest.size() == batch.items.size();
    batch.items = rest;
    batch.isReadBack = false;
    batch.doubtful.clear();
    batch.tries = 0;
    const ApiError reason = std::exchange(batch.reason, std::nullopt).value_or(ApiError());
    if (const auto refusal = std::exchange(batch.refusal, std::nullopt)) {
        refusedAfterLook(std::move(batch), *refusal, nobodyFound);
        return;
    }
    if (std::exchange(batch.isPart, false)) {
        // An answer that says so, and nothing of it was done: one of them may be why.
        if (nobodyFound)
            refuse(batch, reason);
        else
            requeue(std::move(batch));
        return;
    }
    if (batch.lostAnswers >= maxLostAnswers) {
        // The store answers, but not to this: one of them may be why.
        batch.lostAnswers = maxLostAnswers - 1;
        refuse(batch, reason);
        return;
    }
    requeue(std::move(batch));
}

} // namespace segmentdesk
