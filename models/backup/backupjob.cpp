// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backupjob.h"

#include "models/api/storeapi.h"
#include "models/backup/backupfolder.h"
#include "models/mirror/mirror.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

JobFacts factsOf(const QString &folder)
{
    JobFacts facts;
    facts.kind = JobFacts::Kind::BackUp;
    facts.number = -1;
    facts.fileName = folder;
    return facts;
}

/// The members of a segment with their e-mail addresses.
PageSource<Person> membersWithAddresses(StoreApi &api, const CustomerLookup &lookup,
                                        SegmentId segment)
{
    return [source = membersSource(api, segment), lookup](PageRequest request, QObject *context,
                                                          Callback<Page<Person>> callback) {
        source(request, context,
               [lookup, context, callback = std::move(callback)](Result<Page<Person>> answer) {
                   if (!answer || answer->items.isEmpty()) {
                       callback(std::move(answer));
                       return;
                   }
                   QList<CustomerId> ids;
                   for (const Person &person : std::as_const(answer->items))
                       ids.append(person.customerId);
                   lookup(ids, context,
                          [page = *answer, callback](const Result<QList<Customer>> &found) mutable {
                              if (!found) {
                                  callback(tl::unexpected(found.error()));
                                  return;
                              }
                              QHash<CustomerId, const Customer *> byId;
                              for (const Customer &customer : *found)
                                  byId.insert(customer.id, &customer);
                              for (Person &person : page.items) {
                                  if (const Customer *customer = byId.value(person.customerId))
                                      person.customer = *customer;
                              }
                              callback(std::move(page));
                          });
               });
    };
}

/// The segments of the local copy, as if they came in pages.
PageSource<Segment> copiedSegments(Mirror &mirror)
{
    return [&mirror](PageRequest request, QObject *context, Callback<Page<Segment>> callback) {
        mirror.segments(
            context,
            [request, callback = std::move(callback)](const Result<QList<Segment>> &answer) {
                callback(answer.map(
                    [request](const QList<Segment> &all) { return pageOf(all, request); }));
            });
    };
}

} // namespace

class BackupJob::Private
{
public:
    Private(BackupJob &job, StoreApi &store, Mirror *copied, const QString &whose,
            const QString &where)
        : q(job), api(store), mirror(copied), lookup(customerLookup(store)), name(whose),
          folder(where)
    {
    }

    void openFolder();
    void refreshCopy();
    void readSegments();
    void nextSegment();
    void readMembers();
    void take(const Page<Person> &page);
    template <typename T>
    void dropLater(std::unique_ptr<PageWalker<T>> &walker);
    void membersRead(const Result<WalkEnd> &walked);
    template <typename T>
    void prepare(PageWalker<T> &walker);
    bool trouble(const ApiError &why);
    JobError storeError(const ApiError &why) const;
    void giveUp(JobResult how, const std::optional<JobError> &why);
    void progress();
    void stopReading();

    BackupJob &q;
    StoreApi &api;
    Mirror *mirror;
    CustomerLookup lookup;
    QString name;
    QString folder;
    Refresh refresh;
    QDateTime oldCopyOf;
    bool fromCopy = false;
    std::unique_ptr<PageWalker<Segment>> list;
    std::unique_ptr<PageWalker<Person>> members;
    QList<Segment> segments;
    qsizetype index = -1;
    int listPasses = 0;
    int passes = 0; ///< of the members of a segment
    std::shared_ptr<BackupRows> rows;
    qint64 written = 0;
    qint64 memberships = 0;
    qint64 withoutAddress = 0;
    qint64 withoutAddressHere = 0;
    QStringList unsteady;
    qint64 oddRows = 0;
    bool gone = false; ///< a segment was deleted meanwhile
    int changedFiles = 0;
    bool over = false; ///< giving up or done: the folder's answer ends the job
    bool waiting = false; ///< paused between two segments
    JobResult end = JobResult::Done;
    std::optional<JobError> error;
    QThread thread;
    BackupFolder *target = nullptr; ///< lives in thread
};

void BackupJob::Private::openFolder()
{
    target = new BackupFolder(folder, name);
    target->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, target, &QObject::deleteLater);
    QObject::connect(target, &BackupFolder::opened, &q, [this] {
        if (!over)
            refreshCopy();
    });
    QObject::connect(target, &BackupFolder::wrote, &q, [this](qint64 number) {
        memberships += number;
        ++written;
        progress();
        if (!over)
            nextSegment();
    });
    QObject::connect(target, &BackupFolder::failed, &q, [this](const JobError &why) {
        over = true;
        stopReading();
        if (q.state() != State::Ended)
            q.finish(end == JobResult::Cancelled ? JobResult::Cancelled : JobResult::Failed, why);
    });
    QObject::connect(target, &BackupFolder::committed, &q, [this](int files) {
        changedFiles = files;
        JobFacts facts = q.facts();
        facts.number = written;
        q.setFacts(facts);
        q.finish(unsteady.isEmpty() && oddRows == 0 && !gone && !oldCopyOf.isValid()
                     ? JobResult::Done
                     : JobResult::DoneWithWarnings);
    });
    QObject::connect(target, &BackupFolder::discarded, &q, [this] {
        if (q.state() != State::Ended)
            q.finish(end, error);
    });
    thread.start();
    QMetaObject::invokeMethod(target, &BackupFolder::open);
}

template <typename T>
void BackupJob::Private::prepare(PageWalker<T> &walker)
{
    walker.onTrouble = [this](const ApiError &why) { return trouble(why); };
    if (q.state() == State::Paused)
        walker.pause();
    walker.start();
}

void BackupJob::Private::refreshCopy()
{
    fromCopy = mirror && mirror->state() == Mirror::State::Complete;
    if (!fromCopy || !refresh) {
        readSegments();
        return;
    }
    refresh(&q, [this](bool current) {
        if (over)
            return;
        fromCopy = mirror->state() == Mirror::State::Complete;
        if (fromCopy && !current)
            oldCopyOf = std::max(mirror->readAt(), mirror->syncState().checkedAt());
        readSegments();
    });
}

/// A walker that may be calling goes when it has returned.
template <typename T>
void BackupJob::Private::dropLater(std::unique_ptr<PageWalker<T>> &walker)
{
    if (walker)
        QMetaObject::invokeMethod(
            &q, [old = std::shared_ptr(std::move(walker))] {}, Qt::QueuedConnection);
}

void BackupJob::Private::readSegments()
{
    ++listPasses;
    segments.clear();
    dropLater(list);
    list = std::make_unique<PageWalker<Segment>>(fromCopy ? copiedSegments(*mirror)
                                                          : segmentsSource(api));
    list->onPage = [this](const Page<Segment> &page) {
        segments.append(page.items);
        list->consumed();
    };
    list->onEnd = [this](const Result<WalkEnd> &walked) {
        if (over)
            return;
        if (!walked) {
            giveUp(JobResult::Failed, storeError(walked.error()));
            return;
        }
        if (walked->totalChanged) {
            if (listPasses < maxPasses)
                readSegments();
            else
                giveUp(JobResult::Failed,
                       storeError(incompleteList(
                           u"the list of segments changed each time it was read"_s)));
            return;
        }
        oddRows += walked->odd;
        // The order of the file, the same on every computer.
        std::sort(segments.begin(), segments.end(), [](const Segment &a, const Segment &b) {
            return a.name != b.name ? a.name < b.name : a.id < b.id;
        });
        segments.erase(std::unique(segments.begin(), segments.end(),
                                   [](const Segment &a, const Segment &b) { return a.id == b.id; }),
                       segments.end());
        q.setTotal(segments.size());
        q.setPhase(Phase::Working);
        nextSegment();
    };
    prepare(*list);
}

void BackupJob::Private::nextSegment()
{
    if (q.state() == State::Paused) {
        waiting = true;
        return;
    }
    ++index;
    passes = 0;
    if (index < segments.size()) {
        readMembers();
        return;
    }
    over = true;
    q.setPhase(Phase::Checking);
    QMetaObject::invokeMethod(target, &BackupFolder::commit);
}

void BackupJob::Private::readMembers()
{
    const SegmentId segment = segments.at(index).id;
    rows = std::make_shared<BackupRows>();
    withoutAddressHere = 0;
    ++passes;
    PeopleQuery query;
    query.filter.memberOf = segment;
    dropLater(members);
    members = std::make_unique<PageWalker<Person>>(
        fromCopy ? mirror->people(query) : membersWithAddresses(api, lookup, segment));
    members->onPage = [this](const Page<Person> &page) { take(page); };
    members->onEnd = [this](const Result<WalkEnd> &walked) { membersRead(walked); };
    prepare(*members);
}

void BackupJob::Private::take(const Page<Person> &page)
{
    for (const Person &person : page.items) {
        BackupPerson row;
        row.customerId = person.customerId;
        if (person.profile)
            row.profileId = person.profile->id;
        const QByteArray email = person.customer.email.toUtf8();
        row.emailAt = quint32(rows->emails.size());
        row.emailSize = quint32(email.size());
        rows->emails.append(email);
        rows->people.push_back(row);
        withoutAddressHere += email.isEmpty() ? 1 : 0;
    }
    members->consumed();
}

void BackupJob::Private::membersRead(const Result<WalkEnd> &walked)
{
    if (over)
        return;
    const Segment &segment = segments.at(index);
    if (!walked && walked.error().kind == ApiError::Kind::NotFound) {
        gone = true; // deleted meanwhile
        nextSegment();
        return;
    }
    if (!walked) {
        giveUp(JobResult::Failed, storeError(walked.error()));
        return;
    }
    oddRows += walked->odd;
    if (walked->odd > 0) {
        rows->isWhole = false;
        unsteady.append(segment.name);
    } else if (walked->totalChanged || walked->rows != walked->total) {
        if (passes < maxPasses) {
            readMembers();
            return;
        }
        rows->isWhole = false;
        unsteady.append(segment.name);
    }
    withoutAddress += withoutAddressHere;
    QMetaObject::invokeMethod(
        target, [to = target, segment, what = std::move(rows)] { to->write(segment, what); });
}

JobError BackupJob::Private::storeError(const ApiError &why) const
{
    if (fromCopy)
        return {JobError::Kind::Mirror, {}, why.details};
    return {JobError::Kind::Store, why, {}};
}

bool BackupJob::Private::trouble(const ApiError &why)
{
    if (over || fromCopy || (!why.isTransient() && why.kind != ApiError::Kind::Unauthorized))
        return false;
    q.waitFor({JobError::Kind::Store, why, {}});
    return true;
}

void BackupJob::Private::progress()
{
    OutcomeCounts counts;
    counts.changed = written;
    q.setProgress(index + 1, counts);
}

void BackupJob::Private::giveUp(JobResult how, const std::optional<JobError> &why)
{
    over = true;
    end = how;
    error = why;
    stopReading();
    QMetaObject::invokeMethod(target, &BackupFolder::discard);
}

void BackupJob::Private::stopReading()
{
    // Not deleted: this may be one of their callbacks.
    if (list)
        list->stop();
    if (members)
        members->stop();
}

BackupJob::BackupJob(StoreApi &api, Mirror *mirror, const QString &store, const QString &folder,
                     QObject *parent)
    : Job(factsOf(folder), parent), d(std::make_unique<Private>(*this, api, mirror, store, folder))
{
}

BackupJob::~BackupJob()
{
    d->list.reset();
    d->members.reset();
    d->thread.quit();
    d->thread.wait();
}

void BackupJob::setRefresh(Refresh refresh)
{
    d->refresh = std::move(refresh);
}

QDateTime BackupJob::oldCopyOf() const
{
    return d->oldCopyOf;
}

qint64 BackupJob::segments() const
{
    return d->written;
}

qint64 BackupJob::memberships() const
{
    return d->memberships;
}

int BackupJob::changedFiles() const
{
    return d->changedFiles;
}

qint64 BackupJob::withoutAddress() const
{
    return d->withoutAddress;
}

bool BackupJob::readCopy() const
{
    return d->fromCopy;
}

qint64 BackupJob::oddRows() const
{
    return d->oddRows;
}

QStringList BackupJob::unsteady() const
{
    return d->unsteady;
}

void BackupJob::doStart()
{
    d->openFolder();
}

void BackupJob::doPause()
{
    if (d->list)
        d->list->pause();
    if (d->members)
        d->members->pause();
}

void BackupJob::doResume()
{
    if (d->list)
        d->list->resume();
    if (d->members)
        d->members->resume();
    if (std::exchange(d->waiting, false))
        d->nextSegment();
}

std::optional<qint64> BackupJob::requestsLeft() const
{
    if (d->fromCopy && phase() != Phase::Preparing)
        return 0;
    return std::nullopt; // how many members there are shows as they are read
}

void BackupJob::doCancel()
{
    if (!d->over)
        d->giveUp(JobResult::Cancelled, std::nullopt);
}

} // namespace segmentdesk
