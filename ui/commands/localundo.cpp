// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/localundo.h"

#include <algorithm>

namespace segmentdesk {

quint64 LocalUndo::add(Entry entry)
{
    if (m_entries.size() >= maxEntries)
        m_entries.removeFirst();
    entry.id = ++m_lastId;
    m_entries.append(entry);
    return entry.id;
}

const LocalUndo::Entry *LocalUndo::next(quint64 newest) const
{
    const auto found = std::find_if(m_entries.crbegin(), m_entries.crend(),
                                    [newest](const Entry &entry) { return entry.after == newest; });
    return found == m_entries.crend() ? nullptr : &*found;
}

const LocalUndo::Entry *LocalUndo::find(quint64 id) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                    [id](const Entry &entry) { return entry.id == id; });
    return found == m_entries.cend() ? nullptr : &*found;
}

void LocalUndo::remove(quint64 id)
{
    m_entries.removeIf([id](const Entry &entry) { return entry.id == id; });
}

} // namespace segmentdesk
