// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/secretservice.h"

#include <QTimer>

#ifdef SEGMENTDESK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

using namespace Qt::StringLiterals;

namespace segmentdesk {

#ifdef SEGMENTDESK_DBUS

namespace {

QString secretsService()
{
    return u"org.freedesktop.secrets"_s;
}

QDBusMessage busCall(const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                          u"org.freedesktop.DBus"_s, method);
}

/// Asks one thing after the other; deletes itself after the answer.
class Question final : public QObject
{
public:
    Question(QObject *context, std::function<void(Keychain::State)> callback)
        : QObject(context), m_callback(std::move(callback)), m_bus(QDBusConnection::sessionBus())
    {
    }

    void ask(std::chrono::milliseconds limit)
    {
        QTimer::singleShot(limit, this, [this] { answer(Keychain::State::Silent); });
        if (!m_bus.isConnected()) {
            QTimer::singleShot(0, this, [this] { answer(Keychain::State::None); });
            return;
        }
        QDBusMessage isOwned = busCall(u"NameHasOwner"_s);
        isOwned << secretsService();
        call<bool>(isOwned, [this](bool owned) {
            if (owned)
                askForDefault();
            else
                askForSleeping();
        });
    }

private:
    template <typename T>
    void call(QDBusMessage message, std::function<void(const T &)> then)
    {
        message.setAutoStartService(false);
        auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [this, watcher, then = std::move(then)] {
                    const QDBusPendingReply<T> reply = *watcher;
                    if (reply.isError())
                        answer(Keychain::State::Silent);
                    else
                        then(reply.value());
                });
    }

    /// A service that the first use of it starts is as good as one that is locked.
    void askForSleeping()
    {
        call<QStringList>(busCall(u"ListActivatableNames"_s), [this](const QStringList &names) {
            answer(names.contains(secretsService()) ? Keychain::State::Locked
                                                    : Keychain::State::None);
        });
    }

    void askForDefault()
    {
        QDBusMessage alias =
            QDBusMessage::createMethodCall(secretsService(), u"/org/freedesktop/secrets"_s,
                                           u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
        alias << u"default"_s;
        call<QDBusObjectPath>(alias, [this](const QDBusObjectPath &collection) {
            if (collection.path() == u"/")
                answer(Keychain::State::Missing);
            else
                askForLock(collection.path());
        });
    }

    void askForLock(const QString &collection)
    {
        QDBusMessage locked = QDBusMessage::createMethodCall(
            secretsService(), collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        locked << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        call<QDBusVariant>(locked, [this](const QDBusVariant &value) {
            answer(value.variant().toBool() ? Keychain::State::Locked : Keychain::State::Ready);
        });
    }

    void answer(Keychain::State state)
    {
        if (!m_callback)
            return;
        const auto callback = std::exchange(m_callback, nullptr);
        deleteLater();
        callback(state);
    }

    std::function<void(Keychain::State)> m_callback;
    QDBusConnection m_bus;
};

} // namespace

void askSecretService(std::chrono::milliseconds limit, QObject *context,
                      std::function<void(Keychain::State)> callback)
{
    (new Question(context, std::move(callback)))->ask(limit);
}

#else

void askSecretService(std::chrono::milliseconds, QObject *context,
                      std::function<void(Keychain::State)> callback)
{
    // Windows and macOS have one of their own; a service of the desktop cannot be asked.
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    constexpr Keychain::State state = Keychain::State::Ready;
#else
    constexpr Keychain::State state = Keychain::State::None;
#endif
    QTimer::singleShot(0, context, [callback = std::move(callback)] { callback(state); });
}

#endif

} // namespace segmentdesk
