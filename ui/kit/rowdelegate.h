// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"

#include <QStyledItemDelegate>

namespace segmentdesk {

class TableView;

/// Draws the cells of a TableView, and is the base of its other delegates: ground and lines of the
/// whole row, the box column, text that is elided and stays on its side whatever its direction,
/// bars while a row is loading, and "Could not be read. Retry" when it could not be.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// Where a row's data is. The default asks LoadStateRole.
    virtual LoadState loadState(const QModelIndex &index) const;
    /// Whether a cell is second text. The default asks MutedRole, then setMutedColumns().
    virtual bool isMuted(const QModelIndex &index) const;

    /// Columns that are second text as a whole.
    void setMutedColumns(const QList<int> &columns) { m_mutedColumns = columns; }

    /// Where "Retry" is in a row that could not be read, in the view's viewport.
    static QRect retryRect(const TableView *view, int row);

protected:
    /// Ground, line, ring of the current row. What every cell begins with.
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;
    /// What is in the cell, without ground. The default draws icon and text.
    virtual void paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const;
    /// The text whose whole is shown as a tool tip if it does not fit; empty if it fits.
    virtual QString tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    static bool isSelected(const QStyleOptionViewItem &option);
    static QRect contentRect(const QStyleOptionViewItem &option);

private:
    void paintLoading(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const;
    void paintFailed(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;

    QList<int> m_mutedColumns;
};

} // namespace segmentdesk
