// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/marker.h"

#include <QPainter>
#include <QPixmap>
#include <QSet>
#include <QWidget>

namespace segmentdesk {

namespace {

constexpr int allMarkers = markerCount * markerPatterns;

int wrapped(int marker)
{
    return ((marker % allMarkers) + allMarkers) % allMarkers;
}

} // namespace

void paintMarker(QPainter *painter, const QRectF &rect, const Theme &theme, int marker,
                 qreal radius, bool enabled)
{
    const QColor hue = enabled ? theme.marker(marker) : theme.dis;
    const int pattern = wrapped(marker) / markerCount;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (pattern == 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(hue);
        painter->drawRoundedRect(rect, radius, radius);
    } else {
        const qreal line = rect.height() < 6 ? 1 : 2;
        const QRectF inner = rect.adjusted(line / 2, line / 2, -line / 2, -line / 2);
        painter->setPen(QPen(hue, line));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(inner, radius - line / 2, radius - line / 2);
        if (pattern == 2) // a bar across it, which survives at any size
            painter->fillRect(
                QRectF(inner.left(), inner.center().y() - line / 2, inner.width(), line), hue);
    }
    painter->restore();
}

QIcon markerIcon(int marker, const QWidget *widget)
{
    constexpr int side = 16;
    const qreal ratio = widget->devicePixelRatioF();
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintMarker(&painter, QRectF(2, 2, 12, 12), Theme::of(widget), marker);
    return QIcon(pixmap);
}

QList<int> distinctMarkers(const QList<int> &wanted)
{
    QList<int> markers(wanted.size(), -1);
    QSet<int> taken;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const int wish = wrapped(wanted.at(i));
        if (!taken.contains(wish)) {
            taken.insert(wish);
            markers[i] = wish;
        }
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const int hue = wrapped(wanted.at(i)) % markerCount;
        for (int pattern = 0; pattern < markerPatterns && markers.at(i) < 0; ++pattern) {
            const int marker = pattern * markerCount + hue;
            if (!taken.contains(marker)) {
                taken.insert(marker);
                markers[i] = marker;
            }
        }
    }
    QList<int> free;
    for (int pattern = 0; pattern < markerPatterns; ++pattern) {
        for (int hue = 0; hue < markerCount; ++hue) {
            if (hue != neutralMarker)
                free.append(pattern * markerCount + hue);
        }
        free.append(pattern * markerCount + neutralMarker);
    }
    free.removeIf([&taken](int marker) { return taken.contains(marker); });
    for (int &marker : markers) {
        if (marker < 0 && !free.isEmpty())
            marker = free.takeFirst();
        else if (marker < 0)
            marker = 0; // more than there are: the caller's bound keeps this from happening
    }
    return markers;
}

} // namespace segmentdesk
