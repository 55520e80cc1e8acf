// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/nonempty.h"
#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/domain/segment.h"

class QObject;

namespace segmentdesk {

class StoreApi;
struct CustomerQuery;
template <typename T>
class CompleteList;

/// How many customers and profiles the store has.
struct StoreCounts
{
    qint64 customers = 0;
    qint64 profiles = 0;
};

// What a table shows of the live store. @p api must outlive what is returned, and every request.

/// Every profile of the store. The customer's part is not known yet (Person::Details::Unknown).
PageSource<Person> profilesSource(StoreApi &api);
/// The members of a segment, likewise.
PageSource<Person> membersSource(StoreApi &api, SegmentId segment);
PageSource<Segment> segmentsSource(StoreApi &api);
/// All of them. Rows that cannot be read are left out: they are no segment that is known here.
void readCompleteSegments(StoreApi &api, QObject *context,
                          Callback<CompleteList<Segment>> callback);
/// Those of @p ids that the store has: who is missing is not there. At most maxIdsPerRequest.
void readCompleteSegments(StoreApi &api, const NonEmpty<QList<SegmentId>> &ids, QObject *context,
                          Callback<CompleteList<Segment>> callback);
/// The segments of a profile, all pages of them.
void segmentsOfProfile(StoreApi &api, ProfileId profile, QObject *context,
                       Callback<QList<SegmentId>> callback);
/// The customers that @p query asks for, by pages; its own page is not looked at.
PageSource<Customer> customersSource(StoreApi &api, const CustomerQuery &query);

/// Cuts the ids into as few requests as fit in a URL, reads all pages of their answers, and answers
/// when all are there: who is missing then is not in the store. Asks for the
/// ids of segments too, until a store refuses that; from then on without.
CustomerLookup customerLookup(StoreApi &api);

/// The number of members of a segment: one request for one row.
void memberCount(StoreApi &api, SegmentId segment, QObject *context, Callback<qint64> callback);
/// The numbers of customers and of profiles.
void storeCounts(StoreApi &api, QObject *context, Callback<StoreCounts> callback);

} // namespace segmentdesk
