// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "ui/window/windows.h"

#include <QSettings>

#include <chrono>
#include <memory>

namespace segmentdesk {

/// What the program's main() makes, on a folder of its own.
struct Program
{
    explicit Program(const QString &dir, const std::shared_ptr<Credentials> &kept = {})
        : folder(DataFolder::open(dir).value()),
          settings(folder.settingsFile(), QSettings::IniFormat), accounts(settings),
          credentials(kept ? kept
                           : std::make_shared<Credentials>(Credentials::Limits{
                               std::chrono::milliseconds(500), std::chrono::milliseconds(500)})),
          windows(settings, StoreManager::services(QStringLiteral("0.0.0"))),
          window(windows.first()), desk(windows, accounts, *credentials,
                                        {folder.sandboxFile(),
                                         QStringLiteral("0.0.0"),
                                         {},
                                         folder.journalsFolder(),
                                         folder.visitsFolder()})
    {
    }

    DataFolder folder;
    QSettings settings;
    Accounts accounts;
    std::shared_ptr<Credentials> credentials;
    Windows windows;
    MainWindow &window;
    StoreManager desk;
};

} // namespace segmentdesk
