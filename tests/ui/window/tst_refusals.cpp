// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a store, or the list of its segments, refuses is said: while it is typed, or in the title of
// what did not happen. And what a drop of a whole segment asks.

#include "models/api/storeapi.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historypage.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentpicker.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/window/placeactions.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QDragMoveEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

class Scene
{
public:
    bool open(int segments = 12)
    {
        sandbox::Options options = WindowFixture::smallStore();
        options.segments = segments;
        fixture = std::make_unique<WindowFixture>(options);
        return fixture->open()
            && QTest::qWaitFor([this] { return list().state() == SegmentListModel::State::Ready; });
    }

    SegmentListModel &list() const { return fixture->view().segments(); }
    SegmentId at(int row) const
    {
        return list().index(row).data(SegmentListModel::IdRole).value<SegmentId>();
    }
    QString nameAt(int row) const { return list().nameOf(at(row)); }
    StoreCommands &commands() const { return fixture->view().commands(); }
    MessageBar &bar() const { return *commands().messageBar(); }

    /// As another app makes it: the list of this window does not know.
    bool createElsewhere(const QString &name)
    {
        QObject context;
        bool made = false;
        fixture->session().interactive().createSegments(
            *NonEmpty<QList<NewSegment>>::from({{name, {}}}), &context,
            [&made](const Result<QList<Segment>> &answer) { made = answer.has_value(); });
        return QTest::qWaitFor([&made] { return made; });
    }

    std::unique_ptr<WindowFixture> fixture;
};

} // namespace

class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aTakenNameIsRefusedWhileItIsTyped_data()
    {
        QTest::addColumn<QString>("around");
        QTest::newRow("to the letter") << u"%1"_s;
        QTest::newRow("with blanks around it") << u"  %1 "_s;
    }

    void aTakenNameIsRefusedWhileItIsTyped()
    {
        QFETCH(QString, around);
        Scene scene;
        QVERIFY(scene.open());
        const SegmentId id = scene.at(0);
        const QString before = scene.nameAt(0);
        const QString taken = around.arg(scene.nameAt(1));
        scene.fixture->view().open(PeopleListKey::of(id));
        SegmentListView *list = scene.fixture->view().sidebar()->list();
        const auto editor = [list] { return list->findChild<QLineEdit *>(u"nameEditor"_s); };
        scene.fixture->view().placeActions().renameSegment();
        QTRY_VERIFY(editor());
        editor()->clear();
        QTest::keyClicks(editor(), taken);
        QTRY_VERIFY(QToolTip::text().contains(u"already"_s));
        QTest::keyClick(editor(), Qt::Key_Return);
        QVERIFY(editor()->isVisible()); // what was typed is still there
        QCOMPARE(editor()->text(), taken);
        QCOMPARE(scene.fixture->session().jobs().jobs().size(), 0);
        // Its own name, and a free one, can be taken.
        editor()->clear();
        QTest::keyClicks(editor(), before + u" 2"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY2(scene.list().nameOf(id) == before + u" 2"_s,
                     qPrintable(QString::number(scene.fixture->session().jobs().jobs().size())
                                + scene.bar().text() + QString::number(editor() != nullptr)));

        // Left with a name that is taken, the old one stays, and that is said.
        scene.fixture->view().placeActions().renameSegment();
        QTRY_VERIFY(editor());
        editor()->clear();
        QTest::keyClicks(editor(), taken);
        scene.fixture->view().page()->table()->setFocus();
        QTRY_VERIFY(scene.bar().text().startsWith(u"Not renamed."_s));
        QCOMPARE(scene.list().nameOf(id), before + u" 2"_s);
    }

    void dialogsRefuseATakenName()
    {
        Scene scene;
        QVERIFY(scene.open());
        const QString taken = u" %1  "_s.arg(scene.nameAt(1));
        const auto refuses = [&scene, &taken] {
            auto *dialog = scene.fixture->dialog<SegmentDialog>();
            if (!dialog)
                return false;
            dialog->setName(taken);
            const bool off = !dialog->findChild<QPushButton *>(u"submitButton"_s)->isEnabled();
            dialog->reject();
            return off
                && QTest::qWaitFor([&scene] { return !scene.fixture->dialog<SegmentDialog>(); });
        };
        scene.commands().segments().newSegment();
        QVERIFY(refuses());
        scene.commands().segments().editSegment(scene.at(0));
        QVERIFY(refuses());
        scene.commands().segments().duplicateSegment(scene.at(0));
        QVERIFY(refuses());
        scene.commands().segments().createSegment(taken, {}); // as the picker and Combine do
        QVERIFY(refuses());
    }

    /// Another client was faster: the store refuses.
    void aRefusedChangeIsTitledAsFailed()
    {
        Scene scene;
        QVERIFY(scene.open());
        const QString before = scene.nameAt(0);
        QVERIFY(scene.createElsewhere(u"Elsewhere"_s));
        scene.commands().segments().renameSegment(scene.at(0), u"Elsewhere"_s);
        const QString title = u"Could not rename “%1” to “Elsewhere”"_s.arg(before);
        QTRY_VERIFY2(scene.bar().text().startsWith(title), qPrintable(scene.bar().text()));
        QVERIFY(scene.bar().text().contains(u"already"_s));
        QCOMPARE(scene.bar().tone(), Tone::Err);
        Job *job = scene.fixture->session().jobs().jobs().first();
        QCOMPARE(words::jobTitle(*job), title);
        QCOMPARE(words::historyTitle(job->facts(), job->end(), job->counts().changed), title);
        QCOMPARE(scene.nameAt(0), before);
        scene.fixture->view().setHistoryOpen(true);
        QTRY_COMPARE(scene.fixture->find<QWidget>(u"historyTitle"_s)->property("text").toString(),
                     title);

        scene.commands().segments().createSegment(u"Elsewhere"_s, {});
        QTRY_VERIFY2(scene.bar().text().startsWith(u"Could not create “Elsewhere”"_s),
                     qPrintable(scene.bar().text()));
        QVERIFY(scene.bar().text().contains(u"already"_s));
    }

    void aDroppedSegmentSaysHowManyAndAsks()
    {
        Scene scene;
        QVERIFY(scene.open());
        // One with many members onto one with few.
        SegmentId large;
        SegmentId small;
        for (int row = 0; row < scene.list().rowCount(); ++row) {
            const qint64 members = scene.fixture->membersOf(scene.at(row));
            if (members >= 50 && large.isNull())
                large = scene.at(row);
            else if (small.isNull())
                small = scene.at(row);
        }
        QVERIFY(!large.isNull() && !small.isNull());
        const qint64 members = scene.fixture->membersOf(large);
        const qint64 there = scene.fixture->membersOf(small);
        const PeopleMimeData data(large, scene.list().nameOf(large), members);
        SegmentListView *list = scene.fixture->view().sidebar()->list();
        const int row = scene.fixture->view().sidebar()->model()->rowOf(PeopleListKey::of(small));
        const QModelIndex index = scene.fixture->view().sidebar()->model()->index(row);
        list->scrollTo(index);
        QSignalSpy hints(list, &SegmentListView::dropHintChanged);
        const QPoint at = list->visualRect(index).center();
        QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &enter);
        QDragMoveEvent plain(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &plain);
        QVERIFY2(hints.last().first().toString().contains(words::members(members)),
                 qPrintable(hints.last().first().toString()));
        QVERIFY(hints.last().first().toString().contains(u"Shift"_s));
        QDragMoveEvent shift(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                             Qt::ShiftModifier);
        QApplication::sendEvent(list->viewport(), &shift);
        QVERIFY(hints.last().first().toString().contains(u"merge"_s));

        scene.commands().members().drop(data, small, false);
        QTRY_VERIFY(scene.fixture->dialog<PlanDialog>());
        QCOMPARE(scene.fixture->session().jobs().jobs().size(), 0);
        QCOMPARE(scene.fixture->membersOf(small), there); // nothing was done yet
        scene.fixture->dialog<PlanDialog>()->reject();
        QTRY_VERIFY(!scene.fixture->dialog<PlanDialog>());
        scene.commands().members().drop(data, small, true); // a merge asks by its number
        QTRY_VERIFY(scene.fixture->dialog<TypedConfirm>());
    }

    void thePickerFindsWordsInAnyOrderInsideTheWindow()
    {
        Scene scene;
        QVERIFY(scene.open());
        auto *picker = scene.fixture->find<SegmentPicker>(u"segmentPicker"_s);
        QVERIFY(picker);
        const QRect window(scene.fixture->window().mapToGlobal(QPoint()),
                           scene.fixture->window().size());
        for (const QPoint &at : {window.topLeft(), window.bottomRight(), window.center(),
                                 window.bottomLeft() + QPoint(3, 500)}) {
            picker->openAt(at);
            QVERIFY(window.contains(picker->geometry()));
            picker->close();
        }
        picker->openAtPointer();
        QVERIFY(window.contains(picker->geometry()));
        auto *filter = picker->findChild<QLineEdit *>(u"segmentPickerFilter"_s);
        auto *list = picker->findChild<QListView *>(u"segmentPickerList"_s);
        QString two;
        for (int row = 0; row < scene.list().rowCount() && two.isEmpty(); ++row) {
            if (scene.nameAt(row).split(u' ').size() == 2)
                two = scene.nameAt(row);
        }
        QVERIFY(!two.isEmpty());
        const QStringList parts = two.split(u' ');
        filter->setText(parts.at(1).left(4) + u' ' + parts.at(0).left(3).toLower());
        QVERIFY(list->model()->rowCount() >= 1);
        QStringList shown;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            shown.append(list->model()->index(row, 0).data().toString());
        QVERIFY2(shown.contains(two), qPrintable(shown.join(u'|')));
        filter->setText(parts.at(0) + u" qqqq"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        picker->close();
    }
};

QTEST_MAIN(TestRefusals)
#include "tst_refusals.moc"
