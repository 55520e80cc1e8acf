// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"
#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/livestore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

class TestStoreSession : public QObject
{
    Q_OBJECT

    static std::unique_ptr<StoreSession> session(const LiveStore &live, const QString &token)
    {
        Account account;
        account.id = u"sandbox"_s;
        account.apiPath = live.store.apiPath();
        return std::make_unique<StoreSession>(account, token, StoreSession::Options());
    }

private Q_SLOTS:
    /// What an interrupted change did last, the copy has not heard of: its segment is reread.
    void countsAfterACrash()
    {
        LiveStore live;
        QTemporaryDir folder;
        Account account;
        account.id = u"sandbox"_s;
        account.apiPath = live.store.apiPath();
        StoreSession::Options options;
        options.journalFolder = folder.path();
        options.mirrorFolder = folder.path();
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(400);
        const auto copied = [&segment](Mirror &mirror) {
            PeopleFilter filter;
            filter.memberOf = segment.id;
            const auto answer = answerOf<qint64>([&](QObject *context, Callback<qint64> callback) {
                mirror.count(filter, context, std::move(callback));
            });
            return answer && *answer ? **answer : -1;
        };
        {
            StoreSession before(account, live.store.options().token, options);
            QTRY_COMPARE(before.mirror()->state(), Mirror::State::Complete);
            QTRY_VERIFY(!before.jobs().isBusy());
            QCOMPARE(copied(*before.mirror()), 0);
        }
        // As a crash leaves it: begun, partly sent, not ended.
        {
            Journal journal(folder.path());
            QString error = u"no answer"_s;
            bool answered = false;
            journal.begin(journal.newId(), JobFacts::Purpose::Change,
                          LiveStore::plan(Operation::AddMembers, segment, people), &journal,
                          [&](const QString &answer) {
                              error = answer;
                              answered = true;
                          });
            QTRY_VERIFY(answered);
            QCOMPARE(error, QString());
        }
        live.add(segment.id, people.mid(0, 300));

        options.mirrorReadsStore = false; // nothing else puts it right
        StoreSession after(account, live.store.options().token, options);
        QSignalSpy changes(&after, &StoreSession::membersChanged);
        QTRY_COMPARE(after.mirror()->state(), Mirror::State::Complete);
        QTRY_COMPARE(copied(*after.mirror()), 300);
        QCOMPARE(after.interrupted().jobs().size(), 1);
        QVERIFY(changes.count() > 0);
    }

    void changesAreTold()
    {
        LiveStore live;
        const auto desk = session(live, live.store.options().token);
        QAbstractItemModelTester tester(&desk->jobs(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy segmentsChanged(desk.get(), &StoreSession::segmentsChanged);
        QSignalSpy membersChanged(desk.get(), &StoreSession::membersChanged);
        QSignalSpy profilesChanged(desk.get(), &StoreSession::profilesChanged);
        QSignalSpy personChanged(desk.get(), &StoreSession::personChanged);
        QSignalSpy traffic(desk.get(), &StoreSession::trafficChanged);
        const QList<PersonRef> people = live.people(20);

        Job *created = desk->run(Planner::planCreateSegment({u"New"_s, QString()}));
        QTRY_COMPARE(created->state(), Job::State::Ended);
        QTRY_COMPARE(segmentsChanged.count(), 1);
        const Segment segment = created->outcome()->segments.first().change.after;

        Job *added = desk->run(LiveStore::plan(Operation::AddMembers, segment, people));
        QTRY_COMPARE(added->state(), Job::State::Ended);
        QCOMPARE(membersChanged.count(), 1);
        QCOMPARE(membersChanged.first().first().value<SegmentId>(), segment.id);
        QCOMPARE(personChanged.count(), 20);

        // Nothing changed, nothing emitted.
        Job *again = desk->run(LiveStore::plan(Operation::AddMembers, segment, people));
        QTRY_COMPARE(again->state(), Job::State::Ended);
        QCOMPARE(again->counts().nothingToDo, 20);
        QCOMPARE(membersChanged.count(), 1);

        Job *profiles = desk->run(Planner::planCreateProfiles(live.withoutProfile().mid(0, 3)));
        QTRY_COMPARE(profiles->state(), Job::State::Ended);
        QCOMPARE(profilesChanged.count(), 1);
        Job *deleted = desk->run(Planner::planDeleteProfiles(people.mid(0, 2)));
        QTRY_COMPARE(deleted->state(), Job::State::Ended);
        QCOMPARE(profilesChanged.count(), 2);
        QVERIFY(membersChanged.count() >= 2);
        QTRY_VERIFY(traffic.count() > 0);
        QCOMPARE(desk->history().entries().size(), 4);
        QCOMPARE(desk->jobs().rowCount(), 5);
        desk->jobs().removeEnded();
        QCOMPARE(desk->jobs().rowCount(), 0);
    }

    void oneAfterTheOther()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 60;
        LiveStore live(options);
        const auto desk = session(live, options.token);
        QAbstractItemModelTester tester(&desk->jobs(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Segment segment = live.segments().first();
        const QList<PersonRef> people = live.people(600);
        QTemporaryDir folder;
        ExportSpec spec;
        spec.kind = ExportSpec::Kind::AllProfiles;
        spec.fileName = folder.filePath(u"x.csv"_s);
        Job *first = desk->run(LiveStore::plan(Operation::RemoveMembers, segment, people));
        Job *second = desk->run(LiveStore::plan(Operation::AddMembers, segment, people));
        Job *third = desk->run(LiveStore::plan(Operation::RemoveMembers, segment, people));
        Job *file = desk->exportPeople(spec);
        QCOMPARE(desk->jobs().jobs(), (QList<Job *>{file, third, second, first}));
        bool both = false;
        connect(&desk->jobs(), &JobQueue::jobChanged, this,
                [&] { both = both || (first->isActive() && second->isActive()); });
        QTRY_VERIFY(first->isActive() && file->isActive());
        QCOMPARE(second->state(), Job::State::Queued);
        third->cancel(); // before its turn
        QCOMPARE(third->end(), JobResult::Cancelled);
        QCOMPARE(third->outcome()->counts().notSent, 600);
        QTRY_COMPARE(second->state(), Job::State::Ended);
        QTRY_COMPARE(file->state(), Job::State::Ended);
        QVERIFY(!both);
        QVERIFY(first->endedAt() <= second->startedAt());
        QVERIFY(live.memberIds(segment.id).contains(people.first().profileId));
        QVERIFY(!desk->jobs().isBusy());
        ChangeJob *retry = desk->retry(*qobject_cast<ChangeJob *>(third));
        QVERIFY(retry);
        QCOMPARE(retry->facts().purpose, JobFacts::Purpose::Retry);
        QTRY_COMPARE(retry->state(), Job::State::Ended);
        QVERIFY(live.memberIds(segment.id).isEmpty() || retry->counts().changed == 600);
    }

    /// What waits for its turn can be paused: it lets others go first, and then looks before it
    /// believes its plan.
    void pausedBeforeItsTurn()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 60;
        LiveStore live(options);
        const auto desk = session(live, options.token);
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(40);
        const auto add = [&](const QList<PersonRef> &who) {
            return desk->run(
                LiveStore::plan(Operation::AddMembers, segment, who, Effect::WillChange));
        };
        Job *first = add(live.people(200).mid(40));
        QTRY_VERIFY(first->isActive());
        Job *held = add(people);
        held->pause();
        QVERIFY(held->isOnHold() && held->isPaused());
        QCOMPARE(held->state(), Job::State::Queued);
        Job *third = add(people.mid(0, 10));
        QTRY_COMPARE(third->state(), Job::State::Ended);
        QCOMPARE(held->state(), Job::State::Queued);
        QCOMPARE(live.memberIds(segment.id).size(), 170);
        QVERIFY(desk->jobs().isBusy());
        held->resume();
        QVERIFY(!held->isPaused());
        QTRY_COMPARE(held->state(), Job::State::Ended);
        QCOMPARE(held->counts().changed, 30);
        QCOMPARE(held->counts().nothingToDo, 10);
        // Undo takes back what each did, and no more.
        desk->history().undo();
        QTRY_COMPARE(live.memberIds(segment.id).size(), 170);

        // Or it is cancelled as it stands.
        Job *running =
            desk->run(LiveStore::plan(Operation::RemoveMembers, segment, live.people(200)));
        Job *never = add(people);
        never->pause();
        never->cancel();
        QCOMPARE(never->end(), JobResult::Cancelled);
        QVERIFY(!never->isPaused());
        QTRY_COMPARE(running->state(), Job::State::Ended);
        QTRY_VERIFY(!desk->jobs().isBusy());
    }

    void newToken()
    {
        LiveStore live;
        const auto desk = session(live, u"wrong"_s);
        QSignalSpy unauthorized(desk.get(), &StoreSession::unauthorized);
        const Segment segment = live.newSegment(u"A"_s);
        Job *job = desk->run(LiveStore::plan(Operation::AddMembers, segment, live.people(100)));
        QTRY_COMPARE(job->state(), Job::State::Paused);
        QCOMPARE(unauthorized.count(), 1);
        desk->setToken(live.store.options().token);
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(live.memberIds(segment.id).size(), 100);
    }

    void endedJobsAreBounded()
    {
        LiveStore live;
        const auto desk = session(live, live.store.options().token);
        const Segment segment = live.segments().first();
        const QList<PersonRef> people = live.people(1);
        for (int i = 0; i < JobQueue::maxEnded + 20; ++i)
            desk->run(LiveStore::plan(Operation::AddMembers, segment, people, Effect::NothingToDo));
        QTRY_VERIFY(!desk->jobs().isBusy());
        QCOMPARE(desk->jobs().rowCount(), JobQueue::maxEnded);
        QVERIFY(!desk->history().canUndo());
    }

    void destroyedInMidWork()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        QTemporaryDir folder;
        const QList<PersonRef> people = live.people(900);
        const Segment segment = live.newSegment(u"A"_s);
        for (int i = 0; i < 4; ++i) {
            auto desk = session(live, options.token);
            ExportSpec spec;
            spec.kind = ExportSpec::Kind::AllProfiles;
            spec.fileName = folder.filePath(u"x.csv"_s);
            desk->exportPeople(spec);
            if (i % 2)
                desk->run(LiveStore::plan(Operation::AddMembers, segment, people));
            else
                desk->run(ChangeGroup::deleteSegments({segment}))->job();
            QTRY_VERIFY(live.store.statistics().inFlight > 0);
            QTest::qWait(i * 15);
            desk.reset();
            QTRY_COMPARE(live.store.statistics().inFlight, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestStoreSession)
#include "tst_storesession.moc"
