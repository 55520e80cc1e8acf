// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/membertable.h"

#include "app/sandbox/connection.h"
#include "app/sandbox/profilerow.h"

#include <QSqlError>
#include <QVariant>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

MemberTable::MemberTable(Connection &connection) : m_connection(connection)
{
}

void MemberTable::readIndex()
{
    m_indexes.clear();
    QSqlQuery query(m_connection.handle());
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT segment, profile >> 10, count(*) FROM memberships GROUP BY 1, 2"_s)) {
        m_connection.fail(query.lastError().databaseText());
        return;
    }
    static_assert(CountIndex::blockBits == 10, "the statement above says 10");
    while (query.next())
        m_indexes[query.value(0).toLongLong()].add(query.value(1).toLongLong(),
                                                   query.value(2).toLongLong());
}

MemberTable::Membership MemberTable::membership(qint64 segment, qint64 profile)
{
    QSqlQuery &query = m_connection.prepared(
        "SELECT by_request FROM memberships WHERE segment = ? AND profile = ?");
    query.bindValue(0, segment);
    query.bindValue(1, profile);
    if (!m_connection.exec(query) || !query.next())
        return Membership::None;
    const Membership answer =
        query.value(0).toBool() ? Membership::ByRequest : Membership::FromStart;
    query.finish();
    return answer;
}

qint64 MemberTable::count(qint64 segment) const
{
    const auto found = m_indexes.constFind(segment);
    return found == m_indexes.constEnd() ? 0 : found->total();
}

QList<ProfileRow> MemberTable::rows(qint64 segment, qint64 row, int limit)
{
    QList<ProfileRow> rows;
    const auto index = m_indexes.constFind(segment);
    if (index == m_indexes.constEnd() || row >= index->total())
        return rows;
    const CountIndex::Place place = index->placeOf(row);
    // CROSS JOIN keeps the order of the loops: along the segment's members, each to its profile.
    QSqlQuery &query =
        m_connection.prepared("SELECT p.seq, p.uuid, p.customer_id, p.created, p.updated"
                              " FROM memberships m CROSS JOIN profiles p ON p.seq = m.profile"
                              " WHERE m.segment = ? AND m.profile >= ?"
                              " ORDER BY m.profile LIMIT ? OFFSET ?");
    query.bindValue(0, segment);
    query.bindValue(1, place.firstKey);
    query.bindValue(2, limit);
    query.bindValue(3, place.skip);
    m_connection.exec(query);
    while (query.next())
        rows.append(profileRow(query));
    query.finish();
    return rows;
}

void MemberTable::add(qint64 segment, qint64 profile)
{
    QSqlQuery &query = m_connection.prepared(
        "INSERT INTO memberships(segment, profile, by_request) VALUES(?, ?, 1)");
    query.bindValue(0, segment);
    query.bindValue(1, profile);
    if (m_connection.exec(query))
        m_indexes[segment].insert(profile);
}

void MemberTable::remove(qint64 segment, qint64 profile)
{
    QSqlQuery &query =
        m_connection.prepared("DELETE FROM memberships WHERE segment = ? AND profile = ?");
    query.bindValue(0, segment);
    query.bindValue(1, profile);
    if (m_connection.exec(query) && query.numRowsAffected() == 1)
        m_indexes[segment].remove(profile);
}

qint64 MemberTable::removeAll(qint64 segment)
{
    const qint64 members = count(segment);
    QSqlQuery &query = m_connection.prepared("DELETE FROM memberships WHERE segment = ?");
    query.bindValue(0, segment);
    if (m_connection.exec(query))
        m_indexes.remove(segment);
    return members;
}

qint64 MemberTable::clear()
{
    qint64 memberships = 0;
    for (const CountIndex &each : std::as_const(m_indexes))
        memberships += each.total();
    if (m_connection.run(u"DELETE FROM memberships"_s))
        m_indexes.clear();
    return memberships;
}

} // namespace segmentdesk::sandbox
