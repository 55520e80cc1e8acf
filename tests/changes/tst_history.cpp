// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changerunner.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

class TestHistory : public QObject
{
    Q_OBJECT

    struct SessionFixture : LiveStore
    {
        explicit SessionFixture(const sandbox::Options &options = small())
            : LiveStore(options), history(*api), runner(*api, queue, history, nullptr)
        {
            QObject::connect(&history, &History::refused, &queue,
                             [this](const History::Refused &refused) {
                                 refusals.append(refused.why);
                                 lastRefused = refused;
                             });
        }
        JobQueue queue;
        History history;
        ChangeRunner runner;
        QList<History::Refusal> refusals;
        History::Refused lastRefused;

        ChangeJob *run(const Plan &plan)
        {
            ChangeJob *job = ChangeJob::make(*api, plan, JobFacts::Purpose::Change);
            queue.add(job);
            return waitFor(job);
        }
        ChangeJob *waitFor(ChangeJob *job)
        {
            if (!QTest::qWaitFor([job] { return job->state() == Job::State::Ended; }))
                qFatal("the job does not end");
            return job;
        }
        /// Null: it was refused.
        ChangeJob *step(bool undo)
        {
            const qsizetype before = refusals.size();
            ChangeJob *job = nullptr;
            const auto link =
                QObject::connect(&history, &History::started, &queue, [&job](Job *started) {
                    job = qobject_cast<ChangeJob *>(started);
                });
            undo ? history.undo() : history.redo();
            if (!QTest::qWaitFor([&] { return job || refusals.size() > before; }))
                qFatal("undo does nothing");
            QObject::disconnect(link);
            return job ? waitFor(job) : nullptr;
        }
        std::optional<Segment> find(const QString &name)
        {
            for (const Segment &segment : segments()) {
                if (segment.name == name)
                    return segment;
            }
            return std::nullopt;
        }
    };

private Q_SLOTS:
    void undoIsOfTheChangeThatWasMeant()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(2);
        desk.run(LiveStore::plan(Operation::AddMembers, segment, people.mid(0, 1)));
        desk.history.undo(desk.history.nextUndo()->id);
        // While the ground is looked at, another change ends.
        Outcome other;
        other.operation = Operation::AddMembers;
        other.segmentId = segment.id;
        other.items.append({people.at(1).customerId, people.at(1).profileId, ItemStatus::Changed,
                            OutcomeItem::noReason});
        QVERIFY(desk.history.record(other, JobFacts::Purpose::Change) != 0);
        QTRY_COMPARE(desk.refusals, QList<History::Refusal>{History::Refusal::Newer});
        QVERIFY(!desk.history.isBusy());
        QCOMPARE(desk.memberIds(segment.id), idsOf(people.mid(0, 1)));
        QCOMPARE(desk.history.entries().size(), 2);
    }

    void whatReallyChanged()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(160);
        desk.add(segment.id, people.mid(0, 60)); // members before
        QVERIFY(!desk.history.canUndo());
        QSignalSpy changed(&desk.history, &History::changed);
        desk.run(LiveStore::plan(Operation::AddMembers, segment, people));
        QVERIFY(changed.count() > 0);
        QVERIFY(desk.history.canUndo());
        QVERIFY(!desk.history.canRedo());
        QCOMPARE(desk.history.nextUndo()->facts.number, 100);
        QCOMPARE(desk.history.nextUndo()->facts.segmentName, u"A"_s);

        const ChangeJob *undo = desk.step(true);
        QVERIFY(undo);
        QCOMPARE(undo->facts().purpose, JobFacts::Purpose::Undo);
        QCOMPARE(desk.memberIds(segment.id), idsOf(people.mid(0, 60)));
        QVERIFY(!desk.history.canUndo());
        QVERIFY(desk.history.canRedo());
        QVERIFY(desk.history.entries().first().undone);

        const ChangeJob *redo = desk.step(false);
        QVERIFY(redo);
        QCOMPARE(redo->facts().purpose, JobFacts::Purpose::Redo);
        QCOMPARE(desk.memberIds(segment.id), idsOf(people));
        QVERIFY(desk.history.canUndo());

        desk.run(LiveStore::plan(Operation::RemoveMembers, segment, people.mid(50, 20)));
        QVERIFY(!desk.history.canRedo());
        QVERIFY(desk.step(true));
        QCOMPARE(desk.memberIds(segment.id), idsOf(people));
        QVERIFY(desk.step(true));
        QCOMPARE(desk.memberIds(segment.id), idsOf(people.mid(0, 60)));
        QVERIFY(!desk.step(true));
        QCOMPARE(desk.refusals.last(), History::Refusal::Nothing);
    }

    void segments()
    {
        SessionFixture desk;
        const QList<PersonRef> people = desk.people(120);
        desk.run(Planner::planCreateSegment({u"Fresh"_s, u"One"_s}));
        const Segment fresh = *desk.find(u"Fresh"_s);
        desk.run(LiveStore::plan(Operation::AddMembers, fresh, people));
        SegmentUpdate update;
        update.name = u"Ripe"_s;
        update.description = u"Two"_s;
        desk.run(Planner::planUpdateSegment(fresh, update));
        const Segment ripe = *desk.find(u"Ripe"_s);
        desk.run(Planner::planDeleteSegments({ripe}));
        QVERIFY(!desk.find(u"Ripe"_s));
        QVERIFY(desk.history.nextUndo()->makesNewIds);

        QVERIFY(desk.step(true)); // made again, with its members
        const auto again = desk.find(u"Ripe"_s);
        QVERIFY(again);
        QVERIFY(again->id != ripe.id);
        QCOMPARE(again->description, u"Two"_s);
        QCOMPARE(desk.memberIds(again->id), idsOf(people));

        QVERIFY(desk.step(true)); // the renaming, of the new one
        const auto renamed = desk.find(u"Fresh"_s);
        QVERIFY(renamed);
        QCOMPARE(renamed->id, again->id);
        QCOMPARE(renamed->description, u"One"_s);
        QVERIFY(desk.step(true)); // the adding
        QVERIFY(desk.memberIds(again->id).isEmpty());
        QVERIFY(desk.step(true)); // the making
        QVERIFY(!desk.find(u"Fresh"_s));
        QVERIFY(!desk.history.canUndo());

        for (int i = 0; i < 3; ++i)
            QVERIFY(desk.step(false));
        const auto third = desk.find(u"Ripe"_s);
        QVERIFY(third);
        QVERIFY(third->id != again->id);
        QCOMPARE(desk.memberIds(third->id), idsOf(people));
        QVERIFY(desk.step(false)); // the deleting
        QVERIFY(!desk.find(u"Ripe"_s));
        QVERIFY(!desk.history.canRedo());
        QVERIFY(desk.step(true));
        QCOMPARE(desk.memberIds(desk.find(u"Ripe"_s)->id), idsOf(people));
    }

    void profiles()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(80);
        desk.run(LiveStore::plan(Operation::AddMembers, segment, people));
        desk.run(Planner::planDeleteProfiles(people.mid(0, 60)));
        QCOMPARE(desk.memberIds(segment.id), idsOf(people.mid(60)));
        QVERIFY(desk.step(true)); // new profiles, in the same segment
        const QList<ShopperProfile> members = desk.members(segment.id);
        QCOMPARE(members.size(), 80);
        QSet<CustomerId> customers;
        for (const ShopperProfile &member : members)
            customers.insert(member.customerId);
        for (const PersonRef &person : people)
            QVERIFY(customers.contains(person.customerId));
        QVERIFY(desk.step(true)); // the adding, of old and new profiles
        QVERIFY(desk.memberIds(segment.id).isEmpty());
        QVERIFY(desk.step(false));
        QCOMPARE(desk.memberIds(segment.id).size(), 80);
        QVERIFY(desk.step(false)); // the deleting
        QCOMPARE(desk.memberIds(segment.id), idsOf(people.mid(60)));

        const QList<CustomerId> without = desk.withoutProfile();
        QCOMPARE(without.size(), 160);
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*desk.api).planCreateProfiles(without.mid(0, 70), context, std::move(callback));
        });
        desk.run(**plan);
        QCOMPARE(desk.withoutProfile().size(), 90);
        QVERIFY(desk.step(true));
        QCOMPARE(desk.withoutProfile(), without);
        QVERIFY(desk.step(false));
        QCOMPARE(desk.withoutProfile().size(), 90);
    }

    void groundHasMoved()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        desk.run(LiveStore::plan(Operation::AddMembers, segment, desk.people(10)));
        SegmentUpdate update;
        update.name = u"B"_s;
        desk.run(Planner::planUpdateSegment(segment, update));
        const Segment taken = desk.newSegment(u"A"_s);
        QVERIFY(!desk.step(true));
        QCOMPARE(desk.refusals, (QList<History::Refusal>{History::Refusal::NameTaken}));
        QVERIFY(desk.history.canUndo()); // nothing is lost by a refusal

        // Renamed by another client.
        Segment b = *desk.find(u"B"_s);
        const auto updated = answerOf<QList<Segment>>([&](QObject *context,
                                                          Callback<QList<Segment>> callback) {
            desk.api->updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({{b.id, u"C"_s, {}}}),
                                     context, std::move(callback));
        });
        QVERIFY(updated && *updated);
        QVERIFY(!desk.step(true));
        QCOMPARE(desk.refusals.last(), History::Refusal::SegmentChanged);

        const auto deleted =
            answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                desk.api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({b.id}), context,
                                         std::move(callback));
            });
        QVERIFY(deleted && *deleted);
        QVERIFY(!desk.step(true));
        QCOMPARE(desk.refusals.last(), History::Refusal::SegmentGone);
        QCOMPARE(desk.history.entries().size(), 2);

        desk.client->setToken("wrong");
        QVERIFY(!desk.step(true));
        QCOMPARE(desk.refusals.last(), History::Refusal::Store);
    }

    void cancelledUndoCanBeResumed()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.run(LiveStore::plan(Operation::AddMembers, segment, people));
        desk.store.setLatency(50);
        ChangeJob *job = nullptr;
        connect(&desk.history, &History::started, this,
                [&job](Job *started) { job = qobject_cast<ChangeJob *>(started); });
        desk.history.undo();
        QVERIFY(!desk.history.canUndo());
        QTRY_VERIFY(job && job->done() > 0);
        job->cancel();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        desk.store.setLatency(0);
        const qint64 removed = job->outcome()->counts().changed;
        QVERIFY(removed < 3000);
        QVERIFY(desk.history.canUndo());
        QVERIFY(desk.history.canRedo());
        QCOMPARE(desk.history.nextUndo()->facts.number, 3000 - removed);
        QCOMPARE(desk.history.nextRedo()->facts.number, removed);
        QVERIFY(desk.step(true));
        QVERIFY(desk.memberIds(segment.id).isEmpty());
        QVERIFY(desk.step(false));
        QVERIFY(desk.step(false));
        QCOMPARE(desk.memberIds(segment.id), idsOf(people));
    }

    void destroyedInMidUndo()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        auto desk = std::make_unique<SessionFixture>(options);
        const Segment segment = desk->newSegment(u"A"_s);
        desk->run(LiveStore::plan(Operation::AddMembers, segment, desk->people(100)));
        desk->history.undo();
        QTRY_VERIFY(desk->store.statistics().inFlight > 0);
        desk.reset();
        QTest::qWait(50);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
