// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvwriter.h"
#include "models/domain/person.h"
#include "models/export/exportspec.h"
#include "models/export/mirrorexport.h"
#include "models/jobs/job.h"
#include "models/system/outputfile.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <queue>

namespace segmentdesk {

/// Some rows on their way to a file.
struct ExportRows
{
    QList<Person> people;
    QList<std::pair<Segment, qint64>> segments; ///< with the number of members; -1: not known
};

/// The file of an export. Lives in a worker thread, so that neither formatting nor the disk holds
/// up the window. What is not committed leaves nothing behind.
class ExportFile : public QObject
{
    Q_OBJECT

public:
    /// People written last that are not written again.
    static constexpr size_t remembered = 10'000;

    /// Looked at by one writeFromCopy().
    static constexpr int copyRows = 5000;

    /// @p copy: whose rows writeFromCopy() writes.
    ExportFile(ExportSpec spec, QHash<SegmentId, QString> segmentNames,
               const std::optional<Mirror::File> &copy = std::nullopt);
    ~ExportFile() override;

    static QList<CsvWriter::Column> columnsOf(const ExportSpec &spec);
    using SegmentNames = QHash<SegmentId, QString>;
    static QString cell(const Person &person, const SegmentNames &names, ExportColumn column);
    static QString cell(const Segment &segment, qint64 members, ExportColumn column);
    /// The first lines of such a file, for people who look before they export: the heading, and
    /// these rows.
    /// @p segments: the rows of a list of segments, or the columns of a matrix; and they give
    /// names. Line breaks within cells are shown as ↵, tabs between them as ⇥.
    static QStringList preview(const ExportSpec &spec, const QList<Person> &people,
                               const QList<Segment> &segments);

    void open();
    void write(const ExportRows &rows);
    void writeFromCopy();
    void commit();
    void discard();
    /// From any thread: a pipe that takes nothing is waited for no longer.
    void abandon() { *m_abandon = true; }

Q_SIGNALS:
    void wrote(qint64 rows);
    void copyOpened(qint64 total);
    void wroteFromCopy(qint64 read, qint64 written, qint64 withoutDetails, bool atEnd);
    void failed(const segmentdesk::JobError &error);
    void committed();
    void discarded();

private:
    bool isRepeated(const Person &person);
    void fail(const JobError &error);
    void fail(JobError::Kind kind, const QString &text);

    ExportSpec m_spec;
    QHash<SegmentId, QString> m_segmentNames;
    Abandon m_abandon = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<OutputFile> m_file;
    std::unique_ptr<CsvWriter> m_writer;
    std::optional<Mirror::File> m_copyFile;
    std::unique_ptr<MirrorExport> m_copy; ///< until its last row
    QSet<PersonRef> m_seen;
    std::queue<PersonRef> m_seenInOrder;
};

} // namespace segmentdesk
