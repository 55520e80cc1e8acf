// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/storehost.h"

#include "tests/bench/measure.h"

namespace segmentdesk::bench {

namespace {

constexpr int patience = 60'000; // milliseconds for one answer

} // namespace

StoreHost::StoreHost(sandbox::Options options, QString *failure) : store(std::move(options))
{
    if (store.startAndWait(failure))
        connectAnew();
}

void StoreHost::connectAnew()
{
    api.reset();
    RestClient::Options options;
    options.apiPath = store.apiPath();
    options.token = store.options().token.toLatin1();
    options.reserve = 0; // nobody else is at this store
    client = std::make_unique<RestClient>(options);
    api = std::make_unique<StoreApi>(*client, RequestPriority::Background);
}

QList<ProfileId> StoreHost::profiles(int number)
{
    QList<ProfileId> ids;
    QObject context;
    for (int page = 1; ids.size() < number; ++page) {
        Wait wait;
        bool more = false;
        api->listProfiles({page, maxPageSize}, &context, [&](const Result<Page<ShopperProfile>> &answer) {
            if (answer) {
                for (const ShopperProfile &profile : answer->items)
                    ids.append(profile.id);
                more = !answer->items.isEmpty();
            }
            wait.done();
        });
        if (!wait.run(patience) || !more)
            return {};
    }
    ids.resize(number);
    return ids;
}

SegmentId StoreHost::makeSegment(const QString &name)
{
    SegmentId id;
    QObject context;
    Wait wait;
    api->createSegments(*NonEmpty<QList<NewSegment>>::from({{name, {}}}), &context,
                        [&](const Result<QList<Segment>> &answer) {
                            if (answer && !answer->isEmpty())
                                id = answer->first().id;
                            wait.done();
                        });
    wait.run(patience);
    return id;
}

} // namespace segmentdesk::bench
