// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/planner.h"
#include "models/jobs/storesession.h"
#include "tests/jobs/livestore.h"

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

    /// A session with its journal in a folder of its own, which can be closed and opened again.
    struct Desk : LiveStore
    {
        explicit Desk(const sandbox::Options &options = small()) : LiveStore(options) { open(); }

        void open()
        {
            session.reset();
            Account account;
            account.id = u"sandbox"_s;
            account.apiPath = store.apiPath();
            StoreSession::Options options;
            options.journalFolder = folder.path();
            session = std::make_unique<StoreSession>(account, store.options().token, options);
            QObject::connect(&session->history(), &History::refused, session.get(),
                             [this](const History::Refused &refused) { refusals.append(refused); });
            // The history is read when it says so.
            QSignalSpy read(&session->history(), &History::changed);
            QSignalSpy jobs(session.get(), &StoreSession::interruptedJobsChanged);
            if (!QTest::qWaitFor([&] { return read.count() > 0 && jobs.count() > 0; }, 20000))
                qFatal("the journal cannot be read");
        }
        /// Waits until nothing is going on any more.
        void settle()
        {
            if (!QTest::qWaitFor(
                    [this] { return !session->jobs().isBusy() && !session->history().isBusy(); },
                    30000))
                qFatal("the jobs do not end");
        }
        void undo()
        {
            refusals.clear();
            session->history().undo();
            settle();
            QCoreApplication::processEvents(); // refusals without a question come from the event
                                               // loop
        }
        void redo()
        {
            refusals.clear();
            session->history().redo();
            settle();
        }
        QSet<ProfileId> membersOf(const QString &name)
        {
            for (const Segment &segment : segments()) {
                if (segment.name == name)
                    return memberIds(segment.id);
            }
            return {};
        }
        bool has(const QString &name)
        {
            const QList<Segment> all = segments();
            return std::any_of(all.cbegin(), all.cend(),
                               [&name](const Segment &segment) { return segment.name == name; });
        }
        void removeSegment(SegmentId id)
        {
            const auto done =
                answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                    api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({id}), context,
                                        std::move(callback));
                });
            QVERIFY(done && *done);
        }
        static Plan move(const QList<PersonRef> &people, const Segment &from, const Segment &to)
        {
            Plan plan = LiveStore::plan(Operation::AddMembers, to, people);
            plan.step.kind = Step::Kind::Move;
            plan.then = FollowUp{Operation::RemoveMembers, from};
            return plan;
        }
        static Plan merge(const QList<PersonRef> &people, const Segment &from, const Segment &to)
        {
            Plan plan = LiveStore::plan(Operation::AddMembers, to, people);
            plan.step.kind = Step::Kind::Merge;
            plan.then = FollowUp{Operation::DeleteSegments, from};
            return plan;
        }

        QTemporaryDir folder;
        std::unique_ptr<StoreSession> session;
        QList<History::Refused> refusals;
    };

private Q_SLOTS:
    void move()
    {
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(300);
        desk.add(a.id, people);
        desk.add(b.id, people.mid(0, 40)); // who is there already leaves A nevertheless
        desk.session->run(Desk::move(people.mid(0, 200), a, b));
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

    void moveGoesOnAfterARestart()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 40;
        Desk desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(900);
        desk.add(a.id, people);
        desk.store.resetStatistics();
        desk.session->run(Desk::move(people, a, b));
        QTRY_VERIFY(desk.store.statistics().writes >= 3);
        desk.session.reset();
        QTRY_COMPARE(desk.store.statistics().inFlight, 0);
        desk.open();
        QCOMPARE(desk.session->interruptedJobs().size(), 1);
        desk.session->resumeJob(desk.session->interruptedJobs().first().id);
        QTRY_COMPARE(desk.session->jobs().rowCount(), 2); // in, and then out
        desk.settle();
        QVERIFY(desk.memberIds(a.id).isEmpty());
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        desk.undo();
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
        QVERIFY(desk.memberIds(b.id).isEmpty());
    }

    void cancelledMoveTakesNobodyOut()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000; // more than what can be under way at once
        options.profiles = 3000;
        options.latencyMs = 40;
        Desk desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.add(a.id, people);
        Job *job = desk.session->run(Desk::move(people, a, b));
        QTRY_VERIFY(job->done() > 0);
        job->cancel();
        desk.settle();
        QCOMPARE(job->end(), End::Cancelled);
        QCOMPARE(desk.session->jobs().rowCount(), 1);
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
    }

    void merge()
    {
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(160);
        desk.add(a.id, people.mid(0, 120));
        desk.add(b.id, people.mid(100));
        desk.session->run(Desk::merge(people.mid(0, 120), a, b));
        desk.settle();
        QVERIFY(!desk.has(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
        QVERIFY(desk.session->history().nextUndo()->makesNewIds);
        desk.undo();
        QVERIFY(desk.refusals.isEmpty());
        QCOMPARE(desk.membersOf(u"A"_s), idsOf(people.mid(0, 120)));
        QCOMPARE(desk.memberIds(b.id), idsOf(people.mid(100)));
        desk.redo();
        QVERIFY(!desk.has(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
    }

    void mergeThatLosesNobody()
    {
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(10);
        desk.add(a.id, people);
        sandbox::Fault refusal =
            LiveStore::fault(sandbox::Fault::Action::Answer, "POST", "/shopper-profiles$", 0, -1);
        refusal.status = 422;
        refusal.body = "{\"status\":422,\"title\":\"No\"}";
        desk.store.setFaults({refusal});
        ChangeJob *job = desk.session->run(Desk::merge(people, a, b));
        desk.settle();
        QCOMPARE(job->end(), End::Failed);
        QVERIFY(desk.has(u"A"_s)); // nobody could be carried over, so it stays
        QCOMPARE(desk.memberIds(a.id), idsOf(people));

        desk.store.setFaults({});
        QVERIFY(desk.session->retry(*job));
        desk.settle();
        QVERIFY(!desk.has(u"A"_s));
        QCOMPARE(desk.memberIds(b.id), idsOf(people));
    }

    void addWithProfiles()
    {
        Desk desk;
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
        desk.session->run({LiveStore::plan(Operation::AddMembers, a, people), create},
                          Step::Kind::AddWithProfiles);
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
        Desk desk(options);
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.add(a.id, people.mid(0, 100));
        desk.session->run({LiveStore::plan(Operation::AddMembers, a, people.mid(100)),
                           LiveStore::plan(Operation::RemoveMembers, a, people.mid(0, 100))},
                          Step::Kind::MakeEqual);
        Job *first = desk.session->jobs().jobs().last();
        QTRY_VERIFY(first->done() > 0);
        first->cancel();
        desk.settle();
        QCOMPARE(desk.session->jobs().jobs().first()->end(), End::Cancelled);
        QVERIFY(desk.memberIds(a.id).contains(people.first().profileId));
    }

    void duplicate()
    {
        Desk desk;
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
        QVERIFY(!desk.has(u"A copy"_s));
        QCOMPARE(desk.memberIds(a.id), idsOf(people));
    }

    void thePossiblePart()
    {
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const Segment c = desk.newSegment(u"C"_s);
        const QList<PersonRef> people = desk.people(60);
        desk.add(a.id, people);
        desk.add(c.id, people.mid(0, 20));
        desk.session->deleteSegments({a, b, c});
        desk.settle();
        desk.newSegment(u"B"_s); // somebody else's
        desk.undo();
        QCOMPARE(desk.refusals.size(), 1);
        QCOMPARE(desk.refusals.first().why, History::Refusal::NameTaken);
        QVERIFY(desk.refusals.first().canDoPart);
        QVERIFY(!desk.has(u"A"_s)); // nothing happens before it was agreed
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
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(60);
        desk.add(a.id, people);
        desk.session->run(Desk::move(people, a, b));
        desk.settle();
        desk.removeSegment(a.id); // nobody can go back there
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
        Desk desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(10);
        desk.session->run(LiveStore::plan(Operation::AddMembers, a, people));
        desk.session->run(LiveStore::plan(Operation::AddMembers, b, people));
        desk.settle();
        desk.removeSegment(b.id);
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
