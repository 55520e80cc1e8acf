// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/campaign.h"

#include <QByteArray>
#include <QHashSeed>

#include <cstdio>
#include <cstring>

int main(int count, char **arguments)
{
    using namespace segmentdesk::simulation;
    // The same order of everything on every run.
    QHashSeed::setDeterministicGlobalSeed();
    qputenv("TZ", "UTC");
    const std::optional<Campaign> campaign = campaignOf(count, arguments);
    if (!campaign) {
        std::fputs(usage(), stderr);
        return 2;
    }
    return runCampaign(*campaign, count, arguments);
}
