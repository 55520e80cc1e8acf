// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"
#include "models/changes/grouprun.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// Several changes that are one step for the user, and what is done of an undo that is not possible
/// as a whole.
class TestSteps : public QObject
{
    Q_OBJECT

    struct SessionFixture : LiveSession
    {
        explicit SessionFixture(const sandbox::Options &options = small()) : LiveSession(options)
        {
            open();
        }

        QSet<ProfileId> membersOf(const QString &name)
        {
            const std::optional<Segment> segment = findSegment(name);
            return segment ? memberIds(segment->id) : QSet<ProfileId>();
        }
        static ChangeGroup move(const QList<PersonRef> &people, const Segment &from,
                                const Segment &to)
        {
            return ChangeGroup::move(LiveStore::plan(Operation::AddMembers, to, people), from);
        }
        static ChangeGroup merge(const QList<PersonRef> &people, const Segment &from,
                                 const Segment &to)
        {
            return ChangeGroup::merge(LiveStore::plan(Operation::AddMembers, to, people), from);
        }
    };

private Q_SLOTS:
    void move()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(300);
        desk.add(a.id, people);
        desk.add(b.id, people.mid(0, 40)); // who is there already leaves A nevertheless
        desk.session->run(SessionFixture::move(people.mid(0, 200), a, b));
        desk.settle();
        QCOMPARE(desk.memberIds(a.id), idsOf(people.mid(200)));
        QCOMPARE(desk.memberIds(b.id), idsOf(people.mid(0, 200)));

        desk.open(); // one step also after a restart
        QCOMPARE(desk.session->history().entries().size(), 1);
        const auto entry = desk.session->history().nextUndo();
        QVERIFY(entry);
        QCOMPARE(entry->step.kind, Step::Kind::Move);
        QCOMPARE(entry->facts.number, 160);
        QCOMPARE(entry->others, 200);
        QCOMPARE(entry->from, u"A"_s);

        desk.undo();
        QVERIFY(desk.refusals.isEmpty());
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        QCOMPARE(desk.memberIds(b.id), idsOf(people.mid(0, 40)));
        QVERIFY(!desk.session->history().canUndo());
        QCOMPARE(desk.session->history().entries().size(), 1);
        QCOMPARE(desk.session->history().nextRedo()->step.kind, Step::Kind::Move);

        desk.redo();
        QCOMPARE(desk.memberIds(a.id), idsOf(people.mid(200)));
        QCOMPARE(desk.memberIds(b.id), idsOf(people.mid(0, 200)));
        QVERIFY(!desk.session->history().canRedo());
    }

    void moveContinuesAfterARestart()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 40;
        SessionFixture desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(900);
        desk.add(a.id, people);
        desk.store.resetStatistics();
        desk.session->run(SessionFixture::move(people, a, b));
        QTRY_VERIFY(desk.store.statistics().writes >= 3);
        desk.session.reset();
        QTRY_COMPARE(desk.store.statistics().inFlight, 0);
        desk.open();
        QCOMPARE(desk.session->interrupted().jobs().size(), 1);
        desk.session->interrupted().resume(desk.session->interrupted().jobs().first().id);
        QTRY_COMPARE(desk.session->jobs().rowCount(), 2); // in, and then out
        desk.settle();
        QVERIFY(desk.memberIds(a.id).isEmpty());
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        desk.undo();
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        QVERIFY(desk.memberIds(b.id).isEmpty());
    }

    void cancelledMoveRemovesNoOne()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000; // more than what can be under way at once
        options.profiles = 3000;
        options.latencyMs = 40;
        SessionFixture desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.add(a.id, people);
        const QPointer<Job> job = desk.session->run(SessionFixture::move(people, a, b))->job();
        QTRY_VERIFY(job->done() > 0);
        job->cancel();
        desk.settle();
        QCOMPARE(job->end(), JobResult::Cancelled);
        QCOMPARE(desk.session->jobs().rowCount(), 1);
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
    }

    /// A plan says who are members already, and before its turn comes another change removes two of
    /// them: they are added.
    void whoWasRemovedMeanwhileIsAdded()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(6);
        desk.add(segment.id, people.mid(0, 3));
        Plan adds = LiveStore::plan(Operation::AddMembers, segment, people);
        for (qsizetype i = 0; i < adds.items.size(); ++i)
            adds.items[i].effect = i < 3 ? Effect::NothingToDo : Effect::WillChange;
        const Plan removes = LiveStore::plan(Operation::RemoveMembers, segment, people.mid(0, 2));
        desk.session->run(ChangeGroup::of(removes));
        const GroupRun *adding = desk.session->run(ChangeGroup::of(adds));
        QVERIFY(adding);
        QList<Outcome> outcomes;
        QObject::connect(adding, &GroupRun::ended, desk.session.get(),
                         [&] { outcomes = adding->outcomes(); });
        desk.settle();
        QCOMPARE(desk.memberIds(segment.id), idsOf(people));
        QCOMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().counts().changed, 5);
        QCOMPARE(outcomes.first().counts().nothingToDo, 1);
    }

    /// The second half of a move that was cancelled is tried twice in a row, and those it is about
    /// are not in the other segment any more: none of them is lost.
    void theHalfOfAMoveIsNotRetriedAlone()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(5);
        desk.add(a.id, people);
        ChangeJob *removal = nullptr;
        const auto cancels = QObject::connect(
            &desk.session->jobs(), &JobQueue::jobAdded, desk.session.get(), [&](Job *job) {
                auto *change = qobject_cast<ChangeJob *>(job);
                if (change && change->plan().operation == Operation::RemoveMembers) {
                    removal = change;
                    change->cancel();
                }
            });
        desk.session->run(SessionFixture::move(people, a, b));
        desk.settle();
        QObject::disconnect(cancels);
        QVERIFY(removal);
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        desk.remove(b.id, people);

        const Plan rest = removal->retryPlan().value();
        QVERIFY(desk.session->retry(rest));
        QVERIFY(!desk.session->retry(rest));
        desk.settle();
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        // Nor after a start, when nothing is known of the other half.
        desk.session.reset();
        desk.open();
        QVERIFY(!desk.session->retry(rest));
        desk.settle();
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
    }

    void merge()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(160);
        desk.add(a.id, people.mid(0, 120));
        desk.add(b.id, people.mid(100));
        desk.session->run(SessionFixture::merge(people.mid(0, 120), a, b));
        desk.settle();
        QVERIFY(!desk.hasSegment(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        QVERIFY(desk.session->history().nextUndo()->makesNewIds);
        desk.undo();
        QVERIFY(desk.refusals.isEmpty());
        QCOMPARE(desk.membersOf(u"A"_s), idsOf(people.mid(0, 120)));
        QCOMPARE(desk.memberIds(b.id), idsOf(people.mid(100)));
        desk.redo();
        QVERIFY(!desk.hasSegment(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
    }

    void mergeThatLosesNoOne()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(10);
        desk.add(a.id, people);
        sandbox::Fault refusal =
            LiveStore::fault(sandbox::Fault::Action::Answer, "POST", "/shopper-profiles$", 0, -1);
        refusal.status = 422;
        refusal.body = "{\"status\":422,\"title\":\"No\"}";
        desk.store.setFaults({refusal});
        ChangeJob *job = desk.session->run(SessionFixture::merge(people, a, b))->job();
        desk.settle();
        QCOMPARE(job->end(), JobResult::Failed);
        QVERIFY(desk.hasSegment(u"A"_s)); // no one could be carried over, so it stays
        QCOMPARE(desk.memberIds(a.id), idsOf(people));

        desk.store.setFaults({});
        QVERIFY(desk.session->retry(*job));
        desk.settle();
        QVERIFY(!desk.hasSegment(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
    }

    void addWithProfiles()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(30);
        const QList<CustomerId> without = desk.withoutProfile().mid(0, 5);
        Plan create;
        create.operation = Operation::CreateProfiles;
        SegmentChange into{a, a, {}, true};
        for (const CustomerId customer : without) {
            create.items.append({customer, {}, Effect::WillChange});
            into.members.append({customer, {}});
        }
        create.segments.append(into);
        desk.session->run(
            ChangeGroup::of({LiveStore::plan(Operation::AddMembers, a, people), create},
                            Step::Kind::AddWithProfiles));
        desk.settle();
        QCOMPARE(desk.memberIds(a.id).size(), 35);
        QCOMPARE(desk.session->history().entries().size(), 1);
        QCOMPARE(desk.session->history().nextUndo()->others, 5);
        desk.undo();
        QVERIFY(desk.refusals.isEmpty());
        QVERIFY(desk.memberIds(a.id).isEmpty());
        QCOMPARE(desk.withoutProfile().size(), 100);
    }

    void cancellingOneEndsTheStep()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000; // more than what can be under way at once
        options.profiles = 3000;
        options.latencyMs = 40;
        SessionFixture desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.add(a.id, people.mid(0, 100));
        GroupRun *run = desk.session->run(
            ChangeGroup::of({LiveStore::plan(Operation::AddMembers, a, people.mid(100)),
                             LiveStore::plan(Operation::RemoveMembers, a, people.mid(0, 100))},
                            Step::Kind::MakeEqual));
        Job *first = run->job();
        QList<Outcome> outcomes;
        connect(run, &GroupRun::ended, this, [&] { outcomes = run->outcomes(); });
        QTRY_VERIFY(first->done() > 0);
        first->cancel();
        desk.settle();
        QCOMPARE(first->end(), JobResult::Cancelled);
        QCOMPARE(outcomes.size(), 2); // of each part, also of the one that never began
        QCOMPARE(outcomes.last().counts().notSent, 100);
        QVERIFY(desk.memberIds(a.id).contains(people.first().profileId));
    }

    void duplicate()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(120);
        desk.add(a.id, people);
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*desk.api).planDuplicate(a.id, {u"A copy"_s, u"Same"_s}, context,
                                             std::move(callback));
        });
        QVERIFY(plan && *plan);
        desk.session->run(**plan);
        desk.settle();
        QCOMPARE(desk.membersOf(u"A copy"_s), idsOf(people));
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        desk.undo();
        QVERIFY(!desk.hasSegment(u"A copy"_s));
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
    }

    void thePossiblePart()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const Segment c = desk.newSegment(u"C"_s);
        const QList<PersonRef> people = desk.people(60);
        desk.add(a.id, people);
        desk.add(c.id, people.mid(0, 20));
        desk.session->run(ChangeGroup::deleteSegments({a, b, c}));
        desk.settle();
        desk.newSegment(u"B"_s); // another client's
        desk.undo();
        QCOMPARE(desk.refusals.size(), 1);
        QCOMPARE(desk.refusals.first().why, History::Refusal::NameTaken);
        QVERIFY(desk.refusals.first().canDoPart);
        QVERIFY(!desk.hasSegment(u"A"_s)); // nothing happens before it was agreed
        QVERIFY(desk.session->history().canUndo());

        desk.session->history().doPart();
        desk.settle();
        QCOMPARE(desk.membersOf(u"A"_s), idsOf(people));
        QCOMPARE(desk.membersOf(u"C"_s), idsOf(people.mid(0, 20)));
        QVERIFY(!desk.session->history().canUndo());
        QCOMPARE(desk.session->history().nextRedo()->facts.number, 2);
    }

    void whatIsLeftOfAMove()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(60);
        desk.add(a.id, people);
        desk.session->run(SessionFixture::move(people, a, b));
        desk.settle();
        desk.deleteSegment(a.id); // no one can go back there
        desk.undo();
        QCOMPARE(desk.refusals.size(), 1);
        QCOMPARE(desk.refusals.first().why, History::Refusal::SegmentGone);
        QVERIFY(desk.refusals.first().canDoPart);
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        desk.session->history().doPart(); // but they can leave B
        desk.settle();
        QVERIFY(desk.memberIds(b.id).isEmpty());
        QVERIFY(!desk.session->history().canUndo());
    }

    void forgettingWhatIsNotPossible()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(10);
        desk.session->run(LiveStore::plan(Operation::AddMembers, a, people));
        desk.session->run(LiveStore::plan(Operation::AddMembers, b, people));
        desk.settle();
        desk.deleteSegment(b.id);
        desk.undo();
        QCOMPARE(desk.refusals.size(), 1);
        QVERIFY(desk.refusals.first().canSkip);
        QVERIFY(!desk.refusals.first().canDoPart);
        desk.session->history().skip();
        desk.undo();
        QVERIFY(desk.refusals.isEmpty());
        QVERIFY(desk.memberIds(a.id).isEmpty());
        desk.open();
        QVERIFY(!desk.session->history().canUndo());
    }
};

QTEST_GUILESS_MAIN(TestSteps)
#include "tst_steps.moc"
