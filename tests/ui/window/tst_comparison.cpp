// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Comparing and combining segments, by the local copy.

#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/copyfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/theme.h"
#include "ui/kit/upsetwidget.h"
#include "ui/overlap/combinepane.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void severalSegmentsAreComparedAndCombined()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        SegmentListView *list = fixture.view().sidebar()->list();
        const SidebarModel *rows = fixture.view().sidebar()->model();
        const QList<SegmentId> ids = fixture.largest();
        const PeopleListKey before = fixture.view().place();
        const auto click = [&](SegmentId id, Qt::KeyboardModifiers keys) {
            const QModelIndex index = rows->index(rows->rowOf(PeopleListKey::of(id)));
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, keys,
                              list->visualRect(index).center());
        };
        list->clearSelection();
        click(ids.at(0), Qt::ControlModifier);
        click(ids.at(1), Qt::ControlModifier);
        QCOMPARE(fixture.view().place(), before); // chosen, not opened
        QCOMPARE(list->selectedSegments().size(), 2);

        const QModelIndex index = rows->index(rows->rowOf(PeopleListKey::of(ids.at(0))));
        QContextMenuEvent menuEvent(
            QContextMenuEvent::Mouse, list->visualRect(index).center(),
            list->viewport()->mapToGlobal(list->visualRect(index).center()));
        QApplication::sendEvent(list->viewport(), &menuEvent);
        QMenu *menu = nullptr;
        QTRY_VERIFY(menu = fixture.find<QMenu>(u"segmentsMenu"_s));
        menu->findChild<QAction *>(u"compareAction"_s)->trigger();
        menu->close();
        QVERIFY(fixture.view().isOverlapOpen());
        QTRY_VERIFY(fixture.view().combine()->count());
        QCOMPARE(fixture.window().windowTitle(), u"Compare 2 segments – Segment Desk"_s);

        PeopleFilter both;
        both.segments.of = {ids.at(0), ids.at(1)};
        both.segments.atLeast = 2;
        const qint64 expected = fixture.countOf(both);
        QVERIFY(expected > 0);
        QCOMPARE(fixture.view().combine()->count(), expected);

        // Saved, it is a segment of exactly these people.
        fixture.find<QLineEdit>(u"combineName"_s)->setText(u"In both"_s);
        fixture.find<QPushButton>(u"combineMake"_s)->click();
        QTRY_VERIFY(!fixture.segmentNamed(u"In both"_s).isNull());
        const SegmentId made = fixture.segmentNamed(u"In both"_s);
        QTRY_COMPARE(fixture.membersOf(made), expected);
        QVERIFY(fixture.view().isOverlapOpen()); // who combines continues to combine
        // One entry, and one undo takes the segment back.
        History &history = fixture.session().history();
        QTRY_VERIFY(history.canUndo());
        QCOMPARE(history.entries().size(), 1);
        QTRY_VERIFY(fixture.view().overlap()->messageBar()->isShowing());
        fixture.view().commands().history().undo();
        QTRY_VERIFY(fixture.segmentNamed(u"In both"_s).isNull());
        QTRY_VERIFY(!history.canUndo());
    }

    /// The selection of the list is the comparison, as it is made.
    void theListIsTheComparison()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        SegmentListView *list = fixture.view().sidebar()->list();
        const SidebarModel *rows = fixture.view().sidebar()->model();
        const OverlapPage &page = *fixture.view().overlap();
        const QList<SegmentId> ids = fixture.largest();
        const auto place = [&](SegmentId id) {
            return list->visualRect(rows->index(rows->rowOf(PeopleListKey::of(id)))).center();
        };
        const auto click = [&](SegmentId id, Qt::KeyboardModifiers keys = {}) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, keys, place(id));
        };
        const auto sameAs = [&] {
            const QList<SegmentId> selected = list->selectedSegments();
            return QSet<SegmentId>(selected.cbegin(), selected.cend())
                == QSet<SegmentId>(page.selected().cbegin(), page.selected().cend());
        };
        auto *compare = fixture.find<QAction>(u"actionCompareSegments"_s);
        fixture.view().compare({ids.at(0), ids.at(1)});
        QVERIFY(sameAs());
        QVERIFY(compare->isChecked());

        click(ids.at(2), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(0), ids.at(1), ids.at(2)}));
        QVERIFY(fixture.view().isOverlapOpen());
        QCOMPARE(fixture.window().windowTitle(), u"Compare 3 segments – Segment Desk"_s);
        QTRY_COMPARE(page.plot()->data().sets.size(), 3);
        click(ids.at(0), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2)}));
        QVERIFY(sameAs());
        // Twice quickly: away and back.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, place(ids.at(2)));
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, place(ids.at(2)));
        QVERIFY(fixture.view().isOverlapOpen());
        QVERIFY(sameAs());

        // Down to one and to none, and up again.
        fixture.view().compare({ids.at(1)});
        QVERIFY(fixture.view().isOverlapOpen());
        click(ids.at(1), Qt::ControlModifier);
        QVERIFY(page.shown().isEmpty());
        QVERIFY(fixture.view().isOverlapOpen());
        QCOMPARE(fixture.window().windowTitle(), u"Compare segments – Segment Desk"_s);
        click(ids.at(1), Qt::ControlModifier);
        click(ids.at(2), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2)}));

        // What is no segment is not compared, and does not stay selected.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          list->visualRect(rows->index(0)).center());
        QVERIFY(fixture.view().isOverlapOpen());
        QCOMPARE(page.shown().size(), 2);
        QVERIFY(!list->selectionModel()->isSelected(rows->index(0)));

        // By keys: Shift and the arrows, Ctrl+Space.
        list->setFocus();
        const int first = rows->firstSegmentRow();
        QTest::keyClick(list, Qt::Key_Home, Qt::ControlModifier);
        for (int row = 0; row < first + 1; ++row)
            QTest::keyClick(list, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(list->currentIndex().row(), first + 1);
        QVERIFY(fixture.view().isOverlapOpen());
        const bool had = list->selectionModel()->isSelected(list->currentIndex());
        QTest::keyClick(list, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(list->selectionModel()->isSelected(list->currentIndex()) != had);
        QVERIFY(sameAs());
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(fixture.view().isOverlapOpen());
        QVERIFY(page.selected().size() > 1);
        QVERIFY(sameAs());

        // The other way: a chip goes, the row is let go.
        fixture.view().compare(ids.mid(0, 3));
        QTest::keyClick(page.findChildren<ChipButton *>().first(), Qt::Key_Delete);
        QCOMPARE(page.shown(), ids.mid(1, 2));
        QVERIFY(sameAs());

        // A filter hides rows; what they stand for stays in the comparison.
        fixture.view().sidebar()->filter()->setText(fixture.view().segments().nameOf(ids.at(5)));
        QCOMPARE(page.shown(), ids.mid(1, 2));
        click(ids.at(5), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2), ids.at(5)}));
        fixture.view().sidebar()->filter()->clear();
        QVERIFY(sameAs());

        // A menu or a press that leads nowhere changes nothing.
        QTest::mouseClick(list->viewport(), Qt::RightButton, {}, place(ids.at(4)));
        QTest::mousePress(list->viewport(), Qt::LeftButton, {}, place(ids.at(4)));
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, place(ids.at(3)));
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2), ids.at(5)}));
        QVERIFY(sameAs());

        // Escape goes back; the same is compared again.
        const PeopleListKey before = fixture.view().place();
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!fixture.view().isOverlapOpen());
        QVERIFY(!compare->isChecked());
        QCOMPARE(fixture.view().place(), before);
        QCOMPARE(list->selectedSegments().size(), 3);
        compare->trigger();
        QVERIFY(fixture.view().isOverlapOpen());
        QCOMPARE(page.shown().size(), 3);
        QVERIFY(page.shown().contains(ids.at(5)));
        // A click opens, as ever.
        click(ids.at(3));
        QVERIFY(!fixture.view().isOverlapOpen());
        QCOMPARE(fixture.view().place(), PeopleListKey::of(ids.at(3)));
    }

    void combinedPeopleAreShown()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const QList<SegmentId> ids = fixture.largest().mid(0, 3);
        fixture.view().compare(ids);
        QTRY_VERIFY(fixture.view().combine()->count());
        fixture.view().combine()->setMode(CombinePane::Mode::AtLeast);
        const qint64 count = *fixture.view().combine()->count();
        PeopleFilter filter;
        filter.segments.of = fixture.view().overlap()->shown();
        filter.segments.atLeast = 2;
        QCOMPARE(count, fixture.countOf(filter));
        fixture.find<QPushButton>(u"combineShow"_s)->click();
        QVERIFY(!fixture.view().isOverlapOpen());
        QTRY_COMPARE(fixture.page().model()->total(), count);
    }

    void thePictureIsSaved()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.view().compare(fixture.largest().mid(0, 4));
        QTRY_VERIFY(fixture.view().combine()->count());
        fixture.nextFile = fixture.filePath(u"overlap.png"_s);
        fixture.find<QPushButton>(u"overlapSave"_s)->click();
        // Said where it can be seen, with the way to the file, once it is there.
        const MessageBar *bar = fixture.view().overlap()->messageBar();
        QTRY_VERIFY(bar->isVisible());
        const QImage picture(fixture.nextFile);
        QVERIFY(picture.width() > 400);
        QCOMPARE(picture.pixelColor(2, 2), Theme::light().base);
        QCOMPARE(bar->text(), u"Saved overlap.png"_s);
        QVERIFY(bar->findChild<LinkButton *>());
    }
};

QTEST_MAIN(TestComparison)
#include "tst_comparison.moc"
