// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/profileowners.h"

#include "models/api/storeapi.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace segmentdesk {

namespace {

/// Who has which profile, from the store's own list; read when it is first needed.
class ProfileOwners : public std::enable_shared_from_this<ProfileOwners>
{
public:
    explicit ProfileOwners(StoreApi &api) : m_api(api) { }

    void complete(Page<Customer> page, QObject *context, Callback<Page<Customer>> callback)
    {
        m_waiting.push_back({std::move(page), context, std::move(callback)});
        if (m_isRead)
            answer({});
        else if (!std::exchange(m_isReading, true))
            read();
    }

private:
    struct Waiting
    {
        Page<Customer> page;
        QPointer<QObject> context;
        Callback<Page<Customer>> callback;
    };

    void read()
    {
        const PageSource<ShopperProfile> profiles =
            [api = &m_api](PageRequest request, QObject *asking,
                           Callback<Page<ShopperProfile>> callback) {
                api->listProfiles(request, asking, std::move(callback));
            };
        readComplete<ShopperProfile>(
            profiles, &m_reading,
            [self = weak_from_this()](const Result<CompleteList<ShopperProfile>> &all) {
                const std::shared_ptr<ProfileOwners> owners = self.lock();
                if (!owners)
                    return;
                owners->m_isReading = false;
                owners->m_isRead = all.has_value();
                if (all) {
                    for (const ShopperProfile &profile : *all)
                        owners->m_profiles.insert(profile.customerId, profile.id);
                }
                owners->answer(all ? std::nullopt : std::optional(all.error()));
            },
            {}, noLimit, OddRows::LeaveOut);
    }

    void answer(const std::optional<ApiError> &error)
    {
        auto waiting = std::exchange(m_waiting, {});
        for (Waiting &one : waiting) {
            if (!one.context)
                continue;
            if (error) {
                one.callback(tl::unexpected(*error));
                continue;
            }
            for (Customer &customer : one.page.items) {
                if (customer.profileKnown)
                    continue;
                customer.profileKnown = true;
                const auto found = m_profiles.constFind(customer.id);
                if (found != m_profiles.constEnd())
                    customer.profileId = *found;
            }
            one.callback(std::move(one.page));
        }
    }

    StoreApi &m_api;
    QObject m_reading; ///< context of the requests
    QHash<CustomerId, ProfileId> m_profiles;
    std::vector<Waiting> m_waiting;
    bool m_isReading = false;
    bool m_isRead = false;
};

} // namespace

PageSource<Customer> customersWithProfiles(StoreApi &api, const CustomerQuery &query)
{
    return [source = customersSource(api, query), owners = std::make_shared<ProfileOwners>(api)](
               PageRequest request, QObject *context, Callback<Page<Customer>> callback) {
        source(request, context,
               [owners, context, callback = std::move(callback)](Result<Page<Customer>> page) {
                   const bool isTold = !page
                       || std::all_of(
                           page->items.cbegin(), page->items.cend(),
                           [](const Customer &customer) { return customer.profileKnown; });
                   if (isTold)
                       callback(std::move(page));
                   else
                       owners->complete(std::move(*page), context, callback);
               });
    };
}

} // namespace segmentdesk
