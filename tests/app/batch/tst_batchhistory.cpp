// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "tests/app/batch/batchfixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What commands without a window leave in the journal, and what they do with what they find there:
/// the program as a process, against a sandbox store in this one.
class TestBatchHistory : public QObject, private BatchFixture
{
    Q_OBJECT

    using Run = BatchRun;

    Run run(const QStringList &arguments) const
    {
        return BatchFixture::run(arguments + QStringList{u"--json"_s});
    }

    Run history(const QStringList &more = {}) const
    {
        return run(QStringList{u"history"_s} + more);
    }

    /// Names of segments, the smallest first.
    QStringList segments() const
    {
        const Run list = run({u"export"_s, u"--segments"_s, u"--to"_s, path(u"segments.csv"_s),
                              u"--exact"_s, u"--columns"_s, u"members,segment"_s});
        if (list.code != 0)
            qFatal("%s", qPrintable(list.err));
        QFile file(path(u"segments.csv"_s));
        if (!file.open(QFile::ReadOnly))
            qFatal("there is no list of segments");
        QList<std::pair<int, QString>> rows;
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n').mid(1);
        for (const QByteArray &line : lines) {
            const QString text = QString::fromUtf8(line).trimmed();
            rows.append({text.section(u',', 0, 0).toInt(), text.section(u',', 1).remove(u'"')});
        }
        std::sort(rows.begin(), rows.end());
        QStringList names;
        for (const auto &[number, name] : rows)
            names.append(name);
        return names;
    }

    /// A file of customers, from @p first on.
    QString people(int first, int number) const
    {
        QFile file(path(u"people-%1-%2.csv"_s.arg(first).arg(number)));
        if (!file.open(QFile::WriteOnly))
            qFatal("cannot write");
        file.write("Customer ID\n");
        for (int i = 0; i < number; ++i)
            file.write(QByteArray::number(first + i) + '\n');
        return file.fileName();
    }

    QStringList importing(const QString &file, const QString &segment) const
    {
        return {u"import"_s,
                file,
                u"--segment"_s,
                segment,
                u"--add"_s,
                u"--column"_s,
                u"Customer ID=customer_id"_s};
    }

    /// An import that is killed when something of it was sent.
    void killedImport(const QString &segment) const
    {
        store().setLatency(60);
        store().resetStatistics();
        QProcess process;
        prepare(process, importing(people(101, 2500), segment));
        process.start();
        QTRY_VERIFY(store().statistics().writes >= 2);
        process.kill();
        QVERIFY(process.waitForFinished(10'000));
        QTRY_COMPARE(store().statistics().inFlight, 0);
        store().setLatency(0);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(program()), qPrintable(program())); }

    void init()
    {
        sandbox::Options options;
        options.customers = 3000;
        options.segments = 3;
        start(options);
    }

    void listAndUndo()
    {
        const QString segment = segments().constFirst();
        QCOMPARE(history().code, 0);
        QVERIFY(history().states().isEmpty());
        const Run made = run(importing(people(101, 60), segment));
        QVERIFY2(made.code == 0 || made.code == 3, qPrintable(made.err));
        const int added = made.event(u"outcome"_s).value(u"added"_s).toInt();
        QVERIFY(added > 0);
        const Run list = history();
        QCOMPARE(list.states(), QStringList{u"done"_s});
        const QString id = list.event(u"entry"_s).value(u"id"_s).toString();
        QVERIFY(id.toLongLong() > 0);
        // Only by its number, and only the newest.
        QCOMPARE(history({u"--undo"_s, u"17"_s}).code, 4);
        QCOMPARE(history().states(), QStringList{u"done"_s});
        const Run undone = history({u"--undo"_s, id});
        QVERIFY2(undone.code == 0, qPrintable(undone.err));
        QVERIFY(undone.event(u"outcome"_s).value(u"changed"_s).toInt() >= added);
        QCOMPARE(history().states(), QStringList{u"undone"_s});
        QCOMPARE(history({u"--undo"_s, id}).code, 4);
    }

    void wrongArguments_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("two at a time")
            << QStringList{u"--resume"_s, u"1"_s, u"--discard"_s, u"1"_s};
        QTest::newRow("no number") << QStringList{u"--resume"_s, u"first"_s};
        QTest::newRow("undo all") << QStringList{u"--undo"_s, u"all"_s};
        QTest::newRow("a file") << QStringList{u"file.csv"_s};
        QTest::newRow("no such change") << QStringList{u"--resume"_s, u"12345"_s};
    }

    void wrongArguments()
    {
        QFETCH(QStringList, more);
        const Run refused = history(more);
        QCOMPARE(refused.code, 4);
        QVERIFY(!refused.err.isEmpty());
    }

    void interrupted_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("resumed") << u"--resume"_s;
        QTest::newRow("discarded") << u"--discard"_s;
    }

    void interrupted()
    {
        QFETCH(QString, option);
        const QStringList names = segments();
        killedImport(names.at(0));
        QCOMPARE(history().states().count(u"interrupted"_s), 1);
        // Each run says it, until it is dealt with.
        const Run other = run(importing(people(2700, 2), names.at(1)));
        QVERIFY2(other.warns(u"interrupted"_s), other.out.constData());
        const QList<QJsonObject> entries = history().events(u"entry"_s);
        QString id;
        for (const QJsonObject &entry : entries) {
            if (entry.value(u"state"_s).toString() == u"interrupted")
                id = entry.value(u"id"_s).toString();
        }
        store().resetStatistics();
        const Run done = history({option, id});
        QVERIFY2(done.code == 0, done.out.constData());
        if (option == u"--discard")
            QCOMPARE(store().statistics().writes, 0);
        else
            QVERIFY(store().statistics().writes > 0);
        QCOMPARE(history().states().count(u"interrupted"_s), 0);
        QVERIFY(!run(importing(people(2710, 2), names.at(1))).warns(u"interrupted"_s));
        QVERIFY(history({u"--resume"_s, u"all"_s}).code == 0); // there is none
    }

    /// The segment that an interrupted change is about is gone: nothing is left of it to ask about.
    void whatIsMootIsSettled()
    {
        const QStringList names = segments();
        killedImport(names.at(0));
        deleteSegment(names.at(0)); // as another client would
        const Run first = run(importing(people(2700, 2), names.at(1)));
        QVERIFY2(!first.warns(u"interrupted"_s), first.out.constData());
        QCOMPARE(history().states().count(u"interrupted"_s), 0);
    }

    /// Whatever the disk has room for: a run that says it is done has written it down.
    void aFullDisk()
    {
        const QString segment = segments().constFirst();
        int unwritten = 0;
        int first = 101;
        for (int kib = 24; kib <= 420 && first < 640; kib += 18, first += 20) {
            QProcess process;
            prepare(process, importing(people(first, 20), segment) + QStringList{u"--json"_s});
            // What a full disk does, as far as a process can do it to itself.
            process.setChildProcessModifier([kib] {
                std::signal(SIGXFSZ, SIG_IGN);
                const rlimit small{rlim_t(kib) * 1024, rlim_t(kib) * 1024};
                ::setrlimit(RLIMIT_FSIZE, &small);
            });
            process.start();
            const Run limited = Run::of(process);
            const int added = limited.event(u"outcome"_s).value(u"added"_s).toInt();
            const Run list = history();
            QCOMPARE(list.code, 0);
            const QByteArray where = QByteArray::number(kib) + " KiB: " + limited.out + list.out;
            if (limited.code == 0 || limited.code == 3) {
                QVERIFY2(!list.states().contains(u"interrupted"_s), where.constData());
                QVERIFY2(added == 0 || list.states().contains(u"done"_s), where.constData());
            } else {
                QVERIFY2(limited.code == 1 || limited.code == 4, where.constData());
                ++unwritten;
                // Nothing that was changed is unknown to the journal.
                if (added > 0)
                    QVERIFY2(!list.states().isEmpty(), where.constData());
            }
            QVERIFY(history({u"--discard"_s, u"all"_s}).code == 0);
        }
        QVERIFY(unwritten > 0);
    }

private:
    /// By a way that this computer's journal knows nothing of.
    void deleteSegment(const QString &name) const
    {
        RestClient::Options options;
        options.apiPath = store().apiPath();
        options.token = token().toUtf8();
        RestClient client(options);
        StoreApi api(client, RequestPriority::Interactive);
        QObject context;
        bool deleted = false;
        api.listSegments({1, 50}, &context, [&](const Result<Page<Segment>> &page) {
            for (const Segment &segment : page ? page->items : QList<Segment>()) {
                if (segment.name == name)
                    api.deleteSegments(
                        *NonEmpty<QList<SegmentId>>::from({segment.id}), &context,
                        [&deleted](const auto &answer) { deleted = answer.has_value(); });
            }
        });
        QTRY_VERIFY(deleted);
    }
};

QTEST_GUILESS_MAIN(TestBatchHistory)
#include "tst_batchhistory.moc"
