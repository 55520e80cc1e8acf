// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace segmentdesk {

class CommandContext;
class DialogFrame;
class GroupRun;
class HistoryCommands;
class Job;

/// Announces the result of a job, with Undo and what else fits, and asks the questions of a group.
class JobAnnouncer : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    JobAnnouncer(CommandContext &context, HistoryCommands &history, QObject *parent = nullptr);

    /// A segment dialog that waits for the answer to this job says it itself.
    void awaitAnswer(Job *job, DialogFrame *dialog);
    /// So many people of a selection had no profile, and could not be members.
    void setLeftOut(Job *job, qint64 people);

Q_SIGNALS:
    /// A segment was made and should be shown.
    void segmentCreated(const segmentdesk::SegmentId &segment);

private:
    void recorded(Job *job, GroupRun *run);
    /// A group waits for an answer: asks, as a dialog.
    void ask(GroupRun *run);

    CommandContext &m_context;
    HistoryCommands &m_history;
    QHash<Job *, qint64> m_leftOut; ///< people without a profile, who cannot be members
    QHash<qint64, QPointer<Job>>
        m_firstFailed; ///< by step: a change of it that did not end as Done
    QPointer<DialogFrame> m_question; ///< of a group that waits for an answer
    QHash<Job *, QPointer<DialogFrame>> m_dialogs; ///< segment dialogs that wait for the store
};

} // namespace segmentdesk
