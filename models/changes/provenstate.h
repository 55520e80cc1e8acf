// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "models/domain/outcome.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <utility>

namespace segmentdesk {

/// Who is in which segment, and who has a profile, as far as ended changes of this run of the
/// program have proven it. A plan may have been made before; and what the store says with its
/// customers (`segment_ids`) may lag behind its own lists. What differs from this is looked at, or
/// asked of the profile itself.
class ProvenState
{
public:
    /// Of memberships and of profiles, each; at most twice as many are kept, the oldest go first.
    static constexpr qsizetype maxFacts = 100'000;

    void take(const Outcome &outcome);
    // Nothing: no change has proven it.
    std::optional<bool> isMember(SegmentId segment, ProfileId profile) const;
    std::optional<bool> hasProfile(CustomerId customer) const;

private:
    template <typename Key>
    class Facts
    {
    public:
        void note(const Key &key, bool isSo)
        {
            if (m_newer.size() >= maxFacts)
                m_older = std::exchange(m_newer, {});
            m_newer.insert(key, isSo);
        }
        std::optional<bool> of(const Key &key) const
        {
            if (const auto found = m_newer.constFind(key); found != m_newer.constEnd())
                return *found;
            const auto found = m_older.constFind(key);
            return found == m_older.constEnd() ? std::nullopt : std::optional(*found);
        }

    private:
        QHash<Key, bool> m_newer;
        QHash<Key, bool> m_older;
    };

    Facts<std::pair<SegmentId, ProfileId>> m_members;
    Facts<CustomerId> m_profiles;
    QSet<SegmentId> m_deleted; ///< they have no members
};

} // namespace segmentdesk
