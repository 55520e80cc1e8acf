// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/rows.h"

#include <QSqlQuery>
#include <QVariant>

namespace segmentdesk::sandbox {

/// Of a query of seq, uuid, customer_id, created, updated.
inline ProfileRow profileRow(const QSqlQuery &query)
{
    return {query.value(0).toLongLong(), query.value(1).toByteArray(), query.value(2).toLongLong(),
            query.value(3).toLongLong(), query.value(4).toLongLong()};
}

} // namespace segmentdesk::sandbox
