// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/credentials.h"

#include "app/stores/secretservice.h"
#include "models/settings/settings.h"

#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Why = Credentials::Found::Why;

QString service()
{
    return u"Segment Desk"_s;
}

QString keychainName()
{
#if defined(Q_OS_WIN)
    return u"Windows Credential Manager"_s;
#elif defined(Q_OS_MACOS)
    return u"Keychain"_s;
#else
    return u"Secret Service"_s;
#endif
}

template <typename Job>
Job *newJob(const QString &key)
{
    auto *job = new Job(service());
    job->setKey(key);
    job->setInsecureFallback(false);
    return job;
}

/// Why a keychain in this state gave no token.
Why reason(Keychain::State state)
{
    switch (state) {
    case Keychain::State::None:
        return Why::NoKeychain;
    case Keychain::State::Unknown:
    case Keychain::State::Silent:
        return Why::Silent;
    case Keychain::State::Locked:
        return Why::Locked;
    case Keychain::State::Missing:
    case Keychain::State::Ready:
        break;
    }
    return Why::NotKept;
}

} // namespace

Credentials::Credentials(QObject *parent) : Credentials(Limits(), parent)
{
}

Credentials::Credentials(Limits limits, QObject *parent)
    : QObject(parent), m_limits(limits), m_keychain{Keychain::State::Unknown, keychainName()}
{
    m_again.setSingleShot(true);
    m_again.setInterval(lookAgainAfter);
    connect(&m_again, &QTimer::timeout, this, &Credentials::look);
}

void Credentials::keepListIn(QSettings &settings)
{
    m_settings = &settings;
    const QStringList kept = StoreSettings(settings).tokensToDelete();
    for (const QString &id : kept) {
        if (!m_undeleted.contains(id) && m_undeleted.size() < maxUndeleted)
            m_undeleted.append(id);
    }
}

void Credentials::saveList()
{
    if (!m_settings)
        return;
    StoreSettings(*m_settings).setTokensToDelete(m_undeleted);
    m_settings->sync(); // a crash must not bring a token back
}

void Credentials::look()
{
    ask(m_limits.machine, this, {});
}

void Credentials::ask(std::chrono::milliseconds limit, QObject *context, const StateKnown &callback)
{
    // The state is this object's, the answer belongs to the context.
    const auto known = [this, owner = QPointer<QObject>(context), callback](Keychain::State state) {
        setState(state);
        if (owner && callback)
            callback(state);
    };
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    Q_UNUSED(limit)
    QTimer::singleShot(0, this, [known] { known(Keychain::State::Ready); });
#else
    askSecretService(limit, this, known);
#endif
}

void Credentials::setState(Keychain::State state)
{
    if (m_keychain.state != state) {
        m_keychain.state = state;
        Q_EMIT keychainChanged();
    }
    deleteUndeleted(state);
}

/// Deletes what is to be deleted, if the keychain lets it without asking a person.
void Credentials::deleteUndeleted(Keychain::State state)
{
    const QStringList ids = m_undeleted;
    switch (state) {
    case Keychain::State::Unknown:
    case Keychain::State::None: // one may be there next time
        return;
    case Keychain::State::Missing: // it holds nothing
        for (const QString &id : ids)
            deleted(id);
        return;
    case Keychain::State::Locked:
    case Keychain::State::Silent:
        for (const QString &id : ids) {
            if (m_saidDelayed.contains(id))
                continue;
            m_saidDelayed.insert(id);
            Q_EMIT deletionDelayed(id);
        }
        if (!ids.isEmpty())
            m_again.start();
        return;
    case Keychain::State::Ready:
        break;
    }
    for (const QString &id : ids) {
        if (m_deleting.contains(id))
            continue;
        m_deleting.insert(id);
        auto *job = newJob<QKeychain::DeletePasswordJob>(id);
        run(job, m_limits.machine, this, [this, job, id](bool ended) {
            // What was wanted again meanwhile is not in the list any more.
            if (!m_deleting.remove(id))
                return;
            const bool gone = ended
                && (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound);
            if (gone)
                deleted(id);
            else
                m_again.start();
        });
    }
}

void Credentials::deleted(const QString &accountId)
{
    m_saidDelayed.remove(accountId);
    m_deleting.remove(accountId);
    if (m_undeleted.removeAll(accountId) > 0)
        saveList();
}

void Credentials::read(const QString &accountId, Prompt prompt, QObject *context,
                       std::function<void(const Found &)> callback)
{
    if (const QByteArray token = m_session.value(accountId); !token.isEmpty()) {
        QTimer::singleShot(0, context, [callback, token] { callback({token, Why::Known}); });
        return;
    }
    if (m_undeleted.contains(accountId)) {
        QTimer::singleShot(0, context, [callback] { callback({{}, Why::NotKept}); });
        return;
    }
    // Some services answer nothing, or not whether they are locked, while they ask a person.
    const std::chrono::milliseconds limit =
        prompt == Prompt::Allowed ? m_limits.person : m_limits.machine;
    ask(limit, context, [=, this, callback = std::move(callback)](Keychain::State state) {
        const bool locked = state == Keychain::State::Locked;
        if (state != Keychain::State::Ready && !(locked && prompt == Prompt::Allowed)) {
            callback({{}, reason(state)});
            return;
        }
        auto *job = newJob<QKeychain::ReadPasswordJob>(accountId);
        run(job, limit, context, [this, job, locked, context, callback](bool ended) {
            if (ended && job->error() == QKeychain::NoError)
                callback({job->binaryData(), Why::Known});
            else if (!ended)
                callback({{}, locked ? Why::Locked : Why::Silent});
            else // "not found" is also said of what is locked
                ask(m_limits.machine, context, [callback](Keychain::State now) {
                    callback({{}, reason(now)});
                });
        });
    });
}

void Credentials::keep(const QString &accountId, const QByteArray &token, bool remember,
                       QObject *context, std::function<void(bool)> callback)
{
    m_session.insert(accountId, token);
    if (!remember) {
        discard(accountId);
        QTimer::singleShot(0, context, [callback] { callback(false); });
        return;
    }
    ask(m_limits.machine, context,
        [=, this, callback = std::move(callback)](Keychain::State state) {
            if (!Keychain{state}.takesTokens()) {
                callback(false);
                return;
            }
            // It will stand where one stood that was to be deleted.
            const bool wasUndeleted = m_undeleted.removeAll(accountId) > 0;
            auto *job = newJob<QKeychain::WritePasswordJob>(accountId);
            job->setBinaryData(token);
            run(job, state == Keychain::State::Ready ? m_limits.machine : m_limits.person, context,
                [this, job, accountId, wasUndeleted, callback](bool ended) {
                    const bool kept = ended && job->error() == QKeychain::NoError;
                    if (wasUndeleted && !kept)
                        m_undeleted.append(accountId);
                    saveList();
                    look(); // it may have been made or unlocked
                    callback(kept);
                });
        });
}

void Credentials::forget(const QString &accountId)
{
    m_session.remove(accountId);
    discard(accountId);
}

/// Deletes what the keychain holds, now or later.
void Credentials::discard(const QString &accountId)
{
    m_saidDelayed.remove(accountId);
    m_undeleted.removeAll(accountId);
    m_undeleted.append(accountId);
    while (m_undeleted.size() > maxUndeleted)
        m_undeleted.removeFirst();
    saveList();
    look();
}

void Credentials::run(QKeychain::Job *job, std::chrono::milliseconds limit, QObject *context,
                      const std::function<void(bool)> &callback) const
{
    // The callback reads members.
    const auto answer = [self = QPointer<const Credentials>(this), callback,
                         answered = std::make_shared<bool>(false)](bool ended) {
        if (!std::exchange(*answered, true) && self)
            callback(ended);
    };
    connect(job, &QKeychain::Job::finished, context, [answer] { answer(true); });
    QTimer::singleShot(limit, context, [answer] { answer(false); });
    job->start();
}

} // namespace segmentdesk
