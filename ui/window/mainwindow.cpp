// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/mainwindow.h"

#include "models/api/restclient.h"
#include "models/changes/history.h"
#include "models/session/interruptedchanges.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "ui/activity/activitypanel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/renamestoredialog.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/start/connectpage.h"
#include "ui/start/openingpage.h"
#include "ui/start/welcomepage.h"
#include "ui/window/panelayout.h"
#include "ui/window/placeactions.h"
#include "ui/window/storeview.h"
#include "ui/window/windowactions.h"
#include "ui/window/windowdialogs.h"
#include "ui/window/windowgeometry.h"
#include "ui/window/windowmenus.h"
#include "ui/window/windowpreferences.h"
#include "ui/window/windowstatusbar.h"
#include "ui/window/windowtoolbar.h"
#include "ui/words/journalwords.h"
#include "ui/words/words.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusTipEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr QSize minimumWindow(960, 600);
constexpr QSize firstWindow(1440, 900);

/// Where the vendor says how to get an API path and a token.
QUrl helpAddress()
{
    return QUrl(u"https://support.bigcommerce.com/s/article/Store-API-Accounts"_s);
}

QList<MainWindow *> allWindows()
{
    QList<MainWindow *> windows;
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            windows.append(window);
    }
    return windows;
}

} // namespace

struct MainWindow::Private
{
    Private(MainWindow &window, QSettings &settingsFile, Services what)
        : q(window), settings(settingsFile), preferences(settingsFile), services(std::move(what))
    {
        if (services.prompts.notify) {
            services.prompts.notify =
                [this, notify = services.prompts.notify](QWidget *about, const QString &text) {
                    if (preferences.notifies())
                        notify(about, text);
                };
        }
    }

    bool asksBeforeLeaving();
    void connectActions();
    void renameStore();
    void forgetStore();
    void resetSandbox();
    void quit();
    void connectView(StoreView *view);
    void show(QWidget *page);
    void updateAll();
    void updateTitle();
    void updateActions();
    void updateHistory();
    void updateStoreMenu();
    /// Asks for another token for the open store.
    void changeToken()
    {
        if (view())
            q.askForToken(view()->session().account(), {});
    }
    void focusPane(bool forward);
    StoreView *view() const { return qobject_cast<StoreView *>(pages->currentWidget()); }
    QUrl shownApiPath() const { return view() ? view()->session().account().apiPath : QUrl(); }

    MainWindow &q;
    QSettings &settings;
    WindowPreferences preferences;
    Services services;
    QList<Account> accounts;

    WindowGeometry *geometry = nullptr;
    QStackedWidget *pages = nullptr;
    WelcomePage *welcome = nullptr;
    ConnectPage *connectPage = nullptr;
    OpeningPage *opening = nullptr;
    QString openingId; ///< of the store that is being opened
    QHash<QString, StoreView *> views; ///< by account id
    bool leaves = false; ///< the user said so while jobs were running
    QPointer<QWidget> beforeOpening; ///< the store that Cancel of the opening page goes back to
    QWidget *beforeConnect = nullptr; ///< where Cancel of the connection page goes back to

    WindowActions *actions = nullptr;
    WindowMenus *menus = nullptr;
    WindowToolBar *toolBar = nullptr;
    WindowStatusBar *status = nullptr;
    Line *statusLine = nullptr;
    QString fileToImport; ///< until a store is open
};

MainWindow::MainWindow(QSettings &settings, Services services, QWidget *parent)
    : QMainWindow(parent), d(std::make_unique<Private>(*this, settings, std::move(services)))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(Icon::app());
    setContextMenuPolicy(Qt::NoContextMenu);

    d->pages = new QStackedWidget;
    d->welcome = new WelcomePage;
    d->connectPage = new ConnectPage(d->services.testToken);
    d->opening = new OpeningPage;
    d->pages->addWidget(d->welcome);
    d->pages->addWidget(d->connectPage);
    d->pages->addWidget(d->opening);

    const auto view = [this] { return d->view(); };
    d->actions = new WindowActions(*this, view);
    const ActionSet &actions = d->actions->set();
    d->menus = new WindowMenus(*this, actions, d->settings, d->services, view);
    d->toolBar = new WindowToolBar(*this, actions, d->menus->storeMenu(), view);
    d->status = new WindowStatusBar(*this, view);
    d->connectActions();

    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->toolBar->widget());
    d->statusLine = new Line;
    layout->addWidget(new Line);
    layout->addWidget(d->pages, 1);
    layout->addWidget(d->statusLine);
    layout->addWidget(d->status->widget());
    setCentralWidget(central);

    connect(d->welcome, &WelcomePage::sandboxRequested, this, &MainWindow::sandboxRequested);
    connect(d->welcome, &WelcomePage::storeRequested, this, &MainWindow::storeRequested);
    connect(d->welcome, &WelcomePage::connectRequested, actions.connectStore, &QAction::trigger);
    connect(d->welcome, &WelcomePage::helpRequested, this,
            [this] { d->services.prompts.openUrl(helpAddress()); });
    connect(d->connectPage, &ConnectPage::connected, this, &MainWindow::storeConnected);
    connect(d->connectPage, &ConnectPage::cancelled, this,
            [this] { d->show(d->beforeConnect ? d->beforeConnect : d->welcome); });
    connect(d->opening, &OpeningPage::retryRequested, this, &MainWindow::storeRequested);
    connect(d->opening, &OpeningPage::tokenRequested, this, &MainWindow::tokenInsteadRequested);
    connect(d->opening, &OpeningPage::otherStoreRequested, this, &MainWindow::showWelcome);
    connect(d->opening, &OpeningPage::cancelled, this, [this](const QString &id) {
        d->show(d->beforeOpening ? d->beforeOpening.data() : d->welcome);
        Q_EMIT openingCancelled(id);
    });

    d->geometry = new WindowGeometry(*this, d->settings, minimumWindow, firstWindow);
    d->show(d->welcome);
}

MainWindow::~MainWindow()
{
    // Views refer to sessions that may be gone after this; nothing of them may run any more.
    qDeleteAll(d->views);
}

void MainWindow::Private::connectActions()
{
    QObject::connect(actions, &WindowActions::connectRequested, &q, [this] {
        beforeConnect = pages->currentWidget();
        connectPage->setAccounts(accounts);
        connectPage->start();
        show(connectPage);
    });
    QObject::connect(actions, &WindowActions::welcomeRequested, &q, [this] { show(welcome); });
    QObject::connect(actions, &WindowActions::tokenChangeRequested, &q, [this] { changeToken(); });
    QObject::connect(toolBar, &WindowToolBar::tokenChangeRequested, &q, [this] { changeToken(); });
    QObject::connect(actions, &WindowActions::renameRequested, &q, [this] { renameStore(); });
    QObject::connect(actions, &WindowActions::forgetRequested, &q, [this] { forgetStore(); });
    QObject::connect(actions, &WindowActions::resetRequested, &q, [this] { resetSandbox(); });
    QObject::connect(actions, &WindowActions::settingsRequested, &q,
                     [this] { preferences.edit(&q, services.networkState, shownApiPath()); });
    QObject::connect(&preferences, &WindowPreferences::reserveChanged, &q, [this](int percent) {
        for (StoreView *view : std::as_const(views))
            view->session().client().setReserve(percent / 100.0);
    });
    QObject::connect(&preferences, &WindowPreferences::checkMinutesChanged, &q,
                     [this](int minutes) {
                         for (StoreView *view : std::as_const(views))
                             view->session().mirrorUpdater().setCheckMinutes(minutes);
                     });
    QObject::connect(actions, &WindowActions::quitRequested, &q, [this] { quit(); });
    QObject::connect(actions, &WindowActions::findRequested, toolBar, &WindowToolBar::find);
    QObject::connect(actions, &WindowActions::findEverywhereRequested, toolBar,
                     &WindowToolBar::findEverywhere);
    QObject::connect(actions, &WindowActions::paneRequested, &q,
                     [this](bool forward) { focusPane(forward); });
    QObject::connect(menus, &WindowMenus::sandboxRequested, &q, &MainWindow::sandboxRequested);
    QObject::connect(menus, &WindowMenus::storeRequested, &q, &MainWindow::storeRequested);
    QObject::connect(menus, &WindowMenus::otherWindowRequested, &q,
                     &MainWindow::otherWindowRequested);
    QObject::connect(menus, &WindowMenus::helpRequested, &q,
                     [this] { services.prompts.openUrl(helpAddress()); });
}

void MainWindow::Private::renameStore()
{
    if (!view())
        return;
    const Account account = view()->session().account();
    auto *dialog = new RenameStoreDialog(account, accounts, &q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(
        dialog, &RenameStoreDialog::renamed, &q,
        [this, id = account.id](const QString &name) { Q_EMIT q.storeRenamed(id, name); });
    dialog->open();
}

void MainWindow::Private::forgetStore()
{
    const StoreView *open = view();
    if (!open)
        return;
    StoreSession &session = open->session();
    words::Forgotten what;
    what.changes = session.history().entries().size();
    what.unfinished = session.interrupted().jobs().size();
    what.running = runningIn({&session});
    confirm(q, tr("Forget %1?").arg(words::quoted(session.account().name)),
            words::forgetStore(what), tr("Keep it"),
            what.running.isEmpty() ? tr("Forget store") : tr("Stop and forget"),
            [this, id = session.account().id] { Q_EMIT q.storeForgotten(id); });
}

void MainWindow::Private::resetSandbox()
{
    confirm(q, tr("Start the sandbox store over?"),
            tr("It returns to its first state: the same invented people and segments. Everything "
               "you changed in it is lost. No other store is touched."),
            tr("Keep it"), tr("Start over"), [this] { Q_EMIT q.sandboxResetRequested(); });
}

void MainWindow::Private::quit()
{
    const QList<MainWindow *> windows = allWindows();
    for (MainWindow *window : windows) {
        if (window != &q && window->isVisible())
            window->close();
    }
    q.close(); // the last one asks if something runs
}

void MainWindow::Private::show(QWidget *page)
{
    pages->setCurrentWidget(page);
    updateAll();
    if (StoreView *open = view())
        open->page()->table()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::Private::updateAll()
{
    const bool open = view() != nullptr;
    toolBar->widget()->setVisible(open);
    status->widget()->setVisible(open);
    statusLine->setVisible(open);
    updateStoreMenu();
    updateTitle();
    updateActions();
    updateHistory();
    status->update();
    toolBar->updateSearchHint();
}

void MainWindow::Private::updateTitle()
{
    QString what;
    if (const StoreView *open = view())
        what = open->title();
    else if (pages->currentWidget() == connectPage)
        what = tr("Connect a store");
    else if (pages->currentWidget() == welcome)
        what = tr("Welcome");
    q.setWindowTitle(what.isEmpty() ? tr("Segment Desk") : tr("%1 – Segment Desk").arg(what));
    const QString label =
        view() ? words::storeLabel(view()->session().account(), accounts) : QString();
    const QString icon = view() && view()->session().account().kind == Account::Kind::Sandbox
        ? u"sandbox"_s
        : u"store"_s;
    toolBar->setStore(label, icon);
    status->setStore(label, icon);
}

void MainWindow::Private::updateActions()
{
    StoreView *open = view();
    actions->update(open, pages->currentWidget() == welcome);
    menus->update(open);
    toolBar->update(!WindowActions::unavailableReason(open).isEmpty());
    toolBar->updateSearchHint();
}

void MainWindow::Private::updateHistory()
{
    actions->updateHistory(view());
    toolBar->updateHistory(view());
}

void MainWindow::Private::updateStoreMenu()
{
    menus->setStores(accounts, view() ? view()->session().account().id : QString());
}

void MainWindow::Private::focusPane(bool forward)
{
    StoreView *open = view();
    if (!open)
        return;
    SearchField *search = toolBar->search();
    // Search field, segments, table, details, activity, and round again.
    if (search->hasFocus())
        open->panes().focusFirstPane(forward);
    else if (!open->panes().focusNextPane(forward))
        search->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::Private::connectView(StoreView *view)
{
    SearchField *search = toolBar->search();
    QObject::connect(view, &StoreView::placeChanged, &q, [this] {
        updateTitle();
        updateActions();
    });
    QObject::connect(view, &StoreView::placeChanged, search, [this, view, search] {
        if (this->view() == view && view->place().kind != PeopleListKey::Kind::Search
            && !search->hasFocus())
            search->clear();
    });
    QObject::connect(view, &StoreView::selectionChanged, &q, [this] { updateActions(); });
    QObject::connect(view, &StoreView::detailsOpenChanged, &q, [this] { updateActions(); });
    QObject::connect(&view->sources(), &PeopleSources::statusChanged, &q, [this] {
        status->update();
        updateActions();
    });
    QObject::connect(&view->sources(), &PeopleSources::completenessChanged, &q, [this] {
        updateActions();
        toolBar->updateSearchHint();
    });
    QObject::connect(view, &StoreView::searchClosed, search, &QLineEdit::clear);
    QObject::connect(view, &StoreView::hintChanged, &q,
                     [this](const QString &text) { status->setHint(text); });
    QObject::connect(view->activity(), &ActivityPanel::stateChanged, &q,
                     [this] { actions->updateJobActions(this->view()); });
    QObject::connect(&view->session(), &StoreSession::accessChanged, &q, [this] {
        updateActions();
        updateHistory();
    });
    QObject::connect(view, &StoreView::anotherTokenRequested, &q, [this] { changeToken(); });
    QObject::connect(&view->session(), &StoreSession::trafficChanged, &q,
                     [this] { status->update(); });
    QObject::connect(&view->commands().history(), &HistoryCommands::changed, &q,
                     [this] { updateHistory(); });
}

void MainWindow::setAccounts(const QList<Account> &accounts)
{
    d->accounts = accounts;
    d->welcome->setAccounts(accounts);
    d->connectPage->setAccounts(accounts);
    d->updateStoreMenu();
    d->updateTitle();
}

void MainWindow::setKeychain(const Keychain &keychain)
{
    d->welcome->setKeychain(keychain);
    d->connectPage->setKeychain(keychain);
}

void MainWindow::announce(const QString &accountId, const QString &text)
{
    if (const StoreView *view = d->views.value(accountId))
        view->page()->messageBar()->announce(u"info"_s, Tone::OnTip, text, {});
}

void MainWindow::tell(const QString &heading, const QString &text)
{
    inform(*this, heading, text, tr("Close"));
}

void MainWindow::showWelcome()
{
    d->show(d->welcome);
}

void MainWindow::showOpening(const Account &account, const QString &what, bool offersToken)
{
    d->openingId = account.id;
    if (d->pages->currentWidget() != d->opening)
        d->beforeOpening = d->view();
    d->opening->showOpening(account, what, offersToken);
    d->show(d->opening);
}

void MainWindow::showOpenFailed(const Account &account, const QString &text)
{
    d->openingId.clear();
    d->opening->showFailed(account, text);
    d->show(d->opening);
}

void MainWindow::keepStore(StoreSession &session)
{
    StoreView *&view = d->views[session.account().id];
    if (view)
        return;
    view = new StoreView(session, d->settings, d->services.prompts);
    view->setObjectName(u"storeView"_s);
    d->pages->addWidget(view);
    session.client().setReserve(d->preferences.reserve() / 100.0);
    session.mirrorUpdater().setCheckMinutes(d->preferences.checkMinutes());
    d->connectView(view);
}

bool MainWindow::hasStore(const QString &accountId) const
{
    return d->views.contains(accountId);
}

QList<StoreSession *> MainWindow::sessions() const
{
    QList<StoreSession *> sessions;
    for (const StoreView *view : std::as_const(d->views))
        sessions.append(&view->session());
    return sessions;
}

bool MainWindow::isWaitingFor(const QString &accountId) const
{
    return d->pages->currentWidget() == d->opening && d->openingId == accountId;
}

void MainWindow::placeBeside(const QWidget &other)
{
    constexpr QPoint step(32, 32);
    d->geometry->place(other.geometry().translated(step));
}

void MainWindow::showStore(StoreSession &session)
{
    keepStore(session);
    StoreView *view = d->views.value(session.account().id);
    d->show(view);
    if (!d->fileToImport.isEmpty())
        view->placeActions().importFile(std::exchange(d->fileToImport, {}));
}

void MainWindow::importFile(const QString &path)
{
    if (auto *view = qobject_cast<StoreView *>(d->pages->currentWidget()))
        view->placeActions().importFile(path);
    else
        d->fileToImport = path;
}

void MainWindow::closeStore(const QString &accountId)
{
    StoreView *view = d->views.take(accountId);
    if (!view)
        return;
    view->panes().saveState();
    const bool shown = d->pages->currentWidget() == view;
    if (d->beforeConnect == view)
        d->beforeConnect = nullptr;
    d->pages->removeWidget(view);
    delete view;
    if (shown)
        d->show(d->welcome);
    else
        d->updateAll();
}

void MainWindow::askForToken(const Account &account, const QString &reason)
{
    d->beforeConnect = d->view() ? d->view() : static_cast<QWidget *>(d->welcome);
    d->connectPage->setAccounts(d->accounts);
    d->connectPage->startForToken(account, reason);
    d->show(d->connectPage);
}

/// Asks before running jobs are left. True: it does, so the window stays.
bool MainWindow::Private::asksBeforeLeaving()
{
    QList<StoreSession *> sessions;
    const QList<MainWindow *> windows = allWindows();
    for (const MainWindow *window : windows) {
        // Only the last window ends the program, with all that runs.
        if (window != &q && window->isVisible())
            return false;
        sessions += window->sessions();
    }
    if (leaves || runningIn(sessions).isEmpty())
        return false;
    if (!q.findChild<QDialog *>(u"confirmDialog"_s)) {
        confirmLeaving(q, sessions, [this] {
            leaves = true;
            q.close();
        });
    }
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (d->asksBeforeLeaving()) {
        event->ignore();
        return;
    }
    d->geometry->save();
    for (StoreView *view : std::as_const(d->views))
        view->panes().saveState();
    event->accept();
    Q_EMIT closed();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::StatusTip) {
        d->status->setTip(static_cast<QStatusTipEvent *>(event)->tip());
        return true;
    }
    return QMainWindow::event(event);
}

} // namespace segmentdesk
