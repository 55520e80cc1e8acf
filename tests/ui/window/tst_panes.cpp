// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What opens and closes around the table, and who gets the room: the details, the activity list,
// the head of the page and the columns.

#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/historypage.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/focusring.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/window/panelayout.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

sandbox::Options smallest()
{
    sandbox::Options options;
    options.customers = 60;
    options.segments = 4;
    return options;
}

/// The window in a size, with its people read and no one current.
class StoreFixture
{
public:
    explicit StoreFixture(QSize size = {1440, 900}) { ready = open(size); }

    bool open(QSize size)
    {
        if (!fixture.open({}, size))
            return false;
        const bool read = QTest::qWaitFor([this] {
            return view().segments().state() == SegmentListModel::State::Ready
                && page().model()->state() == PagedTableModelBase::State::Ready
                && page().model()->rowAt(0)
                && page().model()->rowAt(0)->details == Person::Details::Known;
        });
        noOne();
        return read;
    }

    void noOne()
    {
        fixture.view().sidebar();
        page().table()->clearSelection();
        page().table()->setCurrentIndex({});
        fixture.find<QWidget>(u"segmentList"_s)->setFocus();
        QCoreApplication::processEvents();
    }

    /// Starts a job that stays until it is cancelled, and waits for its line.
    bool startJob()
    {
        sandbox::Fault hang;
        hang.action = sandbox::Fault::Action::Hang;
        hang.method = u"POST"_s;
        hang.count = -1;
        fixture.store().setFaults({hang});
        const auto segment = [this](int row) {
            return view().segments().index(row).data(SegmentListModel::IdRole).value<SegmentId>();
        };
        PeopleSelection people;
        people.place = PeopleListKey::allProfiles();
        people.selection.everybody = true;
        people.count = people.total = 60;
        people.source = view().sources().source(people.place, PeopleOrder::CustomerId,
                                                Qt::AscendingOrder, true);
        view().commands().members().addTo(segment(1), people);
        return QTest::qWaitFor([this] { return view().activity()->current() != nullptr; });
    }

    bool trigger(const char *name)
    {
        auto *action = fixture.find<QAction>(QString::fromLatin1(name));
        if (!action || !action->isEnabled())
            return false;
        action->trigger();
        QCoreApplication::processEvents();
        return true;
    }
    bool isChecked(const char *name) const
    {
        return fixture.find<QAction>(QString::fromLatin1(name))->isChecked();
    }
    template <typename T>
    T *seen(const char *name) const
    {
        const QList<T *> all = fixture.window().findChildren<T *>(QString::fromLatin1(name));
        for (T *one : all) {
            if (one->isVisible() && one->isEnabled() && !one->size().isEmpty())
                return one;
        }
        return nullptr;
    }
    StoreView &view() const { return fixture.view(); }
    PeoplePage &page() const { return *fixture.view().page(); }

    WindowFixture fixture{smallest()};
    bool ready = false;
};

} // namespace

class TestPanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        DeskStyle::install(*qApp);
    }

    void detailsOpenAndCloseAtEveryWidth_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(960, 600), QSize(1024, 640), QSize(1200, 752),
                                 QSize(1280, 800), QSize(1440, 900)})
            QTest::newRow(qPrintable(u"%1x%2"_s.arg(size.width()).arg(size.height()))) << size;
    }

    void detailsOpenAndCloseAtEveryWidth()
    {
        QFETCH(QSize, size);
        StoreFixture desk(size);
        QVERIFY(desk.ready);
        QVERIFY2(!desk.view().panes().isDetailsOpen(), "there is no one to show");
        QVERIFY(!desk.isChecked("actionDetails"));

        QVERIFY(desk.trigger("actionDetails"));
        QVERIFY(desk.view().panes().isDetailsOpen());
        QVERIFY(desk.isChecked("actionDetails"));
        QVERIFY2(desk.view().details()->person().has_value(), "it opens with a person");
        QCOMPARE(desk.fixture.window().size(), size);
        const QRect pane(desk.view().details()->mapTo(&desk.view(), QPoint()),
                         desk.view().details()->size());
        QVERIFY(desk.view().rect().contains(pane));
        QVERIFY(desk.page().table()->width() >= 400);

        QVERIFY(desk.trigger("actionDetails"));
        QVERIFY(!desk.view().panes().isDetailsOpen());
        QVERIFY(!desk.isChecked("actionDetails"));
    }

    void aRowOpensItsDetails_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("Enter") << 0;
        QTest::newRow("Alt+Enter") << 1;
        QTest::newRow("double click") << 2;
    }

    void aRowOpensItsDetails()
    {
        QFETCH(int, how);
        StoreFixture desk({960, 600});
        QVERIFY(desk.ready);
        PeopleTable *table = desk.page().table();
        table->setFocus();
        const QModelIndex cell = desk.page().model()->index(2, int(PeopleTableModel::Column::Name));
        table->setCurrentIndex(cell);
        QVERIFY2(!desk.view().panes().isDetailsOpen(), "a narrow window has no room for it");
        if (how == 2) {
            const QPoint at = table->visualRect(cell).center();
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
        } else {
            QTest::keyClick(table, Qt::Key_Return, how == 1 ? Qt::AltModifier : Qt::NoModifier);
        }
        QTRY_VERIFY(desk.view().panes().isDetailsOpen());
        QCOMPARE(desk.view().details()->person()->customerId,
                 desk.page().model()->rowAt(2)->customerId);
    }

    void detailsThatWereClosedComeBackInALaterRun()
    {
        StoreFixture desk;
        QVERIFY(desk.ready);
        desk.page().ensureCurrentPerson();
        QVERIFY(desk.view().panes().isDetailsOpen());
        auto *close = desk.seen<QToolButton>("detailsClose");
        QVERIFY(close);
        close->setFocus(Qt::TabFocusReason);
        QTest::keyClick(close, Qt::Key_Space);
        QVERIFY(!desk.view().panes().isDetailsOpen());
        QVERIFY(desk.page().table()->hasFocus());

        QVERIFY(desk.open({1440, 900}));
        desk.page().ensureCurrentPerson();
        QVERIFY2(!desk.view().panes().isDetailsOpen(), "closed by hand stays closed");
        QVERIFY(desk.trigger("actionDetails"));
        QVERIFY(desk.view().panes().isDetailsOpen());

        QVERIFY(desk.open({1440, 900}));
        desk.page().ensureCurrentPerson();
        QVERIFY(desk.view().panes().isDetailsOpen());
    }

    void anEmptyPaneTakesNoRoom()
    {
        StoreFixture desk({1200, 752});
        QVERIFY(desk.ready);
        QVERIFY(!desk.view().panes().isDetailsOpen());
        const int wide = desk.page().width();
        desk.page().ensureCurrentPerson();
        QVERIFY(desk.view().panes().isDetailsOpen());
        QVERIFY(desk.page().width() < wide - 200);
        desk.noOne();
        QVERIFY(!desk.view().panes().isDetailsOpen());
        QCOMPARE(desk.page().width(), wide);
    }

    void theActivityListOpensInALowWindow()
    {
        StoreFixture desk({1203, 752}); // the first window on a screen of 1280 x 800
        QVERIFY(desk.ready);
        ActivityPanel *panel = desk.view().activity();
        auto *toggle = desk.fixture.find<QToolButton>(u"activityToggle"_s);
        QVERIFY2(!toggle->isEnabled(), "there is nothing to list");
        QVERIFY(!desk.trigger("actionActivity"));
        QVERIFY(desk.startJob());
        QVERIFY2(!panel->isOpen(), "low windows keep the room for the table");
        QCOMPARE(toggle->accessibleName(), u"Show the list"_s);
        QVERIFY2(!desk.seen<QToolButton>("jobPause"), "the list is closed");

        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(panel->isOpen());
        QCOMPARE(toggle->accessibleName(), u"Hide the list"_s);
        QTRY_VERIFY(desk.seen<QToolButton>("jobPause"));
        QVERIFY(desk.isChecked("actionActivity"));
        QVERIFY(desk.trigger("actionActivity"));
        QVERIFY(!panel->isOpen());
        QVERIFY(!desk.isChecked("actionActivity"));
        QVERIFY(desk.trigger("actionActivity"));
        QVERIFY(panel->isOpen());
    }

    void aJobIsPausedAndCancelledFromEverywhere_data()
    {
        QTest::addColumn<QString>("place");
        for (const char *place : {"line", "list", "menu", "history"})
            QTest::newRow(place) << QString::fromLatin1(place);
    }

    void aJobIsPausedAndCancelledFromEverywhere()
    {
        QFETCH(QString, place);
        StoreFixture desk({1203, 752});
        QVERIFY(desk.ready);
        QVERIFY(desk.startJob());
        const Job *job = desk.view().activity()->current();
        if (place == u"list"_s)
            desk.view().activity()->setOpen(true);
        if (place == u"history"_s)
            QVERIFY(desk.trigger("actionHistory"));
        const auto press = [&desk, place](bool pause) {
            if (place == u"menu"_s)
                return desk.trigger(pause ? "actionPauseJob" : "actionCancelJob");
            const QByteArray name = place == u"line"_s
                ? (pause ? "activityPause" : "activityCancel")
                : place == u"list"_s ? (pause ? "jobPause" : "jobClose")
                                     : (pause ? "historyPause" : "historyCancel");
            QToolButton *button = nullptr;
            if (!QTest::qWaitFor(
                    [&] { return (button = desk.seen<QToolButton>(name)) != nullptr; }))
                return false;
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        };
        QTRY_COMPARE(job->state(), Job::State::Running);
        QVERIFY(press(true));
        QCOMPARE(job->state(), Job::State::Paused);
        QVERIFY(press(true));
        QCOMPARE(job->state(), Job::State::Running);
        QVERIFY(press(false));
        QVERIFY(job->state() == Job::State::Stopping || job->state() == Job::State::Ended);
    }

    void theFocusIsSeenAfterADialog()
    {
        StoreFixture desk;
        QVERIFY(desk.ready);
        const auto *ring = qApp->findChild<FocusRing *>();
        QVERIFY(ring);
        auto *button = desk.seen<QPushButton>("exportPageButton");
        QVERIFY(button);
        button->setFocus(Qt::TabFocusReason);
        QCOMPARE(ring->ringed(), button);
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_VERIFY(QApplication::activeModalWidget());
        QWidget *dialog = QApplication::activeModalWidget();
        QTRY_VERIFY(dialog->isActiveWindow() && QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activeModalWidget());
        desk.fixture.window().activateWindow();
        QTRY_COMPARE(QApplication::focusWidget(), button);
        QTRY_COMPARE(ring->ringed(), button);
    }

    void theTitleIsTheLastThingToBeCut_data() { detailsOpenAndCloseAtEveryWidth_data(); }

    void theTitleIsTheLastThingToBeCut()
    {
        QFETCH(QSize, size);
        StoreFixture desk(size);
        QVERIFY(desk.ready);
        const SegmentId segment = desk.fixture.segmentNamed(u"Newsletter readers"_s);
        desk.view().open(PeopleListKey::of(
            segment.isNull()
                ? desk.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>()
                : segment));
        QTRY_VERIFY(desk.page().model()->rowAt(0));
        desk.page().ensureCurrentPerson();
        desk.view().panes().setDetailsOpen(true);
        QTRY_VERIFY(desk.view().panes().isDetailsOpen());
        const auto *title = desk.fixture.find<ElidedLabel>(u"pageTitle"_s);
        QTRY_VERIFY2(!title->isElided(),
                     qPrintable(u"%1 in %2 pixels of %3"_s.arg(title->text())
                                    .arg(title->width())
                                    .arg(desk.page().width())));
        QVERIFY(desk.seen<QPushButton>("addPeopleButton"));
    }

    void columnsGoOnlyWhereThereIsNoRoom()
    {
        StoreFixture desk({960, 600});
        QVERIFY(desk.ready);
        PeopleTable *table = desk.page().table();
        const auto hidden = [table](PeopleTableModel::Column column) {
            return table->isColumnHidden(int(column));
        };
        const auto used = [table] {
            int sum = 0;
            for (int column = 0; column < PeopleTableModel::columns; ++column)
                sum += table->columnWidth(column);
            return sum;
        };
        using Column = PeopleTableModel::Column;
        QVERIFY(hidden(Column::Company));
        QVERIFY2(!hidden(Column::OtherSegments), "there are 200 pixels for it");
        QCOMPARE(used(), table->viewport()->width());
        desk.fixture.window().resize(1440, 900);
        QTRY_VERIFY(!hidden(Column::Company));
        QVERIFY(!hidden(Column::CustomerId));
        QCOMPARE(used(), table->viewport()->width());
        desk.fixture.window().resize(960, 600);
        QTRY_VERIFY(hidden(Column::Company));
        desk.view().panes().setDetailsOpen(true);
        QVERIFY(!hidden(Column::Name));
        QVERIFY(!hidden(Column::Email));
        QCOMPARE(used(), table->viewport()->width());
    }
};

QTEST_MAIN(TestPanes)
#include "tst_panes.moc"
