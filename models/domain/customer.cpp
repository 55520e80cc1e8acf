// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/customer.h"

namespace segmentdesk {

QString Customer::fullName() const
{
    const bool hasFirst = !firstName.trimmed().isEmpty();
    const bool hasLast = !lastName.trimmed().isEmpty();
    if (!hasFirst || !hasLast)
        return hasFirst ? firstName : hasLast ? lastName : QString();
    return firstName + u' ' + lastName;
}

} // namespace segmentdesk
