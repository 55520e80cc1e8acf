// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/retrypolicy.h"

#include <algorithm>

namespace segmentdesk {

using std::chrono::milliseconds;

std::optional<milliseconds> RetryPolicy::waitBeforeRetry(bool isRead, bool isPatient,
                                                         const HttpReply &answer, int attempt,
                                                         double random) const
{
    if (attempt >= maxAttempts)
        return std::nullopt;
    const milliseconds named = answer.rate.retryAfter.value_or(milliseconds(0));
    const milliseconds most =
        std::min(maxBackOff, firstBackOff * (1 << std::clamp(attempt - 1, 0, 20)));
    const milliseconds backOff{qint64(double(most.count()) * random)};

    switch (answer.end) {
    case HttpReply::End::Complete:
        if (std::max(named, answer.rate.reset.value_or(milliseconds(0))) > maxNamedWait)
            return std::nullopt;
        if (answer.status == 429)
            return milliseconds(0);
        if (isRead && isPatient && answer.status == 500 && attempt > 1)
            return std::max(named, patience);
        if (isRead
            && (answer.status == 500 || answer.status == 502 || answer.status == 503
                || answer.status == 504))
            return std::max(named, backOff);
        return std::nullopt;
    case HttpReply::End::NotSent:
        // Without a login, or with a wrong one, a proxy that is asked again may lock the account.
        if (answer.problem && answer.problem->kind == ConnectionProblem::Kind::ProxyLogin)
            return std::nullopt;
        return backOff;
    case HttpReply::End::Lost:
        if (isRead)
            return backOff;
        return std::nullopt;
    case HttpReply::End::Deadline:
        if (isRead && attempt == 1)
            return backOff;
        return std::nullopt;
    case HttpReply::End::TlsFailure:
    case HttpReply::End::TooLarge:
    case HttpReply::End::Damaged:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace segmentdesk
