// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/networkaccess.h"
#include "models/network/proxylogin.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace segmentdesk {

class ProxyFinder;

/// User names and passwords of proxies: asks for one when a proxy does, once for all who wait, and
/// tries it by a connection through the proxy before anybody uses it, so that a wrong one is given
/// once, and not once a request: proxies lock accounts. recall -> try -> ask -> try -> answer all.
class ProxyLogins : public QObject
{
    Q_OBJECT

public:
    using Login = std::optional<ProxyLogin>;
    using Recalled = std::function<void(const Login &login)>;
    using Answered = std::function<void(const std::optional<ProxyAnswer> &answer)>;

    /// Where logins come from. What is empty has none.
    struct Sources
    {
        /// What was kept; nothing: none.
        std::function<void(const QString &proxy, QObject *context, Recalled callback)> recall{};
        /// Asks a person; nothing: they do not want to.
        std::function<void(const ProxyQuestion &question, QObject *context, Answered callback)>
            ask{};
        /// Keeps what a person answered and the proxy accepted.
        std::function<void(const QString &proxy, const ProxyAnswer &answer)> keep{};
    };

    /// One connection through the proxy takes no longer.
    static constexpr std::chrono::seconds patience{15};
    /// What a person has said no to is not asked again for so long.
    static constexpr std::chrono::seconds quietAfterNo{5};

    /// @p finder must outlive it.
    explicit ProxyLogins(ProxyFinder &finder, QObject *parent = nullptr);
    ~ProxyLogins() override;

    void setSources(Sources sources) { m_sources = std::move(sources); }
    /// What this proxy accepts, as far as it is known.
    Login known(const QString &proxy) const { return m_known.value(proxy); }
    void noteRealm(const QString &proxy, const QString &realm);
    /// See NetworkAccess::logIn.
    void logIn(const QUrl &url, NetworkAccess::Waiting who, QObject *context,
               NetworkAccess::LoggedIn callback);

Q_SIGNALS:
    /// Another login holds for a proxy, or none any more.
    void changed(const QString &proxy);

private:
    struct Attempt;
    void recall(const QString &proxy);
    void ask(const QString &proxy, bool wasRefused);
    void tryLogin(const QString &proxy, const ProxyLogin &login,
                  const std::function<void(bool isRefused)> &then);
    void end(const QString &proxy, bool isLoggedIn);

    ProxyFinder &m_finder;
    Sources m_sources;
    QHash<QString, Login> m_known; ///< by proxy; of those that were tried and not refused
    QHash<QString, QString> m_realms;
    QHash<QString, std::chrono::steady_clock::time_point> m_declined;
    std::unordered_map<QString, std::unique_ptr<Attempt>> m_attempts; ///< under way
};

} // namespace segmentdesk
