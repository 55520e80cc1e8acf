// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplesources.h"

#include "models/jobs/jobpace.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/sources/searchsource.h"
#include "models/sources/withoutprofilescan.h"
#include "models/sync/mirrorsync.h"
#include "ui/words/words.h"

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

template <typename T>
void refuse(QObject *context, const Callback<T> &callback, ApiError::Kind kind,
            const QString &details)
{
    QMetaObject::invokeMethod(
        context,
        [callback, kind, details] {
            ApiError error;
            error.kind = kind;
            error.details = details;
            callback(tl::unexpected(error));
        },
        Qt::QueuedConnection);
}

/// The answer to what only a complete copy has.
template <typename T>
void refuse(QObject *context, const Callback<T> &callback)
{
    refuse(context, callback, ApiError::Kind::InvalidArguments,
           u"The local copy is not complete."_s);
}

/// The answer to who has no profile, where it could not be read who has one.
template <typename T>
void refuseUntold(QObject *context, const Callback<T> &callback)
{
    refuse(context, callback, ApiError::Kind::IncompleteList,
           u"Rows of the list of profiles cannot be read, and customers do not tell theirs."_s);
}

bool isUnreachable(const std::optional<JobError> &error)
{
    return error && error->kind == JobError::Kind::Store
        && (error->api.kind == ApiError::Kind::NoConnection
            || error->api.kind == ApiError::Kind::Timeout
            || error->api.kind == ApiError::Kind::ServerFailure);
}

QString failureWords(const Mirror &mirror)
{
    switch (mirror.failure()) {
    case Mirror::Failure::None:
        return {};
    case Mirror::Failure::Newer:
        return PeopleSources::tr("It was written by a newer version of Segment Desk.");
    case Mirror::Failure::Locked:
        return PeopleSources::tr("Another window of Segment Desk is using it.");
    case Mirror::Failure::NoLocks:
        return PeopleSources::tr("The disk of the data folder has no locks or no shared memory, "
                                 "which it needs.");
    case Mirror::Failure::DiskFull:
        return PeopleSources::tr("There is no space left on the disk.");
    case Mirror::Failure::ReadOnly:
        return PeopleSources::tr("Its folder cannot be written.");
    case Mirror::Failure::OtherStore:
        return PeopleSources::tr("It is the copy of another store.");
    case Mirror::Failure::Other:
        return mirror.error();
    }
    return {};
}

PeopleSources::State stateOf(Mirror::State state)
{
    switch (state) {
    case Mirror::State::Opening:
    case Mirror::State::Empty:
    case Mirror::State::Partial:
        return PeopleSources::State::Reading;
    case Mirror::State::Complete:
        return PeopleSources::State::Complete;
    case Mirror::State::Failed:
        return PeopleSources::State::Failed;
    }
    return PeopleSources::State::None;
}

} // namespace

PeopleSources::PeopleSources(StoreSession &session, WithoutProfileScan &scan, QObject *parent)
    : QObject(parent), m_session(session), m_scan(scan)
{
}

void PeopleSources::useMirror()
{
    Mirror *mirror = m_session.mirror();
    if (!mirror)
        return;
    Copy copy;
    copy.people = [mirror](const PeopleQuery &query) { return mirror->people(query); };
    copy.count = [mirror](const PeopleFilter &filter, QObject *context,
                          const Callback<qint64> &callback) {
        mirror->count(filter, context, callback);
    };
    copy.overlap = [mirror](const QList<SegmentId> &segments, QObject *context,
                            const Callback<Overlap> &callback) {
        mirror->overlap(segments, context, callback);
    };
    copy.history = [mirror](ProfileId profile, QObject *context,
                            const Callback<QList<Event>> &callback) {
        mirror->history(profile, context, callback);
    };
    copy.segments = [mirror](QObject *context, const Callback<QList<Segment>> &callback) {
        mirror->segments(context, callback);
    };
    copy.customerGroups = [mirror](QObject *context, const Callback<QList<Group>> &callback) {
        mirror->customerGroups(context, callback);
    };
    copy.refresh = [this] {
        m_session.mirrorUpdater().sync(true);
        updateStatus();
    };
    setCopy(copy);

    connect(mirror, &Mirror::stateChanged, this, &PeopleSources::updateStatus);
    connect(mirror, &Mirror::changed, this, [this] {
        copyChanged();
        updateStatus();
    });
    connect(&m_session.jobs(), &JobQueue::jobAdded, this, &PeopleSources::updateStatus);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &PeopleSources::updateStatus);
    m_timer.start();
    updateStatus();
}

void PeopleSources::followSync()
{
    MirrorSync *sync = m_session.mirrorUpdater().job();
    if (sync == m_sync)
        return;
    m_sync = sync;
    m_doneOffline = 0;
    if (!sync)
        return;
    connect(sync, &Job::changed, this, &PeopleSources::updateStatus);
    connect(sync, &Job::ended, this, &PeopleSources::syncEnded);
}

void PeopleSources::syncEnded()
{
    if (const auto *ended = qobject_cast<const MirrorSync *>(sender())) {
        if (ended->end() == JobResult::Done || ended->end() == JobResult::DoneWithWarnings)
            m_offline.reset();
        else if (isUnreachable(ended->error()))
            m_offline = ended->error()->api.kind;
    }
    updateStatus();
}

void PeopleSources::updateStatus()
{
    followSync();
    const Mirror &mirror = *m_session.mirror();
    Status status;
    status.state = stateOf(mirror.state());
    status.error = failureWords(mirror);
    // As old as what was last found to be so.
    status.readAt = std::max(mirror.readAt(), mirror.syncState().checkedAt());
    if (m_sync && m_sync->isActive()) {
        if (m_sync->kind() == MirrorSync::Kind::Whole) {
            status.read = m_sync->done();
            status.total = m_sync->total();
            if (m_sync->pace().secondsLeft() >= 0)
                status.left = std::chrono::seconds(m_sync->pace().secondsLeft());
        }
        if (isUnreachable(m_sync->waitsFor())) {
            m_offline = m_sync->waitsFor()->api.kind;
            m_doneOffline = m_sync->done();
        } else if (m_sync->done() > m_doneOffline && m_sync->state() == Job::State::Running) {
            m_offline.reset();
        }
    }
    status.knowsWhoHasNoProfile = mirror.knowsWhoHasNoProfile();
    status.offline = m_offline.has_value();
    status.inTrouble = m_offline == ApiError::Kind::ServerFailure;
    status.isTrying = m_offline && m_sync
        && (m_sync->state() == Job::State::Running || m_sync->state() == Job::State::Queued);
    setStatus(status);
}

void PeopleSources::setCopy(const Copy &copy)
{
    const bool before = isComplete();
    m_copy = copy;
    if (isComplete() != before)
        Q_EMIT completenessChanged();
}

void PeopleSources::setStatus(const Status &status)
{
    if (status == m_status)
        return;
    const bool before = isComplete();
    m_status = status;
    Q_EMIT statusChanged();
    if (isComplete() != before)
        Q_EMIT completenessChanged();
}

void PeopleSources::copyChanged()
{
    ++m_generation;
    // Until it is complete nothing is shown from it: lists would only read the store again.
    if (isComplete())
        Q_EMIT changed();
}

QString PeopleSources::unavailableReason() const
{
    if (isComplete())
        return {};
    switch (m_status.state) {
    case State::Reading:
        return m_status.total > 0
            ? tr("Possible when the store has been read: %1 of %2 people so far.")
                  .arg(words::count(m_status.read), words::count(m_status.total))
            : tr("Possible when the store has been read into the local copy.");
    case State::Failed:
        return tr("Not possible: the local copy cannot be used. %1")
            .arg(words::shown(m_status.error));
    case State::None:
    case State::Complete:
        break;
    }
    return tr("Not possible: there is no local copy of this store.");
}

QString PeopleSources::statusWords() const
{
    // A later pass is under way: how far it is says more than when the last one was.
    if (m_status.total > 0 && m_status.read < m_status.total) {
        QString text = tr("Reading the store: %1 of %2")
                           .arg(words::count(m_status.read), words::count(m_status.total));
        if (m_status.left.count() >= 0)
            text = tr("%1, %2").arg(text, words::timeLeft(m_status.left));
        return text;
    }
    switch (m_status.state) {
    case State::None:
        return {};
    case State::Reading:
        return tr("Reading the store…");
    case State::Failed:
        return tr("No local copy");
    case State::Complete:
        break;
    }
    const QString read = words::ago(m_status.readAt);
    return read.isEmpty() ? QString() : tr("Local copy updated %1").arg(read);
}

PageSource<Person> PeopleSources::fromStore(const PeopleListKey &place, bool background) const
{
    StoreApi &api = background ? m_session.background() : m_session.interactive();
    switch (place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        return profilesSource(api);
    case PeopleListKey::Kind::Segment:
        return membersSource(api, place.segment);
    case PeopleListKey::Kind::WithoutProfile:
        return m_scan.source();
    case PeopleListKey::Kind::Search:
        return searchSource(api, place.text);
    }
    return {};
}

PageSource<Person> PeopleSources::source(const PeopleListKey &place, PeopleOrder order,
                                         Qt::SortOrder direction, bool frozen)
{
    if (!isComplete()) {
        if (!place.needsCopy())
            return fromStore(place, frozen);
        return [](PageRequest, QObject *context, const Callback<Page<Person>> &callback) {
            refuse(context, callback);
        };
    }
    const PeopleQuery query{place.wholeFilter(), order, direction};
    if (isUntold(query.filter)) {
        return [](PageRequest, QObject *context, const Callback<Page<Person>> &callback) {
            refuseUntold(context, callback);
        };
    }
    if (frozen)
        return m_copy.people(query);
    // A list of the copy keeps its rows; what was written since shows from a new one on.
    struct Current
    {
        PageSource<Person> source;
        quint64 generation = 0;
    };
    auto current = std::make_shared<Current>(Current{m_copy.people(query), m_generation});
    return [this, current, query](PageRequest request, QObject *context,
                                  const Callback<Page<Person>> &callback) {
        if (!isComplete()) {
            refuse(context, callback);
            return;
        }
        if (current->generation != m_generation) {
            current->source = m_copy.people(query);
            current->generation = m_generation;
        }
        current->source(request, context, callback);
    };
}

/// Whether the copy cannot tell who this is.
bool PeopleSources::isUntold(const PeopleFilter &filter) const
{
    return filter.hasProfile == false && !m_status.knowsWhoHasNoProfile;
}

void PeopleSources::count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback)
{
    if (isComplete() && isUntold(filter))
        refuseUntold(context, callback);
    else if (isComplete())
        m_copy.count(filter, context, std::move(callback));
    else
        refuse(context, callback);
}

void PeopleSources::overlap(const QList<SegmentId> &segments, QObject *context,
                            Callback<Overlap> callback)
{
    if (isComplete())
        m_copy.overlap(segments, context, std::move(callback));
    else
        refuse(context, callback);
}

void PeopleSources::history(ProfileId profile, QObject *context, Callback<QList<Event>> callback)
{
    if (m_copy.history) {
        m_copy.history(profile, context, std::move(callback));
        return;
    }
    QMetaObject::invokeMethod(
        context, [callback] { callback(QList<Event>()); }, Qt::QueuedConnection);
}

void PeopleSources::customerGroups(QObject *context, Callback<QList<Group>> callback)
{
    if (isComplete() && m_copy.customerGroups) {
        m_copy.customerGroups(context, std::move(callback));
        return;
    }
    QMetaObject::invokeMethod(
        context, [callback] { callback(QList<Group>()); }, Qt::QueuedConnection);
}

PageSource<Segment> PeopleSources::segments()
{
    return [this, live = segmentsSource(m_session.interactive())](
               PageRequest request, QObject *context, const Callback<Page<Segment>> &callback) {
        live(request, context,
             [this, request, context, callback](const Result<Page<Segment>> &answer) {
                 const bool unreachable = !answer
                     && (answer.error().kind == ApiError::Kind::NoConnection
                         || answer.error().kind == ApiError::Kind::Timeout);
                 if (!unreachable || !isComplete() || !m_copy.segments) {
                     callback(answer);
                     return;
                 }
                 m_copy.segments(context, [request, callback](const Result<QList<Segment>> &all) {
                     callback(all.map([&request](const QList<Segment> &segments) {
                         return pageOf(segments, request);
                     }));
                 });
             });
    };
}

void PeopleSources::memberCount(SegmentId segment, QObject *context, Callback<qint64> callback)
{
    if (!isComplete()) {
        segmentdesk::memberCount(m_session.background(), segment, context, std::move(callback));
        return;
    }
    PeopleFilter filter;
    filter.memberOf = segment;
    m_copy.count(filter, context, std::move(callback));
}

void PeopleSources::storeCounts(QObject *context, Callback<StoreCounts> callback)
{
    // The store's totals count the rows that cannot be read.
    if (!isComplete() || !m_status.knowsWhoHasNoProfile) {
        segmentdesk::storeCounts(m_session.background(), context, std::move(callback));
        return;
    }
    PeopleFilter with;
    with.hasProfile = true;
    m_copy.count(with, context, [this, context, callback](const Result<qint64> &profiles) {
        if (!profiles || !isComplete()) {
            callback(profiles.map([](qint64 number) { return StoreCounts{number, number}; }));
            return;
        }
        PeopleFilter without;
        without.hasProfile = false;
        m_copy.count(without, context,
                     [callback, number = *profiles](const Result<qint64> &others) {
                         callback(others.map([number](qint64 rest) {
                             return StoreCounts{number + rest, number};
                         }));
                     });
    });
}

bool PeopleSources::refreshCopy()
{
    if (!m_copy.refresh)
        return false;
    m_copy.refresh();
    return isComplete();
}

} // namespace segmentdesk
