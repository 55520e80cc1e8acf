// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvwriter.h"

#include <QString>

#include <array>
#include <optional>

namespace segmentdesk {

/// A column of an exported file. Columns of people first, then those of a list of segments; each in
/// the usual order.
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
    SegmentCount, ///< how many segments the person is in
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
inline constexpr int exportColumnCount = 22;

/// What a column is, for all who ask.
struct ExportColumnInfo
{
    enum class Of {
        Person, ///< comes with every list of people
        Customer, ///< must be looked up where a list has profiles only
        Segment,
    };

    ExportColumn column;
    const char *key; ///< in settings and on the command line; never changes
    const char *heading; ///< in the file: plain English, the same in every language
    const char *title; ///< to be translated, see exportColumnTitle()
    Of of = Of::Customer;
    CsvWriter::Column kind = CsvWriter::Column::Text;
};

/// By their number.
const std::array<ExportColumnInfo, exportColumnCount> &exportColumns();
const ExportColumnInfo &exportColumn(ExportColumn column);
/// In the window.
QString exportColumnTitle(ExportColumn column);
/// The column with this key.
std::optional<ExportColumn> exportColumnOf(QStringView key);

} // namespace segmentdesk
