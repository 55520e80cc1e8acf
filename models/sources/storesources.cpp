// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/storesources.h"

#include "models/api/storeapi.h"
#include "models/sources/completelist.h"
#include "models/sources/idchunks.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace segmentdesk {

namespace {

Callback<Page<ShopperProfile>> asPeople(Callback<Page<Person>> callback)
{
    return [callback = std::move(callback)](Result<Page<ShopperProfile>> answer) {
        if (!answer) {
            callback(tl::unexpected(answer.error()));
            return;
        }
        callback(mapped<Person>(*answer, &Person::fromProfile));
    };
}

/// One lookup that was cut into several requests.
struct Lookup
{
    QList<Customer> found;
    qsizetype open = 0;
    bool ended = false;
    Callback<QList<Customer>> callback;
};

/// What all lookups through one CustomerLookup know of the store.
struct LookupState
{
    StoreApi *api = nullptr;
    bool segmentsRefused = false;
};

/// Those who were asked for and are not in the answer, of which a row cannot be read: it may be
/// theirs.
QList<Customer> unreadable(const QList<CustomerId> &asked, const QList<Customer> &answered)
{
    QSet<CustomerId> missing(asked.cbegin(), asked.cend());
    for (const Customer &customer : answered)
        missing.remove(customer.id);
    QList<Customer> customers;
    for (const CustomerId id : std::as_const(missing)) {
        Customer customer;
        customer.id = id;
        customer.isUnreadable = true;
        customers.append(customer);
    }
    return customers;
}

void askChunk(const std::shared_ptr<LookupState> &state, const std::shared_ptr<Lookup> &lookup,
              const QList<CustomerId> &ids, QObject *context)
{
    CustomerQuery query;
    query.ids = ids;
    query.includeProfiles = true;
    query.includeSegments = !state->segmentsRefused;
    const bool withSegments = query.includeSegments;
    readComplete<Customer>(
        customersSource(*state->api, query), context,
        [state, lookup, ids, context, withSegments](const Result<CompleteList<Customer>> &answer) {
            if (lookup->ended)
                return;
            if (!answer) {
                const ApiError::Kind kind = answer.error().kind;
                if (withSegments
                    && (kind == ApiError::Kind::Forbidden || kind == ApiError::Kind::Rejected)) {
                    state->segmentsRefused = true;
                    askChunk(state, lookup, ids, context);
                    return;
                }
                lookup->ended = true;
                lookup->callback(tl::unexpected(answer.error()));
                return;
            }
            lookup->found.append(answer->rows());
            if (answer->odd() > 0)
                lookup->found.append(unreadable(ids, answer->rows()));
            if (--lookup->open == 0) {
                lookup->ended = true;
                lookup->callback(std::move(lookup->found));
            }
        },
        {}, noLimit, OddRows::LeaveOut);
}

} // namespace

PageSource<Person> profilesSource(StoreApi &api)
{
    return [&api](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
        api.listProfiles(request, context, asPeople(std::move(callback)));
    };
}

PageSource<Person> membersSource(StoreApi &api, SegmentId segment)
{
    return [&api, segment](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
        api.listMembers(segment, request, context, asPeople(std::move(callback)));
    };
}

PageSource<Segment> segmentsSource(StoreApi &api)
{
    return [&api](PageRequest request, QObject *context, Callback<Page<Segment>> callback) {
        api.listSegments(request, context, std::move(callback));
    };
}

void readCompleteSegments(StoreApi &api, QObject *context, Callback<CompleteList<Segment>> callback)
{
    readComplete<Segment>(segmentsSource(api), context, std::move(callback), {}, noLimit,
                          OddRows::LeaveOut);
}

void readCompleteSegments(StoreApi &api, const NonEmpty<QList<SegmentId>> &ids, QObject *context,
                          Callback<CompleteList<Segment>> callback)
{
    const PageSource<Segment> source = [&api, ids](PageRequest request, QObject *asking,
                                                   Callback<Page<Segment>> take) {
        api.findSegments(ids, request, asking, std::move(take));
    };
    readComplete<Segment>(source, context, std::move(callback));
}

void segmentsOfProfile(StoreApi &api, ProfileId profile, QObject *context,
                       Callback<QList<SegmentId>> callback)
{
    const PageSource<Segment> source = [&api, profile](PageRequest request, QObject *asking,
                                                       Callback<Page<Segment>> take) {
        api.listSegmentsOfProfile(profile, request, asking, std::move(take));
    };
    readComplete<Segment>(
        source, context,
        [callback = std::move(callback)](const Result<CompleteList<Segment>> &segments) {
            if (!segments) {
                callback(tl::unexpected(segments.error()));
                return;
            }
            QList<SegmentId> ids;
            ids.reserve(segments->size());
            for (const Segment &segment : *segments)
                ids.append(segment.id);
            callback(std::move(ids));
        },
        {}, noLimit, OddRows::LeaveOut);
}

PageSource<Customer> customersSource(StoreApi &api, const CustomerQuery &query)
{
    return [&api, query](PageRequest request, QObject *context, Callback<Page<Customer>> callback) {
        CustomerQuery page = query;
        page.page = request;
        api.listCustomers(page, context, std::move(callback));
    };
}

CustomerLookup customerLookup(StoreApi &api)
{
    auto state = std::make_shared<LookupState>();
    state->api = &api;
    return [state](const QList<CustomerId> &ids, QObject *context,
                   Callback<QList<Customer>> callback) {
        auto lookup = std::make_shared<Lookup>();
        lookup->callback = std::move(callback);
        const QList<QList<CustomerId>> chunks = idChunks(ids);
        lookup->open = chunks.size();
        if (chunks.isEmpty()) {
            QMetaObject::invokeMethod(
                context, [lookup] { lookup->callback(QList<Customer>()); }, Qt::QueuedConnection);
            return;
        }
        for (const QList<CustomerId> &chunk : chunks)
            askChunk(state, lookup, chunk, context);
    };
}

void memberCount(StoreApi &api, SegmentId segment, QObject *context, Callback<qint64> callback)
{
    api.listMembers(segment, PageRequest{1, 1}, context,
                    [callback = std::move(callback)](Result<Page<ShopperProfile>> answer) {
                        callback(answer.map([](const auto &page) { return page.total; }));
                    });
}

void storeCounts(StoreApi &api, QObject *context, Callback<StoreCounts> callback)
{
    struct Both
    {
        StoreCounts counts;
        int open = 2;
        bool ended = false;
        Callback<StoreCounts> callback;
    };
    auto both = std::make_shared<Both>();
    both->callback = std::move(callback);
    const auto take = [both](const std::optional<ApiError> &error) {
        if (both->ended)
            return;
        if (error) {
            both->ended = true;
            both->callback(tl::unexpected(*error));
        } else if (--both->open == 0) {
            both->ended = true;
            both->callback(both->counts);
        }
    };
    CustomerQuery query;
    query.page = PageRequest{1, 1};
    api.listCustomers(query, context, [both, take](Result<Page<Customer>> answer) {
        if (answer)
            both->counts.customers = answer->total;
        take(answer ? std::nullopt : std::optional(answer.error()));
    });
    api.listProfiles(PageRequest{1, 1}, context, [both, take](Result<Page<ShopperProfile>> answer) {
        if (answer)
            both->counts.profiles = answer->total;
        take(answer ? std::nullopt : std::optional(answer.error()));
    });
}

} // namespace segmentdesk
