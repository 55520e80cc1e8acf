// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/livestore.h"

#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QSignalSpy>

#include <algorithm>

namespace segmentdesk::test {

namespace {

template <typename T>
QList<T> readAll(PageSource<T> source)
{
    const auto all =
        answerOf<CompleteList<T>>([&](QObject *context, Callback<CompleteList<T>> callback) {
            readComplete<T>(source, context, std::move(callback));
        });
    if (!all || !*all)
        qFatal("the store could not be read");
    return (*all)->rows();
}

} // namespace

LiveStore::LiveStore(sandbox::Options options) : store(options)
{
    QString error;
    if (!store.startAndWait(&error))
        qFatal("%s", qPrintable(error));
    RestClient::Options clientOptions;
    clientOptions.apiPath = store.apiPath();
    clientOptions.token = options.token.toUtf8();
    clientOptions.grace = std::chrono::milliseconds(50);
    clientOptions.firstBackOff = std::chrono::milliseconds(10);
    clientOptions.patience = std::chrono::milliseconds(20);
    client = std::make_unique<RestClient>(clientOptions);
    api = std::make_unique<StoreApi>(*client, RequestPriority::Background);
}

sandbox::Options LiveStore::small()
{
    sandbox::Options options;
    options.customers = 1000;
    options.profiles = 900;
    options.segments = 6;
    return options;
}

sandbox::Fault LiveStore::fault(sandbox::Fault::Action action, const char *method, const char *path,
                                int skip, int count)
{
    sandbox::Fault fault;
    fault.action = action;
    fault.method = QString::fromLatin1(method);
    fault.path = QRegularExpression(QString::fromLatin1(path));
    fault.skip = skip;
    fault.count = count;
    return fault;
}

QList<Customer> LiveStore::customers()
{
    return readAll<Customer>(
        [this](PageRequest request, QObject *context, Callback<Page<Customer>> callback) {
            CustomerQuery query;
            query.page = request;
            query.includeProfiles = true;
            query.includeSegments = true;
            api->listCustomers(query, context, std::move(callback));
        });
}

QList<Segment> LiveStore::segments()
{
    return readAll<Segment>(segmentsSource(*api));
}

QList<ShopperProfile> LiveStore::members(SegmentId segment)
{
    return readAll<ShopperProfile>([this, segment](PageRequest request, QObject *context,
                                                   Callback<Page<ShopperProfile>> callback) {
        api->listMembers(segment, request, context, std::move(callback));
    });
}

QSet<ProfileId> LiveStore::memberIds(SegmentId segment)
{
    QSet<ProfileId> ids;
    for (const ShopperProfile &profile : members(segment))
        ids.insert(profile.id);
    return ids;
}

Segment LiveStore::newSegment(const QString &name)
{
    const auto made =
        answerOf<QList<Segment>>([&](QObject *context, Callback<QList<Segment>> callback) {
            api->createSegments(*NonEmpty<QList<NewSegment>>::from({{name, QString()}}), context,
                                std::move(callback));
        });
    if (!made || !*made)
        qFatal("no segment");
    return (*made)->first();
}

std::optional<Segment> LiveStore::findSegment(const QString &name)
{
    for (const Segment &segment : segments()) {
        if (segment.name == name)
            return segment;
    }
    return std::nullopt;
}

bool LiveStore::hasSegment(SegmentId id)
{
    const QList<Segment> all = segments();
    return std::any_of(all.cbegin(), all.cend(),
                       [&id](const Segment &segment) { return segment.id == id; });
}

void LiveStore::deleteSegment(SegmentId segment)
{
    const auto done = answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
        api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({segment}), context,
                            std::move(callback));
    });
    if (!done || !*done)
        qFatal("not deleted");
}

QList<PersonRef> LiveStore::people(qsizetype number)
{
    QList<PersonRef> people;
    for (const Customer &customer : customers()) {
        if (customer.profileId && people.size() < number)
            people.append({customer.id, *customer.profileId});
    }
    return people;
}

QList<CustomerId> LiveStore::withoutProfile()
{
    QList<CustomerId> ids;
    for (const Customer &customer : customers()) {
        if (!customer.profileId)
            ids.append(customer.id);
    }
    return ids;
}

void LiveStore::add(SegmentId segment, const QList<PersonRef> &people)
{
    for (qsizetype i = 0; i < people.size(); i += maxIdsPerRequest) {
        const QList<ProfileId> ids = idsOf(people.mid(i, maxIdsPerRequest)).values();
        const auto done =
            answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                api->addMembers(segment, *NonEmpty<QList<ProfileId>>::from(ids), context,
                                std::move(callback));
            });
        if (!done || !*done)
            qFatal("not added");
    }
}

void LiveStore::remove(SegmentId segment, const QList<PersonRef> &people)
{
    const QList<ProfileId> ids = idsOf(people).values();
    const auto done = answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
        api->removeMembers(segment, *NonEmpty<QList<ProfileId>>::from(ids), context,
                           std::move(callback));
    });
    if (!done || !*done)
        qFatal("not removed");
}

bool LiveStore::run(Job &job)
{
    QSignalSpy ended(&job, &Job::ended);
    job.start();
    return ended.count() == 1 || (ended.wait(QTest::patience) && ended.count() == 1);
}

Plan LiveStore::plan(Operation operation, const Segment &segment, const QList<PersonRef> &people,
                     Effect effect)
{
    Plan plan;
    plan.operation = operation;
    plan.segmentId = segment.id;
    plan.segmentName = segment.name;
    for (const PersonRef &person : people)
        plan.items.append({person.customerId, person.profileId, effect});
    return plan;
}

QSet<ProfileId> idsOf(const QList<PersonRef> &people)
{
    QSet<ProfileId> ids;
    for (const PersonRef &person : people)
        ids.insert(person.profileId);
    return ids;
}

} // namespace segmentdesk::test
