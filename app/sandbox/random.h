// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace segmentdesk::sandbox {

/// Numbers that are the same for the same seed on every machine and with every library
/// (SplitMix64).
class Random
{
public:
    explicit Random(quint64 seed) : m_state(seed) { }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// From 0 to @p end - 1; @p end is at least 1.
    qint64 below(qint64 end) { return qint64(next() % quint64(end)); }
    /// From 0 to just under 1.
    double fraction() { return double(next() >> 11) / 9007199254740992.0; }
    bool chance(double probability) { return fraction() < probability; }

private:
    quint64 m_state;
};

} // namespace segmentdesk::sandbox
