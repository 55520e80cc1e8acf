// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Beside a real keyring that is stopped for a while, as one is that asks for its password.

#include "app/sandbox/sandboxstore.h"
#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "ui/window/windows.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;

namespace {

/// The keyring's daemon does nothing while there is one of these.
class Stopped
{
public:
    Stopped()
    {
        const auto process =
            QDBusConnection::sessionBus().interface()->servicePid(u"org.freedesktop.secrets"_s);
        if (!process.isValid() || ::kill(pid_t(process.value()), SIGSTOP) != 0)
            qFatal("the keyring cannot be stopped");
        m_process = pid_t(process.value());
    }
    ~Stopped() { ::kill(m_process, SIGCONT); }
    Stopped(const Stopped &) = delete;
    Stopped &operator=(const Stopped &) = delete;

private:
    pid_t m_process = 0;
};

struct Program
{
    explicit Program(const QString &dir)
        : folder(DataFolder::open(dir).value()),
          settings(folder.settingsFile(), QSettings::IniFormat), accounts(settings),
          windows(settings, StoreManager::services(u"0.0.0"_s)), window(windows.first()),
          desk(windows, accounts, credentials, options(folder))
    {
    }

    static StoreManager::Options options(const DataFolder &folder)
    {
        StoreManager::Options options;
        options.version = u"0.0.0"_s;
        options.journalsFolder = folder.journalsFolder();
        options.keychainPatience = 200ms;
        return options;
    }

    DataFolder folder;
    QSettings settings;
    Accounts accounts;
    Credentials credentials;
    Windows windows;
    MainWindow &window;
    StoreManager desk;
};

} // namespace

class TestLateKeychain : public QObject
{
    Q_OBJECT

    sandbox::SandboxStore m_store{[] {
        sandbox::Options options;
        options.customers = 50;
        options.segments = 2;
        return options;
    }()};

    QString id() const { return Accounts::idFor(m_store.apiPath()); }

    /// A store that is connected, with its token in the keychain.
    void connectStore(Program &program)
    {
        std::optional<bool> kept;
        QObject context;
        Credentials before;
        before.keep(id(), sandbox::Options().token.toLatin1(), true, &context,
                    [&kept](bool inKeychain) { kept = inKeychain; });
        QTRY_VERIFY(kept.has_value());
        QVERIFY(*kept);
        QCOMPARE(program.accounts.put({id(), u"Shop"_s, m_store.apiPath()}), Accounts::Saved::Yes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (qgetenv("SEGMENTDESK_TEST_KEYRING") != "unlocked")
            QSKIP("needs a keyring of its own: with-keyring unlocked");
        QString error;
        QVERIFY2(m_store.startAndWait(&error), qPrintable(error));
    }

    void aLateAnswerOpensTheStore()
    {
        const QTemporaryDir dir;
        Program program(dir.path());
        connectStore(program);
        program.window.show();
        const auto *token = program.window.findChild<QPushButton *>(u"tokenInstead"_s);
        const auto *text = program.window.findChild<QLabel *>(u"openingText"_s);
        {
            const Stopped stopped;
            program.desk.openStore(id());
            QVERIFY(!token->isVisible());
            QTRY_VERIFY(token->isVisible());
            QVERIFY2(text->text().startsWith(u"Waiting for the keychain…"_s),
                     qPrintable(text->text()));
            // Longer than a keychain takes that is unlocked.
            const auto waits = [&] { return token->isVisible() && !program.desk.session(id()); };
            QVERIFY(QTest::staysTrue(waits, int((Credentials::Limits().machine + 500ms).count())));
        }
        QTRY_VERIFY(program.desk.session(id()));
    }

    void aTokenInsteadOfWaiting()
    {
        const QTemporaryDir dir;
        Program program(dir.path());
        connectStore(program);
        program.window.show();
        auto *token = program.window.findChild<QPushButton *>(u"tokenInstead"_s);
        {
            const Stopped stopped;
            program.desk.openStore(id());
            QTRY_VERIFY(token->isVisible());
            token->click();
            QVERIFY(program.window.findChild<QWidget *>(u"connectPage"_s)->isVisible());
        }
        // The answer that was given up interrupts no one who types.
        const auto *page = program.window.findChild<QWidget *>(u"connectPage"_s);
        QVERIFY(QTest::staysTrue([&] { return page->isVisible() && !program.desk.session(id()); },
                                 1000));
    }
};

QTEST_MAIN(TestLateKeychain)
#include "tst_latekeychain.moc"
