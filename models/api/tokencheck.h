// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"

#include <chrono>

namespace segmentdesk {

class RestClient;

/// What a token may do, found out by asking.
struct TokenReport
{
    struct Check
    {
        enum class State {
            Works,
            Denied, ///< 401 or 403
            Unknown, ///< neither was seen: error says why; without one there was nothing to try it
                     ///< on
        };
        State state = State::Unknown;
        std::optional<ApiError> error; ///< of Denied, and of most Unknown
    };

    Check customers; ///< may list customers
    Check segments; ///< may list segments
    Check members; ///< may see the members of a segment: needs the modify scope
    Check write; ///< may write; found by a write that changes nothing

    qint64 customersTotal = -1; ///< -1: not known
    qint64 segmentsTotal = -1; ///< -1: not known
    int quota = -1; ///< requests a window allows; -1: the store did not say
    std::chrono::milliseconds window{0}; ///< 0: the store did not say
    int requests = 0; ///< calls made for this report, at most 4
    std::chrono::milliseconds elapsed{0};
};

/// Finds out what the token of @p client may do, with at most four requests that change nothing.
/// A wrong token is answered as Unauthorized; what keeps the store from being reached at all (no
/// connection, no such store, HTML instead of JSON, …) as that error.
void checkToken(RestClient &client, QObject *context, Callback<TokenReport> callback);

} // namespace segmentdesk
