// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/profilesjob.h"

#include "models/api/storeapi.h"
#include "models/changes/comparison.h"
#include "models/changes/journal.h"
#include "models/changes/membershipoperations.h"
#include "models/sources/completelist.h"
#include "models/sources/customerqueries.h"
#include "models/sources/idchunks.h"
#include "models/sources/storesources.h"

#include <QSet>

#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Memberships that are kept for undo, of all profiles together; 24 bytes each.
constexpr qint64 maxMemberships = 2'000'000;

/// What an answer says of the @p customers of @p items: those without a profile in it are read
/// back.
BatchAnswer judgedMade(const MadeProfiles &made, const QList<CustomerId> &customers,
                       const BatchEngine::Items &items)
{
    QHash<CustomerId, ProfileId> profiles;
    for (const ShopperProfile &profile : made.profiles)
        profiles.insert(profile.customerId, profile.id);
    BatchAnswer answer;
    answer.applied = made.report.applied;
    answer.isWhole = made.report.status < 300 && made.report.failed == 0;
    answer.reason.kind = ApiError::Kind::UnexpectedAnswer;
    answer.reason.httpStatus = made.report.status;
    answer.reason.details = u"the answer names no profile for a customer"_s;
    if (!made.report.errors.isEmpty()) {
        answer.reason.kind = ApiError::Kind::Rejected;
        answer.reason.title = made.report.errors.first().second;
    }
    for (qsizetype i = 0; i < items.size(); ++i) {
        const ProfileId id = profiles.value(customers.at(i));
        if (!id.isNull())
            answer.changed.append({items.at(i), id});
    }
    answer.namesChanged = true;
    return answer;
}

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
    operations.write = [&api, customers](const BatchEngine::Items &items, QObject *context,
                                         Callback<BatchAnswer> callback) {
        const QList<CustomerId> ids = customers(items);
        api.createProfiles(
            *NonEmpty<QList<CustomerId>>::from(ids), context,
            [ids, items, callback = std::move(callback)](const Result<MadeProfiles> &answer) {
                callback(answer.map(
                    [&](const MadeProfiles &made) { return judgedMade(made, ids, items); }));
            });
    };
    operations.readBack = [customers, lookup = customerLookup(api)](
                              const BatchEngine::Items &items, bool, QObject *context,
                              Callback<QList<ItemState>> callback) {
        const QList<CustomerId> ids = customers(items);
        lookup(ids, context, [ids, callback = std::move(callback)](Result<QList<Customer>> answer) {
            if (!answer) {
                callback(tl::unexpected(answer.error()));
                return;
            }
            QHash<CustomerId, ProfileId> profiles;
            for (const Customer &customer : std::as_const(*answer)) {
                if (!customer.isUnreadable)
                    profiles.insert(customer.id, customer.profileId.value_or(ProfileId()));
            }
            QList<ItemState> states;
            for (const CustomerId id : ids) {
                const auto there = profiles.constFind(id);
                ItemState state;
                if (there == profiles.constEnd())
                    state.state = ItemState::State::Gone;
                else if (!there->isNull())
                    state = {ItemState::State::InDesiredState, *there};
                states.append(state);
            }
            callback(std::move(states));
        });
    };
    return operations;
}

/// Asks for each profile alone: one that the store does not know is deleted.
void askWhetherGone(StoreApi &api, const QList<ProfileId> &profiles, QObject *context,
                    const Callback<QList<ItemState>> &callback)
{
    askEachProfile(
        api, profiles, context,
        [](const QList<SegmentId> &) {
            return ItemState{ItemState::State::NotInDesiredState, {}};
        },
        [callback](Result<QList<ItemState>> states) {
            if (states) {
                for (ItemState &state : *states) {
                    if (state.state == ItemState::State::Gone)
                        state.state = ItemState::State::InDesiredState;
                }
            }
            callback(std::move(states));
        });
}

BatchEngine::Operations deletion(StoreApi &api, const Outcome &outcome)
{
    BatchEngine::Operations operations;
    operations.batchSize = maxIdsPerRequest;
    operations.withdraw = [&api](const QObject *context) { api.withdrawWrites(context); };
    operations.write = [&api, &outcome](const BatchEngine::Items &items, QObject *context,
                                        Callback<BatchAnswer> callback) {
        QList<ProfileId> ids;
        for (const qint32 item : items)
            ids.append(outcome.items.at(item).profileId);
        api.deleteProfiles(
            *NonEmpty<QList<ProfileId>>::from(ids), context,
            [&outcome, items, callback = std::move(callback)](const Result<WriteReport> &answer) {
                callback(answer.map(
                    [&](const WriteReport &report) { return judged(report, outcome, items); }));
            });
    };
    // Customers tell whether they still have this profile; where none is known, the profile is
    // asked.
    operations.readBack = [&api, &outcome, lookup = customerLookup(api)](
                              const BatchEngine::Items &items, bool, QObject *context,
                              Callback<QList<ItemState>> callback) {
        QList<CustomerId> ids;
        for (const qint32 item : items)
            ids.append(outcome.items.at(item).customerId);
        lookup(ids, context,
               [&api, &outcome, items, context,
                callback = std::move(callback)](const Result<QList<Customer>> &answer) {
                   if (!answer) {
                       callback(tl::unexpected(answer.error()));
                       return;
                   }
                   QHash<CustomerId, const Customer *> byId;
                   bool isTold = true;
                   for (const Customer &customer : *answer)
                       byId.insert(customer.id, &customer);
                   QList<ItemState> states;
                   QList<ProfileId> profiles;
                   for (const qint32 item : items) {
                       const OutcomeItem &row = outcome.items.at(item);
                       const Customer *customer = byId.value(row.customerId);
                       isTold = isTold && customer && customer->profileKnown;
                       profiles.append(row.profileId);
                       if (!isTold)
                           continue;
                       const bool isGone = customer->profileId != row.profileId;
                       states.append({isGone ? ItemState::State::InDesiredState
                                             : ItemState::State::NotInDesiredState,
                                      {}});
                   }
                   if (isTold)
                       callback(std::move(states));
                   else
                       askWhetherGone(api, profiles, context, callback);
               });
    };
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
    } else if (settlesOnly()) {
        conclude(); // nothing was under way yet
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
            keepMemberships({customer.id, *customer.profileId}, *customer.segmentIds);
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

/// More than undo can keep are counted and not kept: nothing will be deleted.
void ProfilesJob::keepMemberships(const PersonRef &person, const QList<SegmentId> &segments)
{
    m_membershipCount += segments.size();
    if (m_membershipCount > maxMemberships) {
        m_memberships.clear();
        return;
    }
    for (const SegmentId segment : segments)
        m_memberships[segment].append(person);
}

void ProfilesJob::readMembershipsOf(const QList<ProfileId> &profiles)
{
    // One by one, for those whose customer does not tell.
    struct Reading
    {
        QList<ProfileId> left;
        QSet<ProfileId> gone;
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
                                  if (!answer)
                                      self->gone.insert(profile);
                                  if (answer)
                                      keepMemberships({customer, profile}, *answer);
                                  self->pump();
                              });
        }
        if (!self->ended && self->left.isEmpty() && self->inFlight == 0) {
            self->ended = true;
            leaveOut(self->gone);
            readSegmentNames();
        }
    };
    reading->pump();
}

/// Who has no profile any more was not deleted by this job, whatever the store will answer.
void ProfilesJob::leaveOut(const QSet<ProfileId> &gone)
{
    if (gone.isEmpty())
        return;
    QList<qint32> left;
    for (const qint32 item : std::as_const(m_items)) {
        if (gone.contains(m_outcome.items.at(item).profileId))
            settleRow(item, ItemStatus::NothingToDo);
        else
            left.append(item);
    }
    m_items = left;
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
    readCompleteSegments(m_api, readingContext(),
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
    // A restored job has not looked who is there still.
    operations.isKnown = [isLooked = restored() == nullptr](qint32) { return isLooked; };
    auto engine = std::make_unique<BatchEngine>(m_outcome, m_items, std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    runEngine(std::move(engine), Rows::OfOutcome, [this] { compare(); });
}

void ProfilesJob::createProfiles()
{
    setPhase(Phase::Working);
    BatchEngine::Operations operations = creation(m_api, m_outcome);
    operations.isKnown = [this](qint32 item) { return isKnownBefore(item); };
    auto engine = std::make_unique<BatchEngine>(m_outcome, m_items, std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    for (const SegmentChange &change : std::as_const(m_plan.segments))
        m_outcome.segments.append({change, ItemStatus::NotSent, OutcomeItem::noReason});
    runEngine(std::move(engine), Rows::OfOutcome, [this] { putIntoNextSegment(); });
}

void ProfilesJob::putIntoNextSegment()
{
    if (m_nextSegment >= m_outcome.segments.size()) {
        compare();
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
        m_filled.items.append(
            {member.customerId, profile, ItemStatus::NotSent, OutcomeItem::noReason});
    }
    auto operations = membershipOperations(m_api, m_filled, segment.change.before.id, true);
    // An earlier process may have got this far: then it is looked at first.
    const QList<qint32> unknown = restored() ? std::exchange(items, {}) : QList<qint32>();
    auto engine = std::make_unique<BatchEngine>(m_filled, items, std::move(operations), nullptr);
    engine->addUnknown(unknown);
    const auto settle = [this](const std::optional<JobError> &error) {
        SegmentOutcome &filled = m_outcome.segments[m_nextSegment];
        const OutcomeCounts counts = m_filled.counts();
        filled.change.members = m_filled.people(ItemStatus::Changed);
        const bool good =
            !error && counts.failed == 0 && counts.notFound == 0 && counts.notSent == 0;
        filled.what = good      ? ItemStatus::Changed
            : m_filled.isOpen() ? ItemStatus::Unknown
                                : ItemStatus::Failed;
        if (error)
            filled.reason = m_outcome.addReason(error->api);
        else if (!m_filled.reasons.isEmpty())
            filled.reason = m_outcome.addReason(m_filled.reasons.first());
        ++m_nextSegment;
    };
    runEngine(
        std::move(engine), Rows::Others, [this] { compareFilled(); }, settle);
}

/// Reads back who was put into the segment before the next one.
void ProfilesJob::compareFilled()
{
    QList<qint32> rows;
    for (qsizetype i = 0; i < m_filled.items.size(); ++i) {
        if (m_filled.items.at(i).what == ItemStatus::Changed)
            rows.append(static_cast<qint32>(i));
    }
    if (!wantsReadBack() || rows.isEmpty()) {
        putIntoNextSegment();
        return;
    }
    findDifferentMembers(
        m_api, m_filled, m_outcome.segments.at(m_nextSegment - 1).change.before.id, true, rows,
        readingContext(), [this](const Result<QList<qint32>> &different) {
            SegmentOutcome &filled = m_outcome.segments[m_nextSegment - 1];
            if (different && !different->isEmpty()) {
                notApplied(filled);
                const QSet<qint32> absent(different->cbegin(), different->cend());
                filled.change.members.clear();
                for (qsizetype i = 0; i < m_filled.items.size(); ++i) {
                    if (m_filled.items.at(i).what == ItemStatus::Changed
                        && !absent.contains(static_cast<qint32>(i)))
                        filled.change.members.append(m_filled.items.at(i).person());
                }
            }
            putIntoNextSegment();
        });
}

/// Reads back who has a profile now, or has none any more.
void ProfilesJob::compare()
{
    QList<qint32> rows;
    for (qsizetype i = 0; i < m_outcome.items.size(); ++i) {
        const OutcomeItem &row = m_outcome.items.at(i);
        // Those whose customer is not known would take a request each.
        if (row.what == ItemStatus::Changed && toNumber(row.customerId) > 0)
            rows.append(static_cast<qint32>(i));
    }
    if (!wantsReadBack() || rows.isEmpty()) {
        conclude();
        return;
    }
    setPhase(Phase::Checking);
    QList<CustomerId> ids;
    for (const qint32 row : std::as_const(rows))
        ids.append(m_outcome.items.at(row).customerId);
    customerLookup(m_api)(
        ids, readingContext(), [this, rows](const Result<QList<Customer>> &customers) {
            if (!customers) {
                conclude(); // what could not be read back was written nevertheless
                return;
            }
            QHash<CustomerId, const Customer *> byId;
            for (const Customer &customer : *customers)
                byId.insert(customer.id, &customer);
            const bool making = m_plan.operation == Operation::CreateProfiles;
            QList<qint32> known;
            QList<qint32> different;
            for (const qint32 item : rows) {
                const OutcomeItem &row = m_outcome.items.at(item);
                const Customer *customer = byId.value(row.customerId);
                if (!customer || !customer->profileKnown)
                    continue;
                known.append(item);
                if ((customer->profileId == row.profileId) != making)
                    different.append(item);
            }
            compared(known, different);
            conclude();
        });
}

} // namespace segmentdesk
