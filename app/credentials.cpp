// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/credentials.h"

#include "app/secretservice.h"

#include <QPointer>
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
}

void Credentials::look()
{
    ask(this, {});
}

void Credentials::ask(QObject *context, const StateKnown &callback)
{
    // The state is this object's, the answer belongs to the context.
    const auto known = [this, owner = QPointer<QObject>(context), callback](Keychain::State state) {
        setState(state);
        if (owner && callback)
            callback(state);
    };
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QTimer::singleShot(0, this, [known] { known(Keychain::State::Ready); });
#else
    askSecretService(m_limits.machine, this, known);
#endif
}

void Credentials::setState(Keychain::State state)
{
    if (m_keychain.state == state)
        return;
    m_keychain.state = state;
    Q_EMIT keychainChanged();
}

void Credentials::read(const QString &accountId, Prompt prompt, QObject *context,
                       std::function<void(const Found &)> callback)
{
    if (const QByteArray token = m_session.value(accountId); !token.isEmpty()) {
        QTimer::singleShot(0, context, [callback, token] { callback({token, Why::Known}); });
        return;
    }
    ask(context, [=, this, callback = std::move(callback)](Keychain::State state) {
        const bool locked = state == Keychain::State::Locked;
        if (state != Keychain::State::Ready && !(locked && prompt == Prompt::Allowed)) {
            callback({{}, reason(state)});
            return;
        }
        auto *job = newJob<QKeychain::ReadPasswordJob>(accountId);
        run(job, locked ? m_limits.person : m_limits.machine, context,
            [this, job, locked, context, callback](bool ended) {
                if (ended && job->error() == QKeychain::NoError)
                    callback({job->binaryData(), Why::Known});
                else if (!ended)
                    callback({{}, locked ? Why::Locked : Why::Silent});
                else // "not found" is also said of what is locked
                    ask(context, [callback](Keychain::State now) { callback({{}, reason(now)}); });
            });
    });
}

void Credentials::keep(const QString &accountId, const QByteArray &token, bool remember,
                       QObject *context, std::function<void(bool)> callback)
{
    m_session.insert(accountId, token);
    if (!remember) {
        QTimer::singleShot(0, context, [callback] { callback(false); });
        return;
    }
    ask(context, [=, this, callback = std::move(callback)](Keychain::State state) {
        if (!Keychain{state}.takesTokens()) {
            callback(false);
            return;
        }
        auto *job = newJob<QKeychain::WritePasswordJob>(accountId);
        job->setBinaryData(token);
        run(job, state == Keychain::State::Ready ? m_limits.machine : m_limits.person, context,
            [this, job, callback](bool ended) {
                look(); // it may have been made or unlocked
                callback(ended && job->error() == QKeychain::NoError);
            });
    });
}

void Credentials::forget(const QString &accountId)
{
    m_session.remove(accountId);
    ask(this, [accountId](Keychain::State state) {
        if (state == Keychain::State::Ready || state == Keychain::State::Locked)
            newJob<QKeychain::DeletePasswordJob>(accountId)->start();
    });
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
