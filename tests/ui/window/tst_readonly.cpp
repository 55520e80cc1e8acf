// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// With a token that can only read, what writes is off before anybody tries it, and says why; with a
// better token it is on again.

#include "models/api/storeaccess.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historypage.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/chipbutton.h"
#include "ui/overlap/combinepane.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/window/noticebar.h"
#include "ui/window/panelayout.h"
#include "ui/words/words.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDragMoveEvent>
#include <QEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

class Scene
{
public:
    Scene() { fixture.keepsCopy = true; }

    /// Empty: with the token that may do everything.
    bool open(const QString &token = {})
    {
        if (!fixture.open(token))
            return false;
        if (!QTest::qWaitFor([this] {
                return fixture.view().sources().isComplete()
                    && fixture.view().segments().state() == SegmentListModel::State::Ready;
            }))
            return false;
        fixture.session().probeAccess();
        return QTest::qWaitFor(
            [this] { return fixture.session().access().write != StoreAccess::Right::Unknown; });
    }

    bool openReadOnly()
    {
        return open(fixture.store().options().readOnlyToken)
            && fixture.session().access().isReadOnly();
    }

    SegmentId at(int row) const
    {
        return fixture.view()
            .segments()
            .index(row)
            .data(SegmentListModel::IdRole)
            .value<SegmentId>();
    }

    PeopleSelection peopleOf(int count) const
    {
        PeopleSelection people;
        people.place = PeopleListKey::allProfiles();
        const PeopleTableModel *model = fixture.view().page()->model();
        for (int row = 0; row < count; ++row) {
            const Person *person = model->rowAt(row);
            people.known.append({person->customerId, person->profileId().value_or(ProfileId())});
        }
        people.count = people.total = count;
        return people;
    }

    /// One change that was made, and one that the end of the program cut.
    bool leaveTraces()
    {
        if (!open()
            || !QTest::qWaitFor([this] { return fixture.view().page()->model()->rowAt(9); }))
            return false;
        const PeopleSelection five = peopleOf(5);
        fixture.session().run(Planner::planCreateSegment({u"Made before"_s, {}}));
        if (!QTest::qWaitFor([this] {
                return !fixture.session().jobs().isBusy()
                    && !fixture.segmentNamed(u"Made before"_s).isNull();
            }))
            return false;
        sandbox::Fault hang;
        hang.action = sandbox::Fault::Action::Hang;
        hang.method = u"POST"_s;
        hang.count = -1;
        fixture.store().setFaults({hang});
        fixture.view().commands().members().addTo(fixture.segmentNamed(u"Made before"_s), five);
        return QTest::qWaitFor([this] { return fixture.store().statistics().inFlight > 0; });
    }

    WindowFixture fixture;
};

void hover(QWidget *widget)
{
    const QPointF at = QRectF(widget->rect()).center();
    QEnterEvent enter(at, widget->mapTo(widget->window(), at), widget->mapToGlobal(at));
    QApplication::sendEvent(widget, &enter);
}

} // namespace

class TestReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatWritesIsOffAndSaysWhy()
    {
        Scene scene;
        QVERIFY(scene.leaveTraces());
        // The change under way is never answered: the session goes, as at a crash.
        scene.fixture.store().setFaults({});
        QVERIFY(scene.openReadOnly());
        scene.fixture.store().resetStatistics();
        const QString why = words::readOnlyToken();
        StoreView &view = scene.fixture.view();

        // The notice about what was interrupted.
        auto *notice = scene.fixture.find<NoticeBar>(u"noticeBar"_s);
        QVERIFY(notice->text().contains(u"closed before this was finished"_s));
        QPushButton *resume = nullptr;
        QPushButton *discard = nullptr;
        const QList<QPushButton *> answers = notice->findChildren<QPushButton *>();
        for (QPushButton *button : answers) {
            if (button->text() == u"Resume"_s)
                resume = button;
            else if (button->text() == u"Discard"_s)
                discard = button;
        }
        QVERIFY(resume && !resume->isEnabled());
        QCOMPARE(resume->toolTip(), why);
        QVERIFY(discard && discard->isEnabled()); // nothing is sent for it

        // Combine.
        view.compare({scene.at(0), scene.at(1)});
        const auto offWithReason = [&why](const QWidget *control) {
            return control && !control->isEnabled() && control->toolTip() == why;
        };
        QTRY_VERIFY(view.combine()->count().value_or(0) > 0);
        QVERIFY(offWithReason(scene.fixture.find<QPushButton>(u"combineMake"_s)));
        QVERIFY(offWithReason(scene.fixture.find<QPushButton>(u"combineAddTo"_s)));
        QVERIFY(scene.fixture.find<QPushButton>(u"combineShow"_s)->isEnabled());
        view.closeOverlap();

        // A person's segments: they open, their crosses are off.
        PeopleTable *table = view.page()->table();
        QTRY_VERIFY(view.page()->model()->rowAt(0));
        view.panes().setDetailsOpen(true);
        ChipButton *chip = nullptr;
        for (int row = 0; row < 30 && !chip; ++row) {
            table->setCurrentIndex(table->model()->index(row, 1));
            chip = view.details()->findChild<ChipButton *>();
        }
        QVERIFY(chip);
        QCOMPARE(chip->accessibleDescription(), why);
        QSignalSpy removed(chip, &ChipButton::removeRequested);
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(chip->width() - 12, chip->height() / 2));
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Delete);
        QCOMPARE(removed.size(), 0);
        QVERIFY(offWithReason(scene.fixture.find<QPushButton>(u"addToSegmentButton"_s)));
        QVERIFY(offWithReason(scene.fixture.find<QPushButton>(u"deleteProfileButton"_s)));

        // Drops: of people, of text, of a file.
        SegmentListView *list = view.sidebar()->list();
        const QModelIndex row = view.sidebar()->model()->index(
            view.sidebar()->model()->rowOf(PeopleListKey::of(scene.at(0))));
        list->scrollTo(row);
        const QPoint at = list->visualRect(row).center();
        QSignalSpy hints(list, &SegmentListView::dropHintChanged);
        QSignalSpy dropped(list, &SegmentListView::peopleDropped);
        QTRY_VERIFY(view.page()->model()->rowAt(2));
        const PeopleMimeData people(scene.peopleOf(3));
        QMimeData text;
        text.setText(u"101, 102"_s);
        const QString path = scene.fixture.filePath(u"people.csv"_s);
        QFile csv(path);
        QVERIFY(csv.open(QIODevice::WriteOnly) && csv.write("id\n101\n") > 0);
        csv.close();
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(path)});
        for (const QMimeData *data :
             {static_cast<const QMimeData *>(&people), static_cast<const QMimeData *>(&text),
              static_cast<const QMimeData *>(&file)}) {
            QDragEnterEvent enter(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(list->viewport(), &enter);
            QDragMoveEvent move(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(list->viewport(), &move);
            QVERIFY(!move.isAccepted());
            QCOMPARE(hints.last().first().toString(), why.toHtmlEscaped());
            QDropEvent drop(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(list->viewport(), &drop);
        }
        QCOMPARE(dropped.size(), 0);
        QDragEnterEvent entered(QPoint(600, 300), Qt::CopyAction, &file, Qt::LeftButton,
                                Qt::NoModifier);
        QApplication::sendEvent(&view, &entered);
        QDragMoveEvent anywhere(QPoint(600, 300), Qt::CopyAction, &file, Qt::LeftButton,
                                Qt::NoModifier);
        QApplication::sendEvent(&view, &anywhere);
        QVERIFY(!anywhere.isAccepted());

        // A name in the list is refused before it is typed.
        view.open(PeopleListKey::of(scene.at(0)));
        list->setFocus();
        list->setCurrentIndex(row);
        QTest::keyClick(list, Qt::Key_F2);
        QVERIFY(!list->findChild<QLineEdit *>(u"nameEditor"_s));

        // History: its verbs, also in its menu.
        view.setHistoryOpen(true);
        QTRY_VERIFY(view.history()->model()->rowCount() > 1);
        auto *undo = scene.fixture.find<QPushButton>(u"historyUndo"_s);
        QTRY_VERIFY(undo->isVisible());
        QVERIFY(offWithReason(undo));
        Q_EMIT view.history()->list()->customContextMenuRequested(QPoint(20, 40));
        auto *menu = view.history()->findChild<QMenu *>(u"historyMenu"_s);
        QVERIFY(menu);
        const QList<QAction *> entries = menu->actions();
        const auto entry = std::find_if(entries.cbegin(), entries.cend(), [](const QAction *one) {
            return one->text().startsWith(u"Undo"_s);
        });
        QVERIFY(entry != entries.cend());
        QVERIFY(!(*entry)->isEnabled());
        QCOMPARE((*entry)->toolTip(), why);
        menu->close();
        QVERIFY(!scene.fixture.find<QAction>(u"actionUndo"_s)->isEnabled());
        QCOMPARE(scene.fixture.store().statistics().writes, 0);
    }

    /// No words ask for what is not possible: not beside a list, and not where it is empty.
    void nothingAsksForWhatIsOff()
    {
        Scene scene;
        QVERIFY(scene.open());
        scene.fixture.session().run(Planner::planCreateSegment({u"Empty one"_s, {}}));
        QTRY_VERIFY(!scene.fixture.segmentNamed(u"Empty one"_s).isNull());
        QTRY_VERIFY(!scene.fixture.session().jobs().isBusy());
        const QRegularExpression verbs(u"\\b(drag|drop|paste|Del|Ctrl\\+V|create)\\b"_s,
                                       QRegularExpression::CaseInsensitiveOption);
        const auto asked = [&] {
            QStringList found;
            const QList<QWidget *> all = scene.fixture.window().findChildren<QWidget *>();
            for (const QWidget *widget : all) {
                // What is off may say what it would do.
                if (!widget->isVisible() || !widget->isEnabled()
                    || qobject_cast<const QAbstractButton *>(widget))
                    continue;
                const QString text = widget->property("text").toString();
                if (text != words::readOnlyToken() && text.contains(verbs))
                    found.append(text);
                if (widget->toolTip().contains(verbs))
                    found.append(widget->toolTip());
            }
            return found;
        };
        const QList<PeopleListKey> places{
            PeopleListKey::allProfiles(), PeopleListKey::withoutProfile(),
            PeopleListKey::of(scene.at(0)),
            PeopleListKey::of(scene.fixture.segmentNamed(u"Empty one"_s))};
        const auto open = [&](const PeopleListKey &place) {
            scene.fixture.view().open(place);
            return QTest::qWaitFor([&] {
                const PeopleTableModel *model = scene.fixture.view().page()->model();
                return model->state() != PagedTableModelBase::State::Loading;
            });
        };
        int hints = 0;
        for (const PeopleListKey &place : places) {
            QVERIFY(open(place));
            hints += int(asked().size());
        }
        QVERIFY(hints >= 3); // with a token that may write they are there

        scene.fixture.session().setToken(scene.fixture.store().options().readOnlyToken);
        scene.fixture.session().probeAccess();
        QTRY_VERIFY(scene.fixture.session().access().isReadOnly());
        for (const PeopleListKey &place : places) {
            QCOMPARE(asked(), QStringList()); // where it is, when the token turns out so
            QVERIFY(open(place));
            QCOMPARE(asked(), QStringList());
            if (place.isSegment()) {
                for (QAbstractButton *button :
                     scene.fixture.view().page()->findChildren<QAbstractButton *>()) {
                    if (button->isVisible() && button->text() == u"Add people…"_s) {
                        QVERIFY(!button->isEnabled());
                        QCOMPARE(button->toolTip(), words::readOnlyToken());
                    }
                }
            }
        }
        // With a selection.
        QVERIFY(open(places.at(2)));
        QTRY_VERIFY(scene.fixture.view().page()->model()->rowAt(0));
        scene.fixture.view().page()->table()->toggleRow(0);
        auto *remove = scene.fixture.find<QAbstractButton>(u"removeButton"_s);
        QVERIFY(!remove->isEnabled());
        QCOMPARE(remove->toolTip(), words::readOnlyToken());
    }

    /// The status bar says what the tooltip would, as soon as the pointer is there.
    void theStatusBarSaysWhy()
    {
        Scene scene;
        QVERIFY(scene.openReadOnly());
        const auto *bar = scene.fixture.find<QWidget>(u"statusConnections"_s);
        const int width = scene.fixture.window().minimumSizeHint().width();
        auto *button = scene.fixture.find<QWidget>(u"newSegmentButton"_s);
        hover(button);
        const QString said = bar->property("text").toString();
        QVERIFY2(said.startsWith(words::readOnlyToken().left(30)), qPrintable(said));
        QCOMPARE(scene.fixture.window().minimumSizeHint().width(), width);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(button, &leave);
        QVERIFY(bar->property("text").toString().contains(u"connections"_s)); // as before
    }

    void anotherTokenSwitchesItOnAgain()
    {
        Scene scene;
        QVERIFY(scene.openReadOnly());
        StoreView &view = scene.fixture.view();
        view.compare({scene.at(0), scene.at(1)});
        auto *make = scene.fixture.find<QPushButton>(u"combineMake"_s);
        QTRY_VERIFY(view.combine()->count().value_or(0) > 0);
        QVERIFY(!make->isEnabled());
        scene.fixture.session().setToken(scene.fixture.store().options().token);
        scene.fixture.session().probeAccess();
        QTRY_VERIFY(make->isEnabled());
        QVERIFY(make->toolTip().isEmpty());
        QVERIFY(make->statusTip().isEmpty());
        view.closeOverlap();
        QVERIFY(scene.fixture.find<QAction>(u"actionNewSegment"_s)->isEnabled());
    }
};

QTEST_MAIN(TestReadOnly)
#include "tst_readonly.moc"
