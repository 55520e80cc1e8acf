// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/job.h"

#include <QPointer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace segmentdesk {

namespace {

constexpr int signalIntervalMs = 250;
constexpr int sampleIntervalMs = 500;
constexpr qint64 rateSpanMs = 5000;

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
    : QObject(parent), m_id(nextJobId()), m_facts(std::move(facts))
{
    m_signalTimer.setSingleShot(true);
    m_signalTimer.setInterval(signalIntervalMs);
    connect(&m_signalTimer, &QTimer::timeout, this, &Job::changed);
    m_secondTimer.setInterval(1000);
    connect(&m_secondTimer, &QTimer::timeout, this, &Job::tick);
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
    const qint64 now = elapsed();
    const Sample &oldest = m_samples.front();
    const qint64 span = rateSpan();
    if (now - m_samples.back().ms > span || now <= oldest.ms)
        return 0;
    return static_cast<double>(m_done - oldest.done) * 1000.0
        / static_cast<double>(now - oldest.ms);
}

int Job::secondsLeft() const
{
    if (m_total < 0 || m_state != State::Running)
        return -1;
    const qint64 left = std::max<qint64>(m_total - m_done, 0);
    double seconds = -1;
    const std::optional<qint64> requests = requestsLeft();
    if (requests && *requests > 0 && m_traffic.quota > 0) {
        double perSecond = 0;
        if (left > 0 && !m_samples.empty()) {
            const Sample &oldest = m_samples.front();
            const qint64 worked = workMs() - oldest.workMs;
            const qint64 did = m_done - oldest.done;
            if (worked > 0 && did > 0)
                perSecond = 1000.0 * static_cast<double>(did) * static_cast<double>(*requests)
                    / (static_cast<double>(worked) * static_cast<double>(left));
        }
        if (const auto time = m_traffic.timeFor(*requests, perSecond))
            seconds = static_cast<double>(time->count()) / 1000.0;
    } else if (const double rate = ratePerSecond(); rate > 0) {
        seconds = static_cast<double>(left) / rate;
    }
    return seconds < 0 || seconds > 1e8 ? -1 : static_cast<int>(std::ceil(seconds));
}

int Job::heldSeconds() const
{
    if (!isHeld())
        return 0;
    const qint64 ms = QDateTime::currentDateTimeUtc().msecsTo(m_traffic.heldUntil);
    return static_cast<int>((ms + 999) / 1000);
}

int Job::silentSeconds() const
{
    const bool atWork = m_state == State::Running || m_state == State::Stopping;
    if (!atWork || isHeld() || m_traffic.inFlight == 0 || requestsLeft() == 0)
        return 0;
    return static_cast<int>((elapsed() - m_signAt) / 1000);
}

/// Whether the quota holds it. Less than a second is not worth a word.
bool Job::isHeld() const
{
    return m_state == State::Running && m_traffic.heldUntil.isValid()
        && QDateTime::currentDateTimeUtc().msecsTo(m_traffic.heldUntil) > 0 && requestsLeft() != 0;
}

/// How far back a speed is measured: what the quota cuts into bursts is measured over a window.
qint64 Job::rateSpan() const
{
    const qint64 window = m_traffic.window.count();
    return m_wasHeld ? std::max(rateSpanMs, window) : rateSpanMs;
}

/// Milliseconds since it began; 0 before that, where the clock itself would answer anything.
qint64 Job::elapsed() const
{
    return m_clock.isValid() ? m_clock.elapsed() : 0;
}

/// The clock without what the quota took.
qint64 Job::workMs() const
{
    const qint64 now = elapsed();
    return now - m_heldMs - (m_heldSince < 0 ? 0 : now - m_heldSince);
}

void Job::setTraffic(const QuotaUsage &traffic)
{
    // What was asked and answered is a sign as long as rows do not tell.
    if (m_phase != Phase::Working && traffic.answeredAt > m_traffic.answeredAt)
        noteSign();
    m_traffic = traffic;
    const bool held = isHeld();
    if (held == (m_heldSince >= 0))
        return;
    const qint64 now = elapsed();
    if (held) {
        m_wasHeld = true;
        m_heldSince = now;
    } else {
        m_heldMs += now - m_heldSince;
        m_heldSince = -1;
        noteSign();
    }
    touch();
}

void Job::noteSign()
{
    m_signAt = elapsed();
}

/// What is measured counts from here.
void Job::beginSamples()
{
    m_samples.clear();
    m_samples.push_back({elapsed(), workMs(), m_done});
    m_wasHeld = m_heldSince >= 0;
    noteSign();
}

/// A second has passed: says so where it is counted.
void Job::tick()
{
    const bool silent = silentSeconds() >= silentAfterSeconds;
    if (silent || m_saidSilent || m_heldSince >= 0)
        Q_EMIT changed();
    m_saidSilent = silent;
}

void Job::start()
{
    if (m_state != State::Queued || m_isOnHold)
        return;
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_clock.start();
    beginSamples();
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
    beginSamples();
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
    noteSign();
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
        noteSign();
    m_done = done;
    m_counts = counts;
    const qint64 now = elapsed();
    if (m_samples.empty() || now - m_samples.back().ms >= sampleIntervalMs)
        m_samples.push_back({now, workMs(), done});
    const qint64 span = rateSpan();
    while (m_samples.size() > 2 && now - m_samples.front().ms > span)
        m_samples.pop_front();
    touch();
}

void Job::setDoneBefore(qint64 done, const OutcomeCounts &counts)
{
    m_done = done;
    m_counts = counts;
    if (m_clock.isValid())
        beginSamples();
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
    if (state == State::Running || state == State::Stopping)
        m_secondTimer.start();
    else
        m_secondTimer.stop();
    Q_EMIT changed();
}

void Job::touch()
{
    if (m_state != State::Ended && !m_signalTimer.isActive())
        m_signalTimer.start();
}

} // namespace segmentdesk
