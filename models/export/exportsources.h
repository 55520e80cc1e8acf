// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/export/exportspec.h"

namespace segmentdesk {

class StoreApi;

/// The store's list that an export of people walks. @p api must outlive what is returned.
PageSource<Person> peopleSource(StoreApi &api, const ExportSpec &spec);
/// Whether customers have to be looked up for the rows of that list.
bool needsCustomers(const ExportSpec &spec);

} // namespace segmentdesk
