// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/serverstate.h"

namespace segmentdesk::sandbox {

void ServerState::requestBegan(bool writes)
{
    const QMutexLocker lock(&m_mutex);
    ++m_statistics.requests;
    if (writes)
        ++m_statistics.writes;
    ++m_statistics.inFlight;
    m_statistics.maxInFlight = qMax(m_statistics.maxInFlight, m_statistics.inFlight);
}

void ServerState::requestEnded()
{
    const QMutexLocker lock(&m_mutex);
    --m_statistics.inFlight;
}

Statistics ServerState::statistics() const
{
    const QMutexLocker lock(&m_mutex);
    return m_statistics;
}

void ServerState::resetStatistics()
{
    const QMutexLocker lock(&m_mutex);
    const int inFlight = m_statistics.inFlight;
    m_statistics = {};
    m_statistics.inFlight = inFlight;
    m_statistics.maxInFlight = inFlight;
}

void ServerState::setFaults(const QList<Fault> &faults)
{
    const QMutexLocker lock(&m_mutex);
    m_faults = faults;
}

std::optional<Fault> ServerState::faultFor(const QString &method, const QString &path)
{
    const QMutexLocker lock(&m_mutex);
    for (Fault &fault : m_faults) {
        if (fault.count == 0 || (!fault.method.isEmpty() && fault.method != method)
            || (!fault.path.pattern().isEmpty() && !fault.path.match(path).hasMatch()))
            continue;
        if (fault.skip > 0) {
            --fault.skip;
            continue;
        }
        if (fault.count > 0)
            --fault.count;
        return fault;
    }
    return {};
}

} // namespace segmentdesk::sandbox
