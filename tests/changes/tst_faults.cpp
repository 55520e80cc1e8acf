// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changerunner.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/support/faultproxy.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using Kind = Harm::Kind;

Q_DECLARE_METATYPE(QList<HarmRule>)

/// The real client and the real store with something between them that breaks things. After each
/// job the store is read without it, and holds for every id what the outcome says; undo restores
/// exactly what was before.
class TestFaults : public QObject
{
    Q_OBJECT

    static sandbox::Options slow()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 10;
        return options;
    }

    /// A store with an undisturbed client, and a session through the proxy.
    struct Proxied
    {
        explicit Proxied(const StoreSession::Options &options = {})
            : live(slow()), proxy(live.store.apiPath()),
              session(Account{u"sandbox"_s, {}, proxy.apiPath()}, live.store.options().token,
                      options)
        {
        }

        LiveStore live;
        FaultProxy proxy;
        StoreSession session;
    };

    /// A store with two clients: the undisturbed one of LiveStore, and one through the proxy for
    /// jobs.
    struct SessionFixture : LiveStore
    {
        explicit SessionFixture(const sandbox::Options &options = small())
            : LiveStore(options), proxy(store.apiPath())
        {
            RestClient::Options faulty;
            faulty.apiPath = proxy.apiPath();
            faulty.token = options.token.toUtf8();
            faulty.deadline = std::chrono::milliseconds(500);
            faulty.grace = std::chrono::milliseconds(50);
            faulty.firstBackOff = std::chrono::milliseconds(10);
            faulty.patience = std::chrono::milliseconds(20);
            faultyClient = std::make_unique<RestClient>(faulty);
            faultyApi = std::make_unique<StoreApi>(*faultyClient, RequestPriority::Background);
            history = std::make_unique<History>(*faultyApi);
            runner = std::make_unique<ChangeRunner>(*faultyApi, queue, *history, nullptr);
        }

        FaultProxy proxy;
        std::unique_ptr<RestClient> faultyClient;
        std::unique_ptr<StoreApi> faultyApi;
        JobQueue queue;
        std::unique_ptr<History> history;
        std::unique_ptr<ChangeRunner> runner;

        ChangeJob *begin(const Plan &plan)
        {
            ChangeJob *job = ChangeJob::make(*faultyApi, plan, JobFacts::Purpose::Change);
            queue.add(job);
            return job;
        }
        static void wait(const Job *job)
        {
            // One that gets on may take its time.
            qint64 done = -1;
            while (job->done() != done) {
                done = job->done();
                if (QTest::qWaitFor([job] { return job->state() == Job::State::Ended; }))
                    return;
            }
            qFatal("the job does not end");
        }
        ChangeJob *run(const Plan &plan)
        {
            ChangeJob *job = begin(plan);
            wait(job);
            return job;
        }
        bool undo()
        {
            QSignalSpy started(history.get(), &History::started);
            QSignalSpy refused(history.get(), &History::refused);
            history->undo();
            if (!QTest::qWaitFor([&] { return started.count() + refused.count() > 0; })
                || started.isEmpty())
                return false;
            wait(started.first().first().value<Job *>());
            return true;
        }
        /// As the window makes it, from what the store says now.
        Plan planned(Operation operation, const Segment &segment, const QList<PersonRef> &people)
        {
            const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
                Planner planner(*api);
                if (operation == Operation::AddMembers)
                    planner.planAdd(segment.id, segment.name, people, context, std::move(callback));
                else
                    planner.planRemove(segment.id, segment.name, people, context,
                                       std::move(callback));
            });
            if (!plan || !*plan)
                qFatal("no plan");
            return **plan;
        }
    };

    static HarmRule onWrites(const Harm &harm, int skip, int count)
    {
        return {harm,
                {},
                QRegularExpression(u"/segments/[^/]*/shopper-profiles(\\?id:in|$)"_s),
                skip,
                count};
    }
    static HarmRule onReads(const Harm &harm, int skip, int count)
    {
        return {harm, "GET", QRegularExpression(u"/customers"_s), skip, count};
    }

    /// What the segment must hold if every row of the outcome is true.
    static QSet<ProfileId> expected(QSet<ProfileId> before, const Outcome &outcome)
    {
        for (const OutcomeItem &row : outcome.items) {
            if (row.what != ItemStatus::Changed)
                continue;
            if (outcome.operation == Operation::AddMembers)
                before.insert(row.profileId);
            else
                before.remove(row.profileId);
        }
        return before;
    }

    /// Whether each row says what the segment shows: those changed are in the desired state now and
    /// were not before, those with nothing to do are as they were, those not sent too.
    static bool isTrue(const Outcome &outcome, const QSet<ProfileId> &before,
                       const QSet<ProfileId> &after)
    {
        const bool wished = outcome.operation == Operation::AddMembers;
        for (const OutcomeItem &row : outcome.items) {
            const bool was = before.contains(row.profileId) == wished;
            const bool is = after.contains(row.profileId) == wished;
            const bool fits = row.what == ItemStatus::Changed ? !was && is
                : row.what == ItemStatus::NothingToDo         ? was && is
                                                              : was == is;
            if (!fits) {
                qWarning("%s: %d, was %d, is %d", qPrintable(row.profileId.toString()),
                         int(row.what), was, is);
                return false;
            }
        }
        return after == expected(before, outcome);
    }

private Q_SLOTS:
    void matrix_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<bool>("inPart"); // what the store does with a batch with conflicts
        QTest::addColumn<int>(
            "number"); // of people: up to 500 the plan does not know who is a member
        QTest::addColumn<QList<HarmRule>>("rules");

        const auto answer = [](Kind kind, int status, const QByteArray &header = {},
                               const QByteArray &value = {}) {
            Harm harm{kind, status};
            harm.body = "{\"status\":" + QByteArray::number(status) + ",\"title\":\"Harm\"}";
            if (!header.isEmpty())
                harm.headers = {{header, value}};
            return harm;
        };
        const std::pair<const char *, QList<HarmRule>> harms[] = {
            {"reset before", {onWrites({Kind::ResetBefore}, 1, 3)}},
            {"reset after", {onWrites({Kind::ResetAfter}, 1, 3)}},
            {"every first answer lost", {onWrites({Kind::ResetAfter}, 0, 5)}},
            {"cut body", {onWrites({Kind::CutBody}, 1, 2)}},
            {"time-out before", {onWrites({Kind::HangBefore}, 1, 1)}},
            {"time-out after", {onWrites({Kind::HangAfter}, 1, 1)}},
            {"429 storm with a time",
             {onWrites(answer(Kind::Answer, 429, "X-Rate-Limit-Time-Reset-Ms", "60"), 1, 14)}},
            {"429 storm with Retry-After",
             {onWrites(answer(Kind::Answer, 429, "Retry-After", "1"), 1, 4)}},
            {"429 storm without headers", {onWrites(answer(Kind::Answer, 429), 1, 6)}},
            {"500 burst", {onWrites(answer(Kind::Answer, 500), 1, 5)}},
            {"503 burst", {onWrites(answer(Kind::Answer, 503), 0, 6)}},
            {"504 after", {onWrites(answer(Kind::AnswerAfter, 504), 1, 3)}},
            {"422 once", {onWrites(answer(Kind::Answer, 422), 1, 1)}},
            {"413 of large batches", {onWrites(answer(Kind::Answer, 413), 0, 3)}},
            {"reading back fails too",
             {onWrites({Kind::ResetAfter}, 1, 3), onReads({Kind::ResetBefore}, 2, 4),
              onReads(answer(Kind::Answer, 503), 0, 4)}},
        };
        for (const auto &[name, rules] : harms) {
            QTest::addRow("adding 240 to a store that does all or nothing: %s", name)
                << Operation::AddMembers << false << 240 << rules;
            QTest::addRow("adding 240 to a store that does what it can: %s", name)
                << Operation::AddMembers << true << 240 << rules;
            QTest::addRow("adding 600: %s", name) << Operation::AddMembers << true << 600 << rules;
            QTest::addRow("removing 240: %s", name)
                << Operation::RemoveMembers << false << 240 << rules;
        }
    }

    void matrix()
    {
        QFETCH(Operation, operation);
        QFETCH(bool, inPart);
        QFETCH(int, number);
        QFETCH(QList<HarmRule>, rules);
        const bool adding = operation == Operation::AddMembers;
        sandbox::Options options = LiveStore::small();
        options.partialConflicts = inPart;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(number);
        // A third is in the desired state already, all over the plan; and there are others.
        QList<PersonRef> members = desk.people(number + 50).mid(number);
        qsizetype done = 0;
        for (qsizetype i = 0; i < people.size(); ++i) {
            const bool asWished = i % 3 == 0;
            done += asWished ? 1 : 0;
            if (asWished == adding)
                members.append(people.at(i));
        }
        desk.add(segment.id, members);
        const QSet<ProfileId> before = desk.memberIds(segment.id);
        QCOMPARE(before.size(), members.size());
        const Plan plan = desk.planned(operation, segment, people);

        desk.store.resetStatistics();
        desk.proxy.setRules(rules);
        const ChangeJob *job = desk.run(plan);
        QVERIFY(desk.proxy.counts().harmed > 0);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->items.size(), people.size());
        QCOMPARE(job->outcome()->counts().changed, people.size() - done);
        QCOMPARE(job->outcome()->counts().nothingToDo, done);
        QVERIFY(isTrue(*job->outcome(), before, desk.memberIds(segment.id)));
        QCOMPARE(desk.store.statistics().membersAddedAgain, 0);

        desk.proxy.setRules(rules); // undo has no better weather
        QVERIFY(desk.undo());
        QCOMPARE(desk.memberIds(segment.id), before);
    }

    void atRandom_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    /// Every second request, reading ones too, goes wrong somehow.
    void atRandom()
    {
        QFETCH(quint32, seed);
        sandbox::Options options = LiveStore::small();
        options.partialConflicts = seed % 2 == 0;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(400);
        desk.add(segment.id, people.mid(0, 30));
        const QSet<ProfileId> before = desk.memberIds(segment.id);
        const Plan plan = desk.planned(Operation::AddMembers, segment, people);
        desk.store.resetStatistics();
        Harm busy{Kind::Answer, 429};
        busy.headers = {{"X-Rate-Limit-Time-Reset-Ms", "20"}};
        desk.proxy.setRandom(seed,
                             {{{Kind::ResetBefore}, 0.1},
                              {{Kind::ResetAfter}, 0.15},
                              {{Kind::CutBody}, 0.05},
                              {busy, 0.1},
                              {{Kind::Answer, 503}, 0.05},
                              {{Kind::AnswerAfter, 502}, 0.05}});
        ChangeJob *job = desk.begin(plan);
        // It may come to wait for the user, who is patient.
        connect(job, &Job::changed, job, [job] {
            if (job->waitsFor())
                QTimer::singleShot(20, job, &Job::resume);
        });
        desk.wait(job);
        desk.proxy.setRandom(seed, {});
        QVERIFY(desk.proxy.counts().harmed > 0);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->counts().changed, 370);
        QCOMPARE(job->outcome()->counts().nothingToDo, 30);
        QVERIFY(isTrue(*job->outcome(), before, desk.memberIds(segment.id)));
        QCOMPARE(desk.store.statistics().membersAddedAgain, 0);
        QVERIFY(desk.undo());
        QCOMPARE(desk.memberIds(segment.id), before);
    }

    /// The network is gone for a while: the user has to do nothing.
    void continuesWhenTheStoreIsBack()
    {
        StoreSession::Options options;
        options.retryPause = std::chrono::milliseconds(100);
        Proxied proxied(options);
        auto &[live, proxy, session] = proxied;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(900);
        proxy.setRules({{{Kind::ResetBefore}, {}, {}, 0, -1}});
        ChangeJob *job = session.run(
            LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        int waited = 0;
        connect(job, &Job::changed, job, [job, &waited] { waited += job->waitsFor() ? 1 : 0; });
        QTRY_VERIFY(waited >= 2); // tried again, and waits again
        QCOMPARE(live.memberIds(segment.id).size(), 0);
        proxy.setRules({});
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->counts().changed, 900);
        QCOMPARE(live.memberIds(segment.id).size(), 900);
        // Who pauses a job decides when it continues.
        ChangeJob *other = session.run(
            LiveStore::plan(Operation::RemoveMembers, segment, people, Effect::WillChange));
        QTRY_COMPARE(other->state(), Job::State::Running);
        other->pause();
        QVERIFY(!other->waitsFor());
        QSignalSpy changed(other, &Job::changed);
        while (changed.wait(500)) { }
        QCOMPARE(other->state(), Job::State::Paused);
        other->cancel();
        QTRY_COMPARE(other->state(), Job::State::Ended);
    }

    void newTokenInMidJob()
    {
        Proxied proxied;
        auto &[live, proxy, session] = proxied;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(900);
        proxy.setRules({{{Kind::Answer, 401}, "POST", {}, 5, -1}});
        ChangeJob *job = session.run(
            LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        QTRY_COMPARE(job->state(), Job::State::Paused);
        QVERIFY(job->waitsFor());
        QCOMPARE(job->waitsFor()->api.kind, ApiError::Kind::Unauthorized);
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QTRY_COMPARE(job->counts().changed, 250);
        QCOMPARE(live.memberIds(segment.id).size(), 250);
        proxy.setRules({});
        session.setToken(live.store.options().token);
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Done);
        QVERIFY(!job->waitsFor());
        QVERIFY(isTrue(*job->outcome(), {}, live.memberIds(segment.id)));
        QCOMPARE(job->outcome()->counts().changed, 900);
        QCOMPARE(live.store.statistics().membersAddedAgain, 0);
    }

    void forbiddenInMidJob()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(900);
        desk.add(segment.id, people.mid(0, 40));
        const QSet<ProfileId> before = desk.memberIds(segment.id);
        const Plan plan = desk.planned(Operation::AddMembers, segment, people);
        desk.proxy.setRules({{{Kind::Answer, 403}, "POST", {}, 4, -1}});
        const ChangeJob *job = desk.run(plan);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->api.kind, ApiError::Kind::Forbidden);
        QCOMPARE(job->outcome()->counts().changed, 200);
        // What the store refused was sent.
        const OutcomeCounts counts = job->outcome()->counts();
        QVERIFY(counts.failed > 0);
        QCOMPARE(counts.failed + counts.notSent, 660);
        QVERIFY(isTrue(*job->outcome(), before, desk.memberIds(segment.id)));
        QVERIFY(desk.proxy.counts().harmed <= 10);
        desk.proxy.setRules({});
        QVERIFY(desk.undo());
        QCOMPARE(desk.memberIds(segment.id), before);
    }

    void segmentDeletedInMidJob()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.latencyMs = 30;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3000);
        desk.store.resetStatistics();
        const ChangeJob *job =
            desk.begin(LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        QTRY_VERIFY(job->done() >= 500);
        const auto deleted =
            answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                desk.api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({segment.id}), context,
                                         std::move(callback));
            });
        QVERIFY(deleted && *deleted);
        desk.wait(job);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->kind, JobError::Kind::SegmentGone);
        const OutcomeCounts counts = job->outcome()->counts();
        QCOMPARE(counts.changed, desk.store.statistics().membersAdded);
        QVERIFY(counts.changed < 3000);
        QCOMPARE(counts.changed + counts.notSent, 3000);
        for (const Segment &left : desk.segments())
            QVERIFY(left.id != segment.id);
        QVERIFY(!desk.undo()); // refused: there is nothing to take them out of
    }

    void oneBadRow_data()
    {
        QTest::addColumn<bool>("inPart");
        QTest::addColumn<Effect>("effect");
        QTest::newRow("all or nothing, not looked up") << false << Effect::Unknown;
        QTest::newRow("all or nothing, planned") << false << Effect::WillChange;
        QTest::newRow("what it can, not looked up") << true << Effect::Unknown;
        QTest::newRow("what it can, planned") << true << Effect::WillChange;
    }

    void oneBadRow()
    {
        QFETCH(bool, inPart);
        QFETCH(Effect, effect);
        sandbox::Options options = LiveStore::small();
        options.partialConflicts = inPart;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        QList<PersonRef> people = desk.people(150);
        people.insert(87, {CustomerId(1), ProfileId(QUuid::createUuid())});
        const ChangeJob *job =
            desk.run(LiveStore::plan(Operation::AddMembers, segment, people, effect));
        QCOMPARE(job->end(), JobResult::DoneWithWarnings);
        QCOMPARE(job->outcome()->counts().changed, 150);
        const OutcomeItem row = job->outcome()->items.at(87);
        QVERIFY(row.what == ItemStatus::NotFound || row.what == ItemStatus::Failed);
        QVERIFY(job->outcome()->reasonOf(row));
        QVERIFY(isTrue(*job->outcome(), {}, desk.memberIds(segment.id)));
        QCOMPARE(desk.store.statistics().membersAddedAgain, 0);
        QVERIFY(desk.undo());
        QCOMPARE(desk.memberIds(segment.id), QSet<ProfileId>());
    }

    void conflicts_data()
    {
        QTest::addColumn<bool>("inPart");
        QTest::newRow("all or nothing") << false;
        QTest::newRow("what it can") << true;
    }

    /// Another client added some of the people after the plan was made.
    void conflicts()
    {
        QFETCH(bool, inPart);
        sandbox::Options options = LiveStore::small();
        options.partialConflicts = inPart;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(600);
        const Plan plan = desk.planned(Operation::AddMembers, segment, people);
        QCOMPARE(plan.items.first().effect, Effect::WillChange);
        QList<PersonRef> meanwhile = people.mid(100, 50); // a whole batch
        for (qsizetype i = 0; i < people.size(); i += 7) {
            if (i < 100 || i >= 150)
                meanwhile.append(people.at(i));
        }
        desk.add(segment.id, meanwhile);
        const QSet<ProfileId> before = desk.memberIds(segment.id);
        const ChangeJob *job = desk.run(plan);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(idsOf(job->outcome()->people(ItemStatus::NothingToDo)), before);
        QCOMPARE(job->outcome()->counts().changed, 600 - before.size());
        QVERIFY(isTrue(*job->outcome(), before, desk.memberIds(segment.id)));
        QVERIFY(desk.undo());
        QCOMPARE(desk.memberIds(segment.id), before);
    }

    /// Another program spends half of each window.
    void sharedQuota()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.quota = 40;
        options.windowMs = 400;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3000);
        QTimer other;
        connect(&other, &QTimer::timeout, this, [&] {
            desk.api->listSegments(PageRequest{1, 1}, &other, [](const Result<Page<Segment>> &) {});
        });
        other.start(20);
        const ChangeJob *job =
            desk.run(LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        other.stop();
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->counts().changed, 3000);
        QVERIFY(isTrue(*job->outcome(), {}, desk.memberIds(segment.id)));
        QCOMPARE(desk.store.statistics().membersAddedAgain, 0);
    }

    void hundredThousand()
    {
        const int many = QTest::isSanitized ? 20'000 : 100'000;
        sandbox::Options options;
        options.customers = many;
        options.profiles = many;
        options.segments = 0;
        options.quota = 0;
        SessionFixture desk(options);
        const Segment segment = desk.newSegment(u"A"_s);
        Plan plan = LiveStore::plan(Operation::AddMembers, segment, {});
        QSet<ProfileId> wanted;
        for (const PersonRef &person : desk.people(many)) {
            plan.items.append({person.customerId, person.profileId, Effect::WillChange});
            wanted.insert(person.profileId);
        }
        desk.store.resetStatistics();
        desk.proxy.setRandom(1, {{{Kind::ResetBefore}, 0.005}, {{Kind::ResetAfter}, 0.005}});
        const ChangeJob *job = desk.run(plan);
        QCOMPARE(job->end(), JobResult::Done);
        QCOMPARE(job->outcome()->counts().changed, many);
        QCOMPARE(desk.memberIds(segment.id), wanted);
        QCOMPARE(desk.store.statistics().membersAdded, many);
        QCOMPARE(desk.store.statistics().membersAddedAgain, 0);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
