// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <memory>

namespace segmentdesk {

class Mirror;
class StoreApi;

/// Reads the store into its local copy ("Reading the store" in the activity panel): segments,
/// customers with their profiles and segments, the dates of profiles. total() and done() count rows
/// read. Goes on where an earlier process was cut. Changes nothing in the store; its outcome() is
/// null.
///
/// Customers are asked for by page number, several pages at once; a page that moved while it was
/// read (somebody was deleted) is noticed by the totals, and the list is read again. Where token or
/// store do not give the segments of customers, members are read segment by segment.
class MirrorSync : public Job
{
    Q_OBJECT

public:
    enum class Kind {
        Check, ///< totals, changed customers, segments; becomes a Whole pass if something disagrees
        Whole, ///< everything
    };

    /// @p api (of background priority) and @p mirror must outlive the job.
    MirrorSync(StoreApi &api, Mirror &mirror, Kind kind, QObject *parent = nullptr);
    ~MirrorSync() override;

    /// What it does by now: a check may have become a whole pass.
    Kind kind() const;
    /// Whether it went on with a pass that was cut.
    bool hasResumed() const;
    /// The store gave no segment ids with the customers, so each segment was read by itself.
    bool bySegment() const;

protected:
    void doStart() override;
    void doPause() override;
    void doResume() override;
    void doCancel() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
