// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changejob.h"

#include <QHash>
#include <QSet>

namespace segmentdesk {

/// Makes segments (with members, if the plan has some), changes or deletes them:
///   read the segments -> (read members) -> intend -> send -> over, or read back -> over or send
///   again
/// Deleting first reads the members of each and keeps them in the outcome, so that undo can make it
/// again. A segment whose answer was lost is taken for ours only by proof, see isProven(): undo
/// deletes what this job made, and nothing else.
class SegmentsJob : public ChangeJob
{
    Q_OBJECT

public:
    /// @p plan is of CreateSegment, UpdateSegment or DeleteSegments. @p api must outlive the job.
    SegmentsJob(StoreApi &api, const Plan &plan, QObject *parent = nullptr);
    ~SegmentsJob() override;

protected:
    void doStart() override;
    void doPause() override;
    void doResume() override;
    void doCancel() override;

private:
    struct Range
    {
        qint32 first = 0;
        qint32 count = 0;
    };

    void readSegments();
    void next();
    void step();
    void restoreSegments();
    /// Writes down what is about to be sent, and sends it.
    void write(std::function<void()> send);
    void create();
    void sendCreate();
    void fill();
    void update();
    void readMembers();
    void cannotRead(const ApiError &error);
    void remove();
    void sendRemove();
    /// What to do with a write that was refused, or whose outcome is not known.
    void refused(const ApiError &error);
    /// Reads the store's segments for the result of a write whose answer was lost.
    void readBack(const ApiError &error);
    void onReadBack(const QList<Segment> &segments, const ApiError &error);
    void foundByName(const Segment &found, const ApiError &error);
    bool isProven(const Segment &found) const;
    /// Segments that were there before the current one is made, and are young enough to be taken
    /// for it; nothing: it is not one to be made.
    std::optional<QSet<SegmentId>> youngBefore() const;
    bool wasThereBefore(SegmentId segment) const;
    void nameIsTaken();
    /// The store cannot tell now: waits, or ends with the row open if it was cancelled.
    void cannotReadBack(const ApiError &error);
    void compare();
    void compareMembers(qsizetype index);
    void over(ItemStatus what, const ApiError *reason = nullptr);
    void again(const ApiError &error);
    SegmentOutcome &current() { return m_outcome.segments[m_index]; }

    qsizetype m_index = 0; ///< of the segment that is worked on
    QList<Range> m_members; ///< rows of the outcome that are members of a segment to be made
    QList<qint32> m_toSend; ///< of these rows, those not known to be over
    std::optional<QHash<SegmentId, Segment>>
        m_before; ///< the store's segments, before anything was sent
    QSet<qsizetype> m_over; ///< segments that an earlier process finished
    QSet<qsizetype> m_begun; ///< segments that it was about to write
    qint64 m_keptMembers = 0;
    int m_tries = 0;
    bool m_lostAnswer = false; ///< of a write to the current segment
    std::optional<ApiError> m_refusal; ///< of that write, which does not say what was applied
    bool m_mustReadBack = false; ///< before it is written again
    bool m_writing = false;
    bool m_filling = false;
    bool m_held = false; ///< paused between two steps
};

} // namespace segmentdesk
