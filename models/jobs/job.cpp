// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/job.h"

#include "models/jobs/jobpace.h"

#include <QPointer>

#include <utility>

namespace segmentdesk {

namespace {

constexpr int signalIntervalMs = 250;

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

JobFacts JobFacts::of(const Plan &plan, Purpose purpose)
{
    JobFacts facts;
    facts.purpose = purpose;
    facts.kind = kindOf(plan.operation);
    facts.segmentId = plan.segmentId;
    facts.segmentName = plan.segmentName;
    facts.number = plan.items.isEmpty() ? plan.segments.size() : plan.counts().willChange;
    if (plan.items.isEmpty() && !plan.segments.isEmpty()) {
        const SegmentChange &change = plan.segments.first();
        const bool made = plan.operation == Operation::CreateSegment;
        facts.segmentName = made ? change.after.name : change.before.name;
        if (plan.segments.size() == 1)
            facts.segmentId = change.before.id;
        if (plan.operation == Operation::UpdateSegment && change.after.name != change.before.name)
            facts.newName = change.after.name;
    }
    return facts;
}

Job::Job(JobFacts facts, QObject *parent)
    : QObject(parent), m_id(nextJobId()), m_facts(std::move(facts)),
      m_pace(std::make_unique<JobPace>(*this))
{
    m_signalTimer.setSingleShot(true);
    m_signalTimer.setInterval(signalIntervalMs);
    connect(&m_signalTimer, &QTimer::timeout, this, &Job::changed);
    connect(m_pace.get(), &JobPace::heldChanged, this, &Job::touch);
    connect(m_pace.get(), &JobPace::secondsChanged, this, &Job::changed);
}

Job::~Job() = default;

bool Job::isActive() const
{
    return m_state == State::Running || m_state == State::Paused || m_state == State::Stopping;
}

void Job::start()
{
    if (m_state != State::Queued || m_isOnHold)
        return;
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_pace->start();
    setState(State::Running);
    if (m_state == State::Running)
        doCheck();
}

void Job::begin()
{
    if (m_hasBegun || m_state == State::Ended)
        return;
    if (m_state == State::Paused) {
        m_mayBegin = true;
        return;
    }
    m_hasBegun = true;
    doStart();
}

void Job::pause()
{
    if (m_state == State::Queued && !std::exchange(m_isOnHold, true))
        Q_EMIT changed();
    if (m_state != State::Running)
        return;
    setState(State::Paused);
    if (m_hasBegun)
        doPause();
}

bool Job::triesAgain() const
{
    return m_waitsFor && m_waitsFor->kind == JobError::Kind::Store && m_waitsFor->api.isTransient();
}

void Job::resume()
{
    if (std::exchange(m_isOnHold, false)) {
        m_isBehindOthers = true; // of those that went first nothing was known when it was planned
        Q_EMIT changed();
    }
    if (m_state != State::Paused)
        return;
    m_waitsFor.reset();
    m_pace->restart();
    setState(State::Running);
    if (m_state != State::Running)
        return;
    if (m_hasBegun)
        doResume();
    else if (std::exchange(m_mayBegin, false))
        begin();
    else
        doCheck();
}

void Job::cancel()
{
    if (m_state == State::Ended || m_state == State::Stopping)
        return;
    m_wasCancelled = true;
    m_waitsFor.reset();
    if (!m_hasBegun) {
        doCancelQueued();
        return;
    }
    setState(State::Stopping);
    doCancel();
}

void Job::setPhase(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    m_pace->noteSign();
    touch();
}

void Job::setTotal(qint64 total)
{
    m_total = total;
    touch();
}

void Job::setProgress(qint64 done, const OutcomeCounts &counts)
{
    if (done != m_done)
        m_pace->noteSign();
    m_done = done;
    m_counts = counts;
    m_pace->noteProgress();
    touch();
}

void Job::setDoneBefore(qint64 done, const OutcomeCounts &counts)
{
    m_done = done;
    m_counts = counts;
    m_pace->restart();
    touch();
}

void Job::waitFor(const JobError &error)
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    m_waitsFor = error;
    setState(State::Paused);
    if (m_hasBegun)
        doPause();
}

void Job::finish(JobResult end, const std::optional<JobError> &error)
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
    m_isOnHold = false;
    m_signalTimer.stop();
    m_pace->setCounting(state == State::Running || state == State::Stopping);
    Q_EMIT changed();
}

void Job::touch()
{
    if (m_state != State::Ended && !m_signalTimer.isActive())
        m_signalTimer.start();
}

} // namespace segmentdesk
