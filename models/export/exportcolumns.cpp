// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportcolumns.h"

#include <QCoreApplication>

#include <algorithm>

namespace segmentdesk {

namespace {

using Of = ExportColumnInfo::Of;
using Cell = CsvWriter::Column;

constexpr std::array<ExportColumnInfo, exportColumnCount> all{{
    {ExportColumn::FullName, "name", "Name", QT_TRANSLATE_NOOP("ExportColumns", "Name"),
     Of::Customer, Cell::Text},
    {ExportColumn::FirstName, "first-name", "First name",
     QT_TRANSLATE_NOOP("ExportColumns", "First name"), Of::Customer, Cell::Text},
    {ExportColumn::LastName, "last-name", "Last name",
     QT_TRANSLATE_NOOP("ExportColumns", "Last name"), Of::Customer, Cell::Text},
    {ExportColumn::Email, "email", "Email", QT_TRANSLATE_NOOP("ExportColumns", "Email"),
     Of::Customer, Cell::Text},
    {ExportColumn::Company, "company", "Company", QT_TRANSLATE_NOOP("ExportColumns", "Company"),
     Of::Customer, Cell::Text},
    {ExportColumn::Phone, "phone", "Phone", QT_TRANSLATE_NOOP("ExportColumns", "Phone"),
     Of::Customer, Cell::Text},
    {ExportColumn::CustomerNumber, "customer-id", "Customer ID",
     QT_TRANSLATE_NOOP("ExportColumns", "Customer ID"), Of::Person, Cell::Typed},
    {ExportColumn::ProfileUuid, "profile-id", "Shopper profile ID",
     QT_TRANSLATE_NOOP("ExportColumns", "Shopper profile ID"), Of::Person, Cell::Typed},
    {ExportColumn::CustomerGroup, "customer-group", "Customer group ID",
     QT_TRANSLATE_NOOP("ExportColumns", "Customer group ID"), Of::Customer, Cell::Typed},
    {ExportColumn::CustomerCreated, "customer-created", "Customer created",
     QT_TRANSLATE_NOOP("ExportColumns", "Customer created"), Of::Customer, Cell::Typed},
    {ExportColumn::CustomerModified, "customer-modified", "Customer modified",
     QT_TRANSLATE_NOOP("ExportColumns", "Customer modified"), Of::Customer, Cell::Typed},
    {ExportColumn::ProfileCreated, "profile-created", "Profile created",
     QT_TRANSLATE_NOOP("ExportColumns", "Profile created"), Of::Person, Cell::Typed},
    {ExportColumn::ProfileUpdated, "profile-updated", "Profile updated",
     QT_TRANSLATE_NOOP("ExportColumns", "Profile updated"), Of::Person, Cell::Typed},
    {ExportColumn::SegmentCount, "segment-count", "Number of segments",
     QT_TRANSLATE_NOOP("ExportColumns", "Number of segments"), Of::Customer, Cell::Typed},
    {ExportColumn::SegmentNames, "segment-names", "Segments",
     QT_TRANSLATE_NOOP("ExportColumns", "Segments"), Of::Customer, Cell::Text},
    {ExportColumn::SegmentIds, "segment-ids", "Segment IDs",
     QT_TRANSLATE_NOOP("ExportColumns", "Segment IDs"), Of::Customer, Cell::Text},
    {ExportColumn::SegmentUuid, "segment-id", "Segment ID",
     QT_TRANSLATE_NOOP("ExportColumns", "Segment ID"), Of::Segment, Cell::Typed},
    {ExportColumn::SegmentName, "segment", "Segment", QT_TRANSLATE_NOOP("ExportColumns", "Segment"),
     Of::Segment, Cell::Text},
    {ExportColumn::SegmentDescription, "description", "Description",
     QT_TRANSLATE_NOOP("ExportColumns", "Description"), Of::Segment, Cell::Text},
    {ExportColumn::SegmentMembers, "members", "Members",
     QT_TRANSLATE_NOOP("ExportColumns", "Members"), Of::Segment, Cell::Typed},
    {ExportColumn::SegmentCreated, "created", "Created",
     QT_TRANSLATE_NOOP("ExportColumns", "Created"), Of::Segment, Cell::Typed},
    {ExportColumn::SegmentUpdated, "updated", "Updated",
     QT_TRANSLATE_NOOP("ExportColumns", "Updated"), Of::Segment, Cell::Typed},
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

} // namespace

const std::array<ExportColumnInfo, exportColumnCount> &exportColumns()
{
    return all;
}

const ExportColumnInfo &exportColumn(ExportColumn column)
{
    return all.at(std::size_t(column));
}

QString exportColumnTitle(ExportColumn column)
{
    return QCoreApplication::translate("ExportColumns", exportColumn(column).title);
}

std::optional<ExportColumn> exportColumnOf(QStringView key)
{
    const auto found = std::find_if(all.cbegin(), all.cend(), [key](const ExportColumnInfo &info) {
        return QLatin1String(info.key) == key;
    });
    return found == all.cend() ? std::nullopt : std::optional(found->column);
}

} // namespace segmentdesk
