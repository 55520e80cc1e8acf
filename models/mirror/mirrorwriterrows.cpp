// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a MirrorWriter reads and writes of one row: a segment, a person, a profile, a membership.

#include "models/domain/foldedtext.h"
#include "models/mirror/mirrorwriter.h"
#include "models/mirror/personrow.h"

#include <QVariant>

#include <iterator>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

template <typename Tag>
QVariant blob(const UuidId<Tag> &id)
{
    return id.uuid().toRfc4122();
}

/// Null would be NULL.
QString text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

} // namespace

qint64 MirrorWriter::segmentNumber(SegmentId segment)
{
    const auto known = m_segmentNumbers.constFind(segment);
    if (known != m_segmentNumbers.constEnd())
        return *known;
    const QVariant id = blob(segment);
    // Memberships may name a segment before the list of segments has been read.
    run("INSERT OR IGNORE INTO segments (id, known) VALUES (?, 0)", {id});
    const qint64 value = number("SELECT number FROM segments WHERE id = ?", {id}).value_or(0);
    m_segmentNumbers.insert(segment, value);
    return value;
}

std::optional<SegmentId> MirrorWriter::segmentOf(qint64 number)
{
    QSqlQuery *query = run("SELECT id FROM segments WHERE number = ?", {number});
    std::optional<SegmentId> id;
    if (query && query->next())
        id = SegmentId(QUuid::fromRfc4122(query->value(0).toByteArray()));
    return id;
}

qint64 MirrorWriter::personOf(ProfileId profile)
{
    return number("SELECT id FROM people WHERE profile = ?", {blob(profile)}).value_or(0);
}

qint64 MirrorWriter::personOf(const PersonRef &person)
{
    return toNumber(person.customerId) > 0 ? toNumber(person.customerId)
                                           : personOf(person.profileId);
}

void MirrorWriter::saveSegment(const Segment &segment)
{
    run("INSERT INTO segments (id, name, description, created, updated, known) VALUES (?, ?, ?, ?, "
        "?, 1) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, "
        "created = excluded.created, updated = excluded.updated, known = 1",
        {blob(segment.id), text(segment.name), text(segment.description),
         seconds(segment.createdAt), seconds(segment.updatedAt)});
}

void MirrorWriter::dropSegment(qint64 number, SegmentId id)
{
    run("UPDATE people SET segments = segments - 1 WHERE id IN "
        "(SELECT person FROM memberships WHERE segment = ?)",
        {number});
    run("DELETE FROM memberships WHERE segment = ?", {number});
    run("DELETE FROM segments WHERE number = ?", {number});
    m_segmentNumbers.remove(id);
}

/// A profile belongs to one customer: its earlier owner loses it.
void MirrorWriter::freeProfile(ProfileId profile)
{
    if (SqliteStatement *update =
            prepared(m_freeProfile,
                     "UPDATE people SET profile = NULL, profile_created = NULL, "
                     "profile_updated = NULL WHERE profile = ?")) {
        update->bind(1, profile.uuid().toRfc4122());
        exec(*update);
    }
}

void MirrorWriter::setProfile(qint64 person, const ShopperProfile &profile, bool seen)
{
    SqliteStatement *update = prepared(m_setProfile,
                                       "UPDATE people SET profile = ?, profile_created = ?, "
                                       "profile_updated = ?, "
                                       "profile_seen = max(profile_seen, ?) WHERE id = ?");
    if (!update)
        return;
    update->bind(1, profile.id.uuid().toRfc4122());
    update->bind(2, seconds(profile.createdAt));
    update->bind(3, seconds(profile.updatedAt));
    update->bind(4, seen ? m_pass : qint64(0));
    update->bind(5, person);
    exec(*update);
}

/// The same without touching the index of profiles; of a person with this profile, in the list
/// of profiles.
void MirrorWriter::setProfileDates(qint64 person, const ShopperProfile &profile)
{
    if (SqliteStatement *update =
            prepared(m_setProfileDates,
                     "UPDATE people SET profile_created = ?, profile_updated = ?, "
                     "profile_seen = ? WHERE id = ?")) {
        update->bind(1, seconds(profile.createdAt));
        update->bind(2, seconds(profile.updatedAt));
        update->bind(3, m_pass);
        update->bind(4, person);
        exec(*update);
    }
}

/// Sets what @p sql says to this pass.
void MirrorWriter::setPass(SqliteStatement &statement, const char *sql, qint64 person)
{
    if (SqliteStatement *update = prepared(statement, sql)) {
        update->bind(1, m_pass);
        update->bind(2, person);
        exec(*update);
    }
}

void MirrorWriter::dropProfile(qint64 person)
{
    run("UPDATE people SET profile = NULL, profile_created = NULL, profile_updated = NULL, "
        "segments = 0 "
        "WHERE id = ? AND profile IS NOT NULL",
        {person});
    run("DELETE FROM memberships WHERE person = ?", {person});
}

void MirrorWriter::recordEvent(qint64 person, SegmentId segment, bool joined)
{
    if (m_recordsEvents) {
        run("INSERT INTO events VALUES (?, ?, ?, ?)",
            {person, QDateTime::currentSecsSinceEpoch(), blob(segment), joined ? 1 : 0});
    }
}

void MirrorWriter::setMembership(qint64 segment, SegmentId id, qint64 person, bool member)
{
    QSqlQuery *query = member
        ? run("INSERT OR IGNORE INTO memberships VALUES (?, ?)", {segment, person})
        : run("DELETE FROM memberships WHERE segment = ? AND person = ?", {segment, person});
    if (!query || query->numRowsAffected() < 1)
        return;
    run("UPDATE people SET segments = segments + ? WHERE id = ?", {member ? 1 : -1, person});
    recordEvent(person, id, member);
}

/// What the copy has of a customer.
std::optional<MirrorWriter::Row> MirrorWriter::rowOf(qint64 id)
{
    if (id > m_lastId) // as nearly everybody in a first pass
        return std::nullopt;
    SqliteStatement *select = prepared(
        m_person, QByteArray("SELECT ") + personColumns + ", seen FROM people WHERE id = ?");
    if (!select)
        return std::nullopt;
    select->bind(1, id);
    if (!next(*select))
        return std::nullopt;
    Row row{personIn(*select), {}, select->number(personColumnCount)};
    select->reset();
    select = prepared(m_segmentsOf, "SELECT segment FROM memberships WHERE person = ?");
    if (!select)
        return std::nullopt;
    select->bind(1, id);
    while (next(*select))
        row.segments.append(select->number(0));
    return row;
}

/// The same of a profile, by its customer.
std::optional<MirrorWriter::ProfileRow> MirrorWriter::profileRowOf(qint64 id)
{
    SqliteStatement *select =
        prepared(m_profileRow,
                 "SELECT profile, profile_created, profile_updated, profile_seen "
                 "FROM people WHERE id = ?");
    if (!select)
        return std::nullopt;
    select->bind(1, id);
    if (!next(*select))
        return std::nullopt;
    ProfileRow row{{}, select->number(3)};
    if (!select->isNull(0)) {
        row.profile = ShopperProfile{ProfileId(uuidIn(*select, 0)), CustomerId(id),
                                     timeIn(*select, 1), timeIn(*select, 2)};
    }
    select->reset();
    return row;
}

void MirrorWriter::insertCustomer(const Customer &customer, const std::optional<ProfileId> &profile,
                                  const QHash<qint64, SegmentId> &segments)
{
    touchText(toNumber(customer.id));
    SqliteStatement *insert = prepared(
        m_insertPerson,
        "INSERT INTO people (id, seen, segments, profile, email, first_name, last_name, company, "
        "phone, name_key, email_key, company_key, customer_group, created, modified) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return;
    insert->bind(1, toNumber(customer.id));
    insert->bind(2, m_pass);
    insert->bind(3, qint64(segments.size()));
    if (profile)
        insert->bind(4, profile->uuid().toRfc4122());
    else
        insert->bindNull(4);
    // SQLite would make UTF-8 of them, too, and copies.
    const QByteArray texts[] = {customer.email.toUtf8(),
                                customer.firstName.toUtf8(),
                                customer.lastName.toUtf8(),
                                customer.company.toUtf8(),
                                customer.phone.toUtf8(),
                                foldedText(customer.fullName()).toUtf8(),
                                foldedText(customer.email).toUtf8(),
                                foldedText(customer.company).toUtf8()};
    for (int i = 0; i < int(std::size(texts)); ++i)
        insert->bindStatic(5 + i, texts[i]);
    insert->bind(13, customer.customerGroupId);
    insert->bind(14, seconds(customer.dateCreated));
    insert->bind(15, seconds(customer.dateModified));
    exec(*insert);
    for (auto it = segments.cbegin(); it != segments.cend(); ++it)
        insertMembership(it.key(), it.value(), toNumber(customer.id));
}

void MirrorWriter::updateCustomer(const Customer &customer)
{
    touchText(toNumber(customer.id));
    run("UPDATE people SET known = 1, email = ?, first_name = ?, last_name = ?, company = ?, phone "
        "= ?, "
        "customer_group = ?, created = ?, modified = ?, name_key = ?, email_key = ?, company_key = "
        "? "
        "WHERE id = ?",
        {text(customer.email), text(customer.firstName), text(customer.lastName),
         text(customer.company), text(customer.phone), customer.customerGroupId,
         seconds(customer.dateCreated), seconds(customer.dateModified),
         text(foldedText(customer.fullName())), text(foldedText(customer.email)),
         text(foldedText(customer.company)), toNumber(customer.id)});
}

QHash<qint64, SegmentId> MirrorWriter::numbered(const QList<SegmentId> &segments)
{
    QHash<qint64, SegmentId> numbers;
    for (const SegmentId segment : segments)
        numbers.insert(segmentNumber(segment), segment);
    return numbers;
}

void MirrorWriter::insertMembership(qint64 segment, SegmentId id, qint64 person)
{
    if (SqliteStatement *insert =
            prepared(m_insertMembership, "INSERT INTO memberships VALUES (?, ?)")) {
        insert->bind(1, segment);
        insert->bind(2, person);
        exec(*insert);
    }
    recordEvent(person, id, true);
}

/// The memberships of a person become these; @p had are those that the copy has.
void MirrorWriter::setSegmentsOf(qint64 person, const QList<qint64> &had,
                                 QHash<qint64, SegmentId> missing)
{
    int change = 0;
    for (const qint64 number : had) {
        if (missing.remove(number))
            continue;
        const std::optional<SegmentId> segment = segmentOf(number);
        if (segment)
            recordEvent(person, *segment, false);
        run("DELETE FROM memberships WHERE segment = ? AND person = ?", {number, person});
        --change;
    }
    for (auto it = missing.cbegin(); it != missing.cend(); ++it) {
        insertMembership(it.key(), it.value(), person);
        ++change;
    }
    if (change != 0)
        run("UPDATE people SET segments = segments + ? WHERE id = ?", {change, person});
}

} // namespace segmentdesk
