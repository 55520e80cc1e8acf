// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/segment.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

namespace segmentdesk {

/// Asks for the number of a segment's members.
using MemberCount =
    std::function<void(SegmentId segment, QObject *context, Callback<qint64> callback)>;

/// How many members the segments of a list have. Those on the screen are counted, at most three at
/// a time.
class SegmentCounts : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Unknown, ///< not asked for
        Loading,
        Known,
        Denied, ///< the token may not see members
        Failed, ///< asking failed; retry() or invalidate() asks again
    };
    Q_ENUM(State)

    struct Count
    {
        qint64 members = -1; ///< -1: never known
        State state = State::Unknown;
    };

    static constexpr int maxInFlight = 3;

    using QObject::QObject;

    /// Without one, counts stay Unknown.
    void setMemberCount(MemberCount memberCount);

    /// Of a segment that is not in the list: Unknown.
    Count of(SegmentId id) const { return m_counts.value(id); }
    /// A table learned it.
    void set(SegmentId id, qint64 members);
    /// The count is not right any more: it is asked for again when the segment is on the screen.
    void invalidate(SegmentId id);
    /// What was refused may be answered now, from another source: counts are asked for again.
    void forgetRefused();
    /// Members are being counted.
    bool isCounting() const { return !m_counting.isEmpty(); }
    /// Asks again for the counts under way and for those that failed.
    void retry();
    /// Waits no longer for counts: they count as failed until they are asked for again.
    void giveUp();

    // For the list.
    void add(SegmentId id);
    void remove(SegmentId id);
    void clear();
    /// The list was read: all are asked for again. Numbers from before stay to be seen until then.
    void invalidateAll();
    /// Those on the screen, in the order in which they are asked for.
    void setVisible(const QList<SegmentId> &segments);

Q_SIGNALS:
    void changed(segmentdesk::SegmentId id);
    void allChanged();
    /// Counting began, a count arrived, or the last one is over.
    void countingChanged();

private:
    void ask();
    void arrived(SegmentId id, const Result<qint64> &answer);
    void stop(SegmentId id);
    void stopAll();
    void setState(SegmentId id, State state);

    MemberCount m_memberCount;
    QHash<SegmentId, Count> m_counts; ///< of all segments of the list
    QHash<SegmentId, QObject *> m_counting; ///< contexts of the counts under way
    QList<SegmentId> m_visible;
    bool m_isDenied = false;
};

} // namespace segmentdesk
