// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/storesession.h"
#include "tests/support/faultproxy.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// The commands without a window, as a scheduler starts them: the program as a process without a
/// display, against a sandbox store in this one.
class TestBatch : public QObject
{
    Q_OBJECT

    struct Run
    {
        int code = -1;
        QByteArray out;
        QString err;

        /// The lines of --json with this event.
        QList<QJsonObject> events(const QString &name) const
        {
            QList<QJsonObject> found;
            for (const QByteArray &line : out.split('\n')) {
                const QJsonObject event = QJsonDocument::fromJson(line).object();
                if (event.value(u"event"_s).toString() == name)
                    found.append(event);
            }
            return found;
        }
        QJsonObject event(const QString &name) const { return events(name).value(0); }
    };

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");
    const QString m_token = u"batch-token"_s;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<sandbox::SandboxStore> m_store;
    QString m_segment; ///< name of the largest
    const QString m_listColumns = u"members,segment"_s;

    QProcessEnvironment environment(const QString &token) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        environment.insert(u"HOME"_s, m_home->path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.remove(u"SEGMENTDESK_TOKEN"_s);
        if (!token.isEmpty())
            environment.insert(u"SEGMENTDESK_TOKEN"_s, token);
        return environment;
    }

    /// The options that say which store.
    QStringList there(QStringList arguments) const
    {
        return arguments << u"--api-path"_s << m_store->apiPath().toString() << u"--data-dir"_s
                         << path(u"data"_s);
    }

    QString path(const QString &name) const { return m_home->filePath(name); }

    Run run(const QStringList &arguments, const QString &token, const QByteArray &input = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(environment(token));
        process.start(m_program, arguments);
        process.write(input);
        process.closeWriteChannel();
        // The store is in this process: its answers need no event loop here, it has its own thread.
        Run result;
        if (process.waitForFinished(45000) && process.exitStatus() == QProcess::NormalExit)
            result.code = process.exitCode();
        result.out = process.readAllStandardOutput();
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

    Run run(const QStringList &arguments) const { return run(there(arguments), m_token); }

    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// The ids of members, one a line, in the order of the store.
    QByteArrayList members(const QString &segment) const
    {
        const Run made = run({u"export"_s, u"--segment"_s, segment, u"--to"_s, u"-"_s, u"--exact"_s,
                              u"--columns"_s, u"customer-id"_s});
        QByteArrayList lines = made.out.trimmed().split('\n');
        for (QByteArray &line : lines)
            line = line.trimmed();
        lines.removeFirst();
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    /// Customers who are not members of the segment, as many as @p ids.
    QByteArrayList notMembers(const QByteArrayList &ids) const
    {
        const Run all = run({u"export"_s, u"--all"_s, u"--to"_s, u"-"_s, u"--exact"_s,
                             u"--columns"_s, u"customer-id"_s});
        const QByteArrayList members = this->members(m_segment);
        QByteArrayList others;
        for (const QByteArray &line : all.out.trimmed().split('\n')) {
            const QByteArray id = line.trimmed();
            if (!members.contains(id) && id.toInt() > 0 && others.size() < ids.size())
                others.append(id);
        }
        return others;
    }

    QByteArray file(const QByteArrayList &ids) const
    {
        return "Customer ID\n" + ids.join('\n') + "\n";
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(m_program), qPrintable(m_program)); }

    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        sandbox::Options options;
        options.token = m_token;
        options.customers = 600;
        options.segments = 4;
        m_store = std::make_unique<sandbox::SandboxStore>(options);
        QString error;
        QVERIFY2(m_store->startAndWait(&error), qPrintable(error));
        const Run list = run({u"export"_s, u"--segments"_s, u"--to"_s, u"-"_s, u"--exact"_s,
                              u"--columns"_s, m_listColumns});
        QVERIFY2(list.code == 0, qPrintable(list.err));
        // The largest: name, then number of members.
        qint64 most = 0;
        for (const QByteArray &line : list.out.split('\n')) {
            const qsizetype comma = line.indexOf(',');
            const qint64 number = line.left(comma).trimmed().toLongLong();
            if (number > most) {
                most = number;
                m_segment = QString::fromUtf8(line.mid(comma + 1).trimmed());
            }
        }
        QVERIFY(most > 10);
        if (m_segment.startsWith(u'"'))
            m_segment = m_segment.mid(1).chopped(1);
    }

    void helpOfEach()
    {
        for (const QString &command : {u"export"_s, u"import"_s, u"backup"_s, u"restore"_s}) {
            const Run help = run({command, u"--help"_s}, {});
            QCOMPARE(help.code, 0);
            QVERIFY(help.out.contains("Exit codes:"));
        }
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const QString out = u"/tmp/never.csv"_s;
        QTest::newRow("no store") << QStringList{u"export"_s, u"--all"_s, u"--to"_s, out}
                                  << u"which store"_s;
        QTest::newRow("two kinds")
            << QStringList{u"export"_s, u"--all"_s, u"--segments"_s, u"--sandbox"_s, u"--to"_s, out}
            << u"what to export"_s;
        QTest::newRow("column")
            << QStringList{u"export"_s, u"--all"_s, u"--columns"_s, u"shoe-size"_s, u"--sandbox"_s,
                           u"--to"_s,   out}
            << u"shoe-size"_s;
        QTest::newRow("option") << QStringList{u"import"_s, u"--nonsense"_s} << u"nonsense"_s;
        QTest::newRow("saved store")
            << QStringList{u"backup"_s, u"--to"_s, u"x"_s, u"--store"_s, u"nosuch"_s}
            << u"nosuch"_s;
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        arguments << u"--json"_s << u"--data-dir"_s << path(u"data"_s);
        const Run refused = run(arguments, {});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(words), qPrintable(refused.err));
        QCOMPARE(refused.event(u"outcome"_s).value(u"result"_s).toString(), u"refused"_s);
    }

    void exportsASegment()
    {
        const QString to = path(u"out.csv"_s);
        const Run made = run({u"export"_s, u"--segment"_s, m_segment, u"--to"_s, to,
                              u"--delimiter"_s, u"semicolon"_s, u"--columns"_s,
                              u"email,customer-id"_s, u"--exact"_s, u"--json"_s});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QByteArrayList lines = read(to).split('\n');
        QCOMPARE(lines.first(), QByteArray("Email;Customer ID\r"));
        QCOMPARE(made.event(u"start"_s).value(u"command"_s).toString(), u"export"_s);
        QCOMPARE(made.event(u"outcome"_s).value(u"rows"_s).toInteger(), qint64(lines.size() - 2));
        for (const QByteArray &line : made.out.trimmed().split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    }

    void dryRunChangesNothing()
    {
        const QByteArrayList before = members(m_segment);
        const QString input =
            write(u"in.csv"_s, file(before.mid(0, 3)) + "999999999\n" + before[0] + "\n1.23E+15\n");
        const Run dry = run({u"import"_s, input, u"--segment"_s, m_segment, u"--remove"_s,
                             u"--dry-run"_s, u"--json"_s, u"--result"_s, path(u"result.csv"_s)});
        QVERIFY2(dry.code == 3, qPrintable(dry.err));
        const QJsonObject plan = dry.event(u"plan"_s);
        QCOMPARE(plan.value(u"removed"_s).toInt(), 3);
        QCOMPARE(plan.value(u"not_found"_s).toInt(), 1);
        QCOMPARE(plan.value(u"duplicates"_s).toInt(), 1);
        QCOMPARE(plan.value(u"damaged"_s).toInt(), 1);
        QCOMPARE(read(path(u"result.csv"_s)).count('\n'), 7);
        QCOMPARE(members(m_segment), before);
    }

    void removesAndAdds()
    {
        const QByteArrayList before = members(m_segment);
        const QByteArray three = file(before.mid(0, 3));
        const Run removed = run(
            there({u"import"_s, u"-"_s, u"--segment"_s, m_segment, u"--remove"_s}), m_token, three);
        QVERIFY2(removed.code == 0, qPrintable(removed.err));
        QCOMPARE(members(m_segment), before.mid(3));
        const Run added = run({u"import"_s, write(u"in.csv"_s, three), u"--segment"_s, m_segment,
                               u"--add"_s, u"--json"_s});
        QVERIFY2(added.code == 0, qPrintable(added.err));
        QCOMPARE(added.event(u"outcome"_s).value(u"added"_s).toInt(), 3);
        QCOMPARE(members(m_segment), before);
    }

    void guardsMakingEqual()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, before.size() / 2)));
        const QStringList arguments{u"import"_s, input, u"--segment"_s, m_segment,
                                    u"--make-equal"_s};
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--max-removals"), qPrintable(refused.err));
        QCOMPARE(members(m_segment), before);
        const Run done = run(arguments + QStringList{u"--max-removals"_s, u"60%"_s});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(members(m_segment), before.mid(0, before.size() / 2));
    }

    void noAccess()
    {
        const QString to = path(u"out.csv"_s);
        const QStringList arguments = there({u"export"_s, u"--all"_s, u"--to"_s, to});
        QCOMPARE(run(arguments, u"wrong"_s).code, 5);
        QCOMPARE(run(arguments, {}).code, 5);
        QVERIFY(!QFile::exists(to));
    }

    void backsUpAndRestores()
    {
        const QString folder = path(u"backup"_s);
        const Run made = run({u"backup"_s, u"--to"_s, folder, u"--json"_s});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        QCOMPARE(made.event(u"outcome"_s).value(u"segments"_s).toInt(), 4);
        const QByteArrayList before = members(m_segment);
        QCOMPARE(run({u"import"_s, write(u"in.csv"_s, file(before.mid(0, 2))), u"--segment"_s,
                      m_segment, u"--remove"_s})
                     .code,
                 0);
        QCOMPARE(run({u"restore"_s, folder, u"--dry-run"_s, u"--json"_s})
                     .event(u"plan"_s)
                     .value(u"added"_s)
                     .toInt(),
                 2);
        QCOMPARE(members(m_segment), before.mid(2));
        const Run restored = run({u"restore"_s, folder});
        QVERIFY2(restored.code == 0, qPrintable(restored.err));
        QCOMPARE(members(m_segment), before);
    }

    /// Members who are not in the backup leave only if that is asked for, and not in any number.
    void restoresExactly()
    {
        const QString folder = path(u"backup"_s);
        const QByteArrayList all = members(m_segment);
        const QString two = write(u"two.csv"_s, file(all.mid(0, 2)));
        QCOMPARE(run({u"import"_s, two, u"--segment"_s, m_segment, u"--remove"_s}).code, 0);
        QCOMPARE(run({u"backup"_s, u"--to"_s, folder}).code, 0);
        QCOMPARE(run({u"import"_s, two, u"--segment"_s, m_segment, u"--add"_s}).code, 0);
        QCOMPARE(run({u"restore"_s, folder}).code, 0);
        QCOMPARE(members(m_segment), all);
        const Run refused =
            run({u"restore"_s, folder, u"--make-equal"_s, u"--max-removals"_s, u"1"_s});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--max-removals"), qPrintable(refused.err));
        QCOMPARE(members(m_segment), all);
        QCOMPARE(run({u"restore"_s, folder, u"--make-equal"_s, u"--max-removals"_s, u"2"_s}).code,
                 0);
        QCOMPARE(members(m_segment), all.mid(2));
    }

    void importsWhatIsSaidOfTheFile()
    {
        const QString list = path(u"without.csv"_s);
        QCOMPARE(run({u"export"_s, u"--without-profile"_s, u"--to"_s, list, u"--exact"_s,
                      u"--columns"_s, u"customer-id"_s})
                     .code,
                 0);
        const QByteArrayList ids = read(list).trimmed().replace("\r", "").split('\n').mid(1, 3);
        QCOMPARE(ids.size(), 3);
        const QString input = write(u"in.txt"_s, "Kunde;J\xfcngste\n" + ids.join(";x\n") + ";x\n");
        const QStringList arguments{u"import"_s,
                                    input,
                                    u"--segment"_s,
                                    m_segment,
                                    u"--add"_s,
                                    u"--column"_s,
                                    u"Kunde=customer_id"_s,
                                    u"--encoding"_s,
                                    u"windows-1252"_s,
                                    u"--delimiter"_s,
                                    u"semicolon"_s,
                                    u"--json"_s};
        const qsizetype before = members(m_segment).size();
        const Run without = run(arguments);
        QCOMPARE(without.code, 3); // nobody of them can be added
        QCOMPARE(without.event(u"plan"_s).value(u"without_profile"_s).toInt(), 3);
        QCOMPARE(members(m_segment).size(), before);
        const Run with = run(arguments + QStringList{u"--create-profiles"_s});
        QVERIFY2(with.code == 0, qPrintable(with.err));
        QCOMPARE(members(m_segment).size(), before + 3);
    }

    /// What the window is: a session with the same journal.
    void theWindowHasItInItsHistory()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 2)));
        const QStringList arguments{u"import"_s, input, u"--segment"_s, m_segment, u"--remove"_s};
        QCOMPARE(run(arguments).code, 0);
        const QStringList journals =
            QDir(path(u"data/journals"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(journals.size(), 1);
        Account account;
        account.id = journals.first();
        account.apiPath = m_store->apiPath();
        StoreSession::Options options;
        options.journalFolder = path(u"data/journals/"_s + journals.first());
        StoreSession session(account, m_token, options);
        QTRY_VERIFY(session.history().canUndo());
        QCOMPARE(session.history().entries().size(), 1);
        // While it is open nobody else writes.
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"journal"), qPrintable(refused.err));
        session.history().undo();
        QTRY_VERIFY(session.history().canRedo() && !session.jobs().isBusy());
        QCOMPARE(members(m_segment), before);
    }

    /// Stopped in the middle: nothing is left open in the journal. Killed: the next run says so.
    void stopsAtASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGKILL") << SIGKILL;
    }

    void stopsAtASignal()
    {
        QFETCH(int, signal);
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 2)));
        const QStringList arguments =
            there({u"import"_s, input, u"--segment"_s, m_segment, u"--remove"_s, u"--json"_s,
                   u"--max-removals"_s, u"100%"_s});
        // From now on the write's answer does not come for a while.
        QProcess process;
        process.setProcessEnvironment(environment(m_token));
        m_store->setLatency(700);
        m_store->resetStatistics();
        process.start(m_program, arguments);
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT(
            (out += process.readAllStandardOutput()).contains("\"event\":\"plan\""), 20000);
        // The plan is out; now the write is on its way, and its answer is not.
        QTRY_VERIFY_WITH_TIMEOUT(m_store->statistics().writes > 0, 10000);
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(20000));
        m_store->setLatency(0);
        const QString err = QString::fromUtf8(process.readAllStandardError());
        if (signal == SIGKILL) {
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        } else {
            QCOMPARE(process.exitCode(), 128 + signal);
            QVERIFY2(err.contains(u"Stopping"), qPrintable(err));
        }
        const Run next = run({u"import"_s, write(u"one.csv"_s, file(before.mid(5, 1))),
                              u"--segment"_s, m_segment, u"--add"_s, u"--json"_s});
        QCOMPARE(next.code, 0);
        QCOMPARE(next.events(u"warning"_s).isEmpty(), signal != SIGKILL);
    }

    void aStoreThatDoesNotAnswer_data()
    {
        using Kind = test::Harm::Kind;
        QTest::addColumn<int>("harm");
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("nothing is answered") << int(Kind::HangBefore) << QByteArray();
        QTest::newRow("writes are not") << int(Kind::HangAfter) << QByteArray("POST");
        QTest::newRow("writes are not seen") << int(Kind::HangBefore) << QByteArray("POST");
        QTest::newRow("every connection is reset") << int(Kind::ResetBefore) << QByteArray();
    }

    /// Says so once, with how long it goes on, and ends then, whatever the store does.
    void aStoreThatDoesNotAnswer()
    {
        QFETCH(int, harm);
        QFETCH(QByteArray, method);
        const QByteArrayList some = members(m_segment).mid(0, 3);
        test::FaultProxy proxy(m_store->apiPath());
        test::HarmRule rule;
        rule.harm.kind = test::Harm::Kind(harm);
        rule.method = method;
        rule.count = -1;
        proxy.setRules({rule});
        QElapsedTimer clock;
        clock.start();
        const Run run = this->run({u"import"_s, write(u"in.csv"_s, file(notMembers(some))),
                                   u"--segment"_s, m_segment, u"--add"_s, u"--json"_s,
                                   u"--give-up-after"_s, u"4"_s, u"--api-path"_s,
                                   proxy.apiPath().toString(), u"--data-dir"_s, path(u"data"_s)},
                                  m_token);
        QVERIFY2(run.code == 1, qPrintable(run.err + QString::fromUtf8(run.out)));
        QVERIFY2(clock.elapsed() < 25'000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(run.events(u"outcome"_s).size(), 1);
        if (harm == int(test::Harm::Kind::ResetBefore) && method.isEmpty())
            return; // fails at once
        const QList<QJsonObject> warnings = run.events(u"warning"_s);
        QCOMPARE(warnings.size(), 1);
        const QString said = warnings.first().value(u"text"_s).toString();
        QVERIFY2(said.contains(u"Trying again until"_s), qPrintable(said));
    }

    /// Two that write to the same store: the second is refused.
    void oneAtATime()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 1)));
        const QStringList arguments =
            there({u"import"_s, input, u"--segment"_s, m_segment, u"--add"_s, u"--json"_s});
        m_store->setLatency(2500);
        QProcess first;
        first.setProcessEnvironment(environment(m_token));
        first.start(m_program, arguments);
        QByteArray out;
        const int requests = int(m_store->statistics().requests);
        QTRY_VERIFY_WITH_TIMEOUT(int(m_store->statistics().requests) > requests, 20000);
        const Run second = run(arguments, m_token);
        QCOMPARE(second.code, 4);
        QVERIFY2(second.err.contains(u"journal"), qPrintable(second.err));
        m_store->setLatency(0);
        QVERIFY(first.waitForFinished(30000));
        QCOMPARE(first.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
