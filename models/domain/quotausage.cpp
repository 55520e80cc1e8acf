// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/quotausage.h"

#include <algorithm>
#include <cmath>

namespace segmentdesk {

using std::chrono::milliseconds;

namespace {

/// The documented window, for a store that returns its quota but not its window.
constexpr milliseconds usualWindow{30000};

} // namespace

std::optional<milliseconds> QuotaUsage::timeFor(qint64 requests, double perSecond,
                                                const QDateTime &now) const
{
    if (requests <= 0)
        return milliseconds(0);
    double speed = perSecond;
    if (speed <= 0 && answerTime.count() > 0)
        speed = 1000.0 * maxInFlight / double(answerTime.count());
    const auto timeAtSpeed = [speed](double number) {
        return speed > 0 ? 1000.0 * number / speed : 0.0;
    };
    const double held =
        heldUntil.isValid() ? double(std::max<qint64>(0, now.msecsTo(heldUntil))) : 0.0;
    if (quota < 1 || quotaLeft < 0) {
        if (speed <= 0)
            return std::nullopt;
        return milliseconds(std::llround(std::ceil(held + timeAtSpeed(double(requests)))));
    }

    const double kept = std::floor(quota * reserve);
    const double perWindow = std::max(1.0, quota - kept);
    const double length = double((window.count() > 0 ? window : usualWindow).count());
    double untilReset = resetsAt.isValid() ? double(now.msecsTo(resetsAt)) : 0.0;
    double first = std::max(0.0, quotaLeft - kept); // what this window still lets go
    if (untilReset <= 0) {
        // It has ended meanwhile, and others have followed it.
        untilReset += (std::floor(-untilReset / length) + 1) * length;
        first = perWindow;
    }
    // A speed that does not spend the quota is what takes the time.
    double windowful = perWindow;
    if (speed > 0) {
        windowful = std::min(windowful, speed * length / 1000);
        first = std::min(first, speed * untilReset / 1000);
    }
    const auto wanted = double(requests);
    if (wanted <= first)
        return milliseconds(std::llround(std::ceil(std::max(held, 0.0) + timeAtSpeed(wanted))));
    const double rest = wanted - first;
    const double full = std::ceil(rest / windowful) - 1;
    return milliseconds(std::llround(std::ceil(std::max(held, untilReset) + full * length
                                               + timeAtSpeed(rest - full * windowful))));
}

} // namespace segmentdesk
