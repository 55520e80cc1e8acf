// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/storesession.h"

#include "models/api/requestrecord.h"
#include "models/api/restclient.h"
#include "models/api/storeaccess.h"
#include "models/api/storeapi.h"
#include "models/jobs/backupjob.h"
#include "models/jobs/changejob.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/journal.h"
#include "models/jobs/membercheck.h"
#include "models/jobs/mirrorsync.h"
#include "models/jobs/planner.h"
#include "models/jobs/steprun.h"
#include "models/mirror/mirror.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

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

namespace {

/// Whose local copy it is: the sandbox has another port each time.
QString storeName(const QUrl &apiPath)
{
    const bool isLocal = apiPath.host() == u"127.0.0.1" || apiPath.host() == u"localhost";
    return (isLocal ? u"localhost"_s : apiPath.host()) + apiPath.path();
}

} // namespace

class StoreSession::Private
{
public:
    Private(StoreSession &session, const Account &who, const QString &token, const Options &options)
        : q(session), account(who), client(clientOptions(who, token, options)),
          interactive(client, RequestPriority::Interactive),
          background(client, RequestPriority::Background),
          journal(options.journalFolder.isEmpty()
                      ? nullptr
                      : std::make_unique<Journal>(options.journalFolder)),
          mirror(options.mirrorFolder.isEmpty()
                     ? nullptr
                     : std::make_unique<Mirror>(options.mirrorFolder, storeName(who.apiPath))),
          history(background, queue, journal.get())
    {
    }

    enum class Place { Last, Next };
    ChangeJob *add(const Plan &plan, JobFacts::Purpose purpose, Place place = Place::Last);
    bool addNextOf(StepRun *run, Place place);
    qint64 newStep() { return journal ? journal->newId() : ++lastStep; }
    void goOn(const ChangeJob &ended);
    void copy(const Outcome &outcome);
    void loadInterrupted();
    void takeUp(qint64 id, bool goOn);
    void checkNamed();

    void announce(const Job &job);
    void announcePeople(const QList<OutcomeItem> &items);

    // In the order of their dependencies: jobs go before the client that carries their requests.
    StoreSession &q;
    Account account;
    StoreAccess access;
    RestClient client;
    StoreApi interactive;
    StoreApi background;
    std::unique_ptr<Journal> journal; ///< outlives the jobs that write to it
    std::unique_ptr<Mirror> mirror; ///< likewise
    std::unique_ptr<MemberCheck> memberCheck; ///< with a mirror
    JobQueue queue;
    History history;
    QList<InterruptedJob> interrupted;
    QList<SegmentId> named; ///< by interrupted jobs, and not yet read again
    qint64 lastStep = 0; ///< without a journal
    QHash<qint64, StepRun *> runs; ///< by their step; children of the session
    QPointer<MirrorSync> sync;
    QTimer syncTimer;
    QTimer retryTimer;
};

ChangeJob *StoreSession::Private::add(const Plan &plan, JobFacts::Purpose purpose, Place place)
{
    ChangeJob *job = ChangeJob::make(background, plan, purpose);
    if (journal) {
        job->setReadBack(true);
        job->setJournal(journal.get(), journal->newId());
    }
    if (place == Place::Next)
        queue.addNext(job);
    else
        queue.add(job);
    return job;
}

/// Makes a job of what comes next in a run; false: it has ended.
bool StoreSession::Private::addNextOf(StepRun *run, Place place)
{
    const std::optional<Plan> plan = run->next();
    if (!plan)
        return false;
    ChangeJob *job = add(*plan, JobFacts::Purpose::Change, place);
    Q_EMIT run->started(job);
    return true;
}

/// What belongs to the same step and comes after @p ended.
void StoreSession::Private::goOn(const ChangeJob &ended)
{
    const Plan &plan = ended.plan();
    if (plan.step.id == 0)
        return;
    if (StepRun *run = runs.value(plan.step.id);
        run && ended.facts().purpose == JobFacts::Purpose::Change) {
        run->take(ended);
        if (addNextOf(run, Place::Next))
            return;
        runs.remove(plan.step.id);
        run->deleteLater();
        Q_EMIT run->ended();
        return;
    }
    if (ended.end() == End::Cancelled || ended.end() == End::Failed) {
        const QList<Job *> jobs = queue.jobs();
        for (Job *job : jobs) {
            const auto *change = qobject_cast<const ChangeJob *>(job);
            if (change && change->state() == Job::State::Queued && change->plan().step == plan.step)
                job->cancel();
        }
        return;
    }
    if (!plan.then)
        return;
    const Outcome &outcome = *ended.outcome();
    Plan next;
    next.operation = plan.then->operation;
    next.step = plan.step;
    if (next.operation == Operation::DeleteSegments) {
        const OutcomeCounts counts = outcome.counts();
        if (counts.failed + counts.notSent > 0)
            return; // somebody would be lost
        next.segments.append({plan.then->segment, {}, {}, true});
    } else {
        next.segmentId = plan.then->segment.id;
        next.segmentName = plan.then->segment.name;
        for (const OutcomeItem &item : outcome.items) {
            if (item.what == What::Changed || item.what == What::NothingToDo)
                next.items.append({item.customerId, item.profileId, Effect::Unknown});
        }
    }
    if (!next.isEmpty())
        add(next, ended.facts().purpose);
}

/// Tells the local copy what a job changed.
void StoreSession::Private::copy(const Outcome &outcome)
{
    if (!mirror)
        return;
    Mirror::Change change;
    const QList<PersonRef> changed = outcome.people(What::Changed);
    const QList<PersonRef> asWished = changed + outcome.people(What::NothingToDo);
    switch (outcome.operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        change.segment = outcome.segmentId;
        (outcome.operation == Operation::AddMembers ? change.joined : change.left) = asWished;
        break;
    case Operation::CreateProfiles:
        for (const PersonRef &person : changed)
            change.profiles.append(
                {person.profileId, person.customerId, outcome.endedAt, outcome.endedAt});
        mirror->apply(change);
        for (const SegmentOutcome &segment : outcome.segments) {
            Mirror::Change members;
            members.segment = segment.change.before.id;
            members.joined = segment.change.members;
            mirror->apply(members);
        }
        return;
    case Operation::DeleteProfiles:
        for (const PersonRef &person : changed)
            change.deletedProfiles.append(person.profileId);
        break;
    case Operation::CreateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what != What::Changed)
                continue;
            Mirror::Change made;
            made.segments = {segment.change.after};
            made.segment = segment.change.after.id;
            made.joined = outcome.segments.size() == 1 ? asWished : segment.change.members;
            mirror->apply(made);
        }
        return;
    case Operation::UpdateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == What::Changed)
                change.segments.append(segment.change.after);
        }
        break;
    case Operation::DeleteSegments:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == What::Changed)
                change.deletedSegments.append(segment.change.before.id);
        }
        break;
    }
    mirror->apply(change);
}

void StoreSession::Private::loadInterrupted()
{
    journal->interrupted(&q, [this](const QList<JournaledJob> &jobs, const QString &error) {
        if (!error.isEmpty()) {
            Q_EMIT q.journalFailed(error);
            return;
        }
        for (const JournaledJob &job : jobs) {
            // Those that this process began are not interrupted.
            const QList<Job *> own = queue.jobs();
            if (std::any_of(own.cbegin(), own.cend(), [&job](const Job *one) {
                    const auto *change = qobject_cast<const ChangeJob *>(one);
                    return change && change->journalId() == job.id;
                }))
                continue;
            JobFacts facts = JobFacts::of(job.plan, job.purpose);
            facts.number = job.total;
            interrupted.append({job.id, facts, job.startedAt});
            // What they did last, nobody has heard of: the numbers that are known may be wrong.
            if (!job.plan.segmentId.isNull())
                named.append(job.plan.segmentId);
            for (const SegmentChange &segment : job.plan.segments) {
                if (!segment.before.id.isNull())
                    named.append(segment.before.id);
            }
        }
        checkNamed();
        Q_EMIT q.interruptedJobsChanged();
    });
}

/// Reads the members of the segments again that interrupted jobs may have changed.
void StoreSession::Private::checkNamed()
{
    if (named.isEmpty())
        return;
    if (!mirror) {
        for (const SegmentId segment : std::exchange(named, {}))
            Q_EMIT q.membersChanged(segment);
        return;
    }
    if (mirror->state() != Mirror::State::Complete)
        return; // once it is; a copy that is still to be read will be right
    if (!memberCheck)
        memberCheck = std::make_unique<MemberCheck>(background, *mirror);
    const QList<SegmentId> segments = std::exchange(named, {});
    memberCheck->lookAfterwards(segments);
    for (const SegmentId segment : segments)
        Q_EMIT q.membersChanged(segment);
}

void StoreSession::Private::takeUp(qint64 id, bool goOn)
{
    const auto found = std::find_if(interrupted.cbegin(), interrupted.cend(),
                                    [id](const InterruptedJob &job) { return job.id == id; });
    if (found == interrupted.cend())
        return;
    interrupted.erase(found);
    Q_EMIT q.interruptedJobsChanged();
    journal->load(id, &q, [this, goOn](const QList<JournaledJob> &jobs, const QString &error) {
        if (jobs.isEmpty()) {
            Q_EMIT q.journalFailed(error);
            return;
        }
        const JournaledJob &saved = jobs.first();
        const bool isStep =
            saved.purpose == JobFacts::Purpose::Undo || saved.purpose == JobFacts::Purpose::Redo;
        ChangeJob *job = ChangeJob::make(background, saved.plan,
                                         isStep ? saved.purpose : JobFacts::Purpose::Resumed);
        job->restore(saved);
        job->setReadBack(goOn);
        job->setJournal(journal.get(), saved.id);
        if (isStep)
            history.adopt(job);
        queue.add(job);
        if (!goOn) {
            QObject::connect(job, &Job::changed, job, [job] {
                if (job->state() == Job::State::Running)
                    QMetaObject::invokeMethod(job, &Job::cancel, Qt::QueuedConnection);
            });
        }
    });
}

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
    // What was deleted elsewhere is news, too.
    const bool segments = std::any_of(
        outcome->segments.cbegin(), outcome->segments.cend(), [](const SegmentOutcome &segment) {
            return segment.what == What::Changed || segment.what == What::NotFound;
        });
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
    : QObject(parent), d(std::make_unique<Private>(*this, account, token, options))
{
    connect(&d->client, &RestClient::trafficChanged, this, [this] {
        const Traffic traffic = d->client.traffic();
        for (Job *job : d->queue.jobs()) {
            if (job->state() != Job::State::Ended)
                job->setTraffic(traffic);
        }
        Q_EMIT trafficChanged(traffic);
    });
    connect(&d->queue, &JobQueue::jobAdded, this,
            [this](Job *job) { job->setTraffic(d->client.traffic()); });
    connect(&d->client, &RestClient::unauthorized, this, &StoreSession::unauthorized);
    connect(&d->client, &RestClient::requestFinished, this, [this](const RequestRecord &record) {
        const StoreAccess before = d->access;
        d->access.learn(record);
        if (d->access != before)
            Q_EMIT accessChanged();
    });
    connect(&d->queue, &JobQueue::jobEnded, this, [this](const Job *job) {
        d->announce(*job);
        const auto *change = qobject_cast<const ChangeJob *>(job);
        if (!change || !change->outcome())
            return;
        d->copy(*change->outcome());
        d->goOn(*change);
    });
    // A store that does not answer may do so again, without anybody who looks.
    d->retryTimer.setSingleShot(true);
    d->retryTimer.setInterval(options.retryPause);
    connect(&d->queue, &JobQueue::jobChanged, this, [this](const Job *job) {
        if (job->triesAgain() && !d->retryTimer.isActive())
            d->retryTimer.start();
    });
    connect(&d->retryTimer, &QTimer::timeout, this, [this] {
        for (Job *job : d->queue.jobs()) {
            if (job->triesAgain())
                job->resume();
        }
    });
    if (d->journal)
        d->loadInterrupted();
    if (!d->mirror)
        return;
    connect(d->mirror.get(), &Mirror::stateChanged, this, [this] { d->checkNamed(); });
    if (!options.mirrorReadsStore)
        return;
    // What was read before is looked at once it is open; what was not is read.
    connect(d->mirror.get(), &Mirror::stateChanged, this, [this] {
        if (!d->sync)
            syncMirror();
    });
    connect(&d->syncTimer, &QTimer::timeout, this, [this] { syncMirror(); });
    setMirrorCheckMinutes(options.mirrorCheckMinutes);
}

StoreSession::~StoreSession() = default;

const Account &StoreSession::account() const
{
    return d->account;
}

void StoreSession::setName(const QString &name)
{
    d->account.name = name;
}

RestClient &StoreSession::client()
{
    return d->client;
}

void StoreSession::setReserve(double reserve)
{
    d->client.setReserve(std::clamp(reserve, 0.0, maxReserve));
}

void StoreSession::setToken(const QString &token)
{
    d->client.setToken(token.toUtf8());
    if (d->access != StoreAccess()) {
        d->access = {};
        Q_EMIT accessChanged();
    }
    for (Job *job : d->queue.jobs()) {
        if (job->waitsFor() && job->waitsFor()->api.kind == ApiError::Kind::Unauthorized)
            job->resume();
    }
}

const StoreAccess &StoreSession::access() const
{
    return d->access;
}

void StoreSession::probeAccess()
{
    probeWriting(d->client, this, [](const Result<RestClient::Reply> &) {});
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
    if (!plan.then)
        return d->add(plan, JobFacts::Purpose::Change);
    Plan first = plan;
    first.step.id = d->newStep();
    return d->add(first, JobFacts::Purpose::Change);
}

QList<Job *> StoreSession::run(const QList<Plan> &plans, Step::Kind kind)
{
    if (plans.size() == 1)
        return {run(plans.first())};
    const Step step{kind, d->newStep()};
    QList<Job *> jobs;
    for (const Plan &plan : plans) {
        Plan part = plan;
        part.step = step;
        jobs.append(d->add(part, JobFacts::Purpose::Change));
    }
    return jobs;
}

QList<Job *> StoreSession::run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                               const Segment &segment, const Plan &leaving)
{
    QList<Plan> plans;
    if (plan.counts().willChange > 0 || plan.then)
        plans.append(plan);
    if (!createProfilesFor.isEmpty()) {
        // Profiles that are made for a plan go into its segment by the same job.
        Plan create;
        create.operation = Operation::CreateProfiles;
        SegmentChange into;
        into.before = segment;
        into.after = segment;
        for (const CustomerId customer : createProfilesFor) {
            create.items.append({customer, {}, Effect::WillChange});
            into.members.append({customer, {}});
        }
        create.segments.append(into);
        plans.append(create);
    }
    if (!leaving.isEmpty())
        plans.append(leaving);
    return run(plans, leaving.isEmpty() ? Step::Kind::AddWithProfiles : Step::Kind::MakeEqual);
}

StepRun *StoreSession::runInTurn(const QList<Plan> &plans, Step::Kind kind)
{
    const Step step{kind, d->newStep()};
    auto *run = new StepRun(plans, step, this);
    if (!d->addNextOf(run, Private::Place::Last)) {
        delete run;
        return nullptr;
    }
    d->runs.insert(step.id, run);
    return run;
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
    return retry(*plan);
}

ChangeJob *StoreSession::retry(const Plan &plan)
{
    return d->add(plan, JobFacts::Purpose::Retry);
}

QList<StoreSession::InterruptedJob> StoreSession::interruptedJobs() const
{
    return d->interrupted;
}

void StoreSession::resumeJob(qint64 id)
{
    d->takeUp(id, true);
}

void StoreSession::dismissJob(qint64 id)
{
    d->takeUp(id, false);
}

Journal *StoreSession::journal()
{
    return d->journal.get();
}

Mirror *StoreSession::mirror()
{
    return d->mirror.get();
}

MirrorSync *StoreSession::mirrorSync() const
{
    return d->sync;
}

MirrorSync *StoreSession::syncMirror(bool whole)
{
    if (!d->mirror || d->mirror->state() == Mirror::State::Opening
        || d->mirror->state() == Mirror::State::Failed)
        return nullptr;
    if (d->sync)
        return d->sync;
    d->sync = new MirrorSync(d->background, *d->mirror,
                             whole ? MirrorSync::Kind::Whole : MirrorSync::Kind::Check);
    connect(d->sync, &Job::ended, this, [this] { d->sync = nullptr; });
    d->queue.add(d->sync);
    return d->sync;
}

void StoreSession::checkMembers(SegmentId segment)
{
    if (!d->mirror || d->sync)
        return;
    if (!d->memberCheck)
        d->memberCheck = std::make_unique<MemberCheck>(d->background, *d->mirror);
    d->memberCheck->look(segment);
}

void StoreSession::refreshMirror(QObject *context, std::function<void(bool current)> then)
{
    MirrorSync *sync =
        d->mirror && d->mirror->state() == Mirror::State::Complete ? syncMirror() : nullptr;
    if (!sync) {
        then(false);
        return;
    }
    connect(sync, &Job::ended, context, [sync, then = std::move(then)] {
        then(sync->end() == End::Done || sync->end() == End::DoneWithWarnings);
    });
}

void StoreSession::setMirrorCheckMinutes(int minutes)
{
    d->syncTimer.stop();
    if (minutes > 0)
        d->syncTimer.start(std::chrono::minutes(std::min(minutes, maxMirrorCheckMinutes)));
}

ExportJob *StoreSession::exportPeople(const ExportSpec &spec)
{
    auto *job = new ExportJob(d->background, spec, mirror());
    d->queue.add(job);
    return job;
}

BackupJob *StoreSession::backUp(const QString &folder)
{
    auto *job = new BackupJob(d->background, d->mirror.get(), d->account.id, folder);
    job->setRefresh([this](QObject *context, std::function<void(bool)> done) {
        refreshMirror(context, std::move(done));
    });
    d->queue.add(job);
    return job;
}

} // namespace segmentdesk
