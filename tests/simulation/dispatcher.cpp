// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/dispatcher.h"

#include "tests/simulation/clock.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

namespace segmentdesk::simulation {

bool Dispatcher::runOne(qint64 until)
{
    if (std::exchange(m_hasPosted, false)) {
        QCoreApplication::sendPostedEvents();
        return true;
    }
    qint64 &now = theClock().monotonic;
    if (m_timers.empty() || m_timers.begin()->first.first > until) {
        now = std::max(now, until);
        return false;
    }
    const auto first = m_timers.begin();
    now = std::max(now, first->first.first);
    Timer timer = first->second;
    m_timers.erase(first);
    if (timer.id == 0) {
        timer.work();
        return true;
    }
    // Before the event: its handler may stop the timer.
    m_timers.emplace(Key(now + timer.interval, ++m_lastTimer), timer);
    QTimerEvent event(timer.id);
    QCoreApplication::sendEvent(timer.object, &event);
    return true;
}

void Dispatcher::schedule(qint64 at, std::function<void()> work)
{
    Timer timer;
    timer.work = std::move(work);
    m_timers.emplace(Key(at, ++m_lastTimer), std::move(timer));
}

void Dispatcher::forget()
{
    std::erase_if(m_timers, [](const auto &timer) { return timer.second.id != 0; });
    QCoreApplication::removePostedEvents(nullptr);
}

bool Dispatcher::processEvents(QEventLoop::ProcessEventsFlags)
{
    return runOne(theClock().monotonic);
}

void Dispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    const qint64 at = theClock().monotonic + std::max<qint64>(interval, 0);
    // One that repeats without a pause would never let the time pass.
    m_timers.emplace(Key(at, ++m_lastTimer),
                     Timer{id, std::max<qint64>(interval, 1), type, object, {}});
}

bool Dispatcher::unregisterTimer(int id)
{
    return std::erase_if(m_timers, [id](const auto &timer) { return timer.second.id == id; }) > 0;
}

bool Dispatcher::unregisterTimers(QObject *object)
{
    return std::erase_if(m_timers,
                         [object](const auto &timer) {
                             return timer.second.id != 0 && timer.second.object == object;
                         })
        > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> Dispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (const auto &[key, timer] : m_timers) {
        if (timer.id != 0 && timer.object == object)
            timers.append(TimerInfo(timer.id, int(timer.interval), timer.type));
    }
    return timers;
}

int Dispatcher::remainingTime(int id)
{
    for (const auto &[key, timer] : m_timers) {
        if (timer.id == id)
            return int(std::max<qint64>(key.first - theClock().monotonic, 0));
    }
    return -1;
}

} // namespace segmentdesk::simulation
