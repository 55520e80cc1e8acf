// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/membershipjob.h"
#include "models/jobs/jobpace.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

class TestMembershipJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addAndRemove()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(720);
        MembershipJob add(*live.api, LiveStore::plan(Operation::AddMembers, segment, people));
        QCOMPARE(add.state(), Job::State::Queued);
        QVERIFY(!add.outcome());
        live.store.resetStatistics();
        QVERIFY(live.run(add));
        QCOMPARE(add.state(), Job::State::Ended);
        QCOMPARE(add.end(), JobResult::Done);
        QCOMPARE(add.done(), 720);
        QCOMPARE(add.total(), 720);
        QVERIFY(add.outcome());
        QCOMPARE(add.outcome()->counts().changed, 720);
        QCOMPARE(live.memberIds(segment.id), idsOf(people));
        QCOMPARE(live.store.statistics().writes, 15);
        QVERIFY(live.store.statistics().maxInFlight <= 10);

        MembershipJob remove(*live.api,
                             LiveStore::plan(Operation::RemoveMembers, segment, people.mid(20)));
        QVERIFY(live.run(remove));
        QCOMPARE(remove.end(), JobResult::Done);
        QCOMPARE(remove.outcome()->counts().changed, 700);
        QCOMPARE(live.memberIds(segment.id), idsOf(people.mid(0, 20)));
    }

    void everyIdOnce()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        QList<PersonRef> people = live.people(60);
        people += people.mid(0, 30); // some twice
        Plan plan = LiveStore::plan(Operation::AddMembers, segment, people);
        plan.items.append({CustomerId(12), {}, Effect::Unknown}); // no profile
        plan.items.append({people.at(0).customerId, people.at(0).profileId, Effect::NotFound});
        plan.notFoundTexts = {u"nobody@example.com"_s};
        MembershipJob job(*live.api, plan);
        live.store.resetStatistics();
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::DoneWithWarnings);
        const OutcomeCounts counts = job.outcome()->counts();
        QCOMPARE(counts.changed, 60);
        QCOMPARE(counts.nothingToDo, 30);
        QCOMPARE(counts.noProfile, 1);
        QCOMPARE(counts.notFound, 2);
        QCOMPARE(job.outcome()->items.size(), plan.items.size());
        QCOMPARE(job.done(), job.total());
        QCOMPARE(live.store.statistics().membersAddedAgain, 0);
        QCOMPARE(live.store.statistics().writes, 2);
    }

    /// A store that answers 409 although it carried out what it could, and says so.
    void conflictAfterTheRestWasApplied_data()
    {
        QTest::addColumn<int>("said");
        QTest::addColumn<int>("changed");
        QTest::newRow("says so") << 49 << 49;
        // What is not proven to be ours is not undone.
        QTest::newRow("says that it did nothing") << 0 << 0;
    }

    void conflictAfterTheRestWasApplied()
    {
        QFETCH(int, said);
        QFETCH(int, changed);
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(50);
        live.add(segment.id, people); // what the first request of the job would have done
        Fault conflict = LiveStore::fault(Fault::Action::Answer, "POST", "/shopper-profiles$");
        conflict.status = 409;
        conflict.body =
            u"{\"data\":[],\"errors\":[{\"status\":409,\"title\":\"Conflict\","
            "\"errors\":{\"0\":\"Shopper profile `%1` already exists for "
            "segment `%2`.\"}}],\"meta\":{\"total\":50,\"success\":%3,"
            "\"failed\":1}}"_s.arg(people.at(3).profileId.toString(), segment.id.toString())
                .arg(said)
                .toUtf8();
        live.store.setFaults({conflict});
        MembershipJob job(
            *live.api, LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.outcome()->counts().changed, changed);
        QCOMPARE(job.outcome()->counts().nothingToDo, 50 - changed);
        QCOMPARE(job.outcome()->items.at(3).what, ItemStatus::NothingToDo);
    }

    void conflictWithoutNames()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(50);
        Fault conflict = LiveStore::fault(Fault::Action::Answer, "POST", "/shopper-profiles$");
        conflict.status = 409;
        conflict.body = "{\"status\":409,\"title\":\"Conflict\"}";
        live.store.setFaults({conflict});
        MembershipJob job(*live.api, LiveStore::plan(Operation::AddMembers, segment, people));
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(live.memberIds(segment.id), idsOf(people));
        QCOMPARE(job.outcome()->counts().changed, 50);
    }

    /// Who is in no segment is in none that was deleted either: that is no success.
    void removingFromASegmentThatIsGone_data()
    {
        QTest::addColumn<int>("people");
        QTest::newRow("one") << 1;
        QTest::newRow("several batches") << 120;
    }

    void removingFromASegmentThatIsGone()
    {
        QFETCH(int, people);
        LiveStore live;
        Segment segment;
        segment.id = SegmentId(QUuid::createUuid());
        MembershipJob job(*live.api,
                          LiveStore::plan(Operation::RemoveMembers, segment, live.people(people)));
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QVERIFY(job.error());
        QCOMPARE(job.error()->kind, JobError::Kind::SegmentGone);
        QCOMPARE(job.outcome()->counts().notSent, people);
    }

    void removingThoseWhoAreNoMembers()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Empty"_s);
        MembershipJob job(*live.api,
                          LiveStore::plan(Operation::RemoveMembers, segment, live.people(3)));
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.outcome()->counts().nothingToDo, 3);
    }

    void segmentGone()
    {
        LiveStore live;
        Segment segment;
        segment.id = SegmentId(QUuid::createUuid());
        MembershipJob job(
            *live.api,
            LiveStore::plan(Operation::AddMembers, segment, live.people(600), Effect::WillChange));
        live.store.resetStatistics();
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QVERIFY(job.error());
        QCOMPARE(job.error()->kind, JobError::Kind::SegmentGone);
        QCOMPARE(job.outcome()->counts().notSent, 600);
        QVERIFY2(live.store.statistics().requests <= 12,
                 qPrintable(QString::number(live.store.statistics().requests)));
    }

    void lostAnswersWithoutSegmentIds()
    {
        // The customers do not tell their segments: every profile is asked.
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(100);
        live.add(segment.id, people.mid(40, 20));
        Fault refused = LiveStore::fault(Fault::Action::Answer, "GET", "^/customers", 0, -1);
        refused.status = 403;
        refused.body = "{\"status\":403,\"title\":\"Forbidden\"}";
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::CloseAfterApplying, "POST", "/shopper-profiles$"),
             LiveStore::fault(Fault::Action::CloseAfterApplying, "POST", "/shopper-profiles$")});
        Plan plan = LiveStore::plan(Operation::AddMembers, segment, people);
        for (PlanItem &item : plan.items)
            item.customerId = CustomerId{};
        MembershipJob job(*live.api, plan);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.outcome()->counts().changed, 80);
        QCOMPARE(idsOf(job.outcome()->people(ItemStatus::NothingToDo)), idsOf(people.mid(40, 20)));
        QCOMPARE(live.store.statistics().membersAddedAgain, 0);
    }

    void refusedOneByOne()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        Fault wrong = LiveStore::fault(Fault::Action::Answer, "POST", "/shopper-profiles$", 0, -1);
        wrong.status = 422;
        wrong.body = "{\"status\":422,\"title\":\"Segments are closed today\"}";
        live.store.setFaults({wrong});
        MembershipJob job(*live.api,
                          LiveStore::plan(Operation::AddMembers, segment, live.people(800)));
        live.store.resetStatistics();
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QCOMPARE(job.error()->kind, JobError::Kind::TooManyFailures);
        QVERIFY(live.store.statistics().requests < 800);
        QVERIFY(job.outcome()->counts().notSent > 0);
        QCOMPARE(job.outcome()->reasons.size(), 1);
    }

    void pauseResumeCancel()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.latencyMs = 100;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(3000);
        MembershipJob job(*live.api, LiveStore::plan(Operation::AddMembers, segment, people));
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        job.pause();
        QCOMPARE(job.state(), Job::State::Paused);
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QCOMPARE(live.memberIds(segment.id).size(), job.done());
        job.resume();
        QTRY_VERIFY(job.done() > 0);
        QVERIFY(job.pace().ratePerSecond() > 0);
        QVERIFY(job.pace().secondsLeft() >= 0);
        job.cancel();
        QVERIFY(job.state() == Job::State::Stopping || job.state() == Job::State::Ended);
        QVERIFY(ended.count() == 1 || ended.wait(QTest::patience));
        QCOMPARE(job.end(), JobResult::Cancelled);
        const OutcomeCounts counts = job.outcome()->counts();
        QVERIFY(counts.changed > 0);
        QVERIFY(counts.notSent > 0);
        QCOMPARE(counts.total(), 3000);
        QCOMPARE(live.memberIds(segment.id), idsOf(job.outcome()->people(ItemStatus::Changed)));
        QVERIFY(job.retryPlan());
        QCOMPARE(job.retryPlan()->items.size(), counts.notSent);
    }

    void cancelWhileAnswersAreLost()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 4000;
        options.profiles = 4000;
        options.latencyMs = 50;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(4000);
        live.store.setFaults({LiveStore::fault(Fault::Action::CloseAfterApplying, "POST",
                                               "/shopper-profiles$", 3, -1)});
        MembershipJob job(*live.api, LiveStore::plan(Operation::AddMembers, segment, people));
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        QTRY_VERIFY(job.done() > 0 || live.store.statistics().writes > 5);
        job.cancel();
        QVERIFY(ended.count() == 1 || ended.wait(QTest::patience));
        QCOMPARE(job.end(), JobResult::Cancelled);
        QCOMPARE(live.memberIds(segment.id), idsOf(job.outcome()->people(ItemStatus::Changed)));
    }

    void destroyedInMidWork()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"A"_s);
        auto job = std::make_unique<MembershipJob>(
            *live.api, LiveStore::plan(Operation::AddMembers, segment, live.people(900)));
        job->start();
        QTRY_VERIFY(live.store.statistics().inFlight > 0);
        job.reset();
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QTest::qWait(60);
    }

    void neverMoreThanTen()
    {
        sandbox::Options options;
        options.customers = 12000;
        options.profiles = 12000;
        options.segments = 0;
        options.latencyMs = 200; // long enough for a slow computer to send ten
        LiveStore live(options);
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(10000);
        live.store.resetStatistics();
        MembershipJob job(*live.api, LiveStore::plan(Operation::AddMembers, segment, people));
        QElapsedTimer clock;
        clock.start();
        int most = 0;
        connect(&job, &Job::changed, this, [&most] { ++most; });
        QVERIFY(live.run(job));
        qInfo("%lld ms, ideal is 4000", clock.elapsed());
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(live.store.statistics().maxInFlight, 10);
        QCOMPARE(live.store.statistics().writes, 200);
        QCOMPARE(live.store.statistics().membersAdded, 10000);
        QCOMPARE(live.store.statistics().tooManyRequests, 0);
        QVERIFY(most <= clock.elapsed() / 250 + 4);
    }
};

QTEST_GUILESS_MAIN(TestMembershipJob)
#include "tst_membershipjob.moc"
