// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/segmentfield.h"

#include "ui/kit/icon.h"
#include "ui/kit/marker.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SegmentField::SegmentField(const QString &name, int marker) : m_marker(marker)
{
    setText(name);
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setProperty("focusRadius", 7);
}

QSize SegmentField::sizeHint() const
{
    return {px(150, this), px(30, this)};
}

void SegmentField::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.ctl, 1));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    int left = 8;
    if (m_marker >= 0) {
        paintMarker(&painter, mirrored(QRect(left, (height() - 10) / 2, 10, 10)), theme, m_marker);
        left += 15;
    }
    Icon::paint(&painter, mirrored(QRect(width() - 18, (height() - 12) / 2, 12, 12)),
                u"chevron-down"_s, theme.secondaryText);
    painter.setPen(m_marker >= 0 ? theme.text : theme.hintText);
    const QRect room = mirrored(QRect(left, 0, width() - left - 20, height()));
    painter.drawText(room, int(Qt::AlignLeft | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
}

} // namespace segmentdesk
