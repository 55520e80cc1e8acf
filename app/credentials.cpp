// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/credentials.h"

#include <QTimer>
#include <QUuid>

#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString service()
{
    return u"Segment Desk"_s;
}

template <typename Job>
Job *newJob(const QString &key)
{
    auto *job = new Job(service());
    job->setKey(key);
    job->setInsecureFallback(false);
    return job;
}

} // namespace

Credentials::Credentials(std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent), m_limit(limit)
{
}

void Credentials::probe()
{
    if (m_probing)
        return;
    m_probing = true;
    const QString key = u"probe-" + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray marker = QUuid::createUuid().toByteArray();

    // Whoever answers a prompt of the keychain needs longer than the limit: a late success still
    // counts.
    QTimer::singleShot(m_limit, this, [this] {
        if (m_storage == Storage::Unknown)
            setStorage(Storage::SessionOnly);
    });
    const auto failed = [this] { setStorage(Storage::SessionOnly); };

    auto *write = newJob<QKeychain::WritePasswordJob>(key);
    write->setBinaryData(marker);
    connect(write, &QKeychain::Job::finished, this, [=, this](QKeychain::Job *written) {
        if (written->error() != QKeychain::NoError)
            return failed();
        auto *read = newJob<QKeychain::ReadPasswordJob>(key);
        connect(read, &QKeychain::Job::finished, this, [=, this] {
            const bool same = read->error() == QKeychain::NoError && read->binaryData() == marker;
            newJob<QKeychain::DeletePasswordJob>(key)->start();
            setStorage(same ? Storage::Keychain : Storage::SessionOnly);
        });
        read->start();
    });
    write->start();
}

QString Credentials::keychainName() const
{
    if (m_storage != Storage::Keychain)
        return {};
#if defined(Q_OS_WIN)
    return u"Windows Credential Manager"_s;
#elif defined(Q_OS_MACOS)
    return u"Keychain"_s;
#else
    return u"Secret Service"_s;
#endif
}

void Credentials::read(const QString &accountId, QObject *context,
                       std::function<void(QByteArray)> callback)
{
    whenKnown(context, [this, accountId, context, callback = std::move(callback)] {
        const QByteArray known = m_session.value(accountId);
        if (!known.isEmpty() || m_storage != Storage::Keychain) {
            callback(known);
            return;
        }
        auto *job = newJob<QKeychain::ReadPasswordJob>(accountId);
        run(job, context,
            [job, callback](bool ok) { callback(ok ? job->binaryData() : QByteArray()); });
    });
}

void Credentials::keep(const QString &accountId, const QByteArray &token, bool remember,
                       QObject *context, std::function<void(bool)> callback)
{
    m_session.insert(accountId, token);
    whenKnown(context, [=, this, callback = std::move(callback)] {
        if (!remember || m_storage != Storage::Keychain) {
            callback(false);
            return;
        }
        auto *job = newJob<QKeychain::WritePasswordJob>(accountId);
        job->setBinaryData(token);
        run(job, context, callback);
    });
}

void Credentials::forget(const QString &accountId)
{
    m_session.remove(accountId);
    whenKnown(this, [this, accountId] {
        if (m_storage == Storage::Keychain)
            newJob<QKeychain::DeletePasswordJob>(accountId)->start();
    });
}

void Credentials::run(QKeychain::Job *job, QObject *context,
                      const std::function<void(bool)> &callback) const
{
    const auto answered = std::make_shared<bool>(false);
    connect(job, &QKeychain::Job::finished, context, [answered, callback](QKeychain::Job *done) {
        if (!std::exchange(*answered, true))
            callback(done->error() == QKeychain::NoError);
    });
    QTimer::singleShot(m_limit, context, [answered, callback] {
        if (!std::exchange(*answered, true))
            callback(false);
    });
    job->start();
}

void Credentials::whenKnown(QObject *context, std::function<void()> callback)
{
    if (m_storage != Storage::Unknown) {
        // Owned by this as well: the callback reads members.
        QPointer<Credentials> self(this);
        QMetaObject::invokeMethod(
            context,
            [self, callback = std::move(callback)] {
                if (self)
                    callback();
            },
            Qt::QueuedConnection);
        return;
    }
    m_waiting.emplace_back(context, std::move(callback));
    probe();
}

void Credentials::setStorage(Storage storage)
{
    if (m_storage == storage)
        return;
    m_storage = storage;
    Q_EMIT storageChanged();
    for (const auto &[context, callback] : std::exchange(m_waiting, {})) {
        if (context)
            callback();
    }
}

} // namespace segmentdesk
