// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "app/stores/embeddedstore.h"
#include "app/stores/visitfolder.h"
#include "models/api/storeapi.h"
#include "models/api/tokencheck.h"
#include "models/changes/changejob.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/mirror/mirror.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/app/program.h"

#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QMutex>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;

namespace {

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
        return QTest::qWaitFor([&total] { return total != -1; }) ? total : -3;
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
            QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
            StoreSession *session = program.desk.session(Accounts::sandboxId());
            QCOMPARE(segmentsOf(session), qint64(sandboxSegments));
            QSignalSpy made(session, &StoreSession::segmentsChanged);
            session->run(Planner::planCreateSegment({u"Mine"_s, {}}));
            QVERIFY(made.wait(QTest::patience));
        }
        Program program(dir.path());
        program.desk.openLast();
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
        QCOMPARE(segmentsOf(program.desk.session(Accounts::sandboxId())),
                 qint64(sandboxSegments + 1));
        // What was done can be taken back after a restart.
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId())->history().canUndo());

        Q_EMIT program.window.sandboxResetRequested();
        QVERIFY(!program.desk.session(Accounts::sandboxId()));
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
        QCOMPARE(segmentsOf(program.desk.session(Accounts::sandboxId())), qint64(sandboxSegments));
        QVERIFY(!program.desk.session(Accounts::sandboxId())->history().canUndo());
    }

    void resetBeforeItWasOpened()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Q_EMIT program.window.sandboxResetRequested();
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
    }

    void secondProgramIsTold()
    {
        QTemporaryDir dir;
        Program first(dir.path());
        first.desk.openSandbox();
        QTRY_VERIFY(first.desk.session(Accounts::sandboxId()));

        Program second(dir.path());
        second.desk.openSandbox();
        auto *retry = second.window.findChild<QWidget *>(u"retryOpening"_s);
        QVERIFY(retry);
        QTRY_VERIFY(retry->isVisibleTo(&second.window));
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
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
        QVERIFY(program.desk.session(shopId()));
        QCOMPARE(segmentsOf(program.desk.session(shopId())), qint64(5));
        QCOMPARE(program.accounts.lastShown(), Accounts::sandboxId());
        Q_EMIT program.window.storeRequested(shopId());
        QCOMPARE(program.accounts.lastShown(), shopId());
    }

    void aStoreHasAWindowOfItsOwn()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        program.window.show();
        Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
        program.desk.openSandbox();
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
        StoreSession *session = program.desk.session(shopId());
        QVERIFY(session && program.window.hasStore(shopId()));

        Q_EMIT program.window.otherWindowRequested(shopId());
        const QPointer<MainWindow> other = &program.windows.windowOf(shopId());
        QVERIFY(other != &program.window);
        QVERIFY(other->isVisible());
        QVERIFY(other->hasStore(shopId()));
        QVERIFY2(!program.window.hasStore(shopId()), "one window at a time");
        QVERIFY(program.window.hasStore(Accounts::sandboxId()));
        QCOMPARE(program.desk.session(shopId()), session);

        // Asked for again, from wherever, its own window has it.
        Q_EMIT program.window.storeRequested(shopId());
        QVERIFY(!program.window.hasStore(shopId()));
        Q_EMIT other->otherWindowRequested(shopId());
        QVERIFY(&program.windows.windowOf(shopId()) != &program.window);

        // The store stays open without it.
        program.windows.windowOf(shopId()).close();
        QCOMPARE(program.desk.session(shopId()), session);
        QCOMPARE(&program.windows.windowOf(shopId()), &program.window);
        QVERIFY(program.window.hasStore(shopId()));
        QVERIFY(program.window.isVisible());
    }

    void theFirstWindowMayBeClosedFirst()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        program.window.show();
        Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
        Q_EMIT program.window.otherWindowRequested(shopId());
        MainWindow &other = program.windows.windowOf(shopId());
        QVERIFY(&other != &program.window);
        program.window.close();
        QVERIFY(!program.window.isVisible());
        // What is asked for in the other one is shown there.
        Q_EMIT other.sandboxRequested();
        QTRY_VERIFY(program.desk.session(Accounts::sandboxId()));
        QTRY_VERIFY(program.window.hasStore(Accounts::sandboxId())
                    || other.hasStore(Accounts::sandboxId()));
        QVERIFY(program.windows.windowOf(Accounts::sandboxId()).isVisible());
    }

    void lastStoreIsOpenedAgain()
    {
        QTemporaryDir dir;
        const auto credentials = std::make_shared<Credentials>(Credentials::Limits{500ms, 500ms});
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

    /// Neither token nor account nor copy is left, but what is needed to undo.
    void visitLeavesItsJournalOnly()
    {
        QTemporaryDir dir;
        {
            Program program(dir.path());
            program.desk.visit(m_store.apiPath(), "canary-d41c");
            StoreSession *session = program.desk.session(shopId());
            QVERIFY(session);
            QCOMPARE(segmentsOf(session), qint64(5));
            // It can be searched and sorted all the same.
            QVERIFY(session->mirror());
            QTRY_COMPARE(session->mirror()->state(), Mirror::State::Complete);
            QVERIFY(!QDir(program.folder.visitsFolder()).isEmpty());
            QSignalSpy made(session, &StoreSession::segmentsChanged);
            session->run(Planner::planCreateSegment({u"Of a visit"_s, {}}));
            QVERIFY(made.wait(QTest::patience));
        }
        Program program(dir.path());
        QVERIFY(program.accounts.all().isEmpty());
        QVERIFY(program.accounts.lastShown().isEmpty());
        QVERIFY(QDir(program.folder.visitsFolder()).isEmpty());
        QVERIFY(isEverywhereAbsent("canary", dir.path()));
        QVERIFY(isEverywhereAbsent("shop7", dir.path()));

        program.desk.visit(m_store.apiPath(), "canary-d41c");
        History &history = program.desk.session(shopId())->history();
        QTRY_VERIFY(history.canUndo());
        QSignalSpy gone(program.desk.session(shopId()), &StoreSession::segmentsChanged);
        history.undo();
        QVERIFY(gone.wait(QTest::patience));
        QCOMPARE(segmentsOf(program.desk.session(shopId())), qint64(5));

        Q_EMIT program.window.storeForgotten(shopId());
        QVERIFY(QDir(program.folder.journalsFolder()).isEmpty());
    }

    /// What a batch run or a visit began is offered by the next visit, whatever ended it.
    void visitOffersWhatWasInterrupted_data()
    {
        QTest::addColumn<bool>("batch");
        QTest::newRow("begun in the window") << false;
        QTest::newRow("begun in batch mode, killed") << true;
    }

    void visitOffersWhatWasInterrupted()
    {
        QFETCH(bool, batch);
        QTemporaryDir dir;
        sandbox::Options options;
        options.storeHash = u"slow1"_s;
        options.token = u"canary-slow"_s;
        options.customers = 2000;
        options.profiles = 0;
        options.segments = 2;
        options.latencyMs = 300;
        sandbox::SandboxStore slow(options);
        QString error;
        QVERIFY2(slow.startAndWait(&error), qPrintable(error));
        SegmentId segment;
        {
            Program program(dir.path());
            program.desk.visit(slow.apiPath(), "canary-slow");
            StoreSession *session = program.desk.session(Accounts::idFor(slow.apiPath()));
            session->interactive().listSegments(
                {}, session,
                [&segment](const Result<Page<Segment>> &page) { segment = page->items.at(0).id; });
            QTRY_VERIFY(!segment.isNull());
            if (!batch) {
                QList<CustomerId> customers;
                for (int id = 1; id <= options.customers; ++id)
                    customers.append(CustomerId(id));
                session->run(Planner::planCreateProfiles(customers));
                QTRY_VERIFY(slow.statistics().writes > 2);
            }
        }
        if (batch) {
            QFile file(dir.filePath(u"ids.csv"_s));
            QVERIFY(file.open(QFile::WriteOnly));
            file.write("customer_id\n");
            for (int id = 1; id <= 2000; ++id)
                file.write(QByteArray::number(id) + '\n');
            file.close();
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"SEGMENTDESK_TOKEN"_s, options.token);
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(qEnvironmentVariable("SEGMENTDESK_PROGRAM"),
                          {u"import"_s, u"--api-path"_s, slow.apiPath().toString(), u"--data-dir"_s,
                           dir.path(), u"--segment"_s, segment.toString(), u"--add"_s,
                           u"--create-profiles"_s, file.fileName()});
            QVERIFY(process.waitForStarted());
            QTRY_VERIFY(slow.statistics().writes > 2);
            process.kill();
            QVERIFY(process.waitForFinished());
        }
        Program program(dir.path());
        program.desk.visit(slow.apiPath(), "canary-slow");
        StoreSession *session = program.desk.session(Accounts::idFor(slow.apiPath()));
        QTRY_COMPARE(session->interrupted().jobs().size(), 1);
        const auto *notice = program.window.findChild<QWidget *>(u"noticeBar"_s);
        QVERIFY(notice && notice->isVisibleTo(&program.window));
        QCOMPARE(notice->findChildren<QPushButton *>().size(), 2);
        QVERIFY(isEverywhereAbsent("canary", dir.path()));
    }

    /// What runs is stopped, not cut: what was sent is answered before the store is forgotten.
    void forgettingStopsWhatRuns()
    {
        QTemporaryDir dir;
        sandbox::Options options;
        options.storeHash = u"slow2"_s;
        options.token = u"canary-slow"_s;
        options.customers = 2000;
        options.profiles = 0;
        options.latencyMs = 200;
        sandbox::SandboxStore slow(options);
        QString error;
        QVERIFY2(slow.startAndWait(&error), qPrintable(error));
        Program program(dir.path());
        program.desk.visit(slow.apiPath(), "canary-slow");
        const QString id = Accounts::idFor(slow.apiPath());
        QList<CustomerId> customers;
        for (int customer = 1; customer <= options.customers; ++customer)
            customers.append(CustomerId(customer));
        ChangeJob *job = program.desk.session(id)->run(Planner::planCreateProfiles(customers));
        QTRY_VERIFY(slow.statistics().writes > 2);
        JobResult end = JobResult::Done;
        bool ended = false;
        connect(job, &Job::ended, this, [&, job] {
            end = job->end();
            ended = true;
        });
        Q_EMIT program.window.storeForgotten(id);
        QVERIFY(program.desk.session(id));
        QTRY_VERIFY(!program.desk.session(id));
        QVERIFY(ended);
        QCOMPARE(end, JobResult::Cancelled);
        const auto writes = slow.statistics().writes;
        QVERIFY(writes < 40);
        QVERIFY(QDir(program.folder.journalsFolder()).isEmpty());
    }

    /// A process that is gone leaves its copy to the next start, one that lives keeps it.
    void copiesOfCrashedVisitsGo()
    {
        QTemporaryDir dir;
        const QString visits = DataFolder::open(dir.path()).value().visitsFolder();
        auto mine = VisitFolder::make(visits);
        QVERIFY(mine);
        QCOMPARE(QFileInfo(mine->path()).permissions() & (QFile::ReadOther | QFile::ReadGroup),
                 QFile::Permissions());
        const QString crashed = visits + u"/crashed"_s;
        QVERIFY(QDir().mkdir(crashed));
        QFile copy(crashed + u"/copy.sqlite"_s);
        QVERIFY(copy.open(QFile::WriteOnly));
        QFile lock(crashed + u".lock"_s);
        QVERIFY(lock.open(QFile::WriteOnly));
        lock.write("2147483646\nsegmentdesk\n" + QSysInfo::machineHostName().toUtf8() + '\n');
        lock.close();
        {
            Program program(dir.path());
            QVERIFY(!QFile::exists(crashed));
            QVERIFY(QFile::exists(mine->path()));
        }
        mine.reset();
        QVERIFY(QDir(visits).isEmpty());
    }

    void renameAndForget()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Q_EMIT program.window.storeConnected(shop(), "canary-d41c", false);
        Q_EMIT program.window.storeRenamed(shopId(), u"Other"_s);
        QCOMPARE(program.accounts.find(shopId())->name, u"Other"_s);
        QCOMPARE(program.desk.session(shopId())->account().name, u"Other"_s);
        QCOMPARE(program.window.findChild<QToolButton *>(u"storeButton"_s)->text(), u"Other"_s);
        Q_EMIT program.window.storeForgotten(shopId());
        QVERIFY(!program.accounts.find(shopId()));
        QVERIFY(!program.desk.session(shopId()));
        QVERIFY(program.accounts.lastShown().isEmpty());
        QVERIFY(QDir(program.folder.journalsFolder()).isEmpty());
        std::optional<QByteArray> token;
        program.credentials->read(
            shopId(), Credentials::Prompt::Allowed, &program.desk,
            [&token](const Credentials::Found &found) { token = found.token; });
        QTRY_COMPARE(token, QByteArray());
    }

    /// The user need not wait for the token: they go back, and nothing is said to be missing.
    void lookingForTheTokenCanBeCancelled()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        Account kept = shop();
        kept.id = shopId();
        QCOMPARE(program.accounts.put(kept), Accounts::Saved::Yes);
        program.desk.openStore(shopId());
        auto *cancel = program.window.findChild<QPushButton *>(u"cancelOpening"_s);
        QVERIFY(cancel->isVisibleTo(&program.window));
        cancel->click();
        QVERIFY(
            program.window.findChild<QWidget *>(u"welcomePage"_s)->isVisibleTo(&program.window));
        // Once it would have answered: it has its own limit.
        std::optional<QByteArray> token;
        program.credentials->read(
            shopId(), Credentials::Prompt::Allowed, &program.desk,
            [&token](const Credentials::Found &found) { token = found.token; });
        QTRY_VERIFY(token.has_value());
        QVERIFY(
            program.window.findChild<QWidget *>(u"welcomePage"_s)->isVisibleTo(&program.window));
        QVERIFY(
            !program.window.findChild<QWidget *>(u"connectPage"_s)->isVisibleTo(&program.window));
    }

    /// A token that can only read is said before anything is typed, at every way in, and a better
    /// one ends that.
    void readOnlyTokenIsSaid()
    {
        QTemporaryDir dir;
        Program program(dir.path());
        const QByteArray readOnly = "sandbox-read-only-token";
        program.desk.visit(m_store.apiPath(), readOnly);
        auto *chip = program.window.findChild<QAbstractButton *>(u"readOnlyChip"_s);
        QVERIFY(chip);
        QVERIFY(!chip->isVisibleTo(&program.window)); // unknown is not read-only
        QTRY_VERIFY(chip->isVisibleTo(&program.window));
        const auto *create = program.window.findChild<QAction *>(u"actionNewSegment"_s);
        const auto *createButton = program.window.findChild<QWidget *>(u"newSegmentButton"_s);
        QVERIFY(!create->isEnabled());
        QVERIFY(!createButton->isEnabled());
        QVERIFY(create->toolTip().contains(u"Use another token"));
        QCOMPARE(createButton->toolTip(), create->statusTip());

        Account visited = program.desk.session(shopId())->account();
        Q_EMIT program.window.storeConnected(visited, "canary-d41c", false);
        QTRY_VERIFY(!chip->isVisibleTo(&program.window));
        QVERIFY(create->isEnabled());
        QVERIFY(createButton->isEnabled());
        QVERIFY(!create->toolTip().contains(u"token"));
        QVERIFY(program.accounts.all().isEmpty());

        // Connected for good by the page: the same.
        Q_EMIT program.window.storeConnected(shop(), readOnly, false);
        QTRY_VERIFY(chip->isVisibleTo(&program.window));
        QCOMPARE(program.accounts.all().size(), 1);
    }

    void testToken()
    {
        const auto test = StoreManager::services(u"0.0.0"_s).testToken;
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
#include "tst_storemanager.moc"
