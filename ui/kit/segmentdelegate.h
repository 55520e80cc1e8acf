// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace segmentdesk {

/// Draws the list of segments at the left: marker or icon, name, count; the open one; and what a
/// drop would do. See KitRole for what it asks. With DetailRole a row has two lines (history).
class SegmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SegmentDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    QRect nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace segmentdesk
