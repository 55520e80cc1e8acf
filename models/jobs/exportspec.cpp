// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/exportspec.h"

#include <QSettings>
#include <QStringList>

#include <array>

namespace segmentdesk {

namespace {

using Kind = ExportSpec::Kind;

constexpr std::array peopleColumns {
        ExportColumn::FullName,        ExportColumn::FirstName,        ExportColumn::LastName,
        ExportColumn::Email,           ExportColumn::Company,          ExportColumn::Phone,
        ExportColumn::CustomerNumber,  ExportColumn::ProfileUuid,      ExportColumn::CustomerGroup,
        ExportColumn::CustomerCreated, ExportColumn::CustomerModified, ExportColumn::ProfileCreated,
        ExportColumn::ProfileUpdated,  ExportColumn::SegmentCount,     ExportColumn::SegmentNames,
        ExportColumn::SegmentIds};
constexpr std::array segmentColumns {
        ExportColumn::SegmentUuid,    ExportColumn::SegmentName,    ExportColumn::SegmentDescription,
        ExportColumn::SegmentMembers, ExportColumn::SegmentCreated, ExportColumn::SegmentUpdated};

QString settingsKey(Kind kind, const char *what)
{
    return QStringLiteral("export/%1/%2").arg(ExportSpec::key(kind), QLatin1String(what));
}

} // namespace

QList<ExportColumn> ExportSpec::possibleColumns(Kind kind)
{
    if (kind == Kind::Segments)
        return QList<ExportColumn>(segmentColumns.begin(), segmentColumns.end());
    return QList<ExportColumn>(peopleColumns.begin(), peopleColumns.end());
}

QList<ExportColumn> ExportSpec::defaultColumns(Kind kind)
{
    switch (kind) {
    case Kind::Segments:
        return {ExportColumn::SegmentName, ExportColumn::SegmentDescription,
                ExportColumn::SegmentMembers, ExportColumn::SegmentUuid,
                ExportColumn::SegmentCreated, ExportColumn::SegmentUpdated};
    case Kind::Matrix:
        return {ExportColumn::CustomerNumber, ExportColumn::Email, ExportColumn::FullName};
    case Kind::Members:
    case Kind::AllProfiles:
    case Kind::WithoutProfile:
    case Kind::AllPeople:
    case Kind::Search:
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
    case ExportColumn::SegmentCount:
        return QStringLiteral("Number of segments");
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

QString ExportSpec::key(ExportColumn column)
{
    switch (column) {
    case ExportColumn::FullName:
        return QStringLiteral("name");
    case ExportColumn::FirstName:
        return QStringLiteral("first-name");
    case ExportColumn::LastName:
        return QStringLiteral("last-name");
    case ExportColumn::Email:
        return QStringLiteral("email");
    case ExportColumn::Company:
        return QStringLiteral("company");
    case ExportColumn::Phone:
        return QStringLiteral("phone");
    case ExportColumn::CustomerNumber:
        return QStringLiteral("customer-id");
    case ExportColumn::ProfileUuid:
        return QStringLiteral("profile-id");
    case ExportColumn::CustomerGroup:
        return QStringLiteral("customer-group");
    case ExportColumn::CustomerCreated:
        return QStringLiteral("customer-created");
    case ExportColumn::CustomerModified:
        return QStringLiteral("customer-modified");
    case ExportColumn::ProfileCreated:
        return QStringLiteral("profile-created");
    case ExportColumn::ProfileUpdated:
        return QStringLiteral("profile-updated");
    case ExportColumn::SegmentCount:
        return QStringLiteral("segment-count");
    case ExportColumn::SegmentNames:
        return QStringLiteral("segment-names");
    case ExportColumn::SegmentIds:
        return QStringLiteral("segment-ids");
    case ExportColumn::SegmentUuid:
        return QStringLiteral("segment-id");
    case ExportColumn::SegmentName:
        return QStringLiteral("segment");
    case ExportColumn::SegmentDescription:
        return QStringLiteral("description");
    case ExportColumn::SegmentMembers:
        return QStringLiteral("members");
    case ExportColumn::SegmentCreated:
        return QStringLiteral("created");
    case ExportColumn::SegmentUpdated:
        return QStringLiteral("updated");
    }
    return {};
}

std::optional<ExportColumn> ExportSpec::columnOf(QStringView name)
{
    for (const auto kind : {Kind::Members, Kind::Segments}) {
        for (const ExportColumn column : possibleColumns(kind)) {
            if (key(column) == name)
                return column;
        }
    }
    return std::nullopt;
}

QString ExportSpec::key(Kind kind)
{
    switch (kind) {
    case Kind::Members:
        return QStringLiteral("members");
    case Kind::AllProfiles:
        return QStringLiteral("profiles");
    case Kind::WithoutProfile:
        return QStringLiteral("without-profile");
    case Kind::AllPeople:
        return QStringLiteral("people");
    case Kind::Search:
        return QStringLiteral("search");
    case Kind::People:
        return QStringLiteral("selection");
    case Kind::Segments:
        return QStringLiteral("segments");
    case Kind::Matrix:
        return QStringLiteral("matrix");
    }
    return {};
}

void ExportSpec::remember(QSettings &settings) const
{
    QStringList names;
    for (const ExportColumn column : columns.isEmpty() ? defaultColumns(kind) : columns)
        names.append(key(column));
    settings.setValue(settingsKey(kind, "columns"), names);
    settings.setValue(settingsKey(kind, "delimiter"), QString(delimiter));
    settings.setValue(settingsKey(kind, "exact"), exact);
}

void ExportSpec::recall(const QSettings &settings)
{
    const QList<ExportColumn> possible = possibleColumns(kind);
    QList<ExportColumn> kept;
    const QStringList names = settings.value(settingsKey(kind, "columns")).toStringList();
    for (const QString &name : names) {
        const std::optional<ExportColumn> column = columnOf(name);
        if (column && possible.contains(*column) && !kept.contains(*column))
            kept.append(*column);
    }
    if (!kept.isEmpty())
        columns = kept;
    const QString sign = settings.value(settingsKey(kind, "delimiter")).toString();
    if (sign.size() == 1 && delimiters().contains(sign))
        delimiter = sign.front();
    exact = settings.value(settingsKey(kind, "exact"), exact).toBool();
    byteOrderMark = !exact;
}

} // namespace segmentdesk
