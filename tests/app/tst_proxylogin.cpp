// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/proxyprompts.h"
#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "models/network/proxylogins.h"
#include "models/session/storesession.h"
#include "tests/network/companyfixture.h"
#include "ui/dialogs/proxylogindialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/window/windows.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using namespace std::chrono_literals;

namespace {

/// What the program's main() makes, behind a proxy.
struct Program
{
    Program()
        : settings(dir.filePath(u"settings.ini"_s), QSettings::IniFormat), accounts(settings),
          windows(settings, services(network)), window(windows.first()),
          desk(windows, accounts, credentials, options(network)),
          prompts(network, windows, credentials)
    {
        QObject::connect(&network, &Network::loggedIn, &desk, &StoreManager::tryAgain);
        window.show();
    }

    static MainWindow::Services services(Network &network)
    {
        MainWindow::Services services = StoreManager::services(u"0.0.0"_s, network.access());
        services.networkState = [&network](const QUrl &url) { return network.stateOf(url); };
        return services;
    }

    static StoreManager::Options options(Network &network)
    {
        StoreManager::Options options;
        options.version = u"0.0.0"_s;
        options.network = network.access();
        return options;
    }

    ProxyLoginDialog *dialog() const
    {
        const QList<ProxyLoginDialog *> all = window.findChildren<ProxyLoginDialog *>();
        for (ProxyLoginDialog *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }

    void answer(const QString &user, const QString &password) const
    {
        dialog()->findChild<QLineEdit *>(u"proxyUser"_s)->setText(user);
        dialog()->findChild<QLineEdit *>(u"proxyPassword"_s)->setText(password);
        dialog()->findChild<QPushButton *>(u"proxyLogIn"_s)->click();
    }

    QTemporaryDir dir;
    QSettings settings;
    Accounts accounts;
    Network network;
    Credentials credentials{Credentials::Limits{500ms, 500ms}};
    Windows windows;
    MainWindow &window;
    StoreManager desk;
    ProxyPrompts prompts;
};

} // namespace

/// A proxy that asks for a user name and password, in the window.
class TestProxyLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowAsks()
    {
        Company company;
        company.trust();
        company.proxy->login = "ann:secret";
        Program program;
        program.desk.visit(company.apiPath(), sandbox::Options().token.toLatin1());
        QTRY_VERIFY(program.dialog());
        QVERIFY(!program.dialog()->findChild<QLabel *>(u"proxyLoginRefused"_s));
        QVERIFY(!program.dialog()->findChild<QPushButton *>(u"proxyLogIn"_s)->isEnabled());
        program.answer(u"ann"_s, u"guess"_s);
        QTRY_VERIFY(program.dialog()
                    && program.dialog()->findChild<QLabel *>(u"proxyLoginRefused"_s));
        program.answer(u"ann"_s, u"secret"_s);
        QTRY_VERIFY(program.window.findChild<QLabel *>(u"segmentCountLabel"_s));
        QTRY_VERIFY(
            program.window.findChild<QLabel *>(u"segmentCountLabel"_s)->text().contains(u'3'));
        QVERIFY(!program.dialog());
        QCOMPARE(company.proxy->logins.count("ann:guess"), 1);

        // Settings › Network says which proxy is used, why, and who is logged in.
        program.window.findChild<QAction *>(u"actionSettings"_s)->trigger();
        const auto *settings = program.window.findChild<SettingsDialog *>();
        QVERIFY(settings);
        const QString said = settings->findChild<QLabel *>(u"settingsProxy"_s)->text();
        QCOMPARE(said,
                 QString(company.proxy->address()
                         + u", set by the environment variable https_proxy. Logged in as ann"_s));
        QVERIFY(
            settings->findChild<QLabel *>(u"settingsTrust"_s)->text().contains(u"SSL_CERT_FILE"_s));
        QVERIFY(!settings->findChild<QLabel *>(u"settingsTrustProblem"_s));
    }

    void noIsTakenForNo()
    {
        Company company;
        company.trust();
        company.proxy->login = "ann:secret";
        Program program;
        program.desk.visit(company.apiPath(), sandbox::Options().token.toLatin1());
        QTRY_VERIFY(program.dialog());
        program.dialog()->reject();
        // What is missing is said, and no other dialog comes.
        QTRY_VERIFY(!program.dialog());
        QVERIFY(QTest::staysTrue([&program] { return !program.dialog(); }, 1000));
    }

    /// The store is closed while the dialog is open: no one waits for the answer any more.
    void theStoreIsClosedMeanwhile()
    {
        Company company;
        company.trust();
        company.proxy->login = "ann:secret";
        {
            Program program;
            program.desk.visit(company.apiPath(), sandbox::Options().token.toLatin1());
            QTRY_VERIFY(program.dialog());
        }
        QVERIFY(company.proxy->logins.count(QByteArray()) > 0);
    }
};

QTEST_MAIN(TestProxyLogin)
#include "tst_proxylogin.moc"
