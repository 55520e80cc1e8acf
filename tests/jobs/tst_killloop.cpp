// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/jobs/livestore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// kill -9 at random moments of a job of 5,000 people, and on again: SEGMENTDESK_KILLS times (10).
class TestKillLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kills()
    {
        bool isSet = false;
        const int wanted = std::max(qEnvironmentVariableIntValue("SEGMENTDESK_KILLS", &isSet), 0);
        const int most = isSet ? wanted : 10;
        sandbox::Options options;
        options.customers = 5000;
        options.profiles = 5000;
        options.segments = 0;
        options.latencyMs = 20;
        options.quota = 0;
        LiveStore live(options);
        const QList<PersonRef> people = live.people(5000);
        QTemporaryDir folder;
        QFile list(folder.filePath(u"people"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        for (const PersonRef &person : people)
            list.write(QByteArray::number(toNumber(person.customerId)) + ','
                       + person.profileId.toString().toLatin1() + '\n');
        list.close();

        QRandomGenerator random(20260422);
        int kills = 0;
        int jobs = 0;
        int whole = 500; // how long an undisturbed run takes, in ms; learnt
        while (kills < most) {
            const Segment segment = live.newSegment(u"Killed %1"_s.arg(++jobs));
            // Every second job does not know who is a member already.
            const QList<PersonRef> before = people.mid(100, jobs % 2 * 1000);
            live.add(segment.id, before);
            live.store.resetStatistics();
            QStringList arguments{live.store.apiPath().toString(), options.token,
                                  folder.filePath(QString::number(jobs)), segment.id.toString(),
                                  list.fileName()};
            if (!before.isEmpty())
                arguments.append(u"unknown"_s);
            QByteArray said;
            for (int starts = 0;; ++starts) {
                QVERIFY2(starts < 50, "a job that never ends");
                QProcess process;
                process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
                QElapsedTimer clock;
                clock.start();
                process.start(QCoreApplication::applicationDirPath() + u"/killedjob"_s, arguments);
                QVERIFY(process.waitForStarted());
                const bool isKilled = kills < most && starts < 4
                    && !QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; },
                                        random.bounded(whole));
                if (isKilled) {
                    process.kill(); // SIGKILL
                    ++kills;
                }
                QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; },
                                        30000));
                if (process.exitStatus() == QProcess::NormalExit) {
                    QCOMPARE(process.exitCode(), 0);
                    said = process.readAllStandardOutput();
                    if (starts == 0)
                        whole = static_cast<int>(clock.elapsed()) + 50;
                    break;
                }
            }
            if (!said.isEmpty())
                QCOMPARE(said,
                         "end 0 changed " + QByteArray::number(5000 - before.size())
                             + " of 5000\n");
            QCOMPARE(live.memberIds(segment.id), idsOf(people));
            QCOMPARE(live.store.statistics().membersAdded, 5000 - before.size());
            QCOMPARE(live.store.statistics().membersAddedAgain, 0);
        }
        qInfo("%d kills, %d jobs, nothing sent twice, nothing lost", kills, jobs);
    }
};

QTEST_GUILESS_MAIN(TestKillLoop)
#include "tst_killloop.moc"
