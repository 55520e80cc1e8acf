// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What screen readers, and robots from outside, find of the window: every entry of every menu in
// its place, and popups while they are open.

#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/kit/datefield.h"
#include "ui/kit/popupframe.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentpicker.h"

#include <QAccessible>
#include <QAction>
#include <QDialog>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// The way down to an object, as a screen reader goes it; empty: it is not found.
QList<QAccessibleInterface *> wayTo(const QObject *object, QAccessibleInterface *from)
{
    if (!from || !from->isValid())
        return {};
    if (from->object() == object)
        return {from};
    for (int i = 0; i < from->childCount(); ++i) {
        QList<QAccessibleInterface *> way = wayTo(object, from->child(i));
        if (!way.isEmpty()) {
            way.prepend(from);
            return way;
        }
    }
    return {};
}

/// Found from the window down, and led to the same window up again.
bool isFound(const QObject *object, QWidget &window)
{
    const QList<QAccessibleInterface *> way =
        wayTo(object, QAccessible::queryAccessibleInterface(&window));
    if (way.isEmpty())
        return false;
    for (qsizetype i = 1; i < way.size(); ++i) {
        if (way.at(i)->parent() != way.at(i - 1) || way.at(i - 1)->indexOfChild(way.at(i)) < 0)
            return false;
    }
    return true;
}

QString plain(const QAction *action)
{
    return action->text().remove(u'&').section(u'\t', 0, 0);
}

} // namespace

class TestAccessibleTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QAccessible::setActive(true);
    }

    void everyEntryIsInItsMenu()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const QList<QMenu *> menus = fixture.window().findChildren<QMenu *>();
        int entries = 0;
        for (QMenu *menu : menus) {
            Q_EMIT menu->aboutToShow();
            QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(menu);
            QVERIFY(seen);
            const QList<QAction *> actions = menu->actions();
            for (QAction *action : actions) {
                if (action->isSeparator() || action->menu() || !action->isVisible())
                    continue;
                ++entries;
                const QByteArray where = (menu->title() + u" > "_s + plain(action)).toUtf8();
                QAccessibleInterface *entry = nullptr;
                for (int i = 0; i < seen->childCount() && !entry; ++i) {
                    QAccessibleInterface *child = seen->child(i);
                    if (child && child->object() == action)
                        entry = child;
                }
                QVERIFY2(entry, where.constData());
                QVERIFY2(entry->parent() && entry->parent()->object() == menu, where.constData());
            }
        }
        QVERIFY(entries > 40);
    }

    /// Of an action in two menus Qt shows one.
    void noActionIsInTwoMenus()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        const QList<QAction *> actions = fixture.window().findChildren<QAction *>();
        for (const QAction *action : actions) {
            int menus = 0;
            const QList<QObject *> shown = action->associatedObjects();
            for (QObject *one : shown)
                menus += qobject_cast<QMenu *>(one) != nullptr;
            QVERIFY2(menus <= 1, qPrintable(action->text()));
        }
    }

    /// The second entry is the same action: on and off with it, named with its key, and does it.
    void twinsFollowTheirAction()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        auto *action = fixture.find<QAction>(u"actionNewSegment"_s);
        auto *twin = fixture.find<QAction>(u"actionNewSegmentTwin"_s);
        QVERIFY(action && twin);
        QVERIFY(
            twin->text().endsWith(u'\t' + action->shortcut().toString(QKeySequence::NativeText)));
        QVERIFY(twin->shortcut().isEmpty()); // the key is not ambiguous
        QCOMPARE(twin->isEnabled(), action->isEnabled());
        twin->trigger();
        QVERIFY(fixture.dialog<QDialog>());
        fixture.dialog<QDialog>()->reject();
        fixture.window().showWelcome();
        QVERIFY(!action->isEnabled());
        QVERIFY(!twin->isEnabled());
    }

    void popupsAreFoundWhileTheyAreOpen()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        auto *picker = fixture.find<SegmentPicker>(u"segmentPicker"_s);
        QVERIFY(!isFound(picker, fixture.window()));
        picker->openAtPointer();
        QVERIFY(isFound(picker, fixture.window()));
        auto *list = picker->findChild<QListView *>(u"segmentPickerList"_s);
        QVERIFY(isFound(list, fixture.window()));
        QVERIFY(isFound(picker->findChild<QWidget *>(u"segmentPickerFilter"_s), fixture.window()));
        picker->close();
        QVERIFY(!isFound(picker, fixture.window()));

        MemoryCopy copy;
        QVERIFY(copy.read(fixture.session().background()));
        fixture.view().sources().setCopy(copy.functions());
        PeopleSources::Status status;
        status.state = PeopleSources::State::Complete;
        fixture.view().sources().setStatus(status);
        QTest::mouseClick(fixture.find<QPushButton>(u"filterButton"_s), Qt::LeftButton);
        auto *popup = fixture.find<PopupFrame>(u"filterPopup"_s);
        QVERIFY(popup && popup->isVisible());
        QVERIFY(isFound(popup, fixture.window()));
        auto *add = popup->findChild<QPushButton *>(u"filterInAdd"_s);
        QVERIFY(isFound(add, fixture.window()));
        // A popup of a popup, and one of a field.
        QTest::mouseClick(add, Qt::LeftButton);
        auto *second = popup->findChild<SegmentPicker *>(u"filterPicker"_s);
        QVERIFY(second->isVisible());
        QVERIFY(isFound(second, fixture.window()));
        second->close();
        auto *day = popup->findChild<DateField *>(u"firstDay"_s);
        day->setFocus();
        QTest::keyClick(day, Qt::Key_Down, Qt::AltModifier);
        auto *calendar = day->findChild<PopupFrame *>(u"calendarPopup"_s);
        QVERIFY(calendar && calendar->isVisible());
        QVERIFY(isFound(calendar, fixture.window()));
        calendar->close();
        popup->close();
    }
};

QTEST_MAIN(TestAccessibleTree)
#include "tst_accessibletree.moc"
