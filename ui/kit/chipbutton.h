// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace segmentdesk {

/// A segment as a chip that can be clicked, with a ✕ that takes it away (Del does the same).
class ChipButton : public QAbstractButton
{
    Q_OBJECT

public:
    /// @p marker -1: none, for a chip that is no segment.
    explicit ChipButton(const QString &name, int marker, QWidget *parent = nullptr);

    void setRemovable(bool removable);
    bool isRemovable() const { return m_removable; }
    /// Said to screen readers and as the ✕'s tool tip, such as "Remove from VIP".
    void setRemoveText(const QString &text);
    /// Why the ✕ is off, as a sentence in the place of its tool tip; empty: it is on.
    void setRemoveRefusal(const QString &unavailableReason);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int textLeft() const;
    QRect crossRect() const;
    QString crossText() const;
    void setCrossHovered(bool hovered);

    int m_marker;
    bool m_removable = true;
    bool m_crossHovered = false;
    bool m_crossPressed = false;
    QString m_removeText;
    QString m_removeRefusal;
};

} // namespace segmentdesk
