// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/peoplelookup.h"

#include "models/api/storeapi.h"
#include "models/sources/customerqueries.h"
#include "models/sources/idchunks.h"

#include <deque>
#include <memory>

namespace segmentdesk {

PeopleLookup livePeopleLookup(StoreApi &api)
{
    return [&api](const PeopleKeys &keys, QObject *context, Callback<QList<Customer>> callback) {
        std::deque<CustomerQuery> queries;
        const auto add = [&queries](const QList<CustomerId> &ids, const QStringList &emails) {
            CustomerQuery query;
            query.ids = ids;
            query.emails = emails;
            query.includeProfiles = true;
            queries.push_back(query);
        };
        for (const QList<CustomerId> &chunk : idChunks(keys.ids))
            add(chunk, {});
        for (const QStringList &chunk : emailChunks(keys.emails))
            add({}, chunk);
        auto *run = new CustomerQueries(api, std::move(queries), context);
        auto found = std::make_shared<QList<Customer>>();
        run->onCustomers = [found](const QList<Customer> &customers) { found->append(customers); };
        run->onEnd = [found, callback = std::move(callback)](const std::optional<ApiError> &error) {
            if (error)
                callback(tl::unexpected(*error));
            else
                callback(std::move(*found));
        };
        run->start();
    };
}

} // namespace segmentdesk
