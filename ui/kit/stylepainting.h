// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

class QWidget;

namespace segmentdesk {

// What the drawings of DeskStyle have in common.

inline constexpr int iconSide = 16;
inline constexpr int iconGap = 7;
inline constexpr int chevronSide = 12;
inline constexpr int chevronGap = 8;

class PainterSaver
{
public:
    explicit PainterSaver(QPainter *painter) : m_painter(painter) { m_painter->save(); }
    ~PainterSaver() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(PainterSaver)

private:
    QPainter *m_painter;
};

/// A filled rounded rectangle with a border of one device-independent pixel inside rect.
void drawPanel(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
               const QColor &border, qreal width = 1);

bool hasFocusInside(const QWidget *widget);

qreal ratioOf(const QPainter *painter);

} // namespace segmentdesk
