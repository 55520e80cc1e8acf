// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/job.h"

#include <QPointer>

#include <algorithm>
#include <cmath>

namespace segmentdesk {

namespace {

constexpr int signalIntervalMs = 250;
constexpr int sampleIntervalMs = 500;
constexpr int rateSpanMs = 5000;

quint64 nextJobId()
{
    static quint64 last = 0; // jobs are made in the GUI thread only
    return ++last;
}

} // namespace

JobFacts::Kind JobFacts::kindOf(Operation operation)
{
    switch (operation) {
    case Operation::AddMembers:
        return Kind::AddMembers;
    case Operation::RemoveMembers:
        return Kind::RemoveMembers;
    case Operation::CreateProfiles:
        return Kind::CreateProfiles;
    case Operation::DeleteProfiles:
        return Kind::DeleteProfiles;
    case Operation::CreateSegment:
        return Kind::CreateSegment;
    case Operation::UpdateSegment:
        return Kind::UpdateSegment;
    case Operation::DeleteSegments:
        return Kind::DeleteSegments;
    }
    return Kind::AddMembers;
}

Job::Job(JobFacts facts, QObject *parent)
    : QObject(parent), m_id(nextJobId()), m_facts(std::move(facts))
{
    m_signalTimer.setSingleShot(true);
    m_signalTimer.setInterval(signalIntervalMs);
    connect(&m_signalTimer, &QTimer::timeout, this, &Job::changed);
}

Job::~Job() = default;

bool Job::isActive() const
{
    return m_state == State::Running || m_state == State::Paused || m_state == State::Stopping;
}

double Job::ratePerSecond() const
{
    if (m_state != State::Running || m_samples.empty())
        return 0;
    const qint64 now = m_clock.elapsed();
    const Sample &oldest = m_samples.front();
    if (now - m_samples.back().ms > rateSpanMs || now <= oldest.ms)
        return 0;
    return static_cast<double>(m_done - oldest.done) * 1000.0
        / static_cast<double>(now - oldest.ms);
}

int Job::secondsLeft() const
{
    const double rate = ratePerSecond();
    if (m_total < 0 || rate <= 0)
        return -1;
    const double left = static_cast<double>(std::max<qint64>(m_total - m_done, 0)) / rate;
    return left > 1e8 ? -1 : static_cast<int>(std::ceil(left));
}

void Job::start()
{
    if (m_state != State::Queued)
        return;
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_clock.start();
    m_samples.push_back({0, m_done});
    setState(State::Running);
    if (m_state == State::Running)
        doStart();
}

void Job::pause()
{
    if (m_state != State::Running)
        return;
    setState(State::Paused);
    doPause();
}

bool Job::triesAgain() const
{
    return m_waitsFor && m_waitsFor->kind == JobError::Kind::Store && m_waitsFor->api.isTransient();
}

void Job::resume()
{
    if (m_state != State::Paused)
        return;
    m_waitsFor.reset();
    m_samples.clear();
    m_samples.push_back({m_clock.elapsed(), m_done});
    setState(State::Running);
    if (m_state == State::Running)
        doResume();
}

void Job::cancel()
{
    if (m_state == State::Ended || m_state == State::Stopping)
        return;
    if (m_state == State::Queued) {
        doCancelQueued();
        return;
    }
    m_waitsFor.reset();
    setState(State::Stopping);
    doCancel();
}

void Job::setPhase(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    touch();
}

void Job::setTotal(qint64 total)
{
    m_total = total;
    touch();
}

void Job::setProgress(qint64 done, const OutcomeCounts &counts)
{
    m_done = done;
    m_counts = counts;
    const qint64 now = m_clock.elapsed();
    if (m_samples.empty() || now - m_samples.back().ms >= sampleIntervalMs)
        m_samples.push_back({now, done});
    while (m_samples.size() > 2 && now - m_samples.front().ms > rateSpanMs)
        m_samples.pop_front();
    touch();
}

void Job::waitFor(const JobError &error)
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    m_waitsFor = error;
    setState(State::Paused);
    doPause();
}

void Job::finish(End end, const std::optional<JobError> &error)
{
    if (m_state == State::Ended)
        return;
    m_end = end;
    m_error = error;
    m_endedAt = QDateTime::currentDateTimeUtc();
    if (!m_startedAt.isValid())
        m_startedAt = m_endedAt;
    const QPointer<Job> alive(this);
    setState(State::Ended);
    if (alive)
        Q_EMIT ended();
}

void Job::setState(State state)
{
    m_state = state;
    m_signalTimer.stop();
    Q_EMIT changed();
}

void Job::touch()
{
    if (m_state != State::Ended && !m_signalTimer.isActive())
        m_signalTimer.start();
}

} // namespace segmentdesk
