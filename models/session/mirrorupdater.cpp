// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/session/mirrorupdater.h"

#include "models/domain/outcome.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/sync/mirrorsync.h"
#include "models/sync/segmentrefresher.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace segmentdesk {

MirrorUpdater::MirrorUpdater(StoreApi &background, JobQueue &queue, Mirror *mirror)
    : m_background(background), m_queue(queue), m_mirror(mirror)
{
    connect(&m_checkTimer, &QTimer::timeout, this, [this] { sync(); });
}

MirrorUpdater::~MirrorUpdater() = default;

void MirrorUpdater::setCheckMinutes(int minutes)
{
    m_checkTimer.stop();
    if (minutes > 0)
        m_checkTimer.start(std::chrono::minutes(std::min(minutes, maxCheckMinutes)));
}

void MirrorUpdater::syncWhenOpen()
{
    if (!m_mirror)
        return;
    // What was read before is looked at once it is open; what was not is read.
    connect(m_mirror, &Mirror::stateChanged, this, [this] {
        if (!m_sync)
            sync();
    });
}

MirrorSync *MirrorUpdater::sync(bool everything)
{
    if (!m_mirror || m_mirror->state() == Mirror::State::Opening
        || m_mirror->state() == Mirror::State::Failed)
        return nullptr;
    if (m_sync)
        return m_sync;
    m_sync = new MirrorSync(m_background, *m_mirror,
                            everything ? MirrorSync::Kind::Whole : MirrorSync::Kind::Check);
    connect(m_sync, &Job::ended, this, [this] { m_sync = nullptr; });
    m_queue.add(m_sync);
    return m_sync;
}

MirrorSync *MirrorUpdater::job() const
{
    return m_sync;
}

void MirrorUpdater::refresh(QObject *context, std::function<void(bool current)> then)
{
    MirrorSync *job = m_mirror && m_mirror->state() == Mirror::State::Complete ? sync() : nullptr;
    if (!job) {
        then(false);
        return;
    }
    connect(job, &Job::ended, context, [job, then = std::move(then)] {
        then(job->end() == JobResult::Done || job->end() == JobResult::DoneWithWarnings);
    });
}

SegmentRefresher &MirrorUpdater::refresher()
{
    if (!m_refresher)
        m_refresher = std::make_unique<SegmentRefresher>(m_background, *m_mirror);
    return *m_refresher;
}

void MirrorUpdater::checkMembers(SegmentId segment)
{
    if (m_mirror && !m_sync)
        refresher().look(segment);
}

void MirrorUpdater::checkMembersAfterwards(const QList<SegmentId> &segments)
{
    if (m_mirror)
        refresher().lookAfterwards(segments);
}

void MirrorUpdater::learn(const Outcome &outcome)
{
    if (!m_mirror)
        return;
    Mirror::Change change;
    const QList<PersonRef> changed = outcome.people(ItemStatus::Changed);
    const QList<PersonRef> inDesiredState = changed + outcome.people(ItemStatus::NothingToDo);
    switch (outcome.operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        change.segment = outcome.segmentId;
        (outcome.operation == Operation::AddMembers ? change.joined : change.left) = inDesiredState;
        break;
    case Operation::CreateProfiles:
        for (const PersonRef &person : changed)
            change.profiles.append(
                {person.profileId, person.customerId, outcome.endedAt, outcome.endedAt});
        m_mirror->apply(change);
        for (const SegmentOutcome &segment : outcome.segments) {
            Mirror::Change members;
            members.segment = segment.change.before.id;
            members.joined = segment.change.members;
            m_mirror->apply(members);
        }
        return;
    case Operation::DeleteProfiles:
        for (const PersonRef &person : changed)
            change.deletedProfiles.append(person.profileId);
        break;
    case Operation::CreateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what != ItemStatus::Changed)
                continue;
            Mirror::Change made;
            made.segments = {segment.change.after};
            made.segment = segment.change.after.id;
            made.joined = outcome.segments.size() == 1 ? inDesiredState : segment.change.members;
            m_mirror->apply(made);
        }
        return;
    case Operation::UpdateSegment:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == ItemStatus::Changed)
                change.segments.append(segment.change.after);
        }
        break;
    case Operation::DeleteSegments:
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == ItemStatus::Changed)
                change.deletedSegments.append(segment.change.before.id);
        }
        break;
    }
    m_mirror->apply(change);
}

} // namespace segmentdesk
