// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string>

namespace segmentdesk::simulation {

/// Many runs.
struct Campaign
{
    quint64 first = 1;
    quint64 last = 500;
    int steps = 200;
    int jobs = 0; ///< processes; 0: one a core
    bool isOneSeed = false; ///< its whole trace is printed
    bool shrinks = true;
    bool goesOn = false; ///< past seeds that fail
    bool onlyFirst = false; ///< prints the first failing seed and its code, for packaging/simulate
    bool toleratesNothing = false; ///< the known broken promises count, too
};

const char *usage();
std::optional<Campaign> campaignOf(int count, char **arguments);
/// Answers the program's exit code: 0 no promise was broken, 1 one was, 2 it could not be run.
int runCampaign(const Campaign &campaign, int count, char **arguments);

} // namespace segmentdesk::simulation
