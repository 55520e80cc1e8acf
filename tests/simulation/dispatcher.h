// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractEventDispatcher>

#include <functional>
#include <map>

namespace segmentdesk::simulation {

/// The event loop of a run. Time passes only when nothing is left to do, and then at once, up to
/// the next timer. Timers that are due together fire in the order in which they were started.
class Dispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    /// Does one thing: delivers what was posted, or lets the first timer fire that is due by
    /// @p until (on the monotonic clock). False: there is nothing to do by then; the clock shows
    /// @p until.
    bool runOne(qint64 until);
    /// Calls @p work at @p at on the monotonic clock; belongs to the world outside of the program,
    /// so forget() does not concern it.
    void schedule(qint64 at, std::function<void()> work);
    /// Ends everything that the program waits for: timers, and what was posted.
    void forget();

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *) override { }
    void unregisterSocketNotifier(QSocketNotifier *) override { }
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override { m_hasPosted = true; }
    void interrupt() override { }

private:
    struct Timer
    {
        int id = 0; ///< 0: of the world outside
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        std::function<void()> work;
    };
    /// By when it is due, then in the order in which it was started.
    using Key = std::pair<qint64, quint64>;

    std::map<Key, Timer> m_timers;
    quint64 m_lastTimer = 0;
    bool m_hasPosted = true;
};

} // namespace segmentdesk::simulation
