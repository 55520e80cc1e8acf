// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window does with people: adds, removes, selects, finds, shows, creates and deletes
// profiles.

#include "models/api/storeapi.h"
#include "models/changes/history.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historymodel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/stateview.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"

#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsByDroppingAndTakesBack()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QVERIFY(fixture.waitForTable());
        fixture.view().commands().segments().newSegment();
        auto *dialog = fixture.dialog<SegmentDialog>();
        dialog->setName(u"Dropped"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.segmentNamed(u"Dropped"_s).isNull());
        const SegmentId id = fixture.segmentNamed(u"Dropped"_s);
        QVERIFY(fixture.waitForJobs());
        fixture.view().open(PeopleListKey::allProfiles());
        QVERIFY(fixture.waitForTable());

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
                                 fixture.view().sidebar()->model()->rowOf(PeopleListKey::of(id))))
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

        QVERIFY(fixture.waitForMessage(u"120"_s));
        QCOMPARE(fixture.membersOf(id), 120);
        // Dropping on "All profiles" makes no sense and says so.
        const QPoint first = list->visualRect(fixture.view().sidebar()->model()->index(0)).center();
        QDragMoveEvent wrong(first, Qt::CopyAction, &carried, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &wrong);
        QVERIFY(!wrong.isAccepted());

        fixture.view().commands().history().undo();
        QTRY_COMPARE(fixture.session().jobs().isBusy(), false);
        QTRY_VERIFY(fixture.session().history().canRedo());
        QCOMPARE(fixture.membersOf(id), 0);
        fixture.view().commands().history().redo();
        // It first asks whether the segment is still there; then it is a job like any other.
        QTRY_VERIFY(fixture.session().history().canUndo()
                    && !fixture.session().history().canRedo());
        QCOMPARE(fixture.membersOf(id), 120);
    }

    void removesWithDelAndDeletesNoOne()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id = fixture.segmentNamed(u"VIP"_s);
        QVERIFY(!id.isNull());
        const qint64 before = fixture.membersOf(id);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        PeopleTable *table = fixture.view().page()->table();
        table->setFocus();
        for (const int row : {0, 2, 4})
            table->toggleRow(row);
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(fixture.waitForMessage(u"3"_s));
        QCOMPARE(fixture.membersOf(id), before - 3);
        QTRY_COMPARE(fixture.view().page()->model()->total(), before - 3);
        // The selection does not slide onto others.
        QCOMPARE(table->selectedRowCount(), 0);
    }

    void selectAllIsReallyAllAndUntickingLeavesOneOut()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QVERIFY(fixture.waitForTable());
        const qint64 all = fixture.view().page()->model()->total();
        QVERIFY(all > 3 * maxPageSize); // most rows are not loaded
        QTest::keyClick(&fixture.window(), Qt::Key_A, Qt::ControlModifier);
        PeopleTable *table = fixture.view().page()->table();
        QCOMPARE(table->selectedRowCount(), all);
        table->toggleRow(1);
        QCOMPARE(fixture.view().page()->selection().count, all - 1);
        const PersonRef spared{fixture.view().page()->model()->rowAt(1)->customerId,
                               *fixture.view().page()->model()->rowAt(1)->profileId()};

        fixture.view().commands().segments().newSegment(u"Nearly all"_s,
                                                        fixture.view().page()->selection());
        // How many they are is said before.
        auto *dialog = fixture.dialog<SegmentDialog>();
        QCOMPARE(dialog->findChild<QPushButton *>(u"submitButton"_s)->text(),
                 u"Create segment with %1 people"_s.arg(QLocale().toString(all - 1)));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(fixture.session().jobs().jobs().size(), 1);
        QVERIFY(fixture.waitForJobs());
        const SegmentId id = fixture.segmentNamed(u"Nearly all"_s);
        QCOMPARE(fixture.session().history().entries().size(), 1); // one entry, one undo
        QCOMPARE(fixture.membersOf(id), all - 1);
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
        QVERIFY(fixture.waitForSegments());
        const SegmentId id = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
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
        const qint64 before = fixture.membersOf(id);
        QTest::keyClick(vip, Qt::Key_Delete);
        QVERIFY(fixture.waitForMessage(u"VIP"_s));
        QCOMPARE(fixture.membersOf(id), before - 1);
    }

    void createsProfilesForTypedIds()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        fixture.view().open(PeopleListKey::withoutProfile());
        PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY(model->state() == PagedTableModelBase::State::Ready && model->rowAt(2));
        QTRY_COMPARE(model->total(), 100); // one of 20 has none
        QStringList ids;
        for (int row = 0; row < 3; ++row)
            ids.append(QString::number(toNumber(model->rowAt(row)->customerId)));
        fixture.view().commands().profiles().createProfiles();
        auto *dialog = fixture.dialog<CreateProfilesDialog>();
        QVERIFY(dialog);
        dialog->setText(ids.join(u", "_s) + u"\nno number\n"_s);
        auto *create = dialog->findChild<QPushButton *>(u"createButton"_s);
        QVERIFY(create);
        QTRY_VERIFY(create->isEnabled());
        QTest::mouseClick(create, Qt::LeftButton);
        QVERIFY(fixture.waitForMessage(u"3"_s));
        QTRY_COMPARE(model->total(), 97);
    }

    void deletesAProfileAfterItWasAsked()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForTable());
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
        QTRY_COMPARE(model->total(), before - 1);
    }

    void searchFindsPeopleLive()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForTable());
        const Person person = *fixture.view().page()->model()->rowAt(5);
        auto *search = fixture.find<QLineEdit>(u"searchField"_s);
        QTest::keyClick(&fixture.window(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, person.customer.email);
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::search(person.customer.email));
        PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY(model->state() == PagedTableModelBase::State::Ready && model->rowAt(0));
        QCOMPARE(model->total(), 1);
        QCOMPARE(model->rowAt(0)->customerId, person.customerId);
        search->clear();
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::allProfiles());
    }
};

QTEST_MAIN(TestMembers)
#include "tst_members.moc"
