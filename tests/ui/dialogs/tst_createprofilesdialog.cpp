// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"

#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// The dialog against a store of 900 customers of whom 600 have a profile.
class TestCreateProfilesDialog : public QObject
{
    Q_OBJECT

private:
    struct Store
    {
        sandbox::SandboxStore server;
        std::unique_ptr<RestClient> client;
        std::unique_ptr<StoreApi> api;
        std::unique_ptr<WithoutProfileScan> scan;

        static sandbox::Options options(int customers, int profiles)
        {
            sandbox::Options options;
            options.customers = customers;
            options.profiles = profiles;
            options.segments = 1;
            return options;
        }

        Store(int customers, int profiles) : server(options(customers, profiles))
        {
            QString problem;
            if (!server.startAndWait(&problem))
                qFatal("%s", qPrintable(problem));
            RestClient::Options with;
            with.apiPath = server.apiPath();
            with.token = server.options().token.toUtf8();
            client = std::make_unique<RestClient>(with);
            api = std::make_unique<StoreApi>(*client, RequestPriority::Background);
            scan = std::make_unique<WithoutProfileScan>(*api);
        }
    };

    static QPushButton *button(QWidget &parent, const QString &name)
    {
        auto *found = parent.findChild<QPushButton *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }

    static QString label(QWidget &parent, const QString &name)
    {
        return parent.findChild<QLabel *>(name)->text();
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void typed()
    {
        Store store(10, 5);
        CreateProfilesDialog dialog(*store.scan);
        QSignalSpy created(&dialog, &CreateProfilesDialog::createRequested);
        dialog.open();
        auto *edit = dialog.findChild<QPlainTextEdit *>(u"customerIds"_s);
        QPushButton *create = button(dialog, u"createButton"_s);
        QVERIFY(!create->isEnabled());
        QTest::keyClicks(edit, u"124310, abc;98114 124310"_s);
        QCOMPARE(label(dialog, u"validText"_s), u"2 customer IDs"_s);
        QCOMPARE(label(dialog, u"repeatedText"_s), u"1 duplicate left out"_s);
        QCOMPARE(label(dialog, u"badTitle"_s), u"1 is not a customer ID"_s);
        QCOMPARE(label(dialog, u"badText"_s), u"Line 1: “abc”"_s);
        QCOMPARE(create->text(), u"Create 2 profiles"_s);
        QTest::mouseClick(create, Qt::LeftButton);
        QCOMPARE(created.count(), 1);
        QCOMPARE(created.at(0).at(0).value<QList<CustomerId>>(),
                 (QList<CustomerId>{CustomerId{124'310}, CustomerId{98'114}}));
        QVERIFY(!dialog.isVisible());
        QVERIFY(!store.scan->isRunning()); // the list was not asked for
    }

    void tooManyTyped()
    {
        Store store(1, 1);
        CreateProfilesDialog dialog(*store.scan);
        QString text;
        for (int i = 1; i <= 100'002; ++i)
            text += QString::number(i) + u' ';
        dialog.setText(text);
        QVERIFY(label(dialog, u"badText"_s).startsWith(u"At most 100,000 at once: 2 too many."_s));
        QVERIFY(!button(dialog, u"createButton"_s)->isEnabled());
    }

    void picked()
    {
        Store store(900, 600);
        CreateProfilesDialog dialog(*store.scan);
        QSignalSpy created(&dialog, &CreateProfilesDialog::createRequested);
        dialog.open();
        QTest::mouseClick(button(dialog, u"pickTab"_s), Qt::LeftButton);
        QTRY_COMPARE(label(dialog, u"scanText"_s), u"300 without a profile of 900 customers"_s);
        auto *table = dialog.findChild<TableView *>(u"withoutProfileTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 300);
        QPushButton *create = button(dialog, u"createButton"_s);
        QVERIFY(!create->isEnabled());
        table->toggleRow(3);
        QCOMPARE(create->text(), u"Create 1 profile"_s);

        // All 300, of whom only a page is loaded, but for one.
        table->selectAll();
        table->toggleRow(0);
        QCOMPARE(create->text(), u"Create 299 profiles"_s);
        QTest::mouseClick(create, Qt::LeftButton);
        QTRY_COMPARE(created.count(), 1);
        const auto customers = created.at(0).at(0).value<QList<CustomerId>>();
        QCOMPARE(customers.size(), qsizetype(299));
        QCOMPARE(QSet<CustomerId>(customers.begin(), customers.end()).size(), qsizetype(299));
        QVERIFY(!dialog.isVisible());
    }

    void everybodyHasOne()
    {
        Store store(20, 20);
        CreateProfilesDialog dialog(*store.scan);
        dialog.open();
        dialog.showPage(CreateProfilesDialog::Page::Pick);
        auto *state = dialog.findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Empty);
        QCOMPARE(label(dialog, u"scanText"_s), u"0 without a profile of 20 customers"_s);
    }

    void scanFailsAndIsTriedAgain()
    {
        Store store(20, 10);
        store.client->setToken(QByteArrayLiteral("wrong"));
        CreateProfilesDialog dialog(*store.scan);
        dialog.open();
        dialog.showPage(CreateProfilesDialog::Page::Pick);
        auto *state = dialog.findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        store.client->setToken(store.server.options().token.toUtf8());
        QTest::mouseClick(button(dialog, u"scanButton"_s), Qt::LeftButton); // Look again
        QTRY_COMPARE(label(dialog, u"scanText"_s), u"10 without a profile of 20 customers"_s);
        QTRY_COMPARE(state->state(), StateView::State::Ready);
    }

    void stopped()
    {
        Store store(9000, 6000);
        store.server.setLatency(50);
        CreateProfilesDialog dialog(*store.scan);
        dialog.open();
        dialog.showPage(CreateProfilesDialog::Page::Pick);
        QPushButton *stop = button(dialog, u"scanButton"_s);
        QCOMPARE(stop->text(), u"Stop"_s);
        QTRY_VERIFY(store.scan->found() > 0);
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!store.scan->isRunning());
        QVERIFY(label(dialog, u"scanText"_s).startsWith(u"Stopped after "_s));
        QCOMPARE(stop->text(), u"Search again"_s);
        // What was found can be picked.
        auto *table = dialog.findChild<TableView *>(u"withoutProfileTable"_s);
        QTRY_VERIFY(table->model()->rowCount() > 0);
    }

    void theDialogDiesInMidScan()
    {
        Store store(2000, 1000);
        store.server.setLatency(20);
        {
            CreateProfilesDialog dialog(*store.scan);
            dialog.open();
            dialog.showPage(CreateProfilesDialog::Page::Pick);
            QTRY_VERIFY(store.scan->found() > 0);
        }
        QTRY_VERIFY(store.scan->isComplete()); // continues for who asks next
    }
};

QTEST_MAIN(TestCreateProfilesDialog)
#include "tst_createprofilesdialog.moc"
