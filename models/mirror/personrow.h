// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/person.h"
#include "models/domain/segment.h"
#include "models/mirror/sqlitestatement.h"

#include <QVariant>

namespace segmentdesk {

/// What is read of a row of people, in this order.
constexpr const char *personColumns =
    "id, CASE WHEN known THEN 1 "
    "WHEN (SELECT value FROM meta WHERE key = 'left_out_customers') > 0 THEN 2 ELSE 0 END, email, "
    "first_name, last_name, company, phone, customer_group, "
    "created, modified, profile, profile_created, profile_updated";
constexpr int personColumnCount = 13;

/// The person in a row that begins with personColumns, without segments. Where only the profile is
/// known, details are Missing; Unknown if the customer may be one that could not be read.
Person personIn(const SqliteStatement &row);

/// What is read of a row of people for PeopleTextIndex, in this order.
constexpr const char *textColumns = "id, name_key, email_key, company_key, phone";
/// What the column `text` has before the id; SQLite takes three times as long to make it.
QByteArray textIn(const SqliteStatement &row);

/// id, name, description, created, updated, from @p column on.
Segment segmentIn(const SqliteStatement &row, int column);

QUuid uuidIn(const SqliteStatement &row, int column);
QDateTime timeIn(const SqliteStatement &row, int column); ///< UTC
/// A time as a column has it; of an invalid one: NULL.
QVariant seconds(const QDateTime &time);

} // namespace segmentdesk
