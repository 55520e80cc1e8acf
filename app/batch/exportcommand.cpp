// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/exportcommand.h"

#include "models/domain/background.h"
#include "models/export/exportjob.h"
#include "models/session/storesession.h"
#include "models/system/filekind.h"
#include "models/system/streamcopy.h"
#include "ui/words/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ExportCommand::~ExportCommand()
{
    *m_abandon = true;
}

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
        m_pipe = std::make_shared<QTemporaryFile>();
        if (!m_pipe->open()) {
            finish({batchcode::trouble, m_pipe->errorString(), {}});
            return;
        }
        spec.fileName = m_pipe->fileName();
    } else if (const QFileInfo file(spec.fileName); file.isDir() || !file.absoluteDir().exists()) {
        refuse(u"%1 cannot be a file: the folder is missing, or it is one."_s.arg(spec.fileName));
        return;
    }
    ExportJob *job = session().exportPeople(spec);
    watch(job);
    connect(job, &Job::ended, this, [this, job] { ended(*job); });
}

void ExportCommand::ended(const ExportJob &job)
{
    if (job.end() == JobResult::Cancelled || stopped()) {
        finish({batchcode::trouble, u"No file was written."_s, {}});
        return;
    }
    if (job.end() == JobResult::Failed && job.error()
        && job.error()->kind == JobError::Kind::CopyIncomplete) {
        refuse(
            u"Who is in which segment comes from the local copy, which the window reads. Open the store there until it has been read, then export again."_s);
        return;
    }
    if (job.end() == JobResult::Failed) {
        fail(job.error().value_or(JobError()), JobFacts::Kind::Export);
        return;
    }
    m_outcome.text = u"Exported %1 to %2."_s.arg(
        words::rows(job.rowsWritten()), line().isPiped() ? u"standard output"_s : line().file);
    if (job.totalChanged()) {
        m_outcome.code = batchcode::failedRows; // rows may be missing, or there twice
        reporter().warning(
            u"The list became longer or shorter while it was read, so rows may be missing."_s,
            u"list_changed"_s);
    }
    if (job.withoutDetails() > 0)
        reporter().warning(
            u"Of %1 only the ids are known."_s.arg(words::people(job.withoutDetails())),
            u"without_details"_s);
    m_outcome.facts = {{u"rows"_s, job.rowsWritten()},
                       {u"list_changed"_s, job.totalChanged()},
                       {u"rows_left_out"_s, job.oddRows()},
                       {u"without_details"_s, job.withoutDetails()},
                       {u"file"_s, line().file}};
    if (line().isPiped())
        pipe();
    else
        finish(m_outcome);
}

void ExportCommand::pipe()
{
    // The job replaced the file: what was open is another one.
    auto from = openPlainFile(m_pipe->fileName());
    if (!from) {
        finish({batchcode::trouble, from.error(), {}});
        return;
    }
    inBackground(
        asking(),
        [from = std::shared_ptr<QFile>(std::move(*from)), abandon = m_abandon] {
            return copyStream(from->handle(), standardOutput, abandon);
        },
        [this](const tl::expected<qint64, QString> &copied) {
            if (copied)
                finish(m_outcome);
            else
                finish({batchcode::trouble,
                        u"Standard output could not be written: "_s + copied.error(),
                        {}});
        });
}

} // namespace segmentdesk
