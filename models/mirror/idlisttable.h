// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

struct sqlite3;

namespace segmentdesk {

/// A table `found (id)` on one connection of SQLite, in which a list of ids stands: so that a
/// statement can use what was found in memory, without writing it anywhere.
class IdListTable
{
public:
    IdListTable() = default;
    Q_DISABLE_COPY_MOVE(IdListTable)

    /// False: the connection does not take it. This must live as long as statements run on it.
    bool attach(sqlite3 *connection);

    const QList<qint64> &ids() const { return m_ids; }
    /// Ascending, without doubles. Not while a statement reads them.
    void setIds(QList<qint64> ids) { m_ids = std::move(ids); }

private:
    QList<qint64> m_ids;
};

} // namespace segmentdesk
