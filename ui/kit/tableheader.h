// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace segmentdesk {

/// The head of a TableView: words over their cells, a chevron on the sorted column, and a box with
/// three states in the box column.
class TableHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    /// Logical section with the box, or -1.
    void setCheckSection(int section);
    int checkSection() const { return m_checkSection; }
    void setCheckState(Qt::CheckState state);
    Qt::CheckState checkState() const { return m_checkState; }
    QRect checkBoxRect() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// The box was clicked; the view decides what that selects.
    void checkClicked();

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    bool onCheckSection(const QPoint &position) const;

    int m_checkSection = -1;
    Qt::CheckState m_checkState = Qt::Unchecked;
    bool m_pressed = false;
};

} // namespace segmentdesk
