// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/customertable.h"

#include "app/sandbox/connection.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr qsizetype maxCachedIds =
    12'000'000; // some 100 MB: enough for a few orders of a huge store

QList<CustomerRow> customerRows(QSqlQuery &query)
{
    QList<CustomerRow> rows;
    while (query.next()) {
        rows.append({query.value(0).toLongLong(), query.value(1).toString(),
                     query.value(2).toString(), query.value(3).toString(),
                     query.value(4).toString(), query.value(5).toString(), query.value(6).toInt(),
                     query.value(7).toLongLong(), query.value(8).toLongLong()});
    }
    query.finish();
    return rows;
}

} // namespace

CustomerTable::CustomerTable(Connection &connection)
    : m_connection(connection), m_lists(maxCachedIds)
{
}

void CustomerTable::readIndex()
{
    m_index.clear();
    QSqlQuery query(m_connection.handle());
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT id >> 10, count(*) FROM customers GROUP BY 1"_s)) {
        m_connection.fail(query.lastError().databaseText());
        return;
    }
    static_assert(CountIndex::blockBits == 10, "the statement above says 10");
    while (query.next())
        m_index.add(query.value(0).toLongLong(), query.value(1).toLongLong());
}

CustomerTable::Slice CustomerTable::sliceById(const CustomerQuery &asked)
{
    Slice slice;
    slice.total = m_index.total();
    if (asked.start == CustomerQuery::Start::Row) {
        slice.firstRow = asked.from;
        if (asked.from >= slice.total)
            return slice;
        const CountIndex::Place place = m_index.placeOf(asked.from);
        QSqlQuery &query = m_connection.prepared(
            "SELECT id, email, first_name, last_name, company, phone, group_id,"
            " created, modified FROM customers WHERE id >= ?"
            " ORDER BY id LIMIT ? OFFSET ?");
        query.bindValue(0, place.firstKey);
        query.bindValue(1, asked.limit);
        query.bindValue(2, place.skip);
        m_connection.exec(query);
        slice.rows = customerRows(query);
        return slice;
    }
    const bool after = asked.start == CustomerQuery::Start::After;
    QSqlQuery &query = after
        ? m_connection.prepared(
            "SELECT id, email, first_name, last_name, company, phone, group_id, created, modified"
            " FROM customers WHERE id > ? ORDER BY id LIMIT ?")
        : m_connection.prepared(
            "SELECT id, email, first_name, last_name, company, phone, group_id, created, modified"
            " FROM customers WHERE id < ? ORDER BY id DESC LIMIT ?");
    query.bindValue(0, asked.from);
    query.bindValue(1, asked.limit);
    m_connection.exec(query);
    slice.rows = customerRows(query);
    if (!after)
        std::reverse(slice.rows.begin(), slice.rows.end());
    // The position of the first row: full blocks, and what its own block has before it.
    const qint64 first = slice.rows.isEmpty() ? asked.from : slice.rows.constFirst().id;
    QSqlQuery &count =
        m_connection.prepared("SELECT count(*) FROM customers WHERE id >= ? AND id < ?");
    count.bindValue(0, (first >> CountIndex::blockBits) << CountIndex::blockBits);
    count.bindValue(1, first);
    slice.firstRow = m_index.rowsBeforeBlockOf(first);
    if (m_connection.exec(count) && count.next())
        slice.firstRow += count.value(0).toLongLong();
    count.finish();
    return slice;
}

QList<qint64> CustomerTable::idList(const CustomerQuery &asked)
{
    QString key = asked.where + u'\n' + asked.orderBy;
    for (const QVariant &each : asked.values)
        key += u'\n' + each.toString();
    if (const QList<qint64> *kept = m_lists.object(key))
        return *kept;
    QList<qint64> ids;
    QSqlQuery query(m_connection.handle());
    query.setForwardOnly(true);
    QString sql = u"SELECT id FROM customers"_s;
    if (!asked.where.isEmpty())
        sql += u" WHERE "_s + asked.where;
    sql += u" ORDER BY "_s + asked.orderBy;
    if (!query.prepare(sql)) {
        m_connection.fail(query.lastError().databaseText());
        return ids;
    }
    for (const QVariant &each : asked.values)
        query.addBindValue(each);
    m_connection.exec(query);
    while (query.next())
        ids.append(query.value(0).toLongLong());
    if (ids.size() > asked.limit) // there will be another page
        m_lists.insert(key, new QList<qint64>(ids), ids.size());
    return ids;
}

CustomerTable::Slice CustomerTable::slice(const CustomerQuery &asked)
{
    if (asked.where.isEmpty() && asked.orderBy == QLatin1String("id"))
        return sliceById(asked);
    Slice slice;
    const QList<qint64> ids = idList(asked);
    slice.total = ids.size();
    slice.firstRow = asked.from;
    qint64 end = 0;
    if (asked.start != CustomerQuery::Start::Row) {
        const qsizetype position = ids.indexOf(asked.from);
        slice.cursorKnown = position >= 0;
        if (!slice.cursorKnown)
            return slice;
        if (asked.start == CustomerQuery::Start::After) {
            slice.firstRow = position + 1;
        } else {
            slice.firstRow = qMax(qint64(0), position - asked.limit);
            end = position;
        }
    }
    if (asked.start != CustomerQuery::Start::Before)
        end = slice.firstRow + asked.limit;
    end = qMin(end, slice.total);
    QSqlQuery &query =
        m_connection.prepared("SELECT id, email, first_name, last_name, company, phone, group_id,"
                              " created, modified FROM customers WHERE id = ?");
    for (qint64 row = slice.firstRow; row < end; ++row) {
        query.bindValue(0, ids.at(row));
        m_connection.exec(query);
        slice.rows += customerRows(query);
    }
    return slice;
}

bool CustomerTable::exists(qint64 id)
{
    QSqlQuery &query = m_connection.prepared("SELECT 1 FROM customers WHERE id = ?");
    query.bindValue(0, id);
    const bool exists = m_connection.exec(query) && query.next();
    query.finish();
    return exists;
}

void CustomerTable::touch(qint64 id, qint64 time)
{
    QSqlQuery &query = m_connection.prepared("UPDATE customers SET modified = ? WHERE id = ?");
    query.bindValue(0, time);
    query.bindValue(1, id);
    m_connection.exec(query);
    m_lists.clear(); // what is filtered or sorted by that date
}

} // namespace segmentdesk::sandbox
