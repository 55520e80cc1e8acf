// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mirrorcopy.h"

#include "models/jobs/jobqueue.h"
#include "models/jobs/mirrorsync.h"
#include "models/jobs/storesession.h"
#include "models/mirror/mirror.h"

namespace segmentdesk {

namespace {

bool isUnreachable(const std::optional<JobError> &error)
{
    return error && error->kind == JobError::Kind::Store
        && (error->api.kind == ApiError::Kind::NoConnection
            || error->api.kind == ApiError::Kind::Timeout);
}

QString failureWords(const Mirror &mirror)
{
    switch (mirror.failure()) {
    case Mirror::Failure::None:
        return {};
    case Mirror::Failure::Newer:
        return MirrorCopy::tr("It was written by a newer version of Segment Desk.");
    case Mirror::Failure::Locked:
        return MirrorCopy::tr("Another window of Segment Desk is using it.");
    case Mirror::Failure::DiskFull:
        return MirrorCopy::tr("There is no space left on the disk.");
    case Mirror::Failure::ReadOnly:
        return MirrorCopy::tr("Its folder cannot be written.");
    case Mirror::Failure::OtherStore:
        return MirrorCopy::tr("It is the copy of another store.");
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

MirrorCopy::MirrorCopy(StoreSession &session, PeopleSources &sources, QObject *parent)
    : QObject(parent), m_session(session), m_sources(sources)
{
    Mirror *mirror = m_session.mirror();
    if (!mirror)
        return;
    PeopleSources::Copy copy;
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
                            const Callback<QList<PeopleSources::Event>> &callback) {
        mirror->history(profile, context, [callback](const Result<QList<Mirror::Event>> &answer) {
            callback(answer.map([](const QList<Mirror::Event> &seen) {
                QList<PeopleSources::Event> events;
                events.reserve(seen.size());
                for (const Mirror::Event &event : seen)
                    events.append({event.at, event.segment, event.joined});
                return events;
            }));
        });
    };
    copy.segments = [mirror](QObject *context, const Callback<QList<Segment>> &callback) {
        mirror->segments(context, callback);
    };
    copy.customerGroups = [mirror](QObject *context,
                                   const Callback<QList<PeopleSources::Group>> &callback) {
        mirror->customerGroups(context, [callback](const Result<QList<Mirror::Group>> &answer) {
            callback(answer.map([](const QList<Mirror::Group> &counted) {
                QList<PeopleSources::Group> groups;
                groups.reserve(counted.size());
                for (const Mirror::Group &group : counted)
                    groups.append({group.id, group.customers});
                return groups;
            }));
        });
    };
    copy.readAgain = [this] {
        m_session.syncMirror(true);
        tell();
    };
    m_sources.setCopy(copy);

    connect(mirror, &Mirror::stateChanged, this, &MirrorCopy::tell);
    connect(mirror, &Mirror::changed, this, [this] {
        m_sources.copyChanged();
        tell();
    });
    connect(&m_session.jobs(), &JobQueue::jobAdded, this, &MirrorCopy::tell);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &MirrorCopy::tell);
    m_timer.start();
    tell();
}

void MirrorCopy::follow()
{
    MirrorSync *sync = m_session.mirrorSync();
    if (sync == m_sync)
        return;
    m_sync = sync;
    m_doneOffline = 0;
    if (!sync)
        return;
    connect(sync, &Job::changed, this, &MirrorCopy::tell);
    connect(sync, &Job::ended, this, &MirrorCopy::syncEnded);
}

void MirrorCopy::syncEnded()
{
    if (const auto *ended = qobject_cast<const MirrorSync *>(sender())) {
        if (ended->end() == End::Done || ended->end() == End::DoneWithWarnings)
            m_offline = false;
        else if (isUnreachable(ended->error()))
            m_offline = true;
    }
    tell();
}

void MirrorCopy::tell()
{
    follow();
    const Mirror &mirror = *m_session.mirror();
    PeopleSources::Status status;
    status.state = stateOf(mirror.state());
    status.error = failureWords(mirror);
    // As old as what was last found to be so.
    status.readAt = std::max(mirror.readAt(), mirror.checkedAt());
    if (m_sync && m_sync->isActive()) {
        if (m_sync->kind() == MirrorSync::Kind::Whole) {
            status.read = m_sync->done();
            status.total = m_sync->total();
            if (m_sync->secondsLeft() >= 0)
                status.left = std::chrono::seconds(m_sync->secondsLeft());
        }
        if (isUnreachable(m_sync->waitsFor())) {
            m_offline = true;
            m_doneOffline = m_sync->done();
        } else if (m_sync->done() > m_doneOffline && m_sync->state() == Job::State::Running) {
            m_offline = false;
        }
    }
    status.offline = m_offline;
    m_sources.setStatus(status);
}

} // namespace segmentdesk
