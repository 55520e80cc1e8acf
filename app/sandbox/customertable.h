// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/countindex.h"
#include "app/sandbox/customerquery.h"
#include "app/sandbox/rows.h"

#include <QCache>
#include <QList>

namespace segmentdesk::sandbox {

class Connection;

/// The customers. Errors: as Database, which has it.
class CustomerTable
{
public:
    /// @p connection must outlive it.
    explicit CustomerTable(Connection &connection);

    /// Reads what cuts the list, after others have written.
    void readIndex();
    /// Forgets the lists that were made: customers are about to be made or deleted.
    void forgetLists() { m_lists.clear(); }

    struct Slice
    {
        QList<CustomerRow> rows;
        qint64 firstRow = 0; ///< position of the first of them in the list
        qint64 total = 0;
        bool cursorKnown = true; ///< the customer of After or Before is in the list
    };
    Slice slice(const CustomerQuery &query);
    bool exists(qint64 id);
    /// Moves date_modified.
    void touch(qint64 id, qint64 time);

private:
    Slice sliceById(const CustomerQuery &query);
    QList<qint64> idList(const CustomerQuery &query);

    Connection &m_connection;
    CountIndex m_index;
    QCache<QString, QList<qint64>> m_lists; // by filter and order; cost: ids
};

} // namespace segmentdesk::sandbox
