// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorwriter.h"

#include "models/domain/foldedtext.h"

#include <QSet>
#include <QSqlError>
#include <QVariant>

namespace segmentdesk {

namespace {

template <typename Tag>
QVariant blob(const UuidId<Tag> &id)
{
    return id.uuid().toRfc4122();
}

QVariant seconds(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime()
                          : QDateTime::fromSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

} // namespace

MirrorWriter::MirrorWriter(const QSqlDatabase &database, bool indexedSearch)
    : m_database(database)
    , m_indexedSearch(indexedSearch)
{
    m_recordsEvents = facts().readAt.isValid();
}

/// Runs a statement, prepared once; null after an error, which ends the transaction. Its results are to
/// be read before the same statement is run again.
QSqlQuery *MirrorWriter::run(const char *sql, const QVariantList &values)
{
    if (m_error.isValid())
        return nullptr;
    auto found = m_queries.find(sql);
    if (found == m_queries.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(sql))) {
            m_error = query.lastError();
            return nullptr;
        }
        found = m_queries.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    query.finish();
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    if (query.exec())
        return &query;
    m_error = query.lastError();
    return nullptr;
}

std::optional<qint64> MirrorWriter::number(const char *sql, const QVariantList &values)
{
    QSqlQuery *query = run(sql, values);
    if (!query || !query->next() || query->value(0).isNull())
        return std::nullopt;
    const qint64 value = query->value(0).toLongLong();
    query->finish();
    return value;
}

template <typename Work>
QString MirrorWriter::transaction(Work work)
{
    m_error = {};
    if (!m_database.transaction()) {
        m_error = m_database.lastError();
        return m_error.text();
    }
    work();
    for (auto &[sql, query] : m_queries)
        query.finish();
    if (!m_error.isValid() && m_database.commit())
        return {};
    if (!m_error.isValid())
        m_error = m_database.lastError();
    m_database.rollback();
    m_segmentNumbers.clear(); // numbers that were given in it are not
    return m_error.text();
}

QVariant MirrorWriter::meta(const char *key)
{
    QSqlQuery *query = run("SELECT value FROM meta WHERE key = ?", {QString::fromLatin1(key)});
    const QVariant value = query && query->next() ? query->value(0) : QVariant();
    if (query)
        query->finish();
    return value;
}

void MirrorWriter::setMeta(const char *key, const QVariant &value)
{
    run("INSERT OR REPLACE INTO meta VALUES (?, ?)", {QString::fromLatin1(key), value});
}

MirrorWriter::Facts MirrorWriter::facts()
{
    m_error = {};
    return {timeOf(meta("read")), timeOf(meta("checked")), !meta("pass").isNull()};
}

Mirror::Counts MirrorWriter::counts()
{
    m_error = {};
    Mirror::Counts counts;
    counts.customers = number("SELECT count(*) FROM people WHERE known", {}).value_or(0);
    counts.profiles = number("SELECT count(*) FROM people WHERE profile IS NOT NULL", {}).value_or(0);
    counts.segments = number("SELECT count(*) FROM segments WHERE known", {}).value_or(0);
    counts.memberships = number("SELECT count(*) FROM memberships", {}).value_or(0);
    return counts;
}

QString MirrorWriter::beginPass()
{
    return transaction([this] {
        run("DELETE FROM seen");
        setMeta("pass", QDateTime::currentSecsSinceEpoch());
        m_touchedPeople.clear();
        m_touchedSegments.clear();
    });
}

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

qint64 MirrorWriter::personOf(ProfileId profile)
{
    return number("SELECT id FROM people WHERE profile = ?", {blob(profile)}).value_or(0);
}

qint64 MirrorWriter::personOf(const PersonRef &person)
{
    return toNumber(person.customerId) > 0 ? toNumber(person.customerId) : personOf(person.profileId);
}

void MirrorWriter::saveSegment(const Segment &segment)
{
    run("INSERT INTO segments (id, name, description, created, updated, known) VALUES (?, ?, ?, ?, ?, 1) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, "
        "created = excluded.created, updated = excluded.updated, known = 1",
        {blob(segment.id), segment.name, segment.description.isNull() ? u""_qs : segment.description,
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

QString MirrorWriter::setSegments(const QList<Segment> &segments, quint64 mark)
{
    return transaction([&] {
        QSet<SegmentId> there;
        for (const Segment &segment : segments) {
            there.insert(segment.id);
            if (m_touchedSegments.value(segment.id) <= mark)
                saveSegment(segment);
        }
        QList<std::pair<qint64, SegmentId>> gone;
        if (QSqlQuery *query = run("SELECT number, id FROM segments")) {
            while (query->next()) {
                const SegmentId id(QUuid::fromRfc4122(query->value(1).toByteArray()));
                if (!there.contains(id) && m_touchedSegments.value(id) <= mark)
                    gone.append({query->value(0).toLongLong(), id});
            }
        }
        for (const auto &[number, id] : std::as_const(gone))
            dropSegment(number, id);
    });
}

void MirrorWriter::dropFromIndex(qint64 person)
{
    if (m_indexedSearch) {
        run("INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM people WHERE id = ?",
            {person});
    }
}

void MirrorWriter::addToIndex(qint64 person)
{
    if (m_indexedSearch)
        run("INSERT INTO search (rowid, text) SELECT id, text FROM people WHERE id = ?", {person});
}

void MirrorWriter::setProfile(qint64 person, const std::optional<ShopperProfile> &profile, bool withDates)
{
    if (!profile) {
        dropProfile(person);
        return;
    }
    // A profile belongs to one customer: whoever had it before has it no more.
    run("UPDATE people SET profile = NULL WHERE profile = ? AND id <> ?", {blob(profile->id), person});
    if (withDates) {
        run("UPDATE people SET profile = ?, profile_created = ?, profile_updated = ? WHERE id = ?",
            {blob(profile->id), seconds(profile->createdAt), seconds(profile->updatedAt), person});
    } else {
        run("UPDATE people SET profile = ? WHERE id = ? AND profile IS NOT ?",
            {blob(profile->id), person, blob(profile->id)});
    }
}

void MirrorWriter::dropProfile(qint64 person)
{
    run("UPDATE people SET profile = NULL, profile_created = NULL, profile_updated = NULL, segments = 0 "
        "WHERE id = ? AND profile IS NOT NULL",
        {person});
    run("DELETE FROM memberships WHERE person = ?", {person});
}

void MirrorWriter::setMembership(qint64 segment, SegmentId id, qint64 person, bool member)
{
    QSqlQuery *query = member
            ? run("INSERT OR IGNORE INTO memberships VALUES (?, ?)", {segment, person})
            : run("DELETE FROM memberships WHERE segment = ? AND person = ?", {segment, person});
    if (!query || query->numRowsAffected() < 1)
        return;
    run("UPDATE people SET segments = segments + ? WHERE id = ?", {member ? 1 : -1, person});
    if (m_recordsEvents) {
        run("INSERT INTO events VALUES (?, ?, ?, ?)",
            {person, QDateTime::currentSecsSinceEpoch(), blob(id), member ? 1 : 0});
    }
}

QString MirrorWriter::addCustomers(const QList<Customer> &customers, quint64 mark)
{
    return transaction([&] {
        for (const Customer &customer : customers) {
            const qint64 id = toNumber(customer.id);
            const QString name = foldedText(customer.fullName());
            const auto text = [](const QString &value) { return value.isNull() ? u""_qs : value; };
            run("INSERT OR IGNORE INTO seen (person) VALUES (?)", {id});
            const bool isThere = number("SELECT 1 FROM people WHERE id = ?", {id}).has_value();
            if (isThere)
                dropFromIndex(id);
            run("INSERT INTO people (id, known, email, first_name, last_name, company, phone, customer_group, "
                "created, modified, name_key, email_key, company_key) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                "?, ?) ON CONFLICT (id) DO UPDATE SET known = 1, email = excluded.email, "
                "first_name = excluded.first_name, last_name = excluded.last_name, "
                "company = excluded.company, phone = excluded.phone, "
                "customer_group = excluded.customer_group, created = excluded.created, "
                "modified = excluded.modified, name_key = excluded.name_key, "
                "email_key = excluded.email_key, company_key = excluded.company_key",
                {id, text(customer.email), text(customer.firstName), text(customer.lastName),
                 text(customer.company), text(customer.phone), customer.customerGroupId,
                 seconds(customer.dateCreated), seconds(customer.dateModified), name,
                 foldedText(customer.email), foldedText(customer.company)});
            addToIndex(id);
            if (isNewer(id, mark))
                continue; // what we changed ourselves since this was asked for wins
            if (customer.profileKnown) {
                std::optional<ShopperProfile> profile;
                if (customer.profileId)
                    profile = ShopperProfile {*customer.profileId, customer.id, {}, {}};
                if (profile || isThere)
                    setProfile(id, profile, false);
            }
            if (!customer.segmentIds)
                continue;
            QSet<SegmentId> wanted(customer.segmentIds->cbegin(), customer.segmentIds->cend());
            QList<std::pair<qint64, SegmentId>> left;
            if (isThere) {
                QSqlQuery *query = run("SELECT g.number, g.id FROM memberships m JOIN segments g "
                                       "ON g.number = m.segment WHERE m.person = ?",
                                       {id});
                while (query && query->next()) {
                    const SegmentId segment(QUuid::fromRfc4122(query->value(1).toByteArray()));
                    if (!wanted.remove(segment))
                        left.append({query->value(0).toLongLong(), segment});
                }
            }
            for (const auto &[number, segment] : std::as_const(left))
                setMembership(number, segment, id, false);
            for (const SegmentId segment : std::as_const(wanted))
                setMembership(segmentNumber(segment), segment, id, true);
        }
    });
}

QString MirrorWriter::addProfiles(const QList<ShopperProfile> &profiles, quint64 mark)
{
    return transaction([&] {
        for (const ShopperProfile &profile : profiles) {
            const qint64 person = toNumber(profile.customerId);
            // A profile whose customer the store does not list.
            run("INSERT OR IGNORE INTO people (id, known) VALUES (?, 0)", {person});
            run("INSERT INTO seen VALUES (?, 1) ON CONFLICT (person) DO UPDATE SET profile = 1", {person});
            if (!isNewer(person, mark))
                setProfile(person, profile, true);
        }
    });
}

QString MirrorWriter::setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark)
{
    return transaction([&] {
        const qint64 number = segmentNumber(segment);
        QSet<qint64> wanted;
        for (const ProfileId &member : members) {
            if (const qint64 person = personOf(member))
                wanted.insert(person);
        }
        QList<qint64> left;
        if (QSqlQuery *query = run("SELECT person FROM memberships WHERE segment = ?", {number})) {
            while (query->next()) {
                const qint64 person = query->value(0).toLongLong();
                if (!wanted.remove(person))
                    left.append(person);
            }
        }
        for (const qint64 person : std::as_const(left)) {
            if (!isNewer(person, mark))
                setMembership(number, segment, person, false);
        }
        for (const qint64 person : std::as_const(wanted)) {
            if (!isNewer(person, mark))
                setMembership(number, segment, person, true);
        }
    });
}

QString MirrorWriter::endPass()
{
    const QString error = transaction([this] {
        QList<qint64> gone;
        if (QSqlQuery *query = run("SELECT id FROM people WHERE id NOT IN (SELECT person FROM seen)")) {
            while (query->next())
                gone.append(query->value(0).toLongLong());
        }
        for (const qint64 person : std::as_const(gone)) {
            if (m_touchedPeople.contains(person))
                continue;
            dropFromIndex(person);
            run("DELETE FROM memberships WHERE person = ?", {person});
            run("DELETE FROM people WHERE id = ?", {person});
        }
        QList<qint64> without;
        if (QSqlQuery *query = run("SELECT id FROM people WHERE profile IS NOT NULL AND id NOT IN "
                                   "(SELECT person FROM seen WHERE profile)")) {
            while (query->next())
                without.append(query->value(0).toLongLong());
        }
        for (const qint64 person : std::as_const(without)) {
            if (!m_touchedPeople.contains(person))
                dropProfile(person);
        }
        run("DELETE FROM seen");
        setMeta("read", meta("pass"));
        setMeta("checked", QVariant());
        setMeta("pass", QVariant());
    });
    if (error.isEmpty())
        m_recordsEvents = true;
    return error;
}

QString MirrorWriter::setChecked()
{
    return transaction([this] { setMeta("checked", QDateTime::currentSecsSinceEpoch()); });
}

QString MirrorWriter::apply(const Mirror::Change &change, quint64 mark)
{
    return transaction([&] {
        for (const Segment &segment : change.segments) {
            saveSegment(segment);
            m_touchedSegments.insert(segment.id, mark);
        }
        for (const SegmentId segment : change.deletedSegments) {
            dropSegment(segmentNumber(segment), segment);
            m_touchedSegments.insert(segment, mark);
        }
        for (const ShopperProfile &profile : change.profiles) {
            const qint64 person = toNumber(profile.customerId);
            run("INSERT OR IGNORE INTO people (id, known) VALUES (?, 0)", {person});
            setProfile(person, profile, true);
            touch(person, mark);
        }
        for (const ProfileId &profile : change.deletedProfiles) {
            if (const qint64 person = personOf(profile)) {
                dropProfile(person);
                touch(person, mark);
            }
        }
        for (const auto *people : {&change.joined, &change.left}) {
            for (const PersonRef &who : *people) {
                const qint64 person = personOf(who);
                if (person == 0)
                    continue;
                setMembership(segmentNumber(change.segment), change.segment, person,
                              people == &change.joined);
                touch(person, mark);
            }
        }
    });
}

} // namespace segmentdesk
