// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "models/api/tokencheck.h"
#include "tests/api/answered.h"

#include <QDateTime>
#include <QSet>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What api-contract.md says of a store, as seen through the client. Runs against the sandbox, or
/// against the real store that SEGMENTDESK_CONTRACT_API_PATH and SEGMENTDESK_CONTRACT_TOKEN name:
/// there it only reads, unless SEGMENTDESK_CONTRACT_WRITE is 1; then it makes one segment and
/// deletes it again.
class TestContract : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<sandbox::SandboxStore> m_sandbox;
    std::unique_ptr<RestClient> m_client;
    std::unique_ptr<StoreApi> m_api;
    bool m_mayWrite = false;

    Result<Page<Segment>> segments(PageRequest request = {}) const
    {
        return answered<Page<Segment>>(
            [&](auto *context, auto callback) { m_api->listSegments(request, context, callback); });
    }
    Result<Page<ShopperProfile>> profiles(PageRequest request = {}) const
    {
        return answered<Page<ShopperProfile>>(
            [&](auto *context, auto callback) { m_api->listProfiles(request, context, callback); });
    }
    Result<Page<Customer>> customers(const CustomerQuery &query) const
    {
        return answered<Page<Customer>>(
            [&](auto *context, auto callback) { m_api->listCustomers(query, context, callback); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        RestClient::Options options;
        const QString path = qEnvironmentVariable("SEGMENTDESK_CONTRACT_API_PATH");
        if (path.isEmpty()) {
            sandbox::SandboxStore::Options store;
            store.customers = 400;
            store.segments = 8;
            m_sandbox = std::make_unique<sandbox::SandboxStore>(store);
            QString error;
            QVERIFY2(m_sandbox->startAndWait(&error), qPrintable(error));
            options.apiPath = m_sandbox->apiPath();
            options.token = store.token.toUtf8();
            m_mayWrite = true;
        } else {
            options.apiPath = QUrl(path);
            options.token = qgetenv("SEGMENTDESK_CONTRACT_TOKEN");
            m_mayWrite = qEnvironmentVariableIntValue("SEGMENTDESK_CONTRACT_WRITE") == 1;
        }
        m_client = std::make_unique<RestClient>(options);
        m_api = std::make_unique<StoreApi>(*m_client, RequestPriority::Interactive);
    }

    void tokenMayRead()
    {
        if (!m_mayWrite)
            QSKIP("the check of the token sends a write, though an empty one");
        const auto report = answered<TokenReport>(
            [&](auto *context, auto callback) { checkToken(*m_client, context, callback); });
        VERIFY_WORKED(report);
        QCOMPARE(report->customers.state, TokenReport::Check::State::Works);
        QCOMPARE(report->segments.state, TokenReport::Check::State::Works);
    }

    void pagesFitTogether()
    {
        const auto one = profiles({1, 10});
        VERIFY_WORKED(one);
        QVERIFY(one->items.size() <= 10);
        QCOMPARE(one->number, 1);
        if (one->total <= 10)
            QSKIP("this store has too few profiles for two pages");
        const auto two = profiles({2, 10});
        VERIFY_WORKED(two);
        QSet<ProfileId> ids;
        for (const Page<ShopperProfile> &page : {*one, *two}) {
            for (const ShopperProfile &profile : page.items)
                ids.insert(profile.id);
        }
        QCOMPARE(ids.size(), one->items.size() + two->items.size());
        QCOMPARE(one->total, two->total);
    }

    void pageOf250()
    {
        const auto page = profiles();
        VERIFY_WORKED(page);
        qInfo("a page of profiles has %d rows of %lld", page->perPage, page->total);
        QVERIFY(page->perPage >= 1 && page->perPage <= 250);
        QCOMPARE(page->items.size(), std::min<qint64>(page->total, page->perPage));
    }

    void pagePastTheEndIsEmpty()
    {
        const auto page = profiles({100000, 250});
        VERIFY_WORKED(page);
        QVERIFY(page->items.isEmpty());
    }

    void segmentsById()
    {
        const auto all = segments();
        VERIFY_WORKED(all);
        if (all->items.size() < 2)
            QSKIP("this store has too few segments");
        const auto found = answered<Page<Segment>>([&](auto *context, auto callback) {
            m_api->findSegments(*NonEmpty<QList<SegmentId>>::from({all->items.at(1).id}), {},
                                context, callback);
        });
        VERIFY_WORKED(found);
        QCOMPARE(found->items.size(), 1);
        QCOMPARE(found->items.first(), all->items.at(1));
    }

    void membersAndTheirSegments()
    {
        const auto all = segments();
        VERIFY_WORKED(all);
        for (const Segment &segment : all->items) {
            const auto members = answered<Page<ShopperProfile>>([&](auto *context, auto callback) {
                m_api->listMembers(segment.id, {1, 1}, context, callback);
            });
            VERIFY_WORKED(members);
            if (members->items.isEmpty())
                continue;
            const auto of = answered<Page<Segment>>([&](auto *context, auto callback) {
                m_api->listSegmentsOfProfile(members->items.first().id, {}, context, callback);
            });
            VERIFY_WORKED(of);
            const bool listed =
                std::any_of(of->items.cbegin(), of->items.cend(),
                            [&](const Segment &other) { return other.id == segment.id; });
            QVERIFY(listed);
            return;
        }
        QSKIP("no segment of this store has members");
    }

    void customersByCursorAndById()
    {
        CustomerQuery query;
        query.page.limit = 5;
        query.includeProfiles = true;
        query.includeSegments = true;
        const auto first = customers(query);
        VERIFY_WORKED(first);
        if (first->total <= 5)
            QSKIP("this store has too few customers");
        QVERIFY(!first->endCursor.isEmpty());
        QVERIFY(first->items.first().profileKnown);
        query.after = first->endCursor;
        const auto second = customers(query);
        VERIFY_WORKED(second);
        QVERIFY(!second->items.isEmpty());
        for (const Customer &customer : second->items) {
            for (const Customer &other : first->items)
                QVERIFY(customer.id != other.id);
        }
        CustomerQuery byId;
        byId.ids = {first->items.at(0).id, second->items.at(0).id};
        const auto two = customers(byId);
        VERIFY_WORKED(two);
        QCOMPARE(two->items.size(), 2);
    }

    void unknownSegmentIsNotFound()
    {
        const auto members = answered<Page<ShopperProfile>>([&](auto *context, auto callback) {
            m_api->listMembers(SegmentId(QUuid::createUuid()), {1, 1}, context, callback);
        });
        VERIFY_FAILED(members, NotFound);
    }

    void writing()
    {
        if (!m_mayWrite)
            QSKIP("writing was not asked for");
        const QString name =
            u"Segment Desk contract test %1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        const auto make = [&] {
            return answered<QList<Segment>>([&](auto *context, auto callback) {
                m_api->createSegments(
                    *NonEmpty<QList<NewSegment>>::from({{name, u"to be deleted"_s}}), context,
                    callback);
            });
        };
        const auto made = make();
        VERIFY_WORKED(made);
        const SegmentId segment = made->first().id;
        const auto clean = qScopeGuard([&] {
            const auto gone = answered<WriteReport>([&](auto *context, auto callback) {
                m_api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({segment}), context,
                                      callback);
            });
            QVERIFY2(gone, why(gone).constData());
            const auto members = answered<Page<ShopperProfile>>([&](auto *context, auto callback) {
                m_api->listMembers(segment, {1, 1}, context, callback);
            });
            VERIFY_FAILED(members, NotFound);
        });
        QCOMPARE(made->first().name, name);
        VERIFY_FAILED(make(), Conflict);

        SegmentUpdate update;
        update.id = segment;
        update.name = name + u" 2"_s;
        const auto changed = answered<QList<Segment>>([&](auto *context, auto callback) {
            m_api->updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({update}), context,
                                  callback);
        });
        VERIFY_WORKED(changed);
        QCOMPARE(changed->first().name, name + u" 2"_s);

        const auto page = profiles({1, 2});
        VERIFY_WORKED(page);
        if (page->items.size() < 2)
            QSKIP("this store has too few profiles");
        const ProfileId one = page->items.at(0).id;
        const ProfileId two = page->items.at(1).id;
        const auto add = [&](const QList<ProfileId> &ids) {
            return answered<WriteReport>([&](auto *context, auto callback) {
                m_api->addMembers(segment, *NonEmpty<QList<ProfileId>>::from(ids), context,
                                  callback);
            });
        };
        VERIFY_WORKED(add({one}));
        const auto again = add({one, two});
        // Both are known: nothing is applied, or the other one alone.
        if (again) {
            QCOMPARE(again->alreadyMembers, QList<ProfileId>{one});
        } else {
            VERIFY_FAILED(again, Conflict);
            QCOMPARE(again.error().alreadyMembers, QList<ProfileId>{one});
        }
        const auto removed = answered<WriteReport>([&](auto *context, auto callback) {
            m_api->removeMembers(segment, *NonEmpty<QList<ProfileId>>::from({one}), context,
                                 callback);
        });
        VERIFY_WORKED(removed);
        const auto left = answered<Page<ShopperProfile>>([&](auto *context, auto callback) {
            m_api->listMembers(segment, {1, 10}, context, callback);
        });
        VERIFY_WORKED(left);
        QCOMPARE(left->total, again ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
