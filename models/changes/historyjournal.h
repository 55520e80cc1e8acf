// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/historyalgebra.h"
#include "models/changes/renewedids.h"

#include <QHash>

#include <deque>
#include <functional>

namespace segmentdesk {

class Journal;

/// The entries of the history, in a journal: one record for each change, and beside them when jobs
/// were taken back and which ids are new. Everything is in order with what the jobs write.
class HistoryJournal
{
public:
    /// @p journal must outlive this object; null: nothing is kept.
    explicit HistoryJournal(Journal *journal);

    /// Keeps a change; one without a position gets the next.
    void save(HistoryItem &item);
    void remove(const HistoryItem &item);
    void removeUndone();
    /// Keeps when jobs were taken back, longer than they can be made again.
    void noteUndone(qint64 job, bool isUndo, const QDateTime &at);
    void note(const RenewedIds::Pairs &ids);

    /// What an earlier process left.
    struct Saved
    {
        std::deque<HistoryItem> done;
        std::deque<HistoryItem> undone;
        QHash<SegmentId, SegmentId> segments;
        QHash<ProfileId, ProfileId> profiles;
        QHash<qint64, QDateTime> undoneAt;
        QList<qint64> unreadable; ///< by position
    };
    /// Without a journal @p done is never called.
    void load(QObject *context, std::function<void(Saved &saved)> done);

private:
    Journal *m_journal;
    qint64 m_lastPosition = 0;
};

} // namespace segmentdesk
