// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/jobcontrols.h"

#include "models/changes/changejob.h"
#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/writegate.h"
#include "ui/words/jobwords.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

bool canPauseOrResume(const Job &job)
{
    return job.state() != Job::State::Ended && job.state() != Job::State::Stopping;
}

bool writesWhenResumed(const Job &job)
{
    return job.isPaused() && qobject_cast<const ChangeJob *>(&job);
}

bool canCancel(const Job &job)
{
    return job.state() != Job::State::Ended && job.state() != Job::State::Stopping;
}

void pauseOrResume(Job &job)
{
    if (job.isPaused())
        job.resume();
    else
        job.pause();
}

JobControls::JobControls(const QString &prefix, WriteGate &gate, QWidget *parent)
    : QWidget(parent), m_gate(gate), m_pause(makeToolButton(u"pause"_s, tr("Pause"))),
      m_cancel(makeToolButton(u"close"_s, tr("Cancel")))
{
    m_pause->setObjectName(prefix + u"Pause"_s);
    m_cancel->setObjectName(prefix + u"Cancel"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_pause);
    layout->addWidget(m_cancel);
    connect(m_pause, &QToolButton::clicked, this, [this] {
        if (m_job)
            pauseOrResume(*m_job);
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(&m_gate, &WriteGate::changed, this, &JobControls::update);
    update();
}

void JobControls::setJob(Job *job)
{
    if (job != m_job) {
        if (m_job)
            m_job->disconnect(this);
        m_job = job;
        if (job) {
            connect(job, &Job::changed, this, &JobControls::update);
            connect(job, &Job::ended, this, &JobControls::update);
            connect(job, &QObject::destroyed, this, &JobControls::update);
        }
    }
    update();
}

void JobControls::update()
{
    const bool any = m_job && canCancel(*m_job);
    setVisible(any);
    if (!any)
        return;
    const bool paused = m_job->isPaused();
    const QString title = words::jobTitle(*m_job);
    m_pause->setIcon(Icon::get(paused ? u"play"_s : u"pause"_s));
    const QString tip = paused ? tr("Resume: %1").arg(title) : tr("Pause: %1").arg(title);
    const bool off = writesWhenResumed(*m_job) && !m_gate.isOpen();
    m_pause->setAccessibleName(tip);
    m_pause->setToolTip(off ? m_gate.unavailableReason() : tip);
    m_pause->setEnabled(canPauseOrResume(*m_job) && !off);
    m_cancel->setToolTip(tr("Cancel: %1").arg(title));
    m_cancel->setAccessibleName(m_cancel->toolTip());
}

} // namespace segmentdesk
