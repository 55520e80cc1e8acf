// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// The proxy through which an address is reached, and what says so. Never a user name or password.
struct ProxyChoice
{
    enum class Kind {
        Direct,
        Http,
        Socks5,
        Unsupported, ///< one is set that cannot be used: no request leaves
    };
    enum class Source {
        None, ///< nothing sets one
        Loopback, ///< this computer needs none
        Environment, ///< see variable
        System, ///< the settings of the desktop or the system
        Unanswered, ///< the system did not answer in time
    };

    Kind kind = Kind::Direct;
    Source source = Source::None;
    QString address = {}; ///< host:port; of Unsupported what is set
    QString variable = {}; ///< of Environment: the one that sets the proxy, or exempts the address

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

} // namespace segmentdesk
