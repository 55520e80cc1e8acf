// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/historyalgebra.h"

#include <QHash>

#include <utility>

namespace segmentdesk {

/// What was made again under a new id. Ids in changes are looked up here when they are used.
class RenewedIds
{
public:
    /// The old id and the new one.
    struct Pairs
    {
        QList<std::pair<SegmentId, SegmentId>> segments;
        QList<std::pair<ProfileId, ProfileId>> profiles;
    };

    SegmentId current(SegmentId id) const;
    ProfileId current(ProfileId id) const;
    void apply(HistoryChange &change) const;
    void apply(SegmentChange &segment) const;

    /// Takes the new ids of what @p made made of @p wanted, and returns those that were not known.
    Pairs learn(const HistoryChange &wanted, const HistoryChange &made);
    void insert(const QHash<SegmentId, SegmentId> &segments,
                const QHash<ProfileId, ProfileId> &profiles);
    qint64 profiles() const { return m_profiles.size(); } ///< how many

private:
    QHash<SegmentId, SegmentId> m_segments;
    QHash<ProfileId, ProfileId> m_profiles;
};

} // namespace segmentdesk
