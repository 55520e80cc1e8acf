// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/selectionresolver.h"
#include "models/sources/storesources.h"
#include "models/sources/withoutprofilescan.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

class TestPeople : public QObject
{
    Q_OBJECT

    static Result<QList<PersonRef>> collected(PageSource<Person> source, const Selection &selection,
                                              const SelectionResolver::KnownRow &known = {})
    {
        SelectionResolver collect(std::move(source), selection, known);
        QSignalSpy done(&collect, &SelectionResolver::collected);
        QSignalSpy failed(&collect, &SelectionResolver::failed);
        collect.start();
        if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }))
            qFatal("nothing collected");
        if (failed.count() > 0)
            return tl::unexpected(failed.first().first().value<ApiError>());
        return done.first().first().value<QList<PersonRef>>();
    }

private Q_SLOTS:
    /// Ten million rows are refused before one of them is read or looked at.
    void tooManyAreRefusedFirst()
    {
        int asked = 0;
        int known = 0;
        const PageSource<Person> source = [&asked](PageRequest request, QObject *context,
                                                   Callback<Page<Person>> callback) {
            ++asked;
            QTimer::singleShot(0, context, [request, callback = std::move(callback)] {
                Page<Person> page;
                page.number = request.page;
                page.perPage = request.limit;
                page.total = 10'000'000;
                page.items.resize(request.limit);
                callback(page);
            });
        };
        Selection rows;
        rows.rows = {{0, 9'999'999}};
        const auto byRows = collected(source, rows, [&known](qint64) {
            ++known;
            return nullptr;
        });
        QVERIFY(!byRows);
        QCOMPARE(byRows.error().kind, ApiError::Kind::TooLarge);
        QCOMPARE(asked, 0);
        QCOMPARE(known, 0);
        Selection everybody;
        everybody.everybody = true;
        const auto all = collected(source, everybody);
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ApiError::Kind::TooLarge);
        QCOMPARE(asked, 1);
    }

    void sources()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(300);
        live.add(segment.id, people);
        const auto page = answerOf<Page<Person>>([&](QObject *context,
                                                     Callback<Page<Person>> callback) {
            membersSource(*live.api, segment.id)(PageRequest{2, 250}, context, std::move(callback));
        });
        QVERIFY(page && *page);
        QCOMPARE((*page)->total, 300);
        QCOMPARE((*page)->items.size(), 50);
        QCOMPARE((*page)->items.first().details, Person::Details::Unknown);
        const auto all =
            answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                profilesSource (*live.api)(PageRequest{1, 10}, context, std::move(callback));
            });
        QVERIFY(all && *all);
        QCOMPARE((*all)->total, 900);
        const auto count = answerOf<qint64>([&](QObject *context, Callback<qint64> callback) {
            memberCount(*live.api, segment.id, context, std::move(callback));
        });
        QVERIFY(count && *count);
        QCOMPARE(**count, 300);
        const auto counts =
            answerOf<StoreCounts>([&](QObject *context, Callback<StoreCounts> callback) {
                storeCounts(*live.api, context, std::move(callback));
            });
        QVERIFY(counts && *counts);
        QCOMPARE((*counts)->customers, 1000);
        QCOMPARE((*counts)->profiles, 900);
    }

    void lookup()
    {
        LiveStore live;
        QList<CustomerId> ids;
        for (const Customer &customer : live.customers())
            ids.append(customer.id);
        ids.append(CustomerId(99'999'999));
        const CustomerLookup lookup = customerLookup(*live.api);
        const auto ask = [&](const QList<CustomerId> &which) {
            return answerOf<QList<Customer>>(
                [&](QObject *context, Callback<QList<Customer>> callback) {
                    lookup(which, context, std::move(callback));
                });
        };
        const auto found = ask(ids);
        QVERIFY(found && *found);
        QCOMPARE((*found)->size(), 1000);
        QVERIFY((*found)->first().profileKnown);
        QVERIFY((*found)->first().segmentIds);
        const auto nothing = ask({});
        QVERIFY(nothing && *nothing);
        QVERIFY((*nothing)->isEmpty());
    }

    void lookupWithoutSegments()
    {
        sandbox::Options options = LiveStore::small();
        options.readOnlyHidesSegments = true;
        LiveStore live(options);
        QList<CustomerId> ids;
        for (const PersonRef &person : live.people(3))
            ids.append(person.customerId);
        live.client->setToken(options.readOnlyToken.toUtf8());
        const CustomerLookup lookup = customerLookup(*live.api);
        for (int i = 0; i < 2; ++i) {
            live.store.resetStatistics();
            const auto found = answerOf<QList<Customer>>(
                [&](QObject *context, Callback<QList<Customer>> callback) {
                    lookup(ids, context, std::move(callback));
                });
            QVERIFY(found && *found);
            QCOMPARE((*found)->size(), 3);
            QVERIFY((*found)->first().profileKnown);
            QVERIFY(!(*found)->first().segmentIds);
            QCOMPARE(live.store.statistics().requests, i == 0 ? 2 : 1); // refused once and for all
        }
    }

    void scan()
    {
        LiveStore live;
        WithoutProfileScan scan(*live.api);
        QSignalSpy finished(&scan, &WithoutProfileScan::finished);
        scan.start();
        QVERIFY(scan.isRunning());
        QVERIFY(finished.wait(QTest::patience));
        QVERIFY(scan.isComplete());
        QVERIFY(!scan.isRunning());
        QCOMPARE(scan.read(), 1000);
        QCOMPARE(scan.total(), 1000);
        QCOMPARE(scan.found(), 100);
        const auto page =
            answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                scan.source()(PageRequest{2, 80}, context, std::move(callback));
            });
        QVERIFY(page && *page);
        QCOMPARE((*page)->total, 100);
        QCOMPARE((*page)->items.size(), 20);
        QCOMPARE((*page)->items.first().details, Person::Details::Known);
        QVERIFY(!(*page)->items.first().profile);
        scan.forget(live.withoutProfile().mid(0, 30));
        QCOMPARE(scan.found(), 70);
        scan.start(); // once more
        QVERIFY(finished.wait(QTest::patience));
        QCOMPARE(scan.found(), 100);
    }

    void scanStopsAndFails()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        auto scan = std::make_unique<WithoutProfileScan>(*live.api);
        QSignalSpy finished(scan.get(), &WithoutProfileScan::finished);
        scan->start();
        QTRY_VERIFY(scan->read() > 0 || live.store.statistics().inFlight > 0);
        scan->stop();
        QVERIFY(!scan->isRunning());
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QCOMPARE(finished.count(), 0);
        live.client->setToken("wrong");
        scan->start();
        QVERIFY(finished.wait(QTest::patience));
        QVERIFY(!scan->isComplete());
        QVERIFY(scan->error());
        QCOMPARE(scan->error()->kind, ApiError::Kind::Unauthorized);
        live.client->setToken(options.token.toUtf8());
        scan->start();
        QTRY_VERIFY(live.store.statistics().inFlight > 0);
        scan.reset();
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
    }

    void collectRows()
    {
        LiveStore live;
        const QList<PersonRef> everybody = [&] {
            QList<PersonRef> all;
            for (const Customer &customer : live.customers()) {
                if (customer.profileId)
                    all.append({customer.id, *customer.profileId});
            }
            return all;
        }();
        // In the order of the list of profiles.
        Selection all;
        all.everybody = true;
        const auto list = collected(profilesSource(*live.api), all);
        QVERIFY(list);
        QCOMPARE(idsOf(*list), idsOf(everybody));
        QCOMPARE(list->size(), 900);

        Selection some;
        some.rows = {{0, 4}, {248, 252}, {700, 899}};
        live.store.resetStatistics();
        const auto picked = collected(profilesSource(*live.api), some);
        QVERIFY(picked);
        QCOMPARE(*picked, list->mid(0, 5) + list->mid(248, 5) + list->mid(700));
        QCOMPARE(live.store.statistics().requests, 4);

        // Rows that are loaded are not reread.
        live.store.resetStatistics();
        const auto known =
            collected(profilesSource(*live.api), some, [&list](qint64 row) -> const Person * {
                static Person person;
                person = Person::fromProfile(
                    {list->at(row).profileId, list->at(row).customerId, {}, {}});
                return row < 250 ? &person : nullptr;
            });
        QVERIFY(known);
        QCOMPARE(*known, *picked);
        QCOMPARE(live.store.statistics().requests, 3);

        all.except = {list->at(17)};
        const auto allButOne = collected(profilesSource(*live.api), all);
        QVERIFY(allButOne);
        QCOMPARE(allButOne->size(), 899);
        QVERIFY(!allButOne->contains(list->at(17)));
        some.except = {list->at(250)};
        const auto someButOne = collected(profilesSource(*live.api), some);
        QVERIFY(someButOne);
        QCOMPARE(someButOne->size(), picked->size() - 1);
    }

    void rowsOfAListThatMovedAreNoOne()
    {
        LiveStore live;
        Selection all;
        all.everybody = true;
        const QList<PersonRef> list = *collected(profilesSource(*live.api), all);
        Selection some;
        some.rows = {{10, 400}};
        some.total = list.size();
        some.seen = {{10, list.at(10)}, {400, list.at(400)}};
        const auto before = collected(profilesSource(*live.api), some);
        QVERIFY(before);
        QCOMPARE(*before, list.mid(10, 391));
        const auto gone =
            answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                live.api->deleteProfiles(*NonEmpty<QList<ProfileId>>::from({list.at(2).profileId}),
                                         context, std::move(callback));
            });
        QVERIFY(gone && *gone);
        Selection byLength = some;
        byLength.seen.clear();
        Selection byPeople = some;
        byPeople.total = -1;
        for (const Selection &selection : {some, byLength, byPeople}) {
            const auto after = collected(profilesSource(*live.api), selection);
            QVERIFY(!after);
            QCOMPARE(after.error().kind, ApiError::Kind::IncompleteList);
        }
    }

    void rowsThatDoNotComeAreNotLeftOut()
    {
        LiveStore live;
        const PageSource<Person> everyone = profilesSource(*live.api);
        const PageSource<Person> cut = [everyone](PageRequest request, QObject *context,
                                                  Callback<Page<Person>> callback) {
            const int number = request.page;
            everyone(request, context,
                     [number, callback = std::move(callback)](Result<Page<Person>> page) {
                         if (page && number == 2)
                             page->items.removeLast();
                         callback(std::move(page));
                     });
        };
        Selection some;
        some.rows = {{10, 260}};
        QVERIFY(collected(everyone, some));
        const auto answer = collected(cut, some);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ApiError::Kind::IncompleteList);
    }

    void collectWithSmallPages()
    {
        sandbox::Options options = LiveStore::small();
        options.maxPageSize = 100;
        LiveStore live(options);
        Selection all;
        all.everybody = true;
        const auto list = collected(profilesSource(*live.api), all);
        QVERIFY(list);
        QCOMPARE(list->size(), 900);
        Selection some;
        some.rows = {{0, 4}, {99, 101}, {240, 260}, {601, 602}, {890, 899}};
        const auto picked = collected(profilesSource(*live.api), some);
        QVERIFY(picked);
        QCOMPARE(*picked,
                 list->mid(0, 5) + list->mid(99, 3) + list->mid(240, 21) + list->mid(601, 2)
                     + list->mid(890));
    }

    void collectFailsAndDies()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 150;
        LiveStore live(options);
        Selection all;
        all.everybody = true;
        live.client->setToken("wrong");
        const auto refused = collected(profilesSource(*live.api), all);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ApiError::Kind::Unauthorized);
        live.client->setToken(options.token.toUtf8());
        for (const bool destroyed : {false, true}) {
            auto collect = std::make_unique<SelectionResolver>(profilesSource(*live.api), all,
                                                               SelectionResolver::KnownRow());
            QSignalSpy done(collect.get(), &SelectionResolver::collected);
            collect->start();
            QTRY_VERIFY(live.store.statistics().inFlight > 0);
            if (destroyed)
                collect.reset();
            else
                collect->cancel();
            QTRY_COMPARE(live.store.statistics().inFlight, 0);
            QCOMPARE(done.count(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestPeople)
#include "tst_people.moc"
