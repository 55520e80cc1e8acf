// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/storeapi.h"

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/tokencheck.h"
#include "tests/api/answered.h"
#include "tests/api/scriptedserver.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;
using sandbox::Fault;
using sandbox::SandboxStore;

namespace {

constexpr int customers = 700;
constexpr int profiles = 600;
constexpr int segments = 12;

SandboxStore::Options small()
{
    SandboxStore::Options options;
    options.customers = customers;
    options.profiles = profiles;
    options.segments = segments;
    return options;
}

/// A store and a client for it.
struct ApiFixture
{
    explicit ApiFixture(const SandboxStore::Options &options = small(),
                        const QByteArray &token = {})
        : store(options)
    {
        QString error;
        if (!store.startAndWait(&error))
            qFatal("%s", qPrintable(error));
        RestClient::Options settings;
        settings.apiPath = store.apiPath();
        settings.token = token.isEmpty() ? options.token.toUtf8() : token;
        settings.firstBackOff = 10ms;
        settings.deadline = 5s;
        settings.grace = 200ms;
        client = std::make_unique<RestClient>(settings);
        api = std::make_unique<StoreApi>(*client, RequestPriority::Interactive);
    }

    Result<Page<Segment>> segmentPage(PageRequest request = {}) const
    {
        return answered<Page<Segment>>(
            [&](auto *context, auto callback) { api->listSegments(request, context, callback); });
    }
    Result<Page<ShopperProfile>> profilePage(PageRequest request = {}) const
    {
        return answered<Page<ShopperProfile>>(
            [&](auto *context, auto callback) { api->listProfiles(request, context, callback); });
    }
    Result<Page<ShopperProfile>> memberPage(SegmentId segment, PageRequest request = {}) const
    {
        return answered<Page<ShopperProfile>>([&](auto *context, auto callback) {
            api->listMembers(segment, request, context, callback);
        });
    }
    Result<Page<Customer>> customerPage(const CustomerQuery &query) const
    {
        return answered<Page<Customer>>(
            [&](auto *context, auto callback) { api->listCustomers(query, context, callback); });
    }
    Result<QList<Segment>> create(const QList<NewSegment> &wanted) const
    {
        return answered<QList<Segment>>([&](auto *context, auto callback) {
            api->createSegments(*NonEmpty<QList<NewSegment>>::from(wanted), context, callback);
        });
    }
    Result<WriteReport> add(SegmentId segment, const QList<ProfileId> &ids) const
    {
        return answered<WriteReport>([&](auto *context, auto callback) {
            api->addMembers(segment, *NonEmpty<QList<ProfileId>>::from(ids), context, callback);
        });
    }
    Result<WriteReport> remove(SegmentId segment, const QList<ProfileId> &ids) const
    {
        return answered<WriteReport>([&](auto *context, auto callback) {
            api->removeMembers(segment, *NonEmpty<QList<ProfileId>>::from(ids), context, callback);
        });
    }
    Result<TokenReport> check() const
    {
        return answered<TokenReport>(
            [&](auto *context, auto callback) { checkToken(*client, context, callback); });
    }

    SandboxStore store;
    std::unique_ptr<RestClient> client;
    std::unique_ptr<StoreApi> api;
};

QList<ProfileId> idsOf(const Page<ShopperProfile> &page)
{
    QList<ProfileId> ids;
    for (const ShopperProfile &profile : page.items)
        ids.append(profile.id);
    return ids;
}

/// A segment without members and the first profiles of the store.
struct Ground
{
    explicit Ground(const ApiFixture &desk, int count = 60)
    {
        const auto made = desk.create({{u"Ground"_s, {}}});
        const auto page = desk.profilePage({1, count});
        if (!made || !page)
            qFatal("no ground to stand on");
        segment = made->first().id;
        people = idsOf(*page);
    }
    SegmentId segment;
    QList<ProfileId> people;
};

} // namespace

class TestStoreApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAndPages()
    {
        const ApiFixture desk;
        const auto first = desk.segmentPage();
        VERIFY_WORKED(first);
        QCOMPARE(first->total, segments);
        QCOMPARE(first->items.size(), segments);
        QCOMPARE(first->perPage, 250);
        QVERIFY(first->items.first().createdAt.isValid());

        QSet<ProfileId> seen;
        for (int page = 1; page <= 3; ++page) {
            const auto got = desk.profilePage({page, 250});
            VERIFY_WORKED(got);
            QCOMPARE(got->total, profiles);
            QCOMPARE(got->number, page);
            for (const ShopperProfile &profile : got->items)
                seen.insert(profile.id);
        }
        QCOMPARE(seen.size(), profiles);
        const auto past = desk.profilePage({900, 250});
        VERIFY_WORKED(past);
        QVERIFY(past->items.isEmpty());
        QCOMPARE(past->total, profiles);
    }

    void smallerPagesThanAskedFor()
    {
        SandboxStore::Options options = small();
        options.maxPageSize = 100;
        const ApiFixture desk(options);
        const auto page = desk.profilePage({2, 250});
        VERIFY_WORKED(page);
        QCOMPARE(page->perPage, 100);
        QCOMPARE(page->items.size(), 100);
        QCOMPARE(page->total, profiles);
    }

    void packedAndInChunks()
    {
        SandboxStore::Options options = small();
        options.gzip = true;
        options.chunked = true;
        const ApiFixture desk(options);
        const auto page = desk.profilePage();
        VERIFY_WORKED(page);
        QCOMPARE(page->items.size(), 250);
    }

    void lifeOfASegment()
    {
        const ApiFixture desk;
        const auto made = desk.create({{u"Zebra"_s, u"z"_s}, {u"Apple <b> \u202e 顧客"_s, {}}});
        VERIFY_WORKED(made);
        QCOMPARE(made->size(), 2);
        QCOMPARE(made->at(0).name, u"Zebra"_s); // in the order asked for
        QCOMPARE(made->at(1).name, u"Apple <b> \u202e 顧客"_s);

        const auto taken = desk.create({{u"Zebra"_s, {}}});
        VERIFY_FAILED(taken, Conflict);
        QCOMPARE(taken.error().httpStatus, 409);
        QVERIFY(!taken.error().fields.isEmpty());

        SegmentUpdate update;
        update.id = made->at(0).id;
        update.name = u"Zebras"_s;
        const auto changed = answered<QList<Segment>>([&](auto *context, auto callback) {
            desk.api->updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({update}), context,
                                     callback);
        });
        VERIFY_WORKED(changed);
        QCOMPARE(changed->first().name, u"Zebras"_s);
        QCOMPARE(changed->first().description, u"z"_s);

        const auto found = answered<Page<Segment>>([&](auto *context, auto callback) {
            desk.api->findSegments(
                *NonEmpty<QList<SegmentId>>::from({made->at(0).id, SegmentId(QUuid::createUuid())}),
                {}, context, callback);
        });
        VERIFY_WORKED(found);
        QCOMPARE(found->items.size(), 1);
        QCOMPARE(found->items.first().name, u"Zebras"_s);

        const auto gone = answered<WriteReport>([&](auto *context, auto callback) {
            desk.api->deleteSegments(
                *NonEmpty<QList<SegmentId>>::from({made->at(0).id, made->at(1).id}), context,
                callback);
        });
        VERIFY_WORKED(gone);
        QCOMPARE(gone->failed, 0);
        QCOMPARE(desk.segmentPage()->total, segments);
        QCOMPARE(desk.store.statistics().wipes, 0);
    }

    void lifeOfAProfile()
    {
        const ApiFixture desk;
        CustomerQuery query;
        query.includeProfiles = true;
        query.includeSegments = true;
        QList<CustomerId> without;
        for (int page = 1; page <= 3; ++page) {
            query.page.page = page;
            const auto got = desk.customerPage(query);
            VERIFY_WORKED(got);
            for (const Customer &customer : got->items) {
                QVERIFY(customer.profileKnown);
                QVERIFY(customer.segmentIds);
                if (!customer.profileId)
                    without.append(customer.id);
            }
        }
        QCOMPARE(without.size(), customers - profiles);
        const QList<CustomerId> wanted{without.at(2), without.at(0), without.at(1)};
        const auto create = [&](const QList<CustomerId> &ids) {
            return answered<MadeProfiles>([&](auto *context, auto callback) {
                desk.api->createProfiles(*NonEmpty<QList<CustomerId>>::from(ids), context,
                                         callback);
            });
        };
        const auto made = create(wanted);
        VERIFY_WORKED(made);
        QCOMPARE(made->profiles.size(), 3);
        QCOMPARE(made->report.applied, 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(made->profiles.at(i).customerId, wanted.at(i));
        VERIFY_FAILED(create({without.at(3), wanted.at(0)}), Conflict);

        const auto gone = answered<WriteReport>([&](auto *context, auto callback) {
            desk.api->deleteProfiles(*NonEmpty<QList<ProfileId>>::from({made->profiles.at(0).id}),
                                     context, callback);
        });
        VERIFY_WORKED(gone);
        QCOMPARE(desk.profilePage()->total, profiles + 2);
    }

    void lifeOfAMembership()
    {
        const ApiFixture desk;
        const Ground ground(desk);
        const QList<ProfileId> fifty = ground.people.first(50);
        const auto added = desk.add(ground.segment, fifty);
        VERIFY_WORKED(added);
        QCOMPARE(added->failed, 0);
        const auto members = desk.memberPage(ground.segment);
        VERIFY_WORKED(members);
        QCOMPARE(members->total, 50);

        // One that is a member already: nothing is applied, and the answer says who.
        const auto again = desk.add(
            ground.segment, {ground.people.at(55), ground.people.at(7), ground.people.at(3)});
        VERIFY_FAILED(again, Conflict);
        const QList<ProfileId> named = again.error().alreadyMembers;
        QCOMPARE(QSet<ProfileId>(named.cbegin(), named.cend()),
                 (QSet<ProfileId>{ground.people.at(3), ground.people.at(7)}));
        QCOMPARE(desk.memberPage(ground.segment)->total, 50);

        const auto of = answered<Page<Segment>>([&](auto *context, auto callback) {
            desk.api->listSegmentsOfProfile(ground.people.at(0), {}, context, callback);
        });
        VERIFY_WORKED(of);
        const bool listed =
            std::any_of(of->items.cbegin(), of->items.cend(),
                        [&](const Segment &segment) { return segment.id == ground.segment; });
        QVERIFY(listed);

        const auto removed = desk.remove(ground.segment, fifty.first(49));
        VERIFY_WORKED(removed);
        QCOMPARE(desk.memberPage(ground.segment)->total, 1);
        QCOMPARE(desk.profilePage()->total, profiles); // a removal deletes no one
        QCOMPARE(desk.store.statistics().wipes, 0);
    }

    void writesInPart()
    {
        SandboxStore::Options options = small();
        options.partialConflicts = true;
        options.deleteAnswers200 = true;
        options.updateAnswers200 = true;
        const ApiFixture desk(options);
        const Ground ground(desk);
        VERIFY_WORKED(desk.add(ground.segment, {ground.people.at(0)}));
        const auto part = desk.add(ground.segment, {ground.people.at(1), ground.people.at(0)});
        VERIFY_WORKED(part);
        QCOMPARE(part->failed, 1);
        QCOMPARE(part->alreadyMembers, QList<ProfileId>{ground.people.at(0)});
        QCOMPARE(desk.memberPage(ground.segment)->total, 2);

        const auto removed =
            desk.remove(ground.segment, {ground.people.at(0), ground.people.at(9)});
        VERIFY_WORKED(removed);
        QCOMPARE(removed->failed, 1);
        QCOMPARE(removed->errors.size(), 1);
        QVERIFY(removed->errors.first().second.contains(ground.people.at(9).toString()));

        const auto made = desk.create({{u"Ground"_s, {}}, {u"New"_s, {}}});
        VERIFY_WORKED(made);
        QCOMPARE(made->size(), 1);
        QCOMPARE(made->first().name, u"New"_s);
        SegmentUpdate update;
        update.id = made->first().id;
        update.description = u"d"_s;
        const auto changed = answered<QList<Segment>>([&](auto *context, auto callback) {
            desk.api->updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({update}), context,
                                     callback);
        });
        VERIFY_WORKED(changed);
        QCOMPARE(changed->first().description, u"d"_s);
    }

    void customersByIdAndAddress()
    {
        const ApiFixture desk;
        CustomerQuery all;
        all.page.limit = 250;
        const auto page = desk.customerPage(all);
        VERIFY_WORKED(page);
        QCOMPARE(page->total, customers);
        QVERIFY(!page->items.first().profileKnown);

        QList<CustomerId> ids;
        for (const Customer &customer : page->items)
            ids.append(customer.id);
        const auto batches = StoreApi::batchesOf(ids);
        QSet<CustomerId> found;
        for (const QList<CustomerId> &batch : batches) {
            CustomerQuery query;
            query.ids = batch;
            query.includeProfiles = true;
            query.includeSegments = true;
            const auto got = desk.customerPage(query);
            VERIFY_WORKED(got);
            for (const Customer &customer : got->items)
                found.insert(customer.id);
        }
        QCOMPARE(found, QSet<CustomerId>(ids.cbegin(), ids.cend()));

        CustomerQuery byAddress;
        byAddress.emails = {page->items.at(3).email, page->items.at(5).email};
        const auto two = desk.customerPage(byAddress);
        VERIFY_WORKED(two);
        QCOMPARE(two->items.size(), 2);
    }

    void customersByCursor()
    {
        const ApiFixture desk;
        CustomerQuery query;
        query.page.limit = 200;
        QSet<CustomerId> seen;
        int pages = 0;
        for (; pages < 20; ++pages) {
            const auto page = desk.customerPage(query);
            VERIFY_WORKED(page);
            if (page->items.isEmpty())
                break;
            for (const Customer &customer : page->items)
                seen.insert(customer.id);
            query.after = page->endCursor;
            if (query.after.isEmpty())
                break;
        }
        QCOMPARE(seen.size(), customers);
        QVERIFY(pages <= 5);
    }

    void batches()
    {
        QCOMPARE(StoreApi::batchesOf({}).size(), 0);
        QList<CustomerId> small;
        QList<CustomerId> large;
        for (int i = 0; i < 600; ++i) {
            small.append(CustomerId(i + 1));
            large.append(CustomerId(std::numeric_limits<qint64>::max() - i));
        }
        for (const QList<CustomerId> &ids : {small, large}) {
            QList<CustomerId> joined;
            for (const QList<CustomerId> &batch : StoreApi::batchesOf(ids)) {
                QVERIFY(!batch.isEmpty() && batch.size() <= 250);
                joined += batch;
            }
            QCOMPARE(joined, ids);
        }
        QCOMPARE(StoreApi::batchesOf(small).first().size(), 250);
        QCOMPARE(StoreApi::batchesOf(large).first().size(), 80);
    }

    void argumentsThatAreRefused()
    {
        const ApiFixture desk;
        QList<ProfileId> many;
        QList<NewSegment> manySegments;
        QList<CustomerId> manyCustomers;
        for (int i = 0; i < 51; ++i) {
            many.append(ProfileId(QUuid::createUuid()));
            manySegments.append({QString::number(i), {}});
            manyCustomers.append(CustomerId(i + 1));
        }
        const SegmentId segment(QUuid::createUuid());
        VERIFY_FAILED(desk.add(segment, many), InvalidArguments);
        VERIFY_FAILED(desk.remove(segment, many), InvalidArguments);
        VERIFY_FAILED(desk.add(SegmentId(), many.first(1)), InvalidArguments);
        VERIFY_FAILED(desk.remove(segment, {ProfileId()}), InvalidArguments);
        VERIFY_FAILED(desk.create(manySegments), InvalidArguments);
        VERIFY_FAILED(desk.create({{u" "_s, {}}}), InvalidArguments);
        VERIFY_FAILED(desk.segmentPage({0, 50}), InvalidArguments);
        VERIFY_FAILED(desk.segmentPage({1, 251}), InvalidArguments);
        VERIFY_FAILED(desk.memberPage(SegmentId()), InvalidArguments);
        for (const QList<CustomerId> &ids : {manyCustomers, QList<CustomerId>{CustomerId(0)}}) {
            const auto made = answered<MadeProfiles>([&](auto *context, auto callback) {
                desk.api->createProfiles(*NonEmpty<QList<CustomerId>>::from(ids), context,
                                         callback);
            });
            VERIFY_FAILED(made, InvalidArguments);
        }
        CustomerQuery tooLong;
        for (int i = 0; i < 600; ++i)
            tooLong.ids.append(CustomerId(1'000'000 + i));
        VERIFY_FAILED(desk.customerPage(tooLong), InvalidArguments);
        CustomerQuery comma;
        comma.emails = {u"a,b@example.com"_s};
        VERIFY_FAILED(desk.customerPage(comma), InvalidArguments);
        QCOMPARE(desk.store.statistics().requests, 0);
    }

    void unknownThings()
    {
        const ApiFixture desk;
        VERIFY_FAILED(desk.memberPage(SegmentId(QUuid::createUuid())), NotFound);
        const Ground ground(desk);
        const auto added = desk.add(ground.segment, {ProfileId(QUuid::createUuid())});
        VERIFY_FAILED(added, Rejected);
        QCOMPARE(added.error().alreadyMembers.size(), 0);
    }

    void tokens()
    {
        ApiFixture desk;
        const auto all = desk.check();
        VERIFY_WORKED(all);
        using State = TokenReport::Check::State;
        QCOMPARE(all->customers.state, State::Works);
        QCOMPARE(all->segments.state, State::Works);
        QCOMPARE(all->members.state, State::Works);
        QCOMPARE(all->write.state, State::Works);
        QCOMPARE(all->customersTotal, customers);
        QCOMPARE(all->segmentsTotal, segments);
        QCOMPARE(all->quota, desk.store.options().quota);
        QCOMPARE(all->window, std::chrono::milliseconds(desk.store.options().windowMs));
        QCOMPARE(all->requests, 4);
        QCOMPARE(desk.store.statistics().requests, 4);
        QCOMPARE(desk.segmentPage()->total, segments); // it changed nothing

        desk.client->setToken(desk.store.options().readOnlyToken.toUtf8());
        const auto reads = desk.check();
        VERIFY_WORKED(reads);
        QCOMPARE(reads->customers.state, State::Works);
        QCOMPARE(reads->segments.state, State::Works);
        QCOMPARE(reads->members.state, State::Denied);
        QCOMPARE(reads->members.error->httpStatus, 403);
        QCOMPARE(reads->write.state, State::Denied);

        QSignalSpy wrong(desk.client.get(), &RestClient::unauthorized);
        desk.client->setToken("wrong-token");
        VERIFY_FAILED(desk.check(), Unauthorized);
        VERIFY_FAILED(desk.segmentPage(), Unauthorized);
        QTRY_COMPARE(wrong.count(), 1);
    }

    void tokenOfAStoreWithoutSegments()
    {
        SandboxStore::Options options = small();
        options.segments = 0;
        const ApiFixture desk(options);
        const auto report = desk.check();
        VERIFY_WORKED(report);
        QCOMPARE(report->members.state, TokenReport::Check::State::Unknown);
        QVERIFY(!report->members.error);
        QCOMPARE(report->write.state, TokenReport::Check::State::Works);
        QCOMPARE(report->requests, 3);
    }

    void tokenCheckAgainstNoStore_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("HTML") << 200 << QByteArray("<html>Welcome</html>")
                              << int(ApiError::Kind::UnexpectedAnswer);
        QTest::newRow("some other JSON")
            << 200 << QByteArray("{\"ok\":true}") << int(ApiError::Kind::UnexpectedAnswer);
        QTest::newRow("no such store") << 404 << QByteArray("{}") << int(ApiError::Kind::NotFound);
        QTest::newRow("redirect") << 302 << QByteArray() << int(ApiError::Kind::Redirected);
    }
    void tokenCheckAgainstNoStore()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(ScriptedServer::answer(status, body));
        });
        RestClient::Options options;
        options.apiPath = server.apiPath();
        options.token = "token";
        RestClient client(options);
        const auto report = answered<TokenReport>(
            [&](auto *context, auto callback) { checkToken(client, context, callback); });
        QVERIFY(!report);
        QCOMPARE(int(report.error().kind), kind);
        QCOMPARE(server.requests.size(), 1);
    }

    void tokenCheckIsTakenBack()
    {
        SandboxStore::Options options = small();
        options.latencyMs = 50;
        const ApiFixture desk(options);
        auto context = std::make_unique<QObject>();
        bool called = false;
        checkToken(*desk.client, context.get(),
                   [&](const Result<TokenReport> &) { called = true; });
        QTRY_COMPARE(desk.store.statistics().requests, 1);
        context.reset();
        QVERIFY(QTest::staysTrue([&] { return !called; }, 150));
        QCOMPARE(desk.store.statistics().requests, 1);
    }

    void wrongHash()
    {
        const ApiFixture desk;
        RestClient::Options options;
        QUrl path = desk.store.apiPath();
        path.setPath(u"/stores/another/v3"_s);
        options.apiPath = path;
        options.token = desk.store.options().token.toUtf8();
        RestClient client(options);
        StoreApi api(client, RequestPriority::Interactive);
        const auto page = answered<Page<Segment>>(
            [&](auto *context, auto callback) { api.listSegments({}, context, callback); });
        QVERIFY(!page);
        const int status = page.error().httpStatus;
        QVERIFY2(status == 401 || status == 403 || status == 404, why(page).constData());
    }

    void lostAnswerOfAWrite()
    {
        ApiFixture desk;
        const Ground ground(desk);
        Fault fault;
        fault.action = Fault::Action::CloseAfterApplying;
        fault.method = u"POST"_s;
        desk.store.setFaults({fault});
        desk.store.resetStatistics();
        const auto lost = desk.add(ground.segment, ground.people.first(50));
        VERIFY_FAILED(lost, OutcomeUnknown);
        QVERIFY(QTest::staysTrue([&] { return desk.store.statistics().writes == 1; }, 100));
        const auto seen = desk.store.statistics();
        QCOMPARE(seen.writes, 1);
        QCOMPARE(seen.membersAdded, 50);
        QCOMPARE(seen.membersAddedAgain, 0);
    }

    void damagedLists_data()
    {
        QTest::addColumn<int>("action");
        QTest::newRow("cut") << int(Fault::Action::TruncateBody);
        QTest::newRow("closed") << int(Fault::Action::CloseBeforeApplying);
        QTest::newRow("busy") << int(Fault::Action::Answer);
    }
    void damagedLists()
    {
        QFETCH(int, action);
        ApiFixture desk;
        Fault fault;
        fault.action = static_cast<Fault::Action>(action);
        fault.count = 2;
        desk.store.setFaults({fault});
        const auto page = desk.profilePage();
        VERIFY_WORKED(page);
        QCOMPARE(page->items.size(), 250);
    }

    void lyingLists()
    {
        ApiFixture desk;
        Fault fault;
        fault.action = Fault::Action::WrongTotal;
        fault.amount = -590;
        fault.count = -1;
        desk.store.setFaults({fault});
        const auto page = desk.profilePage({2, 250});
        VERIFY_WORKED(page);
        QCOMPARE(page->total, 500); // as many as this page proves
    }

    void anotherPageThanAskedFor()
    {
        ScriptedServer server([](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(ScriptedServer::answer(
                200,
                "{\"data\":[{\"id\":\"0b1c6a9e-2f4d-4b8a-8a55-000000000001\",\"name\":\"A\"}],"
                "\"meta\":{\"pagination\":{\"total\":9,\"current_page\":1,\"per_page\":3}}}"));
        });
        RestClient::Options options;
        options.apiPath = server.apiPath();
        options.token = "token";
        RestClient client(options);
        StoreApi api(client, RequestPriority::Interactive);
        const auto page = answered<Page<Segment>>([&](auto *context, auto callback) {
            api.listSegments({2, 3}, context, callback);
        });
        VERIFY_FAILED(page, UnexpectedAnswer);
        QCOMPARE(page.error().httpStatus, 200);
        QCOMPARE(page.error().details, u"GET /segments: page 2 was asked for, page 1 came"_s);
    }

    void neverMoreThanTenAtOnceAndEveryoneOnce()
    {
        SandboxStore::Options options = small();
        options.latencyMs = 20;
        const ApiFixture desk(options);
        const auto made = desk.create({{u"One"_s, {}}, {u"Two"_s, {}}});
        VERIFY_WORKED(made);
        QList<ProfileId> people;
        for (int page = 1; page <= 3; ++page)
            people += idsOf(*desk.profilePage({page, 250}));
        QCOMPARE(people.size(), profiles);
        QObject context;
        int done = 0;
        int failed = 0;
        for (const Segment &segment : *made) {
            for (qsizetype at = 0; at < people.size(); at += 10) {
                desk.api->addMembers(segment.id,
                                     *NonEmpty<QList<ProfileId>>::from(people.mid(at, 10)),
                                     &context, [&](const Result<WriteReport> &report) {
                                         ++done;
                                         failed += report ? 0 : 1;
                                     });
            }
        }
        QTRY_COMPARE(done, 120);
        QCOMPARE(failed, 0);
        const auto seen = desk.store.statistics();
        QCOMPARE(seen.membersAdded, 2 * profiles);
        QCOMPARE(seen.membersAddedAgain, 0);
        QCOMPARE(seen.tooManyRequests, 0);
        QCOMPARE(seen.maxInFlight, 10);
    }

    void quotaIsSpentWithoutA429()
    {
        SandboxStore::Options options = small();
        options.quota = 40;
        options.windowMs = 2'000;
        ApiFixture desk(options);
        desk.client->setReserve(0);
        QObject context;
        int done = 0;
        int failed = 0;
        for (int i = 0; i < 150; ++i) {
            desk.api->listSegments({1, 1}, &context, [&](const Result<Page<Segment>> &page) {
                ++done;
                failed += page ? 0 : 1;
            });
        }
        QTRY_COMPARE(done, 150);
        QCOMPARE(failed, 0);
        QCOMPARE(desk.store.statistics().tooManyRequests, 0);
        QCOMPARE(desk.store.statistics().requests, 150);
        QCOMPARE(desk.client->traffic().quota, 40);
    }
};

QTEST_GUILESS_MAIN(TestStoreApi)
#include "tst_storeapi.moc"
