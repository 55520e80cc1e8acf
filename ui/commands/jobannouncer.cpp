// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/jobannouncer.h"

#include "models/api/storeapi.h"
#include "models/backup/backupjob.h"
#include "models/changes/changejob.h"
#include "models/changes/grouprun.h"
#include "models/session/storesession.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/commandcontext.h"
#include "ui/commands/historycommands.h"
#include "ui/dialogs/groupquestiondialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/kit/badge.h"
#include "ui/words/backupwords.h"
#include "ui/words/errorwords.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Who waited this long for a job may look elsewhere meanwhile.
constexpr qint64 longJobMs = 5'000;

/// The segment that a merge was to delete and did not; empty: it did, or it is no merge.
QString keptSegment(const GroupRun &run)
{
    const std::optional<Segment> from = run.group().from();
    if (run.group().kind != Step::Kind::Merge || !from
        || run.group().purpose == JobFacts::Purpose::Undo)
        return {};
    for (const Outcome &outcome : run.outcomes()) {
        for (const SegmentOutcome &segment : outcome.segments) {
            if (outcome.operation == Operation::DeleteSegments
                && segment.what != ItemStatus::NotSent && segment.what != ItemStatus::Failed)
                return {};
        }
    }
    return from->name;
}

} // namespace

JobAnnouncer::JobAnnouncer(CommandContext &context, HistoryCommands &history, QObject *parent)
    : QObject(parent), m_context(context), m_history(history)
{
    connect(&m_context.session(), &StoreSession::recorded, this,
            [this](Job *job, quint64, GroupRun *run) { recorded(job, run); });
    connect(&m_context.session(), &StoreSession::asked, this, &JobAnnouncer::ask);
}

void JobAnnouncer::awaitAnswer(Job *job, DialogFrame *dialog)
{
    m_dialogs.insert(job, dialog);
}

void JobAnnouncer::setLeftOut(Job *job, qint64 people)
{
    m_leftOut.insert(job, people);
}

void JobAnnouncer::ask(GroupRun *run)
{
    if (m_question) { // it was resumed without an answer, and asks again
        m_question->disconnect(run);
        m_question->close();
    }
    auto *dialog = new GroupQuestionDialog(*run->question(), m_context.window());
    m_question = dialog;
    connect(dialog, &QDialog::accepted, run, [run] { run->answer(true); });
    connect(dialog, &QDialog::rejected, run, [run] { run->answer(false); });
    // Whatever else ends the waiting takes the question away.
    connect(run, &GroupRun::ended, dialog, &QDialog::close);
    connect(run->job(), &Job::changed, dialog, [run, dialog] {
        if (!run->question())
            dialog->close();
    });
    CommandContext::openDialog(dialog);
}

void JobAnnouncer::recorded(Job *job, GroupRun *run)
{
    if (job->facts().kind == JobFacts::Kind::ReadStore)
        return; // the status bar says how old the copy is
    const bool changed = job->counts().changed > 0;
    const auto *change = qobject_cast<const ChangeJob *>(job);
    const JobFacts facts = job->facts();

    // A segment dialog that waits for this answer says it itself.
    if (const auto waiting = m_dialogs.take(job)) {
        auto *dialog = qobject_cast<SegmentDialog *>(waiting.data());
        if (dialog && changed) {
            dialog->storeAccepted();
        } else if (dialog && (!job->error() || job->error()->kind != JobError::Kind::SegmentGone)) {
            const Outcome *outcome = change ? change->outcome() : nullptr;
            const ApiError *reason = outcome && !outcome->segments.isEmpty()
                ? outcome->reasonOf(outcome->segments.first())
                : nullptr;
            if (!reason && job->error() && job->error()->kind != JobError::Kind::Store)
                dialog->failed(words::failure(*job->error(), facts));
            else
                dialog->storeRefused(reason             ? *reason
                                         : job->error() ? job->error()->api
                                                        : ApiError());
            return;
        }
    }
    const bool restoring = change && change->plan().step.kind == Step::Kind::Restore;
    if (facts.kind == JobFacts::Kind::CreateSegment && changed && change->outcome() && !restoring) {
        const SegmentId made = change->outcome()->segments.first().change.after.id;
        m_context.segments().insertOrUpdate(change->outcome()->segments.first().change.after);
        // Who made an empty one continues in it; who made it of people stays where they are.
        if (facts.purpose == JobFacts::Purpose::Change
            && change->outcome()->segments.first().change.members.isEmpty())
            Q_EMIT segmentCreated(made);
    }
    const qint64 leftOut = m_leftOut.take(job);

    // Of a step only the last change is announced, unless one before it did not go well.
    const bool isUndo = facts.purpose == JobFacts::Purpose::Undo;
    const bool isRedo = facts.purpose == JobFacts::Purpose::Redo;
    const Step step = change ? change->plan().step : Step();
    if (run && !run->hasEnded()) {
        if (job->end() != JobResult::Done)
            m_firstFailed.insert(step.id, job);
        return;
    }
    if (const QPointer<Job> before = m_firstFailed.take(step.id);
        before && job->end() == JobResult::Done)
        job = before;

    QList<MessageBar::Verb> verbs;
    if (facts.kind == JobFacts::Kind::Export || facts.kind == JobFacts::Kind::BackUp) {
        if (job->end() == JobResult::Done || job->end() == JobResult::DoneWithWarnings)
            verbs.append(m_context.openFolderVerb(facts.fileName));
    } else if (changed) {
        const std::optional<History::Entry> next = isUndo
            ? m_context.session().history().nextRedo()
            : m_context.session().history().nextUndo();
        if (next) {
            verbs.append({isUndo ? tr("Redo") : tr("Undo"),
                          [this, isUndo, id = next->id] { m_history.undoOrRedo(!isUndo, id); },
                          m_context.unavailableReason()});
        }
    }
    if (change && change->outcome()
        && (job->end() == JobResult::DoneWithWarnings || job->end() == JobResult::Failed)
        && !change->outcome()->items.isEmpty())
        verbs.append({tr("View"), [this, job = QPointer<Job>(job)] {
                          if (job)
                              m_history.showOutcome(job);
                      }});

    const bool madeOfPeople = facts.kind == JobFacts::Kind::CreateSegment && changed
        && facts.purpose == JobFacts::Purpose::Change && change->outcome()
        && !change->outcome()->items.isEmpty();
    if (madeOfPeople) {
        verbs.append({tr("Open"), [this, id = change->outcome()->segments.first().change.after.id] {
                          Q_EMIT segmentCreated(id);
                      }});
    }

    QString text = words::doneSentence(facts, job->counts());
    if (leftOut > 0)
        text += tr(". %1 without a profile were left out").arg(words::people(leftOut));
    if (const auto *backup = qobject_cast<const BackupJob *>(job);
        backup && job->end() != JobResult::Failed)
        text = words::backedUp(facts, backup->changedFiles(), backup->memberships(),
                               backup->unsteady(), backup->oldCopyOf());
    const std::optional<History::Entry> entry = isUndo ? m_context.session().history().nextRedo()
                                                       : m_context.session().history().nextUndo();
    if (job->end() == JobResult::Done && entry && entry->step.id != 0
        && (isUndo || isRedo || entry->step.id == step.id))
        text = isUndo ? words::undone(*entry) : words::did(*entry);
    const QString kept = run ? keptSegment(*run) : QString();
    Badge::Status status = Badge::Status::Done;
    switch (job->end()) {
    case JobResult::Done:
        break;
    case JobResult::DoneWithWarnings:
        status = Badge::Status::DoneWithWarnings;
        if (const QString different = change && change->outcome()
                ? words::readBack(change->outcome()->operation, change->outcome()->readBack)
                : QString();
            !different.isEmpty())
            text += u". "_s + different;
        if (!kept.isEmpty())
            text = tr("%1. %2 was not deleted").arg(text, words::quoted(kept));
        break;
    case JobResult::Failed:
        status = Badge::Status::Failed;
        if (job->error()) {
            const ErrorWords why = words::failure(*job->error(), job->facts());
            // What was changed before it stopped comes first: it can be undone.
            const QString title = changed ? text : why.title;
            text = title.isEmpty() ? why.sentence() : title + u". "_s + why.sentence();
            if (!kept.isEmpty())
                text = tr("%1 %2 was not deleted.").arg(text, words::quoted(kept));
            if (job->error()->kind == JobError::Kind::Store)
                verbs.append({tr("Details"), [this, error = job->error()->api, facts] {
                                  m_context.showError(error, words::whatFailed(facts.kind));
                              }});
        }
        break;
    case JobResult::Cancelled:
        status = Badge::Status::Cancelled;
        text = tr("Cancelled. %1").arg(text);
        break;
    }
    const bool nothing = status == Badge::Status::Done && change && !changed;
    if (nothing)
        m_context.messageBar()->announce(u"info"_s, Tone::OnTip, text, verbs);
    else
        m_context.messageBar()->announce(Badge::iconName(status), Badge::tone(status), text, verbs);
    const QWidget *window = m_context.window()->window();
    const bool wasLong = job->startedAt().msecsTo(job->endedAt()) >= longJobMs;
    if (m_context.prompts().notify && !window->isActiveWindow()
        && (wasLong || status != Badge::Status::Done))
        m_context.prompts().notify(m_context.window()->window(), text);
}

} // namespace segmentdesk
