// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/keychain.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

class QSettings;

namespace segmentdesk {

/// The stores' tokens: in the system's keychain, or, without one, in memory until the
/// program ends; never in a file. The keychain is asked for its state only, until a token that was
/// kept is read, or one is to be kept: those may make the system ask the user for a password.
/// A token that is not wanted any more is deleted, or, while that cannot be, kept in a list of what
/// is still to be deleted: it is not read, and deleting it is tried again until it is proven.
/// Answers come asynchronously, once, within a time limit, and not after their context has died.
class Credentials : public QObject
{
    Q_OBJECT

public:
    /// What the keychain does at once must be done in the first; the second is for what may wait
    /// for a person who types a password, perhaps after having been away.
    struct Limits
    {
        std::chrono::milliseconds machine = std::chrono::seconds(5);
        std::chrono::milliseconds person = std::chrono::minutes(15);
    };

    /// A token, or why it is missing.
    struct Found
    {
        enum class Why {
            Known,
            NotKept, ///< the keychain holds none for this store
            Locked, ///< the keychain is (still) locked: it could not be unlocked
            NoKeychain,
            Silent, ///< the keychain did not answer in time
        };
        QByteArray token = {};
        Why why = Why::Known;
    };

    /// Whether the system may ask the user to unlock the keychain; then that is waited for, as long
    /// as a person may take.
    enum class Prompt { Never, Allowed };

    static constexpr int maxUndeleted = 400;
    /// How often a keychain that is locked is asked whether it still is, while something is to be
    /// deleted. Asking never prompts.
    static constexpr std::chrono::seconds lookAgainAfter{20};

    explicit Credentials(QObject *parent = nullptr);
    explicit Credentials(Limits limits, QObject *parent = nullptr);

    /// Where the ids of tokens that are still to be deleted are kept over restarts; without it,
    /// until the program ends. @p settings must outlive this.
    void keepListIn(QSettings &settings);

    /// Asks the keychain how it is: keychainChanged() if that is something new.
    void look();
    const Keychain &keychain() const { return m_keychain; }

    void read(const QString &accountId, Prompt prompt, QObject *context,
              std::function<void(const Found &found)> callback);
    /// Keeps a token for this session, and beyond it if @p remember: then the system may ask for a
    /// password. If not, one that is in the keychain from before is deleted. The answer is whether
    /// it is in the keychain now.
    void keep(const QString &accountId, const QByteArray &token, bool remember, QObject *context,
              std::function<void(bool inKeychain)> callback);
    /// Removes the token from memory and keychain.
    void forget(const QString &accountId);
    /// Tokens that are still to be deleted from the keychain.
    QStringList undeleted() const { return m_undeleted; }

Q_SIGNALS:
    void keychainChanged();
    /// A token cannot be deleted now, because the keychain is locked or does not answer; it will be
    /// as soon as that is over, also after a restart.
    void deletionDelayed(const QString &accountId);

private:
    using StateKnown = std::function<void(Keychain::State state)>;
    void ask(std::chrono::milliseconds limit, QObject *context, const StateKnown &callback);
    void setState(Keychain::State state);
    /// Runs the job; answers its end, or nothing if the time is up.
    void run(QKeychain::Job *job, std::chrono::milliseconds limit, QObject *context,
             const std::function<void(bool ended)> &callback) const;

    void discard(const QString &accountId);
    void deleteUndeleted(Keychain::State state);
    void deleted(const QString &accountId);
    void saveList();

    Limits m_limits;
    Keychain m_keychain;
    QSettings *m_settings = nullptr;
    QStringList m_undeleted; ///< ids; at most maxUndeleted, the oldest go first
    QSet<QString> m_deleting; ///< of them, those whose deletion is under way
    QSet<QString> m_saidDelayed;
    QTimer m_again;
    QHash<QString, QByteArray> m_session;
};

} // namespace segmentdesk
