// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/marker.h"
#include "ui/kit/tableview.h"
#include "ui/kit/theme.h"
#include "ui/kit/upsettablemodel.h"
#include "ui/kit/upsetwidget.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

UpSetData fourSegments()
{
    UpSetData data;
    data.sets = {{u"VIP"_s, 0, 12340}, {u"Lapsed 90 days"_s, 1, 4981}, {u"Wholesale"_s, 2, 733}};
    data.columns = {{1, 8951}, {2, 3070}, {3, 1412}, {5, 318}, {4, 1}};
    return data;
}

UpSetData manyColumns()
{
    UpSetData data;
    for (int i = 0; i < 10; ++i)
        data.sets.append({u"S%1"_s.arg(i), i, 512});
    for (quint32 sets = 1; sets < 1024; ++sets)
        data.columns.append({sets, 1024 - sets});
    return data;
}

} // namespace

class TestUpSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void ticks_data()
    {
        QTest::addColumn<qint64>("highest");
        QTest::addColumn<int>("most");
        QTest::addColumn<qint64>("step");
        QTest::newRow("the picture") << qint64(8951) << 3 << qint64(5000);
        QTest::newRow("five lines") << qint64(8951) << 5 << qint64(2000);
        QTest::newRow("no one") << qint64(0) << 5 << qint64(1);
        QTest::newRow("one") << qint64(1) << 5 << qint64(1);
        QTest::newRow("no half people") << qint64(3) << 10 << qint64(1);
        QTest::newRow("a million") << qint64(1'000'000) << 5 << qint64(200'000);
        QTest::newRow("no room at all") << qint64(900) << 0 << qint64(500);
    }

    void ticks()
    {
        QFETCH(qint64, highest);
        QFETCH(int, most);
        QTEST(UpSetWidget::tickStep(highest, most), "step");
    }

    void markersAreNeverAlike()
    {
        QCOMPARE(distinctMarkers({3, 1, 5}), QList<int>({3, 1, 5})); // wishes that differ stay
        const QList<int> two = distinctMarkers({3, 3});
        QCOMPARE(two.first(), 3);
        QVERIFY(two.last() != 3 && two.last() != neutralMarker);
        for (int count = 0; count <= 24; ++count) {
            const QList<int> markers = distinctMarkers(QList<int>(count, 4));
            const QSet<int> different(markers.cbegin(), markers.cend());
            QCOMPARE(different.size(), count);
        }
        QVERIFY(distinctMarkers(QList<int>(30, 4)).size() == 30); // no more than there are
    }

    void columnsFillTheRoom()
    {
        UpSetWidget plot;
        plot.setData(fourSegments());
        plot.show();
        for (const int width : {600, 940, 1380, 1900}) {
            plot.resize(width, 500);
            const QRect last = plot.columnRect(4);
            QVERIFY2(last.right() <= width && last.right() > width - 40,
                     qPrintable(QString::number(width)));
        }
        plot.setData(manyColumns()); // what does not fit scrolls
        plot.resize(1900, 500);
        QVERIFY(plot.horizontalScrollBar()->maximum() > 0);
    }

    void wordsNameTheSegments()
    {
        const UpSetData data = fourSegments();
        QCOMPARE(data.words(data.columns.at(2)), u"VIP and Lapsed 90 days: 1,412 people"_s);
        QCOMPARE(data.words(data.columns.at(4)), u"Wholesale: 1 person"_s);
        QCOMPARE(data.namesOf(7), u"VIP, Lapsed 90 days and Wholesale"_s);
    }

    void clicksChooseColumns()
    {
        UpSetWidget plot;
        plot.setData(fourSegments());
        plot.resize(800, 500);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QSignalSpy chosen(&plot, &UpSetWidget::chosenChanged);
        const auto click = [&plot](int column, Qt::KeyboardModifiers keys = {}) {
            QTest::mouseClick(plot.viewport(), Qt::LeftButton, keys,
                              plot.columnRect(column).center());
        };
        click(2);
        QCOMPARE(plot.chosen(), QSet<quint32>({3}));
        click(3, Qt::ControlModifier);
        QCOMPARE(plot.chosen(), QSet<quint32>({3, 5}));
        click(2, Qt::ControlModifier);
        QCOMPARE(plot.chosen(), QSet<quint32>({5}));
        click(0);
        QCOMPARE(plot.chosen(), QSet<quint32>({1}));
        click(0); // once more lets it go
        QCOMPARE(plot.chosen(), QSet<quint32>());
        QCOMPARE(chosen.count(), 5);
        // Beside the columns nothing is chosen.
        QTest::mouseClick(plot.viewport(), Qt::LeftButton, {}, QPoint(5, 200));
        QCOMPARE(chosen.count(), 5);
    }

    void keysMoveAndChoose()
    {
        UpSetWidget plot;
        plot.setData(fourSegments());
        plot.resize(800, 500);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.currentColumn(), 0);
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.currentColumn(), 2);
        QCOMPARE(plot.accessibleDescription(), u"VIP and Lapsed 90 days: 1,412 people"_s);
        QTest::keyClick(&plot, Qt::Key_Space);
        QCOMPARE(plot.chosen(), QSet<quint32>({3}));
        QCOMPARE(plot.accessibleDescription(), u"VIP and Lapsed 90 days: 1,412 people, chosen"_s);
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(plot.currentColumn(), 4);
        QTest::keyClick(&plot, Qt::Key_Space);
        QCOMPARE(plot.chosen(), QSet<quint32>({3, 4}));
        QTest::keyClick(&plot, Qt::Key_Right); // the end is the end
        QCOMPARE(plot.currentColumn(), 4);
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(plot.chosen(), QSet<quint32>({4}));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(plot.chosen(), QSet<quint32>());
    }

    void keysWithoutColumnsDoNothing()
    {
        UpSetWidget plot;
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_End, Qt::Key_Space, Qt::Key_Return})
            QTest::keyClick(&plot, key);
        QCOMPARE(plot.currentColumn(), -1);
        QVERIFY(plot.chosen().isEmpty());
    }

    void theCurrentColumnScrollsIntoView()
    {
        UpSetWidget plot;
        plot.setData(manyColumns());
        plot.resize(700, 500);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QVERIFY(plot.horizontalScrollBar()->maximum() > 10'000);
        QTest::keyClick(&plot, Qt::Key_End);
        QVERIFY(plot.columnRect(1022).right() <= plot.viewport()->width());
        QTest::keyClick(&plot, Qt::Key_Home);
        QCOMPARE(plot.horizontalScrollBar()->value(), 0);
    }

    void whatIsChosenOutlivesNewData()
    {
        UpSetWidget plot;
        plot.setData(fourSegments());
        plot.setChosen({3, 4});
        UpSetData fewer = fourSegments();
        fewer.columns.removeLast(); // 4 is gone
        std::reverse(fewer.columns.begin(), fewer.columns.end());
        plot.setData(fewer);
        QCOMPARE(plot.chosen(), QSet<quint32>({3}));
    }

    /// The band, the bars and the accent are really there, in both themes.
    void chosenColumnsAreSeen()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::dark()}) {
            UpSetWidget plot;
            plot.setPalette(theme->palette());
            plot.setData(fourSegments());
            plot.resize(800, 500);
            plot.setChosen({3});
            const QImage image = plot.viewport()->grab().toImage();
            const QRect band = plot.columnRect(2);
            QCOMPARE(image.pixelColor(band.left() + 4, band.center().y() - 80), theme->sel);
            QCOMPARE(image.pixelColor(plot.columnRect(1).left() + 4, band.top() + 40), theme->base);
        }
    }

    void thePictureHoldsWhatFits()
    {
        UpSetWidget plot;
        plot.resize(800, 500);
        plot.setData(fourSegments());
        const QImage small = plot.picture({u"Comparison of 3 segments"_s, u"Sandbox store"_s});
        QCOMPARE(small.devicePixelRatio(), 2.0);
        plot.setData(manyColumns());
        const QImage wide = plot.picture({u"Comparison of 3 segments"_s, u"Sandbox store"_s});
        QVERIFY(wide.width() > small.width());
        QVERIFY(wide.width() < 32'767); // more cannot be painted
        QVERIFY(!wide.isNull());
    }

    void theTableSaysTheSame()
    {
        UpSetTableModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setUpSet(fourSegments());
        QCOMPARE(model.rowCount(), 5);
        using Column = UpSetTableModel::Column;
        QCOMPARE(model.index(2, int(Column::Names)).data().toString(), u"VIP and Lapsed 90 days"_s);
        QCOMPARE(model.index(2, int(Column::Degree)).data().toString(), u"2"_s);
        QCOMPARE(model.index(2, int(Column::People)).data().toString(), u"1,412"_s);
        model.setUpSet({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestUpSet)
#include "tst_upset.moc"
