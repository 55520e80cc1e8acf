// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/placemarker.h"

#include "ui/kit/icon.h"
#include "ui/kit/marker.h"
#include "ui/kit/theme.h"

#include <QPainter>

namespace segmentdesk {

PlaceMarker::PlaceMarker(QWidget *parent) : QWidget(parent)
{
    setFixedSize(16, 16);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PlaceMarker::show(const QString &icon, int marker)
{
    m_icon = icon;
    m_marker = marker;
    update();
}

void PlaceMarker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = Theme::of(this);
    if (!m_icon.isEmpty()) {
        Icon::paint(&painter, rect(), m_icon, theme.secondaryText);
        return;
    }
    paintMarker(&painter, QRectF(2, 2, 12, 12), theme, m_marker);
}

} // namespace segmentdesk
