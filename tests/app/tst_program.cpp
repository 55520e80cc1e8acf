// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// The program as a process, as users and scripts start it. SEGMENTDESK_PROGRAM in the environment
/// says where it is.
class TestProgram : public QObject
{
    Q_OBJECT

    struct Run
    {
        int code = -1;
        QString out;
        QString err;
    };

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");
    QTemporaryDir m_home;

    /// Without a display, unless @p platform names one of Qt's.
    QProcessEnvironment environment(const QString &platform = {}) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        environment.insert(u"HOME"_s, m_home.path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.path());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_home.filePath(u"config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, m_home.filePath(u"data"_s));
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        if (!platform.isEmpty())
            environment.insert(u"QT_QPA_PLATFORM"_s, platform);
        return environment;
    }

    Run run(const QStringList &arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(m_program, arguments);
        Run result;
        if (process.waitForFinished(45000) && process.exitStatus() == QProcess::NormalExit)
            result.code = process.exitCode();
        result.out = QString::fromUtf8(process.readAllStandardOutput());
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(m_program), qPrintable(m_program)); }

    void versionWithoutDisplay()
    {
        const Run version = run({u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY2(QRegularExpression(u"^segmentdesk \\d+\\.\\d+\\.\\d+\n$"_s)
                     .match(version.out)
                     .hasMatch(),
                 qPrintable(version.out));
        QCOMPARE(version.err, QString());
    }

    void detailsForSupport()
    {
        const Run details = run({u"--version"_s, u"--verbose"_s});
        QCOMPARE(details.code, 0);
        QCOMPARE(details.err, QString());
        for (const QString &part :
             {u"Segment Desk "_s, u"Qt "_s, u"SQLite "_s, u"Locale "_s, u"Data folder: "_s,
              u"Local copies: 0"_s, u"Settings: reserve default"_s, u"Proxy: none"_s})
            QVERIFY2(details.out.contains(part), qPrintable(details.out));
        // Neither a folder, which has the user's name, nor the computer's name.
        QVERIFY(!details.out.contains(m_home.path()));
        QVERIFY(!details.out.contains(QSysInfo::machineHostName()));
        // Looking makes nothing.
        QVERIFY(!QFile::exists(m_home.filePath(u"data/segmentdesk"_s)));
        QVERIFY(run({u"--verbose"_s}).err.contains(u"--verbose goes with --version"_s));
    }

    /// As a shell starts it: without streams, or with some that cannot be written.
    void streams_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("works");
        QTest::newRow("help that cannot be written") << u"--help > /dev/full"_s << false;
        QTest::newRow("a version that cannot be written") << u"--version > /dev/full"_s << false;
        QTest::newRow("details that cannot be written")
            << u"--version --verbose > /dev/full"_s << false;
        QTest::newRow("help of a command that cannot be written")
            << u"export --help > /dev/full"_s << false;
        QTest::newRow("without input") << u"--version <&-"_s << true;
        QTest::newRow("without output") << u"--version >&-"_s << false;
        QTest::newRow("without errors") << u"--version 2>&-"_s << true;
        QTest::newRow("without any") << u"--version <&- >&- 2>&-"_s << false;
    }

    void streams()
    {
        QFETCH(QString, command);
        QFETCH(bool, works);
        QProcess shell;
        shell.setProcessEnvironment(environment());
        shell.start(u"sh"_s, {u"-c"_s, u"\"$0\" "_s + command, m_program});
        QVERIFY(shell.waitForFinished(45000));
        QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
        QCOMPARE(shell.exitCode() == 0, works);
    }

    /// What only looks needs no place to write to.
    void foldersThatCannotBeWritten()
    {
        const Run works = run({u"--self-test"_s, u"--data-dir"_s, u"/proc/segmentdesk"_s});
        QCOMPARE(works.code, 0);
        QVERIFY2(works.out.contains(u"work"_s), qPrintable(works.out));
    }

    void helpWithoutDisplay()
    {
        const Run help = run({u"--help"_s});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains(u"--data-dir DIR"));
        QCOMPARE(help.err, QString());
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown option") << QStringList{u"--nonsense"_s} << 2 << u"nonsense"_s;
        QTest::newRow("no token") << QStringList{u"--api-path"_s, u"k3x9"_s} << 2
                                  << u"SEGMENTDESK_TOKEN"_s;
        QTest::newRow("no display") << QStringList{u"--sandbox"_s} << 1 << u"no display"_s;
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        const Run refused = run(arguments);
        QCOMPARE(refused.code, code);
        QCOMPARE(refused.out, QString());
        QVERIFY2(refused.err.startsWith(u"segmentdesk: ") && refused.err.contains(words),
                 qPrintable(refused.err));
    }

    void selfTest()
    {
        const Run tested = run({u"--self-test"_s});
        QVERIFY2(tested.code == 0, qPrintable(tested.out + tested.err));
        QVERIFY(!QFile::exists(m_home.filePath(u"config/segmentdesk"_s)));
        QVERIFY(!QFile::exists(m_home.filePath(u"data/segmentdesk"_s)));
    }

    /// While the program works for a store, its token is nowhere that others could read.
    void tokenStaysInside()
    {
        sandbox::Options options;
        options.token = u"canary-91be"_s;
        options.customers = 300;
        options.segments = 3;
        sandbox::SandboxStore store(options);
        QString error;
        QVERIFY2(store.startAndWait(&error), qPrintable(error));

        QTemporaryDir data;
        QProcessEnvironment environment = this->environment(u"offscreen"_s);
        environment.insert(u"SEGMENTDESK_TOKEN"_s, options.token);
        environment.insert(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_program,
                      {u"--api-path"_s, store.apiPath().toString(), u"--data-dir"_s, data.path()});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(store.statistics().requests > 2);

#ifdef Q_OS_LINUX
        for (const char *name : {"environ", "cmdline"}) {
            QFile file(u"/proc/%1/%2"_s.arg(process.processId()).arg(QLatin1String(name)));
            if (file.open(QFile::ReadOnly)) // else it cannot be read at all, which is as good
                QVERIFY2(!file.readAll().contains("canary"), name);
        }
        QFile limits(u"/proc/%1/limits"_s.arg(process.processId()));
        QVERIFY(limits.open(QFile::ReadOnly));
        QVERIFY(QRegularExpression(u"Max core file size +0 +0 "_s)
                    .match(QString::fromLatin1(limits.readAll()))
                    .hasMatch());
#endif
        process.terminate();
        QVERIFY(process.waitForFinished(10000));
        QVERIFY(!process.readAll().contains("canary"));
        int files = 0;
        QDirIterator it(data.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(!file.readAll().contains("canary"), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files > 0);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
