// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/requestpriority.h"

#include <QHash>
#include <QList>
#include <QtGlobal>

#include <chrono>
#include <functional>
#include <optional>
#include <set>

namespace segmentdesk {

/// What an answer's headers said about the store's rate limit. Each may be absent.
struct RateInfo
{
    std::optional<qint64> quota; ///< X-Rate-Limit-Requests-Quota
    std::optional<qint64> left; ///< X-Rate-Limit-Requests-Left
    std::optional<std::chrono::milliseconds> window; ///< X-Rate-Limit-Time-Window-Ms
    std::optional<std::chrono::milliseconds> reset; ///< X-Rate-Limit-Time-Reset-Ms
    std::optional<std::chrono::milliseconds>
        retryAfter; ///< the longer of X-Retry-After and Retry-After
    std::optional<qint64> hourLeft; ///< X-BC-ApiLimit-Remaining, of an hour that rolls
    bool tooMany = false; ///< the status was 429
};

/// Decides which request to one store may go next, and when. Pure logic without sockets or timers:
/// the caller says what time it is, on any clock that never goes back, and asks again at wakeAt().
///
/// - At most maxInFlight requests are under way. One that was given up keeps its place for a grace
///   period, because the server may still be working on it.
/// - Interactive requests go before Background ones; within a priority, the lowest ticket goes
/// first.
/// - The quota is counted down locally, and never taken for higher than Requests-Left says. When it
/// is
///   spent, nothing goes until the window ends. Background requests leave a reserve for other
///   programs of the store. Without the headers only the places count.
/// - Before the first answer (what is left of the quota is not known yet) one Background request
/// goes
///   as a probe, and at most four Interactive ones.
/// - A 429 pauses everything, for as long as its headers say; without headers exponentially longer,
///   with full jitter, and after the second in a row one request goes as a probe.
class Pacer
{
public:
    using Ticket = quint64;
    using Time = std::chrono::milliseconds;

    struct Options
    {
        int maxInFlight = 10;
        double reserve = 0.10; ///< part of the quota that Background requests leave, 0 to 0.9
        Time grace{2000}; ///< how long a given-up request keeps its place
        Time firstBackOff{500}; ///< longest pause after the first 429 without headers; doubles
        Time maxBackOff{30000}; ///< longest pause after a 429 without headers
        Time maxWait{120000}; ///< longest pause or window that headers can ask for
        std::function<double()> random{}; ///< evenly from [0, 1); empty: the program's generator
    };

    /// What may be shown of the state.
    struct Snapshot
    {
        int inFlight = 0; ///< under way, without given-up requests
        int queued = 0;
        qint64 quota = -1; ///< -1: not said
        qint64 left = -1; ///< -1: not said
        qint64 hourLeft = -1; ///< requests left of the rolling hour; -1: not said
        Time window{0}; ///< 0: not said
        std::optional<Time> resetsAt; ///< on the caller's clock
        /// When waiting Background requests may continue, if the quota is what holds them.
        std::optional<Time> heldUntil;
    };

    explicit Pacer(Options options);

    void setReserve(double reserve);
    double reserve() const { return m_options.reserve; }

    /// Puts @p ticket in the queue. Tickets are given in rising order; one that comes back for
    /// another attempt keeps its number and so its turn.
    void enqueue(Ticket ticket, RequestPriority priority);
    /// The next request that may go now, now counted as under way; nothing if none may.
    std::optional<Ticket> next(Time now);
    /// When next() may give one without anything else happening; nothing: only an answer helps.
    std::optional<Time> wakeAt(Time now);
    /// @p ticket has ended, by an answer or without one (then @p info is empty).
    void finished(Ticket ticket, const RateInfo &info, Time now);
    /// @p ticket is not wanted any more: leaves the queue, or keeps its place for the grace period.
    void giveUp(Ticket ticket, Time now);

    Snapshot snapshot(Time now);

private:
    struct Sent
    {
        Time at;
        quint64 order;
    };

    void roll(Time now);
    void beginWindow(qint64 left);
    void learn(const Sent &sent, const RateInfo &info, Time now);
    void pause(const Sent &sent, const RateInfo &info, Time now);
    bool mayGo(RequestPriority priority) const;
    bool hasPlace() const;
    qint64 spendable(RequestPriority priority) const;

    Options m_options;
    std::set<Ticket> m_interactive;
    std::set<Ticket> m_background;
    QHash<Ticket, Sent> m_active;
    QList<Time> m_lingering; ///< when the places of given-up requests become free, rising
    quint64 m_sent = 0; ///< requests sent so far

    bool m_answered = false; ///< some answer has been seen
    bool m_probing = false; ///< after two 429 without headers: one at a time until one succeeds
    qint64 m_quota = -1;
    qint64 m_hourLeft = -1; ///< shown only: it says nothing of when there are more
    qint64 m_left = -1;
    Time m_window{0};
    /// The window ends somewhere in [m_endLow, m_endHigh]; narrowed by every answer.
    std::optional<Time> m_endHigh;
    Time m_endLow{0};
    quint64 m_sentBefore = 0; ///< requests sent before this program learned of the current window

    Time m_pausedAt{-1};
    Time m_pausedUntil{0};
    int m_blindRejections = 0; ///< 429 without headers in a row
};

} // namespace segmentdesk
