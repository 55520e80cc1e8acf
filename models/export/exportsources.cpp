// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportsources.h"

#include "models/api/storeapi.h"
#include "models/sources/profileowners.h"
#include "models/sources/storesources.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace segmentdesk {

namespace {

PageSource<Person> customersAsPeople(StoreApi &api, bool withSegments)
{
    CustomerQuery query;
    query.includeProfiles = true;
    query.includeSegments = withSegments;
    return [source = customersWithProfiles(api, query)](PageRequest request, QObject *context,
                                                        Callback<Page<Person>> callback) {
        source(request, context,
               [callback = std::move(callback)](const Result<Page<Customer>> &answer) {
                   if (!answer) {
                       callback(tl::unexpected(answer.error()));
                       return;
                   }
                   callback(mapped<Person>(*answer, &Person::fromCustomer));
               });
    };
}

PageSource<Person> listSource(const QList<PersonRef> &people)
{
    return [people](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
        QTimer::singleShot(0, context, [people, request, callback = std::move(callback)] {
            Page<Person> page;
            page.number = request.page;
            page.perPage = request.limit;
            page.total = people.size();
            for (const PersonRef &ref :
                 people.mid(qsizetype(request.page - 1) * request.limit, request.limit)) {
                Person person;
                person.customerId = ref.customerId;
                if (ref.hasProfile())
                    person.profile = ShopperProfile{ref.profileId, ref.customerId, {}, {}};
                page.items.append(person);
            }
            callback(std::move(page));
        });
    };
}

bool isByCustomers(const ExportSpec &spec)
{
    // One request for 250 people instead of three. The dates of profiles are in their own list
    // only.
    if (spec.kind == ExportSpec::Kind::WithoutProfile || spec.kind == ExportSpec::Kind::AllPeople)
        return true;
    return spec.kind == ExportSpec::Kind::AllProfiles
        && !spec.columns.contains(ExportColumn::ProfileCreated)
        && !spec.columns.contains(ExportColumn::ProfileUpdated);
}

} // namespace

PageSource<Person> peopleSource(StoreApi &api, const ExportSpec &spec)
{
    switch (spec.kind) {
    case ExportSpec::Kind::Members:
        return membersSource(api, spec.segmentId);
    case ExportSpec::Kind::People:
        return listSource(spec.people);
    default:
        return isByCustomers(spec)
            ? customersAsPeople(api,
                                spec.columns.contains(ExportColumn::SegmentNames)
                                    || spec.columns.contains(ExportColumn::SegmentIds)
                                    || spec.columns.contains(ExportColumn::SegmentCount))
            : profilesSource(api);
    }
}

bool needsCustomers(const ExportSpec &spec)
{
    return !isByCustomers(spec)
        && std::any_of(spec.columns.cbegin(), spec.columns.cend(), [](ExportColumn column) {
               return exportColumn(column).of == ExportColumnInfo::Of::Customer;
           });
}

} // namespace segmentdesk
