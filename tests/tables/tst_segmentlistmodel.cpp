// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/segmentlistmodel.h"
#include "tests/tables/answers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using State = SegmentListModel::State;
using CountState = SegmentCounts::State;

SegmentId idOf(int number)
{
    return SegmentId(QUuid(uint(number), 2, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

Segment segment(int number, const QString &name)
{
    return {idOf(number), name, u"About "_s + name, {}, {}};
}

QList<Segment> manySegments(int count)
{
    QList<Segment> segments;
    for (int i = 0; i < count; ++i)
        segments.append(segment(i, u"Segment %1"_s.arg(i)));
    return segments;
}

struct Segments
{
    QList<Segment> list;
    int largestPage = maxPageSize;
    Questions<PageRequest, Page<Segment>> requests;
    Questions<SegmentId, qint64> counts;
    std::unique_ptr<SegmentListModel> model = std::make_unique<SegmentListModel>();
    QAbstractItemModelTester tester{model.get()};

    explicit Segments(QList<Segment> segments) : list(std::move(segments))
    {
        model->counts().setMemberCount(
            [this](SegmentId id, QObject *context, Callback<qint64> callback) {
                counts.ask(id, context, std::move(callback));
            });
        open();
    }
    void open()
    {
        model->setSource(
            [this](PageRequest request, QObject *context, Callback<Page<Segment>> callback) {
                requests.ask(request, context, std::move(callback));
            });
    }
    void answerPage()
    {
        const PageRequest request = requests.pending();
        const int size = std::min(request.limit, largestPage);
        requests.answer(Page<Segment>{
            list.mid((request.page - 1) * size, size), {}, list.size(), request.page, size, {}});
    }
    void answerList()
    {
        for (int i = 0; i < 200 && requests.isPending(); ++i)
            answerPage();
    }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(model->index(row).data().toString());
        return names;
    }
    CountState countState(int row) const
    {
        return model->index(row).data(SegmentListModel::CountStateRole).value<CountState>();
    }
    QVariant count(int row) const { return model->index(row).data(SegmentListModel::CountRole); }
};

} // namespace

class TestSegmentListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAllPages_data()
    {
        QTest::addColumn<int>("largestPage");
        QTest::addColumn<int>("requests");
        // One more than has rows: only a page that is not full is the last.
        QTest::newRow("250") << 250 << 5;
        QTest::newRow("50") << 50 << 21;
        QTest::newRow("249") << 249 << 5;
    }

    void readsAllPages()
    {
        QFETCH(int, largestPage);
        QFETCH(int, requests);
        Segments segments(manySegments(1000));
        segments.largestPage = largestPage;
        QCOMPARE(segments.model->state(), State::Loading);
        segments.answerList();
        QCOMPARE(segments.requests.asked.size(), requests);
        QCOMPARE(segments.model->state(), State::Ready);
        QCOMPARE(segments.model->rowCount(), 1000);
        QVERIFY(segments.model->readAt().isValid());
    }

    void sortsAsPeopleDo()
    {
        Segments segments({segment(1, u"vip 10"_s), segment(2, u"VIP 9"_s), segment(3, u"lapsed"_s),
                           segment(4, u"Élite"_s), segment(5, u"Zoo"_s)});
        segments.answerList();
        QCOMPARE(segments.names(),
                 (QStringList{u"Élite"_s, u"lapsed"_s, u"VIP 9"_s, u"vip 10"_s, u"Zoo"_s}));
    }

    void isEmptyOrFailed()
    {
        Segments segments({});
        segments.answerList();
        QCOMPARE(segments.model->state(), State::Empty);
        segments.open();
        segments.requests.answer(tl::unexpected(errorOf(ApiError::Kind::Forbidden)));
        QCOMPARE(segments.model->state(), State::Failed);
        QCOMPARE(segments.model->error().kind, ApiError::Kind::Forbidden);
        QVERIFY(!segments.requests.isPending());
        segments.list = {segment(1, u"a"_s)};
        segments.model->retry();
        QCOMPARE(segments.model->state(), State::Loading);
        segments.answerList();
        QCOMPARE(segments.model->state(), State::Ready);
    }

    void liesFail_data()
    {
        QTest::addColumn<qint64>("total");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("perPage");
        QTest::newRow("negative") << qint64(-5) << 3 << 250;
        QTest::newRow("2^40") << (qint64(1) << 40) << 250 << 250;
        QTest::newRow("pages of none") << qint64(10) << 0 << 0;
        QTest::newRow("more rows than the page has") << qint64(300) << 300 << 250;
    }

    void liesFail()
    {
        QFETCH(qint64, total);
        QFETCH(int, rows);
        QFETCH(int, perPage);
        Segments segments({});
        segments.requests.answer(Page<Segment>{manySegments(rows), {}, total, 1, perPage, {}});
        QCOMPARE(segments.model->state(), State::Failed);
        QCOMPARE(segments.model->error().kind, ApiError::Kind::UnexpectedAnswer);
        QVERIFY(!segments.requests.isPending());
    }

    /// What is missing in a list that is not what its own total says may be there: it is read
    /// again, and if that does not help nothing leaves the list by it.
    void aListInDoubtIsReadAgain_data()
    {
        QTest::addColumn<int>("rows"); // of the second page
        QTest::addColumn<qint64>("firstTotal");
        QTest::addColumn<qint64>("secondTotal");
        QTest::addColumn<bool>("repeats");
        QTest::newRow("an empty page") << 0 << qint64(300) << qint64(300) << false;
        QTest::newRow("a short page") << 49 << qint64(300) << qint64(300) << false;
        QTest::newRow("rows that come twice") << 50 << qint64(300) << qint64(300) << true;
        QTest::newRow("a total that falls") << 50 << qint64(301) << qint64(300) << false;
        QTest::newRow("a total too low") << 50 << qint64(250) << qint64(300) << false;
        QTest::newRow("a total too low at the end") << 50 << qint64(300) << qint64(290) << false;
    }

    void aListInDoubtIsReadAgain()
    {
        QFETCH(int, rows);
        QFETCH(qint64, firstTotal);
        QFETCH(qint64, secondTotal);
        QFETCH(bool, repeats);
        Segments segments(manySegments(300));
        const auto harmed = [&] {
            QTRY_VERIFY(segments.requests.isPending());
            QCOMPARE(segments.requests.pending().page, 1);
            segments.requests.answer(
                Page<Segment>{segments.list.mid(0, 250), {}, firstTotal, 1, 250, {}});
            QVERIFY(segments.requests.isPending());
            QCOMPARE(segments.requests.pending().page, 2);
            segments.requests.answer(Page<Segment>{
                segments.list.mid(repeats ? 0 : 250, rows), {}, secondTotal, 2, 250, {}});
        };
        harmed();
        QCOMPARE(segments.model->state(), State::Loading);
        QTRY_VERIFY(segments.requests.isPending());
        segments.answerList();
        QCOMPARE(segments.model->state(), State::Ready);
        QCOMPARE(segments.model->rowCount(), 300);
        // Again and again: it stays as it is known.
        QSignalSpy failures(segments.model.get(), &SegmentListModel::refreshFailed);
        segments.model->refresh();
        for (int i = 0; i < 4; ++i)
            harmed();
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures.first().first().value<ApiError>().kind, ApiError::Kind::IncompleteList);
        QCOMPARE(segments.model->rowCount(), 300);
        QVERIFY(!segments.requests.isPending());
    }

    /// A page behind the last may be refused: then the list ends before it.
    void aRefusedPageBehindTheLast()
    {
        for (const ApiError::Kind kind : {ApiError::Kind::NotFound, ApiError::Kind::Rejected}) {
            Segments segments(manySegments(250));
            segments.answerPage();
            QCOMPARE(segments.model->state(), State::Loading);
            segments.requests.answer(tl::unexpected(errorOf(kind)));
            QCOMPARE(segments.model->state(), State::Ready);
            QCOMPARE(segments.model->rowCount(), 250);
        }
    }

    void countsWhatIsVisible()
    {
        Segments segments(manySegments(100));
        segments.answerList();
        QCOMPARE(segments.counts.asked.size(), 0);
        QCOMPARE(segments.countState(0), CountState::Unknown);
        segments.model->setVisibleRows(10, 19);
        QCOMPARE(segments.counts.asked.size(), 3);
        QCOMPARE(segments.countState(10), CountState::Loading);
        QCOMPARE(segments.count(10), QVariant());
        for (int i = 0; segments.counts.isPending(); ++i) {
            QVERIFY(segments.counts.asked.size() - segments.counts.next <= 3);
            segments.counts.answer(i);
        }
        QCOMPARE(segments.counts.asked.size(), 10);
        QCOMPARE(segments.countState(19), CountState::Known);
        QCOMPARE(segments.count(19), QVariant(9));
        QCOMPARE(segments.countState(20), CountState::Unknown);
        segments.model->setVisibleRows(10, 19);
        QCOMPARE(segments.counts.asked.size(), 10);
        segments.model->setVisibleSegments({idOf(99), idOf(12345)});
        QCOMPARE(segments.counts.asked.size(), 11);
        QCOMPARE(segments.counts.pending(), idOf(99));
    }

    void aTokenThatMayNotCountIsAskedOnce()
    {
        Segments segments(manySegments(100));
        segments.answerList();
        segments.model->setVisibleRows(0, 50);
        segments.counts.answer(tl::unexpected(errorOf(ApiError::Kind::Forbidden)));
        QCOMPARE(segments.countState(0), CountState::Denied);
        QCOMPARE(segments.countState(99), CountState::Denied);
        QCOMPARE(segments.counts.asked.size(), 3);
        segments.model->setVisibleRows(50, 99);
        segments.model->counts().invalidate(idOf(60));
        QCOMPARE(segments.counts.asked.size(), 3);
        segments.model->refresh();
        segments.answerList();
        QCOMPARE(segments.counts.asked.size(), 6);
    }

    void aFailedCountStandsAlone()
    {
        Segments segments(manySegments(5));
        segments.answerList();
        segments.model->setVisibleRows(0, 1);
        segments.counts.answer(tl::unexpected(errorOf(ApiError::Kind::Timeout)));
        QCOMPARE(segments.countState(0), CountState::Failed);
        segments.counts.answer(7);
        QCOMPARE(segments.countState(1), CountState::Known);
        QVERIFY(!segments.counts.isPending());
        segments.model->counts().invalidate(idOf(0));
        QCOMPARE(segments.counts.pending(), idOf(0));
    }

    void learnsCountsFromOthers()
    {
        Segments segments(manySegments(5));
        segments.answerList();
        segments.model->setVisibleRows(0, 0);
        segments.model->counts().set(idOf(0), 42);
        segments.counts.answer(41); // older
        QCOMPARE(segments.count(0), QVariant(42));
        segments.model->counts().invalidate(idOf(0));
        QCOMPARE(segments.countState(0), CountState::Loading);
        QCOMPARE(segments.count(0), QVariant(42)); // shown until the new one is there
        segments.counts.answer(43);
        QCOMPARE(segments.count(0), QVariant(43));
    }

    void refreshKeepsRowsAndChangesOnlyWhatDiffers()
    {
        Segments segments({segment(1, u"a"_s), segment(2, u"b"_s), segment(3, u"c"_s)});
        segments.answerList();
        const QPersistentModelIndex b = segments.model->indexOf(idOf(2));
        QSignalSpy reset(segments.model.get(), &QAbstractItemModel::modelReset);
        segments.list = {segment(4, u"aa"_s), segment(2, u"z"_s), segment(3, u"c"_s)};
        segments.model->refresh();
        QVERIFY(segments.model->isRefreshing());
        QCOMPARE(segments.model->state(), State::Ready);
        QCOMPARE(segments.model->rowCount(), 3);
        segments.answerList();
        QVERIFY(!segments.model->isRefreshing());
        QCOMPARE(segments.names(), (QStringList{u"aa"_s, u"c"_s, u"z"_s}));
        QCOMPARE(b.row(), 2);
        QCOMPARE(reset.size(), 0);
    }

    void aFailedRefreshKeepsRows()
    {
        Segments segments(manySegments(3));
        segments.answerList();
        QSignalSpy failures(segments.model.get(), &SegmentListModel::refreshFailed);
        segments.model->refresh();
        segments.requests.answer(tl::unexpected(errorOf(ApiError::Kind::NoConnection)));
        QCOMPARE(failures.size(), 1);
        QCOMPARE(segments.model->state(), State::Ready);
        QCOMPARE(segments.model->rowCount(), 3);
    }

    void takesOverWhatTheStoreAnswered()
    {
        Segments segments({});
        segments.answerList();
        QSignalSpy changed(segments.model.get(), &SegmentListModel::segmentsChanged);
        segments.model->insertOrUpdate(segment(1, u"m"_s));
        QCOMPARE(segments.model->state(), State::Ready);
        segments.model->insertOrUpdate(segment(2, u"a"_s));
        segments.model->insertOrUpdate(segment(3, u"x"_s));
        QCOMPARE(segments.names(), (QStringList{u"a"_s, u"m"_s, u"x"_s}));
        segments.model->insertOrUpdate(segment(2, u"n"_s)); // moves down
        QCOMPARE(segments.names(), (QStringList{u"m"_s, u"n"_s, u"x"_s}));
        segments.model->insertOrUpdate(segment(3, u"b"_s)); // moves up
        QCOMPARE(segments.names(), (QStringList{u"b"_s, u"m"_s, u"n"_s}));
        segments.model->insertOrUpdate(segment(1, u"m2"_s)); // stays
        QCOMPARE(segments.names(), (QStringList{u"b"_s, u"m2"_s, u"n"_s}));
        QCOMPARE(changed.size(), 6);
        QCOMPARE(segments.model->nameOf(idOf(1)), u"m2"_s);
        QCOMPARE(segments.model->segment(idOf(2))->name, u"n"_s);
        QCOMPARE(segments.model->segment(idOf(9)), nullptr);
        QCOMPARE(segments.model->nameOf(idOf(9)), QString());
        segments.model->remove(idOf(1));
        segments.model->remove(idOf(1));
        segments.model->remove(idOf(2));
        segments.model->remove(idOf(3));
        QCOMPARE(segments.model->state(), State::Empty);
    }

    void lateAnswersAreNotHeard()
    {
        Segments segments(manySegments(3));
        segments.open();
        segments.requests.answer(Page<Segment>{{segment(9, u"old store"_s)}, {}, 1, 1, 250, {}});
        QCOMPARE(segments.model->state(), State::Loading);
        segments.answerList();
        QCOMPARE(segments.model->rowCount(), 3);
        segments.model->setVisibleRows(0, 0);
        segments.open();
        segments.answerList();
        QCOMPARE(segments.counts.asked.size(), 2);
        segments.counts.answer(1);
        QCOMPARE(segments.count(0), QVariant());
        segments.counts.answer(2);
        QCOMPARE(segments.count(0), QVariant(2));
    }

    void diesWhileRequestsAreUnderWay()
    {
        Segments segments(manySegments(3));
        segments.answerList();
        segments.model->setVisibleRows(0, 2);
        segments.model->refresh();
        segments.model.reset();
        QVERIFY(!segments.requests.asked.last().context);
        QVERIFY(!segments.counts.asked.last().context);
        segments.answerPage();
        segments.counts.answer(1);
    }

    void markupStaysText()
    {
        Segments segments({segment(1, u"<b>VIP</b>\n"_s)});
        segments.answerList();
        QCOMPARE(segments.names(), QStringList{u"<b>VIP</b> "_s});
        QVERIFY(segments.model->index(0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .startsWith(u"<b>VIP</b> : "_s));
        QCOMPARE(segments.model->index(0).data(SegmentListModel::NameRole).toString(),
                 u"<b>VIP</b>\n"_s);
    }

    void markersAreTheSameOnEveryStart()
    {
        QSet<int> seen;
        for (int i = 0; i < 100; ++i) {
            const int marker = SegmentMarkers::own(idOf(i));
            QVERIFY(marker >= 0 && marker < 8);
            seen.insert(marker);
        }
        QCOMPARE(seen.size(), 8);
        const auto id = SegmentId::fromString(u"2f6e8a50-7b1c-4c5e-9d3a-1b2c3d4e5f60"_s);
        QCOMPARE(SegmentMarkers::own(*id), 0);
    }

    /// The store refuses to count; the local copy, once it is complete, does not.
    void refusedCountsAreAskedForAgain()
    {
        Segments segments({segment(1, u"VIP"_s), segment(2, u"Staff"_s)});
        segments.answerList();
        bool allowed = false;
        segments.model->setVisibleRows(0, 1);
        segments.model->counts().setMemberCount(
            [&allowed](SegmentId, QObject *context, const Callback<qint64> &callback) {
                ApiError denied;
                denied.kind = ApiError::Kind::Forbidden;
                const Result<qint64> answer =
                    allowed ? Result<qint64>(7) : Result<qint64>(tl::unexpected(denied));
                QMetaObject::invokeMethod(
                    context, [callback, answer] { callback(answer); }, Qt::QueuedConnection);
            });
        const QModelIndex vip = segments.model->indexOf(idOf(1));
        using State = SegmentCounts::State;
        QTRY_COMPARE(vip.data(SegmentListModel::CountStateRole).value<State>(), State::Denied);
        allowed = true;
        segments.model->counts().forgetRefused();
        QTRY_COMPARE(vip.data(SegmentListModel::CountRole).toInt(), 7);
    }

    void aMarkerIsComparedThenChosenThenOwn()
    {
        Segments segments({segment(1, u"VIP"_s), segment(2, u"Staff"_s)});
        segments.answerList();
        QSignalSpy changed(&segments.model->markers(), &SegmentMarkers::changed);
        QSignalSpy data(segments.model.get(), &QAbstractItemModel::dataChanged);
        const SegmentId vip = idOf(1);
        const int own = SegmentMarkers::own(vip);
        const int chosen = (own + 3) % 8;
        QCOMPARE(segments.model->markers().of(vip), own);
        QVERIFY(!segments.model->markers().chosen(vip));
        segments.model->markers().setChosen({{vip, chosen}});
        QCOMPARE(segments.model->indexOf(vip).data(SegmentListModel::MarkerRole).toInt(), chosen);
        QCOMPARE(data.count(), 1);
        segments.model->markers().setCompared({{vip, 12}});
        QCOMPARE(segments.model->markers().compared(vip), 12);
        QCOMPARE(segments.model->markers().of(vip), chosen); // as in every other place
        QCOMPARE(segments.model->markers().chosen(vip), chosen);
        segments.model->markers().setCompared({{vip, 12}}); // as before: emits nothing
        QCOMPARE(changed.count(), 2);
        segments.model->markers().setCompared({});
        QCOMPARE(segments.model->markers().of(vip), chosen);
        segments.model->markers().setChosen({});
        QCOMPARE(segments.model->markers().of(vip), own);
    }
};

QTEST_GUILESS_MAIN(TestSegmentListModel)
#include "tst_segmentlistmodel.moc"
