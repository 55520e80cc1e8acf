// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/resultbar.h"

#include "ui/kit/theme.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace segmentdesk {

ResultBar::ResultBar()
{
    setFixedHeight(8);
}

void ResultBar::setParts(const QList<ResultPart> &parts)
{
    m_parts = parts;
    update();
}

void ResultBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    qint64 total = 0;
    for (const ResultPart &part : std::as_const(m_parts))
        total += part.people;
    painter.setBrush(theme.track);
    if (total == 0) {
        painter.drawRoundedRect(rect(), 4, 4);
        return;
    }
    double x = 0;
    for (const ResultPart &part : std::as_const(m_parts)) {
        const double wide = double(width()) * double(part.people) / double(total);
        const bool last = &part == &m_parts.constLast();
        ResultPart::paint(&painter, QRectF(x, 0, std::max(2.0, wide - (last ? 0 : 2)), height()),
                          theme, part.marker);
        x += wide;
    }
}

} // namespace segmentdesk
