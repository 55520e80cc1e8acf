// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peopleindexreader.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <limits>

namespace segmentdesk {

namespace {

tl::unexpected<ApiError> failed(const QSqlQuery &query)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details = query.lastError().text();
    return tl::unexpected(error);
}

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
    // As bytes: a text would be turned into UTF-16 and back, for everybody. And no column more than
    // needed: to take one out of an answer costs more than to find it.
    const bool withEmail = m_feed->keys().testFlag(PeopleIndex::Key::Email);
    const bool withName = m_feed->keys().testFlag(PeopleIndex::Key::Name);
    QString columns = QStringLiteral("id, profile");
    if (withEmail)
        columns += QStringLiteral(", CAST(email AS BLOB)");
    if (withName)
        columns += QStringLiteral(", CAST(name_key AS BLOB)");
    QSqlQuery rows(database);
    rows.setForwardOnly(true);
    rows.prepare(QStringLiteral("SELECT %1 FROM people WHERE id > ? ORDER BY id LIMIT %2")
                     .arg(columns, QString::number(peopleAtOnce)));
    rows.addBindValue(m_last);
    if (!rows.exec())
        return failed(rows);
    PeopleFeed::Piece piece;
    piece.people.reserve(peopleAtOnce);
    while (rows.next()) {
        m_last = rows.value(0).toLongLong();
        ProfileId profile;
        if (const QByteArray bytes = rows.value(1).toByteArray(); !bytes.isEmpty())
            profile = ProfileId(QUuid::fromRfc4122(bytes));
        const QByteArray email = withEmail ? rows.value(2).toByteArray() : QByteArray();
        const QByteArray name =
            withName ? rows.value(withEmail ? 3 : 2).toByteArray() : QByteArray();
        piece.people.push_back({m_last, profile, quint32(email.size()), quint32(name.size())});
        piece.texts += email;
        piece.texts += name;
    }
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
    QSqlQuery rows(database);
    rows.setForwardOnly(true);
    rows.prepare(QStringLiteral("SELECT person FROM memberships WHERE segment = "
                                "(SELECT number FROM segments WHERE id = ?) AND person > ? "
                                "ORDER BY person LIMIT %1")
                     .arg(peopleAtOnce));
    rows.addBindValue(m_feed->segment().uuid().toRfc4122());
    rows.addBindValue(m_last);
    if (!rows.exec())
        return failed(rows);
    PeopleFeed::Piece piece;
    while (rows.next()) {
        m_last = rows.value(0).toLongLong();
        piece.members.push_back(m_last);
    }
    const bool isLast = piece.members.size() < size_t(peopleAtOnce);
    m_feed->push(std::move(piece));
    return !isLast;
}

} // namespace segmentdesk
