// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windows.h"

#include <QDir>
#include <QSettings>

#include <atomic>

namespace segmentdesk::monkey {

/// What the monkey plays with: the program's window on a small store of its own, all of it in one
/// folder. Files are chosen there without a dialog, pages outside are not opened, and nothing but
/// this computer is reached.
class Cage
{
public:
    /// Takes up what an earlier cage left in the folder. Throws a QString that says what failed.
    explicit Cage(const QString &folder);
    ~Cage();

    MainWindow &window() { return m_windows.first(); }
    sandbox::SandboxStore &store() { return m_store; }
    QByteArray token() const;
    /// Shows the store, wherever the monkey has got to.
    void goHome();
    /// What the next file dialog "answers"; any number.
    void setChoice(quint32 choice) { m_choice = choice; }

private:
    static DataFolder openData(const QString &folder);
    static sandbox::SandboxStore::Options storeOptions(const QString &folder);
    void fillFolder();
    MainWindow::Services services();
    QString chosen(const QStringList &files) const; ///< one of them in the folder, or none

    QDir m_folder;
    std::atomic<quint32> m_choice = 0;
    sandbox::SandboxStore m_store;
    DataFolder m_data;
    QSettings m_settings;
    Accounts m_accounts;
    Credentials m_credentials;
    Windows m_windows;
    StoreManager m_desk;
};

} // namespace segmentdesk::monkey
