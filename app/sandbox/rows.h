// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace segmentdesk::sandbox {

// Rows of the database. Ids of the API are 16 bytes (RFC 4122), times are seconds since 1970 in
// UTC; seq is the row's own number, which never leaves the sandbox.

struct SegmentRow
{
    qint64 seq = 0;
    QByteArray uuid;
    QString name;
    QString description;
    qint64 created = 0;
    qint64 updated = 0;
};

struct ProfileRow
{
    qint64 seq = 0;
    QByteArray uuid;
    qint64 customerId = 0;
    qint64 created = 0;
    qint64 updated = 0;
};

struct CustomerRow
{
    qint64 id = 0;
    QString email; ///< always in lower case
    QString firstName;
    QString lastName;
    QString company;
    QString phone;
    int groupId = 0;
    qint64 created = 0;
    qint64 modified = 0;
};

} // namespace segmentdesk::sandbox
