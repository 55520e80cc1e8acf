// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/countindex.h"

namespace segmentdesk::sandbox {

CountIndex::Place CountIndex::placeOf(qint64 row) const
{
    for (qsizetype block = 0; block < m_counts.size(); ++block) {
        if (row < m_counts[block])
            return {qint64(block) << blockBits, int(row)};
        row -= m_counts[block];
    }
    return {qint64(m_counts.size()) << blockBits, 0};
}

qint64 CountIndex::rowsBeforeBlockOf(qint64 key) const
{
    qint64 rows = 0;
    const qsizetype end = qMin(qsizetype(key >> blockBits), m_counts.size());
    for (qsizetype block = 0; block < end; ++block)
        rows += m_counts[block];
    return rows;
}

void CountIndex::add(qint64 block, qint64 count)
{
    if (block >= m_counts.size())
        m_counts.resize(block + 1); // new ones are zero
    m_counts[block] += qint32(count);
    m_total += count;
}

void CountIndex::clear()
{
    m_counts.clear();
    m_total = 0;
}

} // namespace segmentdesk::sandbox
