// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/backupcommand.h"

#include "models/backup/backupjob.h"
#include "models/session/storesession.h"
#include "models/system/privatefile.h"
#include "ui/words/backupwords.h"
#include "ui/words/words.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace segmentdesk {

void BackupCommand::start()
{
    const FileResult made = makePrivateFolder(line().file);
    if (!made) {
        refuse(u"The folder %1 cannot be made: %2"_s.arg(line().file, made.error()));
        return;
    }
    BackupJob *job = session().backUp(line().file);
    watch(job);
    connect(job, &Job::ended, this, [this, job] {
        if (job->end() == JobResult::Cancelled || stopped()) {
            finish({batchcode::trouble, u"The backup is not complete."_s, {}});
            return;
        }
        if (job->end() == JobResult::Failed) {
            fail(job->error().value_or(JobError()), JobFacts::Kind::BackUp);
            return;
        }
        BatchOutcome outcome;
        // A backup that misses a person is not complete.
        outcome.code = job->unsteady().isEmpty() && job->oddRows() == 0 ? batchcode::done
                                                                        : batchcode::failedRows;
        outcome.text =
            u"Backed up %1 with %2; %3 files changed."_s
                .arg(words::segments(job->segments()), words::members(job->memberships()))
                .arg(job->changedFiles());
        if (!job->unsteady().isEmpty())
            outcome.text += u" Members may be missing in: %1."_s.arg(job->unsteady().join(u", "));
        outcome.facts = {{u"segments"_s, job->segments()},
                         {u"memberships"_s, job->memberships()},
                         {u"changed_files"_s, job->changedFiles()},
                         {u"without_email"_s, job->withoutAddress()},
                         {u"rows_left_out"_s, job->oddRows()},
                         {u"unsteady"_s, QJsonArray::fromStringList(job->unsteady())},
                         {u"folder"_s, line().file}};
        finish(outcome);
    });
}

} // namespace segmentdesk
