// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/plan.h"

#include <QChar>
#include <QString>

namespace segmentdesk {

/// A column of an exported file. Columns of people first, then those of a list of segments.
enum class ExportColumn {
    FullName,
    FirstName,
    LastName,
    Email,
    Company,
    Phone,
    CustomerNumber,
    ProfileUuid,
    CustomerGroup, ///< its number
    CustomerCreated,
    CustomerModified,
    ProfileCreated, ///< unknown, and empty, for people without a profile
    ProfileUpdated,
    SegmentNames, ///< the names of the person's segments, joined by " | "
    SegmentIds, ///< joined by blanks
    // a list of segments
    SegmentUuid,
    SegmentName,
    SegmentDescription,
    SegmentMembers, ///< their number
    SegmentCreated,
    SegmentUpdated,
};

/// What is written where, and how.
struct ExportSpec
{
    enum class Kind { Members, AllProfiles, WithoutProfile, People, Segments };

    Kind kind = Kind::Members;
    SegmentId segmentId; ///< of Members
    QString segmentName; ///< of Members; for the title
    QList<PersonRef> people; ///< of People: a frozen selection, written in this order
    QList<ExportColumn> columns; ///< in order; empty: defaultColumns()
    QString fileName; ///< whole path; replaced only when everything has been written
    QChar delimiter = u',';
    bool byteOrderMark = true; ///< so that spreadsheets read UTF-8
    bool exact = false; ///< true: texts as they are; false: made safe against formulas in spreadsheets

    static QList<ExportColumn> defaultColumns(Kind kind);
    /// The heading in the file: plain English, the same in every language.
    static QString heading(ExportColumn column);
};

} // namespace segmentdesk
