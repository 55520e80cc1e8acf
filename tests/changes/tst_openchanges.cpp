// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/changes/membershipjob.h"
#include "models/changes/planner.h"
#include "models/changes/segmentsjob.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/proxysession.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using HarmKind = Harm::Kind;

namespace {

/// Reads are answered with what no store sends, at once.
HarmRule noReads(int skip = 0)
{
    Harm garbage{HarmKind::Answer, 200};
    garbage.body = "sign in";
    return {garbage, "GET", {}, skip, -1};
}

HarmRule lost(const QByteArray &method)
{
    return {{HarmKind::ResetAfter}, method, {}, 0, -1};
}

} // namespace

/// What may have been sent, and was not read back, is never "not sent": it stays open in the
/// journal, over cancelling and over restarts. And what a colleague made is never taken for ours.
class TestOpenChanges : public QObject
{
    Q_OBJECT

    struct SessionFixture : ProxySession
    {
        SessionFixture() : ProxySession(LiveStore::small())
        {
            target = live.newSegment(u"Target"_s);
            people = live.people(40);
            open();
        }

        Plan plan(Operation operation)
        {
            switch (operation) {
            case Operation::AddMembers:
                return LiveStore::plan(operation, target, people, Effect::WillChange);
            case Operation::RemoveMembers:
                live.add(target.id, people);
                return LiveStore::plan(operation, target, people, Effect::WillChange);
            case Operation::CreateProfiles: {
                Plan plan;
                plan.operation = operation;
                for (const CustomerId id : live.withoutProfile().first(40))
                    plan.items.append({id, {}, Effect::WillChange});
                return plan;
            }
            case Operation::DeleteProfiles:
                return Planner::planDeleteProfiles(people);
            case Operation::CreateSegment:
                return Planner::planCreateSegment({u"Made"_s, u"About"_s});
            case Operation::UpdateSegment: {
                SegmentUpdate update;
                update.name = u"Renamed"_s;
                return Planner::planUpdateSegment(target, update);
            }
            case Operation::DeleteSegments:
                return Planner::planDeleteSegments({target});
            }
            return {};
        }

        /// Whether the change was made in the store.
        bool isMade(Operation operation)
        {
            switch (operation) {
            case Operation::AddMembers:
                return live.memberIds(target.id) == idsOf(people);
            case Operation::RemoveMembers:
                return live.memberIds(target.id).isEmpty();
            case Operation::CreateProfiles:
                return live.withoutProfile().size() == 60;
            case Operation::DeleteProfiles:
                return live.people(2000).size() == 860;
            case Operation::CreateSegment:
                return live.hasSegment(u"Made"_s);
            case Operation::UpdateSegment:
                return live.hasSegment(u"Renamed"_s);
            case Operation::DeleteSegments:
                return !live.hasSegment(u"Target"_s);
            }
            return false;
        }

        Segment target;
        QList<PersonRef> people;
    };

private Q_SLOTS:
    void cancelWhileReadBackWaits_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("reads"); // before anything is sent
        QTest::addColumn<bool>("restart");
        QTest::addColumn<bool>("resumes");
        const std::tuple<const char *, Operation, const char *, int> operations[] = {
            {"adding", Operation::AddMembers, "POST", 0},
            {"removing", Operation::RemoveMembers, "DELETE", 1},
            {"creating profiles", Operation::CreateProfiles, "POST", 0},
            {"deleting profiles", Operation::DeleteProfiles, "DELETE", 2},
            {"creating a segment", Operation::CreateSegment, "POST", 1},
            {"renaming", Operation::UpdateSegment, "PUT", 1},
            {"deleting a segment", Operation::DeleteSegments, "DELETE", 2},
        };
        for (const auto &[name, operation, method, reads] : operations) {
            for (const bool restart : {false, true}) {
                for (const bool resumes : {true, false}) {
                    QTest::addRow("%s, %s, %s", name, restart ? "after a restart" : "at once",
                                  resumes ? "resumed" : "dismissed")
                        << operation << QByteArray(method) << reads << restart << resumes;
                }
            }
        }
    }

    void cancelWhileReadBackWaits()
    {
        QFETCH(Operation, operation);
        QFETCH(QByteArray, method);
        QFETCH(int, reads);
        QFETCH(bool, restart);
        QFETCH(bool, resumes);
        SessionFixture desk;
        const Plan plan = desk.plan(operation);
        desk.live.store.resetStatistics();
        desk.proxy.setRules({lost(method), noReads(reads)});
        ChangeJob *job = desk.session->run(plan);
        QTRY_COMPARE(desk.live.store.statistics().writes, 1);
        QTRY_VERIFY(desk.proxy.counts().requests >= reads + 2); // looked in vain
        job->cancel();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->outcome()->counts().notSent, 0);
        QCOMPARE(job->outcome()->counts().unknown,
                 plan.items.isEmpty() ? plan.segments.size() : plan.items.size());
        QVERIFY(job->outcome()->isOpen());
        QVERIFY(!desk.session->history().canUndo());
        QVERIFY(desk.isMade(operation));

        if (restart)
            desk.open();
        QTRY_COMPARE(desk.session->interrupted().jobs().size(), 1);
        const qint64 id = desk.session->interrupted().jobs().first().id;
        desk.proxy.setRules({});
        QSignalSpy ended(desk.session.get(), &StoreSession::recorded);
        if (resumes)
            desk.session->interrupted().resume(id);
        else
            desk.session->interrupted().discard(id);
        QVERIFY(ended.count() > 0 || ended.wait(QTest::patience));
        const auto *again = qobject_cast<const ChangeJob *>(ended.first().first().value<Job *>());
        QVERIFY(again);
        QVERIFY(!again->outcome()->isOpen());
        QCOMPARE(again->outcome()->counts().changed,
                 plan.items.isEmpty() ? plan.segments.size() : plan.items.size());
        QCOMPARE(desk.live.store.statistics().writes, 1);
        QVERIFY(desk.session->interrupted().jobs().isEmpty());
        QVERIFY(desk.session->history().canUndo());
        QVERIFY(desk.undo());
        QVERIFY(!desk.isMade(operation));
        desk.open();
        QVERIFY(desk.session->interrupted().jobs().isEmpty());
    }

    /// Queued and cancelled before it could look: what an earlier process sent stays open.
    void cancelledInTheQueue()
    {
        SessionFixture desk;
        desk.proxy.setRules({lost("POST"), noReads()});
        ChangeJob *job = desk.session->run(desk.plan(Operation::AddMembers));
        QTRY_COMPARE(desk.live.memberIds(desk.target.id).size(), 40);
        job->cancel();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        desk.open();
        // Something is at work already, so that the resumed one has to wait.
        Segment other = desk.live.newSegment(u"Other"_s);
        ChangeJob *first =
            desk.session->run(LiveStore::plan(Operation::AddMembers, other, desk.people));
        QSignalSpy added(&desk.session->jobs(), &JobQueue::jobAdded);
        desk.session->interrupted().resume(desk.session->interrupted().jobs().first().id);
        QVERIFY(added.count() > 0 || added.wait(QTest::patience));
        auto *resumed = qobject_cast<ChangeJob *>(added.last().first().value<Job *>());
        QVERIFY(resumed);
        QCOMPARE(resumed->state(), Job::State::Queued);
        resumed->cancel();
        QCOMPARE(resumed->outcome()->counts().unknown, 40);
        QTRY_COMPARE(desk.session->interrupted().jobs().size(), 1);
        first->cancel();
        QTRY_COMPARE(first->state(), Job::State::Ended);
    }

    /// Between our lost answer and the look, another client made a segment of the same name.
    void namesakes_data()
    {
        QTest::addColumn<QString>("description");
        QTest::addColumn<int>("members");
        QTest::newRow("with another description") << u"Theirs"_s << 0;
        QTest::newRow("with members") << u"About"_s << 3;
    }

    void namesakes()
    {
        QFETCH(QString, description);
        QFETCH(int, members);
        SessionFixture desk;
        Plan plan = Planner::planCreateSegment({u"Made"_s, u"About"_s});
        plan.segments.first().members = desk.people;
        desk.proxy.setRules({{{HarmKind::ResetBefore}, "POST", {}, 0, 1}, noReads(1)});
        ChangeJob *job = desk.session->run(plan);
        QTRY_VERIFY(job->waitsFor().has_value());
        const auto made =
            answerOf<QList<Segment>>([&](QObject *context, Callback<QList<Segment>> callback) {
                desk.live.api->createSegments(
                    *NonEmpty<QList<NewSegment>>::from({{u"Made"_s, description}}), context,
                    std::move(callback));
            });
        QVERIFY(made && *made);
        const SegmentId theirs = (*made)->first().id;
        desk.live.add(theirs, desk.live.people(100).mid(90, members));
        const QSet<ProfileId> before = desk.live.memberIds(theirs);
        desk.proxy.setRules({});
        job->resume();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->api.kind, ApiError::Kind::Conflict);
        QCOMPARE(job->outcome()->counts().notSent, 40);
        QCOMPARE(desk.live.memberIds(theirs), before);
        QVERIFY(!desk.session->history().canUndo());
        QVERIFY(desk.live.findSegment(u"Made"_s));
    }

    /// Days after a crash a colleague made one that looks like ours in everything but its age.
    void namesakeOfDaysLater()
    {
        LiveStore live;
        JournaledJob saved;
        saved.id = 1;
        saved.plan = Planner::planCreateSegment({u"Made"_s, QString()});
        SegmentOutcome begun{saved.plan.segments.first(), ItemStatus::NotSent,
                             OutcomeItem::noReason};
        begun.change.after.createdAt = QDateTime::currentDateTimeUtc().addDays(-3);
        saved.segments.insert(0, {false, begun, {}});
        const Segment theirs = live.newSegment(u"Made"_s);
        SegmentsJob job(*live.api, saved.plan);
        job.restore(saved);
        QVERIFY(live.run(job));
        QCOMPARE(job.outcome()->segments.first().what, ItemStatus::Failed);
        QVERIFY(live.findSegment(u"Made"_s));
        QCOMPARE(live.findSegment(u"Made"_s)->id, theirs.id);

        // The same, made when it was sent: ours, but not if it was there before, or that is not
        // known.
        begun.change.after.createdAt = QDateTime::currentDateTimeUtc();
        using Before = std::optional<QSet<SegmentId>>;
        for (const Before &before : {Before(), Before({theirs.id}), Before(QSet<SegmentId>())}) {
            saved.segments.insert(0, {false, begun, before});
            SegmentsJob ours(*live.api, saved.plan);
            ours.restore(saved);
            QVERIFY(live.run(ours));
            const SegmentOutcome &made = ours.outcome()->segments.first();
            const bool isProven = before && before->isEmpty();
            QCOMPARE(made.what, isProven ? ItemStatus::Changed : ItemStatus::Failed);
            QCOMPARE(made.change.after.id == theirs.id, isProven);
        }
    }

    /// What another change did while this one was interrupted is not what this one did.
    void doneByAnotherMeanwhile()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(3);
        live.add(segment.id, people.mid(0, 2));
        JournaledJob saved;
        saved.id = 1;
        saved.plan = LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange);
        saved.intended = {0, 1, 2};
        for (const auto restore : {ChangeJob::Restore::Settle, ChangeJob::Restore::GoOn}) {
            MembershipJob job(*live.api, saved.plan);
            job.restore(saved, restore);
            job.setDoneByOthers([&people] { return QSet<ProfileId>{people.first().profileId}; });
            QVERIFY(live.run(job));
            const QList<OutcomeItem> &items = job.outcome()->items;
            QCOMPARE(items.at(0).what, ItemStatus::NothingToDo);
            QCOMPARE(items.at(1).what, ItemStatus::Changed);
            QCOMPARE(items.at(2).what,
                     restore == ChangeJob::Restore::GoOn ? ItemStatus::Changed
                                                         : ItemStatus::NotSent);
        }
    }

    void nameThatWasThereBefore()
    {
        SessionFixture desk;
        desk.live.store.resetStatistics();
        ChangeJob *job = desk.session->run(Planner::planCreateSegment({u"Target"_s, QString()}));
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->api.kind, ApiError::Kind::Conflict);
        QCOMPARE(desk.live.store.statistics().writes, 0);
    }
};

QTEST_GUILESS_MAIN(TestOpenChanges)
#include "tst_openchanges.moc"
