// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/fault.h"
#include "app/sandbox/statistics.h"

#include <QMutex>
#include <QUrl>

#include <atomic>
#include <optional>

namespace segmentdesk::sandbox {

/// What the thread of the server and the owner of the store share.
class ServerState
{
public:
    /// Changes the statistics under the lock.
    template <typename Change>
    void note(Change change)
    {
        const QMutexLocker lock(&m_mutex);
        change(m_statistics);
    }

    void requestBegan(bool writes);
    void requestEnded();
    Statistics statistics() const;
    void resetStatistics();

    void setFaults(const QList<Fault> &faults);
    /// The fault for this request, if there is one; uses it up.
    std::optional<Fault> faultFor(const QString &method, const QString &path);

    std::atomic<int> latencyMs = 0;
    std::atomic<bool> cancelled = false; ///< seeding shall stop

private:
    mutable QMutex m_mutex;
    Statistics m_statistics;
    QList<Fault> m_faults;
};

} // namespace segmentdesk::sandbox
