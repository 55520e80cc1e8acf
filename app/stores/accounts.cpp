// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/accounts.h"

#include "models/settings/settings.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype maxNameLength = 200;

} // namespace

Accounts::Accounts(QSettings &settings) : m_settings(settings)
{
    load();
}

void Accounts::load()
{
    m_accounts.clear();
    const QList<StoreSettings::Store> stores = StoreSettings(m_settings).stores(maxAccounts);
    for (const StoreSettings::Store &store : stores) {
        // The address goes through the same checks as one that a user types.
        const Result<QUrl> path = apiPathFromInput(store.apiPath);
        if (!path)
            continue;
        Account account;
        account.apiPath = *path;
        account.id = idFor(*path);
        account.name = store.name.left(maxNameLength);
        if (account.name.isEmpty())
            account.name = account.id;
        if (!find(account.id))
            m_accounts.append(account);
    }
}

const Account *Accounts::find(const QString &id) const
{
    const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(),
                                    [&id](const Account &account) { return account.id == id; });
    return found == m_accounts.cend() ? nullptr : &*found;
}

Accounts::Saved Accounts::put(const Account &account)
{
    m_settings.sync();
    load();
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&](const Account &known) { return known.id == account.id; });
    if (found != m_accounts.end())
        *found = account;
    else if (m_accounts.size() < maxAccounts)
        m_accounts.append(account);
    else
        return Saved::Full;
    return save();
}

Accounts::Saved Accounts::rename(const QString &id, const QString &name)
{
    m_settings.sync();
    load();
    const QString wanted = name.trimmed().left(maxNameLength);
    for (Account &account : m_accounts) {
        if (account.id == id && !wanted.isEmpty())
            account.name = wanted;
    }
    return save();
}

Accounts::Saved Accounts::forget(QString id) // a copy: it may be that of the entry that goes
{
    m_settings.sync();
    load();
    m_accounts.removeIf([&id](const Account &account) { return account.id == id; });
    return save();
}

QString Accounts::lastShown() const
{
    return StoreSettings(m_settings).lastShownStore();
}

void Accounts::setLastShown(const QString &id)
{
    StoreSettings(m_settings).setLastShownStore(id);
}

QString Accounts::idFor(const QUrl &apiPath)
{
    const QString hash = storeHash(apiPath).toLower();
    if (apiPath.host() == u"api.bigcommerce.com" && apiPath.port(443) == 443 && hash != sandboxId())
        return hash;
    QString host = apiPath.host();
    if (apiPath.port() > 0)
        host += u':' + QString::number(apiPath.port());
    return hash + u'@' + host;
}

QString Accounts::sandboxId()
{
    return u"sandbox"_s;
}

Accounts::Saved Accounts::save()
{
    QList<StoreSettings::Store> stores;
    for (const Account &account : std::as_const(m_accounts))
        stores.append({account.name, account.apiPath.toString()});
    StoreSettings(m_settings).setStores(stores);
    m_settings.sync();
    // A status never becomes good again, so it is asked of an object that has seen no error. What
    // could not be written is tried again by it.
    QSettings look(m_settings.fileName(), m_settings.format());
    look.sync();
    return look.status() == QSettings::NoError ? Saved::Yes : Saved::NotWritten;
}

} // namespace segmentdesk
