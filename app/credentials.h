// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/keychain.h"

#include <QByteArray>
#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

namespace segmentdesk {

/// The stores' tokens: in the system's keychain, or, where there is none, in memory until the
/// program ends; never in a file. The keychain is asked for its state only, until a token that was
/// kept is read, or one is to be kept: those may make the system ask the user for a password.
/// Answers come asynchronously, once, within a time limit, and not after their context has died.
class Credentials : public QObject
{
    Q_OBJECT

public:
    /// What the keychain does at once must be done in the first; the second is for what may wait
    /// for a person who types a password.
    struct Limits
    {
        std::chrono::milliseconds machine = std::chrono::seconds(5);
        std::chrono::milliseconds person = std::chrono::minutes(2);
    };

    /// A token, or why there is none.
    struct Found
    {
        enum class Why {
            Known,
            NotKept, ///< the keychain holds none for this store
            Locked, ///< the keychain is (still) locked: nobody could or would unlock it
            NoKeychain,
            Silent, ///< the keychain did not answer in time
        };
        QByteArray token = {};
        Why why = Why::Known;
    };

    /// Whether the system may ask the user to unlock the keychain.
    enum class Prompt { Never, Allowed };

    explicit Credentials(QObject *parent = nullptr);
    explicit Credentials(Limits limits, QObject *parent = nullptr);

    /// Asks the keychain how it is: keychainChanged() if that is something new.
    void look();
    const Keychain &keychain() const { return m_keychain; }

    void read(const QString &accountId, Prompt prompt, QObject *context,
              std::function<void(const Found &found)> callback);
    /// Keeps a token for this session, and beyond it if @p remember: then the system may ask for a
    /// password. The answer is whether it is in the keychain now.
    void keep(const QString &accountId, const QByteArray &token, bool remember, QObject *context,
              std::function<void(bool inKeychain)> callback);
    /// Removes the token from memory and keychain.
    void forget(const QString &accountId);

Q_SIGNALS:
    void keychainChanged();

private:
    using StateKnown = std::function<void(Keychain::State state)>;
    void ask(QObject *context, const StateKnown &callback);
    void setState(Keychain::State state);
    /// Runs the job; answers its end, or nothing if the time is up.
    void run(QKeychain::Job *job, std::chrono::milliseconds limit, QObject *context,
             const std::function<void(bool ended)> &callback) const;

    Limits m_limits;
    Keychain m_keychain;
    QHash<QString, QByteArray> m_session;
};

} // namespace segmentdesk
