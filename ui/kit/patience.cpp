// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/patience.h"

namespace segmentdesk {

Patience::Patience(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const auto waited = static_cast<int>((m_clock.elapsed() + 100) / 1000);
        m_isLong = waited >= seconds;
        if (m_isLong)
            Q_EMIT this->waited(waited);
    });
}

void Patience::start()
{
    m_isLong = false;
    m_clock.start();
    m_timer.start();
}

void Patience::stop()
{
    m_isLong = false;
    m_timer.stop();
}

} // namespace segmentdesk
