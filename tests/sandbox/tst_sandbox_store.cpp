// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

/// The store's life: options, start, stop, reset, files, seeding.
class TestSandboxStore : public QObject
{
    Q_OBJECT

private:
    static Options small()
    {
        Options options;
        options.customers = 200;
        return options;
    }

    /// Everything the store returns about customers and segments.
    static QByteArray wholeOf(const SandboxStore &store)
    {
        TestClient client(store);
        QByteArray whole;
        for (const char *path : {"/customers?limit=250&include=shopper_profile_id,segment_ids",
                                 "/shopper-profiles?limit=250", "/segments?limit=250"})
            whole += client.get(QString::fromLatin1(path)).body;
        return whole;
    }

    static void runSql(const QString &file, const QString &sql)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            database.setDatabaseName(file);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(sql));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
    }

private Q_SLOTS:
    void options_data()
    {
        QTest::addColumn<QString>("word"); // in the message
        QTest::addColumn<std::function<void(Options &)>>("change");
        const auto row = [](const char *word, std::function<void(Options &)> change) {
            QTest::newRow(word) << QString::fromLatin1(word) << std::move(change);
        };
        row("store hash", [](Options &o) { o.storeHash = u"a/b"_s; });
        row("visible", [](Options &o) { o.token = u"with blank"_s; });
        row("differ", [](Options &o) { o.readOnlyToken = o.token; });
        row("customers must", [](Options &o) { o.customers = -1; });
        row("more profiles", [](Options &o) { o.profiles = 201; });
        row("segments", [](Options &o) { o.segments = 1'001; });
        row("latency", [](Options &o) { o.latencyMs = -5; });
        row("quota", [](Options &o) { o.quota = -5; });
        row("window", [](Options &o) { o.windowMs = 0; });
        row("concurrent", [](Options &o) { o.maxConcurrent = 0; });
        row("page", [](Options &o) { o.maxPageSize = 251; });
        row("items", [](Options &o) { o.maxItems = 0; });
    }

    void options()
    {
        QFETCH(QString, word);
        QFETCH(std::function<void(Options &)>, change);
        Options options = small();
        QCOMPARE(options.problem(), QString());
        change(options);
        QVERIFY2(options.problem().contains(word), qPrintable(options.problem()));
        SandboxStore store(options);
        QString error;
        QVERIFY(!store.startAndWait(&error));
        QVERIFY2(error.contains(word), qPrintable(error));
        QVERIFY(!store.isRunning());
    }

    void startsAndStops()
    {
        SandboxStore store(small());
        QSignalSpy started(&store, &SandboxStore::started);
        QSignalSpy failed(&store, &SandboxStore::failed);
        QSignalSpy progress(&store, &SandboxStore::progress);
        QVERIFY(!store.isRunning());
        store.start();
        store.start(); // no second one
        QVERIFY(started.isEmpty()); // always asynchronous
        QTRY_COMPARE(started.size(), 1);
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.last().at(0), progress.last().at(1));
        const QUrl url = started.first().first().toUrl();
        QCOMPARE(url, store.apiPath());
        QCOMPARE(url.toString(), u"http://127.0.0.1:%1/stores/sandbox/v3"_s.arg(url.port()));
        QCOMPARE(TestClient(store).get(u"/segments"_s).status, 200);
        store.stop();
        QVERIFY(!store.isRunning());
        QVERIFY(store.apiPath().isEmpty());
        QVERIFY(store.startAndWait());
        QCOMPARE(TestClient(store).get(u"/segments"_s).status, 200);
        QCOMPARE(failed.size(), 0);
    }

    void stopsWhileSeeding()
    {
        Options options;
        options.customers = 3'000'000;
        SandboxStore store(options);
        QSignalSpy started(&store, &SandboxStore::started);
        QSignalSpy failed(&store, &SandboxStore::failed);
        QSignalSpy progress(&store, &SandboxStore::progress);
        store.start();
        QTRY_VERIFY(!progress.isEmpty());
        store.stop();
        QCoreApplication::processEvents();
        QVERIFY(!store.isRunning());
        QCOMPARE(started.size() + failed.size(), 0);
    }

    void stopsWithRequestsInFlight()
    {
        Options options = small();
        options.latencyMs = 60'000;
        auto store = std::make_unique<SandboxStore>(options);
        QVERIFY(store->startAndWait());
        TestClient client(*store);
        const std::unique_ptr<QNetworkReply> reply(client.begin("GET", u"/segments"_s));
        QTRY_COMPARE(store->statistics().inFlight, 1);
        store.reset(); // does not wait for the minute
    }

    void portTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Options options = small();
        options.port = other.serverPort();
        SandboxStore store(options);
        QSignalSpy failed(&store, &SandboxStore::failed);
        store.start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(),
                 u"Port %1 is taken by another program."_s.arg(other.serverPort()));
        other.close();
        QVERIFY(store.startAndWait()); // and can be tried again
        QCOMPARE(store.apiPath().port(), int(options.port));
    }

    void seedDecides()
    {
        Options options = small();
        SandboxStore one(options);
        SandboxStore same(options);
        options.seed = 2;
        SandboxStore other(options);
        QVERIFY(one.startAndWait());
        QVERIFY(same.startAndWait());
        QVERIFY(other.startAndWait());
        const QByteArray whole = wholeOf(one);
        QVERIFY(whole.size() > 100'000);
        QCOMPARE(wholeOf(same), whole);
        QVERIFY(wholeOf(other) != whole);
    }

    void seedCounts_data()
    {
        QTest::addColumn<int>("customers");
        QTest::addColumn<int>("profiles");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("expectedProfiles");
        QTest::newRow("nothing") << 0 << -1 << 0 << 0;
        QTest::newRow("one") << 1 << 1 << 1 << 1;
        QTest::newRow("usual") << 1'000 << -1 << 24 << 950;
        QTest::newRow("no profiles") << 100 << 0 << 30 << 0;
        QTest::newRow("all profiles") << 333 << 333 << 1'000 << 333;
    }

    void seedCounts()
    {
        QFETCH(int, customers);
        QFETCH(int, profiles);
        QFETCH(int, segments);
        QFETCH(int, expectedProfiles);
        Options options;
        options.customers = customers;
        options.profiles = profiles;
        options.segments = segments;
        SandboxStore store(options);
        QString error;
        QVERIFY2(store.startAndWait(&error), qPrintable(error));
        TestClient client(store);
        const auto total = [&](const char *path) {
            return client.get(QString::fromLatin1(path)).pagination().value(u"total").toInt(-1);
        };
        QCOMPARE(total("/customers"), customers);
        QCOMPARE(total("/shopper-profiles"), expectedProfiles);
        QCOMPARE(total("/segments"), segments);
    }

    void keptInFile()
    {
        QTemporaryDir folder;
        Options options = small();
        options.databaseFile = folder.filePath(u"store.sqlite"_s);
        QByteArray whole;
        QString segment;
        {
            SandboxStore store(options);
            QVERIFY(store.startAndWait());
            TestClient client(store);
            segment = client.post(u"/segments"_s, R"([{"name":"Kept"}])").column("id").first();
            QCOMPARE(client
                         .post(u"/segments/%1/shopper-profiles"_s.arg(segment),
                               TestClient::jsonList(client.profileIds(3, 40)))
                         .status,
                     201);
            QCOMPARE(client.remove(u"/shopper-profiles?id:in="_s + client.profileIds(5, 1).value(0))
                         .status,
                     204);
            whole = wholeOf(store);
        }
        const QFileDevice::Permissions others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFileInfo(options.databaseFile).permissions() & others,
                 QFileDevice::Permissions());
        options.seed = 99; // a file that is filled is not filled again
        options.customers = 7;
        SandboxStore store(options);
        QVERIFY(store.startAndWait());
        QCOMPARE(wholeOf(store), whole);
        QCOMPARE(TestClient(store)
                     .get(u"/segments/%1/shopper-profiles"_s.arg(segment))
                     .pagination()
                     .value(u"total"),
                 QJsonValue(39));
    }

    void reset_data()
    {
        QTest::addColumn<bool>("onFile");
        QTest::newRow("memory") << false;
        QTest::newRow("file") << true;
    }

    void reset()
    {
        QFETCH(bool, onFile);
        QTemporaryDir folder;
        Options options = small();
        if (onFile)
            options.databaseFile = folder.filePath(u"store.sqlite"_s);
        SandboxStore store(options);
        QVERIFY(store.startAndWait());
        const QByteArray whole = wholeOf(store);
        TestClient client(store);
        QCOMPARE(client.remove(u"/segments"_s).status, 204);
        QCOMPARE(client.remove(u"/shopper-profiles"_s).status, 204);
        QVERIFY(wholeOf(store) != whole);
        QSignalSpy done(&store, &SandboxStore::resetDone);
        store.reset();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(wholeOf(store), whole);
        QCOMPARE(client.post(u"/segments"_s, R"([{"name":"After"}])").status,
                 201); // it can be written to
        if (onFile) {
            const QByteArray changed = wholeOf(store);
            store.stop();
            QVERIFY(store.startAndWait());
            QCOMPARE(wholeOf(store), changed);
        }
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("garbage") << u"garbage"_s << u"cannot be read"_s;
        QTest::newRow("foreign") << u"foreign"_s << u"another program"_s;
        QTest::newRow("newer") << u"newer"_s << u"newer version"_s;
        QTest::newRow("no folder") << u"no folder"_s << u"does not exist"_s;
        QTest::newRow("a folder") << u"a folder"_s << u"is not a file"_s;
        QTest::newRow("in use") << u"in use"_s << u"in use by another program"_s;
        QTest::newRow("table lost") << u"table lost"_s << u"damaged"_s;
    }

    void badFiles()
    {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        QTemporaryDir folder;
        Options options = small();
        options.databaseFile = folder.filePath(u"store.sqlite"_s);
        SandboxStore holder(options);
        if (kind == u"garbage"_s) {
            QFile file(options.databaseFile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("this is no database\n").repeated(500));
        } else if (kind == u"foreign"_s) {
            runSql(options.databaseFile, u"CREATE TABLE customers(id INTEGER)"_s);
        } else if (kind == u"no folder"_s) {
            options.databaseFile = folder.filePath(u"missing/store.sqlite"_s);
        } else if (kind == u"a folder"_s) {
            options.databaseFile = folder.path();
        } else {
            QVERIFY(holder.startAndWait());
            if (kind != u"in use"_s)
                holder.stop();
            if (kind == u"newer"_s)
                runSql(options.databaseFile, u"PRAGMA user_version=2"_s);
            if (kind == u"table lost"_s)
                runSql(options.databaseFile, u"DROP TABLE memberships"_s);
        }
        SandboxStore store(options);
        QString error;
        QVERIFY(!store.startAndWait(&error));
        QVERIFY2(error.contains(words), qPrintable(error));
        QVERIFY2(error.contains(options.databaseFile), qPrintable(error));
    }

    /// Measured, not asserted: a page in the depth should take as long as the first one.
    void deepPages_data()
    {
        QTest::addColumn<QString>("list");
        QTest::newRow("profiles") << u"/shopper-profiles"_s;
        QTest::newRow("members") << u"/segments/%1/shopper-profiles"_s;
        QTest::newRow("customers") << u"/customers"_s;
        QTest::newRow("customers by name") << u"/customers?sort=last_name:asc"_s;
    }

    void deepPages()
    {
        QFETCH(QString, list);
        Options options;
        options.customers = 50'000;
        SandboxStore store(options);
        QVERIFY(store.startAndWait());
        TestClient client(store);
        if (list.contains(u'%'))
            list = list.arg(client.segmentIds().value(23));
        list += list.contains(u'?') ? u"&limit=250&page="_s : u"?limit=250&page="_s;
        const int pages = client.get(list + u'1').pagination().value(u"total_pages").toInt();
        QVERIFY(pages > 20);
        const auto timeOf = [&](int page) {
            QList<qint64> times;
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer clock;
                clock.start();
                const TestAnswer answer = client.get(list + QString::number(page));
                times.append(clock.nsecsElapsed());
                if (answer.data().isEmpty())
                    return qint64(-1);
            }
            std::sort(times.begin(), times.end());
            return times[2];
        };
        const qint64 first = timeOf(1);
        const qint64 last = timeOf(pages);
        QVERIFY(first > 0 && last > 0);
        qInfo("page 1: %.2f ms, page %d: %.2f ms", double(first) / 1e6, pages, double(last) / 1e6);
    }

    void fillingBrokenOff()
    {
        QTemporaryDir folder;
        Options options = small();
        SandboxStore memory(options);
        options.databaseFile = folder.filePath(u"store.sqlite"_s);
        {
            SandboxStore store(options);
            QVERIFY(store.startAndWait());
        }
        // What a crash in the middle leaves behind.
        runSql(options.databaseFile, u"PRAGMA user_version=0"_s);
        runSql(options.databaseFile, u"DELETE FROM customers WHERE id > 150"_s);
        SandboxStore store(options);
        QString error;
        QVERIFY2(store.startAndWait(&error), qPrintable(error));
        QVERIFY(memory.startAndWait());
        QCOMPARE(wholeOf(store), wholeOf(memory));
    }
};

QTEST_GUILESS_MAIN(TestSandboxStore)
#include "tst_sandbox_store.moc"
