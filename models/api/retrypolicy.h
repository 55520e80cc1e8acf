// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/httpexchange.h"

#include <chrono>
#include <optional>

namespace segmentdesk {

/// Which requests are sent again, and after how long. Reads: after 429, 500, 502, 503, 504, a lost
/// connection and, once, a time-out. Writes: only where the answer proves that nothing was applied,
/// which is 429 and a request that never went out.
struct RetryPolicy
{
    int maxAttempts = 5; ///< all attempts of one request together
    std::chrono::milliseconds firstBackOff{200}; ///< longest wait before attempt 2; doubles
    std::chrono::milliseconds maxBackOff{30000};
    std::chrono::milliseconds maxNamedWait{
        120000}; ///< a store that asks for more gets no other attempt
    /// After a 500 of a background read, from the second try on: the vendor asks
    /// for three to five tries at least a minute apart.
    std::chrono::milliseconds patience{60000};

    /// How long to wait before the next attempt; nothing: @p answer is final. After a 429 the wait
    /// is the Pacer's and 0 here. @p attempt counts from 1; @p random is from [0, 1). @p isPatient:
    /// a job's request.
    std::optional<std::chrono::milliseconds> waitBeforeRetry(bool isRead, bool isPatient,
                                                             const HttpReply &answer, int attempt,
                                                             double random) const;
};

} // namespace segmentdesk
