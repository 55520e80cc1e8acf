// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// The program on a disk without access rights, locks or shared memory.
class TestPoorDisk : public QObject
{
    Q_OBJECT

    struct Run
    {
        int code = -1;
        QString err;
    };

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");
    std::unique_ptr<QTemporaryDir> m_home;
    sandbox::SandboxStore m_store{[] {
        sandbox::Options options;
        options.customers = 60;
        options.segments = 3;
        return options;
    }()};

    QString path(const QString &name) const { return m_home->filePath(name); }

    Run run(const QStringList &arguments, const QStringList &lacks) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home->path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"SEGMENTDESK_TOKEN"_s, sandbox::Options().token);
        environment.insert(u"LD_PRELOAD"_s, qEnvironmentVariable("SEGMENTDESK_POORDISK"));
        for (const QString &what : lacks)
            environment.insert(u"POORDISK_NO_"_s + what, u"1"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(m_program,
                      arguments
                          + QStringList{u"--api-path"_s, m_store.apiPath().toString(),
                                        u"--data-dir"_s, path(u"data"_s)});
        Run result;
        if (process.waitForFinished(45000) && process.exitStatus() == QProcess::NormalExit)
            result.code = process.exitCode();
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

    QStringList import() const
    {
        return {u"import"_s, path(u"people.csv"_s), u"--segment"_s, m_segment,
                u"--add"_s,  u"--create-profiles"_s};
    }

    QString m_segment;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(m_program), qPrintable(m_program));
        if (qEnvironmentVariableIsEmpty("SEGMENTDESK_POORDISK"))
            QSKIP("nothing to preload");
        QVERIFY(m_store.startAndWait());
    }

    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        const Run people = run({u"export"_s, u"--all"_s, u"--columns"_s, u"customer-id"_s,
                                u"--to"_s, path(u"people.csv"_s), u"--exact"_s},
                               {});
        QVERIFY2(people.code == 0, qPrintable(people.err));
        const Run list = run(
            {u"export"_s, u"--segments"_s, u"--to"_s, path(u"segments.csv"_s), u"--exact"_s}, {});
        QVERIFY2(list.code == 0, qPrintable(list.err));
        QFile segments(path(u"segments.csv"_s));
        QVERIFY(segments.open(QIODevice::ReadOnly));
        const QString first = QString::fromUtf8(segments.readAll().split('\n').value(1));
        static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f-]{27}"_s);
        m_segment = uuid.match(first).captured();
        QVERIFY2(!m_segment.isEmpty(), qPrintable(first));
    }

    /// As exFAT: everything works, and what changes says who may read what is kept.
    void withoutRights()
    {
        const QStringList disk{u"RIGHTS"_s};
        const Run changed = run(import(), disk);
        QVERIFY2(changed.code == 0, qPrintable(changed.err));
        QVERIFY2(changed.err.contains(u"has no access rights"_s), qPrintable(changed.err));
        for (int i = 0; i < 2; ++i) { // made, then replaced
            const Run list =
                run({u"export"_s, u"--segments"_s, u"--to"_s, path(u"segments.csv"_s)}, disk);
            QVERIFY2(list.code == 0, qPrintable(list.err));
            QCOMPARE(list.err, QString());
            const Run backup = run({u"backup"_s, u"--to"_s, path(u"backup"_s)}, disk);
            QVERIFY2(backup.code == 0, qPrintable(backup.err));
        }
    }

    /// What only reads works; what changes is refused, for others could write its journal
    /// meanwhile.
    void withoutLocks()
    {
        const QStringList disk{u"LOCKS"_s};
        const Run list =
            run({u"export"_s, u"--segments"_s, u"--to"_s, path(u"segments.csv"_s)}, disk);
        QVERIFY2(list.code == 0, qPrintable(list.err));
        const Run changed = run(import(), disk);
        QCOMPARE(changed.code, 4);
        QVERIFY2(changed.err.contains(u"has no locks"_s), qPrintable(changed.err));
        QVERIFY2(!changed.err.contains(u"database is locked"_s), qPrintable(changed.err));
    }

    /// The journal needs none.
    void withoutSharedMemory()
    {
        const Run changed = run(import(), {u"SHARED"_s});
        QVERIFY2(changed.code == 0, qPrintable(changed.err));
    }
};

QTEST_GUILESS_MAIN(TestPoorDisk)
#include "tst_poordisk.moc"
