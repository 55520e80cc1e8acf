// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"
#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/changes/planner.h"
#include "models/domain/utc.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/livestore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

class TestJournal : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    /// A session whose journal has been read.
    std::unique_ptr<StoreSession> open(const LiveStore &live, const QString &folder = {}) const
    {
        Account account;
        account.id = u"sandbox"_s;
        account.apiPath = live.store.apiPath();
        StoreSession::Options options;
        options.journalFolder = folder.isEmpty() ? m_folder->filePath(u"store"_s) : folder;
        auto desk = std::make_unique<StoreSession>(account, live.store.options().token, options);
        QSignalSpy read(desk.get(), &StoreSession::interruptedJobsChanged);
        QSignalSpy failed(desk.get(), &StoreSession::journalFailed);
        if (!QTest::qWaitFor([&] { return read.count() + failed.count() > 0; }))
            qFatal("the journal is not read");
        return desk;
    }

    static Job *ended(Job *job)
    {
        // Not qWaitFor(): it sleeps between its looks, and that would be measured.
        QSignalSpy over(job, &Job::ended);
        if (job->state() != Job::State::Ended && !over.wait(QTest::patience))
            qFatal("the job does not end");
        return job;
    }

    static std::optional<Segment> find(LiveStore &live, const QString &name)
    {
        for (const Segment &segment : live.segments()) {
            if (segment.name == name)
                return segment;
        }
        return std::nullopt;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void formats()
    {
        Plan plan;
        plan.operation = Operation::DeleteSegments;
        plan.segmentId = SegmentId(QUuid::createUuid());
        plan.segmentName = u"Ünïcode \u202e"_s;
        plan.items.append(
            {CustomerId(9'007'199'254'740'993), ProfileId(QUuid::createUuid()), Effect::NoProfile});
        plan.step = {Step::Kind::Merge, 4711};
        SegmentChange change;
        change.before.id = plan.segmentId;
        change.before.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, utc);
        change.members = {plan.items.first().person()};
        change.membersKept = false;
        plan.segments.append(change);
        plan.notFoundTexts = {u"x@y"_s};
        const auto back = planFrom(toBytes(plan));
        QVERIFY(back);
        QCOMPARE(back->segmentName, plan.segmentName);
        QCOMPARE(back->items.first().person(), plan.items.first().person());
        QCOMPARE(back->items.first().effect, Effect::NoProfile);
        QCOMPARE(back->segments.first().before, change.before);
        QCOMPARE(back->segments.first().members, change.members);
        QVERIFY(!back->segments.first().membersKept);
        QCOMPARE(back->notFoundTexts, plan.notFoundTexts);
        QCOMPARE(back->step, plan.step);
        QVERIFY(!planFrom(toBytes(plan).chopped(1)));
        QVERIFY(!planFrom(QByteArray()));
        ApiError error;
        error.kind = ApiError::Kind::Rejected;
        error.httpStatus = 422;
        error.fields = {{u"0"_s, u"no"_s}};
        QCOMPARE(errorFrom(toBytes(error))->fields, error.fields);
        QCOMPARE(errorFrom(toBytes(error))->kind, error.kind);
    }

    void outcomeIsKept()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Kept"_s);
        const QList<PersonRef> people = live.people(520);
        live.add(segment.id, people.mid(0, 20));
        {
            const auto desk = open(live);
            QVERIFY(desk->interrupted().jobs().isEmpty());
            Plan plan = LiveStore::plan(Operation::AddMembers, segment, people);
            plan.items.append({CustomerId(7), ProfileId(QUuid::createUuid()), Effect::Unknown});
            Job *job = ended(desk->run(plan));
            QCOMPARE(job->outcome()->counts().changed, 500);
            QCOMPARE(job->outcome()->counts().nothingToDo, 20);
            QVERIFY(job->outcome()->readBack.done);
            QCOMPARE(job->outcome()->readBack.expected, 520);
            QCOMPARE(job->outcome()->readBack.found, 520);
        }
        const QFileInfo file(m_folder->filePath(u"store/journal.sqlite"_s));
        QVERIFY(file.exists());
        QCOMPARE(
            file.permissions()
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        const auto desk = open(live);
        QVERIFY(desk->interrupted().jobs().isEmpty());
        QList<JournaledJob> jobs;
        bool answered = false;
        desk->journal()->ended(10, this,
                               [&](const QList<JournaledJob> &found, const QString &error) {
                                   QCOMPARE(error, QString());
                                   jobs = found;
                                   answered = true;
                               });
        QTRY_VERIFY(answered);
        QCOMPARE(jobs.size(), 1);
        QCOMPARE(jobs.first().changed, 500);
        QCOMPARE(jobs.first().end, JobResult::DoneWithWarnings);
        answered = false;
        desk->journal()->load(jobs.first().id, this,
                              [&](const QList<JournaledJob> &found, const QString &error) {
                                  QCOMPARE(error, QString());
                                  jobs = found;
                                  answered = true;
                              });
        QTRY_VERIFY(answered);
        const Outcome outcome = jobs.first().outcome();
        QCOMPARE(outcome.counts().changed, 500);
        QCOMPARE(outcome.counts().nothingToDo, 20);
        QCOMPARE(outcome.counts().total(), 521);
        QCOMPARE(idsOf(outcome.people(ItemStatus::NothingToDo)), idsOf(people.mid(0, 20)));
        QVERIFY(outcome.reasonOf(outcome.items.last()));
        QCOMPARE(outcome.readBack.found, 520);
    }

    void readBackFindsADifference()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Checked"_s);
        const QList<PersonRef> people = live.people(600);
        // A store that says yes and does nothing.
        Fault lie = LiveStore::fault(Fault::Action::Answer, "POST", "/shopper-profiles$", 0, 1);
        lie.status = 201;
        lie.body = "{\"data\":[],\"meta\":{}}";
        live.store.setFaults({lie});
        const auto desk = open(live);
        Job *job = ended(desk->run(LiveStore::plan(Operation::AddMembers, segment, people)));
        QCOMPARE(job->end(), JobResult::DoneWithWarnings);
        QCOMPARE(job->outcome()->readBack.expected, 600);
        QCOMPARE(job->outcome()->readBack.found, 550);
        QCOMPARE(job->outcome()->readBack.different.size(), 50);
        QCOMPARE(job->outcome()->counts().changed, 550);
        QCOMPARE(job->outcome()->counts().failed, 50);
        QCOMPARE(job->outcome()->counts().total(), 600);
        QVERIFY(!live.memberIds(segment.id)
                     .contains(job->outcome()->readBack.different.first().profileId));
    }

    void interruptedAndResumed_data()
    {
        QTest::addColumn<int>("moment");
        for (int i = 0; i < 8; ++i)
            QTest::addRow("after %d writes", i * 4) << i * 4;
    }

    void interruptedAndResumed()
    {
        QFETCH(int, moment);
        sandbox::Options options = LiveStore::small();
        options.customers = 2000;
        options.profiles = 2000;
        options.latencyMs = 20;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"Interrupted"_s);
        const QList<PersonRef> people = live.people(2000);
        live.add(segment.id, people.mid(0, 50));
        Plan plan = LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange);
        for (qsizetype i = 0; i < 50; ++i)
            plan.items[i].effect = Effect::NothingToDo;
        live.store.resetStatistics();
        {
            const auto desk = open(live);
            desk->run(plan);
            QTRY_VERIFY(live.store.statistics().writes >= moment);
        }
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        const auto desk = open(live);
        QCOMPARE(desk->interrupted().jobs().size(), 1);
        QCOMPARE(desk->interrupted().jobs().first().facts.segmentName, segment.name);
        QCOMPARE(desk->interrupted().jobs().first().facts.number, 2000);
        QVERIFY(!desk->history().canUndo());
        desk->interrupted().resume(desk->interrupted().jobs().first().id);
        QVERIFY(desk->interrupted().jobs().isEmpty());
        QTRY_COMPARE(desk->jobs().rowCount(), 1);
        Job *job = ended(desk->jobs().jobs().first());
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->counts().changed, 1950);
        QCOMPARE(job->outcome()->counts().nothingToDo, 50);
        QCOMPARE(live.memberIds(segment.id), idsOf(people));
        QCOMPARE(live.store.statistics().membersAddedAgain, 0);
        QVERIFY(desk->history().canUndo());
        QCOMPARE(desk->history().nextUndo()->facts.number, 1950);
    }

    void dismissed()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.latencyMs = 40;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"Dismissed"_s);
        const QList<PersonRef> people = live.people(3000);
        live.store.resetStatistics();
        {
            const auto desk = open(live);
            desk->run(LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
            QTRY_VERIFY(live.store.statistics().writes >= 12);
        }
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        const auto desk = open(live);
        QCOMPARE(desk->interrupted().jobs().size(), 1);
        desk->interrupted().discard(desk->interrupted().jobs().first().id);
        QTRY_COMPARE(desk->jobs().rowCount(), 1);
        Job *job = ended(desk->jobs().jobs().first());
        QCOMPARE(job->end(), JobResult::Cancelled);
        QCOMPARE(live.memberIds(segment.id), idsOf(job->outcome()->people(ItemStatus::Changed)));
        QVERIFY(job->outcome()->counts().changed >= 600);
        QVERIFY(job->outcome()->counts().notSent > 0);
        const auto third = open(live, m_folder->filePath(u"other"_s));
        QVERIFY(third->interrupted().jobs().isEmpty());
    }

    void segmentsResumed_data()
    {
        QTest::addColumn<int>("moment");
        for (int i = 0; i < 8; ++i)
            QTest::addRow("after %d requests", i * 3) << i * 3;
    }

    void segmentsResumed()
    {
        QFETCH(int, moment);
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 30;
        LiveStore live(options);
        const QList<PersonRef> people = live.people(300);
        const Segment a = live.newSegment(u"First"_s);
        const Segment b = live.newSegment(u"Second"_s);
        live.add(a.id, people);
        live.add(b.id, people.mid(0, 10));
        const auto finishLast = [&] {
            QTRY_COMPARE(live.store.statistics().inFlight, 0);
            const auto desk = open(live);
            QCOMPARE(desk->interrupted().jobs().size(), 1);
            desk->interrupted().resume(desk->interrupted().jobs().first().id);
            QTRY_COMPARE(desk->jobs().rowCount(), 1);
            Job *job = ended(desk->jobs().jobs().first());
            QCOMPARE(job->end(), JobResult::Done);
        };
        live.store.resetStatistics();
        {
            const auto desk = open(live);
            desk->run(ChangeGroup::deleteSegments({a, b}));
            QTRY_VERIFY(live.store.statistics().requests >= std::min(moment, 4));
        }
        finishLast();
        QVERIFY(!find(live, u"First"_s));
        QVERIFY(!find(live, u"Second"_s));
        live.store.resetStatistics();
        {
            // Undone, and interrupted once more.
            const auto desk = open(live);
            QTRY_VERIFY(desk->history().canUndo());
            QSignalSpy started(&desk->history(), &History::started);
            desk->history().undo();
            QTRY_COMPARE(started.count(), 1);
            QTRY_VERIFY(live.store.statistics().requests >= std::min(moment, 8));
            if (desk->jobs().jobs().first()->state() == Job::State::Ended)
                QSKIP("it was over before it could be interrupted");
        }
        finishLast();
        QVERIFY(find(live, u"First"_s));
        QVERIFY(find(live, u"Second"_s));
        QCOMPARE(live.memberIds(find(live, u"First"_s)->id), idsOf(people));
        QCOMPARE(live.memberIds(find(live, u"Second"_s)->id), idsOf(people.mid(0, 10)));
        const auto desk = open(live);
        QTRY_VERIFY(desk->history().canRedo());
        QVERIFY(!desk->history().canUndo());
    }

    void historyOutlivesTheProcess()
    {
        LiveStore live;
        const QList<PersonRef> people = live.people(100);
        const Segment segment = live.newSegment(u"Old"_s);
        const auto step = [&](bool undo) {
            const auto desk = open(live);
            QTRY_VERIFY(undo ? desk->history().canUndo() : desk->history().canRedo());
            QSignalSpy started(&desk->history(), &History::started);
            undo ? desk->history().undo() : desk->history().redo();
            QTRY_COMPARE(started.count(), 1);
            ended(started.first().first().value<Job *>());
        };
        {
            const auto desk = open(live);
            ended(desk->run(LiveStore::plan(Operation::AddMembers, segment, people)));
            ended(desk->run(Planner::planDeleteProfiles(people.mid(0, 30))));
            ended(desk->run(ChangeGroup::deleteSegments({segment}))->job());
        }
        step(true);
        QVERIFY(find(live, segment.name));
        QCOMPARE(live.memberIds(find(live, segment.name)->id), idsOf(people.mid(30)));
        step(true);
        QCOMPARE(live.memberIds(find(live, segment.name)->id).size(),
                 100); // new profiles, new segment
        step(true);
        QVERIFY(live.memberIds(find(live, segment.name)->id).isEmpty());
        step(false);
        QCOMPARE(live.memberIds(find(live, segment.name)->id).size(), 100);
        step(false);
        QCOMPARE(live.memberIds(find(live, segment.name)->id), idsOf(people.mid(30)));
        step(false);
        QVERIFY(!find(live, segment.name));
        const auto desk = open(live);
        QTRY_COMPARE(desk->history().entries().size(), 3);
    }

    void cannotBeWritten_data()
    {
        QTest::addColumn<QString>("why");
        for (const char *why : {"a file where its folder should be", "a folder where it should be",
                                "read-only", "used by another program", "no room on the disk"})
            QTest::newRow(why) << QString::fromLatin1(why);
    }

    /// There is a message, and nothing is sent.
    void cannotBeWritten()
    {
        QFETCH(QString, why);
        LiveStore live;
        const Segment segment = live.newSegment(u"Unwritten"_s);
        const QString folder = m_folder->filePath(u"store"_s);
        const QString file = folder + u"/journal.sqlite"_s;
        QList<std::function<void()>> restore;
        const auto cleanUp = qScopeGuard([&restore] {
            for (const auto &each : std::as_const(restore))
                each();
        });
        if (why.startsWith(u"a file")) {
            QFile inTheWay(folder);
            QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        } else if (why.startsWith(u"a folder")) {
            QVERIFY(QDir().mkpath(file));
        } else {
            // It was there and in use before.
            const auto desk = open(live);
            ended(desk->run(LiveStore::plan(Operation::AddMembers, segment, live.people(1))));
        }
        if (why == u"read-only") {
            QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadOther));
            if (geteuid() == 0) {
                // Modes are nothing to root, so be another user for a while.
                QVERIFY(QFile::setPermissions(m_folder->path(),
                                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                  | QFile::ReadOther | QFile::ExeOther));
                QVERIFY(QFile::setPermissions(folder,
                                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                  | QFile::ReadOther | QFile::ExeOther));
                QCOMPARE(seteuid(65534), 0);
                restore.append([] { QCOMPARE(seteuid(0), 0); });
            }
        } else if (why == u"used by another program") {
            auto other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(file);
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(u"PRAGMA locking_mode = EXCLUSIVE"_s));
            QVERIFY(QSqlQuery(other).exec(u"BEGIN EXCLUSIVE"_s));
            restore.append([] { QSqlDatabase::removeDatabase(u"other"_s); });
        } else if (why == u"no room on the disk") {
            std::signal(SIGXFSZ, SIG_IGN);
            rlimit old{};
            QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
            rlimit none = old;
            none.rlim_cur = 1024;
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &none), 0);
            restore.append([old] { setrlimit(RLIMIT_FSIZE, &old); });
        }
        const QSet<ProfileId> before = live.memberIds(segment.id);
        const QList<PersonRef> people = live.people(100);
        live.store.resetStatistics();
        const auto desk = open(live);
        Job *added = ended(desk->run(LiveStore::plan(Operation::AddMembers, segment, people)));
        QCOMPARE(added->end(), JobResult::Failed);
        QVERIFY(added->error());
        QCOMPARE(added->error()->kind, JobError::Kind::Journal);
        QVERIFY(!added->error()->text.isEmpty());
        QCOMPARE(added->outcome()->counts().changed, 0);
        Job *created = ended(desk->run(Planner::planCreateSegment({u"Never"_s, QString()})));
        QCOMPARE(created->end(), JobResult::Failed);
        QCOMPARE(created->error()->kind, JobError::Kind::Journal);
        QCOMPARE(live.store.statistics().writes, 0);
        QCOMPARE(live.memberIds(segment.id), before);
    }

    void diskFull()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.latencyMs = 10;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"Full"_s);
        const QList<PersonRef> people = live.people(3000);
        {
            const auto desk = open(live);
            // What a full disk does, as far as a process can do it to itself.
            std::signal(SIGXFSZ, SIG_IGN);
            rlimit old{};
            QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
            rlimit small = old;
            small.rlim_cur = 256 * 1024; // the plan fits, not all that follows
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
            Job *job = desk->run(
                LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
            const bool over = QTest::qWaitFor([job] { return job->state() == Job::State::Ended; });
            setrlimit(RLIMIT_FSIZE, &old);
            QVERIFY(over);
            QCOMPARE(job->end(), JobResult::Failed);
            QCOMPARE(job->error()->kind, JobError::Kind::Journal);
            QCOMPARE(live.memberIds(segment.id),
                     idsOf(job->outcome()->people(ItemStatus::Changed)));
        }
        // With room again, what was written down holds.
        const auto desk = open(live);
        if (!desk->interrupted().jobs().isEmpty()) {
            desk->interrupted().resume(desk->interrupted().jobs().first().id);
            QTRY_COMPARE(desk->jobs().rowCount(), 1);
            ended(desk->jobs().jobs().first());
            QCOMPARE(live.memberIds(segment.id), idsOf(people));
        } else {
            // There was room for the end, and so for everything that belongs to it.
            QList<JournaledJob> jobs;
            desk->journal()->ended(1, this, [&](const QList<JournaledJob> &found, const QString &) {
                desk->journal()->load(
                    found.first().id, this,
                    [&](const QList<JournaledJob> &whole, const QString &) { jobs = whole; });
            });
            QTRY_COMPARE(jobs.size(), 1);
            QCOMPARE(jobs.first().end, JobResult::Failed);
            QCOMPARE(idsOf(jobs.first().outcome().people(ItemStatus::Changed)),
                     live.memberIds(segment.id));
        }
        QCOMPARE(live.store.statistics().membersAddedAgain, 0);
    }

    void speed()
    {
        sandbox::Options options;
        options.customers = 20000;
        options.profiles = 20000;
        options.segments = 0;
        options.latencyMs = 100;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"Fast"_s);
        const QList<PersonRef> people = live.people(20000);
        const auto desk = open(live);
        QElapsedTimer clock;
        clock.start();
        Job *job =
            desk->run(LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        qint64 written = 0;
        connect(job, &Job::changed, this, [&] {
            if (job->phase() == Job::Phase::Checking && written == 0)
                written = clock.elapsed();
        });
        ended(job);
        QCOMPARE(job->end(), JobResult::Done);
        qInfo("written within %lld ms, read back within %lld; 400 batches, 10 at a time, 100 ms: "
              "4,000",
              written, clock.elapsed());
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
