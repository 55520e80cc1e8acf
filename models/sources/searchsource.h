// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"

namespace segmentdesk {

class StoreApi;

/// What the live API can find: a customer id (digits) and an e-mail address (something with an @)
/// complete, everything else as a part of the name. @p api must outlive what is returned.
PageSource<Person> searchSource(StoreApi &api, const QString &text);

} // namespace segmentdesk
