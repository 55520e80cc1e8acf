// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/faultproxy.h"

#include "tests/support/proxyconnection.h"

#include <QHostAddress>
#include <QMutex>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QThread>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

class FaultProxy::Private
{
public:
    QThread thread;
    QTcpServer *server = nullptr; ///< lives in thread
    QUrl apiPath;

    mutable QMutex mutex; ///< guards what follows
    Counts counts;
    QList<HarmRule> rules;
    QRandomGenerator random;
    QList<std::pair<Harm, double>> randomHarms;
};

FaultProxy::FaultProxy(const QUrl &apiPath) : d(std::make_unique<Private>())
{
    d->apiPath = apiPath;
    d->server = new QTcpServer;
    d->server->setListenBacklogSize(100);
    if (!d->server->listen(QHostAddress::LocalHost))
        qFatal("the proxy cannot listen: %s", qPrintable(d->server->errorString()));
    d->apiPath.setPort(d->server->serverPort());
    const auto storePort = quint16(apiPath.port());
    QObject::connect(d->server, &QTcpServer::newConnection, d->server, [this, storePort] {
        while (QTcpSocket *client = d->server->nextPendingConnection())
            new ProxyConnection(*this, client, storePort, d->server);
    });
    d->server->moveToThread(&d->thread);
    d->thread.setObjectName(u"fault proxy"_s);
    d->thread.start();
}

FaultProxy::~FaultProxy()
{
    QMetaObject::invokeMethod(
        d->server, [this] { delete d->server; }, Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

QUrl FaultProxy::apiPath() const
{
    return d->apiPath;
}

FaultProxy::Counts FaultProxy::counts() const
{
    const QMutexLocker lock(&d->mutex);
    return d->counts;
}

void FaultProxy::setRules(const QList<HarmRule> &rules)
{
    const QMutexLocker lock(&d->mutex);
    d->rules = rules;
}

void FaultProxy::setRandom(quint32 seed, const QList<std::pair<Harm, double>> &harms)
{
    const QMutexLocker lock(&d->mutex);
    d->random.seed(seed);
    d->randomHarms = harms;
}

std::optional<Harm> FaultProxy::harmFor(const QByteArray &method, const QByteArray &path)
{
    const QMutexLocker lock(&d->mutex);
    ++d->counts.requests;
    std::optional<Harm> harm;
    for (HarmRule &rule : d->rules) {
        if (rule.count == 0 || (!rule.method.isEmpty() && rule.method != method)
            || !rule.path.match(QString::fromLatin1(path)).hasMatch())
            continue;
        if (rule.skip > 0) {
            --rule.skip;
            continue;
        }
        if (rule.count > 0)
            --rule.count;
        harm = rule.harm;
        break;
    }
    if (!harm && !d->randomHarms.isEmpty()) {
        double dice = d->random.generateDouble();
        for (const auto &[each, probability] : std::as_const(d->randomHarms)) {
            if (dice < probability) {
                harm = each;
                break;
            }
            dice -= probability;
        }
    }
    if (harm)
        ++d->counts.harmed;
    if (!harm || harm->isSeenByStore())
        ++d->counts.forwarded;
    return harm;
}

} // namespace segmentdesk::test
