// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/restorecommand.h"

#include "app/batch/restoreresult.h"
#include "models/changes/grouprun.h"
#include "models/session/storesession.h"
#include "ui/words/backupwords.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

void RestoreCommand::start()
{
    if (!line().resultFile.isEmpty()) {
        auto file = OutputFile::open(line().resultFile);
        if (!file) {
            refuse(u"--result: %1 cannot be written: %2"_s.arg(line().resultFile, file.error()));
            return;
        }
        m_result = std::move(*file);
    }
    const Account &account = session().account();
    m_check = std::make_unique<RestorePreview>(
        line().file,
        RestorePreview::sourceOf(session().background(), nullptr, account.id,
                                 account.kind == Account::Kind::Sandbox));
    connect(m_check.get(), &RestorePreview::finished, this, &RestoreCommand::checked);
    connect(m_check.get(), &RestorePreview::failed, this, [this](const RestoreError &error) {
        if (error.store)
            fail(*error.store, WhatFailed::ReadSegments);
        else
            refuse(words::restoreError(error, line().file).sentence());
    });
    connect(m_check.get(), &RestorePreview::progress, this,
            [this](RestorePreview::Stage, qint64 done, qint64 total) {
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
    const qint64 unread = m_check->backup().setAside;
    m_lost = totals.missing + totals.withoutProfile + blocked + unread;
    if (unread > 0)
        reporter().warning(words::setAside(m_check->backup()), u"unreadable_lines"_s);
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
         {u"not_found"_s, totals.missing},
         {u"unreadable_lines"_s, unread}});
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
        saveResult({code, u"Dry run: nothing was changed."_s, {{u"dry_run"_s, true}}});
        return;
    }
    GroupRun *run = session().run(m_check->group(m_choice));
    if (!run) {
        saveResult({code,
                    code == batchcode::done
                        ? u"Nothing to do: the store is as the backup."_s
                        : u"Nothing was changed: the store is as the backup, but for "
                          "what cannot be restored."_s,
                    {}});
        return;
    }
    watch(run);
    connect(run, &GroupRun::ended, this, [this, run] { ended(*run); });
}

void RestoreCommand::ended(const GroupRun &run)
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
    if (run.end() == JobResult::Failed) {
        outcome.code = error ? codeOf(*error) : int(batchcode::trouble);
        if (error)
            outcome.text += u' ' + words::errorWords(*error, WhatFailed::AddMembers).sentence();
    } else if (run.end() == JobResult::Cancelled) {
        outcome.code = batchcode::trouble; // unless a signal says otherwise
    } else if (run.end() == JobResult::DoneWithWarnings
               || all.failed + all.notFound + all.notSent + all.unknown + m_lost > 0) {
        outcome.code = batchcode::failedRows;
    }
    saveResult(outcome);
}

/// Ends the command with the result file, if one is wished.
void RestoreCommand::saveResult(BatchOutcome outcome)
{
    if (m_result) {
        const QString why = writeRestoreResult(*m_result, *m_check, m_choice);
        if (why.isEmpty()) {
            outcome.facts.insert(u"result_file"_s, line().resultFile);
        } else {
            const QString text = u"The result file could not be written: "_s + why;
            reporter().warning(text, u"no_result_file"_s);
            // What was done was done: this is no failure of the change.
            if (outcome.code == batchcode::done)
                outcome.code = batchcode::failedRows;
            outcome.text += u' ' + text;
        }
    }
    finish(outcome);
}

} // namespace segmentdesk
