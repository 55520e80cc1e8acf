// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/children.h"
#include "tests/ui/dialogs/samples.h"
#include "ui/start/connectpage.h"
#include "ui/start/openingpage.h"
#include "ui/start/scopelist.h"
#include "ui/start/welcomepage.h"
#include "ui/words/words.h"

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

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

Account account(const QString &name, const QString &hash)
{
    return {hash, name, QUrl(u"https://api.bigcommerce.com/stores/%1/v3"_s.arg(hash)),
            Account::Kind::Store};
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
    child<QLineEdit>(page, u"storeName"_s)->setText(u"Nordlys"_s);
    child<QLineEdit>(page, u"apiPath"_s)->setText(u"k3x9"_s);
    child<QLineEdit>(page, u"accessToken"_s)->setText(u" secret "_s);
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
        QVERIFY(child<QWidget>(page, u"knownStores"_s)->isHidden());
        QVERIFY(button(page, u"openSandbox"_s)->hasFocus());
        QTest::keyClick(button(page, u"openSandbox"_s), Qt::Key_Space);
        QCOMPARE(sandbox.count(), 1);
        QTest::keyClick(&page, Qt::Key_Tab);
        QVERIFY(button(page, u"connectStore"_s)->hasFocus());
        QTest::mouseClick(button(page, u"connectStore"_s), Qt::LeftButton);
        QCOMPARE(connectStore.count(), 1);
        QTest::mouseClick(button(page, u"whereIsTheToken"_s), Qt::LeftButton);
        QCOMPARE(help.count(), 1);

        page.setKeychain({Keychain::State::None});
        QVERIFY(label(page, u"keychainText"_s).startsWith(u"No keychain is available"_s));
        page.setKeychain({Keychain::State::Ready, u"Secret Service"_s});
        QCOMPARE(label(page, u"keychainText"_s), u"The token goes into this system’s keychain"_s);

        page.setAccounts({{u"sandbox"_s, u"Sandbox"_s, {}, Account::Kind::Sandbox},
                          account(u"Fish & Chips"_s, u"k3x9"_s)});
        QVERIFY(child<QWidget>(page, u"knownStores"_s)->isVisible());
        QVERIFY(!page.findChild<QPushButton *>(u"store-sandbox"_s));
        QCOMPARE(button(page, u"store-k3x9"_s)->text(), u"Fish && Chips"_s);
        QTest::mouseClick(button(page, u"store-k3x9"_s), Qt::LeftButton);
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.at(0).at(0).toString(), u"k3x9"_s);
        page.setAccounts({});
        QVERIFY(child<QWidget>(page, u"knownStores"_s)->isHidden());
    }

    void pathIsCheckedWhileTyping_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QString() << u"Paste the API path or the store hash."_s << false;
        QTest::newRow("hash") << u"k3x9example"_s << u"Store hash k3x9example"_s << true;
        QTest::newRow("path") << u" https://api.bigcommerce.com/stores/k3x9example/v3/ "_s
                              << u"Store hash k3x9example"_s << true;
        QTest::newRow("http")
            << u"http://api.bigcommerce.com/stores/k3x9/v3"_s
            << u"The address must begin with https://, so that the token is encrypted on its way."_s
            << false;
        QTest::newRow("known")
            << u"a1b2c3"_s
            << u"Store hash a1b2c3. You have this store already, as “Old shop”; it gets this "
               "token."_s
            << true;
    }

    void pathIsCheckedWhileTyping()
    {
        QFETCH(QString, path);
        QFETCH(QString, hint);
        QFETCH(bool, good);
        Tester tester;
        ConnectPage page(tester.function());
        page.setAccounts({account(u"Old shop"_s, u"a1b2c3"_s)});
        child<QLineEdit>(page, u"accessToken"_s)->setText(u"t"_s);
        child<QLineEdit>(page, u"apiPath"_s)->setText(path);
        QCOMPARE(label(page, u"apiPathHint"_s), hint);
        QCOMPARE(button(page, u"testConnection"_s)->isEnabled(), good);
        QCOMPARE(button(page, u"connectButton"_s)->isEnabled(), good);
    }

    /// The whole text that the vendor offers, or a line of it, in whichever field.
    void pastedCredentialsAreTakenApart_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("token");
        const QString path = u"https://api.bigcommerce.com/stores/k3x9/v3/"_s;
        const QString all =
            u"CLIENT ID: 8afd\nCLIENT SECRET: 0c3e\nACCESS TOKEN: t0k3n\nAPI PATH: "_s + path
            + u'\n';
        QTest::newRow("all into the path") << u"apiPath"_s << all << path << u"t0k3n"_s;
        QTest::newRow("all into the token") << u"accessToken"_s << all << path << u"t0k3n"_s;
        QTest::newRow("token's line into the path")
            << u"apiPath"_s << u"ACCESS TOKEN: t0k3n"_s << QString() << u"t0k3n"_s;
        QTest::newRow("path's line into the token")
            << u"accessToken"_s << u"API PATH: "_s + path << path << QString();
    }

    void pastedCredentialsAreTakenApart()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(QString, token);
        ConnectPage page({});
        open(page);
        QGuiApplication::clipboard()->setText(text);
        auto *into = child<QLineEdit>(page, field);
        into->setFocus();
        into->paste();
        QCOMPARE(child<QLineEdit>(page, u"apiPath"_s)->text(), path);
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_s)->text(), token);
        // Nor does Ctrl+Z bring the token into sight.
        child<QLineEdit>(page, u"apiPath"_s)->undo();
        QCOMPARE(child<QLineEdit>(page, u"apiPath"_s)->text(), path);
    }

    void quotedTokenIsTestedBare()
    {
        Tester tester;
        ConnectPage page(tester.function());
        fill(page);
        child<QLineEdit>(page, u"accessToken"_s)->setText(u" \"secret\", "_s);
        button(page, u"testConnection"_s)->click();
        QCOMPARE(tester.token, QByteArray("secret"));
    }

    void focusMovesOnAfterTheTest_data()
    {
        QTest::addColumn<int>(
            "outcome"); // 0: all well, 1: read-only, 2: not accepted, 3: no answer
        QTest::addColumn<QString>("focus");
        QTest::newRow("all well") << 0 << u"connectButton"_s;
        QTest::newRow("read-only") << 1 << u"connectButton"_s;
        QTest::newRow("not accepted") << 2 << u"accessToken"_s;
        QTest::newRow("no answer") << 3 << u"testConnection"_s;
    }

    void focusMovesOnAfterTheTest()
    {
        QFETCH(int, outcome);
        QFETCH(QString, focus);
        Tester tester;
        ConnectPage page(tester.function());
        open(page);
        fill(page);
        button(page, u"testConnection"_s)->setFocus();
        QTest::keyClick(button(page, u"testConnection"_s), Qt::Key_Space);
        QCOMPARE(tester.calls, 1);
        ApiError error;
        error.kind = outcome == 2 ? ApiError::Kind::Unauthorized : ApiError::Kind::Timeout;
        if (outcome < 2)
            tester.answer(samples::report(outcome == 0, outcome == 0));
        else
            tester.answer(tl::unexpected(error));
        QVERIFY(child<QWidget>(page, focus)->hasFocus());
    }

    /// Before the system asks for a password, the page says why it will.
    void keychainInWords_data()
    {
        QTest::addColumn<Keychain::State>("state");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("remembers");
        QTest::newRow("ready") << Keychain::State::Ready << u"never in a file."_s << true;
        QTest::newRow("locked") << Keychain::State::Locked
                                << u"may ask you to unlock the keychain."_s << true;
        QTest::newRow("missing") << Keychain::State::Missing
                                 << u"asks you to choose a password for it."_s << true;
        QTest::newRow("none") << Keychain::State::None << u"No keychain is available"_s << false;
        QTest::newRow("silent") << Keychain::State::Silent << u"does not answer"_s << false;
    }

    void keychainInWords()
    {
        QFETCH(Keychain::State, state);
        QFETCH(QString, words);
        QFETCH(bool, remembers);
        Tester tester;
        ConnectPage page(tester.function());
        page.setKeychain({state, u"Secret Service"_s});
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        QVERIFY2(label(page, u"keychainText"_s).contains(words),
                 qPrintable(label(page, u"keychainText"_s)));
        auto *remember = child<QAbstractButton>(page, u"rememberToken"_s);
        QCOMPARE(remember->isVisible(), remembers);
        for (const bool wanted : {true, false}) {
            page.start();
            remember->setChecked(wanted);
            fill(page);
            button(page, u"connectButton"_s)->click();
            tester.answer(samples::report(true, true));
            QCOMPARE(connected.last().at(2).toBool(), remembers && wanted);
        }
        // What is only visited is kept nowhere.
        Account visited = account(u"Nordlys"_s, u"k3x9"_s);
        visited.kind = Account::Kind::Visit;
        page.startForToken(visited, {});
        QVERIFY(!remember->isVisible());
        child<QLineEdit>(page, u"accessToken"_s)->setText(u"new"_s);
        button(page, u"connectButton"_s)->click();
        tester.answer(samples::report(true, true));
        QCOMPARE(connected.last().at(0).value<Account>(), visited);
        QCOMPARE(connected.last().at(2).toBool(), false);
    }

    void storesOfOneHashAtTwoHosts()
    {
        Account proxy = account(u"Nordlys"_s, u"k3x9"_s);
        proxy.id = u"k3x9@proxy.example.com"_s;
        proxy.apiPath.setHost(u"proxy.example.com"_s);
        const Account vendor = account(u"nordlys"_s, u"k3x9"_s);
        const Account second = account(u"Nordlys"_s, u"a1b2"_s);
        const Account other = account(u"Other"_s, u"o1"_s);
        QCOMPARE(words::storeLabel(proxy, {proxy, vendor}), u"Nordlys (proxy.example.com)"_s);
        QCOMPARE(words::storeLabel(vendor, {proxy, vendor}), u"nordlys (api.bigcommerce.com)"_s);
        QCOMPARE(words::storeLabel(vendor, {vendor, second}), u"nordlys (k3x9)"_s);
        QCOMPARE(words::storeLabel(other, {vendor, second, other}), u"Other"_s);

        ConnectPage page({});
        page.setAccounts({proxy});
        child<QLineEdit>(page, u"apiPath"_s)->setText(u"k3x9"_s);
        QCOMPARE(label(page, u"apiPathHint"_s), u"Store hash k3x9"_s);
        child<QLineEdit>(page, u"apiPath"_s)->setText(u"https://proxy.example.com/stores/K3X9/"_s);
        QCOMPARE(
            label(page, u"apiPathHint"_s),
            u"Store hash K3X9 at proxy.example.com. You have this store already, as “Nordlys”; "
            "it gets this token."_s);
    }

    void testThenConnect()
    {
        Tester tester;
        ConnectPage page(tester.function());
        page.setKeychain({Keychain::State::Ready, u"Secret Service"_s});
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        QVERIFY(child<QLineEdit>(page, u"apiPath"_s)->hasFocus());
        QVERIFY(!button(page, u"connectButton"_s)->isEnabled());
        fill(page);
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_s)->echoMode(), QLineEdit::Password);
        child<QAction>(page, u"showToken"_s)->trigger();
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_s)->echoMode(), QLineEdit::Normal);
        QTest::mouseClick(button(page, u"testConnection"_s), Qt::LeftButton);
        QCOMPARE(tester.calls, 1);
        QCOMPARE(tester.path, QUrl(u"https://api.bigcommerce.com/stores/k3x9/v3"_s));
        QCOMPARE(tester.token, QByteArray("secret"));
        QCOMPARE(label(page, u"testText"_s), u"Testing…"_s);
        QVERIFY(!button(page, u"testConnection"_s)->isEnabled());
        tester.answer(samples::report(true, true));
        QCOMPARE(label(page, u"testText"_s), u"Tested just now, 4 requests, 0.6 s"_s);
        QCOMPARE(label(page, u"verdict"_s),
                 u"This token can do everything that Segment Desk needs."_s);
        QCOMPARE(button(page, u"testConnection"_s)->text(), u"Test again"_s);
        QCOMPARE(button(page, u"connectButton"_s)->text(), u"Connect"_s);
        QTest::mouseClick(button(page, u"connectButton"_s), Qt::LeftButton);
        QCOMPARE(connected.count(), 1);
        const auto account = connected.at(0).at(0).value<Account>();
        QCOMPARE(account.id, u"k3x9"_s);
        QCOMPARE(account.name, u"Nordlys"_s);
        QCOMPARE(connected.at(0).at(1).toByteArray(), QByteArray("secret"));
        QCOMPARE(connected.at(0).at(2).toBool(), true);
        // The token does not stay behind in the form.
        QVERIFY(child<QLineEdit>(page, u"accessToken"_s)->text().isEmpty());
        QCOMPARE(tester.calls, 1);
    }

    void connectingUntestedTestsFirst()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        page.setKeychain({Keychain::State::None});
        open(page);
        fill(page);
        QTest::keyClick(child<QLineEdit>(page, u"accessToken"_s), Qt::Key_Return);
        QCOMPARE(tester.calls, 1);
        QCOMPARE(connected.count(), 0);
        tester.answer(samples::report(true, true));
        QCOMPARE(connected.count(), 1);
        QCOMPARE(connected.at(0).at(2).toBool(), false); // no keychain
        QVERIFY(label(page, u"keychainText"_s)
                    .startsWith(u"No keychain is available; the token is kept"_s));
    }

    void aReadingTokenIsShownFirst()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        fill(page);
        button(page, u"connectButton"_s)->click();
        tester.answer(samples::report(false, false));
        QCOMPARE(connected.count(), 0);
        QCOMPARE(label(page, u"verdict"_s), u"This token can read. Changes need one more scope."_s);
        QCOMPARE(child<QWidget>(page, u"scopeRead"_s)->accessibleName(),
                 u"Read customers and list segments: Works"_s);
        QCOMPARE(child<QWidget>(page, u"scopeMembers"_s)->accessibleName(),
                 u"See who is in a segment: Cannot see members"_s);
        QCOMPARE(child<QWidget>(page, u"scopeWrite"_s)->accessibleName(),
                 u"Change segments and profiles: Cannot make changes"_s);
        QTest::mouseClick(button(page, u"copySteps"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Customers: modify"_s));
        QCOMPARE(button(page, u"scopeWriteDetails"_s)->text(), u"Details (403)"_s);
        QCOMPARE(button(page, u"connectButton"_s)->text(), u"Connect for reading"_s);
        button(page, u"connectButton"_s)->click();
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
        button(page, u"testConnection"_s)->click();
        tester.answer(samples::report(true, true));
        child<QLineEdit>(page, u"storeName"_s)->setText(u"Other"_s); // the name was not tested
        QCOMPARE(label(page, u"verdict"_s),
                 u"This token can do everything that Segment Desk needs."_s);
        child<QLineEdit>(page, u"accessToken"_s)->setText(u"other"_s);
        QVERIFY(label(page, u"verdict"_s).startsWith(u"Out of date"_s));
        button(page, u"connectButton"_s)->click();
        QCOMPARE(connected.count(), 0);
        QCOMPARE(tester.calls, 2);
        QCOMPARE(tester.token, QByteArray("other"));
        // Editing while it runs gives the test up: its answer would be about another token.
        child<QLineEdit>(page, u"accessToken"_s)->setText(u"third"_s);
        QVERIFY(!tester.context);
        QCOMPARE(button(page, u"connectButton"_s)->isEnabled(), true);
        QCOMPARE(connected.count(), 0);
    }

    void failuresInWords_data()
    {
        QTest::addColumn<ApiError::Kind>("kind");
        QTest::addColumn<QString>("begin");
        QTest::newRow("no network")
            << ApiError::Kind::NoConnection << u"The store cannot be reached"_s;
        QTest::newRow("wrong token")
            << ApiError::Kind::Unauthorized << u"The store does not accept this token"_s;
        QTest::newRow("wrong hash")
            << ApiError::Kind::NotFound << u"There is no store at this address."_s;
        QTest::newRow("certificate")
            << ApiError::Kind::TlsFailure << u"The connection is not safe"_s;
        QTest::newRow("html") << ApiError::Kind::UnexpectedAnswer
                              << u"What answered is not a BigCommerce store."_s;
        QTest::newRow("redirect") << ApiError::Kind::Redirected
                                  << u"This address redirects to another one."_s;
        QTest::newRow("hang") << ApiError::Kind::Timeout << u"The store did not answer in time."_s;
        QTest::newRow("busy") << ApiError::Kind::RateLimited
                              << u"The store takes no more requests for now"_s;
        QTest::newRow("down") << ApiError::Kind::ServerFailure
                              << u"The store has an internal problem"_s;
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
        button(page, u"connectButton"_s)->click();
        tester.answer(tl::unexpected(samples::error(kind)));
        auto *panel = child<QWidget>(page, u"testError"_s);
        QVERIFY(panel->isVisible());
        const QString text = child<QLabel>(*panel, u"errorText"_s)->text();
        QVERIFY2(text.startsWith(begin), qPrintable(text));
        QCOMPARE(connected.count(), 0);
        QCOMPARE(child<QLineEdit>(page, u"accessToken"_s)->text(),
                 u" secret "_s); // nothing typed is lost
        QVERIFY2(!button(page, u"connectButton"_s)->isEnabled(), "it has just failed");
        const bool open = kind == ApiError::Kind::NoConnection || kind == ApiError::Kind::Timeout
            || kind == ApiError::Kind::RateLimited || kind == ApiError::Kind::ServerFailure;
        QCOMPARE(label(page, u"verdict"_s), open ? u"The test could not tell."_s : QString());
        button(page, u"testConnection"_s)->click();
        QCOMPARE(tester.calls, 2);
    }

    void aTokenThatMayNotListSegmentsConnectsNothing()
    {
        Tester tester;
        ConnectPage page(tester.function());
        open(page);
        fill(page);
        button(page, u"testConnection"_s)->click();
        TokenReport report;
        report.customers.state = TokenReport::Check::State::Works;
        report.segments = {TokenReport::Check::State::Denied,
                           samples::error(ApiError::Kind::Forbidden, 403)};
        tester.answer(report);
        QCOMPARE(label(page, u"verdict"_s),
                 u"This token cannot be used: it cannot list segments."_s);
        QVERIFY(!button(page, u"connectButton"_s)->isEnabled());
    }

    void anEmptyStoreIsComplete()
    {
        TokenReport report = samples::report(true, true);
        report.members = {}; // no segment to try it on
        report.segmentsTotal = 0;
        QVERIFY(ScopeList::isComplete(report));
        ScopeList list;
        list.setReport(report);
        QCOMPARE(child<QWidget>(list, u"scopeMembers"_s)->accessibleName(),
                 u"See who is in a segment: Not tested"_s);
    }

    void aKnownStoreGetsANewToken()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy connected(&page, &ConnectPage::connected);
        open(page);
        page.startForToken(account(u"Nordlys"_s, u"k3x9"_s),
                           u"The store does not accept this token."_s);
        QVERIFY(child<QLineEdit>(page, u"accessToken"_s)->hasFocus());
        QVERIFY(child<QLineEdit>(page, u"apiPath"_s)->isReadOnly());
        auto *reason = child<QWidget>(page, u"connectReason"_s);
        QVERIFY(reason->isVisible());
        QCOMPARE(child<QLabel>(*reason, u"errorText"_s)->text(),
                 u"The store does not accept this token."_s);
        child<QLineEdit>(page, u"accessToken"_s)->setText(u"new"_s);
        button(page, u"connectButton"_s)->click();
        tester.answer(samples::report(true, true));
        QCOMPARE(connected.at(0).at(0).value<Account>(), account(u"Nordlys"_s, u"k3x9"_s));
        page.start();
        QVERIFY(!child<QLineEdit>(page, u"apiPath"_s)->isReadOnly());
        QVERIFY(reason->isHidden());
    }

    void cancelEndsTheTestAndForgetsTheToken()
    {
        Tester tester;
        ConnectPage page(tester.function());
        QSignalSpy cancelled(&page, &ConnectPage::cancelled);
        open(page);
        fill(page);
        button(page, u"testConnection"_s)->click();
        QVERIFY(tester.context);
        QTest::keyClick(child<QLineEdit>(page, u"accessToken"_s), Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(!tester.context);
        QVERIFY(child<QLineEdit>(page, u"accessToken"_s)->text().isEmpty());
    }

    void thePageDiesInMidTest()
    {
        Tester tester;
        auto page = std::make_unique<ConnectPage>(tester.function());
        fill(*page);
        button(*page, u"testConnection"_s)->click();
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
        const Account store = account(u"Nordlys"_s, u"k3x9"_s);
        page.showOpening(store, u"Reading the segments"_s);
        QCOMPARE(label(page, u"openingTitle"_s), u"Opening Nordlys"_s);
        QCOMPARE(label(page, u"openingText"_s), u"Reading the segments"_s);
        QVERIFY(child<QWidget>(page, u"openingBar"_s)->isVisible());
        QVERIFY(button(page, u"retryOpening"_s)->isHidden());
        // Who waits can stop waiting.
        QSignalSpy cancelled(&page, &OpeningPage::cancelled);
        QTest::mouseClick(button(page, u"cancelOpening"_s), Qt::LeftButton);
        QTest::keyClick(button(page, u"cancelOpening"_s), Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 2);
        page.showFailed(store, u"No way."_s);
        QCOMPARE(label(page, u"openingTitle"_s), u"Could not open Nordlys"_s);
        QVERIFY(child<QWidget>(page, u"openingBar"_s)->isHidden());
        QVERIFY(button(page, u"retryOpening"_s)->hasFocus());
        QTest::keyClick(button(page, u"retryOpening"_s), Qt::Key_Space);
        QCOMPARE(retry.at(0).at(0).toString(), u"k3x9"_s);
        QTest::mouseClick(button(page, u"otherStore"_s), Qt::LeftButton);
        QCOMPARE(other.count(), 1);
    }
};

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
