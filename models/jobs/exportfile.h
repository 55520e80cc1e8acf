// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvwriter.h"
#include "models/domain/person.h"
#include "models/jobs/exportspec.h"
#include "models/jobs/job.h"

#include <QHash>
#include <QObject>
#include <QSaveFile>
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

/// The file of an export. Lives in a worker thread, so that neither formatting nor the disk holds up
/// the window. What is not committed leaves nothing behind.
class ExportFile : public QObject
{
    Q_OBJECT

public:
    /// People written last that are not written again.
    static constexpr size_t remembered = 10'000;

    ExportFile(ExportSpec spec, QHash<SegmentId, QString> segmentNames);
    ~ExportFile() override;

    void open();
    void write(const ExportRows &rows);
    void commit();
    void discard();

Q_SIGNALS:
    void wrote(qint64 rows);
    void failed(const segmentdesk::JobError &error);
    void committed();
    void discarded();

private:
    bool isRepeated(const Person &person);
    QString cell(const Person &person, ExportColumn column) const;
    static QString cell(const Segment &segment, qint64 members, ExportColumn column);
    void fail(JobError::Kind kind, const QString &text);

    ExportSpec m_spec;
    QHash<SegmentId, QString> m_segmentNames;
    std::unique_ptr<QSaveFile> m_file;
    std::unique_ptr<CsvWriter> m_writer;
    QSet<PersonRef> m_seen;
    std::queue<PersonRef> m_seenInOrder;
};

} // namespace segmentdesk
