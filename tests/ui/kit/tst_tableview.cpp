// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/deskstyle.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/tableview.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// As many rows as wanted, without any memory.
class BigModel : public QAbstractTableModel
{
public:
    explicit BigModel(int rows) : m_rows(rows) { }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : m_rows;
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 4;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::DisplayRole)
            return u"row %1"_s.arg(index.row());
        if (role == LoadStateRole && index.row() == failedRow)
            return int(LoadState::Failed);
        return {};
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled;
    }

    int failedRow = -1;

private:
    int m_rows;
};

struct Fixture
{
    explicit Fixture(int rows) : model(rows)
    {
        table.setModel(&model);
        table.setCheckColumn(0);
        table.setStretchColumn(3);
        table.resize(700, 400);
        table.show();
        ready = QTest::qWaitForWindowActive(&table);
    }

    QPoint cell(int row, int column) const
    {
        return table.visualRect(model.index(row, column)).center();
    }
    void click(int row, int column, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, cell(row, column));
    }
    void moveTo(int row, int column)
    {
        // qtestlib leaves out the buttons that are held.
        const QPoint at = cell(row, column);
        QMouseEvent move(QEvent::MouseMove, at, table.viewport()->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(table.viewport(), &move);
    }

    BigModel model;
    TableView table;
    bool ready = false;
};

} // namespace

class TestTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new DeskStyle);
        applyColorScheme(ColorScheme::Light);
    }

    void tenMillionRows()
    {
        Fixture f(10'000'000);
        QVERIFY(f.ready);
        QSignalSpy counted(&f.table, &TableView::selectedRowCountChanged);
        QElapsedTimer timer;
        timer.start();
        f.table.selectAll();
        QCOMPARE(f.table.selectedRowCount(), 10'000'000);
        QCOMPARE(counted.last().first().toLongLong(), 10'000'000);
        QCOMPARE(f.table.tableHeader()->checkState(), Qt::Checked);
        // One fewer is one fewer.
        f.table.toggleRow(5'000'000);
        QCOMPARE(f.table.selectedRowCount(), 9'999'999);
        QCOMPARE(f.table.tableHeader()->checkState(), Qt::PartiallyChecked);
        QCOMPARE(f.table.selectedRanges(),
                 (QList<RowRange>{{0, 4'999'999}, {5'000'001, 9'999'999}}));
        f.table.scrollToBottom();
        f.table.viewport()->repaint();
        f.click(9'999'999, 1);
        f.table.scrollToTop();
        f.click(0, 1, Qt::ShiftModifier);
        QCOMPARE(f.table.selectedRowCount(), 10'000'000);
        f.table.clearSelection();
        QCOMPARE(f.table.selectedRowCount(), 0);
        QCOMPARE(f.table.tableHeader()->checkState(), Qt::Unchecked);
        // Ranges only: far from the seconds that a list of rows takes.
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void boxTicksOneAndKeepsTheOthers()
    {
        Fixture f(100);
        f.click(0, 0);
        f.click(2, 0);
        f.click(4, 0);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{0, 0}, {2, 2}, {4, 4}}));
        f.click(2, 0);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{0, 0}, {4, 4}}));
        // Quick clicks are clicks.
        f.click(6, 0);
        QTest::mouseDClick(f.table.viewport(), Qt::LeftButton, {}, f.cell(6, 0));
        QTest::mouseRelease(f.table.viewport(), Qt::LeftButton, {}, f.cell(6, 0));
        QVERIFY(!f.table.isWholeRowSelected(6));
        QVERIFY(f.table.isWholeRowSelected(0));
        QVERIFY(f.table.isWholeRowSelected(4));
        // A click elsewhere is as everywhere: only that row.
        f.click(3, 1);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{3, 3}}));
        f.click(6, 1, Qt::ShiftModifier);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{3, 6}}));
        f.click(8, 1, Qt::ControlModifier);
        QCOMPARE(f.table.selectedRowCount(), 5);
        f.click(1, 0);
        f.click(8, 0);
        QCOMPARE(f.table.selectedRowCount(), 5);
    }

    void draggingOverBoxesTicksThem()
    {
        Fixture f(100);
        QSignalSpy dragged(&f.table, &TableView::dragRequested);
        f.table.setDragEnabled(true);
        f.click(8, 0);
        QTest::mousePress(f.table.viewport(), Qt::LeftButton, {}, f.cell(1, 0));
        for (int row = 1; row <= 4; ++row)
            f.moveTo(row, 0);
        QTest::mouseRelease(f.table.viewport(), Qt::LeftButton, {}, f.cell(4, 0));
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{1, 4}, {8, 8}}));
        QCOMPARE(dragged.count(), 0);
    }

    void draggingRowsAsksForADrag()
    {
        Fixture f(1'000'000);
        QSignalSpy dragged(&f.table, &TableView::dragRequested);
        f.table.setDragEnabled(true);
        f.table.selectAll();
        QTest::mousePress(f.table.viewport(), Qt::LeftButton, {}, f.cell(1, 1));
        f.moveTo(2, 1);
        f.moveTo(5, 1);
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(f.table.selectedRowCount(), 1'000'000);
        QTest::mouseRelease(f.table.viewport(), Qt::LeftButton, {}, f.cell(5, 1));
    }

    void spaceTicks()
    {
        Fixture f(100);
        f.table.setFocus();
        f.click(0, 1);
        f.table.setCurrentIndex(f.model.index(0, 1));
        QTest::keyClick(&f.table, Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&f.table, Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&f.table, Qt::Key_Space);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{0, 0}, {2, 2}}));
        QTest::keyClick(&f.table, Qt::Key_Space);
        QCOMPARE(f.table.selectedRanges(), (QList<RowRange>{{0, 0}}));
    }

    void headBoxSelectsAllAndNone()
    {
        Fixture f(100);
        QSignalSpy toggled(&f.table, &TableView::headerCheckToggled);
        QWidget *head = f.table.tableHeader()->viewport();
        const QPoint box = f.table.tableHeader()->checkBoxRect().center();
        f.click(3, 0);
        QCOMPARE(f.table.tableHeader()->checkState(), Qt::PartiallyChecked);
        QTest::mouseClick(head, Qt::LeftButton, {}, box);
        QCOMPARE(f.table.selectedRowCount(), 100);
        QCOMPARE(toggled.last().first().toBool(), true);
        QTest::mouseClick(head, Qt::LeftButton, {}, box);
        QCOMPARE(f.table.selectedRowCount(), 0);
        QCOMPARE(toggled.last().first().toBool(), false);
        f.table.setHeaderSelectsAll(false);
        QTest::mouseClick(head, Qt::LeftButton, {}, box);
        QCOMPARE(f.table.selectedRowCount(), 0);
        QCOMPARE(toggled.last().first().toBool(), true);
    }

    void roomForTheUndoBar()
    {
        Fixture f(100);
        f.table.scrollToBottom();
        const int before = f.table.verticalScrollBar()->maximum();
        f.table.setBottomRoom(60);
        QCOMPARE(f.table.verticalScrollBar()->maximum(), before + 60);
        f.table.verticalScrollBar()->setValue(before + 60);
        // The last row stands 60 above the bottom, also after another layout.
        f.table.resize(701, 400);
        QCOMPARE(f.table.verticalScrollBar()->value(), before + 60);
        const QRect last = f.table.visualRect(f.model.index(99, 1));
        QCOMPARE(f.table.viewport()->height() - last.bottom() - 1, 60);
        f.table.setBottomRoom(0);
        QCOMPARE(f.table.verticalScrollBar()->maximum(), before);
        QCOMPARE(f.table.verticalScrollBar()->value(), before);
    }

    void rowsHaveOneHeight()
    {
        Fixture f(10);
        QCOMPARE(f.table.rowHeight(3), px(34, &f.table));
        f.table.setCompact(true);
        QCOMPARE(f.table.rowHeight(3), px(28, &f.table));
    }

    void hoverIsTheWholeRow()
    {
        Fixture f(10);
        const auto color = [&](int row, int column) {
            const QPoint at =
                f.table.visualRect(f.model.index(row, column)).bottomRight() - QPoint(3, 4);
            return f.table.viewport()->grab().toImage().pixelColor(at).name();
        };
        QCOMPARE(color(2, 1), Theme::light().base.name());
        const QPoint at = f.cell(2, 2);
        QMouseEvent move(QEvent::MouseMove, at, f.table.viewport()->mapToGlobal(at), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(f.table.viewport(), &move);
        QCOMPARE(f.table.hoveredRow(), 2);
        QCOMPARE(color(2, 1), Theme::light().hover.name());
        QCOMPARE(color(2, 3), Theme::light().hover.name());
        QCOMPARE(color(3, 1), Theme::light().base.name());
        f.table.toggleRow(2);
        QCOMPARE(color(2, 1), Theme::light().sel.name());
    }

    void failedRowOffersRetry()
    {
        Fixture f(10);
        f.model.failedRow = 4;
        QSignalSpy retried(&f.table, &TableView::retryRequested);
        const QRect word = RowDelegate::retryRect(&f.table, 4);
        QTest::mouseClick(f.table.viewport(), Qt::LeftButton, {}, word.center());
        QCOMPARE(retried.count(), 1);
        QCOMPARE(retried.first().first().toModelIndex().row(), 4);
        QCOMPARE(f.table.selectedRowCount(), 0);
    }
};

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"
