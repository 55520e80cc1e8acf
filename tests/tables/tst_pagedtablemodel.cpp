// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/pagedtablemodel.h"
#include "tests/tables/answers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace segmentdesk;

namespace {

using State = PagedTableModelBase::State;
using RowState = PagedTableModelBase::RowState;

/// One column of numbers.
class NumberModel : public PagedTableModel<qint64>
{
public:
    using PagedTableModel::PagedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 1;
    }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const qint64 *number = checkIndex(index) ? rowAt(index.row()) : nullptr;
        return number ? QVariant(*number) : QVariant();
    }

protected:
    QUuid keyOf(const qint64 &number) const override
    {
        return QUuid(uint(number >> 32), ushort(number >> 16), ushort(number), 1, 0, 0, 0, 0, 0, 0,
                     0);
    }
};

/// A list on a server that holds the numbers from first on.
struct Server
{
    qint64 total = 0;
    qint64 first = 0;
    int largestPage = maxPageSize;

    Page<qint64> page(PageRequest request) const
    {
        Page<qint64> page;
        page.perPage = std::min(request.limit, largestPage);
        page.number = request.page;
        page.total = total;
        const qint64 offset = qint64(request.page - 1) * page.perPage;
        for (qint64 i = offset; i < std::min(total, offset + page.perPage); ++i)
            page.items.append(first + i);
        return page;
    }
};

struct Table
{
    Server server;
    Questions<PageRequest, Page<qint64>> requests;
    std::unique_ptr<NumberModel> model = std::make_unique<NumberModel>();
    std::unique_ptr<QAbstractItemModelTester> tester;

    /// Always under the tester, but for the longest lists: it walks through all rows at each
    /// change.
    explicit Table(qint64 total)
    {
        server.total = total;
        if (total <= 100'000)
            tester = std::make_unique<QAbstractItemModelTester>(model.get());
    }

    void open()
    {
        model->setSource(
            [this](PageRequest request, QObject *context, Callback<Page<qint64>> callback) {
                requests.ask(request, context, std::move(callback));
            });
    }
    void answerOne() { requests.answer(server.page(requests.pending())); }
    /// Answers until nothing is asked any more; false if that does not end.
    bool answerAll()
    {
        for (int i = 0; i < 50; ++i) {
            if (!requests.isPending())
                return true;
            answerOne();
        }
        return false;
    }
    /// Scrolls to a row and waits until the pause after scrolling is over.
    void show(int first, int last)
    {
        model->setVisibleRows(first, last);
        QTest::qWait(60);
    }
    QVariant cell(int row) const { return model->index(row, 0).data(); }
};

Page<qint64> page(qint64 total, int number, QList<qint64> items, int perPage = maxPageSize)
{
    return {std::move(items), {}, total, number, perPage, {}, false};
}

} // namespace

class TestPagedTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTotalMayFollow()
    {
        Table table(1000);
        table.open();
        QVERIFY(table.requests.pending().totalMayFollow);
        Page<qint64> first = table.server.page({1, maxPageSize});
        first.total = maxPageSize + 1;
        first.isTotalOpen = true;
        QSignalSpy totals(table.model.get(), &PagedTableModelBase::totalChanged);
        table.requests.answer(first);
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.cell(0), 0);
        QCOMPARE(table.model->rowCount(), maxPageSize + 1);
        QVERIFY(!table.model->isTotalKnown());
        QCOMPARE(totals.count(), 1);
        // The second page is asked for though it is not on the screen; what is there stays.
        QCOMPARE(table.requests.pending().page, 2);
        QVERIFY(!table.requests.pending().totalMayFollow);
        QSignalSpy identities(table.model.get(), &PagedTableModelBase::identitiesChanged);
        table.answerOne();
        QVERIFY(table.model->isTotalKnown());
        QCOMPARE(table.model->rowCount(), 1000);
        QCOMPARE(totals.count(), 2);
        QCOMPARE(identities.count(), 0);
        QVERIFY(!table.requests.isPending());
        QCOMPARE(table.cell(0), 0);
    }

    void theListIsShorterThanItsFirstPageSaid()
    {
        Table table(maxPageSize);
        table.open();
        Page<qint64> first = table.server.page({1, maxPageSize});
        first.total = maxPageSize + 1;
        first.isTotalOpen = true;
        table.requests.answer(first);
        table.answerOne();
        QVERIFY(table.model->isTotalKnown());
        QCOMPARE(table.model->rowCount(), maxPageSize);
        QCOMPARE(table.model->state(), State::Ready);
    }

    void hasNoRowsWithoutSource()
    {
        Table table(10);
        QCOMPARE(table.model->state(), State::Empty);
        QCOMPARE(table.model->rowCount(), 0);
        table.model->refresh();
        table.model->retry();
        QCOMPARE(table.model->state(), State::Empty);
    }

    void loadsTheFirstPageAtOnce()
    {
        Table table(1000);
        QSignalSpy states(table.model.get(), &PagedTableModelBase::stateChanged);
        table.open();
        QCOMPARE(table.model->state(), State::Loading);
        QCOMPARE(table.requests.asked.size(), 1);
        QCOMPARE(table.requests.pending().page, 1);
        QCOMPARE(table.requests.pending().limit, 250);
        QSignalSpy changes(table.model.get(), &QAbstractItemModel::dataChanged);
        table.answerOne();
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(states.size(), 2);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(table.model->rowCount(), 1000);
        QCOMPARE(table.model->total(), 1000);
        QVERIFY(table.model->readAt().isValid());
        QCOMPARE(table.cell(249), 249);
        QCOMPARE(table.model->rowState(249), RowState::Ready);
        QCOMPARE(table.cell(250), QVariant());
        QCOMPARE(table.model->rowState(250), RowState::Loading);
        QCOMPARE(table.model->rowAt(250), nullptr);
        QCOMPARE(table.model->rowAt(-1), nullptr);
        QCOMPARE(table.model->rowAt(1000), nullptr);
        QVERIFY(!table.requests.isPending());
    }

    void anEmptyListIsEmpty()
    {
        Table table(0);
        table.open();
        table.answerOne();
        QCOMPARE(table.model->state(), State::Empty);
        table.server.total = 3;
        table.model->refresh();
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.model->rowCount(), 3);
        table.server.total = 0;
        table.model->refresh();
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->state(), State::Empty);
        QCOMPARE(table.model->rowCount(), 0);
    }

    void asksForWhatIsVisibleOnly()
    {
        Table table(100'000);
        table.open();
        table.answerOne();
        table.show(240, 280); // two pages, one of them there
        QCOMPARE(table.requests.asked.size(), 2);
        QCOMPARE(table.requests.pending().page, 2);
        table.answerOne();
        QCOMPARE(table.cell(280), 280);

        // Five places while scrolling: the first at once, then only the last, and three at most.
        const auto before = table.requests.asked.size();
        for (int row : {10'000, 20'000, 30'000, 40'000, 50'000})
            table.model->setVisibleRows(row, row + 30);
        QCOMPARE(table.requests.asked.size(), before + 1);
        QTRY_COMPARE(table.requests.asked.size(), before + 2);
        QCOMPARE(table.requests.asked.last().request.page, 50'000 / 250 + 1);
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(10'000), 10'000); // it was on its way
        QCOMPARE(table.cell(50'030), 50'030);
        QCOMPARE(table.cell(30'000), QVariant());
    }

    void hasThreeRequestsInFlightAtMost()
    {
        Table table(100'000);
        table.server.largestPage = 50;
        table.open();
        table.answerOne();
        table.show(1000, 1399); // eight pages of 50
        QCOMPARE(table.requests.asked.size() - table.requests.next, 3);
        int rounds = 0;
        while (table.requests.isPending()) {
            QVERIFY(table.requests.asked.size() - table.requests.next <= 3);
            table.answerOne();
            ++rounds;
        }
        QCOMPARE(rounds, 8);
        for (int row = 1000; row < 1400; ++row)
            QCOMPARE(table.cell(row), row);
    }

    void whatLeftTheScreenIsNotAskedFor()
    {
        Table table(100'000);
        table.server.largestPage = 50;
        table.open();
        table.answerOne();
        table.show(1000, 1399);
        table.show(60'000, 60'040); // all places are taken: has to wait
        QCOMPARE(table.requests.asked.size(), 1 + 3);
        table.answerOne();
        QCOMPARE(table.requests.asked.last().request.page, 60'000 / 50 + 1);
        QVERIFY(table.answerAll());
        QCOMPARE(table.requests.asked.size(), 1 + 3 + 1);
    }

    void slowRequestsOffTheScreenGiveWay()
    {
        Table table(100'000);
        table.server.largestPage = 50;
        table.open();
        table.answerOne();
        table.show(1000, 1399);
        table.model->setVisibleRows(60'000, 60'040);
        // No answer comes: the first of them is ended, and its late answer not heard.
        QTRY_COMPARE(table.requests.asked.last().request.page, 60'000 / 50 + 1);
        QTRY_VERIFY(!table.requests.asked.at(1).context || !table.requests.asked.at(2).context
                    || !table.requests.asked.at(3).context);
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(60'040), 60'040);
    }

    void jumpsAnywhereInTenMillionRows()
    {
        Table table(10'000'000);
        table.open();
        table.answerOne();
        QCOMPARE(table.model->rowCount(), 10'000'000);
        for (int row : {9'999'999, 5'000'000, 1, 7'654'321}) {
            table.show(row, row);
            QVERIFY(table.answerAll());
            QCOMPARE(table.cell(row), row);
        }
    }

    void holdsABoundedNumberOfRows()
    {
        Table table(20'000);
        table.open();
        table.answerOne();
        for (int row = 250; row < 20'000; row += 250) {
            table.model->setVisibleRows(row, row + 30);
            if (!table.requests.isPending())
                QTRY_VERIFY(table.requests.isPending());
            table.answerOne();
            QCOMPARE(table.cell(row), row);
            QVERIFY(table.model->heldRows() <= 4000);
        }
        QCOMPARE(table.model->heldRows(), 4000);
        // The last seen are there, the first seen are not.
        QCOMPARE(table.model->rowState(19'000), RowState::Ready);
        QCOMPARE(table.model->rowState(16'000), RowState::Ready);
        QCOMPARE(table.model->rowState(0), RowState::Loading);
    }

    void asksForNoMoreThanAScreenCanShow()
    {
        Table table(100'000);
        table.open();
        table.answerOne();
        table.show(0, 99'999);
        QVERIFY(table.answerAll());
        QCOMPARE(table.requests.asked.size(), 8); // 2,000 rows
        QCOMPARE(table.cell(1999), 1999);
        table.show(-5, -1); // nonsense: the first row
        QVERIFY(table.answerAll());
        QCOMPARE(table.requests.asked.size(), 8);
    }

    void capsWhatNoViewCanShow()
    {
        Table table(60'000'000);
        table.open();
        table.answerOne();
        QCOMPARE(table.model->rowCount(), PagedTableModelBase::maxRows);
        QCOMPARE(table.model->total(), 60'000'000);
        QVERIFY(table.model->isCapped());
    }

    void takesSmallerPages_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("50") << 50;
        QTest::newRow("100") << 100;
        QTest::newRow("1") << 1;
    }

    void takesSmallerPages()
    {
        QFETCH(int, size);
        Table table(1000);
        table.server.largestPage = size;
        table.open();
        table.answerOne();
        QCOMPARE(table.cell(0), 0);
        QCOMPARE(table.model->rowState(size), RowState::Loading);
        table.show(500, 520);
        QVERIFY(table.answerAll());
        for (int row = 500; row <= 520; ++row)
            QCOMPARE(table.cell(row), row);
        table.model->refresh();
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(510), 510);
    }

    void survivesPagesThatChangeTheirSize()
    {
        Table table(10'000);
        table.open();
        int size = 100;
        for (int i = 0; i < 50 && table.requests.isPending(); ++i) {
            table.server.largestPage = size;
            size = size == 100 ? 50 : 100;
            table.answerOne();
            table.show(i * 100, i * 100 + 20);
        }
        QVERIFY(!table.requests.isPending());
        QCOMPARE(table.model->error().kind, ApiError::Kind::UnexpectedAnswer);
    }

    void growsAndShrinksAtTheEnd()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        QSignalSpy identities(table.model.get(), &PagedTableModelBase::identitiesChanged);
        QSignalSpy inserted(table.model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(table.model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(table.model.get(), &QAbstractItemModel::modelReset);
        table.server.total = 1010;
        table.show(990, 999);
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->rowCount(), 1010);
        QCOMPARE(inserted.size(), 1);
        QVERIFY(!identities.isEmpty());
        table.server.total = 900;
        table.show(400, 420);
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->rowCount(), 900);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void theLastPageGrows()
    {
        Table table(990);
        table.open();
        table.answerOne();
        table.show(700, 760); // pages 3 and 4
        table.answerOne(); // 3
        table.answerOne(); // 4: 240 rows
        QCOMPARE(table.cell(760), 760);
        table.server.total = 995;
        table.model->refresh();
        QVERIFY(table.answerAll());
        table.show(980, 994);
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(994), 994);
    }

    void shrinksUnderTheScreen()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(900, 930);
        table.server.total = 300; // the page that is asked for is past the end
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->rowCount(), 300);
        QCOMPARE(table.cell(299), 299);
        QCOMPARE(table.model->state(), State::Ready);
    }

    void shrinksToNothingUnderTheScreen()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(900, 930);
        table.server.total = 0;
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->rowCount(), 0);
        QCOMPARE(table.model->state(), State::Empty);
    }

    void rowsThatMoveBetweenPagesAreReread()
    {
        Table table(1000);
        table.open();
        table.answerOne(); // 0 to 249
        // One comes in front while another goes at the end: page 2 begins with the last of page 1.
        table.server.first = -1;
        table.show(240, 260);
        QVERIFY(table.answerAll());
        for (int row = 0; row < 500; ++row)
            QCOMPARE(table.cell(row), row - 1);
    }

    void aListThatNeverStandsStillIsNotReadWithoutEnd()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(240, 260);
        int answers = 0;
        while (table.requests.isPending() && answers < 100) {
            table.server.total += 1;
            table.answerOne();
            ++answers;
        }
        QVERIFY2(answers < 10, qPrintable(QString::number(answers)));
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.model->rowCount(), int(table.server.total));
    }

    void aServerThatRepeatsItsFirstPageFails()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(500, 520);
        Page<qint64> repeated = table.server.page({1, 250});
        repeated.number = 3;
        table.requests.answer(repeated);
        QVERIFY(!table.requests.isPending());
        QCOMPARE(table.model->rowState(510), RowState::Failed);
        QCOMPARE(table.model->rowState(10), RowState::Ready);
        QCOMPARE(table.model->error().kind, ApiError::Kind::UnexpectedAnswer);
    }

    void liesAboutTheFirstPageFail_data()
    {
        QTest::addColumn<qint64>("total");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("perPage");
        QTest::addColumn<int>("number");
        QTest::newRow("negative total") << qint64(-1) << 5 << 250 << 1;
        QTest::newRow("2^40 rows") << (qint64(1) << 40) << 250 << 250 << 1;
        QTest::newRow("no rows") << qint64(100) << 0 << 250 << 1;
        QTest::newRow("too many rows") << qint64(1000) << 251 << 250 << 1;
        QTest::newRow("pages of none") << qint64(1000) << 0 << 0 << 1;
        QTest::newRow("huge pages") << qint64(1000) << 1000 << 1'000'000 << 1;
        QTest::newRow("another page") << qint64(1000) << 250 << 250 << 2;
    }

    void liesAboutTheFirstPageFail()
    {
        QFETCH(qint64, total);
        QFETCH(int, rows);
        QFETCH(int, perPage);
        QFETCH(int, number);
        Table table(10);
        table.open();
        QList<qint64> items;
        for (int i = 0; i < rows; ++i)
            items.append(i);
        table.requests.answer(page(total, number, items, perPage));
        QCOMPARE(table.model->state(), State::Failed);
        QCOMPARE(table.model->error().kind, ApiError::Kind::UnexpectedAnswer);
        QCOMPARE(table.model->rowCount(), 0);
        QVERIFY(!table.requests.isPending());
        table.model->retry();
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.model->rowCount(), 10);
    }

    void aTotalBelowItsOwnRowsIsCorrected()
    {
        Table table(0);
        table.open();
        table.requests.answer(page(0, 1, {1, 2, 3}));
        QCOMPARE(table.model->rowCount(), 3);
        QCOMPARE(table.cell(2), 3);
    }

    void anEmptyPageInTheMiddleFails()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(500, 520);
        table.requests.answer(page(1000, 3, {}));
        QCOMPARE(table.model->rowState(500), RowState::Failed);
        QCOMPARE(table.model->state(), State::Ready);
        QVERIFY(!table.requests.isPending());
    }

    void missingRowsOfAPageFail()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(500, 520);
        table.requests.answer(page(1000, 3, {500, 501}));
        QCOMPARE(table.model->rowState(501), RowState::Ready);
        QCOMPARE(table.model->rowState(502), RowState::Failed);
        QCOMPARE(table.model->error().kind, ApiError::Kind::UnexpectedAnswer);
        QVERIFY(!table.requests.isPending());
        table.model->retry();
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(502), 502);
    }

    void aFailedPageWaitsForRetry()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        QSignalSpy failures(table.model.get(), &PagedTableModelBase::loadFailed);
        table.show(500, 520);
        table.requests.answer(tl::unexpected(errorOf(ApiError::Kind::ServerFailure)));
        QCOMPARE(failures.size(), 1);
        QCOMPARE(table.model->rowState(500), RowState::Failed);
        QCOMPARE(table.model->error().kind, ApiError::Kind::ServerFailure);
        table.show(0, 20);
        table.show(500, 520);
        QVERIFY(!table.requests.isPending());
        table.model->retry();
        QCOMPARE(table.model->rowState(500), RowState::Loading);
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(500), 500);
    }

    void aFailedListWaitsForRetry()
    {
        Table table(1000);
        table.open();
        table.requests.answer(tl::unexpected(errorOf(ApiError::Kind::Unauthorized)));
        QCOMPARE(table.model->state(), State::Failed);
        QCOMPARE(table.model->error().kind, ApiError::Kind::Unauthorized);
        table.show(0, 30);
        QVERIFY(!table.requests.isPending());
        table.model->retry();
        QCOMPARE(table.model->state(), State::Loading);
        table.answerOne();
        QCOMPARE(table.model->state(), State::Ready);
    }

    void refreshKeepsTheRowsUntilTheNewOnesAreThere()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(500, 520);
        table.answerOne();
        table.server.first = 10'000;
        QSignalSpy identities(table.model.get(), &PagedTableModelBase::identitiesChanged);
        table.model->refresh();
        QVERIFY(table.model->isRefreshing());
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.cell(500), 500);
        QCOMPARE(table.requests.pending().page, 3);
        table.answerOne();
        QVERIFY(!table.model->isRefreshing());
        QCOMPARE(table.cell(500), 10'500);
        QCOMPARE(identities.size(), 1);
        // What is off the screen is not from before, but reread when it is seen.
        QCOMPARE(table.model->rowState(0), RowState::Loading);
        table.show(0, 20);
        QVERIFY(table.answerAll());
        QCOMPARE(table.cell(0), 10'000);
    }

    void aRefreshThatFailsLeavesEverythingAsItWas()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(240, 260);
        table.answerOne();
        QSignalSpy failures(table.model.get(), &PagedTableModelBase::loadFailed);
        QSignalSpy identities(table.model.get(), &PagedTableModelBase::identitiesChanged);
        table.model->refresh();
        table.requests.answer(tl::unexpected(errorOf(ApiError::Kind::NoConnection)));
        QCOMPARE(failures.size(), 1);
        QVERIFY(!table.model->isRefreshing());
        QCOMPARE(table.model->state(), State::Ready);
        QCOMPARE(table.cell(0), 0);
        QCOMPARE(table.cell(260), 260);
        QCOMPARE(identities.size(), 0);
        table.answerOne(); // the other page's answer comes too late
        QVERIFY(!table.requests.isPending());
    }

    void lateAnswersAreNotHeard()
    {
        Table table(1000);
        table.open();
        table.model->setSource({});
        table.answerOne();
        QCOMPARE(table.model->rowCount(), 0);
        QCOMPARE(table.model->state(), State::Empty);

        table.open();
        table.open(); // the first one's answer is for another list
        table.requests.answer(page(5, 1, {1, 2, 3, 4, 5}));
        QCOMPARE(table.model->rowCount(), 0);
        table.answerOne();
        QCOMPARE(table.model->rowCount(), 1000);
        QTRY_VERIFY(!table.requests.asked.at(1).context); // it was ended, too
    }

    void diesWhileRequestsAreUnderWay()
    {
        Table table(1000);
        table.open();
        QVERIFY(table.requests.asked.first().context);
        table.model.reset();
        QVERIFY(!table.requests.asked.first().context);
        table.answerOne();
    }

    void anotherSourceStartsFresh()
    {
        Table table(1000);
        table.open();
        table.answerOne();
        table.show(500, 520);
        table.server.total = 20;
        QSignalSpy reset(table.model.get(), &QAbstractItemModel::modelReset);
        table.open();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(table.model->rowCount(), 0);
        QCOMPARE(table.model->state(), State::Loading);
        QVERIFY(table.answerAll());
        QCOMPARE(table.model->rowCount(), 20);
    }
};

QTEST_GUILESS_MAIN(TestPagedTableModel)
#include "tst_pagedtablemodel.moc"
