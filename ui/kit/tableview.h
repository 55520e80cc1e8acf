// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QTableView>

class QScrollBar;

namespace segmentdesk {

class TableHeader;

/// Rows from first to last, both included.
struct RowRange
{
    int first = 0;
    int last = -1;

    int count() const { return last - first + 1; }
    friend bool operator==(const RowRange &, const RowRange &) = default;
};

/// A table of rows as it looks and behaves everywhere in the program: whole rows, no grid, a box
/// column, hover over the whole row. It works with ranges and stays fast with ten million rows, so
/// its rows have one height and its columns the widths they are given.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);
    ~TableView() override;

    /// Rows of 28 instead of 34 logical pixels (at a font of 13 px).
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    int rowHeightForFont() const;

    /// The column that shows boxes: a click in it ticks a row and leaves the others alone. -1 =
    /// none. Its cells need no data; a box is ticked when its row is selected.
    void setCheckColumn(int logicalColumn);
    int checkColumn() const { return m_checkColumn; }
    /// Whether the box in the head selects and clears all rows (default: yes).
    void setHeaderSelectsAll(bool on) { m_headerSelectsAll = on; }
    /// The column that takes the room that is left; the others keep their width. -1 = none.
    void setStretchColumn(int logicalColumn);
    TableHeader *tableHeader() const { return m_header; }

    /// By ranges, without a list of rows.
    qint64 selectedRowCount() const;
    /// Ascending, without overlaps.
    QList<RowRange> selectedRanges() const;
    bool isWholeRowSelected(int row) const;
    void toggleRow(int row);

    int hoveredRow() const { return m_hoveredRow; }
    int firstVisualColumn() const;
    int lastVisualColumn() const;
    /// Room left and right of a cell's content; more at the table's sides.
    QMargins cellMargins(int logicalColumn) const;

    /// Logical pixels that one can scroll past the last row (room for the Undo bar).
    void setBottomRoom(int pixels);
    int bottomRoom() const { return m_bottomRoom; }

    void setModel(QAbstractItemModel *model) override;
    void setSelectionModel(QItemSelectionModel *model) override;

Q_SIGNALS:
    void selectedRowCountChanged(qint64 count);
    /// The box in the head was clicked: true = everything shall be selected. The view does it
    /// unless setHeaderSelectsAll(false) was called.
    void headerCheckToggled(bool selectAll);
    /// Retry was clicked in a row that could not be read.
    void retryRequested(const QModelIndex &index);
    /// The pointer drags the selected rows (only with setDragEnabled). The listener starts the
    /// QDrag; the view does not collect indexes, since there may be millions.
    void dragRequested();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    QItemSelectionModel::SelectionFlags
    selectionCommand(const QModelIndex &index, const QEvent *event = nullptr) const override;
    void updateGeometries() override;
    void startDrag(Qt::DropActions supportedActions) override;

private:
    void setHoveredRow(int row);
    void updateRow(int row);
    void updateHeaderCheck();
    void applyRowHeight();
    void syncScrollBar();
    bool onCheckColumn(const QPoint &position) const;

    TableHeader *m_header;
    QScrollBar *m_bar; ///< lies over the rows, so that their grounds reach the side
    bool m_compact = false;
    bool m_headerSelectsAll = true;
    bool m_boxPress = false;
    bool m_hasDragged = false; ///< since the button was pressed
    int m_checkColumn = -1;
    int m_stretchColumn = -1;
    int m_hoveredRow = -1;
    int m_bottomRoom = 0;
};

} // namespace segmentdesk
