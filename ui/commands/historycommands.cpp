// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/historycommands.h"

#include "models/changes/changejob.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "ui/activity/outcomedialog.h"
#include "ui/commands/commandcontext.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

HistoryCommands::HistoryCommands(CommandContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
    connect(&m_context.session().history(), &History::refused, this, &HistoryCommands::refused);
    connect(&m_context.session().history(), &History::changed, this, &HistoryCommands::changed);
    connect(&m_context.session(), &StoreSession::accessChanged, this, &HistoryCommands::changed);
}

void HistoryCommands::refused(const History::Refused &refused)
{
    QList<MessageBar::Verb> verbs;
    if (refused.canDoPart) {
        verbs.append({refused.isUndo ? tr("Undo the rest") : tr("Redo the rest"),
                      [this] { m_context.session().history().doPart(); },
                      m_context.unavailableReason()});
    }
    if (refused.canSkip)
        verbs.append({tr("Skip it"), [this] { m_context.session().history().skip(); }});
    m_context.messageBar()->announce(u"warning"_s, Tone::Warn, words::refusal(refused).sentence(),
                                     verbs);
}

quint64 HistoryCommands::newest() const
{
    const std::optional<History::Entry> entry = m_context.session().history().nextUndo();
    return entry ? entry->id : 0;
}

bool HistoryCommands::canUndo() const
{
    return m_local.next(newest())
        || (m_context.unavailableReason().isEmpty() && m_context.session().history().canUndo());
}

bool HistoryCommands::canRedo() const
{
    return m_context.unavailableReason().isEmpty() && m_context.session().history().canRedo();
}

QString HistoryCommands::undoText() const
{
    if (const LocalUndo::Entry *local = m_local.next(newest()))
        return words::undoText(local->change);
    return words::undoText(canUndo() ? m_context.session().history().nextUndo() : std::nullopt);
}

QString HistoryCommands::redoText() const
{
    return words::redoText(canRedo() ? m_context.session().history().nextRedo() : std::nullopt);
}

void HistoryCommands::undo()
{
    if (const LocalUndo::Entry *local = m_local.next(newest()))
        undoLocal(local->id);
    else
        undoOrRedo(true);
}

void HistoryCommands::announceLocal(const QString &icon, const QString &text,
                                    LocalUndo::Entry entry)
{
    entry.after = newest();
    const quint64 id = m_local.add(std::move(entry));
    m_context.messageBar()->announce(icon, Tone::OnTip, text,
                                     {{tr("Undo"), [this, id] { undoLocal(id); }}});
    Q_EMIT changed();
}

void HistoryCommands::undoLocal(quint64 id)
{
    const LocalUndo::Entry *entry = m_local.find(id);
    if (!entry)
        return; // it was undone by its key meanwhile
    const QString undone = words::undone(entry->undone);
    if (const QString why = entry->run(); !why.isEmpty()) {
        m_context.messageBar()->announce(u"warning"_s, Tone::Warn, why, {});
        return;
    }
    m_local.remove(id);
    m_context.messageBar()->announce(u"check-circle"_s, Tone::Ok, undone, {});
    Q_EMIT changed();
}

void HistoryCommands::redo()
{
    undoOrRedo(false);
}

void HistoryCommands::undoOrRedo(bool isUndo, quint64 expected)
{
    if (m_context.refusesToWrite())
        return;
    History &history = m_context.session().history();
    const auto run = [&history, isUndo](quint64 entry) {
        if (isUndo)
            history.undo(entry);
        else
            history.redo(entry);
    };
    const std::optional<History::Entry> entry = isUndo ? history.nextUndo() : history.nextRedo();
    const bool asks = entry && (expected == 0 || expected == entry->id)
        && (entry->earlier || entry->people > maxQuickPlanItems);
    if (!asks) {
        run(expected);
        return;
    }
    StepDialog::Text text;
    text.title = isUndo ? tr("Undo") : tr("Redo");
    text.heading = (isUndo ? tr("Undo “%1”?") : tr("Redo “%1”?")).arg(words::change(*entry));
    const QString when = words::dayTimeInside(entry->at);
    text.subtitle = entry->earlier
        ? tr("You made this change %1, before Segment Desk was started. "
             "This is what will happen.")
              .arg(when)
        : tr("You made this change %1. This is what will happen.").arg(when);
    text.run = isUndo ? tr("Undo") : tr("Redo");
    text.icon = isUndo ? u"undo"_s : u"redo"_s;
    show(text, history.plans(isUndo), [run, id = entry->id](const Plan &) { run(id); });
}

void HistoryCommands::show(const StepDialog::Text &text, const QList<Plan> &plans,
                           const std::function<void(const Plan &)> &then)
{
    auto *dialog = new StepDialog(text, plans, customerLookup(m_context.session().interactive()),
                                  m_context.session().traffic(), m_context.window());
    connect(dialog, &StepDialog::saveRequested, &m_context, &CommandContext::savePlan);
    connect(dialog, &QDialog::accepted, this, [then, first = plans.value(0)] { then(first); });
    CommandContext::openDialog(dialog);
}

void HistoryCommands::retry(Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    const std::optional<Plan> plan = change ? change->retryPlan() : std::nullopt;
    if (plan)
        retry(*plan, job->end());
}

void HistoryCommands::retry(const Plan &plan, JobResult end)
{
    if (m_context.refusesToWrite())
        return;
    const qint64 number = plan.items.isEmpty() ? plan.segments.size() : plan.items.size();
    const auto run = [this](const Plan &again) {
        if (!m_context.session().retry(again)) {
            m_context.say(tr("This part of a move or merge cannot be retried alone. Start the move "
                             "or merge again, if it is not running already."));
        }
    };
    if (plan.people() <= maxQuickPlanItems) {
        run(plan);
        return;
    }
    StepDialog::Text text;
    text.title = end == JobResult::Cancelled ? tr("Continue") : tr("Retry");
    text.heading = end == JobResult::Cancelled
        ? tr("Continue with the other %1?").arg(words::count(number))
        : tr("Retry %1?").arg(words::count(number));
    text.subtitle = words::change(JobFacts::of(plan));
    text.run = words::retryText(end, number);
    text.icon = u"refresh"_s;
    show(text, {plan}, run);
}

void HistoryCommands::showOutcome(Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    if (!change || !change->outcome())
        return;
    auto *dialog = new OutcomeDialog(*job, customerLookup(m_context.session().interactive()),
                                     m_context.unavailableReason(), m_context.window());
    connect(dialog, &OutcomeDialog::retryRequested, this, [this, job = QPointer<Job>(job)] {
        if (job)
            retry(job);
    });
    connect(dialog, &OutcomeDialog::saveRequested, this,
            [this, outcome = *change->outcome()] { saveOutcome(outcome); });
    CommandContext::openDialog(dialog);
}

void HistoryCommands::saveOutcome(const Outcome &outcome)
{
    m_context.saveRows(tr("Save result as CSV"), outcome.segmentName,
                       [this, outcome](const QString &path, const Saved &saved) {
                           segmentdesk::saveOutcome(outcome, path, this, saved);
                       });
}

} // namespace segmentdesk
