// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/result.h"

#include <QList>
#include <QStringList>

#include <functional>

class QObject;

namespace segmentdesk {

class StoreApi;

/// Who is looked for at once.
struct PeopleKeys
{
    QList<CustomerId> ids;
    QStringList emails;
};

/// Finds customers by id and by address, with their profiles; those that are not there are missing.
using PeopleLookup = std::function<void(const PeopleKeys &keys, QObject *context,
                                        Callback<QList<Customer>> callback)>;

/// By the live API, in as few requests as fit in a URL, 10 at a time. @p api must outlive what is
/// returned, and every request.
PeopleLookup livePeopleLookup(StoreApi &api);

} // namespace segmentdesk
