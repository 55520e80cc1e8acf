// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/quotausage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>

namespace segmentdesk {

class Job;

/// How fast a job is, how long it will take, and what holds it: the quota of the store, or a store
/// that does not answer. Job has it.
class JobPace : public QObject
{
    Q_OBJECT

public:
    /// So long may a store take to answer before that is worth a word.
    static constexpr int silentAfterSeconds = 15;

    /// @p job outlives it.
    explicit JobPace(const Job &job);

    /// Of this run alone, over the last 5 seconds; over a window of the quota, if that held it. 0
    /// while nothing moves.
    double ratePerSecond() const;
    /// Until the job has done what is left: at its speed and against the quota that is left, see
    /// QuotaUsage::timeFor(). Rounded up; -1: not known.
    int secondsLeft() const;
    /// While the job is Running: until the store's quota lets it continue. 0: that does not hold
    /// it.
    int heldSeconds() const;
    /// How long the store owes an answer by which the job would get on, in seconds; 0: it does not.
    int silentSeconds() const;
    /// What the store allows, by now: set by the owner of the job on every change.
    void setTraffic(const QuotaUsage &traffic);

    // For the job.
    void start();
    /// What is measured counts from here. Does nothing before start().
    void restart();
    /// Whether seconds are counted.
    void setCounting(bool counting);
    /// It got on, or begins something else.
    void noteSign();
    /// After Job::done() has changed.
    void noteProgress();

Q_SIGNALS:
    /// The quota holds the job from now on, or holds it no longer.
    void heldChanged();
    /// heldSeconds() or silentSeconds(), which is shown by now, is another number.
    void secondsChanged();

private:
    void tick();
    bool isHeld() const;
    qint64 elapsed() const;
    qint64 workMs() const;
    qint64 rateSpan() const;

    struct Sample
    {
        qint64 ms;
        qint64 workMs; ///< the same without what the quota held it
        qint64 done;
    };

    const Job &m_job;
    QElapsedTimer m_clock;
    std::deque<Sample> m_samples; ///< one for each half second of this run, as far as they count
    QuotaUsage m_traffic;
    qint64 m_heldMs = 0; ///< that the quota held it, until m_heldSince
    qint64 m_heldSince = -1; ///< -1: it does not now
    bool m_wasHeld = false; ///< since it was started or resumed
    qint64 m_signAt = 0; ///< when it last got on
    bool m_saidSilent = false;
    QTimer m_secondTimer; ///< while the job runs: what waits counts the seconds
};

} // namespace segmentdesk
