// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts.h"
#include "app/credentials.h"
#include "app/datafolder.h"
#include "app/desk.h"
#include "app/embeddedstore.h"
#include "app/sandbox/sandboxstore.h"
#include "models/api/storeapi.h"
#include "models/api/tokencheck.h"
#include "models/jobs/history.h"
#include "models/jobs/storesession.h"
#include "models/mirror/mirror.h"
#include "ui/mainwindow.h"

#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QMutex>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;

namespace {

constexpr int openMs = 20000;

/// What the program's main() makes, on a folder of its own.
struct Program
{
    explicit Program(const QString &dir, const std::shared_ptr<Credentials> &kept = {})
        : folder(DataFolder::open(dir).value()),
          settings(folder.settingsFile(), QSettings::IniFormat), accounts(settings),
          credentials(kept ? kept : std::make_shared<Credentials>(500ms)),
          window(settings, Desk::services(u"0.0.0"_s)),
          desk(window, accounts, *credentials,
               {folder.sandboxFile(), u"0.0.0"_s, {}, folder.journalsFolder()})
    {
    }

    DataFolder folder;
    QSettings settings;
    Accounts accounts;
    std::shared_ptr<Credentials> credentials;
    MainWindow window;
    Desk desk;
};

bool isEverywhereAbsent(const QByteArray &secret, const QString &dir)
{
    int files = 0;
    QDirIterator it(dir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QFile::ReadOnly) || file.readAll().contains(secret)) {
            qWarning() << "the token, or no way to look, is in" << file.fileName();
            return false;
        }
        ++files;
    }
    return files > 0;
}

QStringList *logged = nullptr;

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

    /// A store that is not the program's own.
    sandbox::SandboxStore m_store{[] {
        sandbox::Options options;
        options.storeHash = u"shop7"_s;
        options.token = u"canary-d41c"_s;
        options.customers = 300;
        options.segments = 5;
        return options;
    }()};

    Account shop() const
    {
        Account account;
        account.apiPath = m_store.apiPath();
        account.id = storeHash(account.apiPath);
        account.name = u"Shop & Söhne"_s;
        return account;
    }

    QString shopId() const { return Accounts::idFor(m_store.apiPath()); }

    static qint64 segmentsOf(StoreSession *session)
    {
        qint64 total = -1;
        QObject context;
        session->interactive().listSegments(
            {}, &context,
            [&total](const Result<Page<Segment>> &page) { total = page ? page->total : -2; });
        return QTest::qWaitFor([&total] { return total != -1; }, openMs) ? total : -3;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_store.startAndWait(&error), qPrintable(error));
    }

    void sandboxIsKeptAndReset()
    {
        QTemporaryDir dir;
        {
            Program program(dir.path());
            program.desk.openSandbox();
            QTRY_VERIFY_WITH_TIMEOUT(program.desk.session(Accounts::sandboxId()), openMs);
            StoreSession *session = program.desk.session(Accounts::sandboxId());
            QCOMPARE(segmentsOf(session), qint64(sandboxSegments));
            QSignalSpy made(session, &StoreSession::segmentsChanged);
            session->createSegment({u"Mine"_s, {}});
            QVERIFY(made.wait());
        }
        Program program(dir.path());
        program.desk.openLast();
        QTRY_VERIFY_WITH_TIMEOUT(program.desk.session(Accounts::sandboxId()), openMs);
        QCOMPARE(segmentsOf(program.desk.session(Accounts::sandboxId())),
                 qint64(sandboxSegments + 1));
        // What was done can be taken back after a restart.
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId())->history().canUndo());

        Q_EMIT program.window.sandboxResetRequested();
        QVERIFY(!program.desk.session(Accounts::sandboxId()));
        QTRY_VERIFY_WITH_TIMEOUT(program.desk.session(Accounts::sandboxId()), openMs);
        QCOMPARE(segmentsOf(program.desk.session(Accounts::sandboxId())), qint64(sandboxSegments));
        QVERIFY(!program.desk.session(Accounts::sandboxId())->history().canUndo());
    }

    void resetBeforeItWasOpened()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Q_EMIT program.window.sandboxResetRequested();
        QTRY_VERIFY_WITH_TIMEOUT(program.desk.session(Accounts::sandboxId()), openMs);
    }

    void secondProgramIsTold()
    {
        QTemporaryDir dir;
        Program first(dir.path());
        first.desk.openSandbox();
        QTRY_VERIFY_WITH_TIMEOUT(first.desk.session(Accounts::sandboxId()), openMs);

        Program second(dir.path());
        second.desk.openSandbox();
        auto *retry = second.window.findChild<QWidget *>(u"retryOpening"_s);
        QVERIFY(retry);
        QTRY_VERIFY_WITH_TIMEOUT(retry->isVisibleTo(&second.window), openMs);
        QVERIFY(!second.desk.session(Accounts::sandboxId()));
        const auto *text = second.window.findChild<QLabel *>(u"openingText"_s);
        QVERIFY2(text && text->text().contains(u"another program"_s), qPrintable(text->text()));
        QCOMPARE(segmentsOf(first.desk.session(Accounts::sandboxId())), qint64(sandboxSegments));
    }

    void storesSideBySide()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
        program.desk.openSandbox();
        QTRY_VERIFY_WITH_TIMEOUT(program.desk.session(Accounts::sandboxId()), openMs);
        QVERIFY(program.desk.session(shopId()));
        QCOMPARE(segmentsOf(program.desk.session(shopId())), qint64(5));
        QCOMPARE(program.accounts.lastShown(), Accounts::sandboxId());
        Q_EMIT program.window.storeRequested(shopId());
        QCOMPARE(program.accounts.lastShown(), shopId());
    }

    void lastStoreIsOpenedAgain()
    {
        QTemporaryDir dir;
        const auto credentials = std::make_shared<Credentials>(500ms);
        {
            Program program(dir.path(), credentials);
            Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
            QVERIFY(program.desk.session(shopId()));
        }
        {
            Program program(dir.path(), credentials); // the token is still known
            QCOMPARE(program.accounts.all().constFirst().name, shop().name);
            program.desk.openLast();
            QTRY_VERIFY(program.desk.session(shopId()));
        }
        Program program(dir.path()); // it is not any more: the window asks for it
        program.desk.openLast();
        auto *field = program.window.findChild<QLineEdit *>(u"accessToken"_s);
        QTRY_VERIFY((field = program.window.findChild<QLineEdit *>(u"accessToken"_s))
                    && field->isVisibleTo(&program.window));
        QVERIFY(!program.desk.session(shopId()));
        QVERIFY(field->text().isEmpty());
    }

    void visitLeavesNoTrace()
    {
        QTemporaryDir dir;
        const QByteArray temporary = qgetenv("TMPDIR");
        const auto back = qScopeGuard([&temporary] { qputenv("TMPDIR", temporary); });
        QVERIFY(QDir(dir.path()).mkdir(u"tmp"_s));
        qputenv("TMPDIR", dir.filePath(u"tmp"_s).toUtf8());
        {
            Program program(dir.path());
            program.desk.visit(m_store.apiPath(), "canary-d41c");
            StoreSession *session = program.desk.session(u"visited:"_s + shopId());
            QVERIFY(session);
            QCOMPARE(segmentsOf(session), qint64(5));
            // It can be searched and sorted all the same.
            QVERIFY(session->mirror());
            QTRY_COMPARE_WITH_TIMEOUT(session->mirror()->state(), Mirror::State::Complete, 20000);
            QVERIFY(!isEverywhereAbsent("shop7", dir.path()));
        }
        Program program(dir.path());
        QVERIFY(program.accounts.all().isEmpty());
        QVERIFY(program.accounts.lastShown().isEmpty());
        QVERIFY(isEverywhereAbsent("shop7", dir.path()));
    }

    void renameAndForget()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
        Q_EMIT program.window.storeRenamed(shopId(), u"Other"_s);
        QCOMPARE(program.accounts.find(shopId())->name, u"Other"_s);
        Q_EMIT program.window.storeForgotten(shopId());
        QVERIFY(!program.accounts.find(shopId()));
        QVERIFY(!program.desk.session(shopId()));
        QVERIFY(program.accounts.lastShown().isEmpty());
        QVERIFY(QDir(program.folder.journalsFolder()).isEmpty());
        std::optional<QByteArray> token;
        program.credentials->read(shopId(), &program.desk,
                                  [&token](const QByteArray &found) { token = found; });
        QTRY_COMPARE(token, QByteArray());
    }

    void testToken()
    {
        const auto test = Desk::services(u"0.0.0"_s).testToken;
        std::optional<Result<TokenReport>> report;
        QObject context;
        test(m_store.apiPath(), "canary-d41c", &context, [&report](const auto &r) { report = r; });
        QTRY_VERIFY(report.has_value());
        QVERIFY(report->has_value());
        QCOMPARE((*report)->write.state, TokenReport::Check::State::Works);
        QCOMPARE((*report)->segmentsTotal, qint64(5));

        report.reset();
        test(m_store.apiPath(), "wrong", &context, [&report](const auto &r) { report = r; });
        QTRY_VERIFY(report.has_value());
        QCOMPARE(report->error().kind, ApiError::Kind::Unauthorized);

        bool called = false;
        {
            QObject brief;
            test(m_store.apiPath(), "canary-d41c", &brief,
                 [&called](const auto &) { called = true; });
        }
        QTest::qWait(100);
        QVERIFY(!called);
    }

    /// No log line and no file holds the token, whatever happens to it.
    void tokenCanary()
    {
        QStringList lines;
        logged = &lines;
        QLoggingCategory::setFilterRules(u"*.debug=true"_s);
        const QtMessageHandler before =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
                static QMutex mutex;
                const QMutexLocker lock(&mutex);
                logged->append(text);
            });
        QTemporaryDir dir;
        {
            Program program(dir.path());
            program.window.show();
            Q_EMIT program.window.storeConnected(shop(), "canary-d41c", true);
            segmentsOf(program.desk.session(shopId()));
            Q_EMIT program.window.storeConnected(shop(), "canary-wrong", true);
            segmentsOf(program.desk.session(shopId()));
            program.settings.sync();
        }
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        logged = nullptr;
        QVERIFY(!lines.isEmpty());
        QVERIFY(lines.filter(u"canary"_s).isEmpty());
        QVERIFY(isEverywhereAbsent("canary", dir.path()));
    }
};

QTEST_MAIN(TestDesk)
#include "tst_desk.moc"
