// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/exportspec.h"

namespace segmentdesk {

QList<ExportColumn> ExportSpec::defaultColumns(Kind kind)
{
    switch (kind) {
    case Kind::Segments:
        return {ExportColumn::SegmentName, ExportColumn::SegmentDescription,
                ExportColumn::SegmentMembers, ExportColumn::SegmentUuid,
                ExportColumn::SegmentCreated, ExportColumn::SegmentUpdated};
    case Kind::Members:
    case Kind::AllProfiles:
    case Kind::WithoutProfile:
    case Kind::People:
        break;
    }
    return {ExportColumn::FirstName, ExportColumn::LastName, ExportColumn::Email,
            ExportColumn::Company, ExportColumn::CustomerNumber, ExportColumn::ProfileUuid,
            ExportColumn::CustomerCreated};
}

QString ExportSpec::heading(ExportColumn column)
{
    switch (column) {
    case ExportColumn::FullName:
        return QStringLiteral("Name");
    case ExportColumn::FirstName:
        return QStringLiteral("First name");
    case ExportColumn::LastName:
        return QStringLiteral("Last name");
    case ExportColumn::Email:
        return QStringLiteral("Email");
    case ExportColumn::Company:
        return QStringLiteral("Company");
    case ExportColumn::Phone:
        return QStringLiteral("Phone");
    case ExportColumn::CustomerNumber:
        return QStringLiteral("Customer ID");
    case ExportColumn::ProfileUuid:
        return QStringLiteral("Shopper profile ID");
    case ExportColumn::CustomerGroup:
        return QStringLiteral("Customer group ID");
    case ExportColumn::CustomerCreated:
        return QStringLiteral("Customer created");
    case ExportColumn::CustomerModified:
        return QStringLiteral("Customer modified");
    case ExportColumn::ProfileCreated:
        return QStringLiteral("Profile created");
    case ExportColumn::ProfileUpdated:
        return QStringLiteral("Profile updated");
    case ExportColumn::SegmentNames:
        return QStringLiteral("Segments");
    case ExportColumn::SegmentIds:
        return QStringLiteral("Segment IDs");
    case ExportColumn::SegmentUuid:
        return QStringLiteral("Segment ID");
    case ExportColumn::SegmentName:
        return QStringLiteral("Segment");
    case ExportColumn::SegmentDescription:
        return QStringLiteral("Description");
    case ExportColumn::SegmentMembers:
        return QStringLiteral("Members");
    case ExportColumn::SegmentCreated:
        return QStringLiteral("Created");
    case ExportColumn::SegmentUpdated:
        return QStringLiteral("Updated");
    }
    return {};
}

} // namespace segmentdesk
