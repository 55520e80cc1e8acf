// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"
#include "models/changes/grouprun.h"
#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// Groups of changes in a store that others change between two parts, and in a program that is
/// cancelled, ends or asks between them.
class TestChangeGroup : public QObject
{
    Q_OBJECT

    /// A session on a store with two segments, and people for them.
    struct SessionFixture : LiveSession
    {
        explicit SessionFixture(const sandbox::Options &options = small()) : LiveSession(options)
        {
            a = newSegment(u"A"_s);
            b = newSegment(u"B"_s);
            crowd = people(20);
            open();
        }

        ChangeGroup move(const QList<PersonRef> &who) const
        {
            return ChangeGroup::move(plan(Operation::AddMembers, b, who), a);
        }
        ChangeGroup merge(const QList<PersonRef> &who) const
        {
            return ChangeGroup::merge(plan(Operation::AddMembers, b, who), a);
        }
        /// Another client of the store, while this program stands still.
        void meanwhile(const std::function<void(StoreApi &)> &act) const
        {
            RestClient::Options options;
            options.apiPath = store.apiPath();
            options.token = store.options().token.toUtf8();
            const std::unique_ptr<QThread> thread(QThread::create([&] {
                RestClient otherClient(options);
                StoreApi otherApi(otherClient, RequestPriority::Background);
                act(otherApi);
            }));
            thread->start();
            thread->wait();
        }
        static NonEmpty<QList<ProfileId>> ids(const QList<PersonRef> &who)
        {
            return *NonEmpty<QList<ProfileId>>::from(idsOf(who).values());
        }
        void joins(const QList<PersonRef> &who, SegmentId segment) const
        {
            meanwhile([&](StoreApi &other) {
                const auto done =
                    answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                        other.addMembers(segment, ids(who), context, std::move(callback));
                    });
                if (!done || !*done)
                    qFatal("not added");
            });
        }
        void leaves(const QList<PersonRef> &who, SegmentId segment) const
        {
            meanwhile([&](StoreApi &other) {
                const auto done =
                    answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                        other.removeMembers(segment, ids(who), context, std::move(callback));
                    });
                if (!done || !*done)
                    qFatal("not removed");
            });
        }
        /// Calls @p act as each further part of a group becomes a job, before that begins.
        void beforeEachPart(GroupRun *run, const std::function<void(int part)> &act)
        {
            QObject::connect(run, &GroupRun::started, session.get(),
                             [act, part = 0](ChangeJob *) mutable { act(++part); });
        }
        JobResult endOf(GroupRun *run)
        {
            JobResult end = JobResult::Done;
            QSignalSpy ended(run, &GroupRun::ended);
            QObject::connect(run, &GroupRun::ended, session.get(), [&] {
                end = run->end();
                outcomes = run->outcomes();
            });
            if (!run->hasEnded() && ended.isEmpty() && !ended.wait(QTest::patience))
                qFatal("the group does not end");
            settle();
            return end;
        }

        Segment a;
        Segment b;
        QList<PersonRef> crowd;
        QList<Outcome> outcomes;
    };

private Q_SLOTS:
    /// What takes more people than a change may have is refused before it is looked at.
    void moreThanAChangeMayHave_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::newRow("add") << Operation::AddMembers;
        QTest::newRow("remove") << Operation::RemoveMembers;
        QTest::newRow("create profiles") << Operation::CreateProfiles;
        QTest::newRow("delete profiles") << Operation::DeleteProfiles;
    }

    void moreThanAChangeMayHave()
    {
        QFETCH(Operation, operation);
        SessionFixture desk;
        Plan plan = SessionFixture::plan(operation, desk.b, {});
        for (qsizetype i = 0; i <= maxPlanItems; ++i)
            plan.items.append({CustomerId(i + 1),
                               ProfileId(QUuid(uint(i), 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
                               Effect::Unknown});
        desk.store.resetStatistics();
        ChangeJob *job = desk.session->run(plan);
        QVERIFY(job);
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->api.kind, ApiError::Kind::TooLarge);
        QCOMPARE(job->outcome()->counts().notSent, plan.items.size());
        QCOMPARE(desk.store.statistics().requests, 0);
        QVERIFY(!desk.session->history().canUndo());
    }

    void whoJoinsBeforeTheSourceIsDeletedIsCarriedOver()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd.mid(0, 10));
        GroupRun *run = desk.session->run(desk.merge(desk.crowd.mid(0, 10)));
        desk.beforeEachPart(run, [&](int part) {
            if (part == 1)
                desk.joins(desk.crowd.mid(10, 3), desk.a.id);
        });
        QCOMPARE(desk.endOf(run), JobResult::Done);
        QVERIFY(!desk.hasSegment(desk.a.id));
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(0, 13)));
        QCOMPARE(desk.session->history().entries().size(), 1);

        desk.undo();
        QVERIFY(desk.findSegment(u"A"_s));
        QCOMPARE(desk.memberIds(desk.findSegment(u"A"_s)->id), idsOf(desk.crowd.mid(0, 13)));
        QVERIFY(desk.memberIds(desk.b.id).isEmpty());
        desk.redo();
        QVERIFY(!desk.findSegment(u"A"_s));
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(0, 13)));
    }

    void whoLeavesTheTargetBeforeTheSourceIsDeletedIsCarriedOver()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd.mid(0, 10));
        desk.add(desk.b.id, desk.crowd.mid(5, 10));
        // Planned while some were members of both.
        Plan adding = LiveStore::plan(Operation::AddMembers, desk.b, desk.crowd.mid(0, 10));
        for (qsizetype i = 5; i < 10; ++i)
            adding.items[i].effect = Effect::NothingToDo;
        desk.remove(desk.b.id, desk.crowd.mid(5, 2));
        GroupRun *run = desk.session->run(ChangeGroup::merge(adding, desk.a));
        desk.beforeEachPart(run, [&](int part) {
            if (part == 1)
                desk.leaves(desk.crowd.mid(0, 1), desk.b.id);
        });
        QCOMPARE(desk.endOf(run), JobResult::Done);
        QVERIFY(!desk.hasSegment(desk.a.id));
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(0, 15)));
    }

    void whereNoOneNeedsToBeAddedTheRestIsDoneNevertheless()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd);
        desk.add(desk.b.id, desk.crowd);
        const Plan known = LiveStore::plan(Operation::AddMembers, desk.b, desk.crowd.mid(0, 8),
                                           Effect::NothingToDo);
        QCOMPARE(desk.endOf(desk.session->run(ChangeGroup::move(known, desk.a))), JobResult::Done);
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(desk.crowd.mid(8)));
        const Plan rest =
            LiveStore::plan(Operation::AddMembers, desk.b, desk.crowd.mid(8), Effect::NothingToDo);
        desk.remove(desk.b.id, desk.crowd.mid(8, 2)); // it is not as it was known
        QCOMPARE(desk.endOf(desk.session->run(ChangeGroup::merge(rest, desk.a))), JobResult::Done);
        QVERIFY(!desk.hasSegment(desk.a.id));
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd));
    }

    void aSegmentThatDoesNotComeToRestIsAskedAbout_data()
    {
        QTest::addColumn<bool>("accepts");
        QTest::newRow("delete it") << true;
        QTest::newRow("keep it") << false;
    }

    void aSegmentThatDoesNotComeToRestIsAskedAbout()
    {
        QFETCH(bool, accepts);
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd.mid(0, 5));
        GroupRun *run = desk.session->run(desk.merge(desk.crowd.mid(0, 5)));
        QList<GroupQuestion> asked;
        connect(desk.session.get(), &StoreSession::asked, this, [&](GroupRun *asking) {
            asked.append(*asking->question());
            desk.store.resetStatistics();
            asking->answer(accepts);
        });
        desk.beforeEachPart(run, [&, next = 5](int) mutable {
            const ChangeJob *job = run->job();
            if (job->plan().operation == Operation::DeleteSegments)
                desk.joins(desk.crowd.mid(next++, 1), desk.a.id);
        });
        const JobResult end = desk.endOf(run);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().kind, GroupQuestion::Kind::NotCarried);
        QCOMPARE(asked.first().segment, desk.a);
        QCOMPARE(asked.first().target, u"B"_s);
        QCOMPARE(asked.first().number, 1);
        QCOMPARE(asked.first().people.size(), 1);
        QCOMPARE(asked.first().people.first().profileId, desk.crowd.at(8).profileId);
        QCOMPARE(end, accepts ? JobResult::Done : JobResult::Cancelled);
        QCOMPARE(desk.hasSegment(desk.a.id), !accepts);
        QCOMPARE(desk.store.statistics().writes, accepts ? 1 : 0);
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(0, 8)));
    }

    void whoIsNotInTheOtherSegmentStays()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd.mid(0, 10));
        GroupRun *run = desk.session->run(desk.move(desk.crowd.mid(0, 10)));
        desk.beforeEachPart(run, [&](int) { desk.leaves(desk.crowd.mid(0, 2), desk.b.id); });
        QCOMPARE(desk.endOf(run), JobResult::DoneWithWarnings);
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(desk.crowd.mid(0, 2)));
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(2, 8)));
        const Outcome &out = desk.outcomes.last();
        QCOMPARE(out.counts().notSent, 2);
        QVERIFY(out.reasonOf(out.items.first()));
    }

    void cancelledAtAnyPartTheRestIsNotSent_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("part");
        QTest::addColumn<bool>("sent");
        for (const int kind : {0, 1, 2}) {
            for (const int part : {0, 1}) {
                QTest::addRow("%d, waiting part %d", kind, part) << kind << part << false;
                QTest::addRow("%d, part %d on the wire", kind, part) << kind << part << true;
            }
        }
    }

    /// Also when the part under way has sent everything by then, and ends as done.
    void cancelledAtAnyPartTheRestIsNotSent()
    {
        QFETCH(int, kind);
        QFETCH(int, part);
        QFETCH(bool, sent);
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 60;
        SessionFixture desk(options);
        const QList<PersonRef> who = desk.crowd.mid(0, 10);
        desk.add(desk.a.id, who);
        ChangeGroup group = kind == 0 ? desk.move(who)
            : kind == 1               ? desk.merge(who)
                        : ChangeGroup::of({LiveStore::plan(Operation::AddMembers, desk.b, who),
                                           LiveStore::plan(Operation::RemoveMembers, desk.a, who)},
                                          Step::Kind::MakeEqual);
        desk.store.resetStatistics();
        const QPointer<GroupRun> run = desk.session->run(group);
        QSignalSpy ended(run, &GroupRun::ended);
        QPointer<ChangeJob> job = run->job();
        connect(run, &GroupRun::started, this, [&](ChangeJob *next) { job = next; });
        const auto isPart = [&] {
            return job && job->plan().operation == group.parts.at(part).plan.operation;
        };
        QTRY_VERIFY(isPart());
        const auto before = desk.store.statistics().writes;
        if (sent)
            QTRY_COMPARE(desk.store.statistics().writes, before + 1);
        run->cancel();
        desk.settle();
        QCOMPARE(ended.count(), 1);
        QCOMPARE(desk.store.statistics().writes, before + (sent ? 1 : 0));
        QCOMPARE(desk.session->jobs().rowCount(), part + 1);
        if (part == 0) {
            QCOMPARE(desk.memberIds(desk.a.id), idsOf(who));
            QCOMPARE(desk.memberIds(desk.b.id), sent ? idsOf(who) : QSet<ProfileId>());
        }
        desk.open(); // and it is over, also for the next start
        QVERIFY(desk.session->interrupted().jobs().isEmpty());
    }

    void afterACrashBetweenTwoParts_data()
    {
        QTest::addColumn<bool>("merges");
        QTest::addColumn<bool>("resumes");
        QTest::newRow("move, resumed") << false << true;
        QTest::newRow("move, discarded") << false << false;
        QTest::newRow("merge, resumed") << true << true;
        QTest::newRow("merge, discarded") << true << false;
    }

    void afterACrashBetweenTwoParts()
    {
        QFETCH(bool, merges);
        QFETCH(bool, resumes);
        SessionFixture desk;
        const QList<PersonRef> who = desk.crowd.mid(0, 10);
        desk.add(desk.a.id, who);
        GroupRun *run = desk.session->run(merges ? desk.merge(who) : desk.move(who));
        // The second part has become a job, and nothing of it was sent.
        desk.beforeEachPart(
            run, [&](int) { QTimer::singleShot(0, qApp, [&] { desk.session.reset(); }); });
        QTRY_VERIFY(!desk.session);
        desk.close();
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(who));
        desk.joins(desk.crowd.mid(10, 1), desk.a.id);
        desk.open();
        desk.store.resetStatistics();
        QCOMPARE(desk.session->interrupted().jobs().size(), 1);
        const qint64 id = desk.session->interrupted().jobs().first().id;
        if (!resumes) {
            desk.session->interrupted().discard(id);
            desk.settle();
            desk.close();
            QCOMPARE(desk.store.statistics().writes, 0);
            QCOMPARE(desk.memberIds(desk.a.id), idsOf(desk.crowd.mid(0, 11)));
            QCOMPARE(desk.memberIds(desk.b.id), idsOf(who));
            desk.open();
            QVERIFY(desk.session->interrupted().jobs().isEmpty());
            desk.undo(); // of what was done
            QVERIFY(desk.memberIds(desk.b.id).isEmpty());
            return;
        }
        desk.session->interrupted().resume(id);
        QTRY_VERIFY(desk.session->jobs().rowCount() > 0);
        desk.settle();
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(desk.crowd.mid(0, merges ? 11 : 10)));
        if (merges)
            QVERIFY(!desk.hasSegment(desk.a.id));
        else
            QCOMPARE(desk.memberIds(desk.a.id), idsOf(desk.crowd.mid(10, 1)));
        QCOMPARE(desk.session->history().entries().size(), 1); // one step over both runs
        desk.undo();
        QVERIFY(desk.memberIds(desk.b.id).isEmpty());
        QCOMPARE(desk.memberIds(desk.findSegment(u"A"_s)->id), idsOf(desk.crowd.mid(0, 11)));
    }

    /// "Leave it there": whatever was on the wire, nothing is sent any more.
    void discardedNothingIsSent_data()
    {
        QTest::addColumn<int>("writes");
        for (const int writes : {0, 1, 2, 5, 9})
            QTest::addRow("after %d writes", writes) << writes;
    }

    void discardedNothingIsSent()
    {
        QFETCH(int, writes);
        sandbox::Options options = LiveStore::small();
        options.customers = 3000; // more than what can be under way at once
        options.profiles = 3000;
        options.latencyMs = 30;
        SessionFixture desk(options);
        const QList<PersonRef> many = desk.people(3000);
        desk.add(desk.a.id, many);
        desk.store.resetStatistics();
        desk.session->run(desk.move(many));
        QTRY_VERIFY(desk.store.statistics().writes >= writes);
        desk.close();
        const QSet<ProfileId> there = desk.memberIds(desk.b.id);
        desk.open();
        QCOMPARE(desk.session->interrupted().jobs().size(), 1);
        desk.store.resetStatistics();
        desk.session->interrupted().discard(desk.session->interrupted().jobs().first().id);
        QTRY_COMPARE(desk.session->jobs().rowCount(), 1);
        Job *job = desk.session->jobs().jobs().first();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        desk.settle();
        QCOMPARE(desk.store.statistics().writes, 0);
        QCOMPARE(job->outcome()->items.size(), 3000);
        QCOMPARE(desk.memberIds(desk.b.id), there);
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(many));
        // And the outcome says of everyone what the store holds.
        QCOMPARE(idsOf(job->outcome()->people(ItemStatus::Changed)), there);
        desk.open();
        QVERIFY(desk.session->interrupted().jobs().isEmpty());
    }

    void aResumedUndoTakesItsOwnEntry()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 40;
        SessionFixture desk(options);
        const QList<PersonRef> many = desk.people(900);
        desk.session->run(LiveStore::plan(Operation::AddMembers, desk.a, many.mid(0, 800)));
        desk.settle();
        desk.store.resetStatistics();
        desk.session->history().undo();
        QTRY_VERIFY(desk.store.statistics().writes >= 2);
        desk.close();
        desk.open();
        QCOMPARE(desk.session->interrupted().jobs().size(), 1);
        // A newer change that looks the same.
        desk.session->run(LiveStore::plan(Operation::AddMembers, desk.a, many.mid(800, 10)));
        desk.settle();
        desk.session->interrupted().resume(desk.session->interrupted().jobs().first().id);
        QTRY_COMPARE(desk.session->jobs().rowCount(), 2);
        desk.settle();
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(many.mid(800, 10)));
        const auto next = desk.session->history().nextUndo();
        QVERIFY(next);
        QCOMPARE(next->facts.number, 10);
        desk.undo();
        QVERIFY(desk.memberIds(desk.a.id).isEmpty());
        QVERIFY(!desk.session->history().canUndo());
    }

    /// What was taken back of a part stays known under its key, and the rest continues from there.
    void aResumedUndoOfAMoveTakesBackEveryPart()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000; // more than what can be under way at once
        options.profiles = 3000;
        options.latencyMs = 30;
        SessionFixture desk(options);
        const QList<PersonRef> many = desk.people(3000);
        desk.add(desk.a.id, many);
        desk.session->run(desk.move(many));
        desk.settle();
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(many));
        desk.session->history().undo();
        QTRY_COMPARE(desk.session->jobs().rowCount(), 4);
        desk.store.resetStatistics();
        QTRY_VERIFY(desk.store.statistics().writes >= 3); // of the second part
        desk.close();
        QVERIFY(!desk.memberIds(desk.b.id).isEmpty());
        desk.open();
        QCOMPARE(desk.session->interrupted().jobs().size(), 1);
        desk.session->interrupted().resume(desk.session->interrupted().jobs().first().id);
        QTRY_VERIFY(desk.session->jobs().rowCount() > 0);
        desk.settle();
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(many));
        QVERIFY(desk.memberIds(desk.b.id).isEmpty());
        QVERIFY(!desk.session->history().canUndo());
        desk.redo();
        QVERIFY(desk.memberIds(desk.a.id).isEmpty());
        QCOMPARE(desk.memberIds(desk.b.id), idsOf(many));
        QVERIFY(!desk.session->history().canRedo());
    }

    void undoOfANewSegmentAsksAboutWhoJoined()
    {
        SessionFixture desk;
        Plan plan = Planner::planCreateSegment({u"New"_s, {}});
        plan.segments.first().members = desk.crowd.mid(0, 5);
        desk.session->run(plan);
        desk.settle();
        const Segment made = *desk.findSegment(u"New"_s);
        desk.joins(desk.crowd.mid(5, 2), made.id);
        QList<GroupQuestion> asked;
        bool accepts = false;
        connect(desk.session.get(), &StoreSession::asked, this, [&](GroupRun *run) {
            asked.append(*run->question());
            run->answer(accepts);
        });
        desk.undo();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().kind, GroupQuestion::Kind::Joined);
        QCOMPARE(asked.first().number, 2);
        QCOMPARE(desk.memberIds(made.id), idsOf(desk.crowd.mid(0, 7)));
        QVERIFY(desk.session->history().canUndo());
        accepts = true;
        desk.undo();
        QCOMPARE(asked.size(), 2);
        QVERIFY(!desk.hasSegment(made.id));
        desk.redo(); // with whom it was made
        QCOMPARE(desk.memberIds(desk.findSegment(u"New"_s)->id), idsOf(desk.crowd.mid(0, 7)));
    }

    void aSegmentWithAnotherNumberThanConfirmedIsAskedAbout()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd.mid(0, 5));
        QList<GroupQuestion> asked;
        bool accepts = false;
        connect(desk.session.get(), &StoreSession::asked, this, [&](GroupRun *run) {
            asked.append(*run->question());
            run->answer(accepts);
        });
        desk.session->run(ChangeGroup::deleteSegments({desk.a}, 4));
        desk.settle();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().kind, GroupQuestion::Kind::OtherNumber);
        QCOMPARE(asked.first().confirmed, 4);
        QCOMPARE(asked.first().now, 5);
        QVERIFY(desk.hasSegment(desk.a.id));
        accepts = true;
        desk.session->run(ChangeGroup::deleteSegments({desk.a}, 4));
        desk.settle();
        QVERIFY(!desk.hasSegment(desk.a.id));
        desk.session->run(ChangeGroup::deleteSegments({desk.b}, 0));
        desk.settle();
        QCOMPARE(asked.size(), 2); // nothing to ask of what is as confirmed
        QVERIFY(!desk.hasSegment(desk.b.id));
    }

    void whoLeftBeforeIsNotTakenForRemoved()
    {
        SessionFixture desk;
        const QList<PersonRef> many = desk.people(700);
        desk.add(desk.a.id, many);
        const Plan plan =
            LiveStore::plan(Operation::RemoveMembers, desk.a, many, Effect::WillChange);
        desk.leaves(many.mid(0, 30), desk.a.id); // after the plan was looked at
        const ChangeJob *job = desk.session->run(plan);
        desk.settle();
        QCOMPARE(job->outcome()->counts().changed, 670);
        QCOMPARE(job->outcome()->counts().nothingToDo, 30);
        desk.undo();
        QCOMPARE(desk.memberIds(desk.a.id), idsOf(many.mid(30)));
    }

    void everythingIsKnownWhenAJobIsSaidToHaveEnded()
    {
        SessionFixture desk;
        desk.add(desk.a.id, desk.crowd);
        int jobs = 0;
        int members = 0;
        connect(desk.session.get(), &StoreSession::membersChanged, this, [&] { ++members; });
        connect(desk.session.get(), &StoreSession::recorded, this,
                [&](Job *job, quint64 entry, GroupRun *run) {
                    ++jobs;
                    QCOMPARE(job->state(), Job::State::Ended);
                    QCOMPARE(members, jobs); // what shows members has heard before
                    const auto next = desk.session->history().entries().constFirst();
                    QCOMPARE(entry, next.id);
                    QCOMPARE(next.jobs.size(), jobs);
                    QVERIFY(run);
                    QCOMPARE(run->hasEnded(), jobs == 2);
                    QCOMPARE(run->job() != nullptr, jobs == 1); // the next is in the queue
                });
        desk.session->run(desk.move(desk.crowd));
        desk.settle();
        QCOMPARE(jobs, 2);
    }

    void aGroupIsReadAsItWasWritten()
    {
        SessionFixture desk;
        ChangeGroup group = desk.merge(desk.crowd);
        group.id = 4711;
        group.purpose = JobFacts::Purpose::Undo;
        group.parts[1].confirmed = 7;
        group.parts[1].membersOnly = true;
        group.parts[1].change = 12;
        const QByteArray bytes = toBytes(group);
        const std::optional<ChangeGroup> back = groupFrom(bytes);
        QVERIFY(back);
        QCOMPARE(toBytes(*back), bytes);
        QCOMPARE(back->parts.at(1).rule, ChangePart::Rule::DeleteCarried);
        QCOMPARE(back->parts.at(1).carrier, 0);
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY(!groupFrom(bytes.first(length)));
        QByteArray newer = bytes;
        newer[0] = char(newer.at(0) + 1);
        QVERIFY(!groupFrom(newer));
    }
};

QTEST_GUILESS_MAIN(TestChangeGroup)
#include "tst_changegroup.moc"
