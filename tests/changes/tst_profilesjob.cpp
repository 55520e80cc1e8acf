// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/planner.h"
#include "models/changes/profilesjob.h"
#include "tests/support/livestore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

Q_DECLARE_METATYPE(QList<Fault>)

class TestProfilesJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void create_data()
    {
        QTest::addColumn<QList<Fault>>("faults");
        using Action = Fault::Action;
        const char *path = "^/shopper-profiles$";
        QTest::newRow("no fault") << QList<Fault>();
        QTest::newRow("closed before it is applied")
            << QList<Fault>{LiveStore::fault(Action::CloseBeforeApplying, "POST", path, 0, 2)};
        QTest::newRow("closed after it is applied")
            << QList<Fault>{LiveStore::fault(Action::CloseAfterApplying, "POST", path, 0, 2)};
        QTest::newRow("cut body") << QList<Fault>{
            LiveStore::fault(Action::TruncateBody, "POST", path, 0, 1)};
    }

    void create()
    {
        QFETCH(QList<Fault>, faults);
        LiveStore live;
        const QList<CustomerId> without = live.withoutProfile();
        const PersonRef has = live.people(1).first();
        Plan plan;
        plan.operation = Operation::CreateProfiles;
        for (const CustomerId id : without)
            plan.items.append({id, {}, Effect::Unknown});
        plan.items.insert(3, {has.customerId, {}, Effect::Unknown});
        plan.items.insert(70, {CustomerId(99'999'999), {}, Effect::Unknown});
        live.store.setFaults(faults);
        ProfilesJob job(*live.api, plan);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::DoneWithWarnings);
        QCOMPARE(job.outcome()->counts().changed, 100);
        QCOMPARE(job.outcome()->items.at(3).what, ItemStatus::NothingToDo);
        QCOMPARE(job.outcome()->items.at(3).profileId, has.profileId);
        const ItemStatus stranger = job.outcome()->items.at(70).what;
        QVERIFY(stranger == ItemStatus::NotFound || stranger == ItemStatus::Failed);
        QHash<CustomerId, ProfileId> there;
        for (const Customer &customer : live.customers())
            there.insert(customer.id, customer.profileId.value_or(ProfileId()));
        for (const OutcomeItem &item : job.outcome()->items) {
            if (item.what == ItemStatus::Changed) {
                QVERIFY(!item.profileId.isNull());
                QCOMPARE(there.value(item.customerId), item.profileId);
            }
        }
        QVERIFY(live.withoutProfile().isEmpty());
    }

    void deleteKeepsMemberships_data()
    {
        QTest::addColumn<bool>("toldByCustomers");
        QTest::newRow("customers tell their segments") << true;
        QTest::newRow("every profile is asked") << false;
    }

    void deleteKeepsMemberships()
    {
        QFETCH(bool, toldByCustomers);
        LiveStore live;
        const Segment a = live.newSegment(u"A"_s);
        const Segment b = live.newSegment(u"B"_s);
        const QList<PersonRef> people = live.people(120);
        live.add(a.id, people.mid(0, 50));
        live.add(b.id, people.mid(30, 50));
        Plan plan = Planner::planDeleteProfiles(people.mid(0, 60));
        if (!toldByCustomers) {
            for (PlanItem &item : plan.items)
                item.customerId = CustomerId{};
        }
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::CloseAfterApplying, "DELETE", "^/shopper-profiles")});
        ProfilesJob job(*live.api, plan);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.outcome()->counts().changed, 60);
        QHash<SegmentId, QSet<ProfileId>> lost;
        for (const SegmentOutcome &segment : job.outcome()->segments)
            lost.insert(segment.change.before.id, idsOf(segment.change.members));
        QCOMPARE(lost.value(a.id), idsOf(people.mid(0, 50)));
        QCOMPARE(lost.value(b.id), idsOf(people.mid(30, 30)));
        QCOMPARE(live.memberIds(b.id), idsOf(people.mid(60, 20)));
        QCOMPARE(live.people(2000).size(), 840);
    }

    void cancelWhileReading()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        ProfilesJob job(*live.api, Planner::planDeleteProfiles(live.people(900)));
        job.start();
        QTRY_VERIFY(live.store.statistics().inFlight > 0);
        job.cancel();
        QTRY_COMPARE(job.state(), Job::State::Ended);
        QCOMPARE(job.end(), JobResult::Cancelled);
        QCOMPARE(job.outcome()->counts().notSent, 900);
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QCOMPARE(live.people(2000).size(), 900);
    }
};

QTEST_GUILESS_MAIN(TestProfilesJob)
#include "tst_profilesjob.moc"
