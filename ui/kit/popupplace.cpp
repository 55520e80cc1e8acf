// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/popupplace.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace segmentdesk {

QPoint popupPlace(const QWidget *popup, const QWidget *anchor)
{
    constexpr int gap = 4;
    const QRect screen = anchor->screen()->availableGeometry().adjusted(gap, gap, -gap, -gap);
    const QRect from(anchor->mapToGlobal(QPoint(0, 0)), anchor->size());
    QRect place(QPoint(from.left(), from.bottom() + 1 + gap), popup->size());
    if (anchor->layoutDirection() == Qt::RightToLeft)
        place.moveRight(from.right());
    if (place.bottom() > screen.bottom() && from.top() - gap - place.height() >= screen.top())
        place.moveBottom(from.top() - gap - 1);
    place.moveRight(std::min(place.right(), screen.right()));
    place.moveBottom(std::min(place.bottom(), screen.bottom()));
    place.moveLeft(std::max(place.left(), screen.left()));
    place.moveTop(std::max(place.top(), screen.top()));
    return place.topLeft();
}

} // namespace segmentdesk
