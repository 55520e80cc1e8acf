// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/segmentlistview.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/dragbadge.h"
#include "ui/kit/dragscroller.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/segmentdelegate.h"
#include "ui/segments/filedrop.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace segmentdesk {

/// What a drop of people, or of a segment, on the segment @p name (rich text) does.
static QString hintOf(const PeopleMimeData &people, bool move, qint64 fresh, const QString &name)
{
    using View = SegmentListView;
    const qint64 count = people.count();
    if (!people.segment().isNull()) {
        const QString from = u"<b>%1</b>"_s.arg(words::shown(people.segmentName()).toHtmlEscaped());
        if (move)
            return View::tr("Drop to merge %1 into %2: you are asked before %1 is deleted.")
                .arg(from, name);
        if (count < 0)
            return View::tr("Drop to add the members of %1 to %2.").arg(from, name);
        if (fresh >= 0 && fresh < count)
            return View::tr("Drop to add the %1 of %2 to %3: %4 are new, %5 are members already.")
                .arg(words::members(count), from, name, words::count(fresh),
                     words::count(count - fresh));
        return fresh < 0
            ? View::tr("Drop to add the %1 of %2 to %3, except those who are members already.")
                  .arg(words::members(count), from, name)
            : View::tr("Drop to add the %1 of %2 to %3.").arg(words::members(count), from, name);
    }
    if (move)
        return View::tr("Drop to move %1 to %2.").arg(words::people(count), name);
    if (fresh < 0)
        return View::tr("Drop to add %1 to %2, except those who are members already.")
            .arg(words::people(count), name);
    if (fresh < count)
        return View::tr("Drop to add %1 to %2: %3 are new, %4 are members already.")
            .arg(words::people(count), name, words::count(fresh), words::count(count - fresh));
    return View::tr("Drop to add %1 to %2.").arg(words::people(count), name);
}

SegmentListView::SegmentListView(SidebarModel &model, QWidget *parent)
    : QListView(parent), m_model(model), m_delegate(new SegmentDelegate(this)),
      m_scroller(new DragScroller(this))
{
    setObjectName(u"segmentList"_s);
    setAccessibleName(tr("Segments"));
    setModel(&m_model);
    setItemDelegate(m_delegate);
    SegmentDelegate::prepare(this);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(false);
    setMouseTracking(true);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    setAutoScroll(true);
    setAutoScrollMargin(0); // the scroller does that, and faster
    m_scroller->onScrolled = [this] { showDrag(); };
    connect(m_delegate, &SegmentDelegate::refused, this, &SegmentListView::renameRefused);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SegmentListView::reportVisibleRows,
            Qt::QueuedConnection);
}

void SegmentListView::setNameRefusal(const NameRefusal &refusal)
{
    m_delegate->setRefusal([this, refusal](const QModelIndex &index, const QString &text) {
        const PeopleListKey place = m_model.placeAt(index.row());
        const bool unchanged = text.trimmed() == index.data(Qt::EditRole).toString().trimmed();
        return place.isSegment() && !unchanged ? refusal(place.segment, text) : QString();
    });
}

void SegmentListView::renameCurrent()
{
    // Refused before a name is typed, not after.
    if (!m_refusal.isEmpty() && m_model.placeAt(currentIndex().row()).isSegment())
        Q_EMIT renameRefused(m_refusal);
    else if (currentIndex().flags() & Qt::ItemIsEditable)
        edit(currentIndex());
}

void SegmentListView::renameRow(int row)
{
    m_extending = true; // makes it current, no more
    setCurrentIndex(m_model.index(row));
    m_extending = false;
    renameCurrent();
}

QList<SegmentId> SegmentListView::selectedSegments() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QList<SegmentId> segments;
    for (const QModelIndex &index : std::as_const(rows)) {
        const PeopleListKey place = m_model.placeAt(index.row());
        if (place.isSegment())
            segments.append(place.segment);
    }
    return segments;
}

void SegmentListView::selectionChanged(const QItemSelection &selected,
                                       const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT selectedSegmentsChanged();
    if (!m_opening)
        Q_EMIT selectionEdited();
}

void SegmentListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    // With the mouse the row opens on release: the press may be the beginning of a drag.
    m_quiet = QApplication::mouseButtons() != Qt::NoButton;
    if (!m_quiet && !m_extending)
        Q_EMIT placeChosen(m_model.placeAt(current.row()));
}

void SegmentListView::mousePressEvent(QMouseEvent *event)
{
    m_extending = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    // The menu of several keeps them selected.
    if (event->button() == Qt::RightButton) {
        const QModelIndex index = indexAt(event->position().toPoint());
        if (m_comparing || (index.isValid() && selectionModel()->isSelected(index)))
            return;
    }
    m_opening = !m_extending;
    QListView::mousePressEvent(event);
}

void SegmentListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    // Two quick clicks are two clicks: with Ctrl, a row goes and comes back.
    mousePressEvent(event);
}

void SegmentListView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool opens = event->button() == Qt::LeftButton && index.isValid()
        && index == currentIndex() && !m_extending;
    const bool pressed = std::exchange(m_opening, false);
    m_extending = false;
    m_quiet = false;
    if (opens)
        Q_EMIT placeChosen(m_model.placeAt(index.row()));
    else if (pressed)
        Q_EMIT pressEnded();
}

SegmentListView::Drop SegmentListView::dropAt(const QMimeData *dragged, const QPoint &at,
                                              Qt::KeyboardModifiers keys) const
{
    const QModelIndex index = indexAt(at);
    const auto *people = PeopleMimeData::from(dragged);
    Drop drop;
    const FileDrop file = people ? FileDrop() : FileDrop::of(dragged);
    if (!file.refusal.isEmpty()) {
        drop.hint = file.refusal.toHtmlEscaped();
        return drop;
    }
    if (!index.isValid())
        return drop;
    const PeopleListKey place = m_model.placeAt(index.row());
    const QString name =
        u"<b>%1</b>"_s.arg(words::shown(index.data(Qt::DisplayRole).toString()).toHtmlEscaped());
    if (!place.isSegment()) {
        drop.hint = m_model.searchAt(index.row()).isNull()
            ? tr("Everyone is in this list already. Drop on a segment instead.")
            : tr("A saved search cannot take people. Drop on a segment instead.");
        return drop;
    }
    if (!m_refusal.isEmpty()) {
        drop.hint = m_refusal.toHtmlEscaped();
        return drop;
    }
    if (!people) {
        if (file.hasFiles) {
            drop.row = index.row();
            drop.hint = tr("Drop to add the people in this file to %1. Esc cancels.").arg(name);
        } else if (dragged->hasText()) {
            drop.row = index.row();
            drop.hint =
                tr("Drop to add the people named in this text to %1. Esc cancels.").arg(name);
        }
        return drop;
    }
    if (people->segment() == place.segment
        || (people->segment().isNull() && people->selection().place == place)) {
        drop.hint = tr("They are already in %1.").arg(name);
        return drop;
    }
    drop.row = index.row();
    const bool canMove = !people->segment().isNull() || people->selection().place.isSegment();
    drop.move = canMove && keys.testFlag(Qt::ShiftModifier);
    qint64 fresh = m_newPeople ? m_newPeople(*people, place.segment) : -1;
    if (fresh < 0 && m_model.membersAt(index.row()) == 0)
        fresh = people->count();
    if (fresh >= 0)
        drop.countText = u'+' + words::count(fresh);
    drop.hint = hintOf(*people, drop.move, fresh, name);
    if (canMove && !drop.move) {
        drop.hint = (people->segment().isNull() ? tr("%1 Hold Shift to move them.")
                                                : tr("%1 Hold Shift to merge the two."))
                        .arg(drop.hint);
    }
    drop.hint = tr("%1 Esc cancels.").arg(drop.hint);
    return drop;
}

void SegmentListView::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *dragged = event->mimeData();
    // Also what is not taken anywhere: moving it says why.
    if (PeopleMimeData::from(dragged) || dragged->hasUrls() || dragged->hasText()) {
        m_model.setDrag(m_refusal.isEmpty());
        event->acceptProposedAction();
    }
}

void SegmentListView::dragMoveEvent(QDragMoveEvent *event)
{
    QListView::dragMoveEvent(event);
    m_dragged = event->mimeData();
    m_draggedAt = event->position().toPoint();
    m_draggedKeys = event->modifiers();
    m_scroller->follow(m_draggedAt);
    const Drop drop = dropAt(m_dragged, m_draggedAt, m_draggedKeys);
    showDrop(drop);
    if (drop.row < 0) {
        event->ignore();
        return;
    }
    event->setDropAction(drop.move ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void SegmentListView::showDrag()
{
    if (m_dragged)
        showDrop(dropAt(m_dragged, m_draggedAt, m_draggedKeys));
}

void SegmentListView::showDrop(const Drop &drop)
{
    m_model.setDrag(m_refusal.isEmpty(), drop.row, drop.countText);
    Q_EMIT dropHintChanged(drop.hint);
}

void SegmentListView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QListView::dragLeaveEvent(event);
    endDrop();
}

void SegmentListView::endDrop()
{
    m_scroller->stop();
    m_dragged = nullptr;
    m_model.setDrag(false);
    Q_EMIT dropHintChanged(QString());
}

void SegmentListView::dropEvent(QDropEvent *event)
{
    const Drop drop = dropAt(event->mimeData(), event->position().toPoint(), event->modifiers());
    const PeopleListKey place = m_model.placeAt(drop.row);
    endDrop();
    setState(NoState);
    if (drop.row < 0) {
        event->ignore();
        return;
    }
    event->setDropAction(drop.move ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
    if (const auto *people = PeopleMimeData::from(event->mimeData())) {
        Q_EMIT peopleDropped(people, place.segment, drop.move);
    } else if (const QString file = FileDrop::of(event->mimeData()).path; !file.isEmpty()) {
        Q_EMIT fileDropped(file, place.segment);
    } else {
        Q_EMIT textDropped(event->mimeData()->text(), place.segment);
    }
}

void SegmentListView::startDrag(Qt::DropActions)
{
    const PeopleListKey place = m_model.placeAt(currentIndex().row());
    if (!place.isSegment())
        return;
    const QString name = currentIndex().data(Qt::DisplayRole).toString();
    auto *drag = new QDrag(this);
    drag->setMimeData(
        new PeopleMimeData(place.segment, name, m_model.membersAt(currentIndex().row())));
    drag->setPixmap(
        dragBadge(u"people"_s, tr("Members of %1").arg(words::shortened(name, 30)), this));
    drag->setHotSpot(dragBadgeHotSpot);
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
    m_quiet = false;
    m_opening = false;
    endDrop();
    Q_EMIT pressEnded();
}

void SegmentListView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid()) {
        Q_EMIT contextMenuRequested(PeopleListKey::allProfiles(), event->globalPos());
        return;
    }
    const QPoint at =
        keyboard ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    const QList<SegmentId> several = selectedSegments();
    if (several.size() > 1 && several.contains(m_model.placeAt(index.row()).segment))
        Q_EMIT selectionMenuRequested(several, at);
    else if (const QUuid search = m_model.searchAt(index.row()); !search.isNull())
        Q_EMIT searchMenuRequested(search, at);
    else
        Q_EMIT contextMenuRequested(m_model.placeAt(index.row()), at);
}

void SegmentListView::keyPressEvent(QKeyEvent *event)
{
    const PeopleListKey place = m_model.placeAt(currentIndex().row());
    if (event->key() == Qt::Key_Delete && place.isSegment()) {
        Q_EMIT deleteRequested(place.segment);
        return;
    }
    const QUuid search = m_model.searchAt(currentIndex().row());
    if (event->key() == Qt::Key_Delete && !search.isNull() && state() != EditingState) {
        Q_EMIT searchDeleteRequested(search);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState
        && currentIndex().isValid()) {
        Q_EMIT placeChosen(place);
        return;
    }
    // F2 of the menus is for the open segment; a saved search may be the current row.
    if (event->key() == Qt::Key_F2 && state() != EditingState && currentIndex().isValid()) {
        renameCurrent();
        return;
    }
    m_extending = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    m_opening = !m_extending;
    QListView::keyPressEvent(event);
    m_extending = false;
    m_opening = false;
}

void SegmentListView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    reportVisibleRows();
}

void SegmentListView::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    reportVisibleRows();
}

void SegmentListView::reportVisibleRows()
{
    const QModelIndex top = indexAt(viewport()->rect().topLeft() + QPoint(12, 4));
    const QModelIndex bottom = indexAt(viewport()->rect().bottomLeft() + QPoint(12, -4));
    const int first = top.isValid() ? top.row() : 0;
    const int last = bottom.isValid() ? bottom.row() : m_model.rowCount() - 1;
    Q_EMIT visibleRowsChanged(first, last);
}

} // namespace segmentdesk
