// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window says of changes that ended, and how it undoes them.

#include "models/api/storeapi.h"
#include "models/changes/history.h"
#include "models/jobs/jobqueue.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historymodel.h"
#include "ui/activity/historypage.h"
#include "ui/activity/outcomedialog.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/stepdialog.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/stateview.h"
#include "ui/people/peoplepage.h"
#include "ui/window/placeactions.h"
#include "ui/words/jobwords.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomeCanBeLookedAtAndSaved()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        QVERIFY(fixture.waitForTable());
        for (const int row : {0, 1, 3})
            fixture.view().page()->table()->toggleRow(row);
        fixture.view().placeActions().removeSelected();
        QVERIFY(fixture.waitForMessage(u"3"_s));
        fixture.view().commands().history().showOutcome(fixture.session().jobs().jobs().first());
        auto *dialog = fixture.dialog<OutcomeDialog>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableView *>(u"outcomeTable"_s);
        QCOMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(table->model()->index(0, 2).data().toString().contains(u'@'));
        fixture.nextFile = fixture.filePath(u"outcome.csv"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"outcomeSave"_s), Qt::LeftButton);
        QVERIFY(fixture.waitForMessage(u"outcome.csv"_s));
        QFile file(fixture.nextFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 4);
    }

    void historyShowsWhatWasDoneAndTakesItBack()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        auto *action = fixture.find<QAction>(u"actionHistory"_s);
        action->trigger();
        QVERIFY(fixture.view().isHistoryOpen());
        QCOMPARE(fixture.view().history()->model()->rowCount(), 0);
        QTRY_COMPARE(fixture.view().history()->findChild<StateView *>()->state(),
                     StateView::State::Empty);
        QTest::keyClick(fixture.view().history()->list(), Qt::Key_Escape);
        QVERIFY(!fixture.view().isHistoryOpen());

        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QVERIFY(fixture.waitForTable());
        const qint64 before = fixture.membersOf(vip);
        for (const int row : {0, 1, 3})
            fixture.view().page()->table()->toggleRow(row);
        fixture.view().placeActions().removeSelected();
        QVERIFY(fixture.waitForMessage(u"3"_s));

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
        QTRY_VERIFY(QFile::exists(fixture.nextFile)); // it is synced to the disk

        QTest::mouseClick(undo, Qt::LeftButton);
        // The row that is shown stays shown; it says why it cannot be taken back again.
        QTRY_COMPARE(page->model()->rowCount(), 3);
        QVERIFY(fixture.waitForJobs());
        QTRY_COMPARE(page->model()->index(1).data().toString(),
                     u"Undone: people added back to VIP"_s);
        QCOMPARE(page->list()->currentIndex().row(), 2);
        const QString undone = page->model()->index(2).data(DetailRole).toString();
        QVERIFY2(undone.contains(u"3 people"_s) && undone.contains(u"undone "_s),
                 qPrintable(undone));
        QTRY_VERIFY(!undo->isEnabled());
        QVERIFY(!undo->toolTip().isEmpty());
        QCOMPARE(fixture.membersOf(vip), before);

        page->model()->setFilter(u"undone: people"_s);
        QCOMPARE(page->model()->rowCount(), 2);
        fixture.view().open(PeopleListKey::allProfiles());
        QVERIFY(!fixture.view().isHistoryOpen());
    }

    /// What an earlier run of the program did is in the journal.
    void historyOfAnEarlierRun()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QVERIFY(fixture.waitForTable());
        const qint64 before = fixture.membersOf(vip);
        fixture.view().page()->table()->toggleRow(0);
        fixture.view().placeActions().removeSelected();
        QVERIFY(fixture.waitForMessage(u"Removed 1 person"_s));
        fixture.view().commands().segments().renameSegment(vip, u"Very important"_s);
        QVERIFY(fixture.waitForMessage(u"Renamed"_s));

        QVERIFY(fixture.open()); // the program is started again
        QVERIFY(fixture.waitForSegments());
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
        QVERIFY(fixture.confirmStep());
        QTRY_COMPARE(page->model()->rowCount(), 4);
        QVERIFY(fixture.waitForJobs());
        page->list()->setCurrentIndex(page->model()->index(3));
        QTRY_VERIFY(undo->isEnabled());
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(fixture.confirmStep());
        QTRY_COMPARE(fixture.membersOf(vip), before);
        QVERIFY(!fixture.segmentNamed(u"VIP"_s).isNull());
    }

    /// Over 500 people, undo, redo and another try show their plan first, from wherever.
    void undoOfManyShowsItsPlan()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        StoreCommands &commands = fixture.view().commands();
        Plan plan;
        plan.operation = Operation::AddMembers;
        plan.segmentId = fixture.segmentNamed(u"VIP"_s);
        plan.segmentName = u"VIP"_s;
        const qint64 before = fixture.membersOf(plan.segmentId);
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
        QVERIFY(fixture.waitForJobs());
        const qint64 all = fixture.membersOf(plan.segmentId);

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
        QCOMPARE(fixture.membersOf(plan.segmentId), all);

        commands.history().undo();
        QVERIFY(fixture.confirmStep());
        QTRY_VERIFY(fixture.session().history().canRedo());
        QCOMPARE(fixture.membersOf(plan.segmentId), before);
        commands.history().redo();
        QVERIFY(fixture.confirmStep());
        QTRY_VERIFY(fixture.session().history().canUndo());
        QCOMPARE(fixture.membersOf(plan.segmentId), all);

        // What was cancelled continues with the others, after their plan as well.
        commands.history().retry(plan, JobResult::Cancelled);
        auto *dialog = fixture.dialog<StepDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QPushButton *>(u"runPlan"_s)->text(),
                 words::retryText(JobResult::Cancelled, plan.items.size()));
        dialog->reject();
    }

    /// A store that says yes and does nothing: reading back finds it out, and the window says so.
    void readBackIsShown()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QVERIFY(fixture.waitForTable());
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        sandbox::Fault lie;
        lie.method = u"POST"_s;
        lie.path = QRegularExpression(u"/shopper-profiles$"_s);
        lie.status = 201;
        lie.body = "{\"data\":[],\"meta\":{}}";
        fixture.store().setFaults({lie});
        fixture.view().page()->selectAll();
        fixture.view().commands().members().addTo(vip, fixture.view().page()->selection());
        QTRY_VERIFY(fixture.dialog<PlanDialog>());
        QTest::keyClick(fixture.dialog<PlanDialog>(), Qt::Key_Return);
        QVERIFY(fixture.waitForMessage(u"50 are not members"_s));
        fixture.view().commands().history().showOutcome(fixture.session().jobs().jobs().first());
        auto *outcome = fixture.dialog<OutcomeDialog>();
        QVERIFY(outcome);
        auto *tile = outcome->findChild<QAbstractButton *>(u"outcomeTileDifferent"_s);
        QVERIFY(tile);
        QTest::mouseClick(tile, Qt::LeftButton);
        const auto *table = outcome->findChild<QTableView *>(u"outcomeTable"_s);
        QCOMPARE(table->model()->rowCount(), 50);
        QVERIFY(table->model()->index(0, 4).data().toString().contains(u"not a member"));
    }
};

QTEST_MAIN(TestResults)
#include "tst_results.moc"
