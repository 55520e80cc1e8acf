// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPoint>

class QWidget;

namespace segmentdesk {

/// Where a popup of its present size opens: below @p anchor, above it if only there is room, at its
/// left side (right, from right to left), and always inside the anchor's screen. Global.
QPoint popupPlace(const QWidget *popup, const QWidget *anchor);

} // namespace segmentdesk
