// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/proxychoice.h"

#include <QDateTime>
#include <QString>

namespace segmentdesk {

/// What closed the way to a store before it saw anything.
struct ConnectionProblem
{
    enum class Kind {
        Other,
        // Of ApiError::Kind::NoConnection.
        HostNotFound, ///< the name of the store's server is unknown
        Refused, ///< its server refused the connection
        ProxyUnusable, ///< a proxy is set, and not one that can be used
        ProxyUnreachable, ///< it is down, unknown by name, or does not answer
        ProxyLogin, ///< it asks for a user name and password (407)
        ProxyRefused, ///< it answered, and does not connect to the store
        // Of ApiError::Kind::TlsFailure.
        UnknownIssuer, ///< this computer does not trust who issued the certificate
        SelfSigned, ///< it is its own issuer
        Expired,
        NotYetValid,
        WrongHost, ///< it is for other names
        Handshake, ///< it did not come to a certificate
    };

    Kind kind = Kind::Other;
    QString host = {}; ///< the store's server
    ProxyChoice proxy = {}; ///< what is between; Direct: nothing that is known
    // Of the certificate; plain text as it came, at most 200 characters each.
    QString issuer = {}; ///< who issued it; of UnknownIssuer: the end of its chain
    QString subject = {}; ///< whom it is for: host names
    QDateTime limit = {}; ///< of Expired and NotYetValid: since when, or from when on; UTC
};

} // namespace segmentdesk
