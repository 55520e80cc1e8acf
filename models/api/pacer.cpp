// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/pacer.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace segmentdesk {

namespace {

constexpr int interactiveProbes = 4;
/// Header and clock both cut off parts of a millisecond.
constexpr Pacer::Time rounding{2};
/// The documented window, for a server that returns its quota but not its window.
constexpr Pacer::Time usualWindow{30000};

} // namespace

Pacer::Pacer(Options options) : m_options(std::move(options))
{
    m_options.maxInFlight = std::max(1, m_options.maxInFlight);
    setReserve(m_options.reserve);
    if (!m_options.random)
        m_options.random = [] { return QRandomGenerator::global()->generateDouble(); };
}

void Pacer::setReserve(double reserve)
{
    m_options.reserve = std::clamp(reserve, 0.0, 0.9);
}

void Pacer::enqueue(Ticket ticket, RequestPriority priority)
{
    (priority == RequestPriority::Interactive ? m_interactive : m_background).insert(ticket);
}

std::optional<Pacer::Ticket> Pacer::next(Time now)
{
    roll(now);
    if (now < m_pausedUntil || !hasPlace())
        return std::nullopt;
    for (const RequestPriority priority :
         {RequestPriority::Interactive, RequestPriority::Background}) {
        auto &queue = priority == RequestPriority::Interactive ? m_interactive : m_background;
        if (queue.empty() || !mayGo(priority))
            continue;
        const Ticket ticket = *queue.begin();
        queue.erase(queue.begin());
        m_active.insert(ticket, {now, ++m_sent});
        if (m_quota >= 0)
            --m_left;
        return ticket;
    }
    return std::nullopt;
}

std::optional<Pacer::Time> Pacer::wakeAt(Time now)
{
    roll(now);
    if (m_interactive.empty() && m_background.empty())
        return std::nullopt;
    if (now < m_pausedUntil)
        return m_pausedUntil;
    if (!hasPlace()) {
        if (m_lingering.isEmpty())
            return std::nullopt;
        return m_lingering.first();
    }
    const RequestPriority first =
        m_interactive.empty() ? RequestPriority::Background : RequestPriority::Interactive;
    if (mayGo(first))
        return now;
    if (m_quota >= 0 && spendable(first) <= 0)
        return m_endHigh;
    return std::nullopt;
}

void Pacer::finished(Ticket ticket, const RateInfo &info, Time now)
{
    const auto found = m_active.constFind(ticket);
    if (found == m_active.constEnd())
        return;
    const Sent sent = *found;
    m_active.erase(found);
    roll(now);
    m_answered = true;
    learn(sent, info, now);
    if (info.tooMany) {
        pause(sent, info, now);
    } else if (sent.at > m_pausedAt) {
        m_probing = false;
        m_blindRejections = 0;
    }
}

void Pacer::giveUp(Ticket ticket, Time now)
{
    m_interactive.erase(ticket);
    m_background.erase(ticket);
    if (m_active.remove(ticket) > 0)
        m_lingering.append(now + m_options.grace);
}

Pacer::Snapshot Pacer::snapshot(Time now)
{
    roll(now);
    Snapshot snapshot;
    snapshot.inFlight = int(m_active.size());
    snapshot.queued = int(m_interactive.size() + m_background.size());
    snapshot.quota = m_quota;
    snapshot.left = m_quota < 0 ? -1 : std::max<qint64>(0, m_left);
    snapshot.hourLeft = m_hourLeft;
    snapshot.window = m_window;
    snapshot.resetsAt = m_endHigh;
    if (!m_background.empty()) {
        if (m_quota >= 0 && spendable(RequestPriority::Background) <= 0)
            snapshot.heldUntil = m_endHigh;
        if (now < m_pausedUntil)
            snapshot.heldUntil = std::max(snapshot.heldUntil.value_or(Time(0)), m_pausedUntil);
    }
    return snapshot;
}

/// Lets pass what time alone changes: places come free, the window ends.
void Pacer::roll(Time now)
{
    while (!m_lingering.isEmpty() && m_lingering.first() <= now)
        m_lingering.removeFirst();
    if (!m_endHigh || now < *m_endHigh)
        return;
    // Windows follow each other, so the next end can be foretold; the next answer puts it right.
    const Time length = m_window > Time(0) ? m_window : usualWindow;
    const Time passed = ((now - *m_endHigh) / length + 1) * length;
    *m_endHigh += passed;
    m_endLow += passed;
    beginWindow(m_quota);
}

/// A new window: takes all that is under way for part of it, until its answers tell.
void Pacer::beginWindow(qint64 left)
{
    m_sentBefore = m_sent;
    m_left = left - m_active.size();
}

/// Takes over what the headers of an answer say.
void Pacer::learn(const Sent &sent, const RateInfo &info, Time now)
{
    if (info.hourLeft)
        m_hourLeft = std::max<qint64>(*info.hourLeft, 0);
    if (!info.quota || !info.left || *info.quota < 1)
        return;
    const qint64 left = std::clamp<qint64>(*info.left, 0, *info.quota);
    const bool first = m_quota < 0 || !m_endHigh;
    const bool sameQuota = m_quota == *info.quota;
    m_quota = *info.quota;
    if (info.window)
        m_window = std::clamp(*info.window, Time(0), m_options.maxWait);
    const Time reset = std::clamp(info.reset.value_or(m_window > Time(0) ? m_window : usualWindow),
                                  Time(0), m_options.maxWait);

    // The server wrote "reset" at some time between sending and now: so the window's end is
    // bounded.
    const Time low = sent.at + reset - rounding;
    const Time high = now + reset + rounding;
    const bool later = !first && low > *m_endHigh;
    const bool earlier = !first && high < m_endLow;
    if (earlier && sent.order <= m_sentBefore) {
        m_left = std::min(m_quota, m_left + 1); // was spent in the window that is over
        return;
    }
    if (first || later || earlier) {
        m_endLow = low;
        m_endHigh = high;
        beginWindow(m_quota - 1);
        m_left = std::min(m_left, left);
        return;
    }
    m_endLow = std::max(m_endLow, low);
    m_endHigh = std::min(*m_endHigh, high);
    m_left = sameQuota ? std::min(m_left, left) : left;
}

/// A 429: nothing goes until the wait is over.
void Pacer::pause(const Sent &sent, const RateInfo &info, Time now)
{
    const Time named = std::max(info.reset.value_or(Time(0)), info.retryAfter.value_or(Time(0)));
    if (info.reset || info.retryAfter) {
        m_pausedUntil =
            std::max(m_pausedUntil, now + std::min(named, m_options.maxWait) + rounding);
        m_pausedAt = now;
        return;
    }
    // Of many that were under way together, the first one's answer alone counts.
    if (sent.at <= m_pausedAt)
        return;
    m_probing = m_blindRejections > 0;
    const int doublings = std::min(m_blindRejections++, 20);
    const Time most = std::min(m_options.maxBackOff, m_options.firstBackOff * (1 << doublings));
    const Time wait{qint64(std::ceil(double(most.count()) * m_options.random()))};
    m_pausedUntil = std::max(m_pausedUntil, now + wait);
    m_pausedAt = now;
}

bool Pacer::hasPlace() const
{
    return m_active.size() + m_lingering.size() < m_options.maxInFlight;
}

bool Pacer::mayGo(RequestPriority priority) const
{
    if (m_probing)
        return m_active.isEmpty();
    if (!m_answered) {
        return m_active.size() < (priority == RequestPriority::Interactive ? interactiveProbes : 1);
    }
    return m_quota < 0 || spendable(priority) > 0;
}

/// How many requests of @p priority the rest of this window allows.
qint64 Pacer::spendable(RequestPriority priority) const
{
    if (priority == RequestPriority::Interactive)
        return m_left;
    return m_left - qint64(std::floor(double(m_quota) * m_options.reserve));
}

} // namespace segmentdesk
