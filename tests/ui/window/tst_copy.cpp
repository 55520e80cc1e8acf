// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window can do from the moment that the local copy is complete.

#include "models/api/storeapi.h"
#include "models/domain/utc.h"
#include "models/jobs/jobqueue.h"
#include "models/session/mirrorupdater.h"
#include "models/sync/mirrorsync.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/copyfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/upsetwidget.h"
#include "ui/people/filterbar.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/noticebar.h"
#include "ui/window/placeactions.h"
#include "ui/window/storemenus.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void withoutTheCopyItIsSaidWhyNot()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openBeforeCopy());
        PeopleSources::Status status;
        status.state = PeopleSources::State::Reading;
        status.read = 1000;
        status.total = 2000;
        status.left = std::chrono::seconds(20);
        fixture.view().sources().setStatus(status);
        QCOMPARE(fixture.find<QLabel>(u"statusAge"_s)->text(),
                 u"Reading the store: 1,000 of 2,000, 20 s left"_s);
        auto *filter = fixture.find<QPushButton>(u"filterButton"_s);
        QVERIFY(!filter->isEnabled());
        QVERIFY(filter->toolTip().contains(u"1,000 of 2,000"_s));
        auto *compare = fixture.find<QToolButton>(u"compareButton"_s);
        QVERIFY(!compare->isEnabled());
        QCOMPARE(compare->toolTip(), filter->toolTip());
        // The table is the live one, in the store's order.
        QVERIFY(!fixture.page().table()->tableHeader()->isSortIndicatorShown());
        Q_EMIT fixture.page().table()->tableHeader()->sectionClicked(
            int(PeopleTableModel::Column::Name));
        QVERIFY(fixture.page().messageBar()->isShowing());
        fixture.view().compare(fixture.largest().mid(0, 2));
        QVERIFY(!fixture.view().isOverlapOpen());

        // A copy that grows does not make the views read the store again.
        QSignalSpy again(&fixture.view().sources(), &PeopleSources::changed);
        fixture.view().sources().copyChanged();
        QCOMPARE(again.count(), 0);

        fixture.completeCopy();
        fixture.view().sources().copyChanged();
        QCOMPARE(again.count(), 1);
        QVERIFY(filter->isEnabled());
        QVERIFY(compare->isEnabled());
        QVERIFY(fixture.page().table()->tableHeader()->isSortIndicatorShown());
        QTRY_COMPARE(fixture.find<QLabel>(u"statusAge"_s)->text(),
                     u"Local copy updated just now"_s);
    }

    void searchesAsOneTypes()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const SegmentId segment = fixture.largest().first();
        fixture.view().open(PeopleListKey::of(segment));
        QVERIFY(fixture.waitForTable());
        fixture.typeSearch(u"an"_s);
        PeopleFilter inSegment;
        inSegment.text = u"an"_s;
        inSegment.memberOf = segment;
        PeopleFilter everywhere = inSegment;
        everywhere.memberOf.reset();
        QVERIFY(fixture.countOf(inSegment) > 0);
        QVERIFY(fixture.countOf(inSegment) < fixture.countOf(everywhere));
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(inSegment));
        auto *all = fixture.find<QPushButton>(u"scopeAllButton"_s);
        QVERIFY(all->isVisible());
        all->click();
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(everywhere));
        // Nothing typed any more: back to where the search was begun.
        fixture.find<SearchField>(u"searchField"_s)->clear();
        QTRY_COMPARE(fixture.view().place(), PeopleListKey::of(segment));
    }

    void sortsTheWholeSetAndRemembers()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        TableHeader *header = fixture.page().table()->tableHeader();
        Q_EMIT header->sectionClicked(int(PeopleTableModel::Column::Email));
        QVERIFY(fixture.waitForTable());
        PeopleQuery query;
        query.filter.hasProfile = true;
        query.order = PeopleOrder::Email;
        QCOMPARE(fixture.page().model()->rowAt(0)->customer.email,
                 fixture.copy.people(query).first().customer.email);
        QCOMPARE(header->sortIndicatorSection(), int(PeopleTableModel::Column::Email));
        Q_EMIT header->sectionClicked(int(PeopleTableModel::Column::Email));
        QVERIFY(fixture.waitForTable());
        query.direction = Qt::DescendingOrder;
        QCOMPARE(fixture.page().model()->rowAt(0)->customer.email,
                 fixture.copy.people(query).first().customer.email);
        // Another place has its own order; this one is as it was left.
        fixture.view().open(PeopleListKey::of(fixture.largest().first()));
        QVERIFY(fixture.page().order() == PeopleOrder::CustomerId);
        fixture.view().open(PeopleListKey::allProfiles());
        QVERIFY(fixture.page().order() == PeopleOrder::Email);
        QCOMPARE(fixture.page().direction(), Qt::DescendingOrder);
    }

    void filtersAreChipsThatCanBeRemoved()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const QList<SegmentId> ids = fixture.largest();
        PeopleFilter filter;
        filter.segments.of = {ids.at(0)};
        filter.segments.notIn = {ids.at(1)};
        fixture.view().open(PeopleListKey::allProfiles().withFilter(filter));
        PeopleFilter whole = filter;
        whole.hasProfile = true;
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(whole));
        auto *bar = fixture.find<FilterBar>(u"filterBar"_s);
        QCOMPARE(bar->chipTexts().size(), 2);
        const QList<ChipButton *> chips = bar->findChildren<ChipButton *>();
        Q_EMIT chips.last()->removeRequested(); // "Not in"
        whole.segments.notIn.clear();
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(whole));
        QCOMPARE(bar->chipTexts().size(), 1);
        // The sidebar still marks the place.
        const SidebarModel *rows = fixture.view().sidebar()->model();
        QVERIFY(rows->index(0).data(OpenRole).toBool());
    }

    /// "Select all" of a filtered segment is not the segment: the rest must stay in it.
    void removingAllOfAFilteredSegmentLeavesTheRest()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const QList<SegmentId> ids = fixture.largest();
        PeopleFilter filter;
        filter.segments.of = {ids.at(1)};
        PeopleFilter whole = filter;
        whole.memberOf = ids.at(0);
        const qint64 members = fixture.membersOf(ids.at(0));
        const qint64 both = fixture.countOf(whole);
        QVERIFY(both > 0 && both < members);
        fixture.view().open(PeopleListKey::of(ids.at(0)).withFilter(filter));
        QTRY_COMPARE(fixture.page().model()->total(), both);
        QVERIFY(fixture.waitForTable());
        fixture.page().selectAll();
        QCOMPARE(fixture.page().selection().count, both);
        QVERIFY(!fixture.page().selection().isWholePlace());
        QSignalSpy ended(&fixture.session(), &StoreSession::recorded);
        fixture.view().placeActions().removeSelected();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(fixture.membersOf(ids.at(0)), members - both);
    }

    void aColorIsChosenAndKept()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const SegmentId id = fixture.largest().first();
        const SegmentListModel *segments = &fixture.view().segments();
        const int wanted = (segments->markers().of(id) + 1) % 8;
        Q_EMIT fixture.view().sidebar()->list()->contextMenuRequested(PeopleListKey::of(id),
                                                                      QPoint(10, 10));
        QMenu *menu = nullptr;
        QTRY_VERIFY(menu = fixture.find<QMenu>(u"segmentMenu"_s));
        auto *colors = menu->findChild<QMenu *>(u"segmentColorMenu"_s);
        QVERIFY(colors);
        QVERIFY(!colors->actions().at(wanted)->isChecked());
        QVERIFY(!colors->findChild<QAction *>(u"segmentColorAutomatic"_s)->isEnabled());
        colors->actions().at(wanted)->trigger();
        menu->close();
        QCOMPARE(segments->markers().of(id), wanted);
        QVERIFY(fixture.open()); // once more: the same computer
        segments = &fixture.view().segments();
        QCOMPARE(segments->markers().of(id), wanted);
        QMenu again;
        fixture.view().open(PeopleListKey::of(id));
        fixture.view().menus().fillColorMenu(&again);
        QVERIFY(again.actions().at(wanted)->isChecked());
        again.findChild<QAction *>(u"segmentColorAutomatic"_s)->trigger();
        QCOMPARE(segments->markers().of(id), SegmentMarkers::own(id));
    }

    void aPersonShowsWhatThisComputerSaw()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const Person person = *fixture.page().model()->rowAt(0);
        QVERIFY(person.profile);
        const SegmentId id = fixture.largest().first();
        fixture.copy.events[person.profile->id] = {
            {QDateTime::currentDateTimeUtc(), id, true},
            {QDateTime(QDate(2025, 11, 6), QTime(12, 0), utc), id, false}};
        fixture.page().table()->setCurrentIndex(fixture.page().model()->index(0, 1));
        auto *seen = fixture.find<QWidget>(u"detailsSeen"_s);
        QTRY_VERIFY(seen->isVisibleTo(seen->parentWidget()));
        QStringList texts;
        for (const QWidget *label : seen->findChildren<QWidget *>()) {
            const QString text = label->property("text").toString();
            if (!text.isEmpty())
                texts.append(text);
        }
        const QString name = fixture.view().segments().nameOf(id);
        QVERIFY(texts.contains(u"Added to "_s + name));
        QVERIFY(texts.contains(u"Removed from "_s + name));
        QVERIFY(texts.filter(u"Today"_s).size() == 1);
        // Names of segments may have changed: what was seen has not.
        const int reads = fixture.copy.historyReads;
        Q_EMIT fixture.view().segments().segmentsChanged();
        QCOMPARE(fixture.copy.historyReads, reads);
        QVERIFY(seen->isVisibleTo(seen->parentWidget()));
        fixture.page().table()->setCurrentIndex(fixture.page().model()->index(1, 1));
        QTRY_VERIFY(!seen->isVisibleTo(seen->parentWidget()));
    }

    void withoutNetworkTheCopyIsShownAndSaidSo()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        auto *notice = fixture.view().findChild<NoticeBar *>(u"noticeBar"_s);
        QVERIFY(!notice->isVisible());
        PeopleSources::Status status = fixture.view().sources().status();
        status.offline = true;
        fixture.view().sources().setStatus(status);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"The store cannot be reached"_s));
        QVERIFY(fixture.find<QLabel>(u"pageAge"_s)->text().startsWith(u"copy of"_s));
        fixture.view().open(PeopleListKey::of(fixture.largest().first()));
        QVERIFY(fixture.waitForTable());
        QVERIFY(fixture.page().model()->rowCount() > 0);
        status.offline = false;
        fixture.view().sources().setStatus(status);
        QVERIFY(!notice->isVisible());
    }

    /// A store that answers with errors alone is as good as none.
    void aStoreInTroubleIsSaidOverItsCopy()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        fixture.retryPause = std::chrono::hours(1);
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().sources().isComplete()
                    && !fixture.session().mirrorUpdater().job());
        sandbox::Fault fault;
        fault.action = sandbox::Fault::Action::Answer;
        fault.status = 503;
        fault.count = -1;
        fixture.store().setFaults({fault});
        fixture.view().refresh();
        auto *notice = fixture.view().findChild<NoticeBar *>(u"noticeBar"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(u"The store answers with errors"_s));
    }

    /// A copy that cannot tell who has no profile says so, rather than to show a list.
    void whoHasNoProfileMayBeUnknown()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        PeopleSources::Status status = fixture.view().sources().status();
        status.knowsWhoHasNoProfile = false;
        fixture.view().sources().setStatus(status);
        fixture.view().open(PeopleListKey::withoutProfile());
        auto *state = fixture.page().findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        fixture.view().open(PeopleListKey::allProfiles());
        QVERIFY(fixture.waitForTable());
        QVERIFY(fixture.page().model()->rowCount() > 0);
    }

    /// Retry tries at once, whatever the next try of what waits is, and says that it does; what
    /// the store had left is not shown as if it had it.
    void tryAgainTriesAtOnce()
    {
        // Where it will be again.
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        sandbox::Options options = WindowFixture::smallStore();
        options.port = free.serverPort();
        free.close();
        WindowFixture fixture(options);
        fixture.keepsCopy = true;
        fixture.retryPause = std::chrono::hours(1);
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().sources().isComplete()
                    && !fixture.session().mirrorUpdater().job());
        auto *gauge = fixture.find<QWidget>(u"quotaGauge"_s);
        QTRY_VERIFY(gauge->isVisible());
        fixture.store().stop();
        fixture.view().refresh();
        auto *notice = fixture.view().findChild<NoticeBar *>(u"noticeBar"_s);
        QTRY_VERIFY(notice->isVisible());
        MirrorSync *sync = fixture.session().mirrorUpdater().job();
        QVERIFY(sync);
        QTRY_VERIFY(sync->waitsFor());
        QTRY_VERIFY(!gauge->isVisible());

        // Nothing is there: it is said again, and the button is there again.
        const QString said = notice->text();
        const auto again = [notice] {
            const QList<QPushButton *> buttons = notice->findChildren<QPushButton *>();
            for (QPushButton *button : buttons) {
                if (button->text() == u"Retry"_s && button->isVisible())
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QSignalSpy tried(&fixture.session(), &StoreSession::trafficChanged);
        QVERIFY(again());
        again()->click();
        QTRY_VERIFY(!tried.isEmpty());
        QTRY_VERIFY(notice->text() == said && again() && sync->waitsFor());

        // It is there again: the click finds it, long before the next try.
        QVERIFY(fixture.store().startAndWait());
        again()->click();
        QTRY_VERIFY(!notice->isVisible());
        QTRY_VERIFY(gauge->isVisible());
    }

    /// The same with a store that is really gone, in the middle and from the first moment on.
    void theStoreGoesAway()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().sources().isComplete()
                    && !fixture.session().mirrorUpdater().job());
        const auto rows = [&fixture] { return fixture.view().page()->model()->rowCount(); };
        QTRY_VERIFY(rows() > 0);
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QTRY_VERIFY(fixture.view().page()->model()->state() == PagedTableModelBase::State::Ready);
        const int members = rows();
        QVERIFY(members > 0);

        fixture.store().stop();
        fixture.view().refresh();
        auto *notice = fixture.view().findChild<NoticeBar *>(u"noticeBar"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(u"the local copy of"_s), qPrintable(notice->text()));
        QCOMPARE(rows(), members);

        fixture.storeIsGone = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().segments().state() == SegmentListModel::State::Ready);
        QVERIFY(fixture.view().segments().segment(vip));
        fixture.view().open(PeopleListKey::of(vip));
        QTRY_COMPARE(rows(), members);
        auto *field = fixture.find<SearchField>(u"searchField"_s);
        field->setFocus();
        QTest::keyClicks(field, u"example"_s);
        QTRY_VERIFY(fixture.view().page()->place().kind == PeopleListKey::Kind::Search
                    && rows() > 0);
        notice = fixture.view().findChild<NoticeBar *>(u"noticeBar"_s);
        QTRY_VERIFY(notice->isVisible());
        if (qEnvironmentVariableIsSet("SEGMENTDESK_SHOTS"))
            QVERIFY(fixture.window().grab().save(qEnvironmentVariable("SEGMENTDESK_SHOTS")
                                                 + u"/offline.png"_s));

        // What writes waits, and is done when the store is there again.
        const Person *person = fixture.view().page()->model()->rowAt(0);
        QVERIFY(person && person->profile);
        const SegmentId other = fixture.segmentNamed(u"Wholesale"_s);
        QVERIFY(!(other == SegmentId()));
        fixture.view().commands().members().addPerson({person->customerId, person->profile->id},
                                                      other);
        QTRY_VERIFY(fixture.session().jobs().rowCount() > 0);
    }

    void whatOthersDidToASegmentShowsWhenItIsOpened()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().sources().isComplete()
                    && !fixture.session().mirrorUpdater().job());
        const auto rows = [&fixture] { return fixture.view().page()->model()->rowCount(); };
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QTRY_VERIFY(fixture.view().page()->model()->state() == PagedTableModelBase::State::Ready);
        const int members = rows();

        // The copy does not hear of this, as if another program had done it.
        const ProfileId member =
            fixture.view().page()->model()->rowAt(0)->profileId().value_or(ProfileId());
        QVERIFY(!member.isNull());
        bool removed = false;
        fixture.session().interactive().removeMembers(
            vip, *NonEmpty<QList<ProfileId>>::from({member}), this,
            [&removed](const Result<WriteReport> &report) { removed = report.has_value(); });
        QTRY_VERIFY(removed);
        fixture.view().open(PeopleListKey::allProfiles());
        QTRY_VERIFY(rows() > members);
        fixture.view().open(PeopleListKey::of(vip));
        QTRY_COMPARE(rows(), members - 1);
    }

    void customerGroupsAreThoseThatPeopleAreIn()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        QMap<qint64, qint64> groups;
        for (const Person &person : fixture.copy.everybody()) {
            if (person.profile)
                ++groups[person.customer.customerGroupId];
        }
        groups.remove(0);
        QVERIFY(!groups.isEmpty());
        auto *bar = fixture.find<FilterBar>(u"filterBar"_s);
        bar->findChild<QPushButton *>(u"filterButton"_s)->click();
        auto *box = fixture.find<QComboBox>(u"filterGroup"_s);
        QTRY_VERIFY(box->count() > 2);
        QCOMPARE(box->currentText(), u"Any group"_s);
        box->setCurrentIndex(box->findData(groups.firstKey()));
        Q_EMIT box->activated(box->currentIndex());
        QTRY_COMPARE(fixture.page().model()->total(), groups.first());
        QCOMPARE(bar->chipTexts().size(), 1);
    }

    void refreshGoesThroughTheCopy()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.view().refresh();
        QCOMPARE(fixture.copy.refreshes, 1);
    }

    /// A list that is open takes over what the copy learned, and keeps its place.
    void theTableFollowsTheCopy()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const SegmentId id = fixture.largest().first();
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        const qint64 before = fixture.page().model()->total();
        fixture.copy.leave(fixture.page().model()->rowAt(0)->customerId, id);
        QCOMPARE(fixture.page().model()->total(), before);
        fixture.view().sources().copyChanged();
        QTRY_COMPARE(fixture.page().model()->total(), before - 1);
    }
};

QTEST_MAIN(TestCopy)
#include "tst_copy.moc"
