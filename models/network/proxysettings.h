// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/proxychoice.h"

#include <QNetworkProxy>

#include <optional>

class QUrl;

namespace segmentdesk {

/// A proxy, with the user name and password that its setting may have, and what is said of it.
struct ProxySetting
{
    ProxyChoice choice;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
};

/// What the environment says, as curl reads it: https_proxy, all_proxy and http_proxy, in this
/// order, and no_proxy for exceptions, each also in capital letters. Nothing: it says nothing, and
/// the system is to be asked.
std::optional<ProxySetting> proxyFromEnvironment(const QUrl &url);

/// What the system has answered.
ProxySetting proxyFromSystem(const QNetworkProxy &answer);

/// Whether an address is one of this computer's own, which no proxy can reach.
bool isThisComputer(const QUrl &url);

} // namespace segmentdesk
