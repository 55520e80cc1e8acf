// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>

namespace segmentdesk::sandbox {

/// The quota of requests in windows of fixed length that follow each other without a gap.
class RateLimiter
{
public:
    /// @p quota 0: without limit.
    RateLimiter(int quota, int windowMs);

    /// Takes one request from the quota; false if it is spent.
    bool spend();
    bool isLimited() const { return m_quota > 0; }
    int quota() const { return m_quota; }
    int windowMs() const { return m_windowMs; }
    int left();
    /// Until the window ends, rounded up; at least 1.
    int resetMs() const;

private:
    void turn();

    int m_quota;
    int m_windowMs;
    QElapsedTimer m_clock;
    qint64 m_window = 0;
    int m_used = 0;
};

} // namespace segmentdesk::sandbox
