// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window can do from the moment that the local copy is whole.

#include "models/api/storeapi.h"
#include "models/domain/utc.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/combinepane.h"
#include "ui/detailspane.h"
#include "ui/dialogs/applysearchdialog.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/filterbar.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/theme.h"
#include "ui/kit/undobar.h"
#include "ui/kit/upsetwidget.h"
#include "ui/noticebar.h"
#include "ui/overlappage.h"
#include "ui/peoplepage.h"
#include "ui/savedsearches.h"
#include "ui/segmentsidebar.h"
#include "ui/sidebarmodel.h"
#include "ui/storecommands.h"

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// The window with a copy of its store, whole unless said otherwise.
class Desk
{
public:
    bool open(bool whole = true)
    {
        if (!fixture.open())
            return false;
        const auto ready = [this] {
            return fixture.view().segments().state() == SegmentListModel::State::Ready
                && page().model()->state() == PagedTableModelBase::State::Ready;
        };
        if (!QTest::qWaitFor(ready, 20'000) || !copy.read(fixture.session().background()))
            return false;
        fixture.view().sources().setCopy(copy.functions());
        if (whole)
            complete();
        return !whole || waitForTable();
    }

    void complete()
    {
        PeopleSources::Status status;
        status.state = PeopleSources::State::Complete;
        status.readAt = QDateTime::currentDateTimeUtc();
        fixture.view().sources().setStatus(status);
    }

    bool waitForTable()
    {
        return QTest::qWaitFor(
            [this] {
                return page().model()->state() != PagedTableModelBase::State::Loading
                    && (page().model()->rowCount() == 0 || page().model()->rowAt(0));
            },
            20'000);
    }

    qint64 countOf(const PeopleFilter &filter) const { return copy.people({filter}).size(); }
    /// The segments with the most members, largest first.
    QList<SegmentId> largest() const
    {
        QHash<SegmentId, int> members;
        for (const Person &person : copy.everybody()) {
            for (const SegmentId &id : person.customer.segmentIds.value_or(QList<SegmentId>()))
                ++members[id];
        }
        QList<SegmentId> ids = members.keys();
        std::sort(ids.begin(), ids.end(),
                  [&members](SegmentId a, SegmentId b) { return members[a] > members[b]; });
        return ids;
    }
    PeoplePage &page() const { return *fixture.view().page(); }
    StoreView &view() const { return fixture.view(); }

    /// Members as the store itself says.
    qint64 membersOf(SegmentId segment)
    {
        QObject context;
        qint64 members = -1;
        memberCount(fixture.session().interactive(), segment, &context,
                    [&members](const Result<qint64> &answer) { members = answer.value_or(-2); });
        (void)QTest::qWaitFor([&members] { return members != -1; }, 20'000);
        return members;
    }

    WindowFixture fixture;
    MemoryCopy copy;
};

void type(Desk &desk, const QString &text)
{
    auto *field = desk.fixture.find<SearchField>(u"searchField"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

} // namespace

class TestCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void withoutTheCopyItIsSaidWhyNot()
    {
        Desk desk;
        QVERIFY(desk.open(false));
        PeopleSources::Status status;
        status.state = PeopleSources::State::Reading;
        status.read = 1000;
        status.total = 2000;
        status.left = std::chrono::seconds(20);
        desk.view().sources().setStatus(status);
        QCOMPARE(desk.fixture.find<QLabel>(u"statusAge"_s)->text(),
                 u"Reading the store: 1,000 of 2,000, 20 s left"_s);
        auto *filter = desk.fixture.find<QPushButton>(u"filterButton"_s);
        QVERIFY(!filter->isEnabled());
        QVERIFY(filter->toolTip().contains(u"1,000 of 2,000"_s));
        auto *compare = desk.fixture.find<QToolButton>(u"compareButton"_s);
        QVERIFY(!compare->isEnabled());
        QCOMPARE(compare->toolTip(), filter->toolTip());
        // The table is the live one, in the store's order.
        QVERIFY(!desk.page().table()->tableHeader()->isSortIndicatorShown());
        Q_EMIT desk.page().table()->tableHeader()->sectionClicked(
            int(PeopleTableModel::Column::Name));
        QVERIFY(desk.page().undoBar()->isShowing());
        desk.view().compare(desk.largest().mid(0, 2));
        QVERIFY(!desk.view().isOverlapOpen());

        // A copy that grows makes nobody read the store again.
        QSignalSpy again(&desk.view().sources(), &PeopleSources::changed);
        desk.view().sources().copyChanged();
        QCOMPARE(again.count(), 0);

        desk.complete();
        desk.view().sources().copyChanged();
        QCOMPARE(again.count(), 1);
        QVERIFY(filter->isEnabled());
        QVERIFY(compare->isEnabled());
        QVERIFY(desk.page().table()->tableHeader()->isSortIndicatorShown());
        QTRY_COMPARE(desk.fixture.find<QLabel>(u"statusAge"_s)->text(),
                     u"Local copy updated just now"_s);
    }

    void searchesAsOneTypes()
    {
        Desk desk;
        QVERIFY(desk.open());
        const SegmentId segment = desk.largest().first();
        desk.view().open(Place::of(segment));
        QVERIFY(desk.waitForTable());
        type(desk, u"an"_s);
        PeopleFilter inSegment;
        inSegment.text = u"an"_s;
        inSegment.memberOf = segment;
        PeopleFilter everywhere = inSegment;
        everywhere.memberOf.reset();
        QVERIFY(desk.countOf(inSegment) > 0);
        QVERIFY(desk.countOf(inSegment) < desk.countOf(everywhere));
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(inSegment));
        auto *all = desk.fixture.find<QPushButton>(u"scopeAllButton"_s);
        QVERIFY(all->isVisible());
        all->click();
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(everywhere));
        // Nothing typed any more: back to where the search was begun.
        desk.fixture.find<SearchField>(u"searchField"_s)->clear();
        QTRY_COMPARE(desk.view().place(), Place::of(segment));
    }

    void sortsTheWholeSetAndRemembers()
    {
        Desk desk;
        QVERIFY(desk.open());
        TableHeader *header = desk.page().table()->tableHeader();
        Q_EMIT header->sectionClicked(int(PeopleTableModel::Column::Email));
        QVERIFY(desk.waitForTable());
        PeopleQuery query;
        query.filter.hasProfile = true;
        query.order = PeopleOrder::Email;
        QCOMPARE(desk.page().model()->rowAt(0)->customer.email,
                 desk.copy.people(query).first().customer.email);
        QCOMPARE(header->sortIndicatorSection(), int(PeopleTableModel::Column::Email));
        Q_EMIT header->sectionClicked(int(PeopleTableModel::Column::Email));
        QVERIFY(desk.waitForTable());
        query.direction = Qt::DescendingOrder;
        QCOMPARE(desk.page().model()->rowAt(0)->customer.email,
                 desk.copy.people(query).first().customer.email);
        // Another place has its own order; this one is as it was left.
        desk.view().open(Place::of(desk.largest().first()));
        QVERIFY(desk.page().order() == PeopleOrder::CustomerId);
        desk.view().open(Place::allProfiles());
        QVERIFY(desk.page().order() == PeopleOrder::Email);
        QCOMPARE(desk.page().direction(), Qt::DescendingOrder);
    }

    void filtersAreChipsThatCanBeRemoved()
    {
        Desk desk;
        QVERIFY(desk.open());
        const QList<SegmentId> ids = desk.largest();
        PeopleFilter filter;
        filter.segments.of = {ids.at(0)};
        filter.segments.notIn = {ids.at(1)};
        desk.view().open(Place::allProfiles().withFilter(filter));
        PeopleFilter whole = filter;
        whole.hasProfile = true;
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(whole));
        auto *bar = desk.fixture.find<FilterBar>(u"filterBar"_s);
        QCOMPARE(bar->chipTexts().size(), 2);
        const QList<ChipButton *> chips = bar->findChildren<ChipButton *>();
        Q_EMIT chips.last()->removeRequested(); // "Not in"
        whole.segments.notIn.clear();
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(whole));
        QCOMPARE(bar->chipTexts().size(), 1);
        // The sidebar still marks the place.
        const SidebarModel *rows = desk.view().sidebar()->model();
        QVERIFY(rows->index(0).data(OpenRole).toBool());
    }

    /// "Select all" of a filtered segment is not the segment: the rest must stay in it.
    void removingAllOfAFilteredSegmentLeavesTheRest()
    {
        Desk desk;
        QVERIFY(desk.open());
        const QList<SegmentId> ids = desk.largest();
        PeopleFilter filter;
        filter.segments.of = {ids.at(1)};
        PeopleFilter whole = filter;
        whole.memberOf = ids.at(0);
        const qint64 members = desk.membersOf(ids.at(0));
        const qint64 both = desk.countOf(whole);
        QVERIFY(both > 0 && both < members);
        desk.view().open(Place::of(ids.at(0)).withFilter(filter));
        QTRY_COMPARE(desk.page().model()->total(), both);
        QVERIFY(desk.waitForTable());
        desk.page().selectAll();
        QCOMPARE(desk.page().selection().count, both);
        QVERIFY(!desk.page().selection().isWholePlace());
        QSignalSpy ended(&desk.fixture.session().jobs(), &JobQueue::jobEnded);
        desk.view().removeSelected();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20'000);
        QCOMPARE(desk.membersOf(ids.at(0)), members - both);
    }

    void severalSegmentsAreComparedAndCombined()
    {
        Desk desk;
        QVERIFY(desk.open());
        SegmentListView *list = desk.view().sidebar()->list();
        const SidebarModel *rows = desk.view().sidebar()->model();
        const QList<SegmentId> ids = desk.largest();
        const Place before = desk.view().place();
        const auto click = [&](SegmentId id, Qt::KeyboardModifiers keys) {
            const QModelIndex index = rows->index(rows->rowOf(Place::of(id)));
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, keys,
                              list->visualRect(index).center());
        };
        list->clearSelection();
        click(ids.at(0), Qt::ControlModifier);
        click(ids.at(1), Qt::ControlModifier);
        QCOMPARE(desk.view().place(), before); // chosen, not opened
        QCOMPARE(list->selectedSegments().size(), 2);

        const QModelIndex index = rows->index(rows->rowOf(Place::of(ids.at(0))));
        QContextMenuEvent menuEvent(
            QContextMenuEvent::Mouse, list->visualRect(index).center(),
            list->viewport()->mapToGlobal(list->visualRect(index).center()));
        QApplication::sendEvent(list->viewport(), &menuEvent);
        QMenu *menu = nullptr;
        QTRY_VERIFY(menu = desk.fixture.find<QMenu>(u"segmentsMenu"_s));
        menu->findChild<QAction *>(u"compareAction"_s)->trigger();
        menu->close();
        QVERIFY(desk.view().isOverlapOpen());
        QTRY_VERIFY(desk.view().combine()->count());
        QCOMPARE(desk.fixture.window().windowTitle(), u"Compare 2 segments – Segment Desk"_s);

        PeopleFilter both;
        both.segments.of = {ids.at(0), ids.at(1)};
        both.segments.atLeast = 2;
        const qint64 expected = desk.countOf(both);
        QVERIFY(expected > 0);
        QCOMPARE(desk.view().combine()->count(), expected);

        // Saved, it is a segment of exactly these people.
        desk.fixture.find<QLineEdit>(u"combineName"_s)->setText(u"In both"_s);
        desk.fixture.find<QPushButton>(u"combineMake"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.fixture.segmentNamed(u"In both"_s).isNull(), 20'000);
        const SegmentId made = desk.fixture.segmentNamed(u"In both"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.membersOf(made), expected, 20'000);
        QVERIFY(desk.view().isOverlapOpen()); // whoever combines goes on combining
        // One entry, and one undo takes the segment back.
        History &history = desk.fixture.session().history();
        QTRY_VERIFY_WITH_TIMEOUT(history.canUndo(), 20'000);
        QCOMPARE(history.entries().size(), 1);
        QTRY_VERIFY(desk.view().overlap()->undoBar()->isShowing());
        desk.view().commands().undo();
        QTRY_VERIFY_WITH_TIMEOUT(desk.fixture.segmentNamed(u"In both"_s).isNull(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!history.canUndo(), 20'000);
    }

    /// The selection of the list is the comparison, as it is made.
    void theListIsTheComparison()
    {
        Desk desk;
        QVERIFY(desk.open());
        SegmentListView *list = desk.view().sidebar()->list();
        const SidebarModel *rows = desk.view().sidebar()->model();
        const OverlapPage &page = *desk.view().overlap();
        const QList<SegmentId> ids = desk.largest();
        const auto place = [&](SegmentId id) {
            return list->visualRect(rows->index(rows->rowOf(Place::of(id)))).center();
        };
        const auto click = [&](SegmentId id, Qt::KeyboardModifiers keys = {}) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, keys, place(id));
        };
        const auto sameAs = [&] {
            const QList<SegmentId> selected = list->selectedSegments();
            return QSet<SegmentId>(selected.cbegin(), selected.cend())
                == QSet<SegmentId>(page.selected().cbegin(), page.selected().cend());
        };
        auto *compare = desk.fixture.find<QAction>(u"actionCompareSegments"_s);
        desk.view().compare({ids.at(0), ids.at(1)});
        QVERIFY(sameAs());
        QVERIFY(compare->isChecked());

        click(ids.at(2), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(0), ids.at(1), ids.at(2)}));
        QVERIFY(desk.view().isOverlapOpen());
        QCOMPARE(desk.fixture.window().windowTitle(), u"Compare 3 segments – Segment Desk"_s);
        QTRY_COMPARE(page.plot()->data().sets.size(), 3);
        click(ids.at(0), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2)}));
        QVERIFY(sameAs());
        // Twice quickly: away and back.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, place(ids.at(2)));
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, place(ids.at(2)));
        QVERIFY(desk.view().isOverlapOpen());
        QVERIFY(sameAs());

        // Down to one and to none, and up again.
        desk.view().compare({ids.at(1)});
        QVERIFY(desk.view().isOverlapOpen());
        click(ids.at(1), Qt::ControlModifier);
        QVERIFY(page.shown().isEmpty());
        QVERIFY(desk.view().isOverlapOpen());
        QCOMPARE(desk.fixture.window().windowTitle(), u"Compare segments – Segment Desk"_s);
        click(ids.at(1), Qt::ControlModifier);
        click(ids.at(2), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2)}));

        // What is no segment is not compared, and does not stay selected.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          list->visualRect(rows->index(0)).center());
        QVERIFY(desk.view().isOverlapOpen());
        QCOMPARE(page.shown().size(), 2);
        QVERIFY(!list->selectionModel()->isSelected(rows->index(0)));

        // By keys: Shift and the arrows, Ctrl+Space.
        list->setFocus();
        const int first = rows->firstSegmentRow();
        QTest::keyClick(list, Qt::Key_Home, Qt::ControlModifier);
        for (int row = 0; row < first + 1; ++row)
            QTest::keyClick(list, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(list->currentIndex().row(), first + 1);
        QVERIFY(desk.view().isOverlapOpen());
        const bool had = list->selectionModel()->isSelected(list->currentIndex());
        QTest::keyClick(list, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(list->selectionModel()->isSelected(list->currentIndex()) != had);
        QVERIFY(sameAs());
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(desk.view().isOverlapOpen());
        QVERIFY(page.selected().size() > 1);
        QVERIFY(sameAs());

        // The other way: a chip goes, the row is let go.
        desk.view().compare(ids.mid(0, 3));
        QTest::keyClick(page.findChildren<ChipButton *>().first(), Qt::Key_Delete);
        QCOMPARE(page.shown(), ids.mid(1, 2));
        QVERIFY(sameAs());

        // A filter hides rows; what they stand for stays in the comparison.
        desk.view().sidebar()->filter()->setText(desk.view().segments().nameOf(ids.at(5)));
        QCOMPARE(page.shown(), ids.mid(1, 2));
        click(ids.at(5), Qt::ControlModifier);
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2), ids.at(5)}));
        desk.view().sidebar()->filter()->clear();
        QVERIFY(sameAs());

        // A menu or a press that leads nowhere changes nothing.
        QTest::mouseClick(list->viewport(), Qt::RightButton, {}, place(ids.at(4)));
        QTest::mousePress(list->viewport(), Qt::LeftButton, {}, place(ids.at(4)));
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, place(ids.at(3)));
        QCOMPARE(page.shown(), QList<SegmentId>({ids.at(1), ids.at(2), ids.at(5)}));
        QVERIFY(sameAs());

        // Escape goes back; the same is compared again.
        const Place before = desk.view().place();
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!desk.view().isOverlapOpen());
        QVERIFY(!compare->isChecked());
        QCOMPARE(desk.view().place(), before);
        QCOMPARE(list->selectedSegments().size(), 3);
        compare->trigger();
        QVERIFY(desk.view().isOverlapOpen());
        QCOMPARE(page.shown().size(), 3);
        QVERIFY(page.shown().contains(ids.at(5)));
        // A click opens, as ever.
        click(ids.at(3));
        QVERIFY(!desk.view().isOverlapOpen());
        QCOMPARE(desk.view().place(), Place::of(ids.at(3)));
    }

    void aColorIsChosenAndKept()
    {
        Desk desk;
        QVERIFY(desk.open());
        const SegmentId id = desk.largest().first();
        const SegmentListModel *segments = &desk.view().segments();
        const int wanted = (segments->marker(id) + 1) % 8;
        Q_EMIT desk.view().sidebar()->list()->contextMenuRequested(Place::of(id), QPoint(10, 10));
        QMenu *menu = nullptr;
        QTRY_VERIFY(menu = desk.fixture.find<QMenu>(u"segmentMenu"_s));
        auto *colors = menu->findChild<QMenu *>(u"segmentColorMenu"_s);
        QVERIFY(colors);
        QVERIFY(!colors->actions().at(wanted)->isChecked());
        QVERIFY(!colors->findChild<QAction *>(u"segmentColorAutomatic"_s)->isEnabled());
        colors->actions().at(wanted)->trigger();
        menu->close();
        QCOMPARE(segments->marker(id), wanted);
        QVERIFY(desk.fixture.open()); // once more: the same computer
        segments = &desk.view().segments();
        QCOMPARE(segments->marker(id), wanted);
        QMenu again;
        desk.view().open(Place::of(id));
        desk.view().fillColorMenu(&again);
        QVERIFY(again.actions().at(wanted)->isChecked());
        again.findChild<QAction *>(u"segmentColorAutomatic"_s)->trigger();
        QCOMPARE(segments->marker(id), SegmentListModel::ownMarker(id));
    }

    void combinedPeopleAreShown()
    {
        Desk desk;
        QVERIFY(desk.open());
        const QList<SegmentId> ids = desk.largest().mid(0, 3);
        desk.view().compare(ids);
        QTRY_VERIFY(desk.view().combine()->count());
        desk.view().combine()->setMode(CombinePane::Mode::AtLeast);
        const qint64 count = *desk.view().combine()->count();
        PeopleFilter filter;
        filter.segments.of = desk.view().overlap()->shown();
        filter.segments.atLeast = 2;
        QCOMPARE(count, desk.countOf(filter));
        desk.fixture.find<QPushButton>(u"combineShow"_s)->click();
        QVERIFY(!desk.view().isOverlapOpen());
        QTRY_COMPARE(desk.page().model()->total(), count);
    }

    void thePictureIsSaved()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.view().compare(desk.largest().mid(0, 4));
        QTRY_VERIFY(desk.view().combine()->count());
        desk.fixture.nextFile = desk.fixture.filePath(u"overlap.png"_s);
        desk.fixture.find<QPushButton>(u"overlapSave"_s)->click();
        const QImage picture(desk.fixture.nextFile);
        QVERIFY(picture.width() > 400);
        QCOMPARE(picture.pixelColor(2, 2), Theme::light().base);
        // Said where it can be seen, with the way to the file.
        const UndoBar *bar = desk.view().overlap()->undoBar();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->text(), u"Saved overlap.png"_s);
        QVERIFY(bar->findChild<LinkButton *>());
    }

    void searchesAreSavedCountedRenamedAndDeleted()
    {
        Desk desk;
        QVERIFY(desk.open());
        PeopleFilter filter;
        filter.segments.of = {desk.largest().first()};
        desk.view().open(Place::allProfiles().withFilter(filter));
        QVERIFY(desk.waitForTable());
        filter.hasProfile = true;
        auto *save = desk.fixture.find<QPushButton>(u"saveSearchButton"_s);
        QVERIFY(save->isVisible());
        const Place before = desk.view().place();
        const auto typeName = [&](const QString &name) {
            save->click();
            auto *dialog = desk.fixture.dialog<SaveSearchDialog>();
            if (!dialog)
                return false;
            auto *field = dialog->findChild<QLineEdit *>(u"searchName"_s);
            if (!name.isNull())
                field->setText(name);
            if (field->text().isEmpty() || !field->hasSelectedText() == name.isNull())
                return false; // a suggestion, which is typed over at once
            QTest::keyClick(field, Qt::Key_Return);
            return true;
        };
        QVERIFY(typeName({}));
        QCOMPARE(desk.view().searches().all().size(), 1);
        const SavedSearch saved = desk.view().searches().all().first();
        QVERIFY(saved.filter == filter);
        QCOMPARE(desk.view().place(), before); // whoever searches stays where they are
        // The same again: another name is suggested, and the same one is refused.
        save->click();
        auto *dialog = desk.fixture.dialog<SaveSearchDialog>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(u"searchName"_s);
        QCOMPARE(field->text(), saved.name + u" 2"_s);
        field->setText(saved.name.toUpper());
        QVERIFY(!dialog->findChild<QPushButton *>(u"searchNameSave"_s)->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        dialog->reject();
        QCOMPARE(desk.view().searches().all().size(), 1);

        SidebarModel *rows = desk.view().sidebar()->model();
        const int row = rows->rowOfSearch(saved.id);
        QCOMPARE(row, 2);
        QTRY_COMPARE(rows->index(row).data(CountTextRole).toString(),
                     QLocale().toString(desk.countOf(filter)));
        SegmentListView *list = desk.view().sidebar()->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(rows->index(row)).center());
        QVERIFY(rows->index(row).data(OpenRole).toBool());
        // By keys: F2 and Del.
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        QLineEdit *editor = nullptr;
        QTRY_VERIFY(editor = list->viewport()->findChild<QLineEdit *>());
        editor->setText(u"My people"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(desk.view().searches().all().first().name, u"My people"_s);
        QCOMPARE(desk.fixture.find<QWidget>(u"pageTitle"_s)->property("text").toString(),
                 u"My people"_s);
        QVERIFY(!desk.view().searches().add(u"Mine"_s, filter).isNull());
        QVERIFY(desk.view().searches().add(u"my PEOPLE"_s, filter).isNull());
        QVERIFY(!desk.view().searches().rename(saved.id, u"MINE"_s));
        desk.view().searches().remove(desk.view().searches().all().first().id); // Mine
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(desk.view().searches().all().isEmpty());
        QCOMPARE(desk.view().place(), Place::allProfiles());
        // Undo: the same one is back.
        desk.page().undoBar()->findChildren<LinkButton *>().first()->click();
        QCOMPARE(desk.view().searches().all().size(), 1);
        QCOMPARE(desk.view().searches().all().first().id, saved.id);
    }

    /// A search that finds no one in its segment offers to look elsewhere, and says what it finds.
    void aSearchGoesOnEverywhere()
    {
        Desk desk;
        QVERIFY(desk.open());
        const SegmentId id = desk.largest().first();
        // Someone who is not in it.
        PeopleFilter outside;
        outside.segments.notIn = {id};
        outside.hasProfile = true;
        const QString address = desk.copy.people({outside}).first().customer.email;
        PeopleFilter whole;
        whole.text = address;
        const qint64 elsewhere = desk.countOf(whole);
        desk.view().open(Place::of(id));
        QVERIFY(desk.waitForTable());
        type(desk, address);
        QTest::keyClick(desk.fixture.find<SearchField>(u"searchField"_s), Qt::Key_Return);
        const auto offer = [&desk]() -> QPushButton * {
            const auto buttons = desk.page().findChildren<QPushButton *>();
            for (QPushButton *button : buttons) {
                if (button->isVisible() && button->text().startsWith(u"Search everywhere"_s))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY(offer()
                    && offer()->text()
                        == u"Search everywhere (%1)"_s.arg(QLocale().toString(elsewhere)));
        desk.fixture.find<QAction>(u"actionFindEverywhere"_s)->trigger();
        QTRY_COMPARE(desk.page().model()->total(), elsewhere);
        QVERIFY(desk.view().place().segment.isNull());
        // Again in the segment, and by Enter.
        desk.view().open(Place::of(id));
        type(desk, address);
        QTest::keyClick(desk.fixture.find<SearchField>(u"searchField"_s), Qt::Key_Return);
        QTRY_VERIFY(offer());
        desk.page().focusContent();
        QVERIFY(offer()->hasFocus());
        QTRY_VERIFY(offer()->text().endsWith(u')'));
        QVERIFY(offer()->hasFocus()); // the number does not take it away
        QTest::keyClick(offer(), Qt::Key_Return);
        QTRY_COMPARE(desk.page().model()->total(), elsewhere);
        // Nobody anywhere: there is nothing to offer.
        desk.view().open(Place::of(id));
        type(desk, u"qqqqq"_s);
        QTRY_VERIFY(desk.page().model()->state() == PagedTableModelBase::State::Empty);
        QTRY_VERIFY(!offer());
    }

    void aNamedSearchShowsWhatItIsMadeOf()
    {
        Desk desk;
        QVERIFY(desk.open());
        PeopleFilter filter;
        filter.text = u"example.org"_s;
        filter.memberOf = desk.largest().first();
        desk.view().open(Place::found(filter, u"Mine"_s));
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(filter));
        auto *bar = desk.fixture.find<FilterBar>(u"filterBar"_s);
        QCOMPARE(bar->chipTexts().size(), 2);
        QCOMPARE(bar->chipTexts().first(), u"“example.org”"_s);
        QVERIFY(!desk.fixture.find<QPushButton>(u"scopeAllButton"_s)->isVisible());
        Q_EMIT bar->findChildren<ChipButton *>().first()->removeRequested();
        filter.text.clear();
        QTRY_COMPARE(desk.page().model()->total(), desk.countOf(filter));
        QVERIFY(desk.view().place().title.isEmpty()); // another search than the saved one
    }

    void searchesOutliveTheProgram()
    {
        const QString file = QDir::temp().filePath(QUuid::createUuid().toString(QUuid::Id128));
        PeopleFilter filter;
        filter.text = u"zoë & co"_s;
        filter.memberOf = SegmentId(QUuid::createUuid());
        filter.hasProfile = true;
        filter.segments.of = {SegmentId(QUuid::createUuid()), SegmentId(QUuid::createUuid())};
        filter.segments.match = SegmentSet::Match::Exactly;
        filter.segments.combinations = {1, 3};
        filter.segments.notIn = {SegmentId(QUuid::createUuid())};
        filter.customerGroup = 0;
        filter.customerSince.first = QDate(2024, 2, 29);
        filter.profileSince = {QDate(2024, 3, 1), QDate(2024, 3, 31)};
        {
            QSettings settings(file, QSettings::IniFormat);
            SavedSearches searches(settings, u"a"_s);
            QVERIFY(!searches.add(u"  Mine "_s, filter).isNull());
            QVERIFY(searches.add(u" "_s, filter).isNull());
        }
        QSettings settings(file, QSettings::IniFormat);
        SavedSearches searches(settings, u"a"_s);
        QCOMPARE(searches.all().size(), 1);
        QCOMPARE(searches.all().first().name, u"Mine"_s);
        QVERIFY(searches.all().first().filter == filter);
        QVERIFY(SavedSearches(settings, u"b"_s).all().isEmpty()); // never another store's
        SavedSearches::forget(settings, u"a"_s);
        QVERIFY(SavedSearches(settings, u"a"_s).all().isEmpty());
        QFile::remove(file);
    }

    void searchesOfALaterVersionAreLeftOut()
    {
        const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        const auto read = [&id](const QByteArray &filter) {
            return SavedSearches::fromJson("[{\"id\":\"" + id
                                           + "\",\"name\":\"x\",\"filter\":" + filter + "}]")
                .size();
        };
        QCOMPARE(read("{\"text\":\"a\"}"), 1);
        QCOMPARE(read("{\"text\":\"a\",\"spent\":5}"), 0);
        QCOMPARE(read("{\"of\":[\"no id\"]}"), 0);
        QCOMPARE(read("{\"match\":\"most\"}"), 0);
        QCOMPARE(SavedSearches::fromJson("{broken").size(), 0);
    }

    void aSearchIsAppliedToASegment()
    {
        Desk desk;
        QVERIFY(desk.open());
        const QList<SegmentId> ids = desk.largest();
        const SegmentId target = ids.at(1);
        // Everybody of another segment: few of the members stay, so the number must be typed.
        PeopleFilter filter;
        filter.memberOf = ids.at(0);
        const qint64 wanted = desk.countOf(filter);
        desk.view().applySearch(Place::found(filter, u"Those of the first"_s), target);
        ApplySearchDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(dialog = desk.fixture.dialog<ApplySearchDialog>(), 20'000);
        PeopleFilter staying = filter;
        staying.segments.of = {target};
        PeopleFilter before;
        before.memberOf = target;
        const qint64 out = desk.countOf(before) - desk.countOf(staying);
        QVERIFY(ApplySearchDialog::needsTyping(out, desk.countOf(before)));
        auto *run = dialog->findChild<QPushButton *>(u"runApply"_s);
        QVERIFY(!run->isEnabled());
        dialog->findChild<QLineEdit *>(u"applyTyped"_s)->setText(QString::number(out + 1));
        QVERIFY(!run->isEnabled());
        dialog->findChild<QLineEdit *>(u"applyTyped"_s)->setText(QString::number(out));
        QVERIFY(run->isEnabled());
        QSignalSpy ended(&desk.fixture.session().jobs(), &JobQueue::jobEnded);
        run->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, 20'000);
        QCOMPARE(desk.membersOf(target), wanted);
    }

    void typingIsAskedForOverAFifth()
    {
        QVERIFY(!ApplySearchDialog::needsTyping(0, 0));
        QVERIFY(!ApplySearchDialog::needsTyping(0, 10));
        QVERIFY(!ApplySearchDialog::needsTyping(2, 10));
        QVERIFY(ApplySearchDialog::needsTyping(3, 10));
        QVERIFY(ApplySearchDialog::needsTyping(1, 1));
    }

    void aPersonTellsWhatThisComputerSaw()
    {
        Desk desk;
        QVERIFY(desk.open());
        const Person person = *desk.page().model()->rowAt(0);
        QVERIFY(person.profile);
        const SegmentId id = desk.largest().first();
        desk.copy.events[person.profile->id] = {
            {QDateTime::currentDateTimeUtc(), id, true},
            {QDateTime(QDate(2025, 11, 6), QTime(12, 0), utc), id, false}};
        desk.page().table()->setCurrentIndex(desk.page().model()->index(0, 1));
        auto *seen = desk.fixture.find<QWidget>(u"detailsSeen"_s);
        QTRY_VERIFY(seen->isVisibleTo(seen->parentWidget()));
        QStringList texts;
        for (const QWidget *label : seen->findChildren<QWidget *>()) {
            const QString text = label->property("text").toString();
            if (!text.isEmpty())
                texts.append(text);
        }
        const QString name = desk.view().segments().nameOf(id);
        QVERIFY(texts.contains(u"Added to "_s + name));
        QVERIFY(texts.contains(u"Removed from "_s + name));
        QVERIFY(texts.filter(u"Today"_s).size() == 1);
        desk.page().table()->setCurrentIndex(desk.page().model()->index(1, 1));
        QTRY_VERIFY(!seen->isVisibleTo(seen->parentWidget()));
    }

    void withoutNetworkTheCopyIsShownAndSaidSo()
    {
        Desk desk;
        QVERIFY(desk.open());
        auto *notice = desk.view().findChild<NoticeBar *>();
        QVERIFY(!notice->isVisible());
        PeopleSources::Status status = desk.view().sources().status();
        status.offline = true;
        desk.view().sources().setStatus(status);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"The store cannot be reached"_s));
        QVERIFY(desk.fixture.find<QLabel>(u"pageAge"_s)->text().startsWith(u"copy of"_s));
        desk.view().open(Place::of(desk.largest().first()));
        QVERIFY(desk.waitForTable());
        QVERIFY(desk.page().model()->rowCount() > 0);
        status.offline = false;
        desk.view().sources().setStatus(status);
        QVERIFY(!notice->isVisible());
    }

    /// The same with a store that is really gone, in the middle and from the first moment on.
    void theStoreGoesAway()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.view().sources().isComplete() && !fixture.session().mirrorSync(), 30'000);
        const auto rows = [&fixture] { return fixture.view().page()->model()->rowCount(); };
        QTRY_VERIFY(rows() > 0);
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(Place::of(vip));
        QTRY_VERIFY(fixture.view().page()->model()->state() == PagedTableModelBase::State::Ready);
        const int members = rows();
        QVERIFY(members > 0);

        fixture.store().stop();
        fixture.view().refresh();
        auto *notice = fixture.view().findChild<NoticeBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 30'000);
        QVERIFY2(notice->text().contains(u"the local copy of"_s), qPrintable(notice->text()));
        QCOMPARE(rows(), members);

        fixture.storeIsGone = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.view().segments().state() == SegmentListModel::State::Ready, 30'000);
        QVERIFY(fixture.view().segments().segment(vip));
        fixture.view().open(Place::of(vip));
        QTRY_COMPARE(rows(), members);
        auto *field = fixture.find<SearchField>(u"searchField"_s);
        field->setFocus();
        QTest::keyClicks(field, u"example"_s);
        QTRY_VERIFY(fixture.view().page()->place().kind == Place::Kind::Search && rows() > 0);
        notice = fixture.view().findChild<NoticeBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 30'000);
        if (qEnvironmentVariableIsSet("SEGMENTDESK_SHOTS"))
            QVERIFY(fixture.window().grab().save(qEnvironmentVariable("SEGMENTDESK_SHOTS")
                                                 + u"/offline.png"_s));

        // What writes waits, and is done when the store is there again.
        const Person *person = fixture.view().page()->model()->rowAt(0);
        QVERIFY(person && person->profile);
        const SegmentId other = fixture.segmentNamed(u"Wholesale"_s);
        QVERIFY(!(other == SegmentId()));
        fixture.view().commands().addPerson({person->customerId, person->profile->id}, other);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.session().jobs().rowCount() > 0, 20'000);
    }

    void whatOthersDidToASegmentShowsWhenItIsOpened()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.view().sources().isComplete() && !fixture.session().mirrorSync(), 30'000);
        const auto rows = [&fixture] { return fixture.view().page()->model()->rowCount(); };
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(Place::of(vip));
        QTRY_VERIFY(fixture.view().page()->model()->state() == PagedTableModelBase::State::Ready);
        const int members = rows();

        // The copy is not told of this, as if another program had done it.
        const ProfileId member =
            fixture.view().page()->model()->rowAt(0)->profileId().value_or(ProfileId());
        QVERIFY(!member.isNull());
        bool removed = false;
        fixture.session().interactive().removeMembers(
            vip, *NonEmpty<QList<ProfileId>>::from({member}), this,
            [&removed](const Result<WriteReport> &report) { removed = report.has_value(); });
        QTRY_VERIFY(removed);
        fixture.view().open(Place::allProfiles());
        QTRY_VERIFY(rows() > members);
        fixture.view().open(Place::of(vip));
        QTRY_COMPARE(rows(), members - 1);
    }

    void customerGroupsAreThoseThatPeopleAreIn()
    {
        Desk desk;
        QVERIFY(desk.open());
        QMap<qint64, qint64> groups;
        for (const Person &person : desk.copy.everybody()) {
            if (person.profile)
                ++groups[person.customer.customerGroupId];
        }
        groups.remove(0);
        QVERIFY(!groups.isEmpty());
        auto *bar = desk.fixture.find<FilterBar>(u"filterBar"_s);
        bar->findChild<QPushButton *>(u"filterButton"_s)->click();
        auto *box = desk.fixture.find<QComboBox>(u"filterGroup"_s);
        QTRY_VERIFY(box->count() > 2);
        QCOMPARE(box->currentText(), u"any"_s);
        box->setCurrentIndex(box->findData(groups.firstKey()));
        Q_EMIT box->activated(box->currentIndex());
        QTRY_COMPARE(desk.page().model()->total(), groups.first());
        QCOMPARE(bar->chipTexts().size(), 1);
    }

    void readingAgainGoesThroughTheCopy()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.view().refresh();
        QCOMPARE(desk.copy.readAgain, 1);
    }

    /// A list that is open takes over what the copy learned, and keeps its place.
    void theTableFollowsTheCopy()
    {
        Desk desk;
        QVERIFY(desk.open());
        const SegmentId id = desk.largest().first();
        desk.view().open(Place::of(id));
        QVERIFY(desk.waitForTable());
        const qint64 before = desk.page().model()->total();
        desk.copy.leave(desk.page().model()->rowAt(0)->customerId, id);
        QCOMPARE(desk.page().model()->total(), before);
        desk.view().sources().copyChanged();
        QTRY_COMPARE(desk.page().model()->total(), before - 1);
    }
};

QTEST_MAIN(TestCopy)
#include "tst_copy.moc"
