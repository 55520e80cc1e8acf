// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace segmentdesk {

class Job;
class SegmentListModel;
class StoreSession;

/// Segments that another person or app deleted. The one place that decides whether a
/// failure means that: the store's list of segments has the last word, not a 404 of some address.
/// What is gone leaves the list, and gone() is emitted: views lead out of it, dialogs about it
/// close.
class GoneSegments : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    GoneSegments(StoreSession &session, SegmentListModel &segments, QObject *parent = nullptr);

    /// Asks the store whether these are there. @p ifThere is called if all are, or if that cannot
    /// be found out: then a failure that made one doubt is said as it is. At most maxIdsPerRequest.
    void look(const QList<SegmentId> &ids, const std::function<void()> &ifThere = {});
    /// That it is gone is no news: this window deleted it, or has said so.
    bool isKnown(SegmentId id) const { return m_known.contains(id); }

Q_SIGNALS:
    /// Emitted once for each, before it leaves the list.
    void gone(const segmentdesk::SegmentId &segment, const QString &name);

private:
    void jobEnded(const Job *job);
    void report(SegmentId id, const QString &name);

    StoreSession &m_session;
    SegmentListModel &m_segments;
    QSet<SegmentId> m_known;
};

} // namespace segmentdesk
