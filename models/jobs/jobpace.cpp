// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobpace.h"

#include "models/jobs/job.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace segmentdesk {

namespace {

constexpr int sampleIntervalMs = 500;
constexpr qint64 rateSpanMs = 5000;

} // namespace

JobPace::JobPace(const Job &job) : m_job(job)
{
    m_secondTimer.setInterval(1000);
    connect(&m_secondTimer, &QTimer::timeout, this, &JobPace::tick);
}

double JobPace::ratePerSecond() const
{
    if (m_job.state() != Job::State::Running || m_samples.empty())
        return 0;
    const qint64 now = elapsed();
    const Sample &oldest = m_samples.front();
    const qint64 span = rateSpan();
    if (now - m_samples.back().ms > span || now <= oldest.ms)
        return 0;
    return static_cast<double>(m_job.done() - oldest.done) * 1000.0
        / static_cast<double>(now - oldest.ms);
}

int JobPace::secondsLeft() const
{
    if (m_job.total() < 0 || m_job.state() != Job::State::Running)
        return -1;
    const qint64 left = std::max<qint64>(m_job.total() - m_job.done(), 0);
    double seconds = -1;
    const std::optional<qint64> requests = m_job.requestsLeft();
    if (requests && *requests > 0 && m_traffic.quota > 0) {
        double perSecond = 0;
        if (left > 0 && !m_samples.empty()) {
            const Sample &oldest = m_samples.front();
            const qint64 worked = workMs() - oldest.workMs;
            const qint64 did = m_job.done() - oldest.done;
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

int JobPace::heldSeconds() const
{
    if (!isHeld())
        return 0;
    const qint64 ms = QDateTime::currentDateTimeUtc().msecsTo(m_traffic.heldUntil);
    return static_cast<int>((ms + 999) / 1000);
}

int JobPace::silentSeconds() const
{
    const bool atWork =
        m_job.state() == Job::State::Running || m_job.state() == Job::State::Stopping;
    if (!atWork || isHeld() || m_traffic.inFlight == 0 || m_job.requestsLeft() == 0)
        return 0;
    return static_cast<int>((elapsed() - m_signAt) / 1000);
}

void JobPace::setTraffic(const QuotaUsage &traffic)
{
    // What was asked and answered is a sign as long as rows do not tell.
    if (m_job.phase() != Job::Phase::Working && traffic.answeredAt > m_traffic.answeredAt)
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
    Q_EMIT heldChanged();
}

void JobPace::start()
{
    m_clock.start();
    restart();
}

void JobPace::restart()
{
    if (!m_clock.isValid())
        return;
    m_samples.clear();
    m_samples.push_back({elapsed(), workMs(), m_job.done()});
    m_wasHeld = m_heldSince >= 0;
    noteSign();
}

void JobPace::setCounting(bool counting)
{
    if (counting)
        m_secondTimer.start();
    else
        m_secondTimer.stop();
}

void JobPace::noteSign()
{
    m_signAt = elapsed();
}

void JobPace::noteProgress()
{
    const qint64 now = elapsed();
    if (m_samples.empty() || now - m_samples.back().ms >= sampleIntervalMs)
        m_samples.push_back({now, workMs(), m_job.done()});
    const qint64 span = rateSpan();
    while (m_samples.size() > 2 && now - m_samples.front().ms > span)
        m_samples.pop_front();
}

/// A second has passed: says so where it is counted.
void JobPace::tick()
{
    const bool silent = silentSeconds() >= silentAfterSeconds;
    if (silent || m_saidSilent || m_heldSince >= 0)
        Q_EMIT secondsChanged();
    m_saidSilent = silent;
}

/// Whether the quota holds it. Less than a second is not worth a word.
bool JobPace::isHeld() const
{
    return m_job.state() == Job::State::Running && m_traffic.heldUntil.isValid()
        && QDateTime::currentDateTimeUtc().msecsTo(m_traffic.heldUntil) > 0
        && m_job.requestsLeft() != 0;
}

/// How far back a speed is measured: what the quota cuts into bursts is measured over a window.
qint64 JobPace::rateSpan() const
{
    const qint64 window = m_traffic.window.count();
    return m_wasHeld ? std::max(rateSpanMs, window) : rateSpanMs;
}

/// Milliseconds since it began; 0 before that, where the clock itself would answer anything.
qint64 JobPace::elapsed() const
{
    return m_clock.isValid() ? m_clock.elapsed() : 0;
}

/// The clock without what the quota took.
qint64 JobPace::workMs() const
{
    const qint64 now = elapsed();
    return now - m_heldMs - (m_heldSince < 0 ? 0 : now - m_heldSince);
}

} // namespace segmentdesk
