// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/page.h"

namespace segmentdesk {

class StoreApi;
struct CustomerQuery;

/// The customers that @p query asks for, with the profile of everybody: where an answer does not
/// tell that of a person, the store's list of profiles is read once for all pages, in full or
/// not at all. @p api must outlive what is returned, and every request.
PageSource<Customer> customersWithProfiles(StoreApi &api, const CustomerQuery &query);

} // namespace segmentdesk
