// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>
#include <optional>

namespace segmentdesk {

/// Requests between this program and one store: for the status bar, and for how long requests
/// will take. Plans and running jobs estimate with the same timeFor().
struct QuotaUsage
{
    int inFlight = 0; ///< requests under way
    int maxInFlight = 10; ///< most that may be
    int queued = 0; ///< requests that wait for a place or for the quota
    int quota = -1; ///< requests a window allows; -1: the store did not say
    int quotaLeft = -1; ///< of them still to spend; -1: the store did not say
    qint64 hourLeft = -1; ///< requests left of the rolling hour; -1: the store did not say
    QDateTime resetsAt; ///< UTC, when the window ends; invalid: the store did not say
    std::chrono::milliseconds window{0}; ///< how long one is; 0: the store did not say
    double reserve = 0; ///< part of the quota that jobs leave to the store's other apps, 0 to 0.9
    QDateTime heldUntil; ///< UTC, until when requests of jobs wait for the quota; invalid: they
                         ///< do not
    std::chrono::milliseconds answerTime{0}; ///< that an answer took lately; 0: not known yet
    QDateTime answeredAt; ///< UTC, of the last complete answer; invalid: none yet

    /// How long jobs need at least for so many further requests: what is left of this window's
    /// quota, then full windows, each without the reserve. @p perSecond is the speed at which the
    /// quota alone would let them go; 0: what answerTime allows. Nothing: not known.
    std::optional<std::chrono::milliseconds>
    timeFor(qint64 requests, double perSecond = 0,
            const QDateTime &now = QDateTime::currentDateTimeUtc()) const;

    friend bool operator==(const QuotaUsage &, const QuotaUsage &) = default;
};

} // namespace segmentdesk
