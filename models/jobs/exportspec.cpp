// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/exportspec.h"

#include <QSettings>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Kind = ExportSpec::Kind;

constexpr std::array peopleColumns{
    ExportColumn::FullName,        ExportColumn::FirstName,        ExportColumn::LastName,
    ExportColumn::Email,           ExportColumn::Company,          ExportColumn::Phone,
    ExportColumn::CustomerNumber,  ExportColumn::ProfileUuid,      ExportColumn::CustomerGroup,
    ExportColumn::CustomerCreated, ExportColumn::CustomerModified, ExportColumn::ProfileCreated,
    ExportColumn::ProfileUpdated,  ExportColumn::SegmentCount,     ExportColumn::SegmentNames,
    ExportColumn::SegmentIds};
constexpr std::array segmentColumns{ExportColumn::SegmentUuid,        ExportColumn::SegmentName,
                                    ExportColumn::SegmentDescription, ExportColumn::SegmentMembers,
                                    ExportColumn::SegmentCreated,     ExportColumn::SegmentUpdated};

QString settingsKey(Kind kind, const char *what)
{
    return u"export/%1/%2"_s.arg(ExportSpec::key(kind), QLatin1String(what));
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
        return {ExportColumn::SegmentName,    ExportColumn::SegmentDescription,
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
    return {ExportColumn::FirstName,      ExportColumn::LastName,       ExportColumn::Email,
            ExportColumn::Company,        ExportColumn::CustomerNumber, ExportColumn::ProfileUuid,
            ExportColumn::CustomerCreated};
}

QString ExportSpec::heading(ExportColumn column)
{
    switch (column) {
    case ExportColumn::FullName:
        return u"Name"_s;
    case ExportColumn::FirstName:
        return u"First name"_s;
    case ExportColumn::LastName:
        return u"Last name"_s;
    case ExportColumn::Email:
        return u"Email"_s;
    case ExportColumn::Company:
        return u"Company"_s;
    case ExportColumn::Phone:
        return u"Phone"_s;
    case ExportColumn::CustomerNumber:
        return u"Customer ID"_s;
    case ExportColumn::ProfileUuid:
        return u"Shopper profile ID"_s;
    case ExportColumn::CustomerGroup:
        return u"Customer group ID"_s;
    case ExportColumn::CustomerCreated:
        return u"Customer created"_s;
    case ExportColumn::CustomerModified:
        return u"Customer modified"_s;
    case ExportColumn::ProfileCreated:
        return u"Profile created"_s;
    case ExportColumn::ProfileUpdated:
        return u"Profile updated"_s;
    case ExportColumn::SegmentCount:
        return u"Number of segments"_s;
    case ExportColumn::SegmentNames:
        return u"Segments"_s;
    case ExportColumn::SegmentIds:
        return u"Segment IDs"_s;
    case ExportColumn::SegmentUuid:
        return u"Segment ID"_s;
    case ExportColumn::SegmentName:
        return u"Segment"_s;
    case ExportColumn::SegmentDescription:
        return u"Description"_s;
    case ExportColumn::SegmentMembers:
        return u"Members"_s;
    case ExportColumn::SegmentCreated:
        return u"Created"_s;
    case ExportColumn::SegmentUpdated:
        return u"Updated"_s;
    }
    return {};
}

QString ExportSpec::key(ExportColumn column)
{
    switch (column) {
    case ExportColumn::FullName:
        return u"name"_s;
    case ExportColumn::FirstName:
        return u"first-name"_s;
    case ExportColumn::LastName:
        return u"last-name"_s;
    case ExportColumn::Email:
        return u"email"_s;
    case ExportColumn::Company:
        return u"company"_s;
    case ExportColumn::Phone:
        return u"phone"_s;
    case ExportColumn::CustomerNumber:
        return u"customer-id"_s;
    case ExportColumn::ProfileUuid:
        return u"profile-id"_s;
    case ExportColumn::CustomerGroup:
        return u"customer-group"_s;
    case ExportColumn::CustomerCreated:
        return u"customer-created"_s;
    case ExportColumn::CustomerModified:
        return u"customer-modified"_s;
    case ExportColumn::ProfileCreated:
        return u"profile-created"_s;
    case ExportColumn::ProfileUpdated:
        return u"profile-updated"_s;
    case ExportColumn::SegmentCount:
        return u"segment-count"_s;
    case ExportColumn::SegmentNames:
        return u"segment-names"_s;
    case ExportColumn::SegmentIds:
        return u"segment-ids"_s;
    case ExportColumn::SegmentUuid:
        return u"segment-id"_s;
    case ExportColumn::SegmentName:
        return u"segment"_s;
    case ExportColumn::SegmentDescription:
        return u"description"_s;
    case ExportColumn::SegmentMembers:
        return u"members"_s;
    case ExportColumn::SegmentCreated:
        return u"created"_s;
    case ExportColumn::SegmentUpdated:
        return u"updated"_s;
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
        return u"members"_s;
    case Kind::AllProfiles:
        return u"profiles"_s;
    case Kind::WithoutProfile:
        return u"without-profile"_s;
    case Kind::AllPeople:
        return u"people"_s;
    case Kind::Search:
        return u"search"_s;
    case Kind::People:
        return u"selection"_s;
    case Kind::Segments:
        return u"segments"_s;
    case Kind::Matrix:
        return u"matrix"_s;
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
