// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/dragbadge.h"

#include "ui/kit/icon.h"
#include "ui/kit/typography.h"

#include <QPainter>
#include <QWidget>

namespace segmentdesk {

QPixmap dragBadge(const QString &icon, const QString &text, const QWidget *source)
{
    const Theme &theme = Theme::of(source);
    const QFont font = typeFont(TypeRole::Strong, source);
    const int height = px(30, source);
    const int width = 12 + 16 + 6 + QFontMetrics(font).horizontalAdvance(text) + 14;
    const qreal ratio = source ? source->devicePixelRatioF() : 1.0;
    QPixmap pixmap(QSize(width, height) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.tip);
    painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2.0, height / 2.0);
    Icon::paint(&painter, QRectF(12, (height - 16) / 2.0, 16, 16), icon, theme.tipText);
    painter.setFont(font);
    painter.setPen(theme.tipText);
    painter.drawText(QRect(34, 0, width - 34, height), Qt::AlignVCenter | Qt::AlignLeft, text);
    return pixmap;
}

} // namespace segmentdesk
