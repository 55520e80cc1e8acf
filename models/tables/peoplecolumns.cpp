// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/peoplecolumns.h"

#include <QCoreApplication>

#include <algorithm>

namespace segmentdesk {

namespace {

using Kind = PeopleColumnInfo::Kind;

constexpr std::array<PeopleColumnInfo, peopleColumnCount> all{{
    {PeopleColumn::Box,
     "box",
     QT_TRANSLATE_NOOP("PeopleColumns", "Selected"),
     Kind::Box,
     false,
     {}},
    {PeopleColumn::Name, "name", QT_TRANSLATE_NOOP("PeopleColumns", "Name"), Kind::Text, true,
     PeopleOrder::Name},
    {PeopleColumn::Email, "email", QT_TRANSLATE_NOOP("PeopleColumns", "E-mail"), Kind::Text, true,
     PeopleOrder::Email},
    {PeopleColumn::Company, "company", QT_TRANSLATE_NOOP("PeopleColumns", "Company"), Kind::Text,
     true, PeopleOrder::Company},
    {PeopleColumn::CustomerId, "customerId", QT_TRANSLATE_NOOP("PeopleColumns", "Customer ID"),
     Kind::Id, false, PeopleOrder::CustomerId},
    {PeopleColumn::ProfileUuid, "profileId", QT_TRANSLATE_NOOP("PeopleColumns", "Profile ID"),
     Kind::Text, false, PeopleOrder::ProfileUuid},
    {PeopleColumn::OtherSegments, "segments", QT_TRANSLATE_NOOP("PeopleColumns", "Segments"),
     Kind::Segments, true, PeopleOrder::Segments},
    {PeopleColumn::CustomerSince, "customerSince",
     QT_TRANSLATE_NOOP("PeopleColumns", "Customer since"), Kind::Date, true,
     PeopleOrder::CustomerSince},
    {PeopleColumn::ProfileSince, "profileSince",
     QT_TRANSLATE_NOOP("PeopleColumns", "Profile since"), Kind::Date, false,
     PeopleOrder::ProfileSince},
}};

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::size_t(all.at(i).column) != i)
            return false;
    }
    return true;
}
static_assert(areInOrder());

template <typename Test>
std::optional<PeopleColumn> firstOf(const Test &test)
{
    const auto found = std::find_if(all.cbegin(), all.cend(), test);
    return found == all.cend() ? std::nullopt : std::optional(found->column);
}

} // namespace

bool PeopleColumnInfo::isRightAligned() const
{
    return kind == Kind::Id || kind == Kind::Date;
}

const std::array<PeopleColumnInfo, peopleColumnCount> &peopleColumns()
{
    return all;
}

const PeopleColumnInfo &peopleColumn(PeopleColumn column)
{
    return all.at(std::size_t(column));
}

QString peopleColumnTitle(PeopleColumn column)
{
    return QCoreApplication::translate("PeopleColumns", peopleColumn(column).title);
}

std::optional<PeopleColumn> peopleColumnOf(QStringView key)
{
    return firstOf([key](const PeopleColumnInfo &info) { return QLatin1String(info.key) == key; });
}

std::optional<PeopleColumn> peopleColumnOf(PeopleOrder order)
{
    return firstOf([order](const PeopleColumnInfo &info) { return info.order == order; });
}

} // namespace segmentdesk
