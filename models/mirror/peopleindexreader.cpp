// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peopleindexreader.h"

#include "models/mirror/personrow.h"

#include <QSqlDatabase>

#include <limits>

namespace segmentdesk {

namespace {

constexpr qint64 beforeAll = std::numeric_limits<qint64>::min();

} // namespace

PeopleIndexReader::PeopleIndexReader(std::shared_ptr<PeopleFeed> feed)
    : m_feed(std::move(feed)), m_last(beforeAll)
{
}

Result<bool> PeopleIndexReader::readOn(const QSqlDatabase &database)
{
    const Result<bool> more = m_hasPeople ? readMembers(database) : readPeople(database);
    if (more && !*more)
        m_feed->end();
    return more;
}

Result<bool> PeopleIndexReader::readPeople(const QSqlDatabase &database)
{
    // No column more than needed: to take one out of an answer costs more than to find it.
    const bool withEmail = m_feed->keys().testFlag(PeopleIndex::Key::Email);
    const bool withName = m_feed->keys().testFlag(PeopleIndex::Key::Name);
    QByteArray columns("id, profile");
    if (withEmail)
        columns += ", email";
    if (withName)
        columns += ", name_key";
    sqlite3 *handle = SqliteStatement::handleOf(database);
    SqliteStatement rows;
    if (!handle
        || !rows.prepare(handle,
                         "SELECT " + columns + " FROM people WHERE id > ? ORDER BY id LIMIT "
                             + QByteArray::number(peopleAtOnce)))
        return tl::unexpected(SqliteStatement::failureOf(handle));
    rows.bind(1, m_last);
    PeopleFeed::Piece piece;
    piece.people.reserve(peopleAtOnce);
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        m_last = rows.number(0);
        ProfileId profile;
        if (!rows.isNull(1))
            profile = ProfileId(uuidIn(rows, 1));
        const QByteArrayView email = withEmail ? rows.text(2) : QByteArrayView();
        const QByteArrayView name = withName ? rows.text(withEmail ? 3 : 2) : QByteArrayView();
        piece.people.push_back({m_last, profile, quint32(email.size()), quint32(name.size())});
        piece.texts.append(email).append(name);
    }
    if (result != SQLITE_DONE)
        return tl::unexpected(SqliteStatement::failureOf(handle));
    const bool isLast = piece.people.size() < size_t(peopleAtOnce);
    m_feed->push(std::move(piece));
    if (!isLast)
        return true;
    m_hasPeople = true;
    m_last = beforeAll;
    return !m_feed->segment().isNull();
}

Result<bool> PeopleIndexReader::readMembers(const QSqlDatabase &database)
{
    sqlite3 *handle = SqliteStatement::handleOf(database);
    SqliteStatement rows;
    if (!handle
        || !rows.prepare(handle,
                         "SELECT person FROM memberships WHERE segment = "
                         "(SELECT number FROM segments WHERE id = ?) AND person > ? "
                         "ORDER BY person LIMIT "
                             + QByteArray::number(peopleAtOnce)))
        return tl::unexpected(SqliteStatement::failureOf(handle));
    rows.bind(1, m_feed->segment().uuid().toRfc4122());
    rows.bind(2, m_last);
    PeopleFeed::Piece piece;
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        m_last = rows.number(0);
        piece.members.push_back(m_last);
    }
    if (result != SQLITE_DONE)
        return tl::unexpected(SqliteStatement::failureOf(handle));
    const bool isLast = piece.members.size() < size_t(peopleAtOnce);
    m_feed->push(std::move(piece));
    return !isLast;
}

} // namespace segmentdesk
