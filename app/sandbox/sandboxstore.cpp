// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"

#include "app/sandbox/serverstate.h"
#include "app/sandbox/storeserver.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

class SandboxStore::Private
{
public:
    explicit Private(Options given) : options(std::move(given))
    {
        witness->latencyMs = options.latencyMs;
    }

    const Options options;
    const std::shared_ptr<ServerState> witness = std::make_shared<ServerState>();
    QThread thread;
    StoreServer *server =
        nullptr; // lives in the thread, which deletes it; not null: starting or running

    // How starting went; written by the server's thread.
    mutable QMutex mutex;
    QWaitCondition decided;
    QUrl apiPath;
    QString error;
};

SandboxStore::SandboxStore(Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(options)))
{
    d->thread.setObjectName(u"sandbox-store"_s);
}

SandboxStore::~SandboxStore()
{
    stop();
}

const SandboxStore::Options &SandboxStore::options() const
{
    return d->options;
}

void SandboxStore::start()
{
    if (d->server)
        return;
    d->witness->cancelled = false;
    {
        const QMutexLocker lock(&d->mutex);
        d->apiPath.clear();
        d->error.clear();
    }
    auto *server = new StoreServer(d->options, d->witness);
    d->server = server;
    server->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, server, &QObject::deleteLater);

    // In the server's thread, so that startAndWait() and apiPath() know at once…
    connect(server, &StoreServer::started, server, [this](const QUrl &apiPath) {
        const QMutexLocker lock(&d->mutex);
        d->apiPath = apiPath;
        d->decided.wakeAll();
    });
    connect(server, &StoreServer::failed, server, [this](const QString &message) {
        const QMutexLocker lock(&d->mutex);
        d->apiPath.clear();
        d->error = message;
        d->decided.wakeAll();
    });
    // … and in this one, unless the store was stopped meanwhile.
    connect(server, &StoreServer::started, this, [this, server](const QUrl &apiPath) {
        if (d->server == server)
            Q_EMIT started(apiPath);
    });
    connect(server, &StoreServer::failed, this, [this, server](const QString &message) {
        if (d->server != server)
            return;
        stop();
        Q_EMIT failed(message);
    });
    connect(server, &StoreServer::progress, this, [this, server](qint64 done, qint64 total) {
        if (d->server == server)
            Q_EMIT progress(done, total);
    });
    connect(server, &StoreServer::resetDone, this, [this, server] {
        if (d->server == server)
            Q_EMIT resetDone();
    });
    d->thread.start();
    QMetaObject::invokeMethod(server, &StoreServer::open, Qt::QueuedConnection);
}

bool SandboxStore::startAndWait(QString *error)
{
    start();
    QString message;
    {
        QMutexLocker lock(&d->mutex);
        while (d->apiPath.isEmpty() && d->error.isEmpty())
            d->decided.wait(&d->mutex);
        message = d->error;
    }
    if (message.isEmpty())
        return true;
    stop();
    if (error)
        *error = message;
    return false;
}

void SandboxStore::stop()
{
    if (!d->server)
        return;
    d->witness->cancelled = true;
    d->server = nullptr;
    d->thread.quit();
    d->thread.wait();
    const QMutexLocker lock(&d->mutex);
    d->apiPath.clear();
}

void SandboxStore::reset()
{
    if (d->server)
        QMetaObject::invokeMethod(d->server, &StoreServer::reset, Qt::QueuedConnection);
}

bool SandboxStore::isRunning() const
{
    return !apiPath().isEmpty();
}

QUrl SandboxStore::apiPath() const
{
    const QMutexLocker lock(&d->mutex);
    return d->apiPath;
}

void SandboxStore::setLatency(int milliseconds)
{
    d->witness->latencyMs = milliseconds;
}

Statistics SandboxStore::statistics() const
{
    return d->witness->statistics();
}

void SandboxStore::resetStatistics()
{
    d->witness->resetStatistics();
}

void SandboxStore::setFaults(const QList<Fault> &faults)
{
    d->witness->setFaults(faults);
}

} // namespace segmentdesk::sandbox
