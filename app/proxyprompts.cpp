// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/proxyprompts.h"

#include "models/network/network.h"
#include "models/network/proxylogins.h"
#include "ui/window/windows.h"

namespace segmentdesk {

ProxyPrompts::ProxyPrompts(Network &network, Windows &windows, Credentials &credentials)
    : m_kept(credentials, Credentials::Prompt::Allowed)
{
    ProxyLogins::Sources sources;
    sources.recall = [this](const QString &proxy, QObject *context,
                            const ProxyLogins::Recalled &callback) {
        m_kept.recall(proxy, context, callback);
    };
    sources.ask = [&windows](const ProxyQuestion &question, QObject *context,
                             const ProxyLogins::Answered &callback) {
        windows.askForProxyLogin(question, context, callback);
    };
    sources.keep = [this](const QString &proxy, const ProxyAnswer &answer) {
        m_kept.keep(proxy, answer);
    };
    network.logins().setSources(std::move(sources));
}

} // namespace segmentdesk
