// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The frame: settings, errors, closing, names and sizes; over a real sandbox store, offscreen. What
// needs a pointer that drags is in the story under Xvfb.

#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historymodel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/stateview.h"
#include "ui/people/peoplepage.h"
#include "ui/window/panelayout.h"
#include "ui/window/placeactions.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksBeforeJobsAreLeft()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id =
            fixture.view().segments().index(0).data(SegmentListModel::IdRole).value<SegmentId>();
        fixture.store().setLatency(200);
        fixture.view().commands().members().addPerson(
            {CustomerId(1), ProfileId(QUuid::createUuid())}, id);
        fixture.window().close();
        QVERIFY(fixture.window().isVisible());
        auto *dialog = fixture.find<QDialog>(u"confirmDialog"_s);
        QVERIFY(dialog);
        fixture.window().close(); // asks once
        QCOMPARE(fixture.window().findChildren<QDialog *>(u"confirmDialog"_s).size(), 1);
        dialog->reject();
        QVERIFY(fixture.window().isVisible());
        QTRY_VERIFY(!fixture.find<QDialog>(u"confirmDialog"_s));
        fixture.window().close();
        QTest::mouseClick(fixture.find<QPushButton>(u"confirmYes"_s), Qt::LeftButton);
        QTRY_VERIFY(!fixture.window().isVisible());
    }

    /// The question goes with what it asks about.
    void asksNoLongerThanJobsRun()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        fixture.store().setLatency(200);
        fixture.view().commands().members().addPerson(
            {CustomerId(1), ProfileId(QUuid::createUuid())}, fixture.segmentNamed(u"VIP"_s));
        fixture.window().close();
        QVERIFY(fixture.find<QDialog>(u"confirmDialog"_s));
        QVERIFY(fixture.waitForJobs());
        QTRY_VERIFY(!fixture.find<QDialog>(u"confirmDialog"_s));
        QVERIFY(fixture.window().isVisible());
        fixture.window().close();
        QVERIFY(!fixture.window().isVisible());
    }

    void pastingBlankLinesSaysThatThereIsNothing()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        QApplication::clipboard()->setText(u"\n \t\n"_s);
        fixture.view().placeActions().paste();
        QVERIFY(fixture.waitForMessage(u"nothing to add in the clipboard"_s));
    }

    void aStoreWithoutCustomersSaysSo()
    {
        sandbox::Options options = WindowFixture::smallStore();
        options.customers = 0;
        WindowFixture fixture(options);
        QVERIFY(fixture.open());
        const auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_VERIFY2(state->accessibleName().contains(u"This store has no customers yet"_s),
                     qPrintable(state->accessibleName()));
    }

    /// A store that accepts and never answers: each view says so after a while, with a way out.
    void aStoreThatDoesNotAnswerIsNamed()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QVERIFY(fixture.waitForTable());
        sandbox::Fault fault;
        fault.action = sandbox::Fault::Action::Hang;
        fault.count = -1;
        fixture.store().setFaults({fault});
        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Loading);
        QTRY_VERIFY(state->isSlow());
        QVERIFY(state->accessibleName().startsWith(u"The store has not answered for"_s));
        const QList<QPushButton *> buttons = state->findChildren<QPushButton *>();
        const auto named = [&buttons](const QString &text) {
            for (QPushButton *button : buttons) {
                if (button->text() == text && button->isVisible())
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QVERIFY(named(u"Retry"_s));
        QVERIFY(named(u"Cancel"_s));
        QTest::mouseClick(named(u"Cancel"_s), Qt::LeftButton);
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        fixture.store().setFaults({});
        fixture.view().page()->model()->retry();
        QVERIFY(fixture.waitForTable());
    }

    void notifiesWhileTheWindowIsNotActive()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        const PersonRef stranger{CustomerId(1), ProfileId(QUuid::createUuid())};
        QWidget other; // another window has the focus
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        fixture.view().commands().members().addPerson(stranger, vip);
        QTRY_COMPARE(fixture.notified.size(), 1);
        QCOMPARE(fixture.notified.first(), fixture.view().page()->messageBar()->text());

        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        auto *notify =
            fixture.dialog<SettingsDialog>()->findChild<QCheckBox *>(u"settingsNotify"_s);
        QVERIFY(notify && notify->isChecked());
        notify->setChecked(false);
        fixture.dialog<SettingsDialog>()->accept();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        fixture.view().commands().members().addPerson(stranger, vip);
        QVERIFY(fixture.waitForJobs());
        QCOMPARE(fixture.session().jobs().rowCount(), 2);
        QCOMPARE(fixture.notified.size(), 1);
    }

    void settingsAreKept()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        auto *dialog = fixture.dialog<SettingsDialog>();
        QVERIFY(dialog);
        auto *reserve = dialog->findChild<QSpinBox *>(u"settingsReserve"_s);
        QCOMPARE(reserve->value(), 10);
        reserve->setValue(90);
        QCOMPARE(reserve->value(), 50); // not more than half
        auto *check = dialog->findChild<QComboBox *>(u"settingsCheck"_s);
        QCOMPARE(check->currentData().toInt(), 15);
        check->setFocus();
        QTest::keyClick(check, Qt::Key_Down);
        QCOMPARE(check->currentData().toInt(), 60);
        dialog->accept();
        fixture.find<QAction>(u"actionSettings"_s)->trigger();
        QTRY_VERIFY(fixture.dialog<SettingsDialog>() && fixture.dialog<SettingsDialog>() != dialog);
        QCOMPARE(fixture.dialog<SettingsDialog>()->findChild<QSpinBox *>()->value(), 50);
        QCOMPARE(fixture.dialog<SettingsDialog>()->findChild<QComboBox *>()->currentData().toInt(),
                 60);
    }

    void failsInWordsAndRetries()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForTable());
        QVERIFY(fixture.waitForSegments());
        sandbox::Fault html;
        html.path = QRegularExpression(u"shopper-profiles$"_s);
        html.status = 200;
        html.body = "<html>Sign in</html>";
        html.contentType = "text/html";
        html.count = -1;
        fixture.store().setFaults({html});
        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        fixture.store().setFaults({});
        const QList<QPushButton *> buttons = state->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QVERIFY(fixture.waitForTable());
    }

    void readOnlyTokenSaysWhatIsMissing()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open(sandbox::Options().readOnlyToken));
        QVERIFY(fixture.waitForSegments());
        fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"VIP"_s)));
        auto *state = fixture.view().page()->findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        QStringList texts;
        const QList<QLabel *> labels = state->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts.append(label->text());
        QVERIFY2(texts.join(u' ').contains(u"modify"), qPrintable(texts.join(u' ')));
        // Counts of members are not asked for again and again.
        QTRY_COMPARE(fixture.view()
                         .segments()
                         .index(0)
                         .data(SegmentListModel::CountStateRole)
                         .value<SegmentCounts::State>(),
                     SegmentCounts::State::Denied);
    }

    void everyControlHasAName()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForTable());
        QStringList unnamed;
        const QList<QWidget *> widgets = fixture.window().findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (widget->accessibleName().isEmpty() && (!button || button->text().isEmpty())
                && widget->toolTip().isEmpty())
                unnamed.append(QString::fromLatin1(widget->metaObject()->className()) + u' '
                               + widget->objectName());
        }
        QCOMPARE(unnamed, QStringList());
    }

    void narrowWindowDropsColumnsAndRemembers()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open({}, {1440, 900}));
        QVERIFY(fixture.waitForTable());
        PeopleTable *table = fixture.view().page()->table();
        QVERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(fixture.view().page()->ensureCurrentPerson());
        QVERIFY(fixture.view().panes().isDetailsOpen());
        fixture.window().resize(960, 600);
        QTRY_VERIFY(table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Email)));
        QVERIFY(!fixture.view().panes().isDetailsOpen());
        fixture.view().panes().setDetailsOpen(true); // by hand, for now
        QVERIFY(fixture.view().panes().isDetailsOpen());
        fixture.window().resize(1440, 900);
        QTRY_VERIFY(!table->isColumnHidden(int(PeopleTableModel::Column::Company)));
        QVERIFY(fixture.view().panes().isDetailsOpen());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
