// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDate>
#include <QString>

namespace segmentdesk {

/// Days in a row, both ends included; an invalid end is open.
struct DateRange
{
    QDate first;
    QDate last;
    /// What the days were chosen as, where that moves on with the calendar: "last 30 days", as
    /// DateReader reads it. The ends are then those of the day on which it was read, see onDay().
    /// Empty: these days, whatever today is.
    QString phrase{};

    bool isEmpty() const { return !first.isValid() && !last.isValid(); }
    /// Whether no day lies in it.
    bool isReversed() const { return first.isValid() && last.isValid() && first > last; }
    /// An unknown day is in no range but the open one.
    bool contains(QDate day) const
    {
        return isEmpty()
            || (day.isValid() && (!first.isValid() || day >= first)
                && (!last.isValid() || day <= last));
    }

    friend bool operator==(const DateRange &, const DateRange &) = default;
};

} // namespace segmentdesk
