// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <memory>

#include <signal.h>

using namespace Qt::StringLiterals;

/// The program segmentdesk-sandbox, from outside.
class TestSandboxProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesAndStops_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void servesAndStops()
    {
        QFETCH(int, signal);
        QProcess program;
        program.start(
            QStringLiteral(SANDBOX_PROGRAM),
            {u"--store"_s, u"k3x9"_s, u"--token"_s, u"abc"_s, u"--customers"_s, u"100"_s});
        QTRY_VERIFY(program.canReadLine());
        const QString line = QString::fromUtf8(program.readLine());
        static const QRegularExpression form(
            u"\\Alistening on (http://127\\.0\\.0\\.1:[0-9]+/stores/k3x9/v3)\n\\z"_s);
        const QRegularExpressionMatch match = form.match(line);
        QVERIFY2(match.hasMatch(), qPrintable(line));
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(match.captured(1) + u"/segments"_s));
        request.setRawHeader("X-Auth-Token", "abc");
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QCOMPARE(::kill(pid_t(program.processId()), signal), 0);
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
        QCOMPARE(program.readAllStandardError(), QByteArray());
    }

    void stopsWhileSeeding()
    {
        QProcess program;
        program.start(QStringLiteral(SANDBOX_PROGRAM), {u"--customers"_s, u"5000000"_s});
        QVERIFY(program.waitForStarted());
        QTest::qWait(500); // it says nothing while it makes up people
        QCOMPARE(::kill(pid_t(program.processId()), SIGTERM), 0);
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
    }

    void arguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("error");
        QTest::newRow("help") << QStringList{u"--help"_s} << 0 << u"--partial-conflicts"_s
                              << QString();
        QTest::newRow("help of all")
            << QStringList{u"--help-all"_s} << 0 << u"--partial-conflicts"_s << QString();
        QTest::newRow("version") << QStringList{u"--version"_s} << 0 << u"segmentdesk-sandbox 0."_s
                                 << QString();
        QTest::newRow("unknown") << QStringList{u"--what"_s} << 2 << QString() << u"what"_s;
        QTest::newRow("word") << QStringList{u"serve"_s} << 2 << QString()
                              << u"\"serve\" is not an option"_s;
        QTest::newRow("no value") << QStringList{u"--port"_s} << 2 << QString() << u"port"_s;
        QTest::newRow("port") << QStringList{u"--port"_s, u"70000"_s} << 2 << QString()
                              << u"--port must be a whole number from 0 to 65535"_s;
        QTest::newRow("number") << QStringList{u"--customers"_s, u"-4"_s} << 2 << QString()
                                << u"--customers must be"_s;
        QTest::newRow("number word")
            << QStringList{u"--latency"_s, u"fast"_s} << 2 << QString() << u"\"fast\""_s;
        QTest::newRow("segments") << QStringList{u"--segments"_s, u"1001"_s} << 2 << QString()
                                  << u"0 to 1000"_s;
        QTest::newRow("profiles") << QStringList{u"--customers"_s, u"5"_s, u"--profiles"_s, u"6"_s}
                                  << 2 << QString() << u"more profiles than customers"_s;
        QTest::newRow("folder") << QStringList{u"--db"_s, u"/nonexistent/x.sqlite"_s} << 1
                                << QString() << u"does not exist"_s;
    }

    void arguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, output);
        QFETCH(QString, error);
        QProcess program;
        program.start(QStringLiteral(SANDBOX_PROGRAM), arguments);
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), exitCode);
        const QString standardOutput = QString::fromUtf8(program.readAllStandardOutput());
        const QString standardError = QString::fromUtf8(program.readAllStandardError());
        QVERIFY2(standardOutput.contains(output), qPrintable(standardOutput));
        QVERIFY2(standardError.contains(error), qPrintable(standardError));
        QCOMPARE(standardOutput.isEmpty(), output.isEmpty());
        QCOMPARE(standardError.isEmpty(), error.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSandboxProgram)
#include "tst_sandbox_program.moc"
