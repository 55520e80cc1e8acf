// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/gonesegments.h"

#include "models/api/storeapi.h"
#include "models/changes/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"
#include "models/tables/segmentlistmodel.h"

namespace segmentdesk {

GoneSegments::GoneSegments(StoreSession &session, SegmentListModel &segments, QObject *parent)
    : QObject(parent), m_session(session), m_segments(segments)
{
    connect(&m_session, &StoreSession::recorded, this, &GoneSegments::jobEnded);
}

void GoneSegments::look(const QList<SegmentId> &ids, const std::function<void()> &ifThere)
{
    QList<SegmentId> asked;
    for (const SegmentId &id : ids) {
        if (!id.isNull() && !asked.contains(id) && asked.size() < maxIdsPerRequest)
            asked.append(id);
    }
    const auto some = NonEmpty<QList<SegmentId>>::from(asked);
    if (!some) {
        if (ifThere)
            QMetaObject::invokeMethod(this, ifThere, Qt::QueuedConnection);
        return;
    }
    readCompleteSegments(m_session.interactive(), *some, this,
                         [this, asked, ifThere](const Result<CompleteList<Segment>> &found) {
                             QList<SegmentId> missing;
                             if (found) {
                                 missing = asked;
                                 for (const Segment &segment : *found)
                                     missing.removeAll(segment.id);
                             }
                             for (const SegmentId &id : std::as_const(missing))
                                 report(id, m_segments.nameOf(id));
                             if (missing.isEmpty() && ifThere)
                                 ifThere();
                         });
}

void GoneSegments::jobEnded(const Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    if (change && change->outcome()) {
        for (const SegmentOutcome &segment : change->outcome()->segments) {
            const SegmentId id = segment.change.before.id;
            if (change->outcome()->operation != Operation::DeleteSegments)
                continue;
            if (segment.what == ItemStatus::Changed)
                m_known.insert(id);
            else if (segment.what == ItemStatus::NotFound
                     || segment.what == ItemStatus::NothingToDo)
                report(id, segment.change.before.name);
        }
    }
    if (!job->error() || job->error()->kind != JobError::Kind::SegmentGone)
        return;
    if (!job->facts().segmentId.isNull()) {
        report(job->facts().segmentId, job->facts().segmentName);
    } else if (change && change->outcome()) {
        QList<SegmentId> ids; // profiles that were to go into segments
        for (const SegmentOutcome &segment : change->outcome()->segments)
            ids.append(segment.change.before.id);
        look(ids);
    }
}

void GoneSegments::report(SegmentId id, const QString &name)
{
    if (m_known.contains(id))
        return;
    m_known.insert(id);
    Q_EMIT gone(id, name);
    m_segments.remove(id);
}

} // namespace segmentdesk
