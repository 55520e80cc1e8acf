// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/proxyfinder.h"

#include <QMutex>
#include <QThreadPool>
#include <QUrl>
#include <QWaitCondition>

namespace segmentdesk {

/// Filled by the thread that asks; outlives the caller that waits for it.
struct ProxyFinder::Answer
{
    QMutex mutex;
    QWaitCondition came;
    std::optional<QNetworkProxy> proxy;
};

ProxyFinder::ProxyFinder(System system) : m_system(std::move(system))
{
    if (!m_system)
        m_system = &QNetworkProxyFactory::systemProxyForQuery;
}

ProxySetting ProxyFinder::find(const QUrl &url)
{
    if (isThisComputer(url)) {
        ProxySetting direct;
        direct.choice.source = ProxyChoice::Source::Loopback;
        return direct;
    }
    if (const auto set = proxyFromEnvironment(url))
        return *set;
    return askSystem(url);
}

ProxySetting ProxyFinder::askSystem(const QUrl &url)
{
    Known &known = m_known[url.host()];
    const bool isNew =
        !known.answer || known.age.hasExpired(std::chrono::milliseconds(holdsFor).count());
    if (isNew) {
        known.answer = std::make_shared<Answer>();
        known.age.start();
        QThreadPool::globalInstance()->start(
            [system = m_system, answer = known.answer, query = QNetworkProxyQuery(url)] {
                const QNetworkProxy first = system(query).value(0, QNetworkProxy::NoProxy);
                const QMutexLocker locker(&answer->mutex);
                answer->proxy = first;
                answer->came.wakeAll();
            });
    }
    const std::shared_ptr<Answer> answer = known.answer;
    const QMutexLocker locker(&answer->mutex);
    // What did not come in time is not waited for again: it is taken when it has come.
    if (isNew && !answer->proxy)
        answer->came.wait(&answer->mutex, QDeadlineTimer(patience));
    if (answer->proxy)
        return proxyFromSystem(*answer->proxy);
    ProxySetting unanswered;
    unanswered.choice.source = ProxyChoice::Source::Unanswered;
    return unanswered;
}

} // namespace segmentdesk
