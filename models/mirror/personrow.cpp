// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/personrow.h"

namespace segmentdesk {

namespace {

QString textIn(const Statement &row, int column)
{
    return QString::fromUtf8(row.text(column));
}

} // namespace

QUuid uuidIn(const Statement &row, int column)
{
    return QUuid::fromRfc4122(row.blob(column));
}

QDateTime timeIn(const Statement &row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromSecsSinceEpoch(row.number(column), Qt::UTC);
}

Person personIn(const Statement &row)
{
    Person person;
    person.customerId = CustomerId(row.number(0));
    person.details = row.number(1) != 0 ? Person::Details::Known : Person::Details::Missing;
    Customer &customer = person.customer;
    customer.id = person.customerId;
    customer.email = textIn(row, 2);
    customer.firstName = textIn(row, 3);
    customer.lastName = textIn(row, 4);
    customer.company = textIn(row, 5);
    customer.phone = textIn(row, 6);
    customer.customerGroupId = row.number(7);
    customer.dateCreated = timeIn(row, 8);
    customer.dateModified = timeIn(row, 9);
    customer.profileKnown = true;
    if (!row.isNull(10)) {
        const ShopperProfile profile {ProfileId(uuidIn(row, 10)), person.customerId, timeIn(row, 11),
                                      timeIn(row, 12)};
        customer.profileId = profile.id;
        person.profile = profile;
    }
    return person;
}

} // namespace segmentdesk
