// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/idlisttable.h"

#include <sqlite3.h>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int oneId = 1; ///< a scan looks for one id; else it takes all

// SQLite wants its own part first, and makes both with what it is given here.
struct Table : sqlite3_vtab
{
    const IdListTable *ids = nullptr;
};

struct Cursor : sqlite3_vtab_cursor
{
    const QList<qint64> *ids = nullptr;
    qsizetype at = 0;
    qsizetype end = 0;
};

int connect(sqlite3 *connection, void *ids, int, const char *const *, sqlite3_vtab **made, char **)
{
    const int result = sqlite3_declare_vtab(connection, "CREATE TABLE x (id INTEGER)");
    if (result == SQLITE_OK) {
        auto *table = new Table;
        table->ids = static_cast<const IdListTable *>(ids);
        *made = table;
    }
    return result;
}

int disconnect(sqlite3_vtab *table)
{
    delete static_cast<Table *>(table);
    return SQLITE_OK;
}

int bestIndex(sqlite3_vtab *table, sqlite3_index_info *plan)
{
    const auto size = double(static_cast<Table *>(table)->ids->ids().size());
    for (int i = 0; i < plan->nConstraint; ++i) {
        const auto &constraint = plan->aConstraint[i];
        if (constraint.usable == 0 || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        plan->aConstraintUsage[i] = {1, 1};
        plan->idxNum = oneId;
        plan->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
        plan->estimatedRows = 1;
        plan->estimatedCost = 1;
        plan->orderByConsumed = 1;
        return SQLITE_OK;
    }
    plan->estimatedRows = sqlite3_int64(size);
    plan->estimatedCost = size;
    plan->orderByConsumed = plan->nOrderBy == 1 && plan->aOrderBy[0].desc == 0 ? 1 : 0;
    return SQLITE_OK;
}

int open(sqlite3_vtab *, sqlite3_vtab_cursor **cursor)
{
    *cursor = new Cursor;
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor *cursor)
{
    delete static_cast<Cursor *>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor *of, int what, const char *, int, sqlite3_value **values)
{
    auto *cursor = static_cast<Cursor *>(of);
    const QList<qint64> &ids = static_cast<Table *>(cursor->pVtab)->ids->ids();
    cursor->ids = &ids;
    cursor->at = 0;
    cursor->end = ids.size();
    if (what == oneId) {
        const qint64 id = sqlite3_value_int64(values[0]);
        const auto at = std::lower_bound(ids.cbegin(), ids.cend(), id);
        cursor->at = at - ids.cbegin();
        cursor->end = cursor->at + (at != ids.cend() && *at == id ? 1 : 0);
    }
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor *cursor)
{
    ++static_cast<Cursor *>(cursor)->at;
    return SQLITE_OK;
}

int atEnd(sqlite3_vtab_cursor *of)
{
    const auto *cursor = static_cast<Cursor *>(of);
    return cursor->at >= cursor->end ? 1 : 0;
}

qint64 idAt(sqlite3_vtab_cursor *of)
{
    const auto *cursor = static_cast<Cursor *>(of);
    return cursor->ids->at(cursor->at);
}

int column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int)
{
    sqlite3_result_int64(context, idAt(cursor));
    return SQLITE_OK;
}

int rowId(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
    *id = idAt(cursor);
    return SQLITE_OK;
}

/// Without xCreate: the table is there on every connection, under the module's name.
const sqlite3_module module = [] {
    sqlite3_module made{};
    made.xConnect = connect;
    made.xBestIndex = bestIndex;
    made.xDisconnect = disconnect;
    made.xOpen = open;
    made.xClose = close;
    made.xFilter = filter;
    made.xNext = next;
    made.xEof = atEnd;
    made.xColumn = column;
    made.xRowid = rowId;
    return made;
}();

} // namespace

bool IdListTable::attach(sqlite3 *connection)
{
    return connection && sqlite3_create_module(connection, "found", &module, this) == SQLITE_OK;
}

} // namespace segmentdesk
