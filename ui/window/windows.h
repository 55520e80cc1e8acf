// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/proxylogin.h"
#include "ui/window/mainwindow.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace segmentdesk {

/// The windows of the program: the first one, and one more for each store that was opened in
/// another window. Each store has one window at a time, and what the app says of a store it says
/// there. Stores stay open when another window closes; the first window has them again.
class Windows : public QObject
{
    Q_OBJECT

public:
    /// @p settings must outlive the windows.
    Windows(QSettings &settings, MainWindow::Services services, QObject *parent = nullptr);
    ~Windows() override;

    MainWindow &first() const { return *m_first; }
    /// The window that a store is, or will be, shown in.
    MainWindow &windowOf(const QString &accountId) const;
    /// The same, in front: there is news of the store.
    MainWindow &bring(const QString &accountId);

    /// Brings the first window to the front, also if it was closed or minimized.
    void raise();
    /// Says something that concerns no open store.
    void tell(const QString &heading, const QString &text);
    /// Forgets what the settings have of a store that is gone.
    void forgetSettings(const QString &accountId);

    /// Asks for a user name and password of a proxy, in the window that is in front; answers
    /// nothing if the user does not want to. Not after the context has died.
    void askForProxyLogin(const ProxyQuestion &question, QObject *context,
                          const std::function<void(const std::optional<ProxyAnswer> &)> &callback);

    // In every window.
    void setAccounts(const QList<Account> &accounts);
    void setKeychain(const Keychain &keychain);

Q_SIGNALS:
    // Of any window.
    void sandboxRequested();
    void sandboxResetRequested();
    void storeRequested(const QString &accountId);
    void openingCancelled(const QString &accountId);
    void tokenInsteadRequested(const QString &accountId);
    void storeConnected(const segmentdesk::Account &account, const QByteArray &token,
                        bool remember);
    void storeRenamed(const QString &accountId, const QString &name);
    void storeForgotten(const QString &accountId);

private:
    MainWindow &add();
    void connectWindow(MainWindow &window);
    /// A store that no window has will be shown in this one.
    void claim(const QString &accountId, MainWindow &window);
    void openInAnother(const QString &accountId, const MainWindow &from);
    void closed(MainWindow &window);
    QList<MainWindow *> all() const;

    QSettings &m_settings;
    MainWindow::Services m_services;
    std::unique_ptr<MainWindow> m_first;
    std::vector<std::unique_ptr<MainWindow>> m_others;
    QHash<QString, MainWindow *> m_homes; ///< by account id; absent: the first window
    QSet<const MainWindow *> m_closed; ///< by the user: shown again when there is news
    MainWindow *m_connecting = nullptr; ///< whose connection page was just confirmed
    QList<Account> m_accounts;
    Keychain m_keychain;
};

} // namespace segmentdesk
