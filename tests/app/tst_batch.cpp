// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/storesession.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <csignal>

using namespace segmentdesk;

/// The commands without a window, as a scheduler starts them: the program as a process without a display,
/// against a sandbox store in this one.
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
                if (event.value(u"event"_qs).toString() == name)
                    found.append(event);
            }
            return found;
        }
        QJsonObject event(const QString &name) const { return events(name).value(0); }
    };

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");
    const QString m_token = u"batch-token"_qs;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<sandbox::SandboxStore> m_store;
    QString m_segment; ///< name of the largest
    const QString m_listColumns = u"members,segment"_qs;

    QProcessEnvironment environment(const QString &token) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        environment.insert(u"HOME"_qs, m_home->path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_qs, u"unix:path=/nonexistent"_qs);
        environment.remove(u"SEGMENTDESK_TOKEN"_qs);
        if (!token.isEmpty())
            environment.insert(u"SEGMENTDESK_TOKEN"_qs, token);
        return environment;
    }

    /// The options that say which store.
    QStringList there(QStringList arguments) const
    {
        return arguments << u"--api-path"_qs << m_store->apiPath().toString() << u"--data-dir"_qs << path(u"data"_qs);
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
        const Run made = run({u"export"_qs, u"--segment"_qs, segment, u"--to"_qs, u"-"_qs, u"--exact"_qs,
                              u"--columns"_qs, u"customer-id"_qs});
        QByteArrayList lines = made.out.trimmed().split('\n');
        for (QByteArray &line : lines)
            line = line.trimmed();
        lines.removeFirst();
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    QByteArray file(const QByteArrayList &ids) const { return "Customer ID\n" + ids.join('\n') + "\n"; }

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
        const Run list = run({u"export"_qs, u"--segments"_qs, u"--to"_qs, u"-"_qs, u"--exact"_qs, u"--columns"_qs,
                              m_listColumns});
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
        for (const QString &command : {u"export"_qs, u"import"_qs, u"backup"_qs, u"restore"_qs}) {
            const Run help = run({command, u"--help"_qs}, {});
            QCOMPARE(help.code, 0);
            QVERIFY(help.out.contains("Exit codes:"));
        }
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const QString out = u"/tmp/never.csv"_qs;
        QTest::newRow("no store") << QStringList {u"export"_qs, u"--all"_qs, u"--to"_qs, out} << u"which store"_qs;
        QTest::newRow("two kinds") << QStringList {u"export"_qs, u"--all"_qs, u"--segments"_qs, u"--sandbox"_qs,
                                                   u"--to"_qs, out}
                                   << u"what to export"_qs;
        QTest::newRow("column") << QStringList {u"export"_qs, u"--all"_qs, u"--columns"_qs, u"shoe-size"_qs,
                                                u"--sandbox"_qs, u"--to"_qs, out}
                                << u"shoe-size"_qs;
        QTest::newRow("option") << QStringList {u"import"_qs, u"--nonsense"_qs} << u"nonsense"_qs;
        QTest::newRow("saved store") << QStringList {u"backup"_qs, u"--to"_qs, u"x"_qs, u"--store"_qs, u"nosuch"_qs}
                                     << u"nosuch"_qs;
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        arguments << u"--json"_qs << u"--data-dir"_qs << path(u"data"_qs);
        const Run refused = run(arguments, {});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(words), qPrintable(refused.err));
        QCOMPARE(refused.event(u"outcome"_qs).value(u"result"_qs).toString(), u"refused"_qs);
    }

    void exportsASegment()
    {
        const QString to = path(u"out.csv"_qs);
        const Run made = run({u"export"_qs, u"--segment"_qs, m_segment, u"--to"_qs, to, u"--delimiter"_qs,
                              u"semicolon"_qs, u"--columns"_qs, u"email,customer-id"_qs, u"--exact"_qs, u"--json"_qs});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QByteArrayList lines = read(to).split('\n');
        QCOMPARE(lines.first(), QByteArray("Email;Customer ID\r"));
        QCOMPARE(made.event(u"start"_qs).value(u"command"_qs).toString(), u"export"_qs);
        QCOMPARE(made.event(u"outcome"_qs).value(u"rows"_qs).toInteger(), qint64(lines.size() - 2));
        for (const QByteArray &line : made.out.trimmed().split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    }

    void dryRunChangesNothing()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_qs, file(before.mid(0, 3)) + "999999999\n" + before[0] + "\n1.23E+15\n");
        const Run dry = run({u"import"_qs, input, u"--segment"_qs, m_segment, u"--remove"_qs, u"--dry-run"_qs,
                             u"--json"_qs, u"--result"_qs, path(u"result.csv"_qs)});
        QVERIFY2(dry.code == 3, qPrintable(dry.err));
        const QJsonObject plan = dry.event(u"plan"_qs);
        QCOMPARE(plan.value(u"removed"_qs).toInt(), 3);
        QCOMPARE(plan.value(u"not_found"_qs).toInt(), 1);
        QCOMPARE(plan.value(u"duplicates"_qs).toInt(), 1);
        QCOMPARE(plan.value(u"damaged"_qs).toInt(), 1);
        QCOMPARE(read(path(u"result.csv"_qs)).count('\n'), 7);
        QCOMPARE(members(m_segment), before);
    }

    void removesAndAdds()
    {
        const QByteArrayList before = members(m_segment);
        const QByteArray three = file(before.mid(0, 3));
        const Run removed = run(there({u"import"_qs, u"-"_qs, u"--segment"_qs, m_segment, u"--remove"_qs}), m_token,
                                three);
        QVERIFY2(removed.code == 0, qPrintable(removed.err));
        QCOMPARE(members(m_segment), before.mid(3));
        const Run added = run({u"import"_qs, write(u"in.csv"_qs, three), u"--segment"_qs, m_segment, u"--add"_qs,
                               u"--json"_qs});
        QVERIFY2(added.code == 0, qPrintable(added.err));
        QCOMPARE(added.event(u"outcome"_qs).value(u"added"_qs).toInt(), 3);
        QCOMPARE(members(m_segment), before);
    }

    void guardsMakingEqual()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_qs, file(before.mid(0, before.size() / 2)));
        const QStringList arguments {u"import"_qs, input, u"--segment"_qs, m_segment, u"--make-equal"_qs};
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--max-removals"), qPrintable(refused.err));
        QCOMPARE(members(m_segment), before);
        const Run done = run(arguments + QStringList {u"--max-removals"_qs, u"60%"_qs});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(members(m_segment), before.mid(0, before.size() / 2));
    }

    void noAccess()
    {
        const QString to = path(u"out.csv"_qs);
        const QStringList arguments = there({u"export"_qs, u"--all"_qs, u"--to"_qs, to});
        QCOMPARE(run(arguments, u"wrong"_qs).code, 5);
        QCOMPARE(run(arguments, {}).code, 5);
        QVERIFY(!QFile::exists(to));
    }

    void backsUpAndRestores()
    {
        const QString folder = path(u"backup"_qs);
        const Run made = run({u"backup"_qs, u"--to"_qs, folder, u"--json"_qs});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        QCOMPARE(made.event(u"outcome"_qs).value(u"segments"_qs).toInt(), 4);
        const QByteArrayList before = members(m_segment);
        QCOMPARE(run({u"import"_qs, write(u"in.csv"_qs, file(before.mid(0, 2))), u"--segment"_qs, m_segment,
                      u"--remove"_qs})
                         .code,
                 0);
        QCOMPARE(run({u"restore"_qs, folder, u"--dry-run"_qs, u"--json"_qs}).event(u"plan"_qs).value(u"added"_qs).toInt(),
                 2);
        QCOMPARE(members(m_segment), before.mid(2));
        const Run restored = run({u"restore"_qs, folder});
        QVERIFY2(restored.code == 0, qPrintable(restored.err));
        QCOMPARE(members(m_segment), before);
    }

    /// Members who are not in the backup leave only if that is asked for, and not in any number.
    void restoresExactly()
    {
        const QString folder = path(u"backup"_qs);
        const QByteArrayList all = members(m_segment);
        const QString two = write(u"two.csv"_qs, file(all.mid(0, 2)));
        QCOMPARE(run({u"import"_qs, two, u"--segment"_qs, m_segment, u"--remove"_qs}).code, 0);
        QCOMPARE(run({u"backup"_qs, u"--to"_qs, folder}).code, 0);
        QCOMPARE(run({u"import"_qs, two, u"--segment"_qs, m_segment, u"--add"_qs}).code, 0);
        QCOMPARE(run({u"restore"_qs, folder}).code, 0);
        QCOMPARE(members(m_segment), all);
        const Run refused = run({u"restore"_qs, folder, u"--make-equal"_qs, u"--max-removals"_qs, u"1"_qs});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--max-removals"), qPrintable(refused.err));
        QCOMPARE(members(m_segment), all);
        QCOMPARE(run({u"restore"_qs, folder, u"--make-equal"_qs, u"--max-removals"_qs, u"2"_qs}).code, 0);
        QCOMPARE(members(m_segment), all.mid(2));
    }

    void importsWhatIsSaidOfTheFile()
    {
        const QString list = path(u"without.csv"_qs);
        QCOMPARE(run({u"export"_qs, u"--without-profile"_qs, u"--to"_qs, list, u"--exact"_qs, u"--columns"_qs,
                      u"customer-id"_qs})
                         .code,
                 0);
        const QByteArrayList ids = read(list).trimmed().replace("\r", "").split('\n').mid(1, 3);
        QCOMPARE(ids.size(), 3);
        const QString input = write(u"in.txt"_qs, "Kunde;J\xfcngste\n" + ids.join(";x\n") + ";x\n");
        const QStringList arguments {u"import"_qs,     input,          u"--segment"_qs,   m_segment,
                                     u"--add"_qs,      u"--column"_qs, u"Kunde=customer_id"_qs,
                                     u"--encoding"_qs, u"windows-1252"_qs, u"--delimiter"_qs,
                                     u"semicolon"_qs,  u"--json"_qs};
        const qsizetype before = members(m_segment).size();
        const Run without = run(arguments);
        QCOMPARE(without.code, 3); // nobody of them can be added
        QCOMPARE(without.event(u"plan"_qs).value(u"without_profile"_qs).toInt(), 3);
        QCOMPARE(members(m_segment).size(), before);
        const Run with = run(arguments + QStringList {u"--create-profiles"_qs});
        QVERIFY2(with.code == 0, qPrintable(with.err));
        QCOMPARE(members(m_segment).size(), before + 3);
    }

    /// What the window is: a session with the same journal.
    void theWindowHasItInItsHistory()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_qs, file(before.mid(0, 2)));
        const QStringList arguments {u"import"_qs, input, u"--segment"_qs, m_segment, u"--remove"_qs};
        QCOMPARE(run(arguments).code, 0);
        const QStringList journals = QDir(path(u"data/journals"_qs)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(journals.size(), 1);
        Account account;
        account.id = journals.first();
        account.apiPath = m_store->apiPath();
        StoreSession::Options options;
        options.journalFolder = path(u"data/journals/"_qs + journals.first());
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
        const QString input = write(u"in.csv"_qs, file(before.mid(0, 2)));
        const QStringList arguments = there({u"import"_qs, input, u"--segment"_qs, m_segment, u"--remove"_qs,
                                             u"--json"_qs, u"--max-removals"_qs, u"100%"_qs});
        // From now on the write's answer does not come for a while.
        QProcess process;
        process.setProcessEnvironment(environment(m_token));
        m_store->setLatency(700);
        m_store->resetStatistics();
        process.start(m_program, arguments);
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput()).contains("\"event\":\"plan\""), 20000);
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
        const Run next = run({u"import"_qs, write(u"one.csv"_qs, file(before.mid(5, 1))), u"--segment"_qs, m_segment,
                              u"--add"_qs, u"--json"_qs});
        QCOMPARE(next.code, 0);
        QCOMPARE(next.events(u"warning"_qs).isEmpty(), signal != SIGKILL);
    }

    /// Two that write to the same store: the second is refused.
    void oneAtATime()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_qs, file(before.mid(0, 1)));
        const QStringList arguments = there({u"import"_qs, input, u"--segment"_qs, m_segment, u"--add"_qs,
                                             u"--json"_qs});
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
