// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace segmentdesk::sandbox {

using HttpHeader = std::pair<QByteArray, QByteArray>;

/// A request as it was read from the wire.
struct HttpRequest
{
    QByteArray method;
    QByteArray path; ///< still percent-encoded
    QByteArray query; ///< still percent-encoded, without '?'
    QList<HttpHeader> headers; ///< names in lower case
    QByteArray body;
    bool isHttp10 = false; ///< needs no Host

    /// Not 0: the request could not be read and must be answered with this status (400, 408, 413,
    /// 414, 431, 501 or 505); the connection is closed afterwards.
    int refusal = 0;
    QString refusalReason;

    /// The first header of this lower-case name; empty: not sent.
    QByteArray header(QByteArrayView name) const
    {
        for (const HttpHeader &each : headers) {
            if (each.first == name)
                return each.second;
        }
        return {};
    }

    bool hasHeader(QByteArrayView name) const
    {
        for (const HttpHeader &each : headers) {
            if (each.first == name)
                return true;
        }
        return false;
    }
};

/// An answer. Date, Content-Length or Transfer-Encoding, and Connection are added when it is
/// written.
struct HttpResponse
{
    int status = 200;
    QList<HttpHeader> headers;
    QByteArray body; ///< ignored for 204
    bool chunked = false; ///< send the body in chunks
};

} // namespace segmentdesk::sandbox
