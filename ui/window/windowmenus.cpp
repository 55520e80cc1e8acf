// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowmenus.h"

#include "models/settings/settings.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/supportdialog.h"
#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/window/actions.h"
#include "ui/window/placeactions.h"
#include "ui/window/storemenus.h"
#include "ui/window/storeview.h"
#include "ui/window/windowshortcuts.h"
#include "ui/words/words.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WindowMenus::WindowMenus(QMainWindow &window, const ActionSet &actions, QSettings &settings,
                         const MainWindow::Services &services, std::function<StoreView *()> view)
    : QObject(&window), m_actions(actions), m_settings(settings), m_view(std::move(view))
{
    QMenuBar *bar = window.menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({actions.newSegment, actions.importFile, actions.exportPeople,
                      actions.exportSegments, actions.exportMatrix});
    file->addSeparator();
    file->addActions({actions.backUp, actions.restore});
    file->setToolTipsVisible(true);
    file->addSeparator();
    m_storeMenu = file->addMenu(tr("&Stores"));
    m_storeMenu->setObjectName(u"storeMenu"_s);
    m_otherWindowMenu = new QMenu(tr("Open in &another window"), &window);
    m_otherWindowMenu->setObjectName(u"otherWindowMenu"_s);
    file->addActions({actions.connectStore, actions.changeToken, actions.renameStore,
                      actions.closeStore, actions.forget, actions.reset});
    file->addSeparator();
    file->addActions({actions.openSettings, actions.quit});

    QMenu *editMenu = bar->addMenu(tr("&Edit"));
    editMenu->setToolTipsVisible(true);
    editMenu->addActions({actions.undo, actions.redo});
    editMenu->addSeparator();
    editMenu->addActions({actions.copy, actions.paste});
    editMenu->addSeparator();
    editMenu->addActions({actions.selectAll, actions.clearSelection});
    editMenu->addSeparator();
    editMenu->addActions({actions.find, actions.findEverywhere});

    QMenu *people = bar->addMenu(tr("&People"));
    people->setToolTipsVisible(true);
    people->addActions({actions.addPeople, actions.addTo, actions.moveTo, actions.remove});
    people->addSeparator();
    people->addActions({actions.createProfiles, actions.deleteProfiles});

    QMenu *segment = bar->addMenu(tr("&Segment"));
    segment->addActions({ActionMaker::makeTwin(*actions.newSegment, segment), actions.rename,
                         actions.edit, ActionMaker::makeTwin(*actions.importFile, segment)});
    m_colorMenu = segment->addMenu(tr("C&olor"));
    connect(m_colorMenu, &QMenu::aboutToShow, &window, [this] {
        if (StoreView *open = m_view())
            open->menus().fillColorMenu(m_colorMenu);
    });
    segment->addSeparator();
    segment->addActions({actions.duplicate, actions.merge});
    segment->addSeparator();
    segment->setToolTipsVisible(true);
    segment->addAction(actions.compare);
    segment->addSeparator();
    segment->addActions({actions.empty, actions.deleteSegment});

    QMenu *viewMenu = bar->addMenu(tr("&View"));
    viewMenu->setToolTipsVisible(true);
    viewMenu->addActions({actions.refresh, actions.details, actions.historyPage});
    viewMenu->addSeparator();
    viewMenu->addActions({actions.activity, actions.pauseJob, actions.cancelJob});
    viewMenu->addSeparator();
    m_columnsMenu = viewMenu->addMenu(tr("&Columns"));
    connect(m_columnsMenu, &QMenu::aboutToShow, &window, [this] {
        if (StoreView *open = m_view())
            open->menus().fillColumnsMenu(m_columnsMenu);
    });
    QMenu *theme = viewMenu->addMenu(tr("C&olors"));
    auto *group = new QActionGroup(&window);
    const int chosen = WindowSettings(m_settings).colorScheme();
    const QStringList names{tr("Same as &system"), tr("&Light"), tr("&Dark")};
    for (int i = 0; i < names.size(); ++i) {
        QAction *action = theme->addAction(names.at(i));
        action->setObjectName(u"actionColours"_s + QString::number(i));
        action->setCheckable(true);
        action->setChecked(i == chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, &window, [this, i] {
            WindowSettings(m_settings).setColorScheme(i);
            applyColorScheme(static_cast<ColorScheme>(i));
        });
    }

    QMenu *help = bar->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keyboard shortcuts"));
    keys->setObjectName(u"actionShortcuts"_s);
    keys->setShortcut(QKeySequence(Qt::Key_F1));
    connect(keys, &QAction::triggered, &window, [&window] {
        auto *dialog = new ShortcutsDialog(shortcutsOf(window), &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    QAction *where = help->addAction(Icon::get(u"external-link"_s),
                                     tr("&Where do I find the API path and the token?"));
    connect(where, &QAction::triggered, this, &WindowMenus::helpRequested);
    help->addSeparator();
    if (services.supportDetails) {
        QAction *copy = help->addAction(Icon::get(u"copy"_s), tr("&Copy details for support"));
        copy->setObjectName(u"actionCopySupport"_s);
        connect(copy, &QAction::triggered, &window, [&window, read = services.supportDetails] {
            const QString details = read();
            QGuiApplication::clipboard()->setText(details);
            auto *dialog = new SupportDialog(details, &window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    }
    QAction *about = help->addAction(tr("&About Segment Desk"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, &window, [&window, version = services.version] {
        auto *dialog = new AboutDialog(version, &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void WindowMenus::setStores(const QList<Account> &accounts, const QString &current)
{
    m_accounts = accounts;
    m_current = current;
    fillStoreMenu();
}

void WindowMenus::fillStoreMenu()
{
    m_storeMenu->clear();
    for (const Account &account : std::as_const(m_accounts)) {
        QAction *action =
            m_storeMenu->addAction(words::buttonText(words::storeLabel(account, m_accounts)));
        action->setIcon(
            Icon::get(account.kind == Account::Kind::Sandbox ? u"sandbox"_s : u"store"_s));
        action->setCheckable(true);
        action->setChecked(account.id == m_current);
        action->setToolTip(account.apiPath.toDisplayString());
        const QString id = account.id;
        connect(action, &QAction::triggered, this, [this, id] {
            fillStoreMenu(); // the tick follows the store that is shown, not the click
            Q_EMIT storeRequested(id);
        });
    }
    const bool sandboxKnown =
        std::any_of(m_accounts.cbegin(), m_accounts.cend(),
                    [](const Account &a) { return a.kind == Account::Kind::Sandbox; });
    if (!sandboxKnown) {
        QAction *sandbox =
            m_storeMenu->addAction(Icon::get(u"sandbox"_s), tr("Try the sandbox store"));
        connect(sandbox, &QAction::triggered, this, &WindowMenus::sandboxRequested);
    }
    m_otherWindowMenu->clear();
    for (const Account &account : std::as_const(m_accounts)) {
        QAction *action =
            m_otherWindowMenu->addAction(words::buttonText(words::storeLabel(account, m_accounts)));
        connect(action, &QAction::triggered, this,
                [this, id = account.id] { Q_EMIT otherWindowRequested(id); });
    }
    m_otherWindowMenu->menuAction()->setVisible(m_accounts.size() > 1);
    m_storeMenu->addMenu(m_otherWindowMenu);
    m_storeMenu->addSeparator();
    for (QAction *action : {m_actions.connectStore, m_actions.changeToken, m_actions.renameStore,
                            m_actions.forget, m_actions.reset})
        m_storeMenu->addAction(ActionMaker::makeTwin(*action, m_storeMenu));
}

void WindowMenus::update(const StoreView *open)
{
    const bool any = open != nullptr;
    m_columnsMenu->setEnabled(any && !open->isOverlapOpen() && !open->isHistoryOpen());
    m_colorMenu->setEnabled(any && !open->placeActions().chosenSegments().isEmpty());
}

} // namespace segmentdesk
