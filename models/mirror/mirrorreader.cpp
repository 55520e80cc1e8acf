// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorreader.h"

#include "models/mirror/statement.h"

#include <QHash>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int fewMembers = 5000; ///< that are looked through faster than the search index
constexpr int rowsBetweenLooks = 1000;

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

tl::unexpected<ApiError> failed(const QSqlQuery &query)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details = query.lastError().text();
    return tl::unexpected(error);
}

tl::unexpected<ApiError> failed(sqlite3 *database)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details = database ? QString::fromUtf8(sqlite3_errmsg(database))
                             : QStringLiteral("SQLite cannot be reached");
    return tl::unexpected(error);
}

bool ask(QSqlQuery &query, const QString &sql, const QVariantList &values = {})
{
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return false;
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec();
}

QString listed(const QList<qint64> &ids)
{
    QString list;
    list.reserve(ids.size() * 8);
    for (const qint64 id : ids) {
        if (!list.isEmpty())
            list += u',';
        list += QString::number(id);
    }
    return list;
}

} // namespace

MirrorReader::MirrorReader(const QSqlDatabase &database, bool indexedSearch)
    : m_database(database)
    , m_indexedSearch(indexedSearch)
{
}

PeopleSqlHints MirrorReader::hintsFor(const PeopleFilter &filter)
{
    PeopleSqlHints hints;
    hints.indexedSearch = m_indexedSearch;
    if (!filter.memberOf || filter.text.isEmpty())
        return hints;
    QSqlQuery rows(m_database);
    hints.memberOfIsSmall =
        ask(rows, QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM memberships WHERE segment = "
                                 "(SELECT number FROM segments WHERE id = ?) LIMIT %1)")
                      .arg(fewMembers + 1),
            {filter.memberOf->uuid().toRfc4122()})
        && rows.next() && rows.value(0).toInt() <= fewMembers;
    return hints;
}

Result<QList<qint64>> MirrorReader::ids(const PeopleQuery &query, int limit,
                                        const std::function<bool()> &isWanted)
{
    const PeopleSql select = selectPeople(query, hintsFor(query.filter), limit);
    sqlite3 *handle = Statement::handleOf(m_database);
    Statement rows;
    if (!handle || !rows.prepare(handle, select.sql.toUtf8()))
        return failed(handle);
    for (qsizetype i = 0; i < select.values.size(); ++i)
        rows.bind(int(i) + 1, select.values.at(i));
    QList<qint64> ids;
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        ids.append(rows.number(0));
        if (isWanted && ids.size() % rowsBetweenLooks == 0 && !isWanted())
            return ids;
    }
    if (result != SQLITE_DONE)
        return failed(handle);
    return ids;
}

Result<QList<Person>> MirrorReader::people(const QList<qint64> &ids)
{
    const QString list = listed(ids);
    QHash<qint64, Person> found;
    QSqlQuery rows(m_database);
    if (!ask(rows, QStringLiteral("SELECT id, known, email, first_name, last_name, company, phone, "
                                  "customer_group, created, modified, profile, profile_created, "
                                  "profile_updated FROM people WHERE id IN (%1)")
                           .arg(list)))
        return failed(rows);
    while (rows.next()) {
        Person person;
        person.customerId = CustomerId(rows.value(0).toLongLong());
        person.details = rows.value(1).toBool() ? Person::Details::Known : Person::Details::Missing;
        Customer &customer = person.customer;
        customer.id = person.customerId;
        customer.email = rows.value(2).toString();
        customer.firstName = rows.value(3).toString();
        customer.lastName = rows.value(4).toString();
        customer.company = rows.value(5).toString();
        customer.phone = rows.value(6).toString();
        customer.customerGroupId = rows.value(7).toLongLong();
        customer.dateCreated = timeOf(rows.value(8));
        customer.dateModified = timeOf(rows.value(9));
        customer.profileKnown = true;
        customer.segmentIds = QList<SegmentId>();
        if (!rows.value(10).isNull()) {
            ShopperProfile profile;
            profile.id = ProfileId(QUuid::fromRfc4122(rows.value(10).toByteArray()));
            profile.customerId = person.customerId;
            profile.createdAt = timeOf(rows.value(11));
            profile.updatedAt = timeOf(rows.value(12));
            customer.profileId = profile.id;
            person.profile = profile;
        }
        found.insert(toNumber(person.customerId), person);
    }
    if (!ask(rows, QStringLiteral("SELECT m.person, g.id FROM memberships m JOIN segments g "
                                  "ON g.number = m.segment WHERE m.person IN (%1) ORDER BY g.name")
                           .arg(list)))
        return failed(rows);
    while (rows.next()) {
        const auto person = found.find(rows.value(0).toLongLong());
        if (person != found.end())
            person->customer.segmentIds->append(SegmentId(QUuid::fromRfc4122(rows.value(1).toByteArray())));
    }
    QList<Person> people;
    people.reserve(ids.size());
    for (const qint64 id : ids) {
        const auto person = found.constFind(id);
        if (person != found.constEnd())
            people.append(*person);
    }
    return people;
}

Result<qint64> MirrorReader::count(const PeopleFilter &filter)
{
    const PeopleSql select = countPeople(filter, hintsFor(filter));
    QSqlQuery rows(m_database);
    if (!ask(rows, select.sql, select.values) || !rows.next())
        return failed(rows);
    return rows.value(0).toLongLong();
}

Result<Overlap> MirrorReader::overlap(const QList<SegmentId> &segments)
{
    Overlap overlap;
    overlap.segments = segments;
    // By person, a bit for each segment.
    std::vector<std::pair<qint64, quint32>> bits;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        QSqlQuery rows(m_database);
        if (!ask(rows, QStringLiteral("SELECT person FROM memberships WHERE segment = "
                                      "(SELECT number FROM segments WHERE id = ?)"),
                 {segments.at(i).uuid().toRfc4122()}))
            return failed(rows);
        const size_t before = bits.size();
        while (rows.next())
            bits.emplace_back(rows.value(0).toLongLong(), quint32(1) << i);
        overlap.sizes.append(static_cast<qint64>(bits.size() - before));
    }
    std::sort(bits.begin(), bits.end());
    QHash<quint32, qint64> people;
    for (size_t i = 0; i < bits.size();) {
        quint32 combination = 0;
        const qint64 person = bits[i].first;
        for (; i < bits.size() && bits[i].first == person; ++i)
            combination |= bits[i].second;
        ++people[combination];
        ++overlap.total;
    }
    for (auto it = people.cbegin(); it != people.cend(); ++it)
        overlap.combinations.append({it.key(), it.value()});
    std::sort(overlap.combinations.begin(), overlap.combinations.end(), [](const auto &a, const auto &b) {
        return a.people != b.people ? a.people > b.people : a.segments < b.segments;
    });
    return overlap;
}

Result<QList<Segment>> MirrorReader::segments()
{
    QSqlQuery rows(m_database);
    if (!ask(rows, QStringLiteral("SELECT id, name, description, created, updated FROM segments WHERE known "
                                  "ORDER BY name")))
        return failed(rows);
    QList<Segment> segments;
    while (rows.next()) {
        segments.append({SegmentId(QUuid::fromRfc4122(rows.value(0).toByteArray())), rows.value(1).toString(),
                         rows.value(2).toString(), timeOf(rows.value(3)), timeOf(rows.value(4))});
    }
    return segments;
}

Result<QList<Mirror::Group>> MirrorReader::customerGroups()
{
    QSqlQuery rows(m_database);
    if (!ask(rows, QStringLiteral("SELECT customer_group, count(*) FROM people WHERE customer_group <> 0 "
                                  "GROUP BY customer_group ORDER BY customer_group")))
        return failed(rows);
    QList<Mirror::Group> groups;
    while (rows.next())
        groups.append({rows.value(0).toLongLong(), rows.value(1).toLongLong()});
    return groups;
}

Result<QList<Mirror::Event>> MirrorReader::history(ProfileId profile)
{
    QSqlQuery rows(m_database);
    if (!ask(rows, QStringLiteral("SELECT at, segment, joined FROM events WHERE person = "
                                  "(SELECT id FROM people WHERE profile = ?) ORDER BY at DESC, rowid DESC "
                                  "LIMIT %1")
                           .arg(Mirror::maxEvents),
             {profile.uuid().toRfc4122()}))
        return failed(rows);
    QList<Mirror::Event> events;
    while (rows.next()) {
        events.append({timeOf(rows.value(0)), SegmentId(QUuid::fromRfc4122(rows.value(1).toByteArray())),
                       rows.value(2).toBool()});
    }
    return events;
}

} // namespace segmentdesk
