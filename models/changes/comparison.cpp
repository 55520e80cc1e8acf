// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/comparison.h"

#include "models/api/storeapi.h"
#include "models/changes/membershipoperations.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <memory>

namespace segmentdesk {

namespace {

/// Up to this many profiles are asked one by one.
constexpr qsizetype maxAskedEach = 20;
constexpr qint64 maxRequests = 4000;
/// Customers whose ids fit into one request, about.
constexpr qint64 customersPerRequest = 240;

/// Of members, or no members, that a change leaves behind.
struct Comparison
{
    StoreApi &api;
    SegmentId segment;
    bool adding = true;
    QList<std::pair<qint32, PersonRef>> rows;
    QObject *context = nullptr;
    Callback<QList<qint32>> callback;
    bool isConfirmed = false; ///< what is left was asked one by one

    void compareWith(const QSet<ProfileId> &members) const
    {
        QList<qint32> different;
        for (const auto &[row, person] : rows) {
            if (members.contains(person.profileId) != adding)
                different.append(row);
        }
        // A list can be short by a total that is too low: who seems not to be as the change left
        // them is asked about.
        if (!isConfirmed && !different.isEmpty() && different.size() <= maxAskedEach) {
            const QSet<qint32> open(different.cbegin(), different.cend());
            auto rest = std::make_shared<Comparison>(*this);
            rest->isConfirmed = true;
            rest->rows.removeIf([&open](const auto &row) { return !open.contains(row.first); });
            askEach(rest);
            return;
        }
        callback(different);
    }

    static void readFirstPage(const std::shared_ptr<Comparison> &self)
    {
        self->api.listMembers(self->segment, PageRequest{1, maxPageSize}, self->context,
                              [self](const Result<Page<ShopperProfile>> &page) {
                                  if (!page) {
                                      self->callback(tl::unexpected(page.error()));
                                      return;
                                  }
                                  if (isWholeList(*page)) {
                                      QSet<ProfileId> members;
                                      for (const ShopperProfile &profile : page->items)
                                          members.insert(profile.id);
                                      self->compareWith(members);
                                      return;
                                  }
                                  choose(self, page->total);
                              });
    }

    static void choose(const std::shared_ptr<Comparison> &self, qint64 total)
    {
        const qint64 byList = (total + maxPageSize - 1) / maxPageSize;
        const bool isKnown =
            std::none_of(self->rows.cbegin(), self->rows.cend(),
                         [](const auto &row) { return toNumber(row.second.customerId) <= 0; });
        const qint64 byCustomers = isKnown
            ? (self->rows.size() + customersPerRequest - 1) / customersPerRequest
            : self->rows.size();
        // Rows of customers are longer than those of members.
        if (byList <= 2 * byCustomers && byList <= maxRequests) {
            readList(self);
        } else if (byCustomers > maxRequests || (!isKnown && byCustomers > maxAskedEach)) {
            ApiError error;
            error.kind = ApiError::Kind::TooLarge;
            error.details = QStringLiteral("%1 members").arg(total);
            self->callback(tl::unexpected(error));
        } else if (isKnown) {
            askCustomers(self, byList <= maxRequests);
        } else {
            askEach(self);
        }
    }

    static void readList(const std::shared_ptr<Comparison> &self)
    {
        readComplete<Person>(
            membersSource(self->api, self->segment), self->context,
            [self](const Result<CompleteList<Person>> &people) {
                if (!people) {
                    self->callback(tl::unexpected(people.error()));
                    return;
                }
                QSet<ProfileId> members;
                members.reserve(people->size());
                for (const Person &person : *people)
                    members.insert(person.profile->id);
                self->compareWith(members);
            },
            {}, noLimit, OddRows::LeaveOut);
    }

    static void askCustomers(const std::shared_ptr<Comparison> &self, bool listIsShort)
    {
        QList<CustomerId> ids;
        ids.reserve(self->rows.size());
        for (const auto &[row, person] : self->rows)
            ids.append(person.customerId);
        customerLookup(self->api)(
            ids, self->context, [self, listIsShort](const Result<QList<Customer>> &customers) {
                if (!customers) {
                    self->callback(tl::unexpected(customers.error()));
                    return;
                }
                QHash<CustomerId, bool> isMember;
                for (const Customer &customer : *customers) {
                    if (customer.segmentIds)
                        isMember.insert(customer.id, customer.segmentIds->contains(self->segment));
                }
                // Who is in the desired state need not be looked at again.
                self->rows.removeIf([&](const auto &row) {
                    const auto known = isMember.constFind(row.second.customerId);
                    return known != isMember.constEnd() && *known == self->adding;
                });
                if (self->rows.isEmpty())
                    self->callback(QList<qint32>());
                else if (self->rows.size() <= maxAskedEach || !listIsShort)
                    askEach(self);
                else
                    readList(self);
            });
    }

    static void askEach(const std::shared_ptr<Comparison> &self)
    {
        QList<ProfileId> profiles;
        for (const auto &[row, person] : self->rows)
            profiles.append(person.profileId);
        using State = ItemState::State;
        askEachProfile(
            self->api, profiles, self->context,
            [segment = self->segment](const QList<SegmentId> &segments) {
                return ItemState{segments.contains(segment) ? State::InDesiredState
                                                            : State::NotInDesiredState,
                                 {}};
            },
            [self](const Result<QList<ItemState>> &states) {
                if (!states) {
                    self->callback(tl::unexpected(states.error()));
                    return;
                }
                QSet<ProfileId> members;
                for (qsizetype i = 0; i < self->rows.size(); ++i) {
                    if (states->at(i).state == State::InDesiredState)
                        members.insert(self->rows.at(i).second.profileId);
                }
                self->isConfirmed = true;
                self->compareWith(members);
            });
    }
};

} // namespace

void findDifferentMembers(StoreApi &api, const Outcome &outcome, SegmentId segment, bool adding,
                          const QList<qint32> &rows, QObject *context,
                          Callback<QList<qint32>> callback)
{
    auto comparison = std::make_shared<Comparison>(
        Comparison{api, segment, adding, {}, context, std::move(callback)});
    comparison->rows.reserve(rows.size());
    for (const qint32 row : rows)
        comparison->rows.append({row, outcome.items.at(row).person()});
    Comparison::readFirstPage(comparison);
}

} // namespace segmentdesk
