// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>
#include <vector>

namespace QKeychain {
class Job;
}

namespace segmentdesk {

/// The stores' tokens: in the system's keychain, or, where there is none, in memory until the
/// program ends; never in a file. Every question to the keychain has a time limit, so that a locked
/// or absent service holds nothing up. Answers come asynchronously, once, and not after their
/// context has died.
class Credentials : public QObject
{
    Q_OBJECT

public:
    enum class Storage {
        Unknown, ///< the probe is under way
        Keychain,
        SessionOnly, ///< no keychain that answers, or it is locked
    };

    static constexpr std::chrono::milliseconds defaultLimit{5000};

    explicit Credentials(std::chrono::milliseconds limit = defaultLimit, QObject *parent = nullptr);

    /// Finds out whether there is a keychain by writing, reading and deleting a marker: a locked
    /// one answers a mere reading with "not found". A keychain that is unlocked later is taken
    /// then.
    void probe();
    Storage storage() const { return m_storage; }
    /// The keychain in words, such as "Secret Service"; empty unless storage() is Keychain.
    QString keychainName() const;

    /// The token of a store; empty if none is known. Waits for the probe, which it starts if need
    /// be.
    void read(const QString &accountId, QObject *context,
              std::function<void(QByteArray token)> callback);
    /// Keeps a token for this session, and beyond it if @p remember. The answer is whether it is in
    /// the keychain now.
    void keep(const QString &accountId, const QByteArray &token, bool remember, QObject *context,
              std::function<void(bool inKeychain)> callback);
    /// Removes the token from memory and keychain.
    void forget(const QString &accountId);

Q_SIGNALS:
    void storageChanged();

private:
    /// Runs the job; the answer is false if it failed or the time is up.
    void run(QKeychain::Job *job, QObject *context,
             const std::function<void(bool ok)> &callback) const;
    void whenKnown(QObject *context, std::function<void()> callback);
    void setStorage(Storage storage);

    std::chrono::milliseconds m_limit;
    Storage m_storage = Storage::Unknown;
    bool m_probing = false;
    QHash<QString, QByteArray> m_session;
    std::vector<std::pair<QPointer<QObject>, std::function<void()>>> m_waiting;
};

} // namespace segmentdesk
