// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/membershipoperations.h"

#include "models/api/storeapi.h"
#include "models/sources/completelist.h"
#include "models/sources/pagewalker.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QList<ProfileId> profileIds(const Outcome &outcome, const BatchEngine::Items &items)
{
    QList<ProfileId> ids;
    ids.reserve(items.size());
    for (const qint32 item : items)
        ids.append(outcome.items.at(item).profileId);
    return ids;
}

/// The items whose profile is named in @p text.
QList<qint32> namedIn(const QString &text, const Outcome &outcome, const BatchEngine::Items &items)
{
    static const QRegularExpression uuid(u"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s);
    QList<qint32> found;
    auto match = uuid.globalMatch(text);
    while (match.hasNext()) {
        const auto id = ProfileId::fromString(match.next().capturedView());
        for (const qint32 item : items) {
            if (id && outcome.items.at(item).profileId == *id)
                found.append(item);
        }
    }
    return found;
}

ItemState stateOf(bool isMember, bool adding)
{
    return {isMember == adding ? ItemState::State::InDesiredState
                               : ItemState::State::NotInDesiredState,
            {}};
}

struct Question
{
    QList<ItemState> states;
    qsizetype open = 0;
    bool ended = false;
    Callback<QList<ItemState>> callback;
};

/// Whether they are members of @p segment.
void askMemberships(StoreApi &api, const QList<ProfileId> &profiles, SegmentId segment, bool adding,
                    QObject *context, Callback<QList<ItemState>> callback)
{
    askEachProfile(
        api, profiles, context,
        [segment, adding](const QList<SegmentId> &segments) {
            return stateOf(segments.contains(segment), adding);
        },
        std::move(callback));
}

/// Asks the profiles at these places of the states, and answers all.
void askDoubtful(StoreApi &api, QList<ItemState> states, const QList<qsizetype> &doubtful,
                 const QList<ProfileId> &profiles, SegmentId segment, bool adding, QObject *context,
                 Callback<QList<ItemState>> callback)
{
    if (doubtful.isEmpty()) {
        callback(std::move(states));
        return;
    }
    QList<ProfileId> asked;
    for (const qsizetype i : doubtful)
        asked.append(profiles.at(i));
    askMemberships(api, asked, segment, adding, context,
                   [states = std::move(states), doubtful,
                    callback = std::move(callback)](const Result<QList<ItemState>> &found) mutable {
                       if (!found) {
                           callback(tl::unexpected(found.error()));
                           return;
                       }
                       for (qsizetype i = 0; i < doubtful.size(); ++i)
                           states[doubtful.at(i)] = found->at(i);
                       callback(std::move(states));
                   });
}

/// How those are who may have been sent: by the segment's own list where a page holds all of it,
/// else by the lists of the profiles. What customers say may lag behind; of those who are not in
/// the list the customers say who still has the profile.
void askSent(StoreApi &api, const CustomerLookup &lookup, const QList<CustomerId> &customers,
             const QList<ProfileId> &profiles, SegmentId segment, bool adding, QObject *context,
             Callback<QList<ItemState>> callback)
{
    constexpr qsizetype few = 3; // not worth the other two requests
    if (profiles.size() <= few || customers.contains(CustomerId{})) {
        askMemberships(api, profiles, segment, adding, context, std::move(callback));
        return;
    }
    auto listed = [&api, lookup, customers, profiles, segment, adding, context,
                   callback =
                       std::move(callback)](const Result<Page<ShopperProfile>> &page) mutable {
        if (!page || !isWholeList(*page)) {
            askMemberships(api, profiles, segment, adding, context, std::move(callback));
            return;
        }
        QSet<ProfileId> members;
        for (const ShopperProfile &profile : page->items)
            members.insert(profile.id);
        lookup(customers, context,
               [&api, customers, profiles, members, segment, adding, context,
                callback = std::move(callback)](const Result<QList<Customer>> &answer) mutable {
                   if (!answer) {
                       callback(tl::unexpected(answer.error()));
                       return;
                   }
                   QHash<CustomerId, ProfileId> now;
                   for (const Customer &customer : *answer)
                       now.insert(customer.id, customer.profileId.value_or(ProfileId()));
                   QList<ItemState> states;
                   QList<qsizetype> doubtful;
                   for (qsizetype i = 0; i < profiles.size(); ++i) {
                       const bool isMember = members.contains(profiles.at(i));
                       states.append(stateOf(isMember, adding));
                       if (!isMember && now.value(customers.at(i)) != profiles.at(i))
                           doubtful.append(i);
                   }
                   askDoubtful(api, std::move(states), doubtful, profiles, segment, adding, context,
                               std::move(callback));
               });
    };
    api.listMembers(segment, PageRequest{1, maxPageSize}, context, std::move(listed));
}

} // namespace

BatchAnswer judged(const WriteReport &report, const Outcome &outcome,
                   const BatchEngine::Items &items)
{
    BatchAnswer answer;
    answer.applied = report.applied;
    answer.reason.kind = ApiError::Kind::Rejected;
    answer.reason.httpStatus = report.status;
    if (!report.errors.isEmpty())
        answer.reason.title = report.errors.first().second;
    for (const qint32 item : items) {
        const ProfileId profile = outcome.items.at(item).profileId;
        if (report.changed.contains(profile))
            answer.changed.append({item, ProfileId()});
        else if (report.alreadyMembers.contains(profile))
            answer.asBefore.append(item);
    }
    QSet<qint32> named(answer.asBefore.cbegin(), answer.asBefore.cend());
    for (const auto &[field, text] : report.errors) {
        ApiError error = answer.reason;
        error.title = text;
        const QList<qint32> here = namedIn(text, outcome, items);
        for (const qint32 item : here) {
            if (!named.contains(item))
                answer.refused.append({item, error});
            named.insert(item);
        }
    }
    // Errors without names may be about any of them.
    answer.isWhole = report.status < 300
        && named.size() >= std::max<qsizetype>(report.failed, report.errors.size());
    return answer;
}

void askEachProfile(StoreApi &api, const QList<ProfileId> &profiles, QObject *context,
                    const std::function<ItemState(const QList<SegmentId> &segments)> &judge,
                    Callback<QList<ItemState>> callback)
{
    auto question = std::make_shared<Question>();
    question->states.resize(profiles.size());
    question->open = profiles.size();
    question->callback = std::move(callback);
    for (qsizetype i = 0; i < profiles.size(); ++i) {
        segmentsOfProfile(api, profiles.at(i), context,
                          [question, i, judge](Result<QList<SegmentId>> answer) {
                              if (question->ended)
                                  return;
                              if (answer) {
                                  question->states[i] = judge(*answer);
                              } else if (answer.error().kind == ApiError::Kind::NotFound) {
                                  question->states[i].state = ItemState::State::Gone;
                              } else {
                                  question->ended = true;
                                  question->callback(tl::unexpected(answer.error()));
                                  return;
                              }
                              if (--question->open == 0)
                                  question->callback(std::move(question->states));
                          });
    }
}

BatchEngine::Operations membershipOperations(StoreApi &api, const Outcome &outcome,
                                             SegmentId segment, bool adding,
                                             const MembershipDoubt &doubt)
{
    BatchEngine::Operations operations;
    operations.batchSize = maxIdsPerRequest;
    operations.withdraw = [&api](const QObject *context) { api.withdrawWrites(context); };
    operations.absenceIsWished = !adding;
    operations.write = [&api, &outcome, segment, adding](const BatchEngine::Items &items,
                                                         QObject *context,
                                                         Callback<BatchAnswer> callback) {
        const auto ids = NonEmpty<QList<ProfileId>>::from(profileIds(outcome, items));
        auto take = [&outcome, items, callback = std::move(callback)](Result<WriteReport> answer) {
            callback(answer.map([&outcome, &items](const WriteReport &report) {
                return judged(report, outcome, items);
            }));
        };
        if (adding)
            api.addMembers(segment, *ids, context, std::move(take));
        else
            api.removeMembers(segment, *ids, context, std::move(take));
    };
    operations.readBack = [&api, &outcome, segment, adding, doubt, lookup = customerLookup(api)](
                              const BatchEngine::Items &items, bool mayBeSent, QObject *context,
                              Callback<QList<ItemState>> callback) {
        const QList<ProfileId> profiles = profileIds(outcome, items);
        QList<CustomerId> customers;
        for (const qint32 item : items)
            customers.append(outcome.items.at(item).customerId);
        if (mayBeSent) {
            askSent(api, lookup, customers, profiles, segment, adding, context,
                    std::move(callback));
            return;
        }
        if (customers.contains(CustomerId{})) {
            askMemberships(api, profiles, segment, adding, context, std::move(callback));
            return;
        }
        lookup(customers, context,
               [&api, profiles, customers, segment, adding, doubt, context,
                callback = std::move(callback)](Result<QList<Customer>> answer) mutable {
                   if (!answer) {
                       callback(tl::unexpected(answer.error()));
                       return;
                   }
                   QHash<CustomerId, const Customer *> byId;
                   bool isKnown = true;
                   for (const Customer &customer : std::as_const(*answer)) {
                       byId.insert(customer.id, &customer);
                       isKnown = isKnown && customer.profileKnown && customer.segmentIds;
                   }
                   if (!isKnown) {
                       askMemberships(api, profiles, segment, adding, context, std::move(callback));
                       return;
                   }
                   QList<ItemState> states;
                   QList<qsizetype> doubtful;
                   for (qsizetype i = 0; i < profiles.size(); ++i) {
                       const Customer *customer = byId.value(customers.at(i));
                       // Who stays a member must not be taken for gone.
                       const bool isGone = !customer || customer->profileId != profiles.at(i);
                       const bool isMember = !isGone && customer->segmentIds->contains(segment);
                       states.append(isGone ? ItemState{ItemState::State::Gone, {}}
                                            : stateOf(isMember, adding));
                       if (isGone ? !adding : doubt && doubt(profiles.at(i), isMember))
                           doubtful.append(i);
                   }
                   askDoubtful(api, std::move(states), doubtful, profiles, segment, adding, context,
                               std::move(callback));
               });
    };
    operations.named = [&outcome](const ApiError &error, const BatchEngine::Items &items) {
        BatchEngine::Items named;
        for (const qint32 item : items) {
            if (error.alreadyMembers.contains(outcome.items.at(item).profileId))
                named.append(item);
        }
        return named;
    };
    operations.targetExists = [&api, segment](QObject *context, Callback<bool> callback) {
        const auto ids = NonEmpty<QList<SegmentId>>::from({segment});
        readCompleteSegments(
            api, *ids, context,
            [segment, callback = std::move(callback)](const Result<CompleteList<Segment>> &found) {
                callback(found.map([segment](const CompleteList<Segment> &segments) {
                    return std::any_of(segments.begin(), segments.end(),
                                       [segment](const Segment &s) { return s.id == segment; });
                }));
            });
    };
    return operations;
}

} // namespace segmentdesk
