// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/backupcommand.h"

#include "models/jobs/backupjob.h"
#include "models/jobs/storesession.h"
#include "ui/backupwords.h"

#include <QDir>
#include <QJsonArray>

namespace segmentdesk {

void BackupCommand::start()
{
    if (!QDir().mkpath(line().file)) {
        refuse(QStringLiteral("The folder %1 cannot be made.").arg(line().file));
        return;
    }
    BackupJob *job = session().backUp(line().file);
    watch(job);
    connect(job, &Job::ended, this, [this, job] {
        if (job->end() == End::Cancelled || stopped()) {
            finish({batchcode::trouble, QStringLiteral("The backup is not complete."), {}});
            return;
        }
        if (job->end() == End::Failed) {
            fail(job->error().value_or(JobError()), JobFacts::Kind::BackUp);
            return;
        }
        BatchOutcome outcome;
        // Without somebody in it a backup is no whole one.
        outcome.code = job->unsteady().isEmpty() ? batchcode::done : batchcode::failedRows;
        outcome.text = QStringLiteral("Backed up %1 with %2; %3 files changed.")
                               .arg(words::segments(job->segments()), words::members(job->memberships()))
                               .arg(job->changedFiles());
        if (!job->unsteady().isEmpty())
            outcome.text += QStringLiteral(" Somebody may be missing in: %1.").arg(job->unsteady().join(u", "));
        outcome.facts = {{QStringLiteral("segments"), job->segments()},
                         {QStringLiteral("memberships"), job->memberships()},
                         {QStringLiteral("changed_files"), job->changedFiles()},
                         {QStringLiteral("without_email"), job->withoutAddress()},
                         {QStringLiteral("unsteady"), QJsonArray::fromStringList(job->unsteady())},
                         {QStringLiteral("folder"), line().file}};
        finish(outcome);
    });
}

} // namespace segmentdesk
