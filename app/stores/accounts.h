// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"

#include <QList>

class QSettings;

namespace segmentdesk {

/// The stores that the user has connected, in the order of connecting, kept in the settings. Never
/// a token. Holds at most maxAccounts.
///
/// Each change is made to the list as it is on the disk by then, so that what another process wrote
/// stays, and each says whether it is on the disk.
class Accounts
{
public:
    static constexpr int maxAccounts = 200;

    enum class [[nodiscard]] Saved{
        Yes,
        Full, ///< the list holds maxAccounts; nothing changed
        NotWritten, ///< the settings cannot be written: it holds for this session
    };

    /// Reads the list; what is damaged is left out. @p settings must outlive this.
    explicit Accounts(QSettings &settings);

    const QList<Account> &all() const { return m_accounts; }
    /// Nothing if there is no such store.
    const Account *find(const QString &id) const;

    /// Adds the store, or replaces the one with its id.
    Saved put(const Account &account);
    Saved rename(const QString &id, const QString &name);
    Saved forget(QString id);

    /// The id of the store that was shown last; empty: none.
    QString lastShown() const;
    void setLastShown(const QString &id);

    /// The id under which a store's settings and token are kept, in small letters. It names the
    /// host unless that is BigCommerce's, so that a token is never sent to another host than the
    /// one it was given for.
    static QString idFor(const QUrl &apiPath);
    /// The embedded sandbox store's id; no other store has it.
    static QString sandboxId();

private:
    void load();
    Saved save();

    QSettings &m_settings;
    QList<Account> m_accounts;
};

} // namespace segmentdesk
