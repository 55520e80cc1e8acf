// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/batch/batchfixture.h"
#include "tests/support/faultproxy.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// In the place of a harm: a byte every second.
constexpr int drips = -1;

/// The commands without a window, as a scheduler starts them: the program as a process without a
/// display, against a sandbox store in this one.
class TestBatch : public QObject, private BatchFixture
{
    Q_OBJECT

    using Run = BatchRun;

    QString m_segment; ///< name of the largest

    /// As a shell starts it. @p command is the end of a command line.
    Run runInShell(const QStringList &arguments, const QString &command) const
    {
        QProcess shell;
        shell.setProcessEnvironment(environment(token()));
        shell.start(u"sh"_s,
                    QStringList{u"-c"_s, u"\"$0\" \"$@\" "_s + command, program()}
                        + there(arguments));
        return Run::of(shell);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(program()), qPrintable(program())); }

    void init()
    {
        sandbox::Options options;
        options.customers = 600;
        options.segments = 4;
        start(options);
        m_segment = largestSegment();
        QVERIFY(!m_segment.isEmpty());
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
        const QString result = path(u"result.csv"_s);
        QCOMPARE(run({u"restore"_s, folder, u"--make-equal"_s, u"--max-removals"_s, u"2"_s,
                      u"--result"_s, result})
                     .code,
                 0);
        QCOMPARE(members(m_segment), all.mid(2));
        // Who is taken from a segment stands in the result.
        QCOMPARE(read(result).count(",removed"), 2);
        QVERIFY(read(result).contains(all[0] + ",,removed"));
        // And who the store does not have.
        for (const QString &name : QDir(folder + u"/members"_s).entryList(QDir::Files)) {
            QFile list(folder + u"/members/"_s + name);
            QVERIFY(list.open(QFile::ReadOnly));
            QByteArray bytes = list.readAll();
            list.close();
            const qsizetype at = bytes.indexOf('\n' + all[2] + ',') + 1;
            if (at == 0)
                continue;
            bytes.replace(at, bytes.indexOf('\n', at) - at, "999999999,gone@gone.example,");
            write(u"backup/members/"_s + name, bytes);
        }
        run({u"restore"_s, folder, u"--dry-run"_s, u"--result"_s, result});
        QVERIFY2(read(result).contains(",999999999,gone@gone.example,not found"),
                 read(result).constData());
    }

    /// Stopped in the middle, or killed: nothing is left open in the journal.
    void stopsAtASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
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
        process.setProcessEnvironment(environment(token()));
        store().setLatency(700);
        store().resetStatistics();
        process.start(program(), arguments);
        QByteArray out;
        QTRY_VERIFY((out += process.readAllStandardOutput()).contains("\"event\":\"plan\""));
        // The plan is out; now the write is on its way, and its answer is not.
        QTRY_VERIFY(store().statistics().writes > 0);
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(20000));
        store().setLatency(0);
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
        // Also what was killed: the store had done all of it, which was read back and is settled.
        QVERIFY2(next.events(u"warning"_s).isEmpty(), next.out.constData());
    }

    /// A device is written to, and stays one.
    void exportsIntoAPipe()
    {
        const QString pipe = path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        const QStringList arguments{u"export"_s,    u"--segments"_s,      u"--exact"_s,
                                    u"--columns"_s, u"members,segment"_s, u"--to"_s};
        const Run made = run(arguments + QStringList{pipe});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        QByteArray came(65'536, '\0');
        came.truncate(std::max<ssize_t>(0, ::read(reader, came.data(), size_t(came.size()))));
        ::close(reader);
        QCOMPARE(came, run(arguments + QStringList{u"-"_s}).out);
        QCOMPARE(came, run(arguments + QStringList{u"/dev/stdout"_s}).out);
        struct stat info = {};
        QCOMPARE(::lstat(QFile::encodeName(pipe).constData(), &info), 0);
        QVERIFY(S_ISFIFO(info.st_mode));
        QCOMPARE(run(arguments + QStringList{u"/dev/null"_s}).code, 0);
        QCOMPARE(run(arguments + QStringList{pipe}).code, 1); // nothing reads it
    }

    /// Within a second, wherever it stands.
    void obeysWhileItReads_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<int>("signal");
        for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
            QTest::addRow("a silent pipe, %d", signal) << u"pipe"_s << signal;
            QTest::addRow("standard input, %d", signal) << u"-"_s << signal;
            QTest::addRow("a device without end, %d", signal) << u"/dev/zero"_s << signal;
        }
    }
    void obeysWhileItReads()
    {
        QFETCH(QString, input);
        QFETCH(int, signal);
        if (input == u"pipe") {
            input = path(input);
            QCOMPARE(::mkfifo(QFile::encodeName(input).constData(), 0600), 0);
        }
        QProcess process;
        process.setProcessEnvironment(environment(token()));
        process.start(
            program(),
            there({u"import"_s, input, u"--segment"_s, m_segment, u"--add"_s, u"--json"_s}));
        QByteArray out;
        QTRY_VERIFY((out += process.readAllStandardOutput()).contains("\"event\":\"start\""));
        QElapsedTimer clock;
        clock.start();
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
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
        QTest::newRow("answers drip") << drips << QByteArray();
    }
    /// Says so once, with how long it waits, and ends then, whatever the store does.
    void aStoreThatDoesNotAnswer()
    {
        QFETCH(int, harm);
        QFETCH(QByteArray, method);
        const QString input = write(u"in.csv"_s, file(notMembers(m_segment, 3)));
        test::FaultProxy proxy(store().apiPath());
        if (harm == drips) {
            sandbox::Fault drip;
            drip.action = sandbox::Fault::Action::Drip;
            drip.count = -1;
            store().setFaults({drip});
        } else {
            test::HarmRule rule;
            rule.harm.kind = test::Harm::Kind(harm);
            rule.method = method;
            rule.count = -1;
            proxy.setRules({rule});
        }
        const auto unharmed = qScopeGuard([this] { store().setFaults({}); });
        QElapsedTimer clock;
        clock.start();
        const Run run = this->run({u"import"_s, input, u"--segment"_s, m_segment, u"--add"_s,
                                   u"--json"_s, u"--give-up-after"_s, u"4"_s, u"--api-path"_s,
                                   proxy.apiPath().toString(), u"--data-dir"_s, path(u"data"_s)},
                                  token());
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

    void streamsThatAreMissingOrFull_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("code");
        QTest::newRow("full") << QStringList() << u"> /dev/full"_s << 1;
        QTest::newRow("full, JSON") << QStringList{u"--json"_s} << u"> /dev/full"_s << 1;
        QTest::newRow("closed") << QStringList() << u">&-"_s << 1;
        QTest::newRow("closed, JSON") << QStringList{u"--json"_s} << u">&-"_s << 1;
        QTest::newRow("input closed") << QStringList() << u"<&-"_s << 0;
        QTest::newRow("errors closed") << QStringList{u"--json"_s} << u"2>&-"_s << 0;
        QTest::newRow("input and output closed") << QStringList{u"--json"_s} << u"<&- >&-"_s << 1;
    }

    /// Nothing of ours gets the numbers of streams that are missing, and what cannot be said is no
    /// success; the file is written all the same.
    void streamsThatAreMissingOrFull()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, command);
        QFETCH(int, code);
        const Run made = runInShell(
            QStringList{u"export"_s, u"--segments"_s, u"--to"_s, path(u"list.csv"_s)} + options,
            command);
        QVERIFY2(made.code == code, qPrintable(QString::number(made.code) + made.err));
        if (code != 0)
            QVERIFY2(made.err.contains(u"could not be written to the output"_s),
                     qPrintable(made.err));
        QVERIFY(QFile::exists(path(u"list.csv"_s)));
    }

    void foldersThatCannotBeWritten()
    {
        const QString nowhere = u"/proc/segmentdesk"_s;
        const QStringList where{u"--api-path"_s, store().apiPath().toString(), u"--data-dir"_s,
                                nowhere};
        const Run read =
            run(QStringList{u"export"_s, u"--segments"_s, u"--to"_s, path(u"list.csv"_s)} + where,
                token());
        QVERIFY2(read.code == 0, qPrintable(read.err));
        const QString people = write(u"people.csv"_s, file(notMembers(m_segment, 1)));
        const Run dry = run(
            QStringList{u"import"_s, people, u"--segment"_s, m_segment, u"--add"_s, u"--dry-run"_s}
                + where,
            token());
        QVERIFY2(dry.code == 0 || dry.code == 3, qPrintable(dry.err));
        const Run changes =
            run(QStringList{u"import"_s, people, u"--segment"_s, m_segment, u"--add"_s} + where,
                token());
        QCOMPARE(changes.code, 4);
        QVERIFY2(changes.err.contains(nowhere) && changes.err.contains(u"nothing was changed"_s)
                     && changes.err.contains(u"--data-dir"_s),
                 qPrintable(changes.err));
    }

    /// Nothing listens there: one line says until when it is tried.
    void aServerThatIsNotThere_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("export") << QStringList{u"export"_s, u"--all"_s, u"--to"_s, u"people.csv"_s};
        QTest::newRow("backup") << QStringList{u"backup"_s, u"--to"_s, u"backup"_s};
        QTest::newRow("import") << QStringList{u"import"_s, u"people.csv"_s, u"--segment"_s,
                                               u"VIP"_s, u"--add"_s};
    }

    void aServerThatIsNotThere()
    {
        QFETCH(QStringList, command);
        write(u"people.csv"_s, "customer_id\n101\n");
        for (QString &word : command) {
            if (word == u"people.csv" || (word == u"backup" && &word != &command.first()))
                word = path(word);
        }
        const Run made =
            run(command
                    + QStringList{u"--api-path"_s, u"http://127.0.0.1:9/stores/abc/v3"_s,
                                  u"--data-dir"_s, path(u"data"_s), u"--give-up-after"_s, u"4"_s},
                token());
        QCOMPARE(made.code, 1);
        const QStringList lines = made.err.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(lines.filter(u"Trying again until"_s).size() <= 1, qPrintable(made.err));
        QVERIFY2(lines.size() <= 2, qPrintable(made.err));
        QVERIFY2(made.err.contains(u"127.0.0.1"_s), qPrintable(made.err));
    }

    /// Two that write to the same store: the second is refused.
    void oneAtATime()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 1)));
        const QStringList arguments =
            there({u"import"_s, input, u"--segment"_s, m_segment, u"--add"_s, u"--json"_s});
        store().setLatency(2500);
        QProcess first;
        first.setProcessEnvironment(environment(token()));
        first.start(program(), arguments);
        QByteArray out;
        const int requests = int(store().statistics().requests);
        QTRY_VERIFY(int(store().statistics().requests) > requests);
        const Run second = run(arguments, token());
        QCOMPARE(second.code, 4);
        QVERIFY2(second.err.contains(u"journal"), qPrintable(second.err));
        store().setLatency(0);
        QVERIFY(first.waitForFinished(30000));
        QCOMPARE(first.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
