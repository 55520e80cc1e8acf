// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/personrow.h"

#include "models/domain/utc.h"

#include <iterator>
#include <numeric>

namespace segmentdesk {

namespace {

QString stringIn(const SqliteStatement &row, int column)
{
    return QString::fromUtf8(row.text(column));
}

} // namespace

QByteArray textIn(const SqliteStatement &row)
{
    const QByteArrayView parts[] = {row.text(1), row.text(2), row.text(3), row.text(4)};
    QByteArray text;
    text.reserve(
        std::accumulate(std::begin(parts), std::end(parts), qsizetype(0),
                        [](qsizetype sum, QByteArrayView part) { return sum + part.size() + 1; }));
    for (const QByteArrayView part : parts)
        text.append(part).append('\n');
    return text;
}

QUuid uuidIn(const SqliteStatement &row, int column)
{
    return QUuid::fromRfc4122(row.blob(column));
}

QDateTime timeIn(const SqliteStatement &row, int column)
{
    return row.isNull(column) ? QDateTime()
                              : QDateTime::fromSecsSinceEpoch(row.number(column), utc);
}

QVariant seconds(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toSecsSinceEpoch()) : QVariant();
}

Segment segmentIn(const SqliteStatement &row, int column)
{
    return {SegmentId(uuidIn(row, column)), stringIn(row, column + 1), stringIn(row, column + 2),
            timeIn(row, column + 3), timeIn(row, column + 4)};
}

Person personIn(const SqliteStatement &row)
{
    Person person;
    person.customerId = CustomerId(row.number(0));
    person.details = row.number(1) == 1 ? Person::Details::Known
        : row.number(1) == 2            ? Person::Details::Unknown
                                        : Person::Details::Missing;
    Customer &customer = person.customer;
    customer.id = person.customerId;
    customer.email = stringIn(row, 2);
    customer.firstName = stringIn(row, 3);
    customer.lastName = stringIn(row, 4);
    customer.company = stringIn(row, 5);
    customer.phone = stringIn(row, 6);
    customer.customerGroupId = row.number(7);
    customer.dateCreated = timeIn(row, 8);
    customer.dateModified = timeIn(row, 9);
    customer.profileKnown = true;
    if (!row.isNull(10)) {
        const ShopperProfile profile{ProfileId(uuidIn(row, 10)), person.customerId, timeIn(row, 11),
                                     timeIn(row, 12)};
        customer.profileId = profile.id;
        person.profile = profile;
    }
    return person;
}

} // namespace segmentdesk
