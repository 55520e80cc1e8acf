// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/datetext.h"

#include <optional>

namespace segmentdesk {

using Days = tl::expected<DateRange, DateProblem>;

/// A day of a calendar with four digits for the year, or NoSuchDay.
Days singleDay(QDate date);
Days wholeMonth(int year, int month);
Days wholeYear(int year);

/// What is meant by @p text, folded, as seen from @p today: "yesterday", "30 days ago", "last
/// month"; nothing if it is none of these.
std::optional<Days> relativeDays(const QString &text, QDate today, const QLocale &locale);

} // namespace segmentdesk
