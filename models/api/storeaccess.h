// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/restclient.h"

namespace segmentdesk {

struct RequestRecord;

/// What the token of a store may do, as far as the store's answers have shown. What is unknown is
/// not denied.
struct StoreAccess
{
    enum class Right { Unknown, Granted, Denied };

    Right write = Right::Unknown; ///< change segments, members and profiles
    Right members = Right::Unknown; ///< see who is in a segment: the same scope

    bool isReadOnly() const
    {
        return write == Right::Denied || (members == Right::Denied && write == Right::Unknown);
    }
    /// Takes what an answer says about it: any that the store gave to a write, or to a list of
    /// members. An answer that the scope has no part in says nothing.
    void learn(const RequestRecord &answer);

    friend bool operator==(const StoreAccess &, const StoreAccess &) = default;
};

/// Tries to write in a way that changes nothing, with one request whose answer StoreAccess can
/// learn from: an empty list of segments to create. Whatever the store thinks of that, it looks at
/// the scope first.
void probeWriting(RestClient &client, QObject *context, Callback<RestClient::Reply> callback);

} // namespace segmentdesk
