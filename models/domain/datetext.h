// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/daterange.h"

#include <QLocale>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace segmentdesk {

/// Day, short month and year in the locale's order, such as "6 Nov 2025", with the locale's digits.
/// DateReader reads it back as the same day, in every locale.
QString displayDate(QDate date, const QLocale &locale = QLocale());

/// Why a text is no day.
enum class DateProblem {
    NotUnderstood,
    NoSuchDay, ///< 30 February, or so long ago that no calendar has it
};

/// Reads days as people write them.
class DateReader
{
public:
    explicit DateReader(const QLocale &locale = QLocale());
    ~DateReader();
    Q_DISABLE_COPY_MOVE(DateReader)

    /// The days that a person means by @p text: one day ("1 Jan 2023", "2023-01-01", "1.1.2023",
    /// "01/02/2023" in the locale's order, "14 Mar": the last one until @p today, "yesterday", "30
    /// days ago", "monday") or several ("2023", "Jan 2023", "last month", "this year", "last 30
    /// days"). Names of months and weekdays may be the locale's or English, full or shortened, in
    /// any case and with or without accents; digits may be any script's. Both ends of the answer
    /// are valid.
    tl::expected<DateRange, DateProblem> read(const QString &text, QDate today) const;

private:
    struct Words;

    QLocale m_locale;
    std::unique_ptr<const Words> m_words;
};

/// A range with a phrase as it is on the day @p today; others stay as they are, as does one whose
/// phrase is not understood.
DateRange onDay(const DateRange &range, QDate today, const QLocale &locale = QLocale());

} // namespace segmentdesk
