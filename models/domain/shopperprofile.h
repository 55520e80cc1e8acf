// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QDateTime>

namespace segmentdesk {

/// What makes a customer segmentable: one to one with a registered customer.
struct ShopperProfile
{
    ProfileId id;
    CustomerId customerId{};
    QDateTime createdAt; ///< UTC; invalid if the store did not say
    QDateTime updatedAt; ///< UTC; invalid if the store did not say

    friend bool operator==(const ShopperProfile &, const ShopperProfile &) = default;
};

} // namespace segmentdesk
