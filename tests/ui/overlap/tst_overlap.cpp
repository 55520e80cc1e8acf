// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/upsetwidget.h"
#include "ui/kit/writegate.h"
#include "ui/overlap/combinepane.h"
#include "ui/overlap/overlappage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using Join = SegmentCondition::Join;
using Columns = QSet<quint32>;

SegmentId idOf(int number)
{
    return SegmentId(QUuid(uint(number), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
}

const SegmentId vip = idOf(1);
const SegmentId lapsed = idOf(2);
const SegmentId summer = idOf(3);
const SegmentId wholesale = idOf(4);

/// The numbers of the picture: VIP 12,340 and so on.
Overlap pictured()
{
    Overlap overlap;
    overlap.segments = {vip, lapsed, summer, wholesale};
    overlap.sizes = {12340, 4981, 2115, 733};
    overlap.combinations = {{1, 8951}, {2, 3070}, {3, 1412}, {5, 1239}, {4, 402},
                            {9, 318},  {7, 301},  {8, 241},  {6, 96},   {11, 60},
                            {10, 56},  {13, 41},  {12, 12},  {15, 3},   {14, 2}};
    for (const Overlap::Combination &combination : std::as_const(overlap.combinations))
        overlap.total += combination.people;
    return overlap;
}

/// A list of the four segments, as the sidebar has it.
class Segments
{
public:
    Segments()
    {
        QList<Segment> segments;
        int number = 0;
        for (const QString &name : {u"VIP"_s, u"Lapsed 90 days"_s, u"Summer sale: bought twice"_s,
                                    u"Wholesale"_s, u"Staff"_s}) {
            Segment segment;
            segment.id = idOf(++number);
            segment.name = name;
            segments.append(segment);
        }
        m_model.setSource(
            [segments](PageRequest, QObject *context, const Callback<Page<Segment>> &callback) {
                QMetaObject::invokeMethod(
                    context,
                    [segments, callback] {
                        Page<Segment> page;
                        page.items = segments;
                        page.total = segments.size();
                        callback(page);
                    },
                    Qt::QueuedConnection);
            });
    }

    bool wait()
    {
        return QTest::qWaitFor(
            [this] { return m_model.state() == SegmentListModel::State::Ready; });
    }
    SegmentListModel &model() { return m_model; }

private:
    SegmentListModel m_model;
};

OverlapPage::Reader answering(const Overlap &overlap)
{
    return
        [overlap](const QList<SegmentId> &, QObject *context, const Callback<Overlap> &callback) {
            QMetaObject::invokeMethod(
                context, [overlap, callback] { callback(overlap); }, Qt::QueuedConnection);
        };
}

} // namespace

class TestOverlap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void conditionsBecomeSets()
    {
        const auto both = setOf({{Join::In, vip}, {Join::AndIn, lapsed}, {Join::NotIn, wholesale}});
        QVERIFY(both);
        QCOMPARE(both->of, QList<SegmentId>({vip, lapsed}));
        QCOMPARE(both->atLeast, 2);
        QCOMPARE(both->notIn, QList<SegmentId>({wholesale}));
        QVERIFY(both->match == SegmentSet::Match::AtLeast);

        const auto either = setOf({{Join::In, vip}, {Join::OrIn, lapsed}});
        QCOMPARE(either->atLeast, 1);

        // Read from top to bottom: (VIP and Lapsed) or Summer.
        const auto mixed = setOf({{Join::In, vip}, {Join::AndIn, lapsed}, {Join::OrIn, summer}});
        QVERIFY(mixed->match == SegmentSet::Match::Exactly);
        QCOMPARE(mixed->combinations, QList<quint32>({3, 4, 5, 6, 7}));

        // Twice the same, or not chosen yet, says nothing new.
        QCOMPARE(setOf({{Join::In, vip}, {Join::AndIn, vip}, {Join::AndIn, {}}})->of,
                 QList<SegmentId>({vip}));
        QVERIFY(setOf({})->isEmpty());
        QCOMPARE(setOf({{Join::NotIn, vip}, {Join::OrIn, lapsed}})->of, QList<SegmentId>({lapsed}));
    }

    void tooManyConditionsAreNoSet()
    {
        QList<SegmentCondition> all;
        for (int i = 1; i <= SegmentSet::maxSegments + 1; ++i)
            all.append({i == 1 ? Join::In : Join::AndIn, idOf(i)});
        QVERIFY(!setOf(all));
        all.removeLast();
        QVERIFY(setOf(all));
        all.last().join = Join::OrIn; // both "and" and "or"
        QVERIFY(!setOf(all));
    }

    void sentencesHaveBracketsWhereTheyMatter_data()
    {
        QTest::addColumn<QList<SegmentCondition>>("conditions");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QList<SegmentCondition> &conditions,
                            const QString &sentence) {
            QTest::newRow(name) << conditions << sentence;
        };
        row("one", {{Join::In, vip}}, u"In 1"_s);
        row("and", {{Join::In, vip}, {Join::AndIn, lapsed}, {Join::AndIn, summer}},
            u"In 1 and 2 and 3"_s);
        row("or", {{Join::In, vip}, {Join::OrIn, lapsed}}, u"In 1 or 2"_s);
        row("and, or", {{Join::In, vip}, {Join::AndIn, lapsed}, {Join::OrIn, summer}},
            u"In (1 and 2) or 3"_s);
        row("or, and", {{Join::In, vip}, {Join::OrIn, lapsed}, {Join::AndIn, summer}},
            u"In (1 or 2) and 3"_s);
        row("three times",
            {{Join::In, vip},
             {Join::AndIn, lapsed},
             {Join::OrIn, summer},
             {Join::AndIn, wholesale}},
            u"In ((1 and 2) or 3) and 4"_s);
        row("not in, wherever it stands",
            {{Join::NotIn, wholesale}, {Join::OrIn, vip}, {Join::OrIn, lapsed}},
            u"In 1 or 2, but not in 4"_s);
        row("twice not in", {{Join::In, vip}, {Join::NotIn, lapsed}, {Join::NotIn, summer}},
            u"In 1, but not in 2 or 3"_s);
        row("only not in", {{Join::NotIn, vip}}, u"Everyone not in 1"_s);
        row("said twice, not chosen yet", {{Join::In, vip}, {Join::OrIn, vip}, {Join::AndIn, {}}},
            u"In 1"_s);
        row("nothing", {}, QString());
    }

    void sentencesHaveBracketsWhereTheyMatter()
    {
        QFETCH(QList<SegmentCondition>, conditions);
        QTEST(sentenceOf(conditions, [](SegmentId id) { return QString::number(id.uuid().data1); }),
              "sentence");
    }

    void theOverlapCounts()
    {
        const Overlap overlap = pictured();
        const auto people = [&overlap](const QList<SegmentCondition> &conditions) {
            const auto columns = columnsIn(*setOf(conditions), overlap);
            return columns ? peopleIn(*columns, overlap) : -1;
        };
        QCOMPARE(people({{Join::In, vip}, {Join::AndIn, lapsed}, {Join::NotIn, wholesale}}), 1713);
        QCOMPARE(people({{Join::In, vip},
                         {Join::OrIn, lapsed},
                         {Join::OrIn, summer},
                         {Join::OrIn, wholesale}}),
                 overlap.total);
        QCOMPARE(people({{Join::In, summer}}), 402 + 1239 + 301 + 96 + 41 + 12 + 3 + 2);
        // What is not shown, and who is in none of them, the overlap cannot tell.
        QCOMPARE(people({{Join::In, vip}, {Join::AndIn, idOf(5)}}), -1);
        QCOMPARE(people({{Join::NotIn, vip}}), -1);
        SegmentSet odd;
        odd.of = {vip, lapsed};
        odd.match = SegmentSet::Match::OddNumber;
        QCOMPARE(*columnsIn(odd, overlap), Columns({1, 2, 5, 9, 6, 10, 13, 14}));
    }

    void paneCountsAndSaves()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        QSignalSpy changed(&pane, &CombinePane::setChanged);
        pane.setOverlap(pictured());
        QCOMPARE(pane.count(), 1412 + 301 + 60 + 3); // in the first and in the second
        QCOMPARE(changed.last().first().value<Columns>(), Columns({3, 7, 11, 15}));

        pane.findChild<QPushButton *>(u"combineAdd"_s)->click();
        QCOMPARE(pane.conditions().size(), 3);
        auto *join = pane.findChild<QComboBox *>(u"combineJoin2"_s);
        join->setCurrentIndex(2);
        Q_EMIT join->activated(2);
        QCOMPARE(pane.count(), 1412 + 60); // not in Summer sale
        QCOMPARE(pane.name(), u"VIP, Lapsed 90 days, not Summer sale: bought twice"_s);

        QSignalSpy made(&pane, &CombinePane::makeSegmentRequested);
        auto *make = pane.findChild<QPushButton *>(u"combineMake"_s);
        QCOMPARE(make->text(), u"Create segment with 1,472 people"_s);
        make->click();
        QCOMPARE(made.count(), 1);
        QCOMPARE(made.first().at(2).toLongLong(), 1472);
        pane.findChild<QLineEdit *>(u"combineName"_s)->setText(u"  VIP lapsed "_s);
        make->click();
        QCOMPARE(made.last().first().toString(), u"VIP lapsed"_s);
        QCOMPARE(pane.findChild<QLabel *>(u"combineNote"_s)->text(),
                 u"A fixed list: it does not follow the segments later. About 30 requests."_s);

        pane.findChild<QToolButton *>(u"combineRemove2"_s)->click();
        QCOMPARE(pane.conditions().size(), 2);
        QCOMPARE(pane.count(), 1776);
    }

    void paneSaysWhatItMeansAndWhoTheyAre()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        pane.setOverlap(pictured());
        const auto legend = [&pane] {
            QStringList lines;
            const QList<ElidedLabel *> labels = pane.findChildren<ElidedLabel *>();
            for (const ElidedLabel *label : labels) {
                if (!label->isHidden() && !label->parentWidget()->isHidden())
                    lines.append(label->text());
            }
            return lines;
        };
        const auto *sentence = pane.findChild<QLabel *>(u"combineSentence"_s);
        pane.setConditions({{Join::In, vip}, {Join::OrIn, lapsed}, {Join::NotIn, wholesale}});
        QCOMPARE(sentence->text(), u"In “VIP” or “Lapsed 90 days”, but not in “Wholesale”"_s);
        QCOMPARE(legend(),
                 QStringList({u"In both"_s, u"Only in VIP"_s, u"Only in Lapsed 90 days"_s,
                              u"Excluded by Wholesale"_s}));
        pane.setConditions({{Join::In, vip}, {Join::AndIn, lapsed}, {Join::OrIn, summer}});
        QCOMPARE(sentence->text(),
                 u"In (“VIP” and “Lapsed 90 days”) or “Summer sale: bought twice”"_s);
        QCOMPARE(legend(),
                 QStringList({u"In several of these"_s, u"Only in Summer sale: bought twice"_s}));
        pane.setMode(CombinePane::Mode::OddNumber);
        QVERIFY(sentence->isHidden());
        QCOMPARE(pane.findChild<QComboBox *>(u"combineMode"_s)->currentText(),
                 u"In an odd number of these segments"_s);
        Overlap two = pictured();
        two.segments = {lapsed, summer};
        two.sizes = {4981, 2115};
        two.combinations = {{1, 4578}, {2, 1713}, {3, 402}};
        pane.setOverlap(two);
        QCOMPARE(pane.findChild<QComboBox *>(u"combineMode"_s)->currentText(),
                 u"In one of these but not both"_s);
        QCOMPARE(pane.name(), u"Lapsed 90 days or Summer sale: bought twice but not both"_s);
    }

    /// Segments come to the comparison and leave it; what was written down stays.
    void conditionsOutliveOtherSegments()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        pane.setOverlap(pictured());
        const QList<SegmentCondition> mine{{Join::In, vip}, {Join::OrIn, summer}};
        pane.setConditions(mine);
        Overlap fewer = pictured();
        fewer.segments = {vip, lapsed};
        fewer.sizes = {12340, 4981};
        fewer.combinations = {{1, 9000}, {2, 3000}, {3, 1776}};
        pane.setOverlap(fewer);
        QCOMPARE(pane.conditions(), mine);
        pane.setOverlap(pictured());
        QCOMPARE(pane.conditions(), mine);
        // Nothing of it is left: it says nothing any more.
        Overlap others = fewer;
        others.segments = {lapsed, wholesale};
        pane.setOverlap(others);
        QCOMPARE(pane.conditions(),
                 QList<SegmentCondition>({{Join::In, lapsed}, {Join::AndIn, wholesale}}));
    }

    void paneFollowsTheColumns()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        pane.setOverlap(pictured());
        pane.setColumns({3, 7});
        QVERIFY(pane.mode() == CombinePane::Mode::Columns);
        QCOMPARE(pane.count(), 1713);
        QCOMPARE(pane.set()->combinations, QList<quint32>({3, 7}));
        pane.setColumns({});
        QVERIFY(pane.mode() == CombinePane::Mode::Conditions);
        // Other segments: the bits would mean others.
        pane.setColumns({3});
        Overlap fewer = pictured();
        fewer.segments = {lapsed, summer};
        fewer.sizes = {4981, 2115};
        fewer.combinations = {{1, 4578}, {2, 1713}, {3, 402}};
        pane.setOverlap(fewer);
        QVERIFY(pane.mode() == CombinePane::Mode::Conditions);
        QCOMPARE(pane.count(), 402);
    }

    void paneKnowsAtLeastAndOdd()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        pane.setOverlap(pictured());
        pane.setMode(CombinePane::Mode::AtLeast);
        auto *atLeast = pane.findChild<QSpinBox *>(u"combineAtLeast"_s);
        QCOMPARE(atLeast->maximum(), 4);
        atLeast->setValue(3);
        QCOMPARE(pane.count(), 301 + 60 + 41 + 3 + 2);
        pane.setMode(CombinePane::Mode::OddNumber);
        QCOMPARE(pane.count(), 8951 + 3070 + 402 + 241 + 301 + 60 + 41 + 2);
    }

    void whatTheOverlapCannotTellIsCounted()
    {
        Segments segments;
        QVERIFY(segments.wait());
        WriteGate gate;
        CombinePane pane(segments.model(), gate);
        QList<SegmentSet> asked;
        Callback<qint64> answer;
        pane.setCounter([&](const SegmentSet &set, QObject *, const Callback<qint64> &callback) {
            asked.append(set);
            answer = callback;
        });
        pane.setOverlap(pictured());
        QVERIFY(asked.isEmpty());
        pane.setConditions({{Join::In, vip}, {Join::NotIn, idOf(5)}});
        QCOMPARE(asked.size(), 1);
        QVERIFY(!pane.count());
        QVERIFY(!pane.findChild<QPushButton *>(u"combineMake"_s)->isEnabled());
        answer(77);
        QCOMPARE(pane.count(), 77);
        QVERIFY(pane.findChild<QPushButton *>(u"combineMake"_s)->isEnabled());
        pane.setConditions({{Join::NotIn, vip}});
        answer(tl::unexpected(ApiError()));
        QVERIFY(!pane.count());
        QVERIFY(!pane.findChild<QPushButton *>(u"combineMake"_s)->isEnabled());
    }

    void pageShowsChipsAndColumns()
    {
        Segments segments;
        QVERIFY(segments.wait());
        OverlapPage page(segments.model(), answering(pictured()));
        QSignalSpy arrived(&page, &OverlapPage::overlapChanged);
        page.resize(860, 700);
        page.show();
        page.open({vip, lapsed, summer, wholesale, vip});
        QCOMPARE(page.shown().size(), 4); // each once
        QTRY_COMPARE(arrived.count(), 1);
        QCOMPARE(page.title(), u"Compare 4 segments"_s);
        QCOMPARE(page.plot()->data().columns.size(), 15);
        QCOMPARE(page.findChild<QWidget *>(u"overlapChips"_s)->findChildren<ChipButton *>().size(),
                 4);
        QCOMPARE(page.plot()->data().sets.at(2).name, u"Summer sale: bought twice"_s);

        page.setOrder(OverlapPage::Order::ByDegree);
        QCOMPARE(page.plot()->data().columns.at(3).sets, 8U); // the singles first, largest first
        QCOMPARE(page.plot()->data().columns.last().sets, 15U);
    }

    /// Each in its own color, by its form where others have that.
    void noTwoSegmentsLookAlike()
    {
        Segments segments;
        QVERIFY(segments.wait());
        SegmentListModel &model = segments.model();
        // All alike, by choice.
        model.markers().setChosen({{vip, 2}, {lapsed, 2}, {summer, 2}, {wholesale, 2}});
        OverlapPage page(model, answering(pictured()));
        QSignalSpy arrived(&page, &OverlapPage::overlapChanged);
        const auto markers = [&page] {
            QList<int> all;
            for (const UpSetData::Set &set : page.plot()->data().sets)
                all.append(set.marker);
            return all;
        };
        page.open({vip, lapsed, summer, wholesale});
        QTRY_COMPARE(arrived.count(), 1);
        const QList<int> first = markers();
        QCOMPARE(first.mid(0, 3), QList<int>({2, 2 + markerCount, 2 + 2 * markerCount}));
        QCOMPARE(QSet<int>(first.cbegin(), first.cend()).size(), 4); // there are three forms
        // The list and the chips stay as they were.
        for (const SegmentId &id : {vip, lapsed, summer, wholesale}) {
            QCOMPARE(model.markers().of(id), 2);
            QCOMPARE(model.indexOf(id).data(SegmentListModel::MarkerRole).toInt(), 2);
        }
        // One more comes: the others keep what they have.
        page.open({vip, lapsed, summer, wholesale, idOf(5)});
        QCOMPARE(markers().mid(0, 3), first.mid(0, 3));
        QVERIFY(!first.contains(model.markers().compared(idOf(5))));
        // A choice is honored at once.
        model.markers().setChosen({{wholesale, 3}});
        QCOMPARE(model.markers().of(wholesale), 3);
        QCOMPARE(model.markers().compared(wholesale) % markerCount, 3);
        page.close();
        QCOMPARE(model.markers().compared(vip), SegmentMarkers::own(vip));
    }

    void moreThanCanBeComparedIsSaid()
    {
        Segments segments;
        QVERIFY(segments.wait());
        OverlapPage page(segments.model(), answering(pictured()));
        QList<SegmentId> many;
        for (int i = 1; i <= 24; ++i)
            many.append(idOf(i));
        page.open(many);
        QCOMPARE(page.selected().size(), 24);
        QCOMPARE(page.shown().size(), SegmentSet::maxSegments);
        auto *bound = page.findChild<QLabel *>(u"compareBound"_s);
        QVERIFY(!bound->isHidden());
        QCOMPARE(bound->text(), u"Shows 20 of 24 segments, the most at once."_s);
        QSet<int> markers;
        for (const SegmentId &id : page.shown())
            markers.insert(segments.model().markers().compared(id));
        QCOMPARE(markers.size(), SegmentSet::maxSegments);
        // One goes, the next moves up.
        page.remove(idOf(1));
        QVERIFY(page.shown().contains(idOf(21)));
        page.open(many.mid(0, 20));
        QVERIFY(bound->isHidden());
    }

    void theTableIsAtThePlotsColumn()
    {
        Segments segments;
        QVERIFY(segments.wait());
        OverlapPage page(segments.model(), answering(pictured()));
        QSignalSpy arrived(&page, &OverlapPage::overlapChanged);
        page.open({vip, lapsed, summer, wholesale});
        QTRY_COMPARE(arrived.count(), 1);
        auto *table = page.findChild<TableView *>(u"overlapTable"_s);
        QTest::keyClick(page.plot(), Qt::Key_End);
        QCOMPARE(table->currentIndex().row(), 14);
        table->selectionModel()->setCurrentIndex(table->model()->index(3, 1),
                                                 QItemSelectionModel::NoUpdate);
        QCOMPARE(page.plot()->currentColumn(), 3);
        QCOMPARE(table->selectedRowCount(), 0); // moving chooses nothing
        // Another order: still at the same people.
        page.setOrder(OverlapPage::Order::ByDegree);
        QCOMPARE(page.plot()->data().columns.at(page.plot()->currentColumn()).sets, 5U);
    }

    void theTableChoosesLikeThePlot()
    {
        Segments segments;
        QVERIFY(segments.wait());
        OverlapPage page(segments.model(), answering(pictured()));
        QSignalSpy arrived(&page, &OverlapPage::overlapChanged);
        QSignalSpy chosen(&page, &OverlapPage::chosenChanged);
        page.open({vip, lapsed, summer, wholesale});
        QTRY_COMPARE(arrived.count(), 1);
        page.setChosen({3, 7});
        QCOMPARE(chosen.count(), 0); // only what the user does is emitted
        auto *table = page.findChild<TableView *>(u"overlapTable"_s);
        QCOMPARE(table->selectedRowCount(), 2);
        table->toggleRow(0);
        QCOMPARE(chosen.last().first().value<Columns>(), Columns({1, 3, 7}));
        QCOMPARE(page.plot()->chosen(), Columns({1, 3, 7}));
    }

    void pageSaysWhyThereIsNothing()
    {
        Segments segments;
        QVERIFY(segments.wait());
        bool fail = true;
        OverlapPage page(
            segments.model(),
            [&fail](const QList<SegmentId> &, QObject *context, const Callback<Overlap> &callback) {
                QMetaObject::invokeMethod(
                    context,
                    [&fail, callback] {
                        if (fail)
                            callback(tl::unexpected(ApiError()));
                        else
                            callback(pictured());
                    },
                    Qt::QueuedConnection);
            });
        const auto state = [&page] { return page.plot()->findChild<StateView *>()->state(); };
        page.open({vip});
        QVERIFY(state() == StateView::State::Empty);
        page.open({vip, lapsed, summer, wholesale});
        QTRY_VERIFY(state() == StateView::State::Failed);
        QVERIFY(!page.findChild<QPushButton *>(u"overlapSave"_s)->isEnabled());
        fail = false;
        page.refresh();
        QTRY_VERIFY(state() == StateView::State::Ready);
        QVERIFY(page.findChild<QPushButton *>(u"overlapSave"_s)->isEnabled());
    }

    /// The page goes while its numbers are being counted.
    void pageDiesInMidFlight()
    {
        Segments segments;
        QVERIFY(segments.wait());
        QPointer<QObject> context;
        {
            OverlapPage page(segments.model(),
                             [&context](const QList<SegmentId> &, QObject *asked,
                                        const Callback<Overlap> &) { context = asked; });
            page.open({vip, lapsed});
            QVERIFY(context);
        }
        QVERIFY(!context);
    }
};

QTEST_MAIN(TestOverlap)
#include "tst_overlap.moc"
