// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What keys and menus do with what is in sight: each key is in the list of keys, Enter does what a
// click does, the menu key has a menu everywhere, and no verb is offered that makes no sense.

#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/kit/messagebar.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentpicker.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/placeactions.h"
#include "ui/window/storemenus.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

bool isReady(WindowFixture &fixture)
{
    return QTest::qWaitFor([&fixture] {
        const PeopleTableModel *model = fixture.view().page()->model();
        return fixture.view().segments().state() == SegmentListModel::State::Ready
            && model->state() != PagedTableModelBase::State::Loading
            && (model->rowCount() == 0 || model->rowAt(0));
    });
}

/// The menu that is open, by its name; null: none is.
QMenu *openMenu(const WindowFixture &fixture, const QString &name = {})
{
    const QList<QMenu *> all = fixture.window().findChildren<QMenu *>(name);
    for (QMenu *menu : all) {
        if (menu->isVisible())
            return menu;
    }
    return nullptr;
}

QStringList textsOf(const QMenu &menu)
{
    QStringList texts;
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions)
        texts.append(action->text().remove(u'&').section(u'\t', 0, 0));
    return texts;
}

void rightClick(QWidget *widget, const QPoint &at)
{
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
    QApplication::sendEvent(widget, &event);
}

void pressMenuKey(QWidget *widget)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, widget->mapToGlobal(QPoint()));
    QApplication::sendEvent(widget, &event);
}

} // namespace

class TestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    /// Each action of the window that has a key stands in the list of keys, with that key, once.
    void everyKeyIsListed()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        fixture.find<QAction>(u"actionShortcuts"_s)->trigger();
        auto *dialog = fixture.dialog<ShortcutsDialog>();
        QVERIFY(dialog);
        QStringList said;
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            said.append(label->text());
        int keys = 0;
        const QList<QAction *> all = fixture.window().findChildren<QAction *>();
        for (const QAction *action : all) {
            if (action->shortcut().isEmpty())
                continue;
            ++keys;
            const QString text = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(said.count(text) == 1,
                     qPrintable(action->objectName() + u": "_s + text
                                + u" is listed %1 times"_s.arg(said.count(text))));
        }
        QVERIFY(keys >= 25);
        for (const auto &[key, what] : {std::pair(u"Ctrl+,"_s, u"Settings"_s),
                                        {u"Ctrl+Q"_s, u"Quit"_s},
                                        {u"F8"_s, u"Show or hide the activity list"_s}}) {
            const qsizetype at = said.indexOf(key);
            QVERIFY(at >= 0);
            QVERIFY2(said.contains(what), qPrintable(what));
        }
    }

    /// Enter does what a click does on every row of the picker, also on the one for a new segment.
    void enterChoosesEachRowOfThePicker()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        QVERIFY(fixture.view().page()->model()->rowAt(0));
        fixture.view().page()->table()->toggleRow(0);
        auto *picker = fixture.find<SegmentPicker>(u"segmentPicker"_s);
        auto *filter = picker->findChild<QLineEdit *>(u"segmentPickerFilter"_s);
        auto *list = picker->findChild<QListView *>(u"segmentPickerList"_s);
        auto *create = picker->findChild<QPushButton *>(u"segmentPickerNew"_s);
        const auto openPicker = [&] {
            fixture.view().placeActions().addSelectedTo(nullptr);
            return QTest::qWaitFor([picker] { return picker->isVisible(); });
        };
        const int rows = 12;
        QVERIFY(openPicker());
        QCOMPARE(list->model()->rowCount(), rows);
        picker->close();

        QSignalSpy chosen(picker, &SegmentPicker::chosen);
        QSignalSpy wantsNew(picker, &SegmentPicker::newSegmentRequested);
        for (int row = 0; row <= rows; ++row) {
            QVERIFY(openPicker());
            for (int i = 0; i < row; ++i)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            QVERIFY2(!picker->isVisible(), qPrintable(QString::number(row)));
            QCOMPARE(chosen.size(), std::min(row + 1, rows));
            QCOMPARE(wantsNew.size(), row == rows ? 1 : 0);
            QTRY_VERIFY(!fixture.session().jobs().isBusy());
            if (auto *dialog = fixture.dialog<QDialog>())
                dialog->reject();
        }

        // With Tab it is found too, and Up leads back to the list.
        QVERIFY(openPicker());
        create->setFocus(Qt::TabFocusReason);
        QTest::keyClick(create, Qt::Key_Up);
        QVERIFY(filter->hasFocus());
        create->setFocus(Qt::TabFocusReason);
        QTest::keyClick(create, Qt::Key_Enter);
        QCOMPARE(wantsNew.size(), 2);
        if (auto *dialog = fixture.dialog<SegmentDialog>())
            dialog->reject();

        // Where no segment is left, a name was typed: it is the new one's.
        QVERIFY(openPicker());
        QTest::keyClicks(filter, u"Nowhere to be found"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(wantsNew.size(), 3);
        QCOMPARE(wantsNew.last().first().toString(), u"Nowhere to be found"_s);
    }

    /// By its key the picker opens at the button for it, wherever the pointer is.
    void thePickerHasItsPlace()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        fixture.view().page()->table()->toggleRow(0);
        const QWidget *anchor = fixture.view().page()->targetAnchor();
        QVERIFY(anchor);
        auto *picker = fixture.find<SegmentPicker>(u"segmentPicker"_s);
        fixture.find<QAction>(u"actionAddTo"_s)->trigger();
        QTRY_VERIFY(picker->isVisible());
        const QPoint below = anchor->mapToGlobal(QPoint(0, anchor->height()));
        QVERIFY2(picker->y() - below.y() < 20 && picker->y() > below.y(),
                 qPrintable(QString::number(picker->y())));
        picker->close();
    }

    /// The row that was clicked is lit while its menu is open, and then the open one again.
    void aRowIsLitForItsMenu()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        auto *list = fixture.find<QListView>(u"segmentList"_s);
        const QModelIndex open = list->currentIndex();
        const QModelIndex other = list->model()->index(4, 0);
        QVERIFY(open.isValid() && open != other);
        const QPoint at = list->visualRect(other).center();
        QTest::mousePress(list->viewport(), Qt::RightButton, {}, at);
        rightClick(list->viewport(), at);
        auto *menu = fixture.find<QMenu>(u"segmentMenu"_s);
        QVERIFY(menu);
        QVERIFY(list->selectionModel()->isSelected(other));
        menu->close();
        QTest::mouseRelease(list->viewport(), Qt::RightButton, {}, at);
        QVERIFY(!list->selectionModel()->isSelected(other));
        QCOMPARE(list->currentIndex(), open);
    }

    /// Without a selection the menu key opens the menu of the place, as a right click beside the
    /// rows does; with one, that of the people.
    void theMenuKeyHasTheMenuOfThePlace()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        fixture.session().run(Planner::planCreateSegment({u"Empty one"_s, {}}));
        QTRY_VERIFY(!fixture.segmentNamed(u"Empty one"_s).isNull());
        PeopleTable *table = fixture.view().page()->table();
        const QStringList verbs{u"Add people…"_s, u"Rename"_s, u"Delete segment…"_s,
                                u"Select all"_s};
        const auto opensPlace = [&](const QString &why) {
            QMenu *menu = openMenu(fixture, u"segmentMenu"_s);
            if (!menu) {
                qWarning("%s: no menu", qPrintable(why));
                return false;
            }
            const QStringList texts = textsOf(*menu);
            menu->close();
            QCoreApplication::sendPostedEvents(menu, QEvent::DeferredDelete);
            for (const QString &verb : verbs) {
                if (!texts.contains(verb)) {
                    qWarning("%s: %s is missing", qPrintable(why), qPrintable(verb));
                    return false;
                }
            }
            return true;
        };
        for (const QString &name : {u"VIP"_s, u"Empty one"_s}) {
            fixture.view().open(PeopleListKey::of(fixture.segmentNamed(name)));
            QVERIFY(isReady(fixture));
            pressMenuKey(table);
            QVERIFY(opensPlace(name + u", key"_s));
        }
        // Where a list is empty, words and a button stand in the place of the rows.
        QWidget *ground = table->viewport()->window()->childAt(
            table->mapTo(&fixture.window(), table->viewport()->geometry().bottomRight())
            - QPoint(20, 20));
        QVERIFY(ground);
        rightClick(ground, ground->rect().bottomRight() - QPoint(10, 10));
        QVERIFY(opensPlace(u"ground of an empty list"_s));

        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        QVERIFY(isReady(fixture));
        table->toggleRow(0);
        pressMenuKey(table);
        QMenu *menu = openMenu(fixture, u"peopleMenu"_s);
        QVERIFY(menu);
        QVERIFY(textsOf(*menu).contains(u"Add to a segment…"_s));
        menu->close();

        fixture.view().open(PeopleListKey::allProfiles());
        QVERIFY(isReady(fixture));
        pressMenuKey(table);
        menu = openMenu(fixture, u"pageMenu"_s);
        QVERIFY(menu);
        QVERIFY(textsOf(*menu).contains(u"Create profiles…"_s));
        menu->close();

        // Beside the rows of the sidebar.
        SegmentListView *list = fixture.view().sidebar()->list();
        const QPoint below(20, list->viewport()->height() - 4);
        QVERIFY(!list->indexAt(below).isValid());
        rightClick(list->viewport(), below);
        menu = openMenu(fixture, u"segmentMenu"_s);
        QVERIFY(menu);
        QVERIFY(textsOf(*menu).contains(u"New segment…"_s));
        menu->close();
    }

    /// What is open already is not offered to be opened.
    void whatIsOpenCannotBeOpened()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        const PeopleListKey vip = PeopleListKey::of(fixture.segmentNamed(u"VIP"_s));
        const auto offersToOpen = [&fixture](QMenu *menu) {
            const bool offers = menu && textsOf(*menu).contains(u"Open"_s);
            if (menu)
                menu->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return offers;
        };
        fixture.view().menus().segmentMenu(vip, QPoint(100, 100));
        QVERIFY(offersToOpen(openMenu(fixture, u"segmentMenu"_s)));
        fixture.view().open(vip);
        QVERIFY(isReady(fixture));
        fixture.view().menus().pageMenu(fixture.find<QWidget>(u"pageMenuButton"_s));
        QMenu *menu = openMenu(fixture, u"segmentMenu"_s);
        QVERIFY(menu);
        QVERIFY(!menu->actions().constFirst()->isSeparator());
        QVERIFY(!offersToOpen(menu));
        fixture.view().menus().segmentMenu(vip, QPoint(100, 100));
        QVERIFY(!offersToOpen(openMenu(fixture, u"segmentMenu"_s)));
        // Under the history it is not in sight.
        fixture.view().setHistoryOpen(true);
        fixture.view().menus().segmentMenu(vip, QPoint(100, 100));
        QVERIFY(offersToOpen(openMenu(fixture, u"segmentMenu"_s)));
    }

    /// "Create profiles" of the menus is about the people who are selected, if some are.
    void profilesAreCreatedForTheSelection()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(isReady(fixture));
        auto *action = fixture.find<QAction>(u"actionCreateProfiles"_s);
        QCOMPARE(action->text(), u"&Create profiles…"_s);
        action->trigger();
        auto *dialog = fixture.dialog<CreateProfilesDialog>();
        QVERIFY(dialog);
        dialog->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        // They all have one: it says so.
        PeopleTable *table = fixture.view().page()->table();
        table->toggleRow(0);
        table->toggleRow(1);
        QVERIFY(!action->text().endsWith(u'…'));
        action->trigger();
        QTRY_COMPARE(fixture.view().page()->messageBar()->text(),
                     u"All of them already have a profile"_s);
        QVERIFY(!fixture.dialog<CreateProfilesDialog>());

        fixture.view().open(PeopleListKey::withoutProfile());
        QTRY_VERIFY(fixture.view().page()->model()->rowAt(1));
        table->toggleRow(0);
        table->toggleRow(1);
        const CustomerId first = fixture.view().page()->model()->rowAt(0)->customerId;
        action->trigger();
        QTRY_COMPARE(fixture.view().page()->messageBar()->text(), u"Created 2 profiles"_s);
        QVERIFY(!fixture.dialog<CreateProfilesDialog>());
        QTRY_VERIFY(fixture.view().page()->model()->rowAt(0)
                    && fixture.view().page()->model()->rowAt(0)->customerId != first);

        // The menu of the page and the button at its head are the same verb.
        table->toggleRow(0);
        fixture.view().menus().pageMenu(fixture.find<QWidget>(u"pageMenuButton"_s));
        QMenu *menu = openMenu(fixture, u"pageMenu"_s);
        QVERIFY(menu);
        const QList<QAction *> entries = menu->actions();
        for (QAction *entry : entries) {
            if (entry->text().startsWith(u"Create profiles"_s))
                entry->trigger();
        }
        menu->close();
        QTRY_COMPARE(fixture.view().page()->messageBar()->text(), u"Created 1 profile"_s);
    }
};

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
