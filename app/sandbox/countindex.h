// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

namespace segmentdesk::sandbox {

/// Where row number n of a table is, without OFFSET: how many keys lie in each block of 1,024 keys.
/// Four bytes a block; finding the block of row 1,000,000 adds about a thousand small numbers, and
/// the database then skips less than 1,024 keys.
class CountIndex
{
public:
    struct Place
    {
        qint64 firstKey = 0; ///< of the block that the row is in
        int skip = 0; ///< rows of the block before it
    };

    static constexpr int blockBits = 10; ///< for SQL: block = key >> blockBits

    qint64 total() const { return m_total; }
    /// @p row counts from 0; at or past the end: the place after the last key.
    Place placeOf(qint64 row) const;
    /// How many keys are in blocks before the one that holds @p key.
    qint64 rowsBeforeBlockOf(qint64 key) const;

    void insert(qint64 key) { add(key >> blockBits, 1); }
    void remove(qint64 key) { add(key >> blockBits, -1); }
    void add(qint64 block, qint64 count);
    void clear();

private:
    QList<qint32> m_counts;
    qint64 m_total = 0;
};

} // namespace segmentdesk::sandbox
