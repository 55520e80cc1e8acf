// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/session/storesession.h"

#include "models/api/requestrecord.h"
#include "models/api/restclient.h"
#include "models/api/storeaccess.h"
#include "models/api/storeapi.h"
#include "models/backup/backupjob.h"
#include "models/changes/changejob.h"
#include "models/changes/changerunner.h"
#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/jobs/jobpace.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/interruptedchanges.h"
#include "models/session/mirrorupdater.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype maxPersonSignals = 500;
constexpr int pausesAfterServerError = 4; ///< each Options::retryPause

RestClient::Options clientOptions(const Account &account, const QString &token,
                                  const StoreSession::Options &options)
{
    RestClient::Options client;
    client.apiPath = account.apiPath;
    client.token = token.toUtf8();
    if (!options.userAgent.isEmpty())
        client.product = options.userAgent.toUtf8();
    client.network = options.network;
    return client;
}

/// Whose local copy it is: the sandbox has another port each time.
QString storeName(const QUrl &apiPath)
{
    const bool isLocal = apiPath.host() == u"127.0.0.1" || apiPath.host() == u"localhost";
    // As Accounts::idFor(): capital letters in a hash make no other store.
    return ((isLocal ? u"localhost"_s : apiPath.host()) + apiPath.path()).toLower();
}

} // namespace

class StoreSession::Private
{
public:
    Private(StoreSession &session, const Account &who, const QString &token, const Options &options)
        : q(session), account(who), client(clientOptions(who, token, options)),
          interactive(client, RequestPriority::Interactive, noteOddRows()),
          background(client, RequestPriority::Background, noteOddRows()),
          journal(options.journalFolder.isEmpty()
                      ? nullptr
                      : std::make_unique<Journal>(options.journalFolder)),
          mirror(options.mirrorFolder.isEmpty()
                     ? nullptr
                     : std::make_unique<Mirror>(options.mirrorFolder, storeName(who.apiPath))),
          mirrorUpdater(background, queue, mirror.get()), history(background, journal.get()),
          runner(background, queue, history, journal.get()),
          interrupted(queue, runner, journal.get())
    {
    }

    StoreApi::OddRows noteOddRows();
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
    JobQueue queue;
    MirrorUpdater mirrorUpdater;
    History history;
    ChangeRunner runner;
    InterruptedChanges interrupted;
    QStringList oddRows;
    QTimer retryTimer;
};

/// Remembers which rows the store sent that cannot be read, each once.
StoreApi::OddRows StoreSession::Private::noteOddRows()
{
    return [this](const QString &request, const QList<OddRow> &rows) {
        bool isNew = false;
        for (const OddRow &row : rows) {
            QString text = request + u": "_s + row.problem;
            if (!row.id.isEmpty())
                text += u", id "_s + row.id;
            if (oddRows.size() < maxOddRows && !oddRows.contains(text)) {
                oddRows.append(text);
                isNew = true;
            }
        }
        if (isNew)
            Q_EMIT q.oddRowsChanged();
    };
}

/// Reads the members of the segments again that interrupted jobs may have changed.
void StoreSession::Private::checkNamed()
{
    if (!interrupted.namesSegments())
        return;
    if (!mirror) {
        for (const SegmentId segment : interrupted.takeNamed())
            Q_EMIT q.membersChanged(segment);
        return;
    }
    if (mirror->state() != Mirror::State::Complete)
        return; // once it is; a copy that is still to be read will be right
    const QList<SegmentId> segments = interrupted.takeNamed();
    mirrorUpdater.checkMembersAfterwards(segments);
    for (const SegmentId segment : segments)
        Q_EMIT q.membersChanged(segment);
}

void StoreSession::Private::announcePeople(const QList<OutcomeItem> &items)
{
    if (items.size() > maxPersonSignals)
        return;
    for (const OutcomeItem &item : items) {
        if (item.what == ItemStatus::Changed && !item.profileId.isNull())
            Q_EMIT q.personChanged(item.profileId);
    }
}

void StoreSession::Private::announce(const Job &job)
{
    const Outcome *outcome = job.outcome();
    if (!outcome)
        return;
    const auto isChanged = [](const auto &row) { return row.what == ItemStatus::Changed; };
    const bool people = std::any_of(outcome->items.cbegin(), outcome->items.cend(), isChanged);
    // What was deleted elsewhere is news, too.
    const bool segments = std::any_of(
        outcome->segments.cbegin(), outcome->segments.cend(), [](const SegmentOutcome &segment) {
            return segment.what == ItemStatus::Changed || segment.what == ItemStatus::NotFound
                || segment.what == ItemStatus::NothingToDo;
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
        Q_EMIT q.segmentsChanged(); // another client deleted it
}

StoreSession::StoreSession(const Account &account, const QString &token, const Options &options,
                           QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, account, token, options))
{
    connect(&d->client, &RestClient::trafficChanged, this, [this] {
        const QuotaUsage traffic = d->client.traffic();
        for (Job *job : d->queue.jobs()) {
            if (job->state() != Job::State::Ended)
                job->pace().setTraffic(traffic);
        }
        Q_EMIT trafficChanged(traffic);
    });
    connect(&d->queue, &JobQueue::jobAdded, this,
            [this](Job *job) { job->pace().setTraffic(d->client.traffic()); });
    connect(&d->client, &RestClient::unauthorized, this, &StoreSession::unauthorized);
    connect(&d->client, &RestClient::requestFinished, this, [this](const RequestRecord &record) {
        const StoreAccess before = d->access;
        d->access.learn(record);
        if (d->access != before)
            Q_EMIT accessChanged();
    });
    connect(&d->runner, &ChangeRunner::recorded, this,
            [this](Job *job, quint64 entry, GroupRun *run) {
                const Outcome *outcome = job->outcome();
                if (outcome)
                    d->mirrorUpdater.learn(*outcome);
                d->announce(*job);
                // It stays in the journal, and is offered as what a crash leaves.
                if (outcome && outcome->isOpen() && d->journal)
                    QMetaObject::invokeMethod(
                        this, [this] { d->interrupted.load(); }, Qt::QueuedConnection);
                Q_EMIT recorded(job, entry, run);
            });
    connect(&d->runner, &ChangeRunner::asked, this, &StoreSession::asked);
    // A store that does not answer may do so again, without anybody who looks.
    d->retryTimer.setSingleShot(true);
    connect(&d->queue, &JobQueue::jobChanged, this, [this, options](const Job *job) {
        if (!job->triesAgain() || d->retryTimer.isActive())
            return;
        // After a 500 the vendor asks for a few tries, at least a minute apart.
        const bool isServerError = job->waitsFor() && job->waitsFor()->api.httpStatus == 500;
        d->retryTimer.start(options.retryPause * (isServerError ? pausesAfterServerError : 1));
    });
    connect(&d->retryTimer, &QTimer::timeout, this, &StoreSession::tryAgain);
    d->history.setInterrupted([this](qint64 step) { return d->interrupted.has(step); });
    connect(&d->interrupted, &InterruptedChanges::loaded, this, [this] { d->checkNamed(); });
    connect(&d->interrupted, &InterruptedChanges::changed, this,
            &StoreSession::interruptedJobsChanged);
    connect(&d->interrupted, &InterruptedChanges::takenUp, this, &StoreSession::takenUp);
    connect(&d->interrupted, &InterruptedChanges::failed, this, &StoreSession::journalFailed);
    if (d->journal) {
        connect(d->journal.get(), &Journal::behindChanged, this,
                [this] { Q_EMIT journalBehind(d->journal->behind()); });
        connect(d->journal.get(), &Journal::setAsideChanged, this,
                [this] { Q_EMIT journalSetAside(d->journal->setAside()); });
        d->interrupted.load();
    }
    if (!d->mirror)
        return;
    connect(d->mirror.get(), &Mirror::stateChanged, this, [this] { d->checkNamed(); });
    if (!options.mirrorReadsStore)
        return;
    d->mirrorUpdater.syncWhenOpen();
    d->mirrorUpdater.setCheckMinutes(options.mirrorCheckMinutes);
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

void StoreSession::tryAgain()
{
    d->queue.retryWaiting(JobQueue::Retried::All);
}

const StoreAccess &StoreSession::access() const
{
    return d->access;
}

void StoreSession::probeAccess()
{
    probeWriting(d->client, this, [](const Result<RestClient::Reply> &) {});
}

QStringList StoreSession::oddRows() const
{
    return d->oddRows;
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

QuotaUsage StoreSession::traffic() const
{
    return d->client.traffic();
}

GroupRun *StoreSession::run(const ChangeGroup &group)
{
    return d->runner.run(group);
}

ChangeJob *StoreSession::run(const Plan &plan)
{
    return d->runner.run(ChangeGroup::of(plan))->job();
}

GroupRun *StoreSession::groupOf(const Job *job) const
{
    return d->runner.runOf(job);
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
    const GroupRun *run = d->runner.retry(plan);
    return run ? run->job() : nullptr;
}

InterruptedChanges &StoreSession::interrupted()
{
    return d->interrupted;
}

Journal *StoreSession::journal()
{
    return d->journal.get();
}

Mirror *StoreSession::mirror()
{
    return d->mirror.get();
}

MirrorUpdater &StoreSession::mirrorUpdater()
{
    return d->mirrorUpdater;
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
        d->mirrorUpdater.refresh(context, std::move(done));
    });
    d->queue.add(job);
    return job;
}

} // namespace segmentdesk
