// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/storesession.h"

#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "models/jobs/changejob.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/planner.h"

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr qsizetype maxPersonSignals = 500;

RestClient::Options clientOptions(const Account &account, const QString &token,
                                  const StoreSession::Options &options)
{
    RestClient::Options client;
    client.apiPath = account.apiPath;
    client.token = token.toUtf8();
    if (!options.userAgent.isEmpty())
        client.product = options.userAgent.toUtf8();
    return client;
}

} // namespace

class StoreSession::Private
{
public:
    Private(StoreSession &session, const Account &who, const QString &token, const Options &options)
        : q(session)
        , account(who)
        , client(clientOptions(who, token, options))
        , interactive(client, RequestPriority::Interactive)
        , background(client, RequestPriority::Background)
        , history(background, queue)
    {
    }

    void announce(const Job &job);
    void announcePeople(const QList<OutcomeItem> &items);

    // In the order of their dependencies: jobs go before the client that carries their requests.
    StoreSession &q;
    Account account;
    RestClient client;
    StoreApi interactive;
    StoreApi background;
    JobQueue queue;
    History history;
};

void StoreSession::Private::announcePeople(const QList<OutcomeItem> &items)
{
    if (items.size() > maxPersonSignals)
        return;
    for (const OutcomeItem &item : items) {
        if (item.what == What::Changed && !item.profileId.isNull())
            Q_EMIT q.personChanged(item.profileId);
    }
}

void StoreSession::Private::announce(const Job &job)
{
    const Outcome *outcome = job.outcome();
    if (!outcome)
        return;
    const auto isChanged = [](const auto &row) { return row.what == What::Changed; };
    const bool people = std::any_of(outcome->items.cbegin(), outcome->items.cend(), isChanged);
    const bool segments = std::any_of(outcome->segments.cbegin(), outcome->segments.cend(), isChanged);
    switch (outcome->operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        if (people)
            Q_EMIT q.membersChanged(outcome->segmentId);
        break;
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
        if (people)
            Q_EMIT q.profilesChanged();
        for (const SegmentOutcome &segment : outcome->segments) {
            if (!segment.change.members.isEmpty())
                Q_EMIT q.membersChanged(segment.change.before.id);
        }
        break;
    case Operation::CreateSegment:
    case Operation::UpdateSegment:
    case Operation::DeleteSegments:
        if (segments)
            Q_EMIT q.segmentsChanged();
        break;
    }
    announcePeople(outcome->items);
    if (outcome->error && outcome->error->kind == ApiError::Kind::NotFound)
        Q_EMIT q.segmentsChanged(); // somebody else deleted it
}

StoreSession::StoreSession(const Account &account, const QString &token, const Options &options,
                           QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, account, token, options))
{
    connect(&d->client, &RestClient::trafficChanged, this,
            [this] { Q_EMIT trafficChanged(d->client.traffic()); });
    connect(&d->client, &RestClient::unauthorized, this, &StoreSession::unauthorized);
    connect(&d->queue, &JobQueue::jobEnded, this, [this](const Job *job) { d->announce(*job); });
}

StoreSession::~StoreSession() = default;

const Account &StoreSession::account() const
{
    return d->account;
}

RestClient &StoreSession::client()
{
    return d->client;
}

void StoreSession::setToken(const QString &token)
{
    d->client.setToken(token.toUtf8());
    for (Job *job : d->queue.jobs()) {
        if (job->waitsFor() && job->waitsFor()->api.kind == ApiError::Kind::Unauthorized)
            job->resume();
    }
}

StoreApi &StoreSession::interactive()
{
    return d->interactive;
}

StoreApi &StoreSession::background()
{
    return d->background;
}

JobQueue &StoreSession::jobs()
{
    return d->queue;
}

History &StoreSession::history()
{
    return d->history;
}

Traffic StoreSession::traffic() const
{
    return d->client.traffic();
}

ChangeJob *StoreSession::run(const Plan &plan)
{
    ChangeJob *job = ChangeJob::make(d->background, plan, JobFacts::Purpose::Change);
    d->queue.add(job);
    return job;
}

ChangeJob *StoreSession::addMembers(const Plan &plan)
{
    Q_ASSERT(plan.operation == Operation::AddMembers);
    return run(plan);
}

ChangeJob *StoreSession::removeMembers(const Plan &plan)
{
    Q_ASSERT(plan.operation == Operation::RemoveMembers);
    return run(plan);
}

ChangeJob *StoreSession::createProfiles(const Plan &plan)
{
    Q_ASSERT(plan.operation == Operation::CreateProfiles);
    return run(plan);
}

ChangeJob *StoreSession::createProfiles(const QList<CustomerId> &customers)
{
    Plan plan;
    plan.operation = Operation::CreateProfiles;
    for (const CustomerId id : customers)
        plan.items.append({id, {}, Effect::Unknown});
    return run(plan);
}

ChangeJob *StoreSession::deleteProfiles(const QList<PersonRef> &people)
{
    return run(Planner::planDeleteProfiles(people));
}

ChangeJob *StoreSession::createSegment(const NewSegment &segment)
{
    return run(Planner::planCreateSegment(segment));
}

ChangeJob *StoreSession::updateSegment(const Segment &before, const SegmentUpdate &update)
{
    return run(Planner::planUpdateSegment(before, update));
}

ChangeJob *StoreSession::deleteSegments(const QList<Segment> &segments)
{
    return run(Planner::planDeleteSegments(segments));
}

ChangeJob *StoreSession::retry(const ChangeJob &job)
{
    const std::optional<Plan> plan = job.retryPlan();
    if (!plan)
        return nullptr;
    ChangeJob *again = ChangeJob::make(d->background, *plan, JobFacts::Purpose::Retry);
    d->queue.add(again);
    return again;
}

ExportJob *StoreSession::exportPeople(const ExportSpec &spec)
{
    auto *job = new ExportJob(d->background, spec);
    d->queue.add(job);
    return job;
}

} // namespace segmentdesk
