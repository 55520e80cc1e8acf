// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <QPointer>
#include <QWidget>

class QToolButton;

namespace segmentdesk {

class WriteGate;

/// Whether a job can be paused or, if it is paused, resumed. One that waits for its turn, too.
bool canPauseOrResume(const Job &job);
/// Whether resuming it, now that it is paused, sends changes to the store.
bool writesWhenResumed(const Job &job);
/// Whether a job can be cancelled: it has not ended and is not stopping already.
bool canCancel(const Job &job);
void pauseOrResume(Job &job);

/// Pause or Resume, and Cancel, for one job. Takes no room while there is no job that it can act
/// on.
class JobControls : public QWidget
{
    Q_OBJECT

public:
    /// @p prefix begins the object names of both buttons: "history" makes historyPause and
    /// historyCancel.
    /// @p gate must outlive it.
    JobControls(const QString &prefix, WriteGate &gate, QWidget *parent = nullptr);

    /// @p job may be null and may be deleted meanwhile.
    void setJob(Job *job);

private:
    void update();

    WriteGate &m_gate;
    QPointer<Job> m_job;
    QToolButton *m_pause;
    QToolButton *m_cancel;
};

} // namespace segmentdesk
