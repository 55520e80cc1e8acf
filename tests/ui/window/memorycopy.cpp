// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/memorycopy.h"

#include "models/api/storeapi.h"

#include <QTest>

#include <algorithm>

namespace segmentdesk {

namespace {

template <typename T>
void answer(QObject *context, const Callback<T> &callback, const T &value)
{
    QMetaObject::invokeMethod(
        context, [callback, value] { callback(value); }, Qt::QueuedConnection);
}

bool isIn(const SegmentSet &set, const QList<SegmentId> &segments)
{
    if (std::any_of(set.notIn.cbegin(), set.notIn.cend(),
                    [&segments](const SegmentId &id) { return segments.contains(id); }))
        return false;
    if (set.of.isEmpty())
        return true;
    quint32 bits = 0;
    for (qsizetype i = 0; i < set.of.size(); ++i) {
        if (segments.contains(set.of.at(i)))
            bits |= 1U << i;
    }
    switch (set.match) {
    case SegmentSet::Match::AtLeast:
        return int(qPopulationCount(bits)) >= set.atLeast;
    case SegmentSet::Match::OddNumber:
        return qPopulationCount(bits) % 2 == 1;
    case SegmentSet::Match::Exactly:
        return set.combinations.contains(bits);
    }
    return false;
}

} // namespace

bool MemoryCopy::read(StoreApi &api)
{
    m_people.clear();
    for (int number = 1; number < 1000; ++number) {
        QObject context;
        std::optional<Result<Page<Customer>>> page;
        CustomerQuery query;
        query.page = {number, maxPageSize};
        query.includeProfiles = true;
        query.includeSegments = true;
        api.listCustomers(query, &context,
                          [&page](const Result<Page<Customer>> &arrived) { page = arrived; });
        if (!QTest::qWaitFor([&page] { return page.has_value(); }) || !*page)
            return false;
        for (const Customer &customer : std::as_const((*page)->items))
            m_people.append(Person::fromCustomer(customer));
        if ((*page)->items.isEmpty() || m_people.size() >= (*page)->total)
            return true;
    }
    return false;
}

void MemoryCopy::leave(CustomerId customer, SegmentId segment)
{
    for (Person &person : m_people) {
        if (person.customerId == customer && person.customer.segmentIds)
            person.customer.segmentIds->removeAll(segment);
    }
}

bool MemoryCopy::passes(const Person &person, const PeopleFilter &filter) const
{
    const QList<SegmentId> segments = person.customer.segmentIds.value_or(QList<SegmentId>());
    const QStringList words = filter.text.split(u' ', Qt::SkipEmptyParts);
    const QString text =
        QStringList({person.displayName(), person.customer.email, person.customer.company,
                     person.customer.phone, QString::number(toNumber(person.customerId)),
                     person.profile ? person.profile->id.toString() : QString()})
            .join(u'\n');
    for (const QString &word : words) {
        if (!text.contains(word, Qt::CaseInsensitive))
            return false;
    }
    const QDate customerSince = person.customer.dateCreated.toLocalTime().date();
    const QDate profileSince =
        person.profile ? person.profile->createdAt.toLocalTime().date() : QDate();
    return (!filter.hasProfile || *filter.hasProfile == person.profile.has_value())
        && (!filter.memberOf || segments.contains(*filter.memberOf))
        && isIn(filter.segments, segments)
        && (!filter.customerGroup || *filter.customerGroup == person.customer.customerGroupId)
        && filter.customerSince.contains(customerSince)
        && filter.profileSince.contains(profileSince);
}

QList<Person> MemoryCopy::people(const PeopleQuery &query) const
{
    QList<Person> found;
    for (const Person &person : m_people) {
        if (passes(person, query.filter))
            found.append(person);
    }
    const auto before = [&query](const Person &a, const Person &b) {
        switch (query.order) {
        case PeopleOrder::CustomerId:
            return a.customerId < b.customerId;
        case PeopleOrder::Name:
            return QString::localeAwareCompare(a.displayName(), b.displayName()) < 0;
        case PeopleOrder::Email:
            return a.customer.email < b.customer.email;
        case PeopleOrder::Company:
            return a.customer.company < b.customer.company;
        case PeopleOrder::ProfileUuid:
            return a.profileId().value_or(ProfileId()) < b.profileId().value_or(ProfileId());
        case PeopleOrder::Segments:
            return a.customer.segmentIds.value_or(QList<SegmentId>()).size()
                < b.customer.segmentIds.value_or(QList<SegmentId>()).size();
        case PeopleOrder::CustomerSince:
            return a.customer.dateCreated < b.customer.dateCreated;
        case PeopleOrder::ProfileSince:
            return a.profile && (!b.profile || a.profile->createdAt < b.profile->createdAt);
        }
        return false;
    };
    std::stable_sort(found.begin(), found.end(), [&](const Person &a, const Person &b) {
        return query.direction == Qt::AscendingOrder ? before(a, b) : before(b, a);
    });
    return found;
}

PeopleSources::Copy MemoryCopy::functions()
{
    PeopleSources::Copy copy;
    copy.people = [this](const PeopleQuery &query) -> PageSource<Person> {
        return [rows = people(query)](PageRequest request, QObject *context,
                                      const Callback<Page<Person>> &callback) {
            Page<Person> page;
            page.items = rows.mid((request.page - 1) * request.limit, request.limit);
            page.total = rows.size();
            page.number = request.page;
            page.perPage = request.limit;
            answer(context, callback, page);
        };
    };
    copy.count = [this](const PeopleFilter &filter, QObject *context,
                        const Callback<qint64> &callback) {
        answer(context, callback, qint64(people({filter}).size()));
    };
    copy.overlap = [this](const QList<SegmentId> &segments, QObject *context,
                          const Callback<Overlap> &callback) {
        Overlap overlap;
        overlap.segments = segments;
        overlap.sizes = QList<qint64>(segments.size(), 0);
        QMap<quint32, qint64> counts;
        for (const Person &person : std::as_const(m_people)) {
            quint32 bits = 0;
            for (qsizetype i = 0; i < segments.size(); ++i) {
                if (person.customer.segmentIds
                    && person.customer.segmentIds->contains(segments.at(i))) {
                    bits |= 1U << i;
                    ++overlap.sizes[i];
                }
            }
            if (bits != 0)
                ++counts[bits];
        }
        for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
            overlap.combinations.append({it.key(), it.value()});
            overlap.total += it.value();
        }
        std::stable_sort(overlap.combinations.begin(), overlap.combinations.end(),
                         [](const auto &a, const auto &b) { return a.people > b.people; });
        answer(context, callback, overlap);
    };
    copy.history = [this](ProfileId profile, QObject *context,
                          const Callback<QList<PeopleSources::Event>> &callback) {
        ++historyReads;
        answer(context, callback, events.value(profile));
    };
    copy.customerGroups = [this](QObject *context,
                                 const Callback<QList<PeopleSources::Group>> &callback) {
        QMap<qint64, qint64> counts;
        for (const Person &person : std::as_const(m_people)) {
            if (person.customer.customerGroupId != 0)
                ++counts[person.customer.customerGroupId];
        }
        QList<PeopleSources::Group> groups;
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            groups.append({it.key(), it.value()});
        answer(context, callback, groups);
    };
    copy.refresh = [this] { ++refreshes; };
    return copy;
}

} // namespace segmentdesk
