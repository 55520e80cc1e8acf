// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/tableview.h"

#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int sideLeft = 18; ///< from the table's left side to the first content
constexpr int sideRight = 18;
constexpr int cellMargin = 8;
constexpr int checkColumnWidth = 46; ///< 18, the box, and the room to the next cell

} // namespace

TableView::TableView(QWidget *parent)
    : QTableView(parent), m_header(new TableHeader(this)), m_bar(new QScrollBar(Qt::Vertical, this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalHeader(m_header);
    m_header->show();
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(16);
    setShowGrid(false);
    setAlternatingRowColors(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new RowDelegate(this));
    applyRowHeight();

    m_bar->setProperty("overlay", true);
    m_bar->setCursor(Qt::ArrowCursor);
    m_bar->hide();
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &TableView::syncScrollBar);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(m_bar, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    // The watcher of a drag of the scroll bar watches this one too.
    connect(m_bar, &QScrollBar::sliderPressed, verticalScrollBar(),
            [this] { verticalScrollBar()->setSliderDown(true); });
    connect(m_bar, &QScrollBar::sliderReleased, verticalScrollBar(),
            [this] { verticalScrollBar()->setSliderDown(false); });
    connect(m_header, &TableHeader::checkClicked, this, [this] {
        const bool all = m_header->checkState() != Qt::Checked;
        if (m_headerSelectsAll) {
            if (all)
                selectAll();
            else
                clearSelection();
        }
        Q_EMIT headerCheckToggled(all);
    });
}

TableView::~TableView() = default;

void TableView::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    applyRowHeight();
}

int TableView::rowHeightForFont() const
{
    return px(m_compact ? 28 : 34, this);
}

void TableView::applyRowHeight()
{
    verticalHeader()->setDefaultSectionSize(rowHeightForFont());
}

void TableView::setCheckColumn(int logicalColumn)
{
    m_checkColumn = logicalColumn;
    m_header->setCheckSection(logicalColumn);
    if (logicalColumn >= 0 && model() && logicalColumn < model()->columnCount(rootIndex())) {
        m_header->setSectionResizeMode(logicalColumn, QHeaderView::Fixed);
        m_header->resizeSection(logicalColumn, checkColumnWidth);
    }
    updateHeaderCheck();
}

void TableView::setStretchColumn(int logicalColumn)
{
    const int before = m_stretchColumn;
    if (before != logicalColumn && before >= 0 && before < m_header->count())
        m_header->setSectionResizeMode(before, QHeaderView::Interactive);
    m_stretchColumn = logicalColumn;
    if (logicalColumn >= 0 && model() && logicalColumn < model()->columnCount(rootIndex()))
        m_header->setSectionResizeMode(logicalColumn, QHeaderView::Stretch);
}

int TableView::firstVisualColumn() const
{
    for (int visual = 0; visual < m_header->count(); ++visual) {
        if (!m_header->isSectionHidden(m_header->logicalIndex(visual)))
            return visual;
    }
    return -1;
}

int TableView::lastVisualColumn() const
{
    for (int visual = m_header->count() - 1; visual >= 0; --visual) {
        if (!m_header->isSectionHidden(m_header->logicalIndex(visual)))
            return visual;
    }
    return -1;
}

QMargins TableView::cellMargins(int logicalColumn) const
{
    const int visual = m_header->visualIndex(logicalColumn);
    int left = visual == firstVisualColumn() ? sideLeft : cellMargin;
    int right = visual == lastVisualColumn() ? sideRight : cellMargin;
    if (layoutDirection() == Qt::RightToLeft)
        std::swap(left, right);
    return {left, 0, right, 0};
}

void TableView::setModel(QAbstractItemModel *model)
{
    m_hoveredRow = -1;
    QTableView::setModel(model);
    setCheckColumn(m_checkColumn);
    setStretchColumn(m_stretchColumn);
    if (model) {
        const auto changed = [this] { updateHeaderCheck(); };
        connect(model, &QAbstractItemModel::rowsInserted, m_header, changed);
        connect(model, &QAbstractItemModel::rowsRemoved, m_header, changed);
        connect(model, &QAbstractItemModel::modelReset, m_header, changed);
    }
}

void TableView::setSelectionModel(QItemSelectionModel *model)
{
    QTableView::setSelectionModel(model);
    updateHeaderCheck();
}

QList<RowRange> TableView::selectedRanges() const
{
    QList<RowRange> ranges;
    if (!selectionModel())
        return ranges;
    const QItemSelection selection = selectionModel()->selection();
    ranges.reserve(selection.size());
    for (const QItemSelectionRange &range : selection) {
        if (range.isValid())
            ranges.append({range.top(), range.bottom()});
    }
    std::sort(ranges.begin(), ranges.end(),
              [](const RowRange &a, const RowRange &b) { return a.first < b.first; });
    // Ranges may touch or overlap (columns apart); a row counts once.
    QList<RowRange> merged;
    for (const RowRange &range : std::as_const(ranges)) {
        if (!merged.isEmpty() && range.first <= merged.last().last + 1)
            merged.last().last = qMax(merged.last().last, range.last);
        else
            merged.append(range);
    }
    return merged;
}

qint64 TableView::selectedRowCount() const
{
    qint64 count = 0;
    const QList<RowRange> ranges = selectedRanges();
    for (const RowRange &range : ranges)
        count += range.count();
    return count;
}

bool TableView::isWholeRowSelected(int row) const
{
    return model() && selectionModel()
        && selectionModel()->isSelected(model()->index(row, 0, rootIndex()));
}

void TableView::toggleRow(int row)
{
    if (!model() || !selectionModel() || row < 0 || row >= model()->rowCount(rootIndex()))
        return;
    selectionModel()->select(model()->index(row, 0, rootIndex()),
                             QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
}

void TableView::setBottomRoom(int pixels)
{
    if (pixels == m_bottomRoom)
        return;
    m_bottomRoom = pixels;
    updateGeometries();
}

void TableView::updateGeometries()
{
    // The base forgets the extra room and with it where one has scrolled to in it.
    QScrollBar *bar = verticalScrollBar();
    const int value = bar->value();
    QTableView::updateGeometries();
    if (m_bottomRoom > 0 && verticalScrollMode() == QAbstractItemView::ScrollPerPixel) {
        const int length = verticalHeader()->length() + m_bottomRoom;
        const int maximum = qMax(0, length - viewport()->height());
        if (maximum > bar->maximum()) {
            bar->setMaximum(maximum);
            if (value > bar->value())
                bar->setValue(qMin(value, maximum));
        }
    }
    syncScrollBar();
}

void TableView::syncScrollBar()
{
    const QScrollBar *bar = verticalScrollBar();
    m_bar->setRange(bar->minimum(), bar->maximum());
    m_bar->setPageStep(bar->pageStep());
    m_bar->setSingleStep(bar->singleStep());
    m_bar->setValue(bar->value());
    const int width = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_bar);
    const QRect area = viewport()->geometry();
    const int x = layoutDirection() == Qt::RightToLeft ? area.left() : area.right() + 1 - width;
    m_bar->setGeometry(x, area.top(), width, area.height());
    m_bar->setVisible(bar->maximum() > bar->minimum());
    m_bar->raise();
}

bool TableView::onCheckColumn(const QPoint &position) const
{
    return m_checkColumn >= 0 && columnAt(position.x()) == m_checkColumn;
}

QItemSelectionModel::SelectionFlags TableView::selectionCommand(const QModelIndex &index,
                                                                const QEvent *event) const
{
    // A click in a box ticks that row and leaves the others; dragging over boxes ticks them all.
    if (m_boxPress && event) {
        const bool shift = event->isInputEvent()
            && static_cast<const QInputEvent *>(event)->modifiers().testFlag(Qt::ShiftModifier);
        switch (event->type()) {
        case QEvent::MouseButtonPress:
            return (shift ? QItemSelectionModel::SelectCurrent : QItemSelectionModel::Toggle)
                | QItemSelectionModel::Rows;
        case QEvent::MouseMove:
            return (shift ? QItemSelectionModel::SelectCurrent : QItemSelectionModel::ToggleCurrent)
                | QItemSelectionModel::Rows;
        case QEvent::MouseButtonRelease:
            return QItemSelectionModel::NoUpdate;
        default:
            break;
        }
    }
    return QTableView::selectionCommand(index, event);
}

void TableView::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    if (event->button() == Qt::LeftButton && index.isValid()
        && index.data(LoadStateRole).toInt() == int(LoadState::Failed)
        && RowDelegate::retryRect(this, index.row()).contains(position)) {
        Q_EMIT retryRequested(index);
        return;
    }
    m_boxPress = event->button() == Qt::LeftButton && index.isValid() && onCheckColumn(position);
    m_hasDragged = false;
    QTableView::mousePressEvent(event);
    if (m_boxPress)
        setState(DragSelectingState);
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    // Qt 6.8 continues to select rows when the drag that was asked for has ended under a held
    // button.
    if (m_hasDragged && event->buttons().testFlag(Qt::LeftButton))
        return;
    QTableView::mouseMoveEvent(event);
}

void TableView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    m_boxPress = false;
}

void TableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    // Two quick clicks in a box are two clicks.
    if (event->button() == Qt::LeftButton && onCheckColumn(event->position().toPoint())) {
        QMouseEvent press(QEvent::MouseButtonPress, event->position(), event->scenePosition(),
                          event->globalPosition(), event->button(), event->buttons(),
                          event->modifiers());
        mousePressEvent(&press);
        return;
    }
    QTableView::mouseDoubleClickEvent(event);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space
        && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier | Qt::MetaModifier))
        && currentIndex().isValid()) {
        toggleRow(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::startDrag(Qt::DropActions)
{
    m_hasDragged = true;
    Q_EMIT dragRequested();
}

bool TableView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::Leave:
    case QEvent::HoverLeave:
        setHoveredRow(-1);
        break;
    case QEvent::HoverMove:
        setHoveredRow(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
        break;
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void TableView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (m_hoveredRow >= 0) {
        const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
        setHoveredRow(viewport()->rect().contains(pointer) ? rowAt(pointer.y()) : -1);
    }
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        setType(m_header, TypeRole::Caption);
        applyRowHeight();
    }
}

void TableView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    const int before = m_hoveredRow;
    m_hoveredRow = row;
    updateRow(before);
    updateRow(row);
}

void TableView::updateRow(int row)
{
    if (row < 0)
        return;
    viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    updateRow(previous.row());
    updateRow(current.row());
}

void TableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    updateHeaderCheck();
}

void TableView::updateHeaderCheck()
{
    const qint64 count = selectedRowCount();
    const int rows = model() ? model()->rowCount(rootIndex()) : 0;
    m_header->setCheckState(count == 0 || rows == 0 ? Qt::Unchecked
                                : count >= rows     ? Qt::Checked
                                                    : Qt::PartiallyChecked);
    Q_EMIT selectedRowCountChanged(count);
}

} // namespace segmentdesk
