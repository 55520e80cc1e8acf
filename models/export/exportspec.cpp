// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportspec.h"

#include "models/settings/settings.h"

#include <QSettings>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Kind = ExportSpec::Kind;

} // namespace

QList<ExportColumn> ExportSpec::possibleColumns(Kind kind)
{
    QList<ExportColumn> possible;
    for (const ExportColumnInfo &info : exportColumns()) {
        if ((info.of == ExportColumnInfo::Of::Segment) == (kind == Kind::Segments))
            possible.append(info.column);
    }
    return possible;
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
        names.append(QString::fromLatin1(exportColumn(column).key));
    FileSettings(settings).setExportChoices(key(kind), {names, QString(delimiter), exact});
}

void ExportSpec::recall(QSettings &settings)
{
    const QList<ExportColumn> possible = possibleColumns(kind);
    QList<ExportColumn> kept;
    const FileSettings::ExportChoices choices = FileSettings(settings).exportChoices(key(kind));
    for (const QString &name : choices.columns) {
        const std::optional<ExportColumn> column = exportColumnOf(name);
        if (column && possible.contains(*column) && !kept.contains(*column))
            kept.append(*column);
    }
    if (!kept.isEmpty())
        columns = kept;
    if (choices.delimiter.size() == 1 && delimiters().contains(choices.delimiter))
        delimiter = choices.delimiter.front();
    exact = choices.isExact.value_or(exact);
    byteOrderMark = !exact;
}

} // namespace segmentdesk
