// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"

#include "models/api/storeaccess.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/storesession.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/accesschip.h"
#include "ui/actions.h"
#include "ui/activitypanel.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/renamestoredialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/jobcontrols.h"
#include "ui/jobwords.h"
#include "ui/kit/controls.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/quotagauge.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/undobar.h"
#include "ui/pages/connectpage.h"
#include "ui/pages/openingpage.h"
#include "ui/pages/welcomepage.h"
#include "ui/peoplepage.h"
#include "ui/peoplesources.h"
#include "ui/savedsearches.h"
#include "ui/segmentcolors.h"
#include "ui/segmentsidebar.h"
#include "ui/storecommands.h"
#include "ui/storeview.h"
#include "ui/windowgeometry.h"
#include "ui/words.h"
#include "ui/writegate.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr QSize minimumWindow(960, 600);
constexpr QSize firstWindow(1440, 900);
constexpr int searchWide = 440;
constexpr int searchNarrow = 340;
constexpr int searchStoreAfterMs = 400;
constexpr int searchCopyAfterMs = 120;

/// Where the vendor says how to get an API path and a token.
QUrl helpAddress()
{
    return QUrl(u"https://support.bigcommerce.com/s/article/Store-API-Accounts"_s);
}

} // namespace

namespace {

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
        : q(window), settings(settingsFile), services(std::move(what))
    {
        if (services.prompts.notify) {
            services.prompts.notify =
                [this, notify = services.prompts.notify](QWidget *about, const QString &text) {
                    if (notifies())
                        notify(about, text);
                };
        }
    }

    void makeActions();
    /// Asks before something that cannot be taken back; the default keeps.
    void confirm(const QString &heading, const QString &text, const QString &keep,
                 const QString &doIt, const Handler<void()> &then);
    bool asksBeforeLeaving();
    void makeMenus();
    void makeToolBar();
    void makeStatusBar();
    void connectView(StoreView *view);
    void show(QWidget *page);
    /// Percent of a store's quota that jobs leave to its other programs.
    int reserve() const
    {
        return std::clamp(settings.value(u"stores/reserve"_s, SettingsDialog::usualReserve).toInt(),
                          0, SettingsDialog::maxReserve);
    }
    /// Minutes between two looks at what has changed in a store; 0: none.
    int checkMinutes() const
    {
        return std::clamp(
            settings.value(u"stores/checkMinutes"_s, SettingsDialog::usualCheckMinutes).toInt(), 0,
            StoreSession::maxMirrorCheckMinutes);
    }
    bool notifies() const { return settings.value(u"window/notify"_s, true).toBool(); }
    void updateAll();
    void updateTitle();
    void updateActions();
    void updateJobActions();
    void updateHistory();
    void updateStatus();
    void updateSearchHint();
    void updateStoreMenu();
    /// Why the open store cannot be written to, as a sentence; empty: it can, as far as is known.
    QString whyNotWritable() const
    {
        return view() && view()->session().access().isReadOnly() ? words::readOnlyToken()
                                                                 : QString();
    }
    /// Asks for another token for the open store.
    void changeToken()
    {
        if (view())
            q.askForToken(view()->session().account(), {});
    }
    void focusPane(bool forward);
    StoreView *view() const { return qobject_cast<StoreView *>(pages->currentWidget()); }

    /// Does @p what with the open store, if one is open.
    template <typename F>
    auto onView(F what)
    {
        return [this, what] {
            if (StoreView *open = view())
                what(*open);
        };
    }

    MainWindow &q;
    QSettings &settings;
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

    QWidget *toolBar = nullptr;
    QToolButton *storeButton = nullptr;
    AccessChip *accessChip = nullptr;
    WriteGate writeGate;
    QMenu *storeMenu = nullptr;
    QMenu *otherWindowMenu = nullptr;
    SearchField *search = nullptr;
    QTimer searchLater;
    QToolButton *undoButton = nullptr;
    QToolButton *redoButton = nullptr;
    QToolButton *compareButton = nullptr;
    QToolButton *refreshButton = nullptr;
    QToolButton *detailsButton = nullptr;

    QWidget *status = nullptr;
    IconLabel *storeIcon = nullptr;
    Line *quotaLine = nullptr;
    Line *statusLine = nullptr;
    Label *storeName = nullptr;
    Label *connections = nullptr;
    Label *age = nullptr;
    QuotaGauge *quota = nullptr;
    QString hint;

    QAction *newSegment = nullptr;
    QAction *exportPeople = nullptr;
    QAction *importFile = nullptr;
    QString fileToImport; ///< until a store is open
    QAction *exportSegments = nullptr;
    QAction *exportMatrix = nullptr;
    QAction *backUp = nullptr;
    QAction *restore = nullptr;
    QAction *connectStore = nullptr;
    QAction *closeStore = nullptr;
    QAction *changeTokenAction = nullptr;
    QAction *renameStore = nullptr;
    QAction *forget = nullptr;
    QAction *reset = nullptr;
    QAction *quit = nullptr;
    QAction *openSettings = nullptr;
    QAction *undo = nullptr;
    QAction *redo = nullptr;
    QAction *copy = nullptr;
    QAction *paste = nullptr;
    QAction *selectAll = nullptr;
    QAction *clearSelection = nullptr;
    QAction *find = nullptr;
    QAction *findEverywhere = nullptr;
    QAction *addPeople = nullptr;
    QAction *addTo = nullptr;
    QAction *moveTo = nullptr;
    QAction *remove = nullptr;
    QAction *createProfiles = nullptr;
    QAction *deleteProfiles = nullptr;
    QAction *rename = nullptr;
    QAction *edit = nullptr;
    QAction *duplicate = nullptr;
    QAction *merge = nullptr;
    QAction *compare = nullptr;
    QAction *empty = nullptr;
    QAction *deleteSegment = nullptr;
    QAction *refresh = nullptr;
    QAction *details = nullptr;
    QAction *activity = nullptr;
    QAction *historyPage = nullptr;
    QAction *pauseJob = nullptr;
    QAction *cancelJob = nullptr;
    QMenu *colorMenu = nullptr;
    QMenu *columnsMenu = nullptr;
    QTimer statusTimer;
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

    d->makeActions();
    d->makeMenus();
    d->makeToolBar();
    d->makeStatusBar();
    for (QAction *action : {d->newSegment, d->importFile, d->restore, d->paste, d->addPeople,
                            d->addTo, d->moveTo, d->remove, d->createProfiles, d->deleteProfiles,
                            d->rename, d->edit, d->duplicate, d->merge, d->empty, d->deleteSegment})
        d->writeGate.guard(action);

    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->toolBar);
    d->statusLine = new Line;
    layout->addWidget(new Line);
    layout->addWidget(d->pages, 1);
    layout->addWidget(d->statusLine);
    layout->addWidget(d->status);
    setCentralWidget(central);

    connect(d->welcome, &WelcomePage::sandboxRequested, this, &MainWindow::sandboxRequested);
    connect(d->welcome, &WelcomePage::storeRequested, this, &MainWindow::storeRequested);
    connect(d->welcome, &WelcomePage::connectRequested, d->connectStore, &QAction::trigger);
    connect(d->welcome, &WelcomePage::helpRequested, this,
            [this] { d->services.prompts.openUrl(helpAddress()); });
    connect(d->connectPage, &ConnectPage::connected, this, &MainWindow::storeConnected);
    connect(d->connectPage, &ConnectPage::cancelled, this,
            [this] { d->show(d->beforeConnect ? d->beforeConnect : d->welcome); });
    connect(d->opening, &OpeningPage::retryRequested, this, &MainWindow::storeRequested);
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

void MainWindow::Private::makeActions()
{
    const ActionMaker maker(q);
    const auto make = [&maker](const char *name, const QString &text, const QString &icon,
                               const QKeySequence &key, const Handler<void()> &run) {
        return maker.make(name, text, icon, key, run);
    };
    const QString none;

    newSegment = make("actionNewSegment", tr("&New segment…"), u"plus"_s, QKeySequence::New,
                      onView([](StoreView &v) { v.commands().newSegment(); }));
    exportPeople =
        make("actionExport", tr("&Export people…"), u"export"_s, QKeySequence(Qt::CTRL | Qt::Key_E),
             onView([](StoreView &v) { v.exportPeople(); }));
    importFile =
        make("actionImport", tr("&Import…"), u"import"_s, QKeySequence(Qt::CTRL | Qt::Key_I),
             onView([](StoreView &v) { v.importFile(); }));
    exportSegments = make("actionExportSegments", tr("Export the &list of segments…"), none, {},
                          onView([](StoreView &v) { v.commands().exportSegments(); }));
    exportMatrix = make("actionExportMatrix", tr("Export who is in which se&gment…"), none, {},
                        onView([](StoreView &v) { v.exportMatrix(); }));
    backUp = make("actionBackUp", tr("&Back up segments…"), none, {},
                  onView([](StoreView &v) { v.commands().backUp(); }));
    backUp->setToolTip(tr("Save all segments with their members to a folder of plain files"));
    restore = make("actionRestore", tr("&Restore…"), none, {},
                   onView([](StoreView &v) { v.commands().restore(); }));
    restore->setToolTip(tr("Restore segments from a backup of this store or another"));
    connectStore = make("actionConnectStore", tr("&Connect a store…"), u"store"_s, {}, [this] {
        beforeConnect = pages->currentWidget();
        connectPage->setAccounts(accounts);
        connectPage->start();
        show(connectPage);
    });
    closeStore = make("actionWelcome", tr("&Welcome page"), none, {}, [this] { show(welcome); });
    changeTokenAction =
        make("actionChangeToken", tr("C&hange token…"), u"key"_s, {}, [this] { changeToken(); });
    renameStore = make("actionRenameStore", tr("Rena&me this store…"), u"pencil"_s, {}, [this] {
        if (!view())
            return;
        const Account account = view()->session().account();
        auto *dialog = new RenameStoreDialog(account, accounts, &q);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(
            dialog, &RenameStoreDialog::renamed, &q,
            [this, id = account.id](const QString &name) { Q_EMIT q.storeRenamed(id, name); });
        dialog->open();
    });
    forget = make("actionForgetStore", tr("&Forget this store…"), none, {}, [this] {
        const StoreView *open = view();
        if (!open)
            return;
        const Account account = open->session().account();
        confirm(
            tr("Forget %1?").arg(words::quoted(account.name)),
            tr("The store itself stays as it is. Segment Desk forgets its address, its token and "
               "the history of what you changed: you need the first two to connect it again, and "
               "the changes can no longer be undone."),
            tr("Keep it"), tr("Forget store"), [this, id = account.id] {
                Q_EMIT q.storeForgotten(id);
                SavedSearches::forget(settings, id);
                SegmentColors::forget(settings, id);
            });
    });
    reset = make("actionResetSandbox", tr("Start the sandbox store &over…"), none, {}, [this] {
        confirm(
            tr("Start the sandbox store over?"),
            tr("It returns to its first state: the same invented people and segments. Everything "
               "you changed in it is lost. No other store is touched."),
            tr("Keep it"), tr("Start over"), [this] { Q_EMIT q.sandboxResetRequested(); });
    });
    openSettings = make(
        "actionSettings", tr("Se&ttings…"), u"gear"_s, QKeySequence(Qt::CTRL | Qt::Key_Comma),
        [this] {
            auto *dialog = new SettingsDialog({reserve(), checkMinutes(), notifies()}, &q);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            QObject::connect(dialog, &SettingsDialog::reserveChanged, &q, [this](int percent) {
                settings.setValue(u"stores/reserve"_s, percent);
                for (StoreView *view : std::as_const(views))
                    view->session().setReserve(percent / 100.0);
            });
            QObject::connect(dialog, &SettingsDialog::checkMinutesChanged, &q, [this](int minutes) {
                settings.setValue(u"stores/checkMinutes"_s, minutes);
                for (StoreView *view : std::as_const(views))
                    view->session().setMirrorCheckMinutes(minutes);
            });
            QObject::connect(dialog, &SettingsDialog::notifiesChanged, &q,
                             [this](bool on) { settings.setValue(u"window/notify"_s, on); });
            dialog->open();
        });
    openSettings->setMenuRole(QAction::PreferencesRole);
    quit = make("actionQuit", tr("&Quit"), none, QKeySequence(Qt::CTRL | Qt::Key_Q), [this] {
        const QList<MainWindow *> windows = allWindows();
        for (MainWindow *window : windows) {
            if (window != &q && window->isVisible())
                window->close();
        }
        q.close(); // the last one asks if something runs
    });
    quit->setMenuRole(QAction::QuitRole);

    undo = make("actionUndo", tr("&Undo"), u"undo"_s, QKeySequence::Undo,
                onView([](StoreView &v) { v.commands().undo(); }));
    redo =
        make("actionRedo", tr("&Redo"), u"redo"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
             onView([](StoreView &v) { v.commands().redo(); }));
    copy = make("actionCopy", tr("&Copy customer IDs"), u"copy"_s, QKeySequence::Copy,
                onView([](StoreView &v) { v.copySelected(); }));
    paste = make("actionPaste", tr("&Paste people into the segment"), none, QKeySequence::Paste,
                 onView([](StoreView &v) { v.paste(); }));
    selectAll = make("actionSelectAll", tr("Select &all"), none, QKeySequence::SelectAll,
                     onView([](StoreView &v) { v.page()->selectAll(); }));
    clearSelection = make("actionClearSelection", tr("Clear se&lection"), none,
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
                          onView([](StoreView &v) { v.page()->table()->clearSelection(); }));
    find = make("actionFind", tr("&Find people"), u"search"_s, QKeySequence::Find, [this] {
        search->setFocus(Qt::ShortcutFocusReason);
        search->selectAll();
    });

    findEverywhere = make("actionFindEverywhere", tr("Find e&verywhere"), none,
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] {
                              StoreView *open = view();
                              if (!open)
                                  return;
                              if (!search->text().isEmpty())
                                  open->search(search->text()); // it may have been typed just now
                              open->searchEverywhere();
                              if (search->text().isEmpty())
                                  search->setFocus(Qt::ShortcutFocusReason);
                          });

    addPeople = make("actionAddPeople", tr("&Add people…"), u"plus"_s,
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
                     onView([](StoreView &v) { v.commands().addPeople(v.place().segment); }));
    addTo = make("actionAddTo", tr("Add selected &to a segment…"), u"person-plus"_s,
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                 onView([](StoreView &v) { v.addSelectedTo(nullptr); }));
    moveTo = make("actionMoveTo", tr("&Move selected to a segment…"), u"arrow-right"_s,
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
                  onView([](StoreView &v) { v.moveSelectedTo(nullptr); }));
    // Del belongs to the list that has the focus; the entry only names it.
    remove = make("actionRemove", tr("&Remove selected from the segment") + u"\tDel"_s,
                  u"person-minus"_s, {}, onView([](StoreView &v) { v.removeSelected(); }));
    createProfiles = make("actionCreateProfiles", tr("&Create profiles…"), u"person-plus"_s, {},
                          onView([](StoreView &v) { v.commands().createProfiles(); }));
    deleteProfiles = make("actionDeleteProfiles", tr("&Delete selected profiles…"), u"trash"_s, {},
                          onView([](StoreView &v) { v.deleteSelectedProfiles(); }));

    rename = make("actionRename", tr("&Rename"), u"pencil"_s, QKeySequence(Qt::Key_F2),
                  onView([](StoreView &v) { v.renameSegment(); }));
    edit = make("actionEditSegment", tr("Name and de&scription…"), none, {},
                onView([](StoreView &v) { v.commands().editSegment(v.place().segment); }));
    duplicate =
        make("actionDuplicateSegment", tr("&Duplicate segment…"), u"copies"_s, {},
             onView([](StoreView &v) { v.commands().duplicateSegment(v.place().segment); }));
    merge = make("actionMergeSegment", tr("Merge in&to…"), none, {},
                 onView([](StoreView &v) { v.mergeSegment(v.place().segment); }));
    compare = make("actionCompareSegments", tr("&Compare segments"), u"overlap"_s,
                   QKeySequence(Qt::CTRL | Qt::Key_O), onView([](StoreView &v) {
                       if (v.isOverlapOpen() && !v.isHistoryOpen())
                           v.closeOverlap();
                       else
                           v.compareSelected();
                   }));
    compare->setCheckable(true);
    empty = make("actionEmptySegment", tr("&Empty segment…"), none, {},
                 onView([](StoreView &v) { v.commands().emptySegment(v.place().segment); }));
    deleteSegment =
        make("actionDeleteSegment", tr("De&lete segment…"), u"trash"_s, {},
             onView([](StoreView &v) { v.commands().deleteSegment(v.place().segment); }));

    refresh = make("actionRefresh", tr("&Refresh"), u"refresh"_s, QKeySequence(Qt::Key_F5),
                   onView([](StoreView &v) { v.refresh(); }));
    details = maker.makeToggle("actionDetails", tr("&Details"), u"panel"_s,
                               QKeySequence(Qt::Key_F4), [this](bool on) {
                                   if (StoreView *open = view())
                                       open->setDetailsOpen(on);
                               });
    activity = maker.makeToggle("actionActivity", tr("&Activity list"), none,
                                QKeySequence(Qt::Key_F8), [this](bool on) {
                                    if (StoreView *open = view())
                                        open->activity()->setOpen(on);
                                });
    historyPage = maker.makeToggle("actionHistory", tr("&History"), u"history"_s,
                                   QKeySequence(Qt::CTRL | Qt::Key_H), [this](bool on) {
                                       if (StoreView *open = view())
                                           open->setHistoryOpen(on);
                                   });
    pauseJob = make("actionPauseJob", tr("&Pause job"), u"pause"_s, {}, onView([](StoreView &v) {
                        if (Job *job = v.activity()->current())
                            pauseOrResume(*job);
                    }));
    cancelJob = make("actionCancelJob", tr("Ca&ncel job"), u"close"_s, {}, onView([](StoreView &v) {
                         if (Job *job = v.activity()->current())
                             job->cancel();
                     }));
    make("actionNextPane", tr("Next pane"), none, QKeySequence(Qt::Key_F6),
         [this] { focusPane(true); });
    make("actionPreviousPane", tr("Previous pane"), none, QKeySequence(Qt::SHIFT | Qt::Key_F6),
         [this] { focusPane(false); });
}

void MainWindow::Private::confirm(const QString &heading, const QString &text, const QString &keep,
                                  const QString &doIt, const Handler<void()> &then)
{
    auto *dialog = new DialogFrame(&q);
    dialog->setObjectName(u"confirmDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    dialog->setHeading(heading);
    dialog->setSubtitle(text);
    dialog->setMinimumWidth(px(420, &q));
    QPushButton *no = dialog->addButton(keep);
    QPushButton *yes = dialog->addButton(doIt, ButtonLook::Danger);
    yes->setObjectName(u"confirmYes"_s);
    dialog->setDefaultButton(no);
    QObject::connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, &q, then);
    dialog->open();
    no->setFocus();
}

void MainWindow::Private::makeMenus()
{
    QMenuBar *bar = q.menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({newSegment, importFile, exportPeople, exportSegments, exportMatrix});
    file->addSeparator();
    file->addActions({backUp, restore});
    file->setToolTipsVisible(true);
    file->addSeparator();
    storeMenu = file->addMenu(tr("&Stores"));
    storeMenu->setObjectName(u"storeMenu"_s);
    otherWindowMenu = new QMenu(tr("Open in &another window"), &q);
    otherWindowMenu->setObjectName(u"otherWindowMenu"_s);
    file->addActions({connectStore, changeTokenAction, renameStore, closeStore, forget, reset});
    file->addSeparator();
    file->addActions({openSettings, quit});

    QMenu *editMenu = bar->addMenu(tr("&Edit"));
    editMenu->setToolTipsVisible(true);
    editMenu->addActions({undo, redo});
    editMenu->addSeparator();
    editMenu->addActions({copy, paste});
    editMenu->addSeparator();
    editMenu->addActions({selectAll, clearSelection});
    editMenu->addSeparator();
    editMenu->addActions({find, findEverywhere});

    QMenu *people = bar->addMenu(tr("&People"));
    people->setToolTipsVisible(true);
    people->addActions({addPeople, addTo, moveTo, remove});
    people->addSeparator();
    people->addActions({createProfiles, deleteProfiles});

    QMenu *segment = bar->addMenu(tr("&Segment"));
    segment->addActions({newSegment, rename, edit, importFile});
    colorMenu = segment->addMenu(tr("C&olor"));
    QObject::connect(colorMenu, &QMenu::aboutToShow, &q, [this] {
        if (StoreView *open = view())
            open->fillColorMenu(colorMenu);
    });
    segment->addSeparator();
    segment->addActions({duplicate, merge});
    segment->addSeparator();
    segment->setToolTipsVisible(true);
    segment->addAction(compare);
    segment->addSeparator();
    segment->addActions({empty, deleteSegment});

    QMenu *viewMenu = bar->addMenu(tr("&View"));
    viewMenu->setToolTipsVisible(true);
    viewMenu->addActions({refresh, details, historyPage});
    viewMenu->addSeparator();
    viewMenu->addActions({activity, pauseJob, cancelJob});
    viewMenu->addSeparator();
    columnsMenu = viewMenu->addMenu(tr("&Columns"));
    QObject::connect(columnsMenu, &QMenu::aboutToShow, &q, [this] {
        if (StoreView *open = view())
            open->fillColumnsMenu(columnsMenu);
    });
    QMenu *theme = viewMenu->addMenu(tr("C&olors"));
    auto *group = new QActionGroup(&q);
    const int chosen = settings.value(u"window/colours"_s, 0).toInt();
    const QStringList names{tr("Same as &system"), tr("&Light"), tr("&Dark")};
    for (int i = 0; i < names.size(); ++i) {
        QAction *action = theme->addAction(names.at(i));
        action->setObjectName(u"actionColours"_s + QString::number(i));
        action->setCheckable(true);
        action->setChecked(i == chosen);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &q, [this, i] {
            settings.setValue(u"window/colours"_s, i);
            applyColorScheme(static_cast<ColorScheme>(i));
        });
    }

    QMenu *help = bar->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keyboard shortcuts"));
    keys->setShortcut(QKeySequence(Qt::Key_F1));
    QObject::connect(keys, &QAction::triggered, &q, [this] {
        auto *dialog = new ShortcutsDialog(&q);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    QAction *where = help->addAction(Icon::get(u"external-link"_s),
                                     tr("&Where do I find the API path and the token?"));
    QObject::connect(where, &QAction::triggered, &q,
                     [this] { services.prompts.openUrl(helpAddress()); });
    help->addSeparator();
    QAction *about = help->addAction(tr("&About Segment Desk"));
    about->setMenuRole(QAction::AboutRole);
    QObject::connect(about, &QAction::triggered, &q, [this] {
        auto *dialog = new AboutDialog(services.version, &q);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::Private::makeToolBar()
{
    toolBar = new QWidget;
    toolBar->setObjectName(u"toolBar"_s);
    toolBar->setFixedHeight(px(46, &q));

    storeButton = new QToolButton;
    storeButton->setObjectName(u"storeButton"_s);
    storeButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    storeButton->setPopupMode(QToolButton::InstantPopup);
    storeButton->setAutoRaise(true);
    storeButton->setMenu(storeMenu);
    storeButton->setProperty("strong", true);
    storeButton->setToolTip(tr("Switch store"));

    search = new SearchField(tr("Find people by name, e-mail or customer ID"), u"search"_s);
    search->setObjectName(u"searchField"_s);
    search->setAccessibleName(tr("Find people"));
    search->setKeyHint(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
    search->setMinimumWidth(px(searchNarrow, search));
    search->setMaximumWidth(px(searchWide, search));

    const auto button = [](QAction *action, const QString &icon, const QString &name) {
        QToolButton *tool = makeToolButton(icon, action->text().remove(u'&'), action->shortcut());
        tool->setObjectName(name);
        QObject::connect(tool, &QToolButton::clicked, action, &QAction::trigger);
        return tool;
    };
    undoButton = button(undo, u"undo"_s, u"undoButton"_s);
    redoButton = button(redo, u"redo"_s, u"redoButton"_s);
    compareButton = button(compare, u"overlap"_s, u"compareButton"_s);
    compareButton->setCheckable(true);
    refreshButton = button(refresh, u"refresh"_s, u"refreshButton"_s);
    detailsButton = button(details, u"panel"_s, u"detailsButton"_s);
    detailsButton->setCheckable(true);
    QObject::connect(details, &QAction::toggled, detailsButton, &QToolButton::setChecked);

    auto *layout = new QHBoxLayout(toolBar);
    layout->setContentsMargins(10, 0, 12, 0);
    layout->setSpacing(4);
    // The field stands in the middle of the window: both sides take the same room.
    auto *left = new QHBoxLayout;
    left->addWidget(storeButton);
    accessChip = new AccessChip;
    QObject::connect(accessChip, &AccessChip::anotherTokenRequested, &q, [this] { changeToken(); });
    QObject::connect(accessChip, &AccessChip::checkRequested, &q,
                     onView([](StoreView &v) { v.session().probeAccess(); }));
    left->addWidget(accessChip);
    left->addStretch();
    auto *right = new QHBoxLayout;
    right->setSpacing(4);
    right->addStretch();
    right->addWidget(undoButton);
    right->addWidget(redoButton);
    auto *line = new Line(Qt::Vertical);
    line->setFixedHeight(20);
    right->addSpacing(6);
    right->addWidget(line);
    right->addSpacing(6);
    right->addWidget(compareButton);
    right->addWidget(refreshButton);
    right->addWidget(detailsButton);
    auto *leftSide = new QWidget;
    leftSide->setLayout(left);
    left->setContentsMargins(0, 0, 0, 0);
    auto *rightSide = new QWidget;
    rightSide->setLayout(right);
    right->setContentsMargins(0, 0, 0, 0);
    leftSide->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    rightSide->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(leftSide, 1);
    layout->addWidget(search, 1);
    layout->addWidget(rightSide, 1);

    // Each search of the store costs requests of its quota: it waits for a pause in typing. The
    // copy answers as one types.
    searchLater.setSingleShot(true);
    QObject::connect(&searchLater, &QTimer::timeout, &q,
                     onView([this](StoreView &open) { open.search(search->text()); }));
    QObject::connect(search, &QLineEdit::textEdited, &q, [this] {
        const StoreView *open = view();
        searchLater.start(open && open->sources().isComplete() ? searchCopyAfterMs
                                                               : searchStoreAfterMs);
    });
    QObject::connect(search, &QLineEdit::textChanged, &q, [this](const QString &text) {
        if (text.isEmpty())
            searchLater.start(0);
    });
    QObject::connect(search, &QLineEdit::returnPressed, &q, [this] {
        searchLater.stop();
        if (StoreView *open = view()) {
            open->search(search->text());
            open->page()->focusContent();
        }
    });
}

void MainWindow::Private::makeStatusBar()
{
    status = new QWidget;
    status->setObjectName(u"statusBar"_s);
    status->setFixedHeight(px(28, &q));
    storeIcon = new IconLabel(u"store"_s);
    storeName = new Label({}, TypeRole::Caption, Tone::Second);
    storeName->setObjectName(u"statusStore"_s);
    connections = new Label({}, TypeRole::Caption, Tone::Second);
    connections->setObjectName(u"statusConnections"_s);
    // A hint of a drag names segments in bold; names in it are escaped where it is made.
    connections->setTextFormat(Qt::AutoText);
    age = new Label({}, TypeRole::Caption, Tone::Second);
    age->setObjectName(u"statusAge"_s);
    quota = new QuotaGauge;
    quota->setObjectName(u"quotaGauge"_s);
    const auto line = [] {
        auto *separator = new Line(Qt::Vertical);
        separator->setFixedHeight(16);
        return separator;
    };
    auto *layout = new QHBoxLayout(status);
    layout->setContentsMargins(14, 0, 14, 0);
    layout->setSpacing(8);
    layout->addWidget(storeIcon);
    layout->addWidget(storeName);
    layout->addSpacing(4);
    layout->addWidget(line());
    layout->addSpacing(4);
    layout->addWidget(connections, 1);
    layout->addWidget(age);
    layout->addSpacing(4);
    quotaLine = line();
    layout->addWidget(quotaLine);
    layout->addSpacing(4);
    layout->addWidget(quota);
    QObject::connect(&statusTimer, &QTimer::timeout, &q, [this] { updateStatus(); });
    statusTimer.start(1000);
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
    toolBar->setVisible(open);
    status->setVisible(open);
    statusLine->setVisible(open);
    updateStoreMenu();
    updateTitle();
    updateActions();
    updateHistory();
    updateStatus();
    updateSearchHint();
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
    storeButton->setText(words::buttonText(label));
    const QString icon = view() && view()->session().account().kind == Account::Kind::Sandbox
        ? u"sandbox"_s
        : u"store"_s;
    storeButton->setIcon(Icon::get(icon, Tone::Text));
    storeIcon->setIcon(icon, Tone::Second);
    storeName->setText(words::shown(label));
}

void MainWindow::Private::updateActions()
{
    StoreView *open = view();
    const bool any = open != nullptr;
    const bool overlap = any && open->isOverlapOpen() && !open->isHistoryOpen();
    const bool people = any && !overlap && !open->isHistoryOpen();
    const bool segment = people && open->place().isSegment();
    const bool selected = any && open->hasSelection();
    for (QAction *action : {newSegment, importFile, exportSegments, exportMatrix, backUp, restore,
                            find, findEverywhere, createProfiles, historyPage})
        action->setEnabled(any);
    for (QAction *action : {exportPeople, selectAll, refresh, details})
        action->setEnabled(people);
    for (QAction *action : {addPeople, paste, rename, edit, duplicate, merge, empty, deleteSegment})
        action->setEnabled(segment);
    for (QAction *action : {copy, clearSelection, deleteProfiles})
        action->setEnabled(selected);
    addTo->setEnabled(selected && open->place().kind != Place::Kind::WithoutProfile);
    moveTo->setEnabled(selected && segment);
    remove->setEnabled(selected && segment);
    columnsMenu->setEnabled(people);
    colorMenu->setEnabled(any && !open->chosenSegments().isEmpty());
    historyPage->setChecked(any && open->isHistoryOpen());
    const bool sandbox = any && open->session().account().kind == Account::Kind::Sandbox;
    reset->setVisible(sandbox);
    forget->setVisible(any && !sandbox);
    changeTokenAction->setVisible(any && !sandbox);
    renameStore->setVisible(any && open->session().account().kind == Account::Kind::Store);
    closeStore->setVisible(pages->currentWidget() != welcome);
    const QString whyNot = any ? open->sources().whyNot() : QString();
    const QString compareTip = tr("Compare the selected segments (%1)")
                                   .arg(compare->shortcut().toString(QKeySequence::NativeText));
    compare->setEnabled(any && whyNot.isEmpty());
    compare->setToolTip(whyNot.isEmpty() ? compareTip : whyNot);
    compareButton->setEnabled(compare->isEnabled());
    compareButton->setToolTip(compare->toolTip());
    compare->setChecked(overlap);
    compareButton->setChecked(overlap);
    details->setChecked(people && open->isDetailsOpen());
    updateJobActions();
    writeGate.apply(whyNotWritable());
    accessChip->setVisible(!whyNotWritable().isEmpty());
}

void MainWindow::Private::updateJobActions()
{
    const StoreView *open = view();
    const ActivityPanel *panel = open ? open->activity() : nullptr;
    activity->setEnabled(panel && panel->hasRows());
    activity->setChecked(panel && panel->hasRows() && panel->isOpen());
    const Job *job = panel ? panel->current() : nullptr;
    const bool paused = job && job->state() == Job::State::Paused;
    pauseJob->setText(paused ? tr("Resume &job") : tr("&Pause job"));
    pauseJob->setIcon(Icon::get(paused ? u"play"_s : u"pause"_s));
    pauseJob->setEnabled(job && canPauseOrResume(*job));
    cancelJob->setEnabled(job && canCancel(*job));
    for (QAction *action : {pauseJob, cancelJob})
        action->setToolTip(job ? words::jobTitle(*job) : tr("No job is running"));
}

void MainWindow::Private::updateHistory()
{
    StoreView *open = view();
    const History *history = open ? &open->session().history() : nullptr;
    const QString whyNot = whyNotWritable();
    const bool canUndo = whyNot.isEmpty() && history && history->canUndo();
    const bool canRedo = whyNot.isEmpty() && history && history->canRedo();
    undo->setEnabled(canUndo);
    redo->setEnabled(canRedo);
    undoButton->setEnabled(canUndo);
    redoButton->setEnabled(canRedo);
    const QString undoText = words::undoText(canUndo ? history->nextUndo() : std::nullopt);
    const QString redoText = words::redoText(canRedo ? history->nextRedo() : std::nullopt);
    undo->setText(words::buttonText(undoText));
    redo->setText(words::buttonText(redoText));
    undoButton->setToolTip(
        tr("%1 (%2)").arg(undoText, undo->shortcut().toString(QKeySequence::NativeText)));
    redoButton->setToolTip(
        tr("%1 (%2)").arg(redoText, redo->shortcut().toString(QKeySequence::NativeText)));
    for (QAction *action : {undo, redo}) {
        action->setToolTip(whyNot); // empty: its text
        action->setStatusTip(whyNot);
    }
    if (!whyNot.isEmpty()) {
        for (QToolButton *button : {undoButton, redoButton})
            button->setToolTip(whyNot);
    }
}

void MainWindow::Private::updateStatus()
{
    const StoreView *open = view();
    if (!open)
        return;
    const Traffic traffic = open->session().traffic();
    if (!hint.isEmpty()) {
        connections->setTone(Tone::Text);
        connections->setText(hint);
    } else {
        connections->setTone(Tone::Second);
        QString text = tr("%1 of %2 connections")
                           .arg(words::count(traffic.inFlight), words::count(traffic.maxInFlight));
        if (traffic.queued > 0)
            text += tr(", %Ln waiting", nullptr, traffic.queued);
        connections->setText(text);
    }
    const QString copied = open->sources().statusWords();
    const QString read = words::ago(open->segments().readAt());
    age->setText(!copied.isEmpty()    ? copied
                     : read.isEmpty() ? QString()
                                      : tr("Segments updated %1").arg(read));
    age->setToolTip(open->sources().status().error);
    int seconds = -1;
    if (traffic.resetsAt.isValid())
        seconds = std::max(0, int(QDateTime::currentDateTimeUtc().secsTo(traffic.resetsAt)));
    quota->setVisible(traffic.quota > 0);
    quotaLine->setVisible(traffic.quota > 0);
    quota->setQuota(traffic.quotaLeft, traffic.quota, seconds);
    quota->setShort(q.width() < 1100);
}

void MainWindow::Private::updateSearchHint()
{
    const bool whole = view() && view()->sources().isComplete();
    search->setPlaceholderText(whole ? tr("Find people by name, e-mail, company, phone or ID")
                                     : tr("Find people by name, e-mail or customer ID"));
}

void MainWindow::Private::updateStoreMenu()
{
    storeMenu->clear();
    const QString current = view() ? view()->session().account().id : QString();
    for (const Account &account : std::as_const(accounts)) {
        QAction *action =
            storeMenu->addAction(words::buttonText(words::storeLabel(account, accounts)));
        action->setIcon(
            Icon::get(account.kind == Account::Kind::Sandbox ? u"sandbox"_s : u"store"_s));
        action->setCheckable(true);
        action->setChecked(account.id == current);
        action->setToolTip(account.apiPath.toDisplayString());
        const QString id = account.id;
        QObject::connect(action, &QAction::triggered, &q, [this, id] {
            updateStoreMenu(); // the tick follows the store that is shown, not the click
            Q_EMIT q.storeRequested(id);
        });
    }
    const bool sandboxKnown = std::any_of(accounts.cbegin(), accounts.cend(), [](const Account &a) {
        return a.kind == Account::Kind::Sandbox;
    });
    if (!sandboxKnown) {
        QAction *sandbox =
            storeMenu->addAction(Icon::get(u"sandbox"_s), tr("Try the sandbox store"));
        QObject::connect(sandbox, &QAction::triggered, &q, &MainWindow::sandboxRequested);
    }
    otherWindowMenu->clear();
    for (const Account &account : std::as_const(accounts)) {
        QAction *action =
            otherWindowMenu->addAction(words::buttonText(words::storeLabel(account, accounts)));
        QObject::connect(action, &QAction::triggered, &q,
                         [this, id = account.id] { Q_EMIT q.otherWindowRequested(id); });
    }
    otherWindowMenu->menuAction()->setVisible(accounts.size() > 1);
    storeMenu->addMenu(otherWindowMenu);
    storeMenu->addSeparator();
    storeMenu->addActions({connectStore, changeTokenAction, renameStore, forget, reset});
}

void MainWindow::Private::focusPane(bool forward)
{
    StoreView *open = view();
    if (!open)
        return;
    // Search field, segments, table, details, activity, and round again.
    if (search->hasFocus())
        open->focusFirstPane(forward);
    else if (!open->focusNextPane(forward))
        search->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::Private::connectView(StoreView *view)
{
    QObject::connect(view, &StoreView::placeChanged, &q, [this] {
        updateTitle();
        updateActions();
    });
    QObject::connect(view, &StoreView::placeChanged, search, [this, view] {
        if (this->view() == view && view->place().kind != Place::Kind::Search
            && !search->hasFocus())
            search->clear();
    });
    QObject::connect(view, &StoreView::selectionChanged, &q, [this] { updateActions(); });
    QObject::connect(view, &StoreView::detailsOpenChanged, &q, [this] { updateActions(); });
    QObject::connect(&view->sources(), &PeopleSources::statusChanged, &q, [this] {
        updateStatus();
        updateActions();
    });
    QObject::connect(&view->sources(), &PeopleSources::completenessChanged, &q, [this] {
        updateActions();
        updateSearchHint();
    });
    QObject::connect(view, &StoreView::searchClosed, search, &QLineEdit::clear);
    QObject::connect(view, &StoreView::hintChanged, &q, [this](const QString &text) {
        hint = text;
        updateStatus();
    });
    QObject::connect(view->activity(), &ActivityPanel::stateChanged, &q,
                     [this] { updateJobActions(); });
    QObject::connect(&view->session(), &StoreSession::accessChanged, &q, [this] {
        updateActions();
        updateHistory();
    });
    QObject::connect(view, &StoreView::anotherTokenRequested, &q, [this] { changeToken(); });
    QObject::connect(&view->session(), &StoreSession::trafficChanged, &q,
                     [this] { updateStatus(); });
    QObject::connect(&view->session().history(), &History::changed, &q,
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
        view->page()->undoBar()->announce(u"info"_s, Tone::OnTip, text, {});
}

void MainWindow::showWelcome()
{
    d->show(d->welcome);
}

void MainWindow::showOpening(const Account &account, const QString &what)
{
    d->openingId = account.id;
    if (d->pages->currentWidget() != d->opening)
        d->beforeOpening = d->view();
    d->opening->showOpening(account, what);
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
    session.setReserve(d->reserve() / 100.0);
    session.setMirrorCheckMinutes(d->checkMinutes());
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
        view->importFile(std::exchange(d->fileToImport, {}));
}

void MainWindow::importFile(const QString &path)
{
    if (auto *view = qobject_cast<StoreView *>(d->pages->currentWidget()))
        view->importFile(path);
    else
        d->fileToImport = path;
}

void MainWindow::closeStore(const QString &accountId)
{
    StoreView *view = d->views.take(accountId);
    if (!view)
        return;
    view->saveState();
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
    QStringList running;
    const QList<MainWindow *> windows = allWindows();
    for (const MainWindow *window : windows) {
        // Only the last window ends the program, with all that runs.
        if (window != &q && window->isVisible())
            return false;
        for (const StoreView *view : std::as_const(window->d->views)) {
            const QList<Job *> jobs = view->session().jobs().jobs();
            for (const Job *job : jobs) {
                // The local copy is simply read again.
                if (job->state() != Job::State::Ended
                    && job->facts().kind != JobFacts::Kind::ReadStore)
                    running.append(words::jobDoing(job->facts()));
            }
        }
    }
    if (running.isEmpty() || leaves)
        return false;
    if (q.findChild<QDialog *>(u"confirmDialog"_s))
        return true;
    constexpr qsizetype most = 3;
    QString text = running.mid(0, most).join(u'\n');
    if (running.size() > most)
        text += u'\n' + tr("and %1 more").arg(words::count(running.size() - most));
    text += u"\n\n"_s
        + tr("Changes stop where they are and can be resumed at the next start. Exports are "
             "discarded.");
    confirm(tr("Quit while this is running?"), text, tr("Keep running"), tr("Quit"), [this] {
        leaves = true;
        q.close();
    });
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
        view->saveState();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Qt lets Return press a button in dialogs only; people expect it everywhere.
    auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
    if (button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        button->click();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

} // namespace segmentdesk
