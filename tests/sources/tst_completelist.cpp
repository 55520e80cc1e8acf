// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"
#include "models/backup/backupjob.h"
#include "models/changes/planner.h"
#include "models/export/exportjob.h"
#include "models/import/importpreview.h"
#include "models/sources/completelist.h"
#include "models/sources/peoplelookup.h"
#include "models/sources/storesources.h"
#include "tests/support/livestore.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

namespace {

/// What goes wrong with the pages of a list. Each is decided for each answer.
enum class Harm {
    Empty, ///< the page has no rows
    Short, ///< a row is missing
    Long, ///< one row too many, as of a total that is too low
    Repeated, ///< the rows of page 1 instead
    Moved, ///< the total is another one
    Failed, ///< no answer
};

/// A list of numbered customers whose answers are harmed by chance, up to a number of them.
class HarmedList
{
public:
    HarmedList(int rows, int maxPage, quint32 seed, int harms)
        : m_rows(rows), m_maxPage(maxPage), m_random(seed), m_harms(harms)
    {
    }

    PageSource<Customer> source()
    {
        return [this](PageRequest request, QObject *context, Callback<Page<Customer>> callback) {
            QTimer::singleShot(
                int(m_random.bounded(3)), context,
                [this, request, callback = std::move(callback)] { callback(answer(request)); });
        };
    }
    bool isHarmed() const { return m_harmed; }

private:
    Result<Page<Customer>> answer(PageRequest request)
    {
        Page<Customer> page;
        page.number = request.page;
        page.perPage = std::min(request.limit, m_maxPage);
        page.total = m_rows;
        int from = (request.page - 1) * page.perPage;
        int to = std::min(m_rows, from + page.perPage);
        if (m_harms > 0 && m_random.bounded(4) == 0) {
            --m_harms;
            m_harmed = true;
            switch (Harm(m_random.bounded(6))) {
            case Harm::Empty:
                to = from;
                break;
            case Harm::Short:
                --to;
                break;
            case Harm::Long:
                ++to;
                break;
            case Harm::Repeated:
                to -= from;
                from = 0;
                break;
            case Harm::Moved:
                page.total += int(m_random.bounded(7)) - 3;
                break;
            case Harm::Failed:
                return tl::unexpected(incompleteList(u"no answer"_s));
            }
        }
        for (int row = from; row < to; ++row) {
            Customer customer;
            customer.id = CustomerId(row + 1);
            page.items.append(customer);
        }
        return page;
    }

    int m_rows;
    int m_maxPage;
    QRandomGenerator m_random;
    int m_harms;
    bool m_harmed = false;
};

Result<CompleteList<Customer>> readAll(const PageSource<Customer> &source,
                                       qint64 maxRows = std::numeric_limits<qint64>::max())
{
    auto answer = answerOf<CompleteList<Customer>>(
        [&](QObject *context, Callback<CompleteList<Customer>> take) {
            readComplete<Customer>(source, context, std::move(take), {}, maxRows);
        });
    if (!answer)
        qFatal("a list was never read to its end");
    return *answer;
}

/// The list has 600 members in pages of 50, and a page that stays empty in its middle.
sandbox::Options withEmptyPage()
{
    sandbox::Options options = LiveStore::small();
    options.maxPageSize = 50;
    return options;
}

} // namespace

class TestCompleteList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The property: what is called complete has each row once, whatever the pages did.
    void completeOrFailed_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::newRow(qPrintable(u"seed %1"_s.arg(seed))) << seed;
    }

    void completeOrFailed()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const int rows = int(random.bounded(700));
        const int maxPage = 1 + int(random.bounded(120));
        const int harms = int(random.bounded(4)) * int(random.bounded(40));
        HarmedList list(rows, maxPage, seed, harms);
        const Result<CompleteList<Customer>> all = readAll(list.source());
        if (!list.isHarmed())
            QVERIFY(all);
        if (!all) {
            QCOMPARE(all.error().kind, ApiError::Kind::IncompleteList);
            QVERIFY(!all.error().details.isEmpty());
            return;
        }
        QCOMPARE(all->size(), rows);
        for (qsizetype row = 0; row < all->size(); ++row)
            QCOMPARE(toNumber(all->rows().at(row).id), row + 1);
    }

    void moreThanTheBoundIsRefusedAtTheFirstPage()
    {
        HarmedList list(1001, 10, 1, 0);
        const Result<CompleteList<Customer>> all = readAll(list.source(), 1000);
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ApiError::Kind::TooLarge);
    }

    /// A total that is too low, once, where the rows fit it: the page is full, so it is no proof.
    void aFullPageIsNotTheEnd_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<bool>("isRefusedBehind"); // the page behind the last
        for (const int rows : {3, 4, 5, 6, 9}) {
            QTest::newRow(qPrintable(u"%1 rows"_s.arg(rows))) << rows << false;
            QTest::newRow(qPrintable(u"%1 rows, refused behind"_s.arg(rows))) << rows << true;
        }
    }

    void aFullPageIsNotTheEnd()
    {
        QFETCH(int, rows);
        QFETCH(bool, isRefusedBehind);
        int asked = 0;
        const PageSource<Customer> source = [&](PageRequest request, QObject *context,
                                                Callback<Page<Customer>> callback) {
            Page<Customer> page;
            page.number = request.page;
            page.perPage = 3;
            page.total = ++asked == 1 ? 3 : rows;
            for (int row = 3 * (request.page - 1); row < std::min(rows, 3 * request.page); ++row) {
                Customer customer;
                customer.id = CustomerId(row + 1);
                page.items.append(customer);
            }
            Result<Page<Customer>> answer = page;
            if (isRefusedBehind && page.items.isEmpty()) {
                ApiError refused;
                refused.kind = ApiError::Kind::NotFound;
                answer = tl::unexpected(refused);
            }
            QTimer::singleShot(0, context,
                               [answer, callback = std::move(callback)] { callback(answer); });
        };
        const Result<CompleteList<Customer>> all = readAll(source);
        QVERIFY(all);
        QCOMPARE(all->size(), rows);
        Page<Customer> full;
        full.perPage = 3;
        full.total = 3;
        for (int row = 0; row < 3; ++row) {
            Customer customer;
            customer.id = CustomerId(row + 1);
            full.items.append(customer);
        }
        QVERIFY(!isWholeList(full));
        full.items.removeLast();
        full.total = 2;
        QVERIFY(isWholeList(full));
    }

    void aPromisedTotalCostsNothing()
    {
        // Says that it has a billion rows, and repeats the same page for ever.
        int asked = 0;
        const PageSource<Customer> endless = [&asked](PageRequest request, QObject *context,
                                                      Callback<Page<Customer>> callback) {
            ++asked;
            QTimer::singleShot(0, context, [request, callback = std::move(callback)] {
                Page<Customer> page;
                page.number = request.page;
                page.perPage = request.limit;
                page.total = 1'000'000'000;
                for (int row = 0; row < page.perPage; ++row) {
                    Customer customer;
                    customer.id = CustomerId(row + 1);
                    page.items.append(customer);
                }
                callback(page);
            });
        };
        const Result<CompleteList<Customer>> all = readAll(endless);
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ApiError::Kind::IncompleteList);
        QVERIFY(asked < 100);
    }

    /// An empty page that is there at the second look is only a hiccup.
    void aHiccupIsNoFailure()
    {
        LiveStore live(withEmptyPage());
        const Segment segment = live.newSegment(u"AAA"_s);
        live.add(segment.id, live.people(200));
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::EmptyPage, "GET", "/shopper-profiles", 2)});
        Planner planner(*live.api);
        const auto plan = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            planner.planRemoveAll(segment.id, segment.name, context, std::move(callback));
        });
        QVERIFY(plan && *plan);
        QCOMPARE((*plan)->items.size(), 200);
    }

    /// Whatever decides about people refuses a list with an empty page in its middle.
    void emptyPageIsNeverTheEnd()
    {
        LiveStore live(withEmptyPage());
        const Segment from = live.newSegment(u"From"_s);
        const Segment to = live.newSegment(u"To"_s);
        live.add(from.id, live.people(200));
        // The first two pages come, and from then on none.
        const auto harm = [&live] {
            live.store.setFaults({LiveStore::fault(Fault::Action::EmptyPage, "GET",
                                                   "^/segments/.*/shopper-profiles$", 2, -1)});
        };
        Planner planner(*live.api);
        const auto refused = [](const std::optional<Result<Plan>> &plan) {
            return plan && !*plan && plan->error().kind == ApiError::Kind::IncompleteList;
        };
        harm();
        QVERIFY(refused(answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            planner.planRemoveAll(from.id, from.name, context, std::move(callback));
        })));
        // A merge begins so.
        harm();
        QVERIFY(refused(answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            planner.planAddSegment(from.id, to.id, to.name, context, std::move(callback));
        })));
        harm();
        QVERIFY(refused(answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            planner.planDuplicate(from.id, {u"Copy"_s, {}}, context, std::move(callback));
        })));

        QTemporaryDir dir;
        ExportSpec spec;
        spec.kind = ExportSpec::Kind::Members;
        spec.segmentId = from.id;
        spec.segmentName = from.name;
        spec.fileName = dir.filePath(u"people.csv"_s);
        harm();
        ExportJob exported(*live.api, spec, nullptr);
        QVERIFY(live.run(exported));
        QCOMPARE(exported.end(), JobResult::Failed);
        QCOMPARE(exported.error()->api.kind, ApiError::Kind::IncompleteList);
        QVERIFY(!QFile::exists(spec.fileName));

        harm();
        BackupJob backup(*live.api, nullptr, u"abc"_s, dir.filePath(u"backup"_s));
        QVERIFY(live.run(backup));
        QCOMPARE(backup.end(), JobResult::Failed);
        QCOMPARE(backup.error()->api.kind, ApiError::Kind::IncompleteList);

        live.store.setFaults({});
        QCOMPARE(live.memberIds(from.id).size(), 200);
        QCOMPARE(live.memberIds(to.id).size(), 0);
    }

    /// A store that cuts its pages to 50 answers a look-up of 250 in five.
    void lookupsReadAllPages()
    {
        LiveStore live(withEmptyPage());
        QList<CustomerId> ids;
        PeopleKeys keys;
        for (const Customer &customer : live.customers()) {
            ids.append(customer.id);
            keys.emails.append(customer.email);
        }
        const CustomerLookup lookup = customerLookup(*live.api);
        const auto byId =
            answerOf<QList<Customer>>([&](QObject *context, Callback<QList<Customer>> callback) {
                lookup(ids, context, std::move(callback));
            });
        QVERIFY(byId && *byId);
        QCOMPARE((*byId)->size(), ids.size());
        const auto byEmail =
            answerOf<QList<Customer>>([&](QObject *context, Callback<QList<Customer>> callback) {
                livePeopleLookup (*live.api)(keys, context, std::move(callback));
            });
        QVERIFY(byEmail && *byEmail);
        QCOMPARE((*byEmail)->size(), ids.size());
        Planner planner(*live.api);
        const auto resolved =
            answerOf<Resolved>([&](QObject *context, Callback<Resolved> callback) {
                planner.resolve(keys.emails, context, std::move(callback));
            });
        QVERIFY(resolved && *resolved);
        QCOMPARE((*resolved)->people.size(), ids.size());
        QVERIFY((*resolved)->notFound.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCompleteList)
#include "tst_completelist.moc"
