// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samples.h"
#include "ui/pages/connectpage.h"
#include "ui/pages/openingpage.h"
#include "ui/pages/scopelist.h"
#include "ui/pages/welcomepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace segmentdesk;

namespace {

template <typename T>
T *child(QWidget &parent, const QString &name)
{
    T *found = parent.findChild<T *>(name);
    if (!found)
        qFatal("no %s", qPrintable(name));
    return found;
}

QPushButton *button(QWidget &parent, const QString &name)
{
    return child<QPushButton>(parent, name);
}

QString label(QWidget &parent, const QString &name)
{
    return child<QLabel>(parent, name)->text();
}

Account account(const QString &name, const QString &hash)
{
    return {hash, name, QUrl(u"https://api.bigcommerce.com/stores/%1/v3"_qs.arg(hash)), Account::Kind::Store};
}

/// A test of tokens that is answered by hand.
struct Tester
{
    int calls = 0;
    QUrl path;
    QByteArray token;
    QPointer<QObject> context;
    Callback<TokenReport> answer;

    ConnectPage::TestToken function()
    {
        return [this](const QUrl &apiPath, const QByteArray &given, QObject *owner,
                      const Callback<TokenReport> &callback) {
            ++calls;
            path = apiPath;
            token = given;
            context = owner;
            answer = callback;
        };
    }
};

void fill(ConnectPage &page)
{
    child<QLineEdit>(page, u"storeName"_qs)->setText(u"Nordlys"_qs);
    child<QLineEdit>(page, u"apiPath"_qs)->setText(u"k3x9"_qs);
    child<QLineEdit>(page, u"accessToken"_qs)->setText(u" secret "_qs);
}

void open(QWidget &page)
{
    page.resize(1200, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void welcome()
    {
        WelcomePage page;
        QSignalSpy sandbox(&page, &WelcomePage::sandboxRequested);
        QSignalSpy connectStore(&page, &WelcomePage::connectRequested);
        QSignalSpy store(&page, &WelcomePage::storeRequested);
        QSignalSpy help(&page, &WelcomePage::helpRequested);
        open(page);
        QVERIFY(child<QWidget>(page, u"knownStores"_qs)->isHidden());
        QVERIFY(button(page, u"openSandbox"_qs)->hasFocus());
        QTest::keyClick(button(page, u"openSandbox"_qs), Qt::Key_Space);
        QCOMPARE(sandbox.count(), 1);
        QTest::keyClick(&page, Qt::Key_Tab);
        QVERIFY(button(page, u"connectStore"_qs)->hasFocus());
        QTest::mouseClick(button(page, u"connectStore"_qs), Qt::LeftButton);
        QCOMPARE(connectStore.count(), 1);
        QTest::mouseClick(button(page, u"whereIsTheToken"_qs), Qt::LeftButton);
        QCOMPARE(help.count(), 1);

        QVERIFY(label(page, u"keychainText"_qs).startsWith(u"There is no keychain here"_qs));
        page.setKeychainName(u"Secret Service"_qs);
        QCOMPARE(label(page, u"keychainText"_qs), u"The token goes into this system’s keychain"_qs);

        page.setAccounts({{u"sandbox"_qs, u"Sandbox"_qs, {}, Account::Kind::Sandbox},
                          account(u"Fish & Chips"_qs, u"k3x9"_qs)});
        QVERIFY(child<QWidget>(page, u"knownStores"_qs)->isVisible());
        QVERIFY(!page.findChild<QPushButton *>(u"store-sandbox"_qs));
        QCOMPARE(button(page, u"store-k3x9"_qs)->text(), u"Fish && Chips"_qs);
        QTest::mouseClick(button(page, u"store-k3x9"_qs), Qt::LeftButton);
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.at(0).at(0).toString(), u"k3x9"_qs);
        page.setAccounts({});
        QVERIFY(child<QWidget>(page, u"knownStores"_qs)->isHidden());
    }

    void pathIsCheckedWhileTyping_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QString() << u"Paste the API path or the store hash."_qs << false;
        QTest::newRow("hash") << u"k3x9example"_qs << u"Store hash k3x9example"_qs << true;
        QTest::newRow("path") << u" https://api.bigcommerce.com/stores/k3x9example/v3/ "_qs
                              << u"Store hash k3x9example"_qs << true;
        QTest::newRow("http") << u"http://api.bigcommerce.com/stores/k3x9/v3"_qs
                              << u"The address must begin with https://, so that nobody can read the token "
                                 "on its way."_qs
                              << false;
        QTest::newRow("known") << u"a1b2c3"_qs
                               << u"Store hash a1b2c3. You have this store already, as “Old shop”; it gets this "
                                  "token."_qs
                               << true;
    }

    void pathIsCheckedWhileTyping()
    {
        QFETCH(QString, path);
        QFETCH(QString, hint);
        QFETCH(bool, good);
        Tester tester;
        ConnectPage page(tester.function());
        page.setAccounts({account(u"Old shop"_qs, u"a1b2c3"_qs)});
        child<QLineEdit>(page, u"accessToken"_qs)->setText(u"t"_qs);
        child<QLineEdit>(page, u"apiPath"_qs)->setText(path);
        QCOMPARE(label(page, u"apiPathHint"_qs), hint);
        QCOMPARE(button(page, u"testConnection"_qs)->isEnabled(), good);
        QCOMPARE(button(page, u"connectButton"_qs)->isEnabled(), good);
    }

    void testThenConnect()
    {
        Tester tester;
        ConnectPage page(tester.function());
        page.setKeychainName(u"Secret Service"_qs);
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        QVERIFY(child<QLineEdit>(page, u"apiPath"_qs)->hasFocus());
        QVERIFY(!button(page, u"connectButton"_qs)->isEnabled());
        fill(page);
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_qs)->echoMode(), QLineEdit::Password);
        child<QAction>(page, u"showToken"_qs)->trigger();
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_qs)->echoMode(), QLineEdit::Normal);
        QTest::mouseClick(button(page, u"testConnection"_qs), Qt::LeftButton);
        QCOMPARE(tester.calls, 1);
        QCOMPARE(tester.path, QUrl(u"https://api.bigcommerce.com/stores/k3x9/v3"_qs));
        QCOMPARE(tester.token, QByteArray("secret"));
        QCOMPARE(label(page, u"testText"_qs), u"Testing…"_qs);
        QVERIFY(!button(page, u"testConnection"_qs)->isEnabled());
        tester.answer(samples::report(true, true));
        QCOMPARE(label(page, u"testText"_qs), u"Tested just now, 4 requests, 0.6 s"_qs);
        QCOMPARE(label(page, u"verdict"_qs), u"It may do everything that this program needs."_qs);
        QCOMPARE(button(page, u"testConnection"_qs)->text(), u"Test again"_qs);
        QCOMPARE(button(page, u"connectButton"_qs)->text(), u"Connect"_qs);
        QTest::mouseClick(button(page, u"connectButton"_qs), Qt::LeftButton);
        QCOMPARE(connected.count(), 1);
        const auto account = connected.at(0).at(0).value<Account>();
        QCOMPARE(account.id, u"k3x9"_qs);
        QCOMPARE(account.name, u"Nordlys"_qs);
        QCOMPARE(connected.at(0).at(1).toByteArray(), QByteArray("secret"));
        QCOMPARE(connected.at(0).at(2).toBool(), true);
        // The token does not stay behind in the form.
        QVERIFY(child<QLineEdit>(page, u"accessToken"_qs)->text().isEmpty());
        QCOMPARE(tester.calls, 1);
    }

    void connectingUntestedTestsFirst()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        fill(page);
        QTest::keyClick(child<QLineEdit>(page, u"accessToken"_qs), Qt::Key_Return);
        QCOMPARE(tester.calls, 1);
        QCOMPARE(connected.count(), 0);
        tester.answer(samples::report(true, true));
        QCOMPARE(connected.count(), 1);
        QCOMPARE(connected.at(0).at(2).toBool(), false); // no keychain
        QVERIFY(label(page, u"keychainText"_qs).startsWith(u"There is no keychain here; the token is kept"_qs));
    }

    void aReadingTokenIsShownFirst()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        fill(page);
        button(page, u"connectButton"_qs)->click();
        tester.answer(samples::report(false, false));
        QCOMPARE(connected.count(), 0);
        QCOMPARE(label(page, u"verdict"_qs), u"It can be used now, for reading. Changes need one more scope."_qs);
        QCOMPARE(child<QWidget>(page, u"scopeRead"_qs)->accessibleName(),
                 u"Read customers and list segments: Works"_qs);
        QCOMPARE(child<QWidget>(page, u"scopeMembers"_qs)->accessibleName(),
                 u"See who is in a segment: May not see members"_qs);
        QCOMPARE(child<QWidget>(page, u"scopeWrite"_qs)->accessibleName(),
                 u"Change segments and profiles: May not change"_qs);
        QTest::mouseClick(button(page, u"copySteps"_qs), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Customers: modify"_qs));
        QCOMPARE(button(page, u"scopeWriteDetails"_qs)->text(), u"Details (403)"_qs);
        QCOMPARE(button(page, u"connectButton"_qs)->text(), u"Connect for reading"_qs);
        button(page, u"connectButton"_qs)->click();
        QCOMPARE(connected.count(), 1);
        QCOMPARE(tester.calls, 1);
    }

    void editingMakesATestStale()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        fill(page);
        button(page, u"testConnection"_qs)->click();
        tester.answer(samples::report(true, true));
        child<QLineEdit>(page, u"storeName"_qs)->setText(u"Other"_qs); // the name was not tested
        QCOMPARE(label(page, u"verdict"_qs), u"It may do everything that this program needs."_qs);
        child<QLineEdit>(page, u"accessToken"_qs)->setText(u"other"_qs);
        QVERIFY(label(page, u"verdict"_qs).startsWith(u"Out of date"_qs));
        button(page, u"connectButton"_qs)->click();
        QCOMPARE(connected.count(), 0);
        QCOMPARE(tester.calls, 2);
        QCOMPARE(tester.token, QByteArray("other"));
        // Editing while it runs gives the test up: its answer would be about another token.
        child<QLineEdit>(page, u"accessToken"_qs)->setText(u"third"_qs);
        QVERIFY(!tester.context);
        QCOMPARE(button(page, u"connectButton"_qs)->isEnabled(), true);
        QCOMPARE(connected.count(), 0);
    }

    void failuresInWords_data()
    {
        QTest::addColumn<ApiError::Kind>("kind");
        QTest::addColumn<QString>("begin");
        QTest::newRow("no network") << ApiError::Kind::NoConnection << u"The store cannot be reached"_qs;
        QTest::newRow("wrong token") << ApiError::Kind::Unauthorized << u"The store does not accept this token"_qs;
        QTest::newRow("wrong hash") << ApiError::Kind::NotFound << u"There is no store at this address."_qs;
        QTest::newRow("certificate") << ApiError::Kind::TlsFailure << u"The connection is not safe"_qs;
        QTest::newRow("html") << ApiError::Kind::UnexpectedAnswer << u"What answered does not speak like a store."_qs;
        QTest::newRow("redirect") << ApiError::Kind::Redirected << u"This address leads on to another one."_qs;
        QTest::newRow("hang") << ApiError::Kind::Timeout << u"The store did not answer in time."_qs;
        QTest::newRow("busy") << ApiError::Kind::RateLimited << u"The store takes no more requests for now"_qs;
        QTest::newRow("down") << ApiError::Kind::ServerFailure << u"The store has a problem of its own"_qs;
    }

    void failuresInWords()
    {
        QFETCH(ApiError::Kind, kind);
        QFETCH(QString, begin);
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        fill(page);
        button(page, u"connectButton"_qs)->click();
        tester.answer(tl::unexpected(samples::error(kind)));
        auto *panel = child<QWidget>(page, u"testError"_qs);
        QVERIFY(panel->isVisible());
        const QString text = child<QLabel>(*panel, u"errorText"_qs)->text();
        QVERIFY2(text.startsWith(begin), qPrintable(text));
        QCOMPARE(connected.count(), 0);
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_qs)->text(), u" secret "_qs); // nothing typed is lost
        button(page, u"testConnection"_qs)->click();
        QCOMPARE(tester.calls, 2);
    }

    void aTokenThatMayNotListSegmentsConnectsNothing()
    {
        Tester tester;
        ConnectPage page(tester.function());
        open(page);
        fill(page);
        button(page, u"testConnection"_qs)->click();
        TokenReport report;
        report.customers.state = TokenReport::Check::State::Works;
        report.segments = {TokenReport::Check::State::Denied, samples::error(ApiError::Kind::Forbidden, 403)};
        tester.answer(report);
        QCOMPARE(label(page, u"verdict"_qs), u"It cannot be used: it may not list segments."_qs);
        QVERIFY(!button(page, u"connectButton"_qs)->isEnabled());
    }

    void anEmptyStoreIsComplete()
    {
        TokenReport report = samples::report(true, true);
        report.members = {}; // no segment to try it on
        report.segmentsTotal = 0;
        QVERIFY(ScopeList::isComplete(report));
        ScopeList list;
        list.setReport(report);
        QCOMPARE(child<QWidget>(list, u"scopeMembers"_qs)->accessibleName(),
                 u"See who is in a segment: Not tried"_qs);
    }

    void aKnownStoreGetsANewToken()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        page.startForToken(account(u"Nordlys"_qs, u"k3x9"_qs), u"The store does not accept this token."_qs);
        QVERIFY(child<QLineEdit>(page, u"accessToken"_qs)->hasFocus());
        QVERIFY(child<QLineEdit>(page, u"apiPath"_qs)->isReadOnly());
        auto *reason = child<QWidget>(page, u"connectReason"_qs);
        QVERIFY(reason->isVisible());
        QCOMPARE(child<QLabel>(*reason, u"errorText"_qs)->text(), u"The store does not accept this token."_qs);
        child<QLineEdit>(page, u"accessToken"_qs)->setText(u"new"_qs);
        button(page, u"connectButton"_qs)->click();
        tester.answer(samples::report(true, true));
        QCOMPARE(connected.at(0).at(0).value<Account>(), account(u"Nordlys"_qs, u"k3x9"_qs));
        page.start();
        QVERIFY(!child<QLineEdit>(page, u"apiPath"_qs)->isReadOnly());
        QVERIFY(reason->isHidden());
    }

    void cancelEndsTheTestAndForgetsTheToken()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy cancelled(&page, &ConnectPage::cancelled);
        open(page);
        fill(page);
        button(page, u"testConnection"_qs)->click();
        QVERIFY(tester.context);
        QTest::keyClick(child<QLineEdit>(page, u"accessToken"_qs), Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(!tester.context);
        QVERIFY(child<QLineEdit>(page, u"accessToken"_qs)->text().isEmpty());
    }

    void thePageDiesInMidTest()
    {
        Tester tester;
        auto page = std::make_unique<ConnectPage>(tester.function());
        fill(*page);
        button(*page, u"testConnection"_qs)->click();
        QVERIFY(tester.context);
        page.reset();
        QVERIFY(!tester.context);
    }

    void opening()
    {
        OpeningPage page;
        QSignalSpy retry(&page, &OpeningPage::retryRequested);
        QSignalSpy other(&page, &OpeningPage::otherStoreRequested);
        open(page);
        const Account store = account(u"Nordlys"_qs, u"k3x9"_qs);
        page.showOpening(store, u"Reading the segments"_qs);
        QCOMPARE(label(page, u"openingTitle"_qs), u"Opening Nordlys"_qs);
        QCOMPARE(label(page, u"openingText"_qs), u"Reading the segments"_qs);
        QVERIFY(child<QWidget>(page, u"openingBar"_qs)->isVisible());
        QVERIFY(button(page, u"retryOpening"_qs)->isHidden());
        page.showFailed(store, u"No way."_qs);
        QCOMPARE(label(page, u"openingTitle"_qs), u"Could not open Nordlys"_qs);
        QVERIFY(child<QWidget>(page, u"openingBar"_qs)->isHidden());
        QVERIFY(button(page, u"retryOpening"_qs)->hasFocus());
        QTest::keyClick(button(page, u"retryOpening"_qs), Qt::Key_Space);
        QCOMPARE(retry.at(0).at(0).toString(), u"k3x9"_qs);
        QTest::mouseClick(button(page, u"otherStore"_qs), Qt::LeftButton);
        QCOMPARE(other.count(), 1);
    }
};

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
