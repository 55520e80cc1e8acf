// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/embeddedstore.h"

#include "app/stores/accounts.h"

#include <QCoreApplication>
#include <QUuid>

namespace segmentdesk {

Account sandboxAccount(const QUrl &apiPath)
{
    Account account;
    account.id = Accounts::sandboxId();
    account.name = QCoreApplication::translate("segmentdesk::Desk", "Sandbox store");
    account.apiPath = apiPath;
    account.kind = Account::Kind::Sandbox;
    return account;
}

sandbox::Options sandboxOptions(const QByteArray &token, const QString &database)
{
    sandbox::Options options;
    options.token = QString::fromLatin1(token);
    options.readOnlyToken = QString::fromLatin1(randomToken());
    options.databaseFile = database;
    options.customers = sandboxCustomers;
    options.segments = sandboxSegments;
    options.quota = sandboxQuota;
    return options;
}

QByteArray randomToken()
{
    return QUuid::createUuid().toByteArray(QUuid::Id128);
}

} // namespace segmentdesk
