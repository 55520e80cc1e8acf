// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/plan.h"

#include "models/domain/page.h"

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

qint64 Plan::people() const
{
    qint64 people = items.size();
    if (operation == Operation::CreateSegment || operation == Operation::DeleteSegments) {
        for (const SegmentChange &segment : segments)
            people += segment.members.size();
    }
    return people;
}

bool Plan::isEmpty() const
{
    return segments.isEmpty()
        && std::none_of(items.cbegin(), items.cend(),
                        [](const PlanItem &item) { return isSent(item.effect); });
}

qint64 requestsForIds(qint64 ids)
{
    constexpr qint64 most = 50;
    return (ids + most - 1) / most;
}

qint64 requestsForRows(qint64 rows)
{
    return (rows + maxPageSize - 1) / maxPageSize;
}

qint64 Plan::requests() const
{
    const PlanCounts all = counts();
    const auto unknown =
        static_cast<qint64>(std::count_if(items.cbegin(), items.cend(), [](const PlanItem &item) {
            return item.effect == Effect::Unknown;
        }));
    qint64 members = 0;
    for (const SegmentChange &segment : segments)
        members += requestsForIds(segment.members.size());
    qint64 number = requestsForIds(all.willChange);
    switch (operation) {
    case Operation::AddMembers:
        number += requestsForIds(unknown);
        if (items.size() > maxQuickPlanItems)
            number += requestsForRows(all.willChange + all.nothingToDo);
        break;
    case Operation::RemoveMembers:
        number += requestsForIds(unknown);
        break;
    case Operation::CreateProfiles:
        number += requestsForIds(unknown) + members;
        break;
    case Operation::DeleteProfiles:
        number += requestsForRows(all.willChange); // what they are members of is kept first
        break;
    case Operation::CreateSegment:
        number += segments.size() + members;
        break;
    case Operation::UpdateSegment:
        number += segments.size();
        break;
    case Operation::DeleteSegments:
        number += 2 * segments.size(); // their members are kept first
        break;
    }
    return number;
}

} // namespace segmentdesk
