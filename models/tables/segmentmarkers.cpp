// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/segmentmarkers.h"

namespace segmentdesk {

int SegmentMarkers::own(SegmentId id)
{
    constexpr int markers = 8;
    // The same colour on every start: not qHash, which has a seed.
    uint hash = 0;
    const QByteArray bytes = id.uuid().toRfc4122();
    for (char byte : bytes)
        hash = hash * 31 + uchar(byte);
    return int(hash % markers);
}

int SegmentMarkers::of(SegmentId id) const
{
    return chosen(id).value_or(own(id));
}

int SegmentMarkers::compared(SegmentId id) const
{
    return m_compared.value(id, of(id));
}

std::optional<int> SegmentMarkers::chosen(SegmentId id) const
{
    const auto chosen = m_chosen.constFind(id);
    return chosen == m_chosen.cend() ? std::nullopt : std::optional(*chosen);
}

void SegmentMarkers::setChosen(const QHash<SegmentId, int> &markers)
{
    if (markers == m_chosen)
        return;
    m_chosen = markers;
    Q_EMIT changed();
}

void SegmentMarkers::setCompared(const QHash<SegmentId, int> &markers)
{
    if (markers == m_compared)
        return;
    m_compared = markers;
    Q_EMIT changed();
}

} // namespace segmentdesk
