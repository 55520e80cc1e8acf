// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/instance.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// One window program for each data folder. SEGMENTDESK_PROGRAM: where that is.
class TestInstance : public QObject
{
    Q_OBJECT

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");

    /// A second start, in a thread: it waits for the first, which is in this one.
    static Instance::Start startElsewhere(const QString &folder, const StartRequest &request,
                                          QString *problem = nullptr)
    {
        Instance::Start start = Instance::Start::Refused;
        QString said;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            Instance second(folder);
            start = second.start(request);
            said = second.problem();
        }));
        QSignalSpy over(thread.get(), &QThread::finished);
        thread->start();
        if (!over.wait(QTest::patience))
            qFatal("the second start does not end");
        thread->wait();
        if (problem)
            *problem = said;
        return start;
    }

    std::unique_ptr<QProcess> startProgram(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        process->setProcessEnvironment(environment);
        process->start(m_program, arguments);
        if (!process->waitForStarted())
            qFatal("the program does not start");
        return process;
    }

private Q_SLOTS:
    void requestsAreHandedOver()
    {
        QTemporaryDir dir;
        Instance first(dir.path());
        QCOMPARE(first.start({}), Instance::Start::First);
        QSignalSpy requested(&first, &Instance::requested);
        StartRequest request;
        request.file = u"/tmp/ünï \"x\"\n.csv"_s;
        request.apiPath = QUrl(u"https://api.bigcommerce.com/stores/abc/v3"_s);
        request.token = "canary-9d1f";
        QCOMPARE(startElsewhere(dir.path(), request), Instance::Start::HandedOver);
        QTRY_COMPARE(requested.count(), 1);
        const auto got = requested.first().first().value<StartRequest>();
        QCOMPARE(got.file, request.file);
        QCOMPARE(got.apiPath, request.apiPath);
        QCOMPARE(got.token, request.token);
        QVERIFY(!got.sandbox);
        // Another folder, another program.
        QTemporaryDir other;
        QCOMPARE(startElsewhere(other.path(), request), Instance::Start::First);
    }

    void theFolderIsFreeAfterwards()
    {
        QTemporaryDir dir;
        {
            Instance first(dir.path());
            QCOMPARE(first.start({}), Instance::Start::First);
        }
        Instance next(dir.path());
        QCOMPARE(next.start({}), Instance::Start::First);
    }

    /// A path that is too long for a socket has one elsewhere.
    void longFolders()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(QString(u"long/"_s).repeated(30));
        QVERIFY(QDir().mkpath(folder));
        Instance first(folder);
        QCOMPARE(first.start({}), Instance::Start::First);
        QCOMPARE(startElsewhere(folder, {}), Instance::Start::HandedOver);
    }

    void nothingButALineOfOurs()
    {
        QTemporaryDir dir;
        Instance first(dir.path());
        QCOMPARE(first.start({}), Instance::Start::First);
        const QFileInfo socketFile(dir.filePath(u"segmentdesk.socket"_s));
        QVERIFY(socketFile.exists());
        QCOMPARE(
            socketFile.permissions()
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        QSignalSpy requested(&first, &Instance::requested);
        QLocalSocket socket;
        socket.connectToServer(socketFile.filePath());
        QVERIFY(socket.waitForConnected());
        QSignalSpy closed(&socket, &QLocalSocket::disconnected);
        socket.write(QByteArray(Instance::maxRequestBytes + 10, 'x'));
        QVERIFY(closed.wait(QTest::patience));
        QCOMPARE(requested.count(), 0);
        // And it continues to work.
        QCOMPARE(startElsewhere(dir.path(), {}), Instance::Start::HandedOver);
    }

    void theProgramGoesToItsFirstWindow()
    {
        QTemporaryDir dir;
        const QStringList arguments{u"--data-dir"_s, dir.path()};
        const auto first = startProgram(arguments);
        QTRY_VERIFY(QFile::exists(dir.filePath(u"segmentdesk.socket"_s)));
        const auto second = startProgram(arguments);
        QVERIFY(second->waitForFinished(30'000));
        QCOMPARE(second->exitStatus(), QProcess::NormalExit);
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(first->state(), QProcess::Running);
        // After a crash the folder is free.
        first->kill();
        QVERIFY(first->waitForFinished(10'000));
        const auto third = startProgram(arguments);
        QVERIFY(!third->waitForFinished(2'000));
        QCOMPARE(third->state(), QProcess::Running);
        third->terminate();
        QVERIFY(third->waitForFinished(10'000));
    }
};

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_instance.moc"
