// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/history.h"
#include "models/import/outcomecsv.h"
#include "ui/commands/localundo.h"
#include "ui/dialogs/stepdialog.h"

#include <QObject>

namespace segmentdesk {

class CommandContext;
class Job;

/// The verbs of what was done: undo, redo, send again what failed, show its result.
class HistoryCommands : public QObject
{
    Q_OBJECT

public:
    /// @p context must outlive the commands.
    explicit HistoryCommands(CommandContext &context, QObject *parent = nullptr);

    /// What undo() and redo() would do now, for menus and tooltips: "Undo: Add 120 people to VIP";
    /// just "Undo" where they can do nothing.
    bool canUndo() const;
    bool canRedo() const;
    QString undoText() const;
    QString redoText() const;

    /// Takes the newest step back, or makes it again. What is about more than maxQuickPlanItems
    /// people, or was done before this program was started, shows its plan first.
    void undo();
    void redo();
    /// Something was done that undo() takes back, and that is no change of the store. Says so, with
    /// Undo beside it. @p entry without id and place.
    void announceLocal(const QString &icon, const QString &text, LocalUndo::Entry entry);
    /// @p expected: the entry that was shown; 0: whichever is next.
    void undoOrRedo(bool isUndo, quint64 expected = 0);
    void showOutcome(Job *job);
    void saveOutcome(const Outcome &outcome);
    /// Sends again what failed or was not sent; over maxQuickPlanItems people after its plan.
    void retry(Job *job);
    void retry(const Plan &plan, JobResult end);

Q_SIGNALS:
    /// What can be undone or redone is something else.
    void changed();

private:
    quint64 newest() const;
    void undoLocal(quint64 id);
    void refused(const History::Refused &refused);
    void show(const StepDialog::Text &text, const QList<Plan> &plans,
              const std::function<void(const Plan &)> &then);

    CommandContext &m_context;
    LocalUndo m_local;
};

} // namespace segmentdesk
