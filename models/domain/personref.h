// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

namespace segmentdesk {

/// A person by ids alone. A null profile id: has no profile. A customer id 0: only the profile is
/// known.
struct PersonRef
{
    CustomerId customerId{};
    ProfileId profileId;

    bool hasProfile() const { return !profileId.isNull(); }

    friend bool operator==(const PersonRef &, const PersonRef &) = default;
    friend size_t qHash(const PersonRef &ref, size_t seed = 0)
    {
        return qHashMulti(seed, ref.customerId, ref.profileId);
    }
};

} // namespace segmentdesk
