// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/changejob.h"

#include <QSet>

namespace segmentdesk {

/// Makes segments (with members, if the plan has some), changes or deletes them. Deleting first
/// reads the members of each and keeps them in the outcome, so that undo can make it again.
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
    void remove();
    void sendRemove();
    /// What to do with a write that was refused, or whose outcome is not known.
    void refused(const ApiError &error);
    /// Reads the store's segments to see what became of a write whose answer was lost.
    void readBack(const ApiError &error);
    void over(What what, const ApiError *reason = nullptr);
    void again(const ApiError &error);
    SegmentOutcome &current() { return m_outcome.segments[m_index]; }

    qsizetype m_index = 0; ///< of the segment that is worked on
    QList<Range> m_members; ///< rows of the outcome that are members of a segment to be made
    QList<qint32> m_toSend; ///< of these rows, those not known to be over
    QSet<qsizetype> m_over; ///< segments that an earlier process finished
    QSet<qsizetype> m_begun; ///< segments that it was about to write
    qint64 m_keptMembers = 0;
    int m_tries = 0;
    bool m_lostAnswer = false; ///< of a write to the current segment
    bool m_mustReadBack = false; ///< before it is written again
    bool m_writing = false;
    bool m_filling = false;
    bool m_held = false; ///< paused between two steps
};

} // namespace segmentdesk
