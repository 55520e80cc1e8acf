// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "models/domain/plan.h"
#include "models/export/exportcolumns.h"

#include <QChar>
#include <QString>

class QSettings;

namespace segmentdesk {

/// What is written where, and how.
struct ExportSpec
{
    enum class Kind {
        Members, ///< of one segment
        AllProfiles,
        WithoutProfile,
        AllPeople, ///< customers with and without a profile
        Search, ///< whom `query` finds; from the local copy only
        People, ///< a frozen selection
        Segments, ///< the list of segments
        /// A person a row, a segment a column: 1 for a member, else empty. From the local copy
        /// only.
        Matrix,
    };
    enum class Source {
        Store, ///< as it is now, over the network
        Copy, ///< the local copy; the job fails with CopyIncomplete if that is not Complete
    };

    Kind kind = Kind::Members;
    Source source = Source::Store; ///< see effectiveSource()
    SegmentId segmentId; ///< of Members
    QString segmentName; ///< of Members; for the title
    QList<PersonRef> people; ///< of People: a frozen selection, written in this order
    /// Of Search: whom. Of everything that is read from the copy but People: in which order.
    PeopleQuery query;
    /// Of Matrix: its segments, in the order of their columns; empty: all of them, by name.
    QList<SegmentId> segments;
    bool everybody = false; ///< Matrix: also people who are in none of these segments
    QList<ExportColumn>
        columns; ///< in order; empty: defaultColumns(). Of Matrix: before the segments
    QString fileName; ///< full path; replaced only when everything has been written
    QChar delimiter = u',';
    bool byteOrderMark = true; ///< so that spreadsheets read UTF-8
    bool exact =
        false; ///< true: texts as they are; false: made safe against formulas in spreadsheets

    bool needsCopy() const { return kind == Kind::Search || kind == Kind::Matrix; }
    Source effectiveSource() const { return needsCopy() ? Source::Copy : source; }

    /// The delimiters to choose from: comma, semicolon, tab.
    static QString delimiters() { return QStringLiteral(",;\t"); }
    /// Every column that such a file can have, in the usual order.
    static QList<ExportColumn> possibleColumns(Kind kind);
    static QList<ExportColumn> defaultColumns(Kind kind);
    /// The name for settings and the command line: "members", "matrix"; the same in every version.
    static QString key(Kind kind);

    /// Keeps columns, delimiter and mode of this kind for the next time.
    void remember(QSettings &settings) const;
    /// Takes what was kept for this kind; leaves what was not, or cannot be any more, as it is.
    void recall(QSettings &settings);
};

} // namespace segmentdesk
