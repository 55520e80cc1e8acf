// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace segmentdesk {

/// UTC, for everything of QDateTime and QDate that takes a zone. From Qt 6.5 on that is a light
/// QTimeZone, and a Qt::TimeSpec is deprecated; before, a QTimeZone is slow, and written "+00:00".
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr QTimeZone::Initialization utc = QTimeZone::UTC;
#else
inline constexpr Qt::TimeSpec utc = Qt::UTC;
#endif

} // namespace segmentdesk
