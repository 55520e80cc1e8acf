// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"

#include <QIcon>
#include <QList>
#include <QRectF>

class QPainter;

namespace segmentdesk {

/// A marker is a number: its hue, and beyond the eight hues a pattern of the same hue, so that 24
/// can be distinguished. Any number is a marker; it is taken modulo markerCount * markerPatterns.
inline constexpr int markerPatterns = 3;
/// The grey one, which also stands for what is no segment.
inline constexpr int neutralMarker = 6;

/// Draws a marker, or a bar in its look: filled, hollow or hatched.
void paintMarker(QPainter *painter, const QRectF &rect, const Theme &theme, int marker,
                 qreal radius = 3, bool enabled = true);
/// A marker for a menu, in the colours of @p widget.
QIcon markerIcon(int marker, const QWidget *widget);

/// A marker for each of @p wanted, no two alike. A wish that is taken by an earlier one becomes a
/// pattern of the same hue; beyond its patterns, another hue, the grey one last.
QList<int> distinctMarkers(const QList<int> &wanted);

} // namespace segmentdesk
