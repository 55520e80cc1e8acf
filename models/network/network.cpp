// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/network.h"

#include "models/network/proxyfinder.h"
#include "models/network/proxylogins.h"
#include "models/network/trust.h"

#include <QAuthenticator>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString addressOf(const QNetworkProxy &proxy)
{
    return proxyFromSystem(proxy).choice.address;
}

/// What Qt asks at each request.
class ProxyFactory final : public QNetworkProxyFactory
{
public:
    ProxyFactory(ProxyFinder &finder, const ProxyLogins &logins)
        : m_finder(finder), m_logins(logins)
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        ProxySetting setting = m_finder.find(query.url());
        if (setting.choice.kind == ProxyChoice::Kind::Unsupported) {
            // Clients send nothing then; nothing goes another way either.
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"unsupported.invalid"_s, 1)};
        }
        if (const auto login = m_logins.known(setting.choice.address)) {
            setting.proxy.setUser(login->user);
            setting.proxy.setPassword(login->password);
        }
        return {setting.proxy};
    }

private:
    ProxyFinder &m_finder;
    const ProxyLogins &m_logins;
};

class Manager final : public QNetworkAccessManager
{
public:
    explicit Manager(Trust &trust) : m_trust(trust) { }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &original,
                                 QIODevice *body) override
    {
        if (original.url().scheme() != u"https" || !m_trust.configuration())
            return QNetworkAccessManager::createRequest(operation, original, body);
        QNetworkRequest request(original);
        request.setSslConfiguration(*m_trust.configuration());
        return QNetworkAccessManager::createRequest(operation, request, body);
    }

private:
    Trust &m_trust;
};

} // namespace

class Network::Private
{
public:
    Trust trust;
    ProxyFinder finder;
    ProxyLogins logins{finder};
};

Network::Network(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    connect(&d->logins, &ProxyLogins::changed, this, [this](const QString &proxy) {
        if (d->logins.known(proxy))
            Q_EMIT loggedIn();
    });
}

Network::~Network() = default;

NetworkAccess Network::access()
{
    NetworkAccess access;
    access.manager = [this]() -> std::unique_ptr<QNetworkAccessManager> {
        auto manager = std::make_unique<Manager>(d->trust);
        manager->setProxyFactory(new ProxyFactory(d->finder, d->logins));
        connect(manager.get(), &QNetworkAccessManager::proxyAuthenticationRequired, this,
                [this](const QNetworkProxy &proxy, const QAuthenticator *asks) {
                    // Not answered here: the request ends, and is sent again with a login.
                    d->logins.noteRealm(addressOf(proxy), asks->realm());
                });
        return manager;
    };
    access.proxyFor = [this](const QUrl &url) { return d->finder.find(url).choice; };
    access.logIn = [this](const QUrl &url, NetworkAccess::Waiting who, QObject *context,
                          NetworkAccess::LoggedIn callback) {
        d->logins.logIn(url, who, context, std::move(callback));
    };
    return access;
}

NetworkState Network::stateOf(const QUrl &url) const
{
    NetworkState state;
    const ProxySetting setting = d->finder.find(url);
    state.proxy = setting.choice;
    const auto login = d->logins.known(setting.choice.address);
    state.proxyUser = login ? login->user : setting.proxy.user();
    state.trust = d->trust.places();
    return state;
}

ProxyLogins &Network::logins()
{
    return d->logins;
}

} // namespace segmentdesk
