// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/historycommand.h"

#include "models/changes/grouprun.h"
#include "models/changes/history.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "ui/words/errorwords.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// What a change is called on the command line: the number of its first job in the journal.
qint64 numberOf(const History::Entry &entry)
{
    return entry.jobs.isEmpty() ? 0 : entry.jobs.constFirst();
}

} // namespace

void HistoryCommand::start()
{
    switch (line().historyAction) {
    case BatchOptions::HistoryAction::List:
        list();
        break;
    case BatchOptions::HistoryAction::Resume:
    case BatchOptions::HistoryAction::Discard:
        resumeInterrupted();
        break;
    case BatchOptions::HistoryAction::Undo:
        undo();
        break;
    }
}

void HistoryCommand::list()
{
    int interrupted = 0;
    for (const StoreSession::InterruptedJob &job : session().interrupted().jobs()) {
        ++interrupted;
        reporter().entry(u"%1  interrupted  %2  %3"_s.arg(QString::number(job.id),
                                                          job.startedAt.toString(Qt::ISODate),
                                                          words::jobDoing(job.facts)),
                         {{u"id"_s, QString::number(job.id)},
                          {u"state"_s, u"interrupted"_s},
                          {u"time"_s, job.startedAt.toString(Qt::ISODate)},
                          {u"number"_s, job.facts.number},
                          {u"text"_s, words::jobDoing(job.facts)}});
    }
    const QList<History::Entry> entries = session().history().entries();
    for (const History::Entry &entry : entries) {
        const QString state = entry.undone ? u"undone"_s : u"done"_s;
        reporter().entry(u"%1  %2  %3  %4"_s.arg(QString::number(numberOf(entry)), state,
                                                 entry.at.toString(Qt::ISODate),
                                                 words::change(entry)),
                         {{u"id"_s, QString::number(numberOf(entry))},
                          {u"state"_s, state},
                          {u"time"_s, entry.at.toString(Qt::ISODate)},
                          {u"number"_s, entry.facts.number + entry.others},
                          {u"text"_s, words::change(entry)}});
    }
    finish({batchcode::done,
            u"%1 interrupted, %2 that can be undone or made again."_s.arg(interrupted)
                .arg(entries.size()),
            {{u"interrupted"_s, interrupted}, {u"entries"_s, entries.size()}}});
}

void HistoryCommand::resumeInterrupted()
{
    const bool resumes = line().historyAction == BatchOptions::HistoryAction::Resume;
    QList<qint64> wanted;
    for (const StoreSession::InterruptedJob &job : session().interrupted().jobs()) {
        if (line().change == u"all" || line().change == QString::number(job.id))
            wanted.append(job.id);
    }
    if (wanted.isEmpty() && line().change != u"all") {
        refuse(
            u"No interrupted change has the number %1. Nothing was changed."_s.arg(line().change));
        return;
    }
    if (wanted.isEmpty()) {
        finish({batchcode::done, u"No change was interrupted."_s, {}});
        return;
    }
    m_open = static_cast<int>(wanted.size());
    connect(&session(), &StoreSession::takenUp, this, [this](qint64, GroupRun *run) {
        if (run)
            follow(run);
        else
            over(); // nothing was under way, or was left to do
    });
    connect(&session(), &StoreSession::journalFailed, this, [this](const QString &error) {
        finish({batchcode::trouble, u"The journal cannot be read: "_s + error, {}});
    });
    for (const qint64 id : std::as_const(wanted)) {
        if (resumes)
            session().interrupted().resume(id);
        else
            session().interrupted().discard(id);
    }
}

void HistoryCommand::undo()
{
    const std::optional<History::Entry> next = session().history().nextUndo();
    if (!next) {
        refuse(u"There is nothing to undo."_s);
        return;
    }
    if (line().change != QString::number(numberOf(*next))) {
        refuse(u"Only the newest change can be undone: %1 (%2). Nothing was changed."_s.arg(
            QString::number(numberOf(*next)), words::change(*next)));
        return;
    }
    m_open = 1;
    connect(
        &session().history(), &History::started, this,
        [this](Job *job) { follow(session().groupOf(job)); }, Qt::SingleShotConnection);
    connect(&session().history(), &History::refused, this, [this](const History::Refused &refused) {
        const ErrorWords said = words::refusal(refused);
        finish({batchcode::refused, said.title + u": "_s + said.sentence(), {}});
    });
    session().history().undo(next->id);
}

void HistoryCommand::follow(GroupRun *run)
{
    watch(run);
    connect(run, &GroupRun::ended, this, [this, run] {
        for (const Outcome &outcome : run->outcomes())
            m_counts += outcome.counts();
        m_isCancelled = m_isCancelled || run->end() == JobResult::Cancelled;
        if (run->error() && !m_error) {
            m_error = run->error();
            m_failed = JobFacts::of(run->group().parts.constFirst().plan);
        }
        over();
    });
}

/// One of the changes has come to its end.
void HistoryCommand::over()
{
    if (--m_open == 0)
        QMetaObject::invokeMethod(this, &HistoryCommand::ended, Qt::QueuedConnection);
}

void HistoryCommand::ended()
{
    const bool discards = line().historyAction == BatchOptions::HistoryAction::Discard;
    BatchOutcome outcome;
    outcome.facts = facts(m_counts);
    outcome.text = u"%1 changed, %2 failed, %3 not sent."_s.arg(m_counts.changed)
                       .arg(m_counts.failed + m_counts.notFound)
                       .arg(m_counts.notSent);
    if (m_error) {
        outcome.code =
            m_error->kind == JobError::Kind::Store ? codeOf(m_error->api) : int(batchcode::trouble);
        outcome.text += u' ' + words::jobError(*m_error, m_failed.kind).sentence();
    } else if (m_isCancelled && !discards) {
        outcome.code = batchcode::trouble; // unless a signal says otherwise
    } else if (!discards && m_counts.failed + m_counts.notFound + m_counts.notSent > 0) {
        outcome.code = batchcode::failedRows;
    }
    finish(outcome);
}

} // namespace segmentdesk
