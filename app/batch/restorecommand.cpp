// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/restorecommand.h"

#include "models/jobs/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/steprun.h"
#include "models/jobs/storesession.h"
#include "ui/backupwords.h"
#include "ui/jobwords.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

void RestoreCommand::start()
{
    const Account &account = session().account();
    m_check = std::make_unique<RestoreCheck>(
        line().file,
        RestoreCheck::sourceOf(session().background(), nullptr, account.id,
                               account.kind == Account::Kind::Sandbox));
    connect(m_check.get(), &RestoreCheck::finished, this, &RestoreCommand::checked);
    connect(m_check.get(), &RestoreCheck::failed, this, [this](const RestoreError &error) {
        if (error.store)
            fail(*error.store, WhatFailed::ReadSegments);
        else
            refuse(words::restoreError(error, line().file).sentence());
    });
    connect(m_check.get(), &RestoreCheck::progress, this,
            [this](RestoreCheck::Stage, qint64 done, qint64 total) {
                if (!stopped())
                    progress(u"Comparing the backup with the store"_s, done, total);
            });
    m_check->start();
}

void RestoreCommand::checked()
{
    if (stopped())
        return;
    m_choice.createProfiles = line().createProfiles;
    m_choice.removeOthers = line().makeEqual;
    for (int i = 0; i < m_check->segments().size(); ++i) {
        if (m_check->segments().at(i).canRestore())
            m_choice.segments.insert(i);
    }
    const RestoreTotals totals = m_check->totals(m_choice);
    const qint64 blocked = m_check->segments().size() - m_choice.segments.size();
    m_lost = totals.missing + totals.withoutProfile + blocked;
    reporter().plan(
        u"Plan: %1 to create or change (%2 new), %3 to add, %4 to remove, %5 not found, %6 without "
        "profile"_s.arg(words::segments(totals.segments))
            .arg(totals.created)
            .arg(totals.joining)
            .arg(totals.leaving)
            .arg(totals.missing)
            .arg(totals.withoutProfile),
        {{u"dry_run"_s, line().dryRun},
         {u"other_store"_s, m_check->isOtherStore()},
         {u"segments"_s, totals.segments},
         {u"segments_created"_s, totals.created},
         {u"segments_renamed"_s, totals.renamed},
         {u"segments_blocked"_s, blocked},
         {u"added"_s, totals.joining},
         {u"removed"_s, totals.leaving},
         {u"without_profile"_s, totals.withoutProfile},
         {u"profiles_created"_s, totals.profiles},
         {u"not_found"_s, totals.missing}});
    if (totals.tooMany > 0) {
        refuse(u"The store has no room for %1 of the new segments. Nothing was changed."_s.arg(
            totals.tooMany));
        return;
    }
    for (const int i : std::as_const(m_choice.segments)) {
        const RestoreSegment &segment = m_check->segments().at(i);
        const QString problem = problemOfLeaving(segment.leaving.size(), segment.members,
                                                 segment.store ? segment.store->name : QString());
        if (line().makeEqual && !problem.isEmpty()) {
            refuse(problem);
            return;
        }
    }
    const int code = m_lost > 0 ? batchcode::failedRows : batchcode::done;
    if (line().dryRun) {
        finish({code, u"Dry run: nothing was changed."_s, {{u"dry_run"_s, true}}});
        return;
    }
    const QList<Plan> plans = m_check->plans(m_choice);
    StepRun *run = plans.isEmpty() ? nullptr : session().runInTurn(plans, Step::Kind::Restore);
    if (!run) {
        finish({code, u"Nothing to do: the store is as the backup."_s, {}});
        return;
    }
    for (Job *job : session().jobs().jobs())
        watch(job);
    connect(run, &StepRun::started, this, [this](ChangeJob *job) { watch(job); });
    connect(run, &StepRun::ended, this, [this, run] { ended(*run); });
}

void RestoreCommand::ended(const StepRun &run)
{
    OutcomeCounts all;
    std::optional<ApiError> error;
    for (const Outcome &outcome : run.outcomes()) {
        all += outcome.counts();
        if (outcome.error)
            error = outcome.error;
    }
    BatchOutcome outcome;
    outcome.facts = facts(all);
    outcome.text = u"%1 changed, %2 failed, %3 not sent, %4 not found."_s.arg(all.changed)
                       .arg(all.failed + all.notFound)
                       .arg(all.notSent)
                       .arg(m_lost);
    if (run.end() == End::Failed) {
        outcome.code = error ? codeOf(*error) : int(batchcode::trouble);
        if (error)
            outcome.text += u' ' + words::errorWords(*error, WhatFailed::AddMembers).sentence();
    } else if (run.end() == End::Cancelled) {
        outcome.code = batchcode::trouble; // unless a signal says otherwise
    } else if (run.end() == End::DoneWithWarnings
               || all.failed + all.notFound + all.notSent + m_lost > 0) {
        outcome.code = batchcode::failedRows;
    }
    finish(outcome);
}

} // namespace segmentdesk
