// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peopletable.h"

#include "models/settings/settings.h"
#include "models/tables/peopletablemodel.h"
#include "ui/kit/dragbadge.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/typography.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/words/words.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Column = PeopleTableModel::Column;

constexpr int index(Column column)
{
    return static_cast<int>(column);
}

struct Look
{
    Column column;
    int widthAt13px;
    bool isUsual = true; ///< shown until the user chooses
};

constexpr Look looks[] = {{Column::Box, 46},
                          {Column::Name, 164},
                          {Column::Email, 206},
                          {Column::Company, 124},
                          {Column::CustomerId, 104},
                          {Column::ProfileUuid, 290, false},
                          {Column::OtherSegments, 180},
                          {Column::CustomerSince, 116},
                          {Column::ProfileSince, 116, false}};

/// Those of versions before 0.2, which had one column of dates, as saveColumns() writes them.
QStringList oldColumns(const TableSettings::NumberedColumns &old)
{
    const auto &[sizes, order, hidden] = old;
    constexpr int count = index(Column::CustomerSince) + 1;
    if (sizes.size() != count || order.size() != count)
        return {};
    QStringList columns;
    for (int visual = 1; visual < count; ++visual) {
        const qsizetype column = order.indexOf(visual);
        if (column > 0) {
            columns.append(u"%1 %2 %3"_s.arg(
                QLatin1String(peopleColumn(static_cast<Column>(column)).key),
                hidden.contains(column) ? u"hidden"_s : u"shown"_s, sizes.at(column).toString()));
        }
    }
    return columns;
}

/// What goes first where there is no room for all.
constexpr Column dropped[] = {Column::Company, Column::ProfileSince, Column::CustomerSince,
                              Column::OtherSegments, Column::CustomerId};
constexpr int sortSign = 16; ///< of a head, with the gap before it
/// The least that the chips of other segments are of use in.
constexpr int leastForSegments = 136;

int usualWidth(int column)
{
    for (const Look &look : looks) {
        if (index(look.column) == column)
            return look.widthAt13px;
    }
    return 100;
}

} // namespace

PeopleTable::PeopleTable(PeopleTableModel &model, PeopleDelegate::ChipsFor chipsFor,
                         QWidget *parent)
    : TableView(parent), m_model(model)
{
    setObjectName(u"peopleTable"_s);
    setAccessibleName(tr("People"));
    setModel(&m_model);
    setItemDelegate(new PeopleDelegate(std::move(chipsFor), this));
    setCheckColumn(index(Column::Box));
    setStretchColumn(index(Column::OtherSegments));
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setTabKeyNavigation(false);
    tableHeader()->setSectionsMovable(true);
    tableHeader()->setFirstSectionMovable(false);
    resetColumns();
    connect(this, &TableView::dragRequested, this, &PeopleTable::dragSelection);
    connect(this, &QAbstractItemView::doubleClicked, this, &PeopleTable::detailsRequested);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &PeopleTable::reportVisibleRows, Qt::QueuedConnection);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PeopleTable::reportVisibleRows,
            Qt::QueuedConnection);
}

void PeopleTable::resetColumns()
{
    m_unwanted.clear();
    m_hiddenWidths.clear();
    for (int column = 0; column < PeopleTableModel::columns; ++column)
        tableHeader()->moveSection(tableHeader()->visualIndex(column), column);
    for (const Look &look : looks) {
        setColumnWidth(index(look.column), px(look.widthAt13px, this));
        if (!look.isUsual)
            m_unwanted.append(index(look.column));
    }
    applyColumns();
}

void PeopleTable::applyColumns()
{
    const QList<int> noRoom = withoutRoom();
    for (int column = 0; column < PeopleTableModel::columns; ++column) {
        const bool hide = m_unwanted.contains(column) || m_meaningless.contains(column)
            || noRoom.contains(column);
        if (hide == isColumnHidden(column))
            continue;
        if (hide)
            m_hiddenWidths.insert(column, widthOf(column));
        setColumnHidden(column, hide);
    }
    // Something must take the room that is left; E-mail gets its own width back afterwards.
    const bool wideEmail = isColumnHidden(index(Column::OtherSegments));
    const int email = index(Column::Email);
    if (wideEmail && !m_emailWidth)
        m_emailWidth = columnWidth(email);
    setStretchColumn(wideEmail ? email : index(Column::OtherSegments));
    // It has room to spare then for the whole head of the column beside it.
    const int id = index(Column::CustomerId);
    if (wideEmail && !isColumnHidden(id)) {
        const QMargins margins = cellMargins(id);
        const QString head = m_model.headerData(id, Qt::Horizontal).toString();
        const int whole = QFontMetrics(tableHeader()->font()).horizontalAdvance(head) + sortSign
            + margins.left() + margins.right() + 1;
        setColumnWidth(id, std::max(columnWidth(id), whole));
    }
    if (!wideEmail && m_emailWidth) {
        setColumnWidth(email, *m_emailWidth);
        m_emailWidth.reset();
    }
}

int PeopleTable::widthOf(int column) const
{
    if (column == index(Column::Email) && m_emailWidth)
        return *m_emailWidth;
    if (!isColumnHidden(column))
        return columnWidth(column);
    return m_hiddenWidths.value(column, px(usualWidth(column), this));
}

QList<int> PeopleTable::withoutRoom() const
{
    // A column that was made wider than usual does not push others out: then the table scrolls.
    const auto needed = [this](int column) {
        if (column == index(Column::OtherSegments))
            return px(leastForSegments, this);
        return std::min(widthOf(column), px(usualWidth(column), this));
    };
    int sum = 0;
    for (int column = 0; column < PeopleTableModel::columns; ++column) {
        if (!m_unwanted.contains(column) && !m_meaningless.contains(column))
            sum += needed(column);
    }
    QList<int> gone;
    for (const Column column : dropped) {
        if (sum <= viewport()->width())
            break;
        const int number = index(column);
        if (m_unwanted.contains(number) || m_meaningless.contains(number))
            continue;
        gone.append(number);
        sum -= needed(number);
    }
    return gone;
}

void PeopleTable::setColumnWanted(int column, bool wanted)
{
    m_unwanted.removeAll(column);
    if (!wanted)
        m_unwanted.append(column);
    applyColumns();
}

void PeopleTable::setColumnMeaningless(int column, bool meaningless)
{
    m_meaningless.removeAll(column);
    if (meaningless)
        m_meaningless.append(column);
    applyColumns();
}

void PeopleTable::saveColumns(QSettings &settings) const
{
    QStringList columns;
    for (int visual = 1; visual < PeopleTableModel::columns; ++visual) {
        const int column = tableHeader()->logicalIndex(visual);
        columns.append(
            u"%1 %2 %3"_s.arg(QLatin1String(peopleColumn(static_cast<Column>(column)).key),
                              m_unwanted.contains(column) ? u"hidden"_s : u"shown"_s,
                              QString::number(widthOf(column))));
    }
    TableSettings(settings).setPeopleColumns(columns);
}

void PeopleTable::restoreColumns(QSettings &settings)
{
    const TableSettings kept(settings);
    const std::optional<QStringList> saved = kept.peopleColumns();
    const QStringList columns = saved ? *saved : oldColumns(kept.numberedPeopleColumns());
    int visual = 0;
    for (const QString &text : columns) {
        const QStringList parts = text.split(u' ');
        const auto known = peopleColumnOf(QStringView(parts.first()));
        if (!known || *known == Column::Box || parts.size() != 3)
            continue;
        const int column = index(*known);
        // Name and E-mail say who it is; a settings file cannot take them away.
        if (*known != Column::Name && *known != Column::Email) {
            m_unwanted.removeAll(column);
            if (parts.at(1) == u"hidden")
                m_unwanted.append(column);
        }
        const int width = parts.at(2).toInt();
        if (width >= 40 && width <= 2000) {
            if (isColumnHidden(column))
                m_hiddenWidths.insert(column, width);
            setColumnWidth(column, width);
        }
        if (const int at = tableHeader()->visualIndex(column); at > visual)
            tableHeader()->moveSection(at, ++visual);
    }
    applyColumns();
}

void PeopleTable::dragSelection()
{
    if (!m_selection)
        return;
    PeopleSelection selection = m_selection();
    if (selection.isEmpty())
        return;
    const QList<int> loaded = m_model.loadedRows();
    for (const int row : loaded) {
        const Person *person = m_model.rowAt(row);
        if (person && !person->customer.email.isEmpty() && isWholeRowSelected(row)
            && selection.emails.size() < PeopleSelection::maxEmails)
            selection.emails.append(person->customer.email);
    }
    const QString text = words::people(selection.count);
    auto *drag = new QDrag(this);
    drag->setMimeData(new PeopleMimeData(std::move(selection)));
    drag->setPixmap(dragBadge(u"people"_s, text, this));
    drag->setHotSpot(dragBadgeHotSpot);
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
}

void PeopleTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier) {
        Q_EMIT removeRequested();
    } else if (event->key() == Qt::Key_Escape) {
        Q_EMIT escapePressed();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && currentIndex().isValid()) {
        Q_EMIT detailsRequested();
    } else {
        TableView::keyPressEvent(event);
    }
}

void PeopleTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->globalPos();
    bool onGround = false;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        at = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
        onGround = selectedRowCount() == 0;
    } else {
        // A click with the right button on a row that is not selected means that row.
        const QModelIndex clicked = indexAt(event->pos());
        onGround = !clicked.isValid();
        if (clicked.isValid() && !isWholeRowSelected(clicked.row()))
            selectRow(clicked.row());
    }
    if (onGround)
        Q_EMIT placeMenuRequested(at);
    else
        Q_EMIT contextMenuRequested(at);
}

void PeopleTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    TableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        Q_EMIT currentRowChanged(current.row());
}

void PeopleTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        applyColumns();
    reportVisibleRows();
}

void PeopleTable::scrollContentsBy(int dx, int dy)
{
    TableView::scrollContentsBy(dx, dy);
    if (dy != 0)
        reportVisibleRows();
}

void PeopleTable::reportVisibleRows()
{
    const int first = std::max(0, rowAt(0));
    const int last = rowAt(viewport()->height() - 1);
    m_model.setVisibleRows(first, last < 0 ? m_model.rowCount() - 1 : last);
}

} // namespace segmentdesk
