// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/plan.h"

namespace segmentdesk {

/// The row's status that is known before anything is sent; NotSent: it is to be sent.
inline ItemStatus knownBefore(const PlanItem &item)
{
    switch (item.effect) {
    case Effect::NothingToDo:
        return ItemStatus::NothingToDo;
    case Effect::NoProfile:
        return ItemStatus::NoProfile;
    case Effect::NotFound:
        return ItemStatus::NotFound;
    case Effect::WillChange:
    case Effect::Unknown:
        break;
    }
    return ItemStatus::NotSent;
}

} // namespace segmentdesk
