// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/planner.h"
#include "models/changes/segmentsjob.h"
#include "tests/support/livestore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

Q_DECLARE_METATYPE(Fault::Action)

class TestSegmentsJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data()
    {
        QTest::addColumn<bool>("faulty");
        QTest::addColumn<Fault::Action>("action");
        QTest::newRow("no fault") << false << Fault::Action::Answer;
        QTest::newRow("503") << true << Fault::Action::Answer;
        QTest::newRow("closed before it is applied") << true << Fault::Action::CloseBeforeApplying;
        QTest::newRow("closed after it is applied") << true << Fault::Action::CloseAfterApplying;
        QTest::newRow("cut body") << true << Fault::Action::TruncateBody;
    }

    void faults()
    {
        QFETCH(bool, faulty);
        QFETCH(Fault::Action, action);
        LiveStore live;
        const QList<PersonRef> people = live.people(130);

        const auto breakNext = [&](const char *method) {
            if (faulty)
                live.store.setFaults({LiveStore::fault(action, method, "^/segments")});
        };
        Plan plan = Planner::planCreateSegment({u"Neu & <b>alt</b>"_s, u"About"_s});
        plan.segments.first().members = people;
        breakNext("POST");
        SegmentsJob create(*live.api, plan);
        QVERIFY(live.run(create));
        QCOMPARE(create.end(), JobResult::Done);
        const auto made = live.findSegment(u"Neu & <b>alt</b>"_s);
        QVERIFY(made);
        QCOMPARE(made->description, u"About"_s);
        QCOMPARE(create.outcome()->segments.first().change.after.id, made->id);
        QCOMPARE(create.outcome()->counts().changed, 130);
        QCOMPARE(live.memberIds(made->id), idsOf(people));

        SegmentUpdate update;
        update.id = made->id;
        update.name = u"Renamed"_s;
        breakNext("PUT");
        SegmentsJob rename(*live.api, Planner::planUpdateSegment(*made, update));
        QCOMPARE(rename.facts().newName, u"Renamed"_s);
        QVERIFY(live.run(rename));
        QCOMPARE(rename.end(), JobResult::Done);
        QCOMPARE(rename.outcome()->counts().changed, 1);
        QVERIFY(live.findSegment(u"Renamed"_s));
        QCOMPARE(live.findSegment(u"Renamed"_s)->description, u"About"_s);

        const QList<Segment> gone{*live.findSegment(u"Renamed"_s), live.newSegment(u"Empty"_s)};
        breakNext("DELETE");
        SegmentsJob remove(*live.api, Planner::planDeleteSegments(gone));
        QVERIFY(live.run(remove));
        QCOMPARE(remove.end(), JobResult::Done);
        QCOMPARE(remove.outcome()->counts().changed, 2);
        QCOMPARE(idsOf(remove.outcome()->segments.first().change.members), idsOf(people));
        QVERIFY(remove.outcome()->segments.last().change.members.isEmpty());
        QVERIFY(!live.findSegment(u"Renamed"_s));
        QVERIFY(!live.findSegment(u"Empty"_s));
        QCOMPARE(live.segments().size(), 6);
        QCOMPARE(live.people(2000).size(), 900);
        QCOMPARE(live.store.statistics().wipes, 0);
    }

    void nameTaken()
    {
        LiveStore live;
        const Segment there = live.newSegment(u"There"_s);
        SegmentsJob job(*live.api, Planner::planCreateSegment({there.name, QString()}));
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QVERIFY(job.error());
        QCOMPARE(job.error()->api.kind, ApiError::Kind::Conflict);
        QCOMPARE(job.outcome()->segments.first().what, ItemStatus::Failed);
        const ApiError *reason = job.outcome()->reasonOf(job.outcome()->segments.first());
        QVERIFY(reason);
        QCOMPARE(reason->kind, ApiError::Kind::Conflict);
    }

    void membersThatFailed()
    {
        LiveStore live;
        const QList<PersonRef> people = live.people(5);
        Plan plan = Planner::planCreateSegment({u"Half"_s, QString()});
        plan.segments.first().members = people;
        Fault closed = LiveStore::fault(Fault::Action::Answer, "POST", "/shopper-profiles$", 0, -1);
        closed.status = 422;
        closed.body = "{\"status\":422,\"title\":\"Closed today\"}";
        live.store.setFaults({closed});
        SegmentsJob job(*live.api, plan);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::DoneWithWarnings);
        QCOMPARE(job.outcome()->counts().failed, 5);
        const auto made = live.findSegment(u"Half"_s);
        QVERIFY(made);
        live.store.setFaults({});
        const std::optional<Plan> retry = job.retryPlan();
        QVERIFY(retry);
        QCOMPARE(retry->operation, Operation::AddMembers);
        const std::unique_ptr<ChangeJob> again(
            ChangeJob::make(*live.api, *retry, JobFacts::Purpose::Retry));
        QVERIFY(live.run(*again));
        QCOMPARE(live.memberIds(made->id), idsOf(people));
        QVERIFY(!again->retryPlan());
    }

    void goneMeanwhile()
    {
        LiveStore live;
        Segment ghost;
        ghost.id = SegmentId(QUuid::createUuid());
        ghost.name = u"Ghost"_s;
        SegmentUpdate update;
        update.name = u"Other"_s;
        SegmentsJob rename(*live.api, Planner::planUpdateSegment(ghost, update));
        QVERIFY(live.run(rename));
        QCOMPARE(rename.outcome()->counts().notFound, 1);
        QCOMPARE(rename.end(), JobResult::Failed);
        QVERIFY(rename.error());
        QCOMPARE(rename.error()->kind, JobError::Kind::SegmentGone);
        const Segment there = live.newSegment(u"There"_s);
        SegmentsJob remove(*live.api, Planner::planDeleteSegments({ghost, there}));
        QVERIFY(live.run(remove));
        QCOMPARE(remove.end(), JobResult::DoneWithWarnings);
        QCOMPARE(remove.outcome()->counts().changed, 1);
        QVERIFY(!live.findSegment(u"There"_s));
    }

    void cancelAndDestroy()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 50;
        LiveStore live(options);
        const QList<Segment> segments = live.segments();
        SegmentsJob job(*live.api, Planner::planDeleteSegments(segments));
        job.start();
        QTRY_COMPARE(job.done(), 1);
        job.cancel();
        QTRY_COMPARE(job.state(), Job::State::Ended);
        QCOMPARE(job.end(), JobResult::Cancelled);
        const OutcomeCounts counts = job.outcome()->counts();
        QVERIFY(counts.changed < segments.size());
        QCOMPARE(live.segments().size(), segments.size() - counts.changed);
        QVERIFY(job.retryPlan());
        QCOMPARE(job.retryPlan()->segments.size(), counts.notSent);

        auto other =
            std::make_unique<SegmentsJob>(*live.api, Planner::planDeleteSegments(live.segments()));
        other->start();
        QTRY_VERIFY(live.store.statistics().inFlight > 0);
        other.reset();
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
    }
};

QTEST_GUILESS_MAIN(TestSegmentsJob)
#include "tst_segmentsjob.moc"
