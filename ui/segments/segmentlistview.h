// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/selection/peoplelistkey.h"

#include <QListView>
#include <QPointer>

#include <functional>

namespace segmentdesk {

class DragScroller;
class PeopleMimeData;
class SegmentDelegate;
class SidebarModel;

/// The list of the sidebar. People, segments, CSV files and text can be dropped on a segment; a
/// segment can be dragged onto another. It only says what was dropped where: what follows is not
/// its business.
class SegmentListView : public QListView
{
    Q_OBJECT
    Q_MOC_INCLUDE("ui/selection/peoplemimedata.h")

public:
    /// People whom a drop would newly put into a segment; -1: not known.
    using NewPeople = std::function<qint64(const PeopleMimeData &data, SegmentId target)>;

    explicit SegmentListView(SidebarModel &model, QWidget *parent = nullptr);

    /// Why a segment cannot be called so; empty: it can. Asked while its name is edited.
    using NameRefusal = std::function<QString(SegmentId segment, const QString &name)>;
    void setNameRefusal(const NameRefusal &refusal);
    void setNewPeople(const NewPeople &newPeople) { m_newPeople = newPeople; }
    /// Why nothing can be dropped on a segment or renamed, as a sentence; empty: it can.
    void setRefusal(const QString &unavailableReason) { m_refusal = unavailableReason; }
    /// The segments that are selected (Ctrl+click, Shift+click, Shift and the arrow keys), in the
    /// order of the list.
    QList<SegmentId> selectedSegments() const;
    /// Says again what a drop of what is dragged over the list would do.
    void showDrag();
    /// Begins to edit the name of the current segment in place.
    void renameCurrent();
    /// The same for another row, which is not opened for it.
    void renameRow(int row);
    /// While segments are compared a right click leaves the selection, which is the comparison.
    void setComparing(bool comparing) { m_comparing = comparing; }

Q_SIGNALS:
    /// The user chose a row (click, Enter, or moving with the arrow keys).
    void placeChosen(const segmentdesk::PeopleListKey &place);
    void peopleDropped(const segmentdesk::PeopleMimeData *data,
                       const segmentdesk::SegmentId &segment, bool move);
    void fileDropped(const QString &path, const segmentdesk::SegmentId &segment);
    void textDropped(const QString &text, const segmentdesk::SegmentId &segment);
    /// What a drop here would do, as rich text; empty: nothing is dragged over the list any more.
    void dropHintChanged(const QString &hint);
    /// Beside the rows: of all profiles.
    void contextMenuRequested(const segmentdesk::PeopleListKey &place,
                              const QPoint &globalPosition);
    /// The menu was asked for on a row of several that are selected.
    void selectionMenuRequested(const QList<segmentdesk::SegmentId> &segments,
                                const QPoint &globalPosition);
    void selectedSegmentsChanged();
    /// Rows were added to the selection or taken from it, rather than one opened.
    void selectionEdited();
    /// A press that selected a row ended without opening one: it was let go elsewhere, or a drag.
    void pressEnded();
    /// A name that was typed was not taken over.
    void renameRefused(const QString &why);
    void deleteRequested(const segmentdesk::SegmentId &segment);
    void searchMenuRequested(const QUuid &search, const QPoint &globalPosition);
    void searchDeleteRequested(const QUuid &search);
    void visibleRowsChanged(int first, int last);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Drop
    {
        int row = -1; ///< -1: nothing here can take it
        bool move = false;
        QString countText;
        QString hint;
    };

    Drop dropAt(const QMimeData *dragged, const QPoint &at, Qt::KeyboardModifiers keys) const;
    void showDrop(const Drop &drop);
    void endDrop();
    void reportVisibleRows();

    SidebarModel &m_model;
    SegmentDelegate *m_delegate;
    DragScroller *m_scroller;
    QPointer<const QMimeData> m_dragged; ///< while something is dragged over the list
    QPoint m_draggedAt;
    Qt::KeyboardModifiers m_draggedKeys;
    NewPeople m_newPeople;
    QString m_refusal;
    bool m_extending = false; ///< Ctrl or Shift: rows are selected, none is opened
    bool m_opening = false; ///< a press or key that opens the row it selects is under way
    bool m_comparing = false;
    bool m_quiet = false; ///< a press that may become a drag does not open the row yet
};

} // namespace segmentdesk
