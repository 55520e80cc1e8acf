// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/resultpart.h"

#include "ui/kit/marker.h"
#include "ui/kit/theme.h"

#include <QPainter>

namespace segmentdesk {

void ResultPart::paint(QPainter *painter, const QRectF &rect, const Theme &theme, int marker)
{
    if (marker >= 0) {
        paintMarker(painter, rect, theme, marker);
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(marker == restMarker ? theme.ctl : theme.accLine);
    painter->drawRoundedRect(rect, 3, 3);
}

} // namespace segmentdesk
