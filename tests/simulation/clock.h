// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace segmentdesk::simulation {

/// The time of a run, in milliseconds. It stands still unless the dispatcher moves it on. One for
/// the process, because what stands in for Qt's own clocks (standins.cpp) can be given none.
struct Clock
{
    qint64 monotonic = 1'000'000; ///< since some start; never goes back
    qint64 wallOffset = 1'795'000'000'000; ///< what the wall clock is ahead of that; may jump

    qint64 wall() const { return monotonic + wallOffset; } ///< since 1970, UTC
};

Clock &theClock();

/// A generator that gives the same numbers on every machine (SplitMix64).
class Random
{
public:
    explicit Random(quint64 seed = 0) : m_state(seed) { }
    quint64 next()
    {
        quint64 z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// 0 to @p bound - 1; 0 if @p bound is below 1.
    int below(qint64 bound) { return bound < 1 ? 0 : int(next() % quint64(bound)); }
    bool oneIn(int n) { return below(n) == 0; }

private:
    quint64 m_state;
};

/// What stands in for Qt's random numbers draws from this.
Random &theRandom();

} // namespace segmentdesk::simulation
