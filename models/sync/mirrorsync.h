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
/// read. Changes nothing in the store; its outcome() is null. One that is cut leaves the copy as it
/// was, but for rows that are newer. The next continues where it was interrupted, also after a
/// restart, if it is younger than maxCutHours and the store still lists the same customer at that
/// place; else it starts over.
///
/// A check asks for customers that have changed since the latest change that the copy knows of, and
/// compares totals and segments. Whether a move between segments changes the customer is the
/// store's affair: of stores where it does not, moves by others that leave all totals as they were
/// are seen by a full pass alone.
///
/// Lists are read by page number, several pages at once; where a list became longer or shorter
/// while it was read, rows may have slipped between pages: then everything is read once more, at
/// most maxPasses times, and the job ends with a warning if that does not help. Where token or
/// store do not give the segments of customers, members are read segment by segment.
class MirrorSync : public Job
{
    Q_OBJECT

public:
    enum class Kind {
        Check, ///< reads what has changed; becomes Whole if something still disagrees, or a pass
               ///< was cut
        Whole, ///< reads everything, from the beginning if the copy is Complete
    };
    static constexpr int maxPasses = 3;
    static constexpr int maxCutHours = 24;
    /// More changed customers than this are read as a full pass.
    static constexpr int maxChangedCustomers = 5'000;

    /// @p api (of background priority) and @p mirror must outlive the job.
    MirrorSync(StoreApi &api, Mirror &mirror, Kind kind, QObject *parent = nullptr);
    ~MirrorSync() override;

    /// What it does by now: a check may have become a full pass.
    Kind kind() const;

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
