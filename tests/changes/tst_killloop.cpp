// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/journalformat.h"
#include "models/changes/planner.h"
#include "tests/support/livestore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// kill -9 at random moments of a job, of every kind in turn, and on again: SEGMENTDESK_KILLS times
/// (14). What was asked for is in the store once, and nothing else is.
class TestKillLoop : public QObject
{
    Q_OBJECT

    enum class Work { Add, AddUnknown, Remove, Create, Delete, Fill, Update, Erase };
    static constexpr int works = 8;
    static constexpr int perKind = 1500; ///< people; their jobs are about a second

    /// A job, and what must be so when it has ended.
    struct Task
    {
        Plan plan;
        qint64 changed = 0; ///< -1: is not said
        qint64 total = 0;
        std::function<void()> check;
    };

    static Task task(LiveStore &live, Work work, int number)
    {
        Task task;
        const QString name = u"Killed %1"_s.arg(number);
        const QList<PersonRef> people = live.people(perKind);
        task.changed = task.total = people.size();
        switch (work) {
        case Work::Add:
        case Work::AddUnknown: {
            const Segment segment = live.newSegment(name);
            const bool isKnown = work == Work::Add;
            // Who is a member already is looked up by the job.
            const QList<PersonRef> before = people.mid(100, isKnown ? 0 : 300);
            live.add(segment.id, before);
            task.plan = LiveStore::plan(Operation::AddMembers, segment, people,
                                        isKnown ? Effect::WillChange : Effect::Unknown);
            task.changed -= before.size();
            task.check = [&live, segment, people, before] {
                QCOMPARE(live.memberIds(segment.id), idsOf(people));
                QCOMPARE(live.store.statistics().membersAdded, people.size() - before.size());
                QCOMPARE(live.store.statistics().membersAddedAgain, 0);
            };
            break;
        }
        case Work::Remove: {
            const Segment segment = live.newSegment(name);
            live.add(segment.id, people);
            const QList<PersonRef> leaving = people.mid(100);
            task.plan = LiveStore::plan(Operation::RemoveMembers, segment, leaving);
            task.changed = task.total = leaving.size();
            task.check = [&live, segment, people, leaving] {
                QCOMPARE(live.memberIds(segment.id), idsOf(people.mid(0, 100)));
                QCOMPARE(live.store.statistics().membersRemoved, leaving.size());
            };
            break;
        }
        case Work::Create: {
            const QList<CustomerId> without = live.withoutProfile();
            task.plan.operation = Operation::CreateProfiles;
            for (const CustomerId id : without)
                task.plan.items.append({id, {}, Effect::WillChange});
            task.changed = task.total = without.size();
            task.check = [&live] { QVERIFY(live.withoutProfile().isEmpty()); };
            break;
        }
        case Work::Delete: {
            const Segment segment = live.newSegment(name);
            live.add(segment.id, people);
            const qint64 before = live.people(1'000'000).size();
            const QList<PersonRef> leaving = people.mid(0, 1000);
            task.plan = Planner::planDeleteProfiles(leaving);
            task.changed = task.total = leaving.size();
            task.check = [&live, segment, people, leaving, before] {
                QCOMPARE(live.memberIds(segment.id), idsOf(people.mid(1000)));
                QCOMPARE(live.people(1'000'000).size(), before - leaving.size());
            };
            break;
        }
        case Work::Fill: {
            task.plan = Planner::planCreateSegment({name, u"About"_s});
            task.plan.segments.first().members = people;
            const qint64 before = live.segments().size();
            task.check = [&live, name, people, before] {
                qint64 found = 0;
                const QList<Segment> segments = live.segments();
                QCOMPARE(segments.size(), before + 1);
                for (const Segment &segment : segments) {
                    if (segment.name != name)
                        continue;
                    ++found;
                    QCOMPARE(live.memberIds(segment.id), idsOf(people));
                }
                QCOMPARE(found, 1);
                QCOMPARE(live.store.statistics().membersAddedAgain, 0);
            };
            break;
        }
        case Work::Update: {
            task.plan.operation = Operation::UpdateSegment;
            for (int i = 0; i < 30; ++i) {
                SegmentChange change;
                change.before = live.newSegment(name + u" %1"_s.arg(i));
                change.after = change.before;
                change.after.name += u" new"_s;
                task.plan.segments.append(change);
            }
            task.changed = task.total = 30;
            task.check = [&live, plan = task.plan] {
                QHash<SegmentId, QString> names;
                for (const Segment &segment : live.segments())
                    names.insert(segment.id, segment.name);
                for (const SegmentChange &change : plan.segments)
                    QCOMPARE(names.value(change.before.id), change.after.name);
            };
            break;
        }
        case Work::Erase: {
            const QSet<SegmentId> others = ids(live.segments());
            QList<Segment> segments;
            for (int i = 0; i < 20; ++i) {
                segments.append(live.newSegment(name + u" %1"_s.arg(i)));
                live.add(segments.last().id, people.mid(i, 40));
            }
            task.plan = Planner::planDeleteSegments(segments);
            task.changed = task.total = segments.size();
            task.check = [&live, others] { QCOMPARE(ids(live.segments()), others); };
            break;
        }
        }
        return task;
    }

    static QSet<SegmentId> ids(const QList<Segment> &segments)
    {
        QSet<SegmentId> ids;
        for (const Segment &segment : segments)
            ids.insert(segment.id);
        return ids;
    }

private Q_SLOTS:
    void kills()
    {
        bool isSet = false;
        const int wanted = std::max(qEnvironmentVariableIntValue("SEGMENTDESK_KILLS", &isSet), 0);
        const int most = isSet ? wanted : 14;
        sandbox::Options options;
        options.customers = 5000;
        options.profiles = 4000;
        options.segments = 0;
        options.latencyMs = 20;
        options.quota = 0;
        QRandomGenerator random(20260422);
        QHash<Work, int> whole; // how long an undisturbed run takes, in ms; learnt
        QHash<Work, int> killed;
        int kills = 0;
        int jobs = 0;
        while (kills < most || jobs % works != 0) {
            LiveStore live(options); // what one leaves behind is none of the next's business
            const Work work = static_cast<Work>(jobs % works);
            QTemporaryDir folder;
            const Task task = TestKillLoop::task(live, work, ++jobs);
            QFile plan(folder.filePath(u"plan"_s));
            QVERIFY(plan.open(QIODevice::WriteOnly));
            plan.write(toBytes(task.plan));
            plan.close();
            live.store.resetStatistics();
            const QStringList arguments{live.store.apiPath().toString(), options.token,
                                        folder.filePath(u"journal"_s), plan.fileName()};
            QByteArray said;
            for (int starts = 0;; ++starts) {
                QVERIFY2(starts < 50, "a job that never ends");
                QProcess process;
                process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
                QElapsedTimer clock;
                clock.start();
                process.start(QCoreApplication::applicationDirPath() + u"/killedjob"_s, arguments);
                QVERIFY(process.waitForStarted());
                const bool isKilled = starts < 4
                    && QTest::staysTrue([&] { return process.state() != QProcess::NotRunning; },
                                        random.bounded(whole.value(work, 400)));
                if (isKilled) {
                    process.kill(); // SIGKILL
                    ++kills;
                    ++killed[work];
                }
                QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }));
                if (process.exitStatus() == QProcess::NormalExit) {
                    QCOMPARE(process.exitCode(), 0);
                    said = process.readAllStandardOutput();
                    if (starts == 0)
                        whole.insert(work, static_cast<int>(clock.elapsed()) + 50);
                    break;
                }
            }
            if (!said.isEmpty())
                QCOMPARE(said,
                         "end 0 changed " + QByteArray::number(task.changed) + " of "
                             + QByteArray::number(task.total) + '\n');
            task.check();
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"work %1, job %2"_s.arg(int(work)).arg(jobs)));
        }
        QCOMPARE(killed.size() > 0 || most == 0, true);
        qInfo("%d kills, %d jobs, nothing sent twice, nothing lost", kills, jobs);
    }
};

QTEST_GUILESS_MAIN(TestKillLoop)
#include "tst_killloop.moc"
