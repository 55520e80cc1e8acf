// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changejob.h"

#include <QHash>
#include <QSet>

namespace segmentdesk {

/// Makes profiles for customers, or deletes profiles. Making puts the new profiles into the plan's
/// segments, if it names any (that is how deleted profiles come back). Deleting first reads which
/// segments each is in, and keeps that in the outcome for undo.
class ProfilesJob : public ChangeJob
{
    Q_OBJECT

public:
    /// @p plan is of CreateProfiles or DeleteProfiles. @p api must outlive the job.
    ProfilesJob(StoreApi &api, const Plan &plan, QObject *parent = nullptr);
    ~ProfilesJob() override;

protected:
    void doStart() override;

private:
    void readMemberships();
    void readMembershipsOf(const QList<ProfileId> &profiles);
    void keepMemberships(const PersonRef &person, const QList<SegmentId> &segments);
    void leaveOut(const QSet<ProfileId> &gone);
    void readSegmentNames();
    void deleteProfiles();
    void createProfiles();
    void putIntoNextSegment();
    void compareFilled();
    void compare();

    QList<qint32> m_items; ///< to be sent
    QHash<SegmentId, QList<PersonRef>> m_memberships;
    qint64 m_membershipCount = 0;
    Outcome m_filled; ///< members of the segment that is being filled
    qsizetype m_nextSegment = 0;
};

} // namespace segmentdesk
