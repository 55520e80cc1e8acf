// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/result.h"

namespace segmentdesk {

/// Finds customers by id, as many as are asked for, however many requests that takes; those that
/// the store does not have are missing in the answer; where a row cannot be read, those that are
/// not in it are Customer::isUnreadable, not missing. With profile and segment ids, if the token
/// may see them.
using CustomerLookup = std::function<void(const QList<CustomerId> &ids, QObject *context,
                                          Callback<QList<Customer>> callback)>;

} // namespace segmentdesk
