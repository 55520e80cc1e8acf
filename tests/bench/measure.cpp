// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/measure.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

bool Wait::run(int milliseconds)
{
    if (!m_done) {
        QTimer::singleShot(milliseconds, &m_loop, &QEventLoop::quit);
        m_loop.exec();
    }
    return m_done;
}

StallWatch::StallWatch()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const double stall = milliseconds(m_clock) - m_timer.interval();
        m_clock.restart();
        m_longest = std::max(m_longest, stall);
        const qsizetype tenth = m_sinceStart.elapsed() / 100;
        if (tenth >= m_tenths.size())
            m_tenths.append(stall); // one that lasts longer than a tenth counts once
        else
            m_tenths.last() = std::max(m_tenths.last(), stall);
    });
}

void StallWatch::start()
{
    m_longest = 0;
    m_tenths.clear();
    m_clock.start();
    m_sinceStart.start();
    m_timer.start();
}

double memoryOf(const QString &process, const QByteArray &line)
{
    QFile status(u"/proc/"_s + process + u"/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &each : status.readAll().split('\n')) {
            if (each.startsWith(line))
                return each.mid(line.size()).trimmed().split(' ').first().toDouble() * 1024 / 1e6;
        }
    }
    return qQNaN();
}

double residentMemory()
{
    return memoryOf(u"self"_s, "VmRSS:");
}

double peakMemory()
{
    return memoryOf(u"self"_s, "VmHWM:");
}

void resetPeakMemory()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace segmentdesk::bench
