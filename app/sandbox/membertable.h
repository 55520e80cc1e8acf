// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/countindex.h"
#include "app/sandbox/rows.h"

#include <QHash>
#include <QList>

namespace segmentdesk::sandbox {

class Connection;

/// Which profiles are in which segments; segments and profiles by their row numbers. Errors: as
/// Database, which has it.
class MemberTable
{
public:
    /// @p connection must outlive it.
    explicit MemberTable(Connection &connection);

    /// Reads what cuts the lists, after others have written.
    void readIndex();

    enum class Membership { None, FromStart, ByRequest };
    Membership membership(qint64 segment, qint64 profile);
    qint64 count(qint64 segment) const;
    QList<ProfileRow> rows(qint64 segment, qint64 row, int limit);
    void add(qint64 segment, qint64 profile);
    void remove(qint64 segment, qint64 profile);
    /// Returns how many there were.
    qint64 removeAll(qint64 segment);
    /// Of all segments. Returns how many there were.
    qint64 clear();

private:
    Connection &m_connection;
    QHash<qint64, CountIndex> m_indexes; ///< by segment
};

} // namespace segmentdesk::sandbox
