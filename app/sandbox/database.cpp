// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/database.h"

#include "app/sandbox/profilerow.h"

#include <QFile>
#include <QSqlError>
#include <QVariant>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr int schemaVersion = 1;
constexpr int applicationId = 0x5344736b; // "SDsk"

const char *const tables[] = {
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, email TEXT NOT NULL, first_name TEXT NOT NULL,"
    " last_name TEXT NOT NULL, company TEXT NOT NULL, phone TEXT NOT NULL, group_id INTEGER NOT "
    "NULL,"
    " created INTEGER NOT NULL, modified INTEGER NOT NULL, search TEXT NOT NULL)",
    "CREATE TABLE profiles(seq INTEGER PRIMARY KEY, uuid BLOB NOT NULL, customer_id INTEGER NOT "
    "NULL,"
    " created INTEGER NOT NULL, updated INTEGER NOT NULL)",
    "CREATE TABLE segments(seq INTEGER PRIMARY KEY, uuid BLOB NOT NULL, name TEXT NOT NULL,"
    " description TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL)",
    "CREATE TABLE memberships(segment INTEGER NOT NULL, profile INTEGER NOT NULL,"
    " by_request INTEGER NOT NULL, PRIMARY KEY(segment, profile)) WITHOUT ROWID",
};

const char *const indexes[] = {
    "CREATE INDEX customers_email ON customers(email)",
    "CREATE UNIQUE INDEX profiles_uuid ON profiles(uuid)",
    "CREATE UNIQUE INDEX profiles_customer ON profiles(customer_id)",
    "CREATE UNIQUE INDEX segments_uuid ON segments(uuid)",
    "CREATE INDEX memberships_profile ON memberships(profile, segment)",
};

SegmentRow segmentRow(const QSqlQuery &query)
{
    return {query.value(0).toLongLong(), query.value(1).toByteArray(), query.value(2).toString(),
            query.value(3).toString(),   query.value(4).toLongLong(),  query.value(5).toLongLong()};
}

} // namespace

Database::Database() : m_customers(m_connection), m_members(m_connection)
{
}

QString Database::open(const QString &file)
{
    m_onFile = !file.isEmpty();
    if (m_onFile) {
        const QString problem = m_connection.prepareFile(file);
        if (!problem.isEmpty())
            return problem;
    }
    if (!connection().isValid())
        return u"Qt's SQLite driver is missing."_s;
    QString problem = m_connection.openAndLock(file);
    if (!problem.isEmpty())
        return problem;
    const qint64 owner = m_connection.number(u"PRAGMA application_id"_s);
    const qint64 version = m_connection.number(u"PRAGMA user_version"_s);
    const qint64 objects = m_connection.number(u"SELECT count(*) FROM sqlite_master"_s);
    if (m_connection.hasFailed()) {
        const QString reason = m_connection.takeError();
        if (reason.contains(QLatin1String("locked")))
            return u"The database file %1 is in use by another program."_s.arg(file);
        return u"The database file %1 cannot be read (%2). Move it away to start afresh."_s.arg(
            file, reason);
    }
    if (objects > 0 && owner != applicationId)
        return u"The file %1 is a database of another program."_s.arg(file);
    if (version > schemaVersion)
        return u"The database file %1 was made by a newer version of this program "
               "(format %2, this program knows up to %3)."_s.arg(file)
                   .arg(version)
                   .arg(schemaVersion);
    if (m_onFile && version == 0 && owner == applicationId) {
        // Filling was broken off, and it works without a journal: nothing in there can be trusted.
        connection().close();
        if (!QFile::resize(file, 0))
            return u"The database file %1 cannot be written."_s.arg(file);
        problem = m_connection.openAndLock(file);
        if (!problem.isEmpty())
            return problem;
    }
    m_connection.run(u"PRAGMA cache_size=-65536"_s);
    m_connection.run(u"PRAGMA temp_store=MEMORY"_s);
    m_filled = version == schemaVersion;
    if (m_filled) {
        m_connection.run(u"PRAGMA journal_mode=WAL"_s);
        m_connection.run(u"PRAGMA synchronous=NORMAL"_s);
        readIndexes();
    }
    if (m_connection.hasFailed())
        return u"The database file %1 is damaged (%2). Move it away to start afresh."_s.arg(
            file, m_connection.takeError());
    return {};
}

bool Database::beginFilling()
{
    m_connection.dropStatements();
    m_customers.forgetLists();
    m_filled = false;
    // A version of 0 says "not complete" until endFilling(): filling that was broken off starts
    // over.
    m_connection.run(u"PRAGMA journal_mode=OFF"_s);
    m_connection.run(u"PRAGMA synchronous=OFF"_s);
    m_connection.run(u"PRAGMA user_version=0"_s);
    m_connection.run(u"PRAGMA application_id=%1"_s.arg(applicationId));
    for (const char *table : {"memberships", "segments", "profiles", "customers"})
        m_connection.run(u"DROP TABLE IF EXISTS %1"_s.arg(QLatin1String(table)));
    for (const char *sql : tables)
        m_connection.run(QString::fromLatin1(sql));
    return !m_connection.hasFailed();
}

bool Database::endFilling()
{
    for (const char *sql : indexes)
        m_connection.run(QString::fromLatin1(sql));
    m_connection.run(u"PRAGMA user_version=%1"_s.arg(schemaVersion));
    if (m_onFile) {
        m_connection.run(u"PRAGMA journal_mode=WAL"_s);
        m_connection.run(u"PRAGMA synchronous=NORMAL"_s);
    } else {
        m_connection.run(u"PRAGMA journal_mode=MEMORY"_s);
    }
    m_filled = !m_connection.hasFailed() && readIndexes();
    return m_filled;
}

bool Database::readIndexes()
{
    m_profileIndex.clear();
    QSqlQuery query(connection());
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT seq >> 10, count(*) FROM profiles GROUP BY 1"_s))
        m_connection.fail(query.lastError().databaseText());
    static_assert(CountIndex::blockBits == 10, "the statement above says 10");
    while (query.next())
        m_profileIndex.add(query.value(0).toLongLong(), query.value(1).toLongLong());
    m_customers.readIndex();
    m_members.readIndex();
    reloadSegments();
    return !m_connection.hasFailed();
}

QString Database::takeError()
{
    const QString error = m_connection.takeError();
    if (m_inTransaction || !error.isEmpty()) {
        m_inTransaction = false;
        connection().rollback();
        readIndexes(); // they may have been changed by what was undone
        m_connection.takeError();
    }
    return error;
}

bool Database::begin()
{
    m_inTransaction = m_connection.run(u"BEGIN IMMEDIATE"_s);
    return m_inTransaction;
}

bool Database::commit()
{
    if (m_connection.hasFailed() || !m_connection.run(u"COMMIT"_s))
        return false;
    m_inTransaction = false;
    return true;
}

const SegmentRow *Database::segment(const QByteArray &uuid) const
{
    const auto found = m_segmentByUuid.constFind(uuid);
    return found == m_segmentByUuid.constEnd() ? nullptr : &m_segments[*found];
}

void Database::reloadSegments()
{
    m_segments.clear();
    m_segmentByUuid.clear();
    QSqlQuery &query =
        m_connection.prepared("SELECT seq, uuid, name, description, created, updated FROM segments"
                              " ORDER BY seq");
    m_connection.exec(query);
    while (query.next()) {
        m_segments.append(segmentRow(query));
        m_segmentByUuid.insert(m_segments.constLast().uuid, m_segments.size() - 1);
    }
    query.finish();
}

void Database::insertSegment(const SegmentRow &row)
{
    QSqlQuery &query =
        m_connection.prepared("INSERT INTO segments(uuid, name, description, created, updated)"
                              " VALUES(?, ?, ?, ?, ?)");
    query.bindValue(0, row.uuid);
    query.bindValue(1, row.name);
    query.bindValue(2, row.description.isNull() ? QLatin1String("") : row.description);
    query.bindValue(3, row.created);
    query.bindValue(4, row.updated);
    m_connection.exec(query);
}

void Database::updateSegment(const SegmentRow &row)
{
    QSqlQuery &query = m_connection.prepared(
        "UPDATE segments SET name = ?, description = ?, updated = ? WHERE seq = ?");
    query.bindValue(0, row.name);
    query.bindValue(1, row.description.isNull() ? QLatin1String("") : row.description);
    query.bindValue(2, row.updated);
    query.bindValue(3, row.seq);
    m_connection.exec(query);
}

qint64 Database::deleteSegment(qint64 seq)
{
    const qint64 members = m_members.removeAll(seq);
    QSqlQuery &query = m_connection.prepared("DELETE FROM segments WHERE seq = ?");
    query.bindValue(0, seq);
    m_connection.exec(query);
    return members;
}

QList<ProfileRow> Database::profiles(qint64 row, int limit)
{
    QList<ProfileRow> rows;
    if (row >= m_profileIndex.total())
        return rows;
    const CountIndex::Place place = m_profileIndex.placeOf(row);
    QSqlQuery &query =
        m_connection.prepared("SELECT seq, uuid, customer_id, created, updated FROM profiles"
                              " WHERE seq >= ? ORDER BY seq LIMIT ? OFFSET ?");
    query.bindValue(0, place.firstKey);
    query.bindValue(1, limit);
    query.bindValue(2, place.skip);
    m_connection.exec(query);
    while (query.next())
        rows.append(profileRow(query));
    query.finish();
    return rows;
}

std::optional<ProfileRow> Database::profile(const QByteArray &uuid)
{
    QSqlQuery &query =
        m_connection.prepared("SELECT seq, uuid, customer_id, created, updated FROM profiles"
                              " WHERE uuid = ?");
    query.bindValue(0, uuid);
    if (!m_connection.exec(query) || !query.next())
        return {};
    const ProfileRow row = profileRow(query);
    query.finish();
    return row;
}

std::optional<ProfileRow> Database::profileOfCustomer(qint64 customerId)
{
    QSqlQuery &query =
        m_connection.prepared("SELECT seq, uuid, customer_id, created, updated FROM profiles"
                              " WHERE customer_id = ?");
    query.bindValue(0, customerId);
    if (!m_connection.exec(query) || !query.next())
        return {};
    const ProfileRow row = profileRow(query);
    query.finish();
    return row;
}

void Database::insertProfile(const ProfileRow &row)
{
    QSqlQuery &query =
        m_connection.prepared("INSERT INTO profiles(uuid, customer_id, created, updated)"
                              " VALUES(?, ?, ?, ?)");
    query.bindValue(0, row.uuid);
    query.bindValue(1, row.customerId);
    query.bindValue(2, row.created);
    query.bindValue(3, row.updated);
    if (m_connection.exec(query))
        m_profileIndex.insert(query.lastInsertId().toLongLong());
}

qint64 Database::deleteProfile(qint64 seq)
{
    const QList<const SegmentRow *> segments = segmentsOfProfile(seq);
    for (const SegmentRow *each : segments)
        m_members.remove(each->seq, seq);
    QSqlQuery &query = m_connection.prepared("DELETE FROM profiles WHERE seq = ?");
    query.bindValue(0, seq);
    if (m_connection.exec(query) && query.numRowsAffected() == 1)
        m_profileIndex.remove(seq);
    return segments.size();
}

qint64 Database::deleteAllProfiles()
{
    const qint64 memberships = m_members.clear();
    if (!m_connection.hasFailed() && m_connection.run(u"DELETE FROM profiles"_s))
        m_profileIndex.clear();
    return memberships;
}

const SegmentRow *Database::segmentWithSeq(qint64 seq) const
{
    const auto found =
        std::lower_bound(m_segments.cbegin(), m_segments.cend(), seq,
                         [](const SegmentRow &row, qint64 wanted) { return row.seq < wanted; });
    return found != m_segments.cend() && found->seq == seq ? &*found : nullptr;
}

QList<const SegmentRow *> Database::segmentsOfProfile(qint64 profile)
{
    QList<const SegmentRow *> rows;
    QSqlQuery &query =
        m_connection.prepared("SELECT segment FROM memberships WHERE profile = ? ORDER BY segment");
    query.bindValue(0, profile);
    m_connection.exec(query);
    while (query.next()) {
        if (const SegmentRow *row = segmentWithSeq(query.value(0).toLongLong()))
            rows.append(row);
    }
    query.finish();
    return rows;
}

std::optional<Database::CustomerProfile> Database::profileWithSegments(qint64 customerId)
{
    std::optional<CustomerProfile> found;
    QSqlQuery &query = m_connection.prepared(
        "SELECT p.uuid, m.segment FROM profiles p LEFT JOIN memberships m ON m.profile = p.seq"
        " WHERE p.customer_id = ? ORDER BY m.segment");
    query.bindValue(0, customerId);
    m_connection.exec(query);
    while (query.next()) {
        if (!found)
            found = CustomerProfile{query.value(0).toByteArray(), {}};
        if (const SegmentRow *row = segmentWithSeq(query.value(1).toLongLong()))
            found->segments.append(row);
    }
    query.finish();
    return found;
}

} // namespace segmentdesk::sandbox
