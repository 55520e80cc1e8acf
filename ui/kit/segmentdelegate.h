// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

class QListView;

namespace segmentdesk {

/// Draws the list of segments at the left: marker or icon, name, count; the open one; and what a
/// drop would do. See KitRole for what it asks. With DetailRole a row has two lines (history).
class SegmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SegmentDelegate(QObject *parent = nullptr);

    /// Gives a list its look: no frame, the ground of the pane, hover, this delegate's rows.
    static void prepare(QListView *list);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    /// Counts arrive while a name is typed: what was typed stays.
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    /// The row's ground: 8 from the sides of the list.
    static QRect groundRect(const QStyleOptionViewItem &option, const QModelIndex &index);
    QRect nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace segmentdesk
