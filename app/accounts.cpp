// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString storesKey()
{
    return u"stores"_s;
}

QString lastShownKey()
{
    return u"lastShownStore"_s;
}

constexpr qsizetype maxNameLength = 200;

} // namespace

Accounts::Accounts(QSettings &settings) : m_settings(settings)
{
    const int size = std::min(m_settings.beginReadArray(storesKey()), maxAccounts);
    for (int i = 0; i < size; ++i) {
        m_settings.setArrayIndex(i);
        // The address goes through the same checks as one that a user types.
        const Result<QUrl> path = apiPathFromInput(m_settings.value(u"apiPath"_s).toString());
        if (!path)
            continue;
        Account account;
        account.apiPath = *path;
        account.id = idFor(*path);
        account.name = m_settings.value(u"name"_s).toString().left(maxNameLength);
        if (account.name.isEmpty())
            account.name = account.id;
        if (!find(account.id))
            m_accounts.append(account);
    }
    m_settings.endArray();
}

const Account *Accounts::find(const QString &id) const
{
    const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(),
                                    [&id](const Account &account) { return account.id == id; });
    return found == m_accounts.cend() ? nullptr : &*found;
}

bool Accounts::put(const Account &account)
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&](const Account &known) { return known.id == account.id; });
    if (found != m_accounts.end())
        *found = account;
    else if (m_accounts.size() < maxAccounts)
        m_accounts.append(account);
    else
        return false;
    save();
    return true;
}

void Accounts::rename(const QString &id, const QString &name)
{
    const QString wanted = name.trimmed().left(maxNameLength);
    for (Account &account : m_accounts) {
        if (account.id == id && !wanted.isEmpty())
            account.name = wanted;
    }
    save();
}

void Accounts::forget(QString id) // a copy: it may be the one in the list
{
    // A copy: the id may be that of the entry that goes.
    m_accounts.removeIf([id](const Account &account) { return account.id == id; });
    save();
}

QString Accounts::lastShown() const
{
    return m_settings.value(lastShownKey()).toString();
}

void Accounts::setLastShown(const QString &id)
{
    m_settings.setValue(lastShownKey(), id);
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

void Accounts::save()
{
    m_settings.remove(storesKey());
    m_settings.beginWriteArray(storesKey(), static_cast<int>(m_accounts.size()));
    for (int i = 0; i < m_accounts.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(u"name"_s, m_accounts.at(i).name);
        m_settings.setValue(u"apiPath"_s, m_accounts.at(i).apiPath.toString());
    }
    m_settings.endArray();
}

} // namespace segmentdesk
