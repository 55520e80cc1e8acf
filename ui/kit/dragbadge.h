// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPixmap>
#include <QPoint>

class QWidget;

namespace segmentdesk {

/// The picture under the pointer while something is dragged, such as "120 people".
QPixmap dragBadge(const QString &icon, const QString &text, const QWidget *source);
/// The hot spot that lets it hang 18 right and 20 below the pointer's tip.
inline constexpr QPoint dragBadgeHotSpot{-18, -20};

} // namespace segmentdesk
