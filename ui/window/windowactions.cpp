// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowactions.h"

#include "models/api/storeaccess.h"
#include "models/jobs/job.h"
#include "models/session/storesession.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/jobcontrols.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/icon.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/window/actions.h"
#include "ui/window/panelayout.h"
#include "ui/window/placeactions.h"
#include "ui/window/storeview.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/journalwords.h"
#include "ui/words/words.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WindowActions::WindowActions(QWidget &window, std::function<StoreView *()> view)
    : QObject(&window), m_window(window), m_view(std::move(view))
{
    make();
    for (QAction *action :
         {m_set.newSegment, m_set.importFile, m_set.restore, m_set.paste, m_set.addPeople,
          m_set.addTo, m_set.moveTo, m_set.remove, m_set.createProfiles, m_set.deleteProfiles,
          m_set.rename, m_set.edit, m_set.duplicate, m_set.merge, m_set.empty, m_set.deleteSegment})
        m_writeGate.guard(action);
}

QString WindowActions::unavailableReason(const StoreView *open)
{
    return open && open->session().access().isReadOnly() ? words::readOnlyToken() : QString();
}

void WindowActions::make()
{
    const ActionMaker maker(m_window);
    const auto make = [&maker](const char *name, const QString &text, const QString &icon,
                               const QKeySequence &key, const Handler<void()> &run) {
        return maker.make(name, text, icon, key, run);
    };
    const QString none;

    m_set.newSegment = make("actionNewSegment", tr("&New segment…"), u"plus"_s, QKeySequence::New,
                            onView([](StoreView &v) { v.commands().segments().newSegment(); }));
    m_set.exportPeople =
        make("actionExport", tr("&Export people…"), u"export"_s, QKeySequence(Qt::CTRL | Qt::Key_E),
             onView([](StoreView &v) { v.placeActions().exportPeople(); }));
    m_set.importFile =
        make("actionImport", tr("&Import…"), u"import"_s, QKeySequence(Qt::CTRL | Qt::Key_I),
             onView([](StoreView &v) { v.placeActions().importFile(); }));
    m_set.exportSegments =
        make("actionExportSegments", tr("Export the &list of segments…"), none, {},
             onView([](StoreView &v) { v.commands().files().exportSegments(); }));
    m_set.exportMatrix = make("actionExportMatrix", tr("Export who is in which se&gment…"), none,
                              {}, onView([](StoreView &v) { v.placeActions().exportMatrix(); }));
    m_set.backUp = make("actionBackUp", tr("&Back up segments…"), none, {},
                        onView([](StoreView &v) { v.commands().files().backUp(); }));
    m_set.backUp->setToolTip(tr("Save all segments with their members to a folder of plain files"));
    m_set.restore = make("actionRestore", tr("&Restore…"), none, {},
                         onView([](StoreView &v) { v.commands().files().restore(); }));
    m_set.restore->setToolTip(tr("Restore segments from a backup of this store or another"));
    m_set.connectStore = make("actionConnectStore", tr("&Connect a store…"), u"store"_s, {},
                              [this] { Q_EMIT connectRequested(); });
    m_set.closeStore =
        make("actionWelcome", tr("&Welcome page"), none, {}, [this] { Q_EMIT welcomeRequested(); });
    m_set.changeToken = make("actionChangeToken", tr("C&hange token…"), u"key"_s, {},
                             [this] { Q_EMIT tokenChangeRequested(); });
    m_set.renameStore = make("actionRenameStore", tr("Rena&me this store…"), u"pencil"_s, {},
                             [this] { Q_EMIT renameRequested(); });
    m_set.forget = make("actionForgetStore", tr("&Forget this store…"), none, {},
                        [this] { Q_EMIT forgetRequested(); });
    m_set.reset = make("actionResetSandbox", tr("Start the sandbox store &over…"), none, {},
                       [this] { Q_EMIT resetRequested(); });
    m_set.openSettings =
        make("actionSettings", tr("Se&ttings…"), u"gear"_s, QKeySequence(Qt::CTRL | Qt::Key_Comma),
             [this] { Q_EMIT settingsRequested(); });
    m_set.openSettings->setMenuRole(QAction::PreferencesRole);
    m_set.quit = make("actionQuit", tr("&Quit"), none, QKeySequence(Qt::CTRL | Qt::Key_Q),
                      [this] { Q_EMIT quitRequested(); });
    m_set.quit->setMenuRole(QAction::QuitRole);

    m_set.undo = make("actionUndo", tr("&Undo"), u"undo"_s, QKeySequence::Undo,
                      onView([](StoreView &v) { v.commands().history().undo(); }));
    m_set.redo =
        make("actionRedo", tr("&Redo"), u"redo"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
             onView([](StoreView &v) { v.commands().history().redo(); }));
    m_set.copy = make("actionCopy", tr("&Copy customer IDs"), u"copy"_s, QKeySequence::Copy,
                      onView([](StoreView &v) { v.placeActions().copySelected(); }));
    m_set.paste = make("actionPaste", tr("&Paste people into the segment"), none,
                       QKeySequence::Paste, onView([](StoreView &v) { v.placeActions().paste(); }));
    m_set.selectAll = make("actionSelectAll", tr("Select &all"), none, QKeySequence::SelectAll,
                           onView([](StoreView &v) { v.page()->selectAll(); }));
    m_set.clearSelection = make("actionClearSelection", tr("Clear se&lection"), none,
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
                                onView([](StoreView &v) { v.page()->table()->clearSelection(); }));
    m_set.find = make("actionFind", tr("&Find people"), u"search"_s, QKeySequence::Find,
                      [this] { Q_EMIT findRequested(); });

    m_set.findEverywhere = make("actionFindEverywhere", tr("Find e&verywhere"), none,
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                                [this] { Q_EMIT findEverywhereRequested(); });

    m_set.addPeople =
        make("actionAddPeople", tr("&Add people…"), u"plus"_s,
             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
             onView([](StoreView &v) { v.commands().members().addPeople(v.place().segment); }));
    m_set.addTo = make("actionAddTo", tr("Add selected &to a segment…"), u"person-plus"_s,
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), onView([](StoreView &v) {
                           v.placeActions().addSelectedTo(v.page()->targetAnchor());
                       }));
    m_set.moveTo = make("actionMoveTo", tr("&Move selected to a segment…"), u"arrow-right"_s,
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), onView([](StoreView &v) {
                            v.placeActions().moveSelectedTo(v.page()->targetAnchor());
                        }));
    // Del belongs to the list that has the focus; the entry only names it.
    m_set.remove = make("actionRemove", tr("&Remove selected from the segment") + u"\tDel"_s,
                        u"person-minus"_s, {},
                        onView([](StoreView &v) { v.placeActions().removeSelected(); }));
    m_set.createProfiles =
        make("actionCreateProfiles", tr("&Create profiles…"), u"person-plus"_s, {},
             onView([](StoreView &v) { v.placeActions().createProfiles(); }));
    m_set.deleteProfiles =
        make("actionDeleteProfiles", tr("&Delete selected profiles…"), u"trash"_s, {},
             onView([](StoreView &v) { v.placeActions().deleteSelectedProfiles(); }));

    m_set.rename = make("actionRename", tr("&Rename"), u"pencil"_s, QKeySequence(Qt::Key_F2),
                        onView([](StoreView &v) { v.placeActions().renameSegment(); }));
    m_set.edit =
        make("actionEditSegment", tr("Name and de&scription…"), none, {},
             onView([](StoreView &v) { v.commands().segments().editSegment(v.place().segment); }));
    m_set.duplicate = make(
        "actionDuplicateSegment", tr("&Duplicate segment…"), u"copies"_s, {},
        onView([](StoreView &v) { v.commands().segments().duplicateSegment(v.place().segment); }));
    m_set.merge =
        make("actionMergeSegment", tr("Merge in&to…"), none, {},
             onView([](StoreView &v) { v.placeActions().mergeSegment(v.place().segment); }));
    m_set.compare = make("actionCompareSegments", tr("&Compare segments"), u"overlap"_s,
                         QKeySequence(Qt::CTRL | Qt::Key_O), onView([](StoreView &v) {
                             if (v.isOverlapOpen() && !v.isHistoryOpen())
                                 v.closeOverlap();
                             else
                                 v.placeActions().compareSelected();
                         }));
    m_set.compare->setCheckable(true);
    m_set.empty =
        make("actionEmptySegment", tr("&Empty segment…"), none, {},
             onView([](StoreView &v) { v.commands().segments().emptySegment(v.place().segment); }));
    m_set.deleteSegment = make(
        "actionDeleteSegment", tr("De&lete segment…"), u"trash"_s, {},
        onView([](StoreView &v) { v.commands().segments().deleteSegment(v.place().segment); }));

    m_set.refresh = make("actionRefresh", tr("&Refresh"), u"refresh"_s, QKeySequence(Qt::Key_F5),
                         onView([](StoreView &v) { v.refresh(); }));
    m_set.details = maker.makeToggle("actionDetails", tr("&Details"), u"panel"_s,
                                     QKeySequence(Qt::Key_F4), [this](bool on) {
                                         if (StoreView *open = m_view())
                                             open->panes().setDetailsOpen(on);
                                     });
    m_set.activity = maker.makeToggle("actionActivity", tr("&Activity list"), none,
                                      QKeySequence(Qt::Key_F8), [this](bool on) {
                                          if (StoreView *open = m_view())
                                              open->activity()->setOpen(on);
                                      });
    m_set.historyPage = maker.makeToggle("actionHistory", tr("&History"), u"history"_s,
                                         QKeySequence(Qt::CTRL | Qt::Key_H), [this](bool on) {
                                             if (StoreView *open = m_view())
                                                 open->setHistoryOpen(on);
                                         });
    m_set.pauseJob =
        make("actionPauseJob", tr("&Pause job"), u"pause"_s, {}, onView([](StoreView &v) {
                 if (Job *job = v.activity()->current())
                     pauseOrResume(*job);
             }));
    m_set.cancelJob =
        make("actionCancelJob", tr("Ca&ncel job"), u"close"_s, {}, onView([](StoreView &v) {
                 if (Job *job = v.activity()->current())
                     job->cancel();
             }));
    explain();
    make("actionNextPane", tr("Next pane"), none, QKeySequence(Qt::Key_F6),
         [this] { Q_EMIT paneRequested(true); });
    make("actionPreviousPane", tr("Previous pane"), none, QKeySequence(Qt::SHIFT | Qt::Key_F6),
         [this] { Q_EMIT paneRequested(false); });
}

/// For the list of keys, where the text is too short or says what would be done just now.
void WindowActions::explain()
{
    m_set.undo->setWhatsThis(tr("Undo"));
    m_set.redo->setWhatsThis(tr("Redo"));
    m_set.copy->setWhatsThis(tr("Copy the customer IDs of the selected people"));
    m_set.paste->setWhatsThis(
        tr("Add the IDs or e-mail addresses in the clipboard to the open segment"));
    m_set.selectAll->setWhatsThis(tr("Select all rows, also those not loaded yet"));
    m_set.findEverywhere->setWhatsThis(
        tr("Find people everywhere, not just in the segment that was open"));
    m_set.addPeople->setWhatsThis(tr("Add people to the open segment by ID or e-mail address"));
    m_set.addTo->setWhatsThis(tr("Add the selected people to a segment"));
    m_set.moveTo->setWhatsThis(tr("Move the selected people to another segment"));
    m_set.importFile->setWhatsThis(tr("Import a CSV file into a segment"));
    m_set.rename->setWhatsThis(tr("Rename the segment or the saved search"));
    m_set.compare->setWhatsThis(tr("Compare the segments selected with Ctrl or Shift"));
    m_set.refresh->setWhatsThis(tr("Refresh from the store"));
    m_set.details->setWhatsThis(tr("Show or hide the details of a person"));
    m_set.activity->setWhatsThis(tr("Show or hide the activity list"));
    m_set.historyPage->setWhatsThis(tr("Show or leave the history of changes"));
}

void WindowActions::update(StoreView *open, bool isWelcome)
{
    const bool any = open != nullptr;
    const bool overlap = any && open->isOverlapOpen() && !open->isHistoryOpen();
    const bool people = any && !overlap && !open->isHistoryOpen();
    const bool segment = people && open->place().isSegment();
    const bool selected = any && open->placeActions().hasSelection();
    for (QAction *action : {m_set.newSegment, m_set.importFile, m_set.exportSegments,
                            m_set.exportMatrix, m_set.backUp, m_set.restore, m_set.find,
                            m_set.findEverywhere, m_set.createProfiles, m_set.historyPage})
        action->setEnabled(any);
    for (QAction *action : {m_set.exportPeople, m_set.selectAll, m_set.refresh, m_set.details})
        action->setEnabled(people);
    for (QAction *action : {m_set.addPeople, m_set.paste, m_set.rename, m_set.edit, m_set.duplicate,
                            m_set.merge, m_set.empty, m_set.deleteSegment})
        action->setEnabled(segment);
    for (QAction *action : {m_set.copy, m_set.clearSelection, m_set.deleteProfiles})
        action->setEnabled(selected);
    m_set.createProfiles->setText(selected ? tr("&Create profiles for selected people")
                                           : tr("&Create profiles…"));
    m_set.addTo->setEnabled(selected && open->place().kind != PeopleListKey::Kind::WithoutProfile);
    m_set.moveTo->setEnabled(selected && segment);
    m_set.remove->setEnabled(selected && segment);
    m_set.historyPage->setChecked(any && open->isHistoryOpen());
    const bool sandbox = any && open->session().account().kind == Account::Kind::Sandbox;
    m_set.reset->setVisible(sandbox);
    m_set.forget->setVisible(any && !sandbox);
    m_set.changeToken->setVisible(any && !sandbox);
    m_set.renameStore->setVisible(any && open->session().account().kind == Account::Kind::Store);
    m_set.closeStore->setVisible(!isWelcome);
    const QString incomplete = any ? open->sources().unavailableReason() : QString();
    const QString compareTip =
        tr("Compare the selected segments (%1)")
            .arg(m_set.compare->shortcut().toString(QKeySequence::NativeText));
    m_set.compare->setEnabled(any && incomplete.isEmpty());
    m_set.compare->setToolTip(incomplete.isEmpty() ? compareTip : incomplete);
    m_set.compare->setChecked(overlap);
    m_set.details->setChecked(people && open->panes().isDetailsOpen());
    updateJobActions(open);
    m_writeGate.apply(unavailableReason(open));
}

void WindowActions::updateJobActions(const StoreView *open)
{
    const ActivityPanel *panel = open ? open->activity() : nullptr;
    m_set.activity->setEnabled(panel && panel->hasRows());
    m_set.activity->setChecked(panel && panel->hasRows() && panel->isOpen());
    const Job *job = panel ? panel->current() : nullptr;
    const bool paused = job && job->isPaused();
    m_set.pauseJob->setText(paused ? tr("Resume &job") : tr("&Pause job"));
    m_set.pauseJob->setIcon(Icon::get(paused ? u"play"_s : u"pause"_s));
    const QString reason = job && writesWhenResumed(*job) ? unavailableReason(open) : QString();
    m_set.pauseJob->setEnabled(job && canPauseOrResume(*job) && reason.isEmpty());
    m_set.cancelJob->setEnabled(job && canCancel(*job));
    for (QAction *action : {m_set.pauseJob, m_set.cancelJob})
        action->setToolTip(job ? words::jobTitle(*job) : tr("No job is running"));
    if (!reason.isEmpty())
        m_set.pauseJob->setToolTip(reason);
}

void WindowActions::updateHistory(const StoreView *open)
{
    const HistoryCommands *history = open ? &open->commands().history() : nullptr;
    m_set.undo->setEnabled(history && history->canUndo());
    m_set.redo->setEnabled(history && history->canRedo());
    m_set.undo->setText(history ? u'&' + words::buttonText(history->undoText()) : tr("&Undo"));
    m_set.redo->setText(history ? u'&' + words::buttonText(history->redoText()) : tr("&Redo"));
    for (QAction *action : {m_set.undo, m_set.redo}) {
        const QString reason = action->isEnabled() ? QString() : unavailableReason(open);
        action->setToolTip(reason); // empty: its text
        action->setStatusTip(reason);
    }
}

} // namespace segmentdesk
