// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/requestpriority.h"
#include "models/domain/customer.h"
#include "models/domain/nonempty.h"
#include "models/domain/page.h"
#include "models/domain/segment.h"
#include "models/domain/shopperprofile.h"
#include "models/domain/writereport.h"

class QObject;

namespace segmentdesk {

class RestClient;

/// Most ids in one request that adds or removes members, deletes, or filters (documented for
/// adding).
inline constexpr int maxIdsPerRequest = 50;

/// Which customers, and what of them. Filters are joined by "and".
struct CustomerQuery
{
    PageRequest page; ///< ignored if after is set, but for its limit
    QString after; ///< cursor to continue from (Page::endCursor); empty: page by number
    QList<CustomerId> ids; ///< `id:in`; empty: all. As many as fit in 2,000 characters of URL
    QStringList emails; ///< `email:in`; empty: all
    QString nameLike; ///< `name:like`: a part of the name; empty: all
    QDateTime modifiedSince; ///< `date_modified:min`, whole seconds; invalid: all
    bool includeProfiles = false; ///< ask for shopper_profile_id
    bool includeSegments = false; ///< ask for segment_ids
};

/// What a store made, and what it says of those it did not make.
struct MadeProfiles
{
    QList<ShopperProfile> profiles; ///< in the order asked for
    WriteReport report;
};

/// The store's REST API, one method per operation of api-contract.md. Methods answer
/// asynchronously, exactly once, unless context is destroyed first: then the request is cancelled
/// and no callback runs. Lists longer than what one request takes are refused as InvalidArguments:
/// cutting them is the jobs' work.
///
/// A write that ends as NoConnection or RateLimited was not applied; as OutcomeUnknown,
/// ServerFailure or UnexpectedAnswer it may have been: read back before sending again. One that is
/// refused (400, 404, 409, 422) was applied as far as its body says: an answer if that is a part,
/// an error if it is nothing (ApiError::applied 0) or is not said (-1). Page::perPage is what the
/// server says, which may be less than was asked for: a table goes by it.
class StoreApi
{
public:
    /// Rows of a list that cannot be read, and the request that they came for, as "GET /path".
    using OddRows = std::function<void(const QString &request, const QList<OddRow> &rows)>;

    /// @p client must outlive this object. @p onOddRows is called before the page is answered.
    StoreApi(RestClient &client, RequestPriority priority, OddRows onOddRows = {});

    void listSegments(PageRequest request, QObject *context, Callback<Page<Segment>> callback);
    /// At most 50 ids. Ids that the store does not have are missing in the page.
    void findSegments(NonEmpty<QList<SegmentId>> ids, PageRequest request, QObject *context,
                      Callback<Page<Segment>> callback);
    /// Answers the segments that were made, in the order asked for; fewer if the store made only a
    /// part (207). At most 50.
    void createSegments(NonEmpty<QList<NewSegment>> segments, QObject *context,
                        Callback<QList<Segment>> callback);
    /// At most 50.
    void updateSegments(NonEmpty<QList<SegmentUpdate>> updates, QObject *context,
                        Callback<QList<Segment>> callback);
    /// Deletes segments; their members stay as profiles. At most 50.
    void deleteSegments(NonEmpty<QList<SegmentId>> ids, QObject *context,
                        Callback<WriteReport> callback);

    void listProfiles(PageRequest request, QObject *context,
                      Callback<Page<ShopperProfile>> callback);
    /// At most 50. A customer who has a profile already: Conflict.
    void createProfiles(NonEmpty<QList<CustomerId>> customers, QObject *context,
                        Callback<MadeProfiles> callback);
    /// Deletes profiles; the customers stay. At most 50.
    void deleteProfiles(NonEmpty<QList<ProfileId>> ids, QObject *context,
                        Callback<WriteReport> callback);

    /// Needs the modify scope, though it reads.
    void listMembers(SegmentId segment, PageRequest request, QObject *context,
                     Callback<Page<ShopperProfile>> callback);
    /// At most 50. If any is a member already: Conflict, with ApiError::alreadyMembers.
    void addMembers(SegmentId segment, NonEmpty<QList<ProfileId>> profiles, QObject *context,
                    Callback<WriteReport> callback);
    /// Takes profiles out of the segment, deletes nothing. At most 50.
    void removeMembers(SegmentId segment, NonEmpty<QList<ProfileId>> profiles, QObject *context,
                       Callback<WriteReport> callback);

    void listSegmentsOfProfile(ProfileId profile, PageRequest request, QObject *context,
                               Callback<Page<Segment>> callback);

    /// One request: a query whose URL would pass 2,000 characters is InvalidArguments (see
    /// batchesOf).
    void listCustomers(const CustomerQuery &query, QObject *context,
                       Callback<Page<Customer>> callback);
    /// @p ids cut, in their order, into lists that CustomerQuery::ids can take: at most 250 ids
    /// each, and short enough for the URL.
    static QList<QList<CustomerId>> batchesOf(const QList<CustomerId> &ids);

    /// Takes back the writes of @p context that are not on the wire: they end as NoConnection.
    void withdrawWrites(const QObject *context);

private:
    RestClient &m_client;
    RequestPriority m_priority;
    OddRows m_onOddRows;
};

} // namespace segmentdesk
