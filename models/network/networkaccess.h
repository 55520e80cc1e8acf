// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/proxychoice.h"

#include <functional>
#include <memory>

class QNetworkAccessManager;
class QObject;
class QUrl;

namespace segmentdesk {

/// How a client's requests leave this computer. What is empty is done as Qt does it.
struct NetworkAccess
{
    /// Who waits for a login: one who looks may be asked again after saying no.
    enum class Waiting { Person, Job };
    using LoggedIn = std::function<void(bool isLoggedIn)>;

    /// Makes what carries the requests.
    std::function<std::unique_ptr<QNetworkAccessManager>()> manager{};
    /// The proxy through which an address is reached; asked before each request.
    std::function<ProxyChoice(const QUrl &url)> proxyFor{};
    /// The proxy of @p url has asked for a user name and password. Answers once, later, whether it
    /// is worth to send again, by a new manager: an old one keeps connections with the old login.
    /// Not after the context has died.
    std::function<void(const QUrl &url, Waiting who, QObject *context, LoggedIn callback)> logIn{};
};

} // namespace segmentdesk
