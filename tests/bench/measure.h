// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace segmentdesk::bench {

/// Runs the event loop until done() is called; false if that takes longer than allowed.
class Wait
{
public:
    void done()
    {
        m_done = true;
        m_loop.quit();
    }
    bool run(int milliseconds);

private:
    QEventLoop m_loop;
    bool m_done = false;
};

/// The longest time for which this thread did not come back to its event loop: what a user sees as
/// a window that stands still.
class StallWatch : public QObject
{
public:
    StallWatch();
    void start();
    /// In milliseconds, since start().
    double longest() const { return m_longest; }
    /// The longest of each tenth of a second since start().
    const QList<double> &longestOfTenths() const { return m_tenths; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
    QElapsedTimer m_sinceStart;
    QList<double> m_tenths;
};

/// A line of /proc/PROCESS/status that begins with "VmHWM:" or the like, in MB (10^6 bytes); not a
/// number if it is not there.
double memoryOf(const QString &process, const QByteArray &line);
/// Memory of this process, in MB.
double residentMemory();
/// The most since the last resetPeakMemory().
double peakMemory();
void resetPeakMemory();

inline double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace segmentdesk::bench
