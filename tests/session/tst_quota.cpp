// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Time left, waiting and cancelling where the store's quota is what takes the time.

#include "models/changes/planner.h"
#include "models/jobs/jobpace.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/support/livestore.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

class TestQuota : public QObject
{
    Q_OBJECT

    /// 3,000 people, and 20 requests in 3 s of which jobs may spend 18.
    static sandbox::Options narrow()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 3000;
        options.quota = 20;
        options.windowMs = 3000;
        return options;
    }

    static std::unique_ptr<StoreSession> sessionOf(const LiveStore &live)
    {
        Account account;
        account.id = u"store"_s;
        account.name = u"Store"_s;
        account.apiPath = live.store.apiPath();
        return std::make_unique<StoreSession>(account, live.store.options().token,
                                              StoreSession::Options());
    }

    /// A job that adds 3,000 people, which takes 60 requests: more than three windows.
    static Plan plan(LiveStore &live)
    {
        return LiveStore::plan(Operation::AddMembers, live.newSegment(u"A"_s), live.people(3000),
                               Effect::WillChange);
    }

private Q_SLOTS:
    void timeLeftIsThatOfTheQuota()
    {
        LiveStore live(narrow());
        const Plan wanted = plan(live);
        QCOMPARE(wanted.requests(), 72); // 60 to add, 12 to look at the result
        const auto session = sessionOf(live);
        Job *job = session->run(wanted);
        QTRY_VERIFY(job->pace().heldSeconds() > 0);
        // What is said while it waits is what it takes, not the speed of the burst before.
        QElapsedTimer clock;
        clock.start();
        const int said = job->pace().secondsLeft();
        QVERIFY2(said >= 3, qPrintable(QString::number(said)));
        QVERIFY(job->pace().heldSeconds() <= 3);
        QCOMPARE(job->pace().silentSeconds(), 0);
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Done);
        const auto took = static_cast<int>(clock.elapsed() / 1000);
        QVERIFY2(qAbs(said - took) <= 4, qPrintable(u"said %1 s, took %2 s"_s.arg(said).arg(took)));
    }

    void cancelDoesNotWaitForTheQuota_data()
    {
        QTest::addColumn<int>("effect");
        QTest::newRow("writes") << int(Effect::WillChange);
        QTest::newRow("first looks") << int(Effect::Unknown);
    }

    void cancelDoesNotWaitForTheQuota()
    {
        QFETCH(int, effect);
        sandbox::Options options = narrow();
        options.windowMs = 60'000;
        LiveStore live(options);
        const QList<PersonRef> people = live.people(250);
        const Segment segment = live.segments().first();
        Plan wanted = LiveStore::plan(Operation::AddMembers, segment, people, Effect(effect));
        while (wanted.items.size() < 5000) // the rest is made up, and never sent
            wanted.items.append({CustomerId(900'000 + int(wanted.items.size())),
                                 ProfileId(QUuid::createUuid()), Effect(effect)});
        const auto session = sessionOf(live);
        Job *job = session->run(wanted);
        QTRY_VERIFY(job->pace().heldSeconds() > 5);
        QElapsedTimer clock;
        clock.start();
        job->cancel();
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QVERIFY(clock.elapsed() < 2000);
        QCOMPARE(job->end(), JobResult::Cancelled);
        const OutcomeCounts counts = job->outcome()->counts();
        QCOMPARE(counts.failed, 0);
        QVERIFY(counts.notSent > 0);
    }

    void whatWasDoneBeforeSaysNothingOfTheSpeed()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        Plan plan =
            LiveStore::plan(Operation::AddMembers, segment, live.people(900), Effect::NothingToDo);
        plan.items.last().effect = Effect::WillChange;
        const std::unique_ptr<ChangeJob> job(
            ChangeJob::make(*live.api, plan, JobFacts::Purpose::Resumed));
        double fastest = 0;
        connect(job.get(), &Job::changed, this,
                [&] { fastest = std::max(fastest, job->pace().ratePerSecond()); });
        QVERIFY(live.run(*job));
        // 899 of 900 were over before: not 899 in a blink.
        QVERIFY2(fastest < 200, qPrintable(QString::number(fastest)));
    }
};

QTEST_GUILESS_MAIN(TestQuota)
#include "tst_quota.moc"
