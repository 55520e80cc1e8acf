// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window does with segments: opens, filters, creates, renames, moves, merges, deletes.

#include "models/api/storeapi.h"
#include "models/changes/history.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historymodel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestSegments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSegmentsAndFiltersThem()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        SidebarModel *model = fixture.view().sidebar()->model();
        const QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 2 + 12);
        QCOMPARE(fixture.labelText(u"segmentCountLabel"_s), u"12 of 1,000"_s);
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
        QCOMPARE(fixture.view().place(), PeopleListKey::allProfiles());
    }

    void opensSegmentsWithTheKeyboard()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
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
        QVERIFY(fixture.waitForSegments());
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
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::of(id));
        // Empty says what to do next.
        QTRY_COMPARE(fixture.view().page()->findChild<StateView *>()->state(),
                     StateView::State::Empty);

        fixture.view().commands().segments().renameSegment(id, u"Tokyo"_s);
        QTRY_COMPARE(fixture.view().segments().nameOf(id), u"Tokyo"_s);
        QVERIFY(fixture.waitForJobs());
        QTRY_VERIFY(fixture.session().history().canUndo());
        fixture.view().commands().history().undo();
        QTRY_COMPARE(fixture.view().segments().nameOf(id), u"Tokyo pop-up <b>2026</b>"_s);
        QVERIFY(fixture.waitForJobs());

        fixture.view().commands().segments().deleteSegment(id);
        QTRY_VERIFY(fixture.dialog<TypedConfirm>());
        auto *confirm = fixture.dialog<TypedConfirm>();
        // It has no members: nothing need be typed.
        QTRY_VERIFY(!confirm->isTyped());
        QTRY_VERIFY(confirm->dangerButton()->isEnabled());
        QVERIFY(!confirm->field()->isVisible());
        // Enter is never the dangerous one.
        QVERIFY(!confirm->dangerButton()->isDefault());
        QTest::mouseClick(confirm->dangerButton(), Qt::LeftButton);
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::allProfiles());
        QVERIFY(!fixture.view().segments().segment(id));
    }

    void movesDuplicatesAndMerges()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        StoreCommands &commands = fixture.view().commands();
        MessageBar *bar = fixture.view().page()->messageBar();
        const SegmentId from =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        const QString fromName = fixture.view().segments().nameOf(from);
        const qint64 members = fixture.membersOf(from);
        QVERIFY(members >= 2);

        // Duplicate: the same members under another name.
        commands.segments().duplicateSegment(from);
        auto *dialog = fixture.dialog<SegmentDialog>();
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.segmentNamed(fromName + u" copy"_s).isNull());
        const SegmentId copy = fixture.segmentNamed(fromName + u" copy"_s);
        QVERIFY(fixture.waitForJobs());
        QCOMPARE(fixture.membersOf(copy), members);

        // A move of two out of the copy is one step: one undo puts them back and takes them out.
        commands.segments().emptySegment(copy);
        QVERIFY(fixture.typeNumber(members));
        QVERIFY(fixture.waitForMessage(u"Removed"_s));
        fixture.view().open(PeopleListKey::of(from));
        QVERIFY(fixture.waitForTable());
        PeopleTable *table = fixture.view().page()->table();
        table->selectionModel()->select(
            QItemSelection(table->model()->index(0, 0),
                           table->model()->index(1, PeopleTableModel::columns - 1)),
            QItemSelectionModel::ClearAndSelect);
        commands.members().moveTo(copy, fixture.view().page()->selection());
        QVERIFY(fixture.waitForMessage(u"Moved 2 people from %1 to %1 copy"_s.arg(fromName)));
        {
            // One row in the history, and what undoes it one as well.
            const HistoryModel history(fixture.session());
            QTRY_VERIFY(history.item(1) && history.item(1)->end);
            QCOMPARE(history.index(1).data().toString(),
                     u"Moved 2 people from %1 to %1 copy"_s.arg(fromName));
            QCOMPARE(history.item(1)->parts.size(), 2);
        }
        QCOMPARE(fixture.membersOf(from), members - 2);
        QCOMPARE(fixture.membersOf(copy), 2);
        commands.history().undo();
        QVERIFY(fixture.waitForMessage(u"back to %1"_s.arg(fromName)));
        QCOMPARE(fixture.membersOf(from), members);
        QCOMPARE(fixture.membersOf(copy), 0);

        // Merge: asks for the number, deletes the source, and one undo brings it back.
        commands.segments().mergeInto(from, copy);
        QVERIFY(fixture.typeNumber(members));
        QVERIFY2(fixture.waitForMessage(u"Merged %1 into %1 copy"_s.arg(fromName)),
                 qPrintable(bar->text()));
        QTRY_VERIFY(!fixture.view().segments().segment(from));
        QCOMPARE(fixture.membersOf(copy), members);
        commands.history().undo();
        QVERIFY(fixture.waitForMessage(u"restored"_s));
        QTRY_VERIFY(!fixture.segmentNamed(fromName).isNull());
        QCOMPARE(fixture.membersOf(fixture.segmentNamed(fromName)), members);
        QCOMPARE(fixture.membersOf(copy), 0);
        QVERIFY(bar->isVisible());
    }

    void segmentDeletedElsewhere()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        bool deleted = false;
        QObject context;
        fixture.session().interactive().deleteSegments(
            *NonEmpty<QList<SegmentId>>::from({id}), &context,
            [&deleted](const Result<WriteReport> &answer) { deleted = answer.has_value(); });
        QTRY_VERIFY(deleted);
        fixture.view().page()->refresh(); // only the page: the list of segments does not know yet
        QVERIFY(fixture.waitForMessage(u"no longer in the store"_s));
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::allProfiles());
        QVERIFY(fixture.waitForTable());
        QVERIFY(fixture.view().page()->messageBar()->isShowing());
    }
};

QTEST_MAIN(TestSegments)
#include "tst_segments.moc"
