// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/proxylogins.h"

#include "models/network/proxyfinder.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <utility>

namespace segmentdesk {

namespace {

constexpr int httpsPort = 443;
constexpr qsizetype longestRealm = 200;

} // namespace

/// All that wait for a login to one proxy.
struct ProxyLogins::Attempt
{
    QUrl url; ///< what is connected to by way of the proxy
    std::vector<std::pair<QPointer<QObject>, NetworkAccess::LoggedIn>> waiting;
    std::unique_ptr<QObject> context = std::make_unique<QObject>(); ///< of what is under way
};

ProxyLogins::ProxyLogins(ProxyFinder &finder, QObject *parent) : QObject(parent), m_finder(finder)
{
}

ProxyLogins::~ProxyLogins() = default;

void ProxyLogins::noteRealm(const QString &proxy, const QString &realm)
{
    m_realms.insert(proxy, realm.left(longestRealm));
}

void ProxyLogins::logIn(const QUrl &url, NetworkAccess::Waiting who, QObject *context,
                        NetworkAccess::LoggedIn callback)
{
    const QString proxy = m_finder.find(url).choice.address;
    if (const auto running = m_attempts.find(proxy); running != m_attempts.end()) {
        running->second->waiting.emplace_back(context, std::move(callback));
        return;
    }
    auto attempt = std::make_unique<Attempt>();
    attempt->url = url;
    attempt->waiting.emplace_back(context, std::move(callback));
    QObject *mine = attempt->context.get();
    m_attempts.emplace(proxy, std::move(attempt));

    const auto declined = m_declined.constFind(proxy);
    const bool isQuiet = declined != m_declined.cend()
        && (who == NetworkAccess::Waiting::Job
            || std::chrono::steady_clock::now() - *declined < quietAfterNo);
    // Later, also where nothing is to be asked: no callback runs inside the call.
    QTimer::singleShot(0, mine, [this, proxy, isQuiet] {
        if (isQuiet) {
            end(proxy, false);
        } else if (const Login login = known(proxy)) {
            // It was given after this request had left, or it is not accepted any more.
            tryLogin(proxy, *login, [this, proxy](bool isRefused) {
                if (!isRefused) {
                    end(proxy, true);
                    return;
                }
                m_known.remove(proxy);
                Q_EMIT changed(proxy);
                ask(proxy, true);
            });
        } else {
            recall(proxy);
        }
    });
}

void ProxyLogins::recall(const QString &proxy)
{
    if (!m_sources.recall) {
        ask(proxy, false);
        return;
    }
    m_sources.recall(proxy, m_attempts.at(proxy)->context.get(), [this, proxy](const Login &login) {
        if (!login) {
            ask(proxy, false);
            return;
        }
        tryLogin(proxy, *login, [this, proxy](bool isRefused) {
            if (isRefused)
                ask(proxy, true);
            else
                end(proxy, true);
        });
    });
}

void ProxyLogins::ask(const QString &proxy, bool wasRefused)
{
    if (!m_sources.ask) {
        end(proxy, false);
        return;
    }
    const ProxyQuestion question{proxy, m_realms.value(proxy), wasRefused};
    const auto answered = [this, proxy](const std::optional<ProxyAnswer> &answer) {
        if (!answer) {
            m_declined.insert(proxy, std::chrono::steady_clock::now());
            end(proxy, false);
            return;
        }
        tryLogin(proxy, answer->login, [this, proxy, answer](bool isRefused) {
            if (isRefused) {
                ask(proxy, true);
                return;
            }
            if (m_sources.keep)
                m_sources.keep(proxy, *answer);
            end(proxy, true);
        });
    };
    m_sources.ask(question, m_attempts.at(proxy)->context.get(), answered);
}

/// Connects through the proxy. What fails for another reason than the login says nothing against
/// it: the requests that wait find that reason then.
void ProxyLogins::tryLogin(const QString &proxy, const ProxyLogin &login,
                           const std::function<void(bool)> &then)
{
    Attempt &attempt = *m_attempts.at(proxy);
    QNetworkProxy through = m_finder.find(attempt.url).proxy;
    through.setUser(login.user);
    through.setPassword(login.password);
    auto *socket = new QTcpSocket(attempt.context.get());
    socket->setProxy(through);
    const auto ended = [this, socket, proxy, login, then](bool isRefused) {
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
        if (!isRefused) {
            m_declined.remove(proxy);
            if (known(proxy) != login) {
                m_known.insert(proxy, login);
                Q_EMIT changed(proxy);
            }
        }
        then(isRefused);
    };
    connect(socket, &QTcpSocket::connected, socket, [ended] { ended(false); });
    connect(socket, &QTcpSocket::errorOccurred, socket,
            [ended](QAbstractSocket::SocketError error) {
                ended(error == QAbstractSocket::ProxyAuthenticationRequiredError);
            });
    QTimer::singleShot(patience, socket, [ended] { ended(false); });
    socket->connectToHost(attempt.url.host(), static_cast<quint16>(attempt.url.port(httpsPort)));
}

void ProxyLogins::end(const QString &proxy, bool isLoggedIn)
{
    const auto ended = m_attempts.find(proxy);
    std::unique_ptr<Attempt> attempt = std::move(ended->second);
    m_attempts.erase(ended);
    const auto waiting = std::move(attempt->waiting);
    attempt->context.release()->deleteLater(); // it is one of its calls that led here
    for (const auto &[context, callback] : waiting) {
        if (context)
            callback(isLoggedIn);
    }
}

} // namespace segmentdesk
