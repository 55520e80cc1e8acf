// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/planner.h"
#include "tests/support/livestore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

class TestPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallPlansDoNotRead()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        QList<PersonRef> people = live.people(500);
        people.append(people.first());
        live.store.resetStatistics();
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*live.api).planAdd(segment.id, segment.name, people, context,
                                       std::move(callback));
        });
        QVERIFY(plan && *plan);
        QCOMPARE((*plan)->items.size(), 500);
        QCOMPARE((*plan)->counts().willChange, 500);
        QCOMPARE((*plan)->items.first().effect, Effect::Unknown);
        QCOMPARE(live.store.statistics().requests, 0);
    }

    void largePlansKnow_data()
    {
        QTest::addColumn<bool>("adding");
        QTest::newRow("adding") << true;
        QTest::newRow("removing") << false;
    }

    void largePlansKnow()
    {
        QFETCH(bool, adding);
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        QList<PersonRef> people = live.people(700);
        const QList<PersonRef> members = people.mid(100, 300);
        live.add(segment.id, members);
        people.append({live.withoutProfile().first(), {}});
        qint64 lastTotal = -1;
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner planner(*live.api);
            const Progress progress = [&lastTotal](qint64, qint64 total) { lastTotal = total; };
            if (adding)
                planner.planAdd(segment.id, segment.name, people, context, std::move(callback),
                                progress);
            else
                planner.planRemove(segment.id, segment.name, people, context, std::move(callback),
                                   progress);
        });
        QVERIFY(plan && *plan);
        const PlanCounts counts = (*plan)->counts();
        QCOMPARE(counts.willChange, adding ? 400 : 300);
        QCOMPARE(counts.nothingToDo, adding ? 300 : 400);
        QCOMPARE(counts.noProfile, 1);
        QCOMPARE(counts.total(), 701);
        QCOMPARE((*plan)->ids().size(), counts.willChange);
        QCOMPARE(idsOf((*plan)->people(adding ? Effect::NothingToDo : Effect::WillChange)),
                 idsOf(members));
        QCOMPARE(lastTotal, 300);
    }

    void segmentGone()
    {
        LiveStore live;
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*live.api).planAdd(SegmentId(QUuid::createUuid()), QString(), live.people(600),
                                       context, std::move(callback));
        });
        QVERIFY(plan && !*plan);
        QCOMPARE(plan->error().kind, ApiError::Kind::NotFound);
    }

    void segmentToSegment()
    {
        LiveStore live;
        const Segment from = live.newSegment(u"A"_s);
        const Segment to = live.newSegment(u"B"_s);
        const QList<PersonRef> people = live.people(620);
        live.add(from.id, people);
        live.add(to.id, people.mid(0, 20));
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*live.api).planAddSegment(from.id, to.id, to.name, context,
                                              std::move(callback));
        });
        QVERIFY(plan && *plan);
        QCOMPARE((*plan)->segmentId, to.id);
        QCOMPARE((*plan)->counts().willChange, 600);
        QCOMPARE((*plan)->counts().nothingToDo, 20);
        const auto empty = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*live.api).planRemoveAll(from.id, from.name, context, std::move(callback));
        });
        QVERIFY(empty && *empty);
        QCOMPARE((*empty)->operation, Operation::RemoveMembers);
        const QList<ProfileId> ids = (*empty)->ids();
        QCOMPARE(QSet<ProfileId>(ids.cbegin(), ids.cend()), idsOf(people));
    }

    void createProfiles()
    {
        LiveStore live;
        QList<CustomerId> customers = live.withoutProfile();
        QCOMPARE(customers.size(), 100);
        const PersonRef has = live.people(1).first();
        customers += {has.customerId, CustomerId(99'999'999), customers.first()};
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            Planner(*live.api).planCreateProfiles(customers, context, std::move(callback));
        });
        QVERIFY(plan && *plan);
        QCOMPARE((*plan)->counts().willChange, 100);
        QCOMPARE((*plan)->counts().nothingToDo, 1);
        QCOMPARE((*plan)->counts().notFound, 1);
        QCOMPARE((*plan)->items.size(), 102);
        QCOMPARE((*plan)->people(Effect::NothingToDo).first(), has);
    }

    void resolve()
    {
        LiveStore live;
        const QList<Customer> customers = live.customers();
        const Customer &first = customers.at(0);
        const Customer &second = customers.at(1);
        const Customer &third = customers.at(2);
        const QUuid someone = QUuid::createUuid();
        const QStringList texts{
            QString::number(toNumber(first.id)),
            u"  "_s + second.email.toUpper() + u" "_s,
            u"nobody@nowhere.example"_s,
            u"99999999"_s,
            someone.toString(),
            first.email, // again
            u"hello"_s,
            QString(),
            u"-5"_s,
            u"99999999999999999999"_s,
            third.email,
        };
        const auto resolved =
            answerOf<Resolved>([&](QObject *context, Callback<Resolved> callback) {
                Planner(*live.api).resolve(texts, context, std::move(callback));
            });
        QVERIFY(resolved && *resolved);
        const auto ref = [](const Customer &customer) {
            return PersonRef{customer.id, customer.profileId.value_or(ProfileId())};
        };
        QCOMPARE((*resolved)->people,
                 (QList<PersonRef>{
                     ref(first), ref(second), {CustomerId{}, ProfileId(someone)}, ref(third)}));
        QCOMPARE((*resolved)->notFound,
                 (QStringList{u"nobody@nowhere.example"_s, u"99999999"_s, u"hello"_s, u"-5"_s,
                              u"99999999999999999999"_s}));
        QCOMPARE((*resolved)->duplicates, 1);
    }

    /// No one is chosen by chance among those who share an address.
    void sharedAddresses()
    {
        LiveStore live;
        const QList<Customer> customers = live.customers();
        QByteArray rows;
        for (int i = 2; i >= 0; --i) {
            if (!rows.isEmpty())
                rows += ',';
            rows += "{\"id\":" + QByteArray::number(toNumber(customers.at(i).id)) + ",\"email\":\""
                + (i == 1       ? "one@x.example"
                       : i == 0 ? "Two@x.example"
                                : "two@X.example")
                + "\",\"first_name\":\"N" + QByteArray::number(i)
                + "\",\"last_name\":\"L\",\"shopper_profile_id\":null}";
        }
        sandbox::Fault answer =
            LiveStore::fault(sandbox::Fault::Action::Answer, "GET", "^/customers", 0, -1);
        answer.status = 200;
        answer.body = "{\"data\":[" + rows
            + "],\"meta\":{\"pagination\":{\"total\":3,\"count\":3,\"per_page\":250,"
              "\"current_page\":1,\"total_pages\":1}}}";
        live.store.setFaults({answer});
        const auto resolved = answerOf<Resolved>([&](QObject *context,
                                                     Callback<Resolved> callback) {
            Planner(*live.api).resolve({u"TWO@x.example"_s, u"one@x.example"_s, u"two@x.example"_s},
                                       context, std::move(callback));
        });
        QVERIFY(resolved && *resolved);
        QCOMPARE((*resolved)->people.size(), 1);
        QCOMPARE((*resolved)->people.first().customerId, customers.at(1).id);
        QVERIFY((*resolved)->notFound.isEmpty());
        QCOMPARE((*resolved)->shared.size(), 1);
        const SharedAddress &shared = (*resolved)->shared.first();
        QCOMPARE(shared.text, u"TWO@x.example"_s);
        QCOMPARE(shared.customers.size(), 2);
        QCOMPARE(shared.customers.at(0).id, customers.at(0).id);
        QCOMPARE(shared.customers.at(1).id, customers.at(2).id);
    }

    void resolveMany()
    {
        LiveStore live;
        QStringList texts;
        const QList<Customer> customers = live.customers();
        for (const Customer &customer : customers)
            texts.append(toNumber(customer.id) % 2 ? customer.email
                                                   : QString::number(toNumber(customer.id)));
        live.store.resetStatistics();
        const auto resolved =
            answerOf<Resolved>([&](QObject *context, Callback<Resolved> callback) {
                Planner(*live.api).resolve(texts, context, std::move(callback));
            });
        QVERIFY(resolved && *resolved);
        QCOMPARE((*resolved)->people.size(), 1000);
        QCOMPARE((*resolved)->notFound, QStringList());
        QCOMPARE((*resolved)->people.at(500).customerId, customers.at(500).id);
        QVERIFY(live.store.statistics().requests < 30);
        QVERIFY(live.store.statistics().maxInFlight <= 10);
    }

    void bounds()
    {
        LiveStore live;
        QStringList texts(Planner::maxTexts + 1, u"1"_s);
        const auto resolved =
            answerOf<Resolved>([&](QObject *context, Callback<Resolved> callback) {
                Planner(*live.api).resolve(texts, context, std::move(callback));
            });
        QVERIFY(resolved && !*resolved);
        QCOMPARE(resolved->error().kind, ApiError::Kind::InvalidArguments);
        const auto nothing = answerOf<Resolved>([&](QObject *context, Callback<Resolved> callback) {
            Planner(*live.api).resolve({}, context, std::move(callback));
        });
        QVERIFY(nothing && *nothing);
        QVERIFY((*nothing)->people.isEmpty());
    }

    void cut()
    {
        QCOMPARE(Planner::cut(u"1, 2;3\t4\r\n a@b.example\n\n"_s),
                 (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"a@b.example"_s}));
        QVERIFY(Planner::cut(u" \n"_s).isEmpty());
        // A name stays in one piece.
        QCOMPARE(Planner::cut(u"Zoë van  Dyk\n a@b.example 12, Ann Lee"_s),
                 (QStringList{u"Zoë van Dyk"_s, u"a@b.example"_s, u"12"_s, u"Ann Lee"_s}));
    }

    void contextDies()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        const QList<PersonRef> people = live.people(600);
        auto context = std::make_unique<QObject>();
        Planner planner(*live.api);
        planner.planAdd(live.segments().first().id, QString(), people, context.get(),
                        [](const Result<Plan> &) { QFAIL("called after its context died"); });
        planner.resolve({u"1"_s, u"2"_s}, context.get(),
                        [](const Result<Resolved> &) { QFAIL("called after its context died"); });
        QTRY_VERIFY(live.store.statistics().inFlight > 0);
        context.reset();
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QTest::qWait(50);
    }
};

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
