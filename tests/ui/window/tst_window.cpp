// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stories through the real window, offscreen, over a real sandbox store. What needs a pointer that
// drags is in the story under Xvfb.

#include "models/api/storeapi.h"
#include "models/csv/csvreader.h"
#include "models/jobs/completelist.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/livesources.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activitypanel.h"
#include "ui/detailspane.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/stepdialog.h"
#include "ui/historymodel.h"
#include "ui/historypage.h"
#include "ui/jobwords.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/label.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/typedconfirm.h"
#include "ui/kit/undobar.h"
#include "ui/outcomedialog.h"
#include "ui/peoplemimedata.h"
#include "ui/peoplepage.h"
#include "ui/segmentpicker.h"
#include "ui/segmentsidebar.h"
#include "ui/sidebarmodel.h"
#include "ui/storecommands.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

qint64 membersOf(WindowFixture &fixture, SegmentId segment)
{
    qint64 members = -1;
    QObject context;
    memberCount(fixture.session().interactive(), segment, &context,
                [&members](const Result<qint64> &answer) { members = answer.value_or(-2); });
    return QTest::qWaitFor([&members] { return members != -1; }, 10'000) ? members : -3;
}

bool tableReady(const WindowFixture &fixture)
{
    return QTest::qWaitFor(
        [&fixture] {
            const PeopleTableModel *model = fixture.view().page()->model();
            return model->state() == PagedTableModelBase::State::Ready && !model->isRefreshing()
                && model->rowAt(0) && model->rowAt(0)->details == Person::Details::Known;
        },
        15'000);
}

bool segmentsReady(const WindowFixture &fixture)
{
    return QTest::qWaitFor(
        [&fixture] { return fixture.view().segments().state() == SegmentListModel::State::Ready; },
        15'000);
}

bool queueIdle(WindowFixture &fixture)
{
    return QTest::qWaitFor([&fixture] { return !fixture.session().jobs().isBusy(); }, 30'000);
}

/// Presses the button of the open plan of an undo.
bool confirmsStep(const WindowFixture &fixture)
{
    auto *dialog = fixture.dialog<StepDialog>();
    auto *run = dialog ? dialog->findChild<QPushButton *>(u"runPlan"_s) : nullptr;
    if (!run)
        return false;
    QTest::mouseClick(run, Qt::LeftButton);
    return true;
}

bool undoBarSays(const WindowFixture &fixture, const QString &text)
{
    return QTest::qWaitFor(
        [&fixture, text] { return fixture.view().page()->undoBar()->text().contains(text); },
        20'000);
}

/// Answers a question that wants a number typed.
bool typesTheNumber(const WindowFixture &fixture, qint64 number)
{
    const auto asks = [&fixture] {
        const auto *confirm = fixture.dialog<TypedConfirm>();
        return confirm && confirm->field()->isEnabled();
    };
    if (!QTest::qWaitFor(asks, 10'000))
        return false;
    auto *confirm = fixture.dialog<TypedConfirm>();
    if (confirm->dangerButton()->isDefault())
        return false;
    if (number > 1) {
        if (confirm->dangerButton()->isEnabled())
            return false;
        QTest::keyClicks(confirm->field(), QString::number(number));
    }
    if (!QTest::qWaitFor([confirm] { return confirm->dangerButton()->isEnabled(); }, 10'000))
        return false;
    QTest::mouseClick(confirm->dangerButton(), Qt::LeftButton);
    return true;
}

QString shown(const WindowFixture &fixture, const char *name)
{
    const auto *label = fixture.find<QLabel>(QString::fromLatin1(name));
    return label ? label->text() : u"no such label"_s;
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSegmentsAndFiltersThem()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        SidebarModel *model = fixture.view().sidebar()->model();
        const QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 2 + 12);
        QCOMPARE(shown(fixture, "segmentCountLabel"), u"12 of 1,000"_s);
        // Counts come for the rows on the screen.
        QTRY_VERIFY(fixture.view().segments().index(0).data(SegmentListModel::CountRole).isValid());

        auto *filter = fixture.find<QLineEdit>(u"segmentFilter"_s);
        QTest::keyClicks(filter, u"LOYALTY"_s);
        QVERIFY(model->shownSegments() > 0);
        QVERIFY(model->shownSegments() < 12);
        for (int row = 2; row < model->rowCount(); ++row)
            QVERIFY(model->index(row).data().toString().contains(u"loyalty", Qt::CaseInsensitive));
        filter->setText(u"no such name"_s);
        QCOMPARE(model->shownSegments(), 0);
        QVERIFY(fixture.find<QLabel>(u"segmentNote"_s)->isVisible());
        // The place is kept whatever the filter hides.
        QCOMPARE(fixture.view().place(), Place::allProfiles());
    }

    void opensSegmentsWithTheKeyboard()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        SegmentListView *list = fixture.view().sidebar()->list();
        list->setFocus();
        list->setCurrentIndex(fixture.view().sidebar()->model()->index(1));
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(fixture.view().place().isSegment());
        QCOMPARE(fixture.find<QWidget>(u"pageTitle"_s)->property("text").toString(),
                 list->currentIndex().data().toString());
    }

    void createsRenamesAndDeletesASegment()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QTest::mouseClick(fixture.find<QPushButton>(u"newSegmentButton"_s), Qt::LeftButton);
        auto *dialog = fixture.dialog<SegmentDialog>();
        QVERIFY(dialog);
        // A name that is taken is refused in place, while everything typed stays.
        const QString taken =
            fixture.view().segments().index(0).data(SegmentListModel::NameRole).toString();
        dialog->setName(taken);
        QVERIFY(!dialog->findChild<QPushButton *>(u"submitButton"_s)
                || !dialog->findChild<QPushButton *>(u"submitButton"_s)->isEnabled());
        dialog->setName(u"Tokyo pop-up <b>2026</b>"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.segmentNamed(u"Tokyo pop-up <b>2026</b>"_s).isNull());
        const SegmentId id = fixture.segmentNamed(u"Tokyo pop-up <b>2026</b>"_s);
        QTRY_COMPARE(fixture.view().place(), Place::of(id));
        // Empty says what to do next.
        QTRY_COMPARE(fixture.view().page()->findChild<StateView *>()->state(),
                     StateView::State::Empty);

        fixture.view().commands().renameSegment(id, u"Tokyo"_s);
        QTRY_COMPARE(fixture.view().segments().nameOf(id), u"Tokyo"_s);
        QVERIFY(queueIdle(fixture));
        QTRY_VERIFY(fixture.session().history().canUndo());
        fixture.view().commands().undo();
        QTRY_COMPARE(fixture.view().segments().nameOf(id), u"Tokyo pop-up <b>2026</b>"_s);
        QVERIFY(queueIdle(fixture));

        fixture.view().commands().deleteSegment(id);
        QTRY_VERIFY(fixture.dialog<TypedConfirm>());
        auto *confirm = fixture.dialog<TypedConfirm>();
        // It has no members: nothing need be typed.
        QTRY_VERIFY(!confirm->isTyped());
        QTRY_VERIFY(confirm->dangerButton()->isEnabled());
        QVERIFY(!confirm->field()->isVisible());
        // Enter is never the dangerous one.
        QVERIFY(!confirm->dangerButton()->isDefault());
        QTest::mouseClick(confirm->dangerButton(), Qt::LeftButton);
        QTRY_COMPARE(fixture.view().place(), Place::allProfiles());
        QVERIFY(!fixture.view().segments().segment(id));
    }

    void movesDuplicatesAndMerges()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        StoreCommands &commands = fixture.view().commands();
        UndoBar *bar = fixture.view().page()->undoBar();
        const SegmentId from =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        const QString fromName = fixture.view().segments().nameOf(from);
        const qint64 members = membersOf(fixture, from);
        QVERIFY(members >= 2);

        // Duplicate: the same members under another name.
        commands.duplicateSegment(from);
        auto *dialog = fixture.dialog<SegmentDialog>();
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.segmentNamed(fromName + u" copy"_s).isNull());
        const SegmentId copy = fixture.segmentNamed(fromName + u" copy"_s);
        QVERIFY(queueIdle(fixture));
        QCOMPARE(membersOf(fixture, copy), members);

        // A move of two out of the copy is one step: one undo puts them back and takes them out.
        commands.emptySegment(copy);
        QVERIFY(typesTheNumber(fixture, members));
        QVERIFY(undoBarSays(fixture, u"Removed"_s));
        fixture.view().open(Place::of(from));
        QVERIFY(tableReady(fixture));
        PeopleTable *table = fixture.view().page()->table();
        table->selectionModel()->select(
            QItemSelection(table->model()->index(0, 0),
                           table->model()->index(1, PeopleTableModel::columns - 1)),
            QItemSelectionModel::ClearAndSelect);
        commands.moveTo(copy, fixture.view().page()->selection());
        QVERIFY(undoBarSays(fixture, u"Moved 2 people from %1 to %1 copy"_s.arg(fromName)));
        {
            // One row in the history, and what undoes it one as well.
            const HistoryModel history(fixture.session());
            QTRY_VERIFY(history.item(1) && history.item(1)->end);
            QCOMPARE(history.index(1).data().toString(),
                     u"Moved 2 people from %1 to %1 copy"_s.arg(fromName));
            QCOMPARE(history.item(1)->parts.size(), 2);
        }
        QCOMPARE(membersOf(fixture, from), members - 2);
        QCOMPARE(membersOf(fixture, copy), 2);
        commands.undo();
        QVERIFY(undoBarSays(fixture, u"back to %1"_s.arg(fromName)));
        QCOMPARE(membersOf(fixture, from), members);
        QCOMPARE(membersOf(fixture, copy), 0);

        // Merge: asks for the number, deletes the source, and one undo brings it back.
        commands.mergeInto(from, copy);
        QVERIFY(typesTheNumber(fixture, members));
        QVERIFY2(undoBarSays(fixture, u"Merged %1 into %1 copy"_s.arg(fromName)),
                 qPrintable(bar->text()));
        QTRY_VERIFY(!fixture.view().segments().segment(from));
        QCOMPARE(membersOf(fixture, copy), members);
        commands.undo();
        QVERIFY(undoBarSays(fixture, u"restored"_s));
        QTRY_VERIFY(!fixture.segmentNamed(fromName).isNull());
        QCOMPARE(membersOf(fixture, fixture.segmentNamed(fromName)), members);
        QCOMPARE(membersOf(fixture, copy), 0);
        QVERIFY(bar->isVisible());
    }

    void segmentDeletedBySomebodyElse()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        bool deleted = false;
        QObject context;
        fixture.session().interactive().deleteSegments(
            *NonEmpty<QList<SegmentId>>::from({id}), &context,
            [&deleted](const Result<WriteReport> &answer) { deleted = answer.has_value(); });
        QTRY_VERIFY(deleted);
        fixture.view().page()->refresh(); // only the page: the list of segments does not know yet
        QVERIFY(undoBarSays(fixture, u"no longer in the store"_s));
        QTRY_COMPARE(fixture.view().place(), Place::allProfiles());
        QVERIFY(tableReady(fixture));
        QVERIFY(fixture.view().page()->undoBar()->isShowing());
    }

    void asksBeforeJobsAreLeft()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        fixture.store().setLatency(200);
        fixture.view().commands().addPerson({CustomerId(1), ProfileId(QUuid::createUuid())}, id);
        fixture.window().close();
        QVERIFY(fixture.window().isVisible());
        auto *dialog = fixture.find<QDialog>(u"confirmDialog"_s);
        QVERIFY(dialog);
        fixture.window().close(); // asks once
        QCOMPARE(fixture.window().findChildren<QDialog *>(u"confirmDialog"_s).size(), 1);
        dialog->reject();
        QVERIFY(fixture.window().isVisible());
        QTRY_VERIFY(!fixture.find<QDialog>(u"confirmDialog"_s));
        fixture.window().close();
        QTest::mouseClick(fixture.find<QPushButton>(u"confirmYes"_s), Qt::LeftButton);
        QTRY_VERIFY(!fixture.window().isVisible());
    }

    void addsByDroppingAndTakesBack()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QVERIFY(tableReady(fixture));
        fixture.view().commands().newSegment();
        auto *dialog = fixture.dialog<SegmentDialog>();
        dialog->setName(u"Dropped"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.segmentNamed(u"Dropped"_s).isNull());
        const SegmentId id = fixture.segmentNamed(u"Dropped"_s);
        QVERIFY(queueIdle(fixture));
        fixture.view().open(Place::allProfiles());
        QVERIFY(tableReady(fixture));

        PeopleTable *table = fixture.view().page()->table();
        table->selectionModel()->select(
            QItemSelection(table->model()->index(0, 0),
                           table->model()->index(119, PeopleTableModel::columns - 1)),
            QItemSelectionModel::ClearAndSelect);
        QCOMPARE(table->selectedRowCount(), 120);
        // Offscreen cannot drag; the list gets the same events that a drag makes.
        PeopleMimeData carried(fixture.view().page()->selection());
        SegmentListView *list = fixture.view().sidebar()->list();
        const QPoint at =
            list->visualRect(fixture.view().sidebar()->model()->index(
                                 fixture.view().sidebar()->model()->rowOf(Place::of(id))))
                .center();
        QSignalSpy hints(list, &SegmentListView::dropHintChanged);
        QDragEnterEvent enter(at, Qt::CopyAction, &carried, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(at, Qt::CopyAction, &carried, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &move);
        QVERIFY(move.isAccepted());
        QVERIFY(hints.last().first().toString().contains(u"120"));
        QDropEvent drop(at, Qt::CopyAction, &carried, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &drop);
        QVERIFY(drop.isAccepted());

        QVERIFY(undoBarSays(fixture, u"120"_s));
        QCOMPARE(membersOf(fixture, id), 120);
        // Dropping on "All profiles" makes no sense and says so.
        const QPoint first = list->visualRect(fixture.view().sidebar()->model()->index(0)).center();
        QDragMoveEvent wrong(first, Qt::CopyAction, &carried, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &wrong);
        QVERIFY(!wrong.isAccepted());

        fixture.view().commands().undo();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session().jobs().isBusy(), false, 20'000);
        QTRY_VERIFY(fixture.session().history().canRedo());
        QCOMPARE(membersOf(fixture, id), 0);
        fixture.view().commands().redo();
        // It first asks whether the segment is still there; then it is a job like any other.
        QTRY_VERIFY_WITH_TIMEOUT(fixture.session().history().canUndo()
                                     && !fixture.session().history().canRedo(),
                                 20'000);
        QCOMPARE(membersOf(fixture, id), 120);
    }

    void removesWithDelAndNobodyIsDeleted()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id = fixture.segmentNamed(u"VIP"_s);
        QVERIFY(!id.isNull());
        const qint64 before = membersOf(fixture, id);
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        PeopleTable *table = fixture.view().page()->table();
        table->setFocus();
        for (const int row : {0, 2, 4})
            table->toggleRow(row);
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(undoBarSays(fixture, u"3"_s));
        QCOMPARE(membersOf(fixture, id), before - 3);
        QTRY_COMPARE(fixture.view().page()->model()->total(), before - 3);
        // The selection does not slide onto others.
        QCOMPARE(table->selectedRowCount(), 0);
    }

    void outcomeCanBeLookedAtAndSaved()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        fixture.view().open(Place::of(fixture.segmentNamed(u"VIP"_s)));
        QVERIFY(tableReady(fixture));
        for (const int row : {0, 1, 3})
            fixture.view().page()->table()->toggleRow(row);
        fixture.view().removeSelected();
        QVERIFY(undoBarSays(fixture, u"3"_s));
        fixture.view().commands().showOutcome(fixture.session().jobs().jobs().first());
        auto *dialog = fixture.dialog<OutcomeDialog>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableView *>(u"outcomeTable"_s);
        QCOMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(table->model()->index(0, 2).data().toString().contains(u'@'));
        fixture.nextFile = fixture.filePath(u"outcome.csv"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"outcomeSave"_s), Qt::LeftButton);
        QVERIFY(undoBarSays(fixture, u"outcome.csv"_s));
        QFile file(fixture.nextFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 4);
    }

    void historyShowsWhatWasDoneAndTakesItBack()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        auto *action = fixture.find<QAction>(u"actionHistory"_s);
        action->trigger();
        QVERIFY(fixture.view().isHistoryOpen());
        QCOMPARE(fixture.view().history()->model()->rowCount(), 0);
        QTRY_COMPARE(fixture.view().history()->findChild<StateView *>()->state(),
                     StateView::State::Empty);
        QTest::keyClick(fixture.view().history()->list(), Qt::Key_Escape);
        QVERIFY(!fixture.view().isHistoryOpen());

        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(Place::of(vip));
        QVERIFY(tableReady(fixture));
        const qint64 before = membersOf(fixture, vip);
        for (const int row : {0, 1, 3})
            fixture.view().page()->table()->toggleRow(row);
        fixture.view().removeSelected();
        QVERIFY(undoBarSays(fixture, u"3"_s));

        QTest::mouseClick(fixture.find<QPushButton>(u"activityHistory"_s), Qt::LeftButton);
        HistoryPage *page = fixture.view().history();
        QVERIFY(page);
        const QAbstractItemModelTester tester(
            page->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(page->model()->rowCount(), 2);
        QCOMPARE(page->model()->index(0).data().toString(), u"Today"_s);
        QCOMPARE(page->model()->index(1).data().toString(), u"Removed from VIP"_s);
        QCOMPARE(page->findChild<QTableView *>(u"outcomeTable"_s)->model()->rowCount(), 3);
        QVERIFY(page->findChild<QPushButton *>(u"historyRetry"_s)->isHidden());
        auto *undo = page->findChild<QPushButton *>(u"historyUndo"_s);
        QCOMPARE(undo->text(), u"Undo 3"_s);
        QVERIFY(undo->isEnabled());

        fixture.nextFile = fixture.filePath(u"history.csv"_s);
        QTest::mouseClick(page->findChild<QPushButton *>(u"historySave"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(fixture.nextFile),
                                 20'000); // it is synced to the disk

        QTest::mouseClick(undo, Qt::LeftButton);
        // The row that is shown stays shown; it says why it cannot be taken back again.
        QTRY_COMPARE(page->model()->rowCount(), 3);
        QVERIFY(queueIdle(fixture));
        QTRY_COMPARE(page->model()->index(1).data().toString(), u"Undone: removed from VIP"_s);
        QCOMPARE(page->list()->currentIndex().row(), 2);
        const QString undone = page->model()->index(2).data(DetailRole).toString();
        QVERIFY2(undone.contains(u"3 people"_s) && undone.contains(u"Undone today"_s),
                 qPrintable(undone));
        QTRY_VERIFY(!undo->isEnabled());
        QVERIFY(!undo->toolTip().isEmpty());
        QCOMPARE(membersOf(fixture, vip), before);

        page->model()->setFilter(u"undone: removed"_s);
        QCOMPARE(page->model()->rowCount(), 2);
        fixture.view().open(Place::allProfiles());
        QVERIFY(!fixture.view().isHistoryOpen());
    }

    /// What an earlier run of the program did is in the journal.
    void historyOfAnEarlierRun()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(Place::of(vip));
        QVERIFY(tableReady(fixture));
        const qint64 before = membersOf(fixture, vip);
        fixture.view().page()->table()->toggleRow(0);
        fixture.view().removeSelected();
        QVERIFY(undoBarSays(fixture, u"Removed 1 person"_s));
        fixture.view().commands().renameSegment(vip, u"Very important"_s);
        QVERIFY(undoBarSays(fixture, u"Renamed"_s));

        QVERIFY(fixture.open()); // the program is started again
        QVERIFY(segmentsReady(fixture));
        fixture.find<QAction>(u"actionHistory"_s)->trigger();
        HistoryPage *page = fixture.view().history();
        QVERIFY(page);
        QTRY_COMPARE(page->model()->rowCount(), 3);
        QVERIFY(page->model()->index(1).data().toString().startsWith(u"Renamed"));
        page->list()->setCurrentIndex(page->model()->index(2));
        auto *table = page->findChild<QTableView *>(u"outcomeTable"_s);
        QVERIFY(table);
        QTRY_VERIFY(table->model() && table->model()->rowCount() == 1);
        auto *undo = page->findChild<QPushButton *>(u"historyUndo"_s);
        QVERIFY(undo);
        QVERIFY(!undo->isEnabled()); // the renaming is newer
        page->list()->setCurrentIndex(page->model()->index(1));
        QTRY_VERIFY(undo->isEnabled());
        QTest::mouseClick(undo, Qt::LeftButton);
        // What an earlier start did is named before it is taken back, however little it is.
        QVERIFY(fixture.dialog<StepDialog>());
        QCOMPARE(page->model()->rowCount(), 3);
        QVERIFY(confirmsStep(fixture));
        QTRY_COMPARE(page->model()->rowCount(), 4);
        QVERIFY(queueIdle(fixture));
        page->list()->setCurrentIndex(page->model()->index(3));
        QTRY_VERIFY(undo->isEnabled());
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(confirmsStep(fixture));
        QTRY_COMPARE(membersOf(fixture, vip), before);
        QVERIFY(!fixture.segmentNamed(u"VIP"_s).isNull());
    }

    /// A store that accepts and never answers: each view says so after a while, with a way out.
    void aStoreThatDoesNotAnswerIsNamed()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QVERIFY(tableReady(fixture));
        sandbox::Fault fault;
        fault.action = sandbox::Fault::Action::Hang;
        fault.count = -1;
        fixture.store().setFaults({fault});
        fixture.view().open(Place::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Loading);
        QTRY_VERIFY_WITH_TIMEOUT(state->isSlow(), 20'000);
        QVERIFY(state->accessibleName().startsWith(u"The store has not answered for"_s));
        const QList<QPushButton *> buttons = state->findChildren<QPushButton *>();
        const auto named = [&buttons](const QString &text) {
            for (QPushButton *button : buttons) {
                if (button->text() == text && button->isVisible())
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QVERIFY(named(u"Retry"_s));
        QVERIFY(named(u"Cancel"_s));
        QTest::mouseClick(named(u"Cancel"_s), Qt::LeftButton);
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        fixture.store().setFaults({});
        fixture.view().page()->model()->retry();
        QVERIFY(tableReady(fixture));
    }

    /// Over 500 people, undo, redo and another try show their plan first, from wherever.
    void undoOfManyShowsItsPlan()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        StoreCommands &commands = fixture.view().commands();
        Plan plan;
        plan.operation = Operation::AddMembers;
        plan.segmentId = fixture.segmentNamed(u"VIP"_s);
        plan.segmentName = u"VIP"_s;
        const qint64 before = membersOf(fixture, plan.segmentId);
        QObject context;
        bool read = false;
        readComplete<Person>(
            profilesSource(fixture.session().background()), &context,
            [&plan, &read](const Result<CompleteList<Person>> &all) {
                read = all.has_value();
                if (!read)
                    return;
                for (const Person &person : *all)
                    plan.items.append({person.customerId, person.profile->id, Effect::Unknown});
            });
        QTRY_VERIFY(read);
        QVERIFY(plan.items.size() - before > maxQuickPlanItems);
        fixture.session().run(plan);
        QVERIFY(queueIdle(fixture));
        const qint64 all = membersOf(fixture, plan.segmentId);

        for (const QString &way : {u"actionUndo"_s, u"undoButton"_s}) {
            if (auto *action = fixture.find<QAction>(way))
                action->trigger();
            else
                QTest::mouseClick(fixture.find<QToolButton>(way), Qt::LeftButton);
            auto *dialog = fixture.dialog<StepDialog>();
            QVERIFY2(dialog, qPrintable(way));
            dialog->reject();
            QTRY_VERIFY(!fixture.dialog<StepDialog>());
        }
        QVERIFY(!fixture.session().jobs().isBusy());
        QCOMPARE(membersOf(fixture, plan.segmentId), all);

        commands.undo();
        QVERIFY(confirmsStep(fixture));
        QTRY_VERIFY(fixture.session().history().canRedo());
        QCOMPARE(membersOf(fixture, plan.segmentId), before);
        commands.redo();
        QVERIFY(confirmsStep(fixture));
        QTRY_VERIFY(fixture.session().history().canUndo());
        QCOMPARE(membersOf(fixture, plan.segmentId), all);

        // What was cancelled goes on with the others, after their plan as well.
        commands.retry(plan, End::Cancelled);
        auto *dialog = fixture.dialog<StepDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QPushButton *>(u"runPlan"_s)->text(),
                 words::retryText(End::Cancelled, plan.items.size()));
        dialog->reject();
    }

    /// A store that says yes and does nothing: reading back finds it out, and the window says so.
    void readBackIsShown()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QVERIFY(tableReady(fixture));
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        sandbox::Fault lie;
        lie.method = u"POST"_s;
        lie.path = QRegularExpression(u"/shopper-profiles$"_s);
        lie.status = 201;
        lie.body = "{\"data\":[],\"meta\":{}}";
        fixture.store().setFaults({lie});
        fixture.view().page()->selectAll();
        fixture.view().commands().addTo(vip, fixture.view().page()->selection());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.dialog<PlanDialog>(), 20'000);
        QTest::keyClick(fixture.dialog<PlanDialog>(), Qt::Key_Return);
        QVERIFY(undoBarSays(fixture, u"50 are not members"_s));
        fixture.view().commands().showOutcome(fixture.session().jobs().jobs().first());
        auto *outcome = fixture.dialog<OutcomeDialog>();
        QVERIFY(outcome);
        auto *tile = outcome->findChild<QAbstractButton *>(u"outcomeTileDifferent"_s);
        QVERIFY(tile);
        QTest::mouseClick(tile, Qt::LeftButton);
        const auto *table = outcome->findChild<QTableView *>(u"outcomeTable"_s);
        QCOMPARE(table->model()->rowCount(), 50);
        QVERIFY(table->model()->index(0, 4).data().toString().contains(u"not a member"));
    }

    void tellsOnTheDesktopWhenNobodyLooks()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        const PersonRef nobody{CustomerId(1), ProfileId(QUuid::createUuid())};
        QWidget other; // another window has the focus
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        fixture.view().commands().addPerson(nobody, vip);
        QTRY_COMPARE(fixture.notified.size(), 1);
        QCOMPARE(fixture.notified.first(), fixture.view().page()->undoBar()->text());

        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        auto *notify =
            fixture.dialog<SettingsDialog>()->findChild<QCheckBox *>(u"settingsNotify"_s);
        QVERIFY(notify && notify->isChecked());
        notify->setChecked(false);
        fixture.dialog<SettingsDialog>()->accept();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        fixture.view().commands().addPerson(nobody, vip);
        QVERIFY(queueIdle(fixture));
        QCOMPARE(fixture.session().jobs().rowCount(), 2);
        QCOMPARE(fixture.notified.size(), 1);
    }

    void settingsAreKept()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        auto *dialog = fixture.dialog<SettingsDialog>();
        QVERIFY(dialog);
        auto *reserve = dialog->findChild<QSpinBox *>(u"settingsReserve"_s);
        QCOMPARE(reserve->value(), 10);
        reserve->setValue(90);
        QCOMPARE(reserve->value(), 50); // not more than half
        auto *check = dialog->findChild<QComboBox *>(u"settingsCheck"_s);
        QCOMPARE(check->currentData().toInt(), 15);
        check->setFocus();
        QTest::keyClick(check, Qt::Key_Down);
        QCOMPARE(check->currentData().toInt(), 60);
        dialog->accept();
        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        QTRY_VERIFY(fixture.dialog<SettingsDialog>() && fixture.dialog<SettingsDialog>() != dialog);
        QCOMPARE(fixture.dialog<SettingsDialog>()->findChild<QSpinBox *>()->value(), 50);
        QCOMPARE(fixture.dialog<SettingsDialog>()->findChild<QComboBox *>()->currentData().toInt(),
                 60);
    }

    void selectAllIsReallyAllAndUntickingLeavesOneOut()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QVERIFY(tableReady(fixture));
        const qint64 all = fixture.view().page()->model()->total();
        QVERIFY(all > 3 * maxPageSize); // most rows are not loaded
        QTest::keyClick(&fixture.window(), Qt::Key_A, Qt::ControlModifier);
        PeopleTable *table = fixture.view().page()->table();
        QCOMPARE(table->selectedRowCount(), all);
        table->toggleRow(1);
        QCOMPARE(fixture.view().page()->selection().count, all - 1);
        const PersonRef spared{fixture.view().page()->model()->rowAt(1)->customerId,
                               *fixture.view().page()->model()->rowAt(1)->profileId()};

        fixture.view().commands().newSegment(u"Nearly all"_s, fixture.view().page()->selection());
        // How many they are is said before.
        auto *dialog = fixture.dialog<SegmentDialog>();
        QCOMPARE(dialog->findChild<QPushButton *>(u"submitButton"_s)->text(),
                 u"Create segment with %1 people"_s.arg(QLocale().toString(all - 1)));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session().jobs().jobs().size(), 1, 20'000);
        QVERIFY(queueIdle(fixture));
        const SegmentId id = fixture.segmentNamed(u"Nearly all"_s);
        QCOMPARE(fixture.session().history().entries().size(), 1); // one entry, one undo
        QCOMPARE(membersOf(fixture, id), all - 1);
        // And it is that one who is not in it.
        bool answered = false;
        bool isMember = true;
        QObject context;
        fixture.session().interactive().listSegmentsOfProfile(
            spared.profileId, {}, &context, [&](const Result<Page<Segment>> &answer) {
                answered = answer.has_value();
                isMember = std::any_of(answer->items.cbegin(), answer->items.cend(),
                                       [id](const Segment &s) { return s.id == id; });
            });
        QTRY_VERIFY(answered);
        QVERIFY(!isMember);
        QCOMPARE(fixture.store().statistics().membersAddedAgain, 0);
    }

    void showsAPersonAndTakesOneSegmentAway()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        fixture.view().page()->table()->setCurrentIndex(
            fixture.view().page()->model()->index(0, int(PeopleTableModel::Column::Name)));
        const Person person = *fixture.view().page()->model()->rowAt(0);
        QTRY_VERIFY(fixture.view().details()->person().has_value());
        QCOMPARE(fixture.find<QWidget>(u"detailsName"_s)->property("text").toString(),
                 person.displayName());
        ChipButton *vip = nullptr;
        const QList<ChipButton *> chips = fixture.view().details()->findChildren<ChipButton *>();
        for (ChipButton *chip : chips) {
            if (chip->text() == u"VIP" && chip->isVisible())
                vip = chip;
        }
        QVERIFY(vip);
        const qint64 before = membersOf(fixture, id);
        QTest::keyClick(vip, Qt::Key_Delete);
        QVERIFY(undoBarSays(fixture, u"VIP"_s));
        QCOMPARE(membersOf(fixture, id), before - 1);
    }

    void createsProfilesForTypedIds()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        fixture.view().open(Place::withoutProfile());
        PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY_WITH_TIMEOUT(
            model->state() == PagedTableModelBase::State::Ready && model->rowAt(2), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(model->total(), 100, 15'000); // one of 20 has none
        QStringList ids;
        for (int row = 0; row < 3; ++row)
            ids.append(QString::number(toNumber(model->rowAt(row)->customerId)));
        fixture.view().commands().createProfiles();
        auto *dialog = fixture.dialog<CreateProfilesDialog>();
        QVERIFY(dialog);
        dialog->setText(ids.join(u", "_s) + u"\nno number\n"_s);
        auto *create = dialog->findChild<QPushButton *>(u"createButton"_s);
        QVERIFY(create);
        QTRY_VERIFY(create->isEnabled());
        QTest::mouseClick(create, Qt::LeftButton);
        QVERIFY(undoBarSays(fixture, u"3"_s));
        QTRY_COMPARE_WITH_TIMEOUT(model->total(), 97, 15'000);
    }

    void deletesAProfileAfterItWasAsked()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(tableReady(fixture));
        PeopleTableModel *model = fixture.view().page()->model();
        const qint64 before = model->total();
        fixture.view().page()->table()->setCurrentIndex(model->index(0, 1));
        QTRY_VERIFY(fixture.view().details()->person().has_value());
        QTest::mouseClick(fixture.find<QPushButton>(u"deleteProfileButton"_s), Qt::LeftButton);
        auto *confirm = fixture.dialog<TypedConfirm>();
        QVERIFY(confirm);
        QTest::keyClick(confirm, Qt::Key_Return); // the default keeps
        QTRY_VERIFY(!fixture.dialog<TypedConfirm>());
        QVERIFY(!fixture.session().jobs().isBusy());
        QTest::mouseClick(fixture.find<QPushButton>(u"deleteProfileButton"_s), Qt::LeftButton);
        confirm = fixture.dialog<TypedConfirm>();
        QVERIFY(!confirm->isTyped()); // of one, the question is enough
        QTest::mouseClick(confirm->dangerButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(model->total(), before - 1, 15'000);
    }

    void exportsAllOfASegment()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        const qint64 members = fixture.view().page()->model()->total();
        QVERIFY(members > maxPageSize);
        fixture.nextFile = fixture.filePath(u"newsletter.csv"_s);
        QTest::mouseClick(fixture.find<QPushButton>(u"exportPageButton"_s), Qt::LeftButton);
        auto *dialog = fixture.dialog<ExportDialog>();
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(undoBarSays(fixture, QLocale().toString(members)));
        QFile file(fixture.nextFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), members + 1); // a heading and one line each
    }

    void exportsFromTheCopy()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.view().sources().isComplete(), 30'000);
        QVERIFY(queueIdle(fixture));
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        const auto exported = [&fixture](const QString &name) -> QByteArrayList {
            auto *dialog = fixture.dialog<ExportDialog>();
            if (!dialog)
                return {};
            fixture.nextFile = fixture.filePath(name);
            QTest::keyClick(dialog, Qt::Key_Return);
            if (!undoBarSays(fixture, name) || !undoBarSays(fixture, u"from the copy of"_s))
                return {};
            QFile file(fixture.nextFile);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
        };

        // A search in a segment, sorted: whom it finds, in the order of the table.
        fixture.view().open(Place::search(u"example"_s, id));
        QVERIFY(tableReady(fixture));
        const PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY(model->isTotalKnown());
        const qint64 found = model->total();
        QVERIFY(found > 1);
        fixture.store().resetStatistics();
        fixture.find<QAction>(u"actionExport"_s)->trigger();
        QVERIFY(fixture.dialog<ExportDialog>());
        const auto *preview =
            fixture.dialog<ExportDialog>()->findChild<QPlainTextEdit *>(u"preview"_s);
        const QString first = preview->toPlainText().section(u'\n', 1, 1);
        QVERIFY(first.contains(model->rowAt(0)->customer.email));
        const QByteArrayList lines = exported(u"search.csv"_s);
        QCOMPARE(lines.size(), found + 2);
        QVERIFY(QString::fromUtf8(lines.at(1)).startsWith(first));
        QCOMPARE(fixture.store().statistics().requests, 0);

        // Two of them, by their boxes.
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        fixture.view().page()->table()->selectionModel()->select(
            QItemSelection(model->index(0, 0), model->index(1, model->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
        fixture.find<QAction>(u"actionExport"_s)->trigger();
        QCOMPARE(exported(u"selection.csv"_s).size(), 2 + 2);

        // Who is in which segment: the column of this one adds up to its members.
        const qint64 members = model->total();
        fixture.find<QAction>(u"actionExportMatrix"_s)->trigger();
        const QByteArray matrix = exported(u"matrix.csv"_s).join('\n');
        CsvReader reader(matrix, detectDialect(matrix, true));
        qsizetype column = -1;
        qint64 ones = 0;
        while (reader.next()) {
            const QStringList cells = reader.texts();
            if (column < 0)
                column = cells.indexOf(u"Newsletter EU"_s);
            QVERIFY(column > 0);
            ones += cells.value(column) == u"1"_s ? 1 : 0;
        }
        QCOMPARE(ones, members);
    }

    void importsAFile()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        const qint64 members = fixture.view().page()->model()->total();

        QList<Customer> customers;
        QObject context;
        CustomerQuery query;
        query.includeProfiles = true;
        fixture.session().interactive().listCustomers(
            query, &context, [&customers](const Result<Page<Customer>> &page) {
                if (page)
                    customers = page->items;
            });
        QTRY_VERIFY(!customers.isEmpty());
        QFile file(fixture.filePath(u"buyers.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray bytes("Kundennr.;E-Mail;Umsatz\n");
        for (const Customer &customer : std::as_const(customers))
            bytes += ';' + customer.email.toUtf8() + ";1.204,50\n";
        bytes += ";nobody@nowhere.example;1\n;;2\n;\"open;3\n1,23E+15;;4\n";
        file.write(bytes);
        file.close();

        fixture.nextFile = file.fileName();
        QTest::mouseClick(fixture.find<QPushButton>(u"importButton"_s), Qt::LeftButton);
        QTRY_VERIFY(fixture.dialog<ImportDialog>());
        auto *dialog = fixture.dialog<ImportDialog>();
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"delimiter"_s)->currentText(), u"Semicolon"_s);
        QVERIFY(dialog->findChild<QCheckBox *>(u"header"_s)->isChecked());
        go->click();
        QCOMPARE(dialog->findChild<QComboBox *>(u"role1"_s)->currentText(), u"Match by e-mail"_s);
        fixture.store().resetStatistics();
        go->click();
        const auto tile = [dialog](ImportStatus status) {
            return dialog->findChild<TileButton *>(u"tile%1"_s.arg(int(status)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(tile(ImportStatus::WillChange), 20'000);
        const qint64 adding = tile(ImportStatus::WillChange)->count();
        QVERIFY(adding > 0);
        QCOMPARE(tile(ImportStatus::NoSuchCustomer)->count(), 1);
        QCOMPARE(tile(ImportStatus::Unreadable)->count(), 2);
        QCOMPARE(tile(ImportStatus::Damaged)->count(), 1);
        // A tile opens its rows.
        tile(ImportStatus::Unreadable)->click();
        auto *table = dialog->findChild<TableView *>(u"importTable"_s);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(1, 0).data().toString(),
                 QString::number(customers.size() + 4));
        QCOMPARE(table->model()->index(1, 4).data().toString(), u"A quote is not closed"_s);
        QVERIFY(fixture.view().page()->model()->total() == members);

        go->click();
        auto *result = dialog->findChild<QLabel *>(u"resultText"_s);
        QTRY_VERIFY_WITH_TIMEOUT(result->text().startsWith(QLocale().toString(adding)), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.view().page()->model()->total(), members + adding,
                                  20'000);

        fixture.nextFile = fixture.filePath(u"result.csv"_s);
        dialog->findChild<QPushButton *>(u"saveResult"_s)->click();
        QFile saved(fixture.nextFile);
        QTRY_VERIFY(saved.exists());
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray lines = saved.readAll();
        QVERIFY(lines.contains("Kundennr.;E-Mail;Umsatz;Status;Reason\r\n"));
        QCOMPARE(lines.count(";changed;"), adding);

        // Columns are remembered for files with this header, and a file that is dropped anywhere is
        // imported.
        go->click();
        QTRY_VERIFY(!fixture.dialog<ImportDialog>());
        const auto drop = [&fixture, &file] {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file.fileName())});
            QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&fixture.view(), &enter);
            QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&fixture.view(), &event);
            return fixture.dialog<ImportDialog>();
        };
        dialog = drop();
        QVERIFY(dialog);
        auto *role = dialog->findChild<QComboBox *>(u"role0"_s);
        QCOMPARE(role->currentText(), u"Match by customer ID"_s);
        role->setCurrentText(u"Not used"_s);
        go = dialog->findChild<QPushButton *>(u"goButton"_s);
        go->click();
        go->click();
        dialog->reject();
        QTRY_VERIFY(!fixture.dialog<ImportDialog>());
        dialog = drop();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QComboBox *>(u"role0"_s)->currentText(), u"Not used"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"role1"_s)->currentText(), u"Match by e-mail"_s);
    }

    void makingASegmentEqualAsksForTheNumber()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(segmentsReady(fixture));
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(Place::of(id));
        QVERIFY(tableReady(fixture));
        const qint64 members = fixture.view().page()->model()->total();
        std::optional<Page<ShopperProfile>> page;
        QObject context;
        fixture.session().interactive().listMembers(
            id, {1, 1}, &context, [&page](const Result<Page<ShopperProfile>> &answer) {
                if (answer)
                    page = *answer;
            });
        QTRY_VERIFY(page);
        QFile file(fixture.filePath(u"one.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Customer ID\n" + QByteArray::number(toNumber(page->items.first().customerId))
                   + "\n");
        file.close();

        fixture.view().importFile(file.fileName());
        auto *dialog = fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        go->click();
        dialog->findChild<QAbstractButton *>(u"modeEqual"_s)->click();
        go->click();
        QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), 20'000);
        go->click();
        QTRY_VERIFY(fixture.dialog<TypedConfirm>());
        auto *confirm = fixture.dialog<TypedConfirm>();
        QVERIFY(!confirm->dangerButton()->isEnabled());
        QCOMPARE(fixture.session().jobs().jobs().size(), 0);
        confirm->field()->setText(QString::number(members - 1));
        confirm->dangerButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.view().page()->model()->total(), 1, 20'000);
    }

    void searchFindsPeopleLive()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(tableReady(fixture));
        const Person person = *fixture.view().page()->model()->rowAt(5);
        auto *search = fixture.find<QLineEdit>(u"searchField"_s);
        QTest::keyClick(&fixture.window(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, person.customer.email);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.view().place(), Place::search(person.customer.email),
                                  5000);
        PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY(model->state() == PagedTableModelBase::State::Ready && model->rowAt(0));
        QCOMPARE(model->total(), 1);
        QCOMPARE(model->rowAt(0)->customerId, person.customerId);
        search->clear();
        QTRY_COMPARE(fixture.view().place(), Place::allProfiles());
    }

    void failsInWordsAndRetries()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(tableReady(fixture));
        QVERIFY(segmentsReady(fixture));
        sandbox::Fault html;
        html.path = QRegularExpression(u"shopper-profiles$"_s);
        html.status = 200;
        html.body = "<html>Sign in</html>";
        html.contentType = "text/html";
        html.count = -1;
        fixture.store().setFaults({html});
        fixture.view().open(Place::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE_WITH_TIMEOUT(state->state(), StateView::State::Failed, 20'000);
        fixture.store().setFaults({});
        const QList<QPushButton *> buttons = state->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QVERIFY(tableReady(fixture));
    }

    void readOnlyTokenSaysWhatIsMissing()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open(sandbox::Options().readOnlyToken));
        QVERIFY(segmentsReady(fixture));
        fixture.view().open(Place::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE_WITH_TIMEOUT(state->state(), StateView::State::Failed, 20'000);
        QStringList texts;
        const QList<QLabel *> labels = state->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts.append(label->text());
        QVERIFY2(texts.join(u' ').contains(u"modify"), qPrintable(texts.join(u' ')));
        // Counts of members are not asked for again and again.
        QTRY_COMPARE(fixture.view()
                         .segments()
                         .index(0)
                         .data(SegmentListModel::CountStateRole)
                         .value<SegmentListModel::CountState>(),
                     SegmentListModel::CountState::Denied);
    }

    void everyControlHasAName()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(tableReady(fixture));
        QStringList unnamed;
        const QList<QWidget *> widgets = fixture.window().findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (widget->accessibleName().isEmpty() && (!button || button->text().isEmpty())
                && widget->toolTip().isEmpty())
                unnamed.append(QString::fromLatin1(widget->metaObject()->className()) + u' '
                               + widget->objectName());
        }
        QCOMPARE(unnamed, QStringList());
    }

    void narrowWindowDropsColumnsAndRemembers()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open({}, {1440, 900}));
        QVERIFY(tableReady(fixture));
        PeopleTable *table = fixture.view().page()->table();
        QVERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(fixture.view().page()->makeSomebodyCurrent());
        QVERIFY(fixture.view().isDetailsOpen());
        fixture.window().resize(960, 600);
        QTRY_VERIFY(table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Email)));
        QVERIFY(!fixture.view().isDetailsOpen());
        fixture.view().setDetailsOpen(true); // by hand, for now
        QVERIFY(fixture.view().isDetailsOpen());
        fixture.window().resize(1440, 900);
        QTRY_VERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(fixture.view().isDetailsOpen());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
