// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/stylepainting.h"

#include <QApplication>

namespace segmentdesk {

void drawPanel(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
               const QColor &border, qreal width)
{
    const PainterSaver saver(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const qreal inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                             radius - inset);
}

bool hasFocusInside(const QWidget *widget)
{
    if (!widget)
        return false;
    const QWidget *focus = QApplication::focusWidget();
    return focus && (focus == widget || widget->isAncestorOf(focus));
}

qreal ratioOf(const QPainter *painter)
{
    return painter->device() ? painter->device()->devicePixelRatio() : 1.0;
}

} // namespace segmentdesk
