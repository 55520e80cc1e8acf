// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/ratelimiter.h"

namespace segmentdesk::sandbox {

RateLimiter::RateLimiter(int quota, int windowMs) : m_quota(quota), m_windowMs(windowMs)
{
    m_clock.start();
}

void RateLimiter::turn()
{
    const qint64 window = m_clock.elapsed() / m_windowMs;
    if (window != m_window) {
        m_window = window;
        m_used = 0;
    }
}

bool RateLimiter::spend()
{
    if (!isLimited())
        return true;
    turn();
    if (m_used >= m_quota)
        return false;
    ++m_used;
    return true;
}

int RateLimiter::left()
{
    turn();
    return m_quota - m_used;
}

int RateLimiter::resetMs() const
{
    return m_windowMs - int(m_clock.elapsed() % m_windowMs);
}

} // namespace segmentdesk::sandbox
