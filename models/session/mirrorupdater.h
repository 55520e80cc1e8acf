// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

namespace segmentdesk {

class JobQueue;
class Mirror;
class MirrorSync;
class SegmentRefresher;
class StoreApi;
struct Outcome;

/// Keeps the local copy of an open store as the store is: reads and checks it in the background,
/// and takes up what is changed here.
class MirrorUpdater : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object. Without a copy (@p mirror null) nothing is done.
    MirrorUpdater(StoreApi &background, JobQueue &queue, Mirror *mirror);
    ~MirrorUpdater() override;

    /// How often sync() runs unasked, 0 to 1440 minutes; 0: never.
    static constexpr int maxCheckMinutes = 1440;
    void setCheckMinutes(int minutes);
    /// From now on the copy is read, and checked, as soon as it is open.
    void syncWhenOpen();
    /// Looks whether the copy is as the store is, by totals and segments, and reads everything if
    /// it is not. @p everything: reads all at once (who is in which segment may be different with
    /// the same totals). Answers the job that does it (the one under way, if there is one); null
    /// without a copy that works.
    MirrorSync *sync(bool everything = false);
    /// The job that reads or checks the store now; null: none is under way.
    MirrorSync *job() const;
    /// Calls @p then once a complete copy was compared with the store by sync(), with whether it is
    /// as the store is; at once, with false, where there is no such copy.
    void refresh(QObject *context, std::function<void(bool current)> then);
    /// This segment is on the screen: see SegmentRefresher.
    void checkMembers(SegmentId segment);
    /// The members of these segments may be others than the copy has: see SegmentRefresher.
    void checkMembersAfterwards(const QList<SegmentId> &segments);
    /// Takes up what a change did to the store.
    void learn(const Outcome &outcome);

private:
    SegmentRefresher &refresher();

    StoreApi &m_background;
    JobQueue &m_queue;
    Mirror *m_mirror;
    std::unique_ptr<SegmentRefresher> m_refresher; ///< made when it is first needed
    QPointer<MirrorSync> m_sync;
    QTimer m_checkTimer;
};

} // namespace segmentdesk
