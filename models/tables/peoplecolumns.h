// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QString>

#include <array>
#include <optional>

namespace segmentdesk {

/// The columns of a table of people, in their usual order.
enum class PeopleColumn {
    Box,
    Name,
    Email,
    Company,
    CustomerId,
    ProfileUuid,
    OtherSegments,
    CustomerSince,
    ProfileSince,
};
inline constexpr int peopleColumnCount = 9;

/// What a column is, for all who ask.
struct PeopleColumnInfo
{
    enum class Kind {
        Box,
        Text,
        Id, ///< a name made of digits: never grouped
        Segments,
        Date, ///< days in this computer's time
    };

    PeopleColumn column;
    const char *key; ///< in settings; never changes
    const char *title; ///< to be translated, see peopleColumnTitle()
    Kind kind = Kind::Text;
    /// Empty until the customer's details are known. Others come with the profile.
    bool isOfCustomer = true;
    std::optional<PeopleOrder> order; ///< what a click on its head sorts by

    bool isRightAligned() const;
    /// Texts begin with A; of dates and numbers the newest and the most are wanted first.
    bool isHighFirst() const { return kind == Kind::Date || kind == Kind::Segments; }
};

/// By their number.
const std::array<PeopleColumnInfo, peopleColumnCount> &peopleColumns();
const PeopleColumnInfo &peopleColumn(PeopleColumn column);
QString peopleColumnTitle(PeopleColumn column);
/// The column with this key, or that sorts by this.
std::optional<PeopleColumn> peopleColumnOf(QStringView key);
std::optional<PeopleColumn> peopleColumnOf(PeopleOrder order);

} // namespace segmentdesk
