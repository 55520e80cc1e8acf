// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"
#include "ui/window/actionset.h"
#include "ui/window/mainwindow.h"

#include <QObject>

#include <functional>

class QMainWindow;
class QMenu;
class QSettings;

namespace segmentdesk {

class StoreView;

/// The menu bar of a window, with the menu of stores.
class WindowMenus : public QObject
{
    Q_OBJECT

public:
    /// @p view: the open store that is shown, or null. All must outlive the menus.
    WindowMenus(QMainWindow &window, const ActionSet &actions, QSettings &settings,
                const MainWindow::Services &services, std::function<StoreView *()> view);

    QMenu *storeMenu() const { return m_storeMenu; }
    /// @p current: the account of the store that is shown; empty: none is.
    void setStores(const QList<Account> &accounts, const QString &current);
    /// @p open: the store that is shown; null: none is.
    void update(const StoreView *open);

Q_SIGNALS:
    void sandboxRequested();
    void storeRequested(const QString &accountId);
    void otherWindowRequested(const QString &accountId);
    /// Where an API path and a token come from.
    void helpRequested();

private:
    void fillStoreMenu();

    const ActionSet &m_actions;
    QSettings &m_settings;
    std::function<StoreView *()> m_view;
    QMenu *m_storeMenu;
    QMenu *m_otherWindowMenu;
    QMenu *m_colorMenu;
    QMenu *m_columnsMenu;
    QList<Account> m_accounts;
    QString m_current;
};

} // namespace segmentdesk
