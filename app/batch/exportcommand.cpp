// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/exportcommand.h"

#include "models/jobs/exportjob.h"
#include "models/jobs/storesession.h"
#include "ui/jobwords.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace segmentdesk {

void ExportCommand::start()
{
    if (line().kind == ExportSpec::Kind::Members)
        findSegment([this](const Segment &segment) { run(segment); });
    else
        run({});
}

void ExportCommand::run(const Segment &segment)
{
    ExportSpec spec;
    spec.kind = line().kind;
    spec.segmentId = segment.id;
    spec.segmentName = segment.name;
    spec.columns = line().columns;
    if (line().delimiter != 0)
        spec.delimiter = QLatin1Char(line().delimiter);
    spec.exact = line().exact;
    spec.byteOrderMark = !line().exact;
    spec.fileName = line().file;
    if (line().isPiped()) {
        if (!m_pipe.open()) {
            finish({batchcode::trouble, m_pipe.errorString(), {}});
            return;
        }
        spec.fileName = m_pipe.fileName();
    } else if (const QFileInfo file(spec.fileName); file.isDir() || !file.absoluteDir().exists()) {
        refuse(QStringLiteral("%1 cannot be a file: the folder is missing, or it is one.").arg(spec.fileName));
        return;
    }
    ExportJob *job = session().exportPeople(spec);
    watch(job);
    connect(job, &Job::ended, this, [this, job] { ended(*job); });
}

void ExportCommand::ended(const ExportJob &job)
{
    if (job.end() == End::Cancelled || stopped()) {
        finish({batchcode::trouble, QStringLiteral("No file was written."), {}});
        return;
    }
    if (job.end() == End::Failed && job.error() && job.error()->kind == JobError::Kind::CopyIncomplete) {
        refuse(QStringLiteral("Who is in which segment is taken from the local copy, which the window makes. Open "
                              "the store there until it has been read, then export again."));
        return;
    }
    if (job.end() == End::Failed) {
        fail(job.error().value_or(JobError()), JobFacts::Kind::Export);
        return;
    }
    QString why;
    if (line().isPiped() && !pipe(&why)) {
        finish({batchcode::trouble, QStringLiteral("Standard output could not be written: ") + why, {}});
        return;
    }
    BatchOutcome outcome;
    outcome.text = QStringLiteral("Exported %1 to %2.")
                           .arg(words::rows(job.rowsWritten()),
                                line().isPiped() ? QStringLiteral("standard output") : line().file);
    if (job.totalChanged())
        reporter().warning(QStringLiteral("The list became longer or shorter while it was read."),
                           QStringLiteral("list_changed"));
    if (job.withoutDetails() > 0)
        reporter().warning(QStringLiteral("Of %1 only the ids are known.").arg(words::people(job.withoutDetails())),
                           QStringLiteral("without_details"));
    outcome.facts = {{QStringLiteral("rows"), job.rowsWritten()},
                     {QStringLiteral("list_changed"), job.totalChanged()},
                     {QStringLiteral("without_details"), job.withoutDetails()},
                     {QStringLiteral("file"), line().file}};
    finish(outcome);
}

bool ExportCommand::pipe(QString *why)
{
    // The job replaced the file: what was open is another one.
    QFile from(m_pipe.fileName());
    QFile to;
    if (!from.open(QFile::ReadOnly) || !to.open(stdout, QFile::WriteOnly)) {
        *why = from.errorString() + to.errorString();
        return false;
    }
    constexpr qint64 atOnce = 1 << 16;
    while (!from.atEnd()) {
        const QByteArray piece = from.read(atOnce);
        if (piece.isEmpty() || to.write(piece) != piece.size()) {
            *why = from.error() != QFile::NoError ? from.errorString() : to.errorString();
            return false;
        }
    }
    if (!to.flush()) {
        *why = to.errorString();
        return false;
    }
    return true;
}

} // namespace segmentdesk
