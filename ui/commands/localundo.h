// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"

#include <QList>
#include <QString>

namespace segmentdesk {

/// What can be undone though it is no change of the store, such as the deletion of a saved search.
/// Each has its turn among the changes of the store: it is next while the newest of those is the
/// one that was newest when it was made. Ends with the window.
class LocalUndo
{
public:
    struct Entry
    {
        quint64 id = 0;
        quint64 after = 0; ///< the entry of the history that was newest then; 0: there was none
        QString change; ///< in the imperative: "Delete the search “Gold”"
        QString undone; ///< what has happened once it is undone: "search “Gold” restored"
        Handler<QString()> run; ///< answers why it cannot be, as a sentence; empty: it is done
    };

    static constexpr int maxEntries = 100; ///< the oldest go first

    /// Returns its id.
    quint64 add(Entry entry);
    /// What is undone next if @p newest is the history's next entry (0: none); null: a change of
    /// the store, or nothing. Valid until something is added or removed.
    const Entry *next(quint64 newest) const;
    const Entry *find(quint64 id) const;
    void remove(quint64 id);

private:
    QList<Entry> m_entries; ///< the newest last
    quint64 m_lastId = 0;
};

} // namespace segmentdesk
