// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/profilesjob.h"

#include "models/api/storeapi.h"
#include "models/jobs/completelist.h"
#include "models/jobs/customerqueries.h"
#include "models/jobs/idchunks.h"
#include "models/jobs/journal.h"
#include "models/jobs/livesources.h"
#include "models/jobs/membership.h"

#include <QSet>

#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Memberships that are kept for undo, of all profiles together; 24 bytes each.
constexpr qint64 maxMemberships = 2'000'000;

BatchEngine::Operations creation(StoreApi &api, const Outcome &outcome)
{
    const auto customers = [&outcome](const BatchEngine::Items &items) {
        QList<CustomerId> ids;
        for (const qint32 item : items)
            ids.append(outcome.items.at(item).customerId);
        return ids;
    };
    BatchEngine::Operations operations;
    operations.batchSize = maxIdsPerRequest;
    operations.withdraw = [&api](const QObject *context) { api.withdrawWrites(context); };
    operations.readBackConflicts = true; // the store does not say who has one
    operations.write = [&api, customers](const BatchEngine::Items &items, QObject *context,
                                         Callback<BatchAnswer> callback) {
        const QList<CustomerId> ids = customers(items);
        api.createProfiles(
            *NonEmpty<QList<CustomerId>>::from(ids), context,
            [ids, items, callback = std::move(callback)](Result<QList<ShopperProfile>> answer) {
                if (!answer) {
                    callback(tl::unexpected(answer.error()));
                    return;
                }
                QHash<CustomerId, ProfileId> made;
                for (const ShopperProfile &profile : std::as_const(*answer))
                    made.insert(profile.customerId, profile.id);
                BatchAnswer batch;
                for (qsizetype i = 0; i < ids.size(); ++i) {
                    const ProfileId id = made.value(ids.at(i));
                    batch.profileIds.append(id);
                    if (id.isNull()) {
                        ApiError error;
                        error.kind = ApiError::Kind::UnexpectedAnswer;
                        error.details = u"the answer names no profile for customer "_s
                            + QString::number(toNumber(ids.at(i)));
                        batch.doubtful.append({items.at(i), error});
                    }
                }
                callback(std::move(batch));
            });
    };
    operations.readBack = [customers, lookup = customerLookup(api)](
                              const BatchEngine::Items &items, QObject *context,
                              Callback<QList<ItemState>> callback) {
        const QList<CustomerId> ids = customers(items);
        lookup(ids, context, [ids, callback = std::move(callback)](Result<QList<Customer>> answer) {
            if (!answer) {
                callback(tl::unexpected(answer.error()));
                return;
            }
            QHash<CustomerId, ProfileId> profiles;
            for (const Customer &customer : std::as_const(*answer))
                profiles.insert(customer.id, customer.profileId.value_or(ProfileId()));
            QList<ItemState> states;
            for (const CustomerId id : ids) {
                const auto there = profiles.constFind(id);
                ItemState state;
                if (there == profiles.constEnd())
                    state.state = ItemState::State::Gone;
                else if (!there->isNull())
                    state = {ItemState::State::AsWished, *there};
                states.append(state);
            }
            callback(std::move(states));
        });
    };
    return operations;
}

BatchEngine::Operations deletion(StoreApi &api, const Outcome &outcome)
{
    BatchEngine::Operations operations = membershipOperations(api, outcome, SegmentId(), false);
    operations.targetExists = {};
    operations.write = [&api, &outcome](const BatchEngine::Items &items, QObject *context,
                                        Callback<BatchAnswer> callback) {
        QList<ProfileId> ids;
        for (const qint32 item : items)
            ids.append(outcome.items.at(item).profileId);
        api.deleteProfiles(*NonEmpty<QList<ProfileId>>::from(ids), context,
                           [items, callback = std::move(callback)](Result<WriteReport> answer) {
                               callback(answer.map([&items](const WriteReport &report) {
                                   return BatchAnswer{{}, doubtsWithoutNames(report, items)};
                               }));
                           });
    };
    operations.readBack = [&outcome, lookup = customerLookup(api)](
                              const BatchEngine::Items &items, QObject *context,
                              Callback<QList<ItemState>> callback) {
        // Customers tell whether they still have this profile; where none is known, nothing can
        // tell, and the deletion is sent once more, which does no harm.
        QList<CustomerId> ids;
        for (const qint32 item : items)
            ids.append(outcome.items.at(item).customerId);
        lookup(ids, context,
               [&outcome, items, callback = std::move(callback)](Result<QList<Customer>> answer) {
                   if (!answer) {
                       callback(tl::unexpected(answer.error()));
                       return;
                   }
                   QSet<ProfileId> there;
                   for (const Customer &customer : std::as_const(*answer))
                       there.insert(customer.profileId.value_or(ProfileId()));
                   QList<ItemState> states;
                   for (const qint32 item : items) {
                       const OutcomeItem &row = outcome.items.at(item);
                       const bool gone =
                           toNumber(row.customerId) > 0 && !there.contains(row.profileId);
                       states.append(
                           {gone ? ItemState::State::AsWished : ItemState::State::NotAsWished, {}});
                   }
                   callback(std::move(states));
               });
    };
    operations.named = {};
    operations.goneIsWished = true;
    return operations;
}

} // namespace

ProfilesJob::ProfilesJob(StoreApi &api, const Plan &plan, QObject *parent)
    : ChangeJob(api, plan, parent)
{
    Q_ASSERT(plan.operation == Operation::CreateProfiles
             || plan.operation == Operation::DeleteProfiles);
}

ProfilesJob::~ProfilesJob() = default;

void ProfilesJob::doStart()
{
    m_items = prepareItems();
    if (m_plan.operation == Operation::CreateProfiles) {
        createProfiles();
    } else if (restored() && !(restored()->segments.isEmpty() && restored()->intended.isEmpty())) {
        // Some of them are gone already: what they were members of was written down before.
        for (const JournaledJob::SegmentState &segment : restored()->segments)
            m_outcome.segments.append(segment.outcome);
        deleteProfiles();
    } else {
        readMemberships();
    }
}

void ProfilesJob::readMemberships()
{
    QList<CustomerId> customers;
    auto wanted = std::make_shared<QSet<ProfileId>>(); // whose memberships are still to be read
    for (const qint32 item : std::as_const(m_items)) {
        customers.append(m_outcome.items.at(item).customerId);
        wanted->insert(m_outcome.items.at(item).profileId);
    }
    std::deque<CustomerQuery> queries;
    for (const QList<CustomerId> &chunk : idChunks(customers)) {
        CustomerQuery query;
        query.ids = chunk;
        query.includeProfiles = true;
        query.includeSegments = true;
        queries.push_back(query);
    }
    auto *run = new CustomerQueries(m_api, std::move(queries), readingContext());
    run->onCustomers = [this, wanted](const QList<Customer> &page) {
        for (const Customer &customer : page) {
            if (!customer.profileId || !customer.segmentIds || !wanted->remove(*customer.profileId))
                continue;
            for (const SegmentId segment : *customer.segmentIds)
                m_memberships[segment].append({customer.id, *customer.profileId});
            m_membershipCount += customer.segmentIds->size();
        }
    };
    run->onEnd = [this, wanted](const std::optional<ApiError> &error) {
        const bool refused = error
            && (error->kind == ApiError::Kind::Forbidden
                || error->kind == ApiError::Kind::Rejected);
        if (error && !refused) {
            conclude(JobError{JobError::Kind::Store, *error, {}});
            return;
        }
        readMembershipsOf(wanted->values());
    };
    run->start();
}

void ProfilesJob::readMembershipsOf(const QList<ProfileId> &profiles)
{
    // One by one, for those whose customer does not tell.
    struct Reading
    {
        QList<ProfileId> left;
        int inFlight = 0;
        bool ended = false;
        std::function<void()> pump;
    };
    auto reading = std::make_shared<Reading>();
    reading->left = profiles;
    QHash<ProfileId, CustomerId> customers;
    for (const qint32 item : std::as_const(m_items))
        customers.insert(m_outcome.items.at(item).profileId, m_outcome.items.at(item).customerId);
    QObject *context = readingContext();
    reading->pump = [this, customers, context, weak = std::weak_ptr<Reading>(reading)] {
        const auto self = weak.lock();
        while (!self->ended && !self->left.isEmpty() && self->inFlight < BatchEngine::maxInFlight) {
            const ProfileId profile = self->left.takeLast();
            ++self->inFlight;
            segmentsOfProfile(m_api, profile, context,
                              [this, self, profile, customer = customers.value(profile)](
                                  Result<QList<SegmentId>> answer) {
                                  --self->inFlight;
                                  if (self->ended)
                                      return;
                                  if (!answer && answer.error().kind != ApiError::Kind::NotFound) {
                                      self->ended = true;
                                      conclude(JobError{JobError::Kind::Store, answer.error(), {}});
                                      return;
                                  }
                                  if (answer) {
                                      for (const SegmentId segment : std::as_const(*answer))
                                          m_memberships[segment].append({customer, profile});
                                      m_membershipCount += answer->size();
                                  }
                                  self->pump();
                              });
        }
        if (!self->ended && self->left.isEmpty() && self->inFlight == 0) {
            self->ended = true;
            readSegmentNames();
        }
    };
    reading->pump();
}

void ProfilesJob::readSegmentNames()
{
    if (m_membershipCount > maxMemberships) {
        ApiError error;
        error.kind = ApiError::Kind::TooLarge;
        error.details = u"%1 memberships of at most %2 that undo can keep"_s.arg(m_membershipCount)
                            .arg(maxMemberships);
        conclude(JobError{JobError::Kind::Store, error, {}});
        return;
    }
    if (m_memberships.isEmpty()) {
        deleteProfiles();
        return;
    }
    readComplete<Segment>(segmentsSource(m_api), readingContext(),
                          [this](const Result<CompleteList<Segment>> &segments) {
                              if (!segments) {
                                  conclude(JobError{JobError::Kind::Store, segments.error(), {}});
                                  return;
                              }
                              for (const Segment &segment : *segments) {
                                  if (!m_memberships.contains(segment.id))
                                      continue;
                                  SegmentOutcome lost;
                                  lost.change.before = segment;
                                  lost.change.after = segment;
                                  lost.change.members = m_memberships.take(segment.id);
                                  m_outcome.segments.append(lost);
                              }
                              deleteProfiles();
                          });
}

void ProfilesJob::deleteProfiles()
{
    setPhase(Phase::Working);
    m_memberships.clear();
    for (qsizetype i = 0; i < m_outcome.segments.size(); ++i)
        saveSegment(i, false); // on the disk before the first deletion is
    BatchEngine::Operations operations = deletion(m_api, m_outcome);
    auto engine = std::make_unique<BatchEngine>(m_outcome, m_items, std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    runEngine(std::move(engine), Rows::OfOutcome, [this] { conclude(); });
}

void ProfilesJob::createProfiles()
{
    setPhase(Phase::Working);
    BatchEngine::Operations operations = creation(m_api, m_outcome);
    operations.isKnown = [this](qint32 item) {
        return m_plan.items.at(item).effect == Effect::WillChange;
    };
    auto engine = std::make_unique<BatchEngine>(m_outcome, m_items, std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    for (const SegmentChange &change : std::as_const(m_plan.segments))
        m_outcome.segments.append({change, What::NotSent, OutcomeItem::noReason});
    runEngine(std::move(engine), Rows::OfOutcome, [this] { putIntoNextSegment(); });
}

void ProfilesJob::putIntoNextSegment()
{
    if (m_nextSegment >= m_outcome.segments.size()) {
        conclude();
        return;
    }
    QHash<CustomerId, ProfileId> profiles;
    for (const OutcomeItem &item : std::as_const(m_outcome.items)) {
        if (!item.profileId.isNull())
            profiles.insert(item.customerId, item.profileId);
    }
    SegmentOutcome &segment = m_outcome.segments[m_nextSegment];
    m_filled = Outcome();
    QList<qint32> items;
    for (const PersonRef &member : std::as_const(segment.change.members)) {
        const ProfileId profile = profiles.value(member.customerId);
        if (profile.isNull())
            continue;
        items.append(static_cast<qint32>(m_filled.items.size()));
        m_filled.items.append({member.customerId, profile, What::NotSent, OutcomeItem::noReason});
    }
    auto operations = membershipOperations(m_api, m_filled, segment.change.before.id, true);
    // An earlier process may have got this far: then it is looked at first.
    const QList<qint32> unknown = restored() ? std::exchange(items, {}) : QList<qint32>();
    auto engine = std::make_unique<BatchEngine>(m_filled, items, std::move(operations), nullptr);
    engine->addUnknown(unknown);
    const auto settle = [this](const std::optional<JobError> &error) {
        SegmentOutcome &filled = m_outcome.segments[m_nextSegment];
        const OutcomeCounts counts = m_filled.counts();
        filled.change.members = m_filled.people(What::Changed);
        const bool good =
            !error && counts.failed == 0 && counts.notFound == 0 && counts.notSent == 0;
        filled.what = good ? What::Changed : What::Failed;
        if (error)
            filled.reason = m_outcome.addReason(error->api);
        else if (!m_filled.reasons.isEmpty())
            filled.reason = m_outcome.addReason(m_filled.reasons.first());
        ++m_nextSegment;
    };
    runEngine(
        std::move(engine), Rows::Others, [this] { putIntoNextSegment(); }, settle);
}

} // namespace segmentdesk
