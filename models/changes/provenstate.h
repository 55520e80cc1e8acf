// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "models/domain/outcome.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace segmentdesk {

enum class Proof : quint8 {
    None, ///< no change was about it
    So,
    NotSo,
    Open, ///< a change may have done it, and that was not read back: one of an earlier run, mostly
};

/// Who is in which segment, and who has a profile, as far as ended changes of this run of the
/// program have proven it, and what those left open that were interrupted. A plan may have been
/// made before; and what the store says with its customers (`segment_ids`) may lag behind its own
/// lists. What differs from this is looked at, or asked of the profile itself.
class ProvenState
{
public:
    /// Of memberships and of profiles, each; at most twice as many are kept, the oldest go first.
    static constexpr qsizetype maxFacts = 100'000;

    /// @p settled: the rows that this run of the program looked at or sent. What a plan or an
    /// earlier run knew of the others is older than what was proven since.
    void take(const Outcome &outcome, const QList<qint32> &settled);
    Proof isMember(SegmentId segment, ProfileId profile) const;
    Proof hasProfile(CustomerId customer) const;

private:
    template <typename Key>
    class Facts
    {
    public:
        void note(const Key &key, Proof proof)
        {
            if (m_newer.size() >= maxFacts)
                m_older = std::exchange(m_newer, {});
            m_newer.insert(key, proof);
        }
        Proof of(const Key &key) const
        {
            if (const auto found = m_newer.constFind(key); found != m_newer.constEnd())
                return *found;
            const auto found = m_older.constFind(key);
            return found == m_older.constEnd() ? Proof::None : *found;
        }

    private:
        QHash<Key, Proof> m_newer;
        QHash<Key, Proof> m_older;
    };

    Facts<std::pair<SegmentId, ProfileId>> m_members;
    Facts<CustomerId> m_profiles;
    QSet<SegmentId> m_deleted; ///< they have no members
};

} // namespace segmentdesk
