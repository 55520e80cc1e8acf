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
        reconnect();
}

void StoreHost::reconnect()
{
    api.reset();
    RestClient::Options options;
    options.apiPath = store.apiPath();
    options.token = store.options().token.toLatin1();
    options.reserve = 0; // no other client is at this store
    client = std::make_unique<RestClient>(options);
    api = std::make_unique<StoreApi>(*client, RequestPriority::Background);
}

namespace {

/// Page after page, until one is empty.
bool readAll(
    const std::function<void(PageRequest, QObject *, Callback<Page<ShopperProfile>>)> &source,
    qsizetype most, const std::function<void(const ShopperProfile &)> &take)
{
    QObject context;
    qsizetype number = 0;
    for (int page = 1; number < most; ++page) {
        Wait wait;
        bool failed = true;
        bool more = false;
        source({page, maxPageSize}, &context, [&](const Result<Page<ShopperProfile>> &answer) {
            failed = !answer;
            if (answer) {
                more = !answer->items.isEmpty();
                number += answer->items.size();
                for (const ShopperProfile &profile : answer->items)
                    take(profile);
            }
            wait.done();
        });
        if (!wait.run(patience) || failed)
            return false;
        if (!more)
            break;
    }
    return true;
}

} // namespace

QList<PersonRef> peopleWithProfiles(StoreApi &api, int number)
{
    QList<PersonRef> people;
    const bool done = readAll(
        [&api](PageRequest page, QObject *context, Callback<Page<ShopperProfile>> callback) {
            api.listProfiles(page, context, std::move(callback));
        },
        number,
        [&people](const ShopperProfile &profile) {
            people.append({profile.customerId, profile.id});
        });
    if (!done || people.size() < number)
        return {};
    people.resize(number);
    return people;
}

QSet<ProfileId> membersOf(StoreApi &api, SegmentId segment)
{
    QSet<ProfileId> members;
    const bool done = readAll(
        [&api, segment](PageRequest page, QObject *context,
                        Callback<Page<ShopperProfile>> callback) {
            api.listMembers(segment, page, context, std::move(callback));
        },
        std::numeric_limits<qsizetype>::max(),
        [&members](const ShopperProfile &profile) { members.insert(profile.id); });
    return done ? members : QSet<ProfileId>();
}

SegmentId makeSegment(StoreApi &api, const QString &name)
{
    SegmentId id;
    QObject context;
    Wait wait;
    api.createSegments(*NonEmpty<QList<NewSegment>>::from({{name, {}}}), &context,
                       [&](const Result<QList<Segment>> &answer) {
                           if (answer && !answer->isEmpty())
                               id = answer->first().id;
                           wait.done();
                       });
    wait.run(patience);
    return id;
}

} // namespace segmentdesk::bench
