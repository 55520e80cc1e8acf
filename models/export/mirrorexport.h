// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvwriter.h"
#include "models/export/exportspec.h"
#include "models/jobs/job.h"
#include "models/mirror/mirrorcursor.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace segmentdesk {

/// The rows of an export, from the file of a local copy, straight to a CsvWriter. Blocks: of the
/// thread that writes the file. A person's cells are those that the store itself would give.
class MirrorExport
{
public:
    MirrorExport(const ExportSpec &spec, const Mirror::File &copy);

    /// Everything else is called once this has answered nothing.
    std::optional<JobError> open();
    qint64 total() const; ///< rows that will be looked at
    QStringList headings() const;
    QList<CsvWriter::Column> columns() const;

    struct Progress
    {
        qint64 read = 0;
        qint64 written = 0;
        qint64 withoutDetails = 0; ///< of them, known by their ids alone
        bool atEnd = false;
        QString error; ///< why the copy cannot be read on; empty: it can
    };
    /// Looks at so many rows more. The writer knows whether it failed.
    Progress write(CsvWriter &writer, int rows);

private:
    void writeSegments(CsvWriter &writer, Progress *progress);
    bool isWritten(const MirrorPerson &person) const;
    void addCells(CsvWriter &writer, const MirrorPerson &person);
    QByteArrayView cell(const MirrorPerson &person, ExportColumn column);

    ExportSpec m_spec;
    MirrorCursor m_cursor;
    QList<QByteArray>
        m_names; ///< of the cursor's segments, as UTF-8; of one that is only seen: its id
    QList<QByteArray> m_ids;
    QList<int> m_matrix; ///< the cursor's segments that are columns, in order
    std::vector<int> m_columnOf; ///< of a segment in the matrix; -1: none
    std::vector<int> m_marks; ///< columns of one person
    QByteArray m_scratch;
};

} // namespace segmentdesk
