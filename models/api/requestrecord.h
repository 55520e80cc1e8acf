// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

namespace segmentdesk {

/// One request as it went over the wire, for a view of the activity. Holds no token and no query.
struct RequestRecord
{
    QString method; ///< "GET", "POST", "PUT" or "DELETE"
    QString path; ///< below the API path, without the query: "/segments"
    int status = 0; ///< HTTP status; 0: no complete answer
    bool isOfThisToken = true; ///< false: the client was given another token meanwhile
    int attempt = 1; ///< above 1: the same request was sent before
    qint64 bytes = 0; ///< of the answer's body, unpacked
    QDateTime startedAt; ///< UTC
    std::chrono::milliseconds duration{0}; ///< from handing it to the network to its end
};

} // namespace segmentdesk
