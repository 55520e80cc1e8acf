// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/searchsource.h"

#include "models/api/storeapi.h"

namespace segmentdesk {

PageSource<Person> searchSource(StoreApi &api, const QString &text)
{
    CustomerQuery query;
    query.includeProfiles = true;
    query.includeSegments = true;
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    if (isNumber && number > 0)
        query.ids = {CustomerId(number)};
    else if (text.contains(u'@') && !text.contains(u','))
        query.emails = {text.trimmed()};
    else
        query.nameLike = text.trimmed();

    return [&api, query](PageRequest request, QObject *context,
                         const Callback<Page<Person>> &callback) {
        CustomerQuery page = query;
        page.page = request;
        api.listCustomers(page, context, [callback](const Result<Page<Customer>> &answer) {
            callback(answer.map([](const Page<Customer> &customers) {
                return mapped<Person>(customers, &Person::fromCustomer);
            }));
        });
    };
}

} // namespace segmentdesk
