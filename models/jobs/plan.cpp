// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/plan.h"

#include <algorithm>

namespace segmentdesk {

namespace {

bool isSent(Effect effect)
{
    return effect == Effect::WillChange || effect == Effect::Unknown;
}

} // namespace

PlanCounts Plan::counts() const
{
    PlanCounts counts;
    for (const PlanItem &item : items) {
        switch (item.effect) {
        case Effect::WillChange:
        case Effect::Unknown:
            ++counts.willChange;
            break;
        case Effect::NothingToDo:
            ++counts.nothingToDo;
            break;
        case Effect::NoProfile:
            ++counts.noProfile;
            break;
        case Effect::NotFound:
            ++counts.notFound;
            break;
        }
    }
    counts.notFound += notFoundTexts.size();
    return counts;
}

QList<ProfileId> Plan::ids() const
{
    QList<ProfileId> ids;
    for (const PlanItem &item : items) {
        if (isSent(item.effect) && !item.profileId.isNull())
            ids.append(item.profileId);
    }
    return ids;
}

QList<PersonRef> Plan::people(Effect effect) const
{
    QList<PersonRef> people;
    for (const PlanItem &item : items) {
        if (item.effect == effect)
            people.append(item.person());
    }
    return people;
}

bool Plan::isEmpty() const
{
    return segments.isEmpty()
        && std::none_of(items.cbegin(), items.cend(),
                        [](const PlanItem &item) { return isSent(item.effect); });
}

} // namespace segmentdesk
