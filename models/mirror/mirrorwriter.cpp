// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorwriter.h"

#include "models/domain/foldedtext.h"
#include "models/domain/utc.h"
#include "models/mirror/personrow.h"

#include <QSqlError>
#include <QVariant>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr size_t textsAtOnce = 10'000;

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
    return value.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(value.toLongLong(), utc);
}

/// Null would be NULL.
QString text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

/// Whether two answers tell the same of a customer, profile and segments aside.
bool isSame(const Customer &a, const Customer &b)
{
    return a.email == b.email && a.firstName == b.firstName && a.lastName == b.lastName
        && a.company == b.company && a.phone == b.phone && a.customerGroupId == b.customerGroupId
        && seconds(a.dateCreated) == seconds(b.dateCreated)
        && seconds(a.dateModified) == seconds(b.dateModified);
}

} // namespace

MirrorWriter::MirrorWriter(const QSqlDatabase &database, PeopleText &text)
    : m_database(database), m_text(text), m_handle(Statement::handleOf(database))
{
    m_recordsEvents = facts().readAt.isValid();
    m_pass = meta("pass_number").toLongLong();
    m_lastId = number("SELECT max(id) FROM people", {}).value_or(0);
}

MirrorWriter::~MirrorWriter()
{
    flush();
}

/// Runs a statement, prepared once; null after an error, which ends the transaction. Its results
/// are to be read before the same statement is run again.
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

/// To bind values to; null after an error, which ends the transaction.
Statement *MirrorWriter::prepared(Statement &statement, const QByteArray &sql)
{
    if (m_error.isValid())
        return nullptr;
    if (!statement && !(m_handle && statement.prepare(m_handle, sql))) {
        m_error = QSqlError(u"SQLite cannot be reached"_s, {}, QSqlError::StatementError);
        return nullptr;
    }
    return &statement;
}

void MirrorWriter::exec(Statement &statement)
{
    if (statement.step() != SQLITE_DONE)
        setError();
    statement.reset();
}

/// Whether there is a row; after the last one, and after an error, the statement is reset.
bool MirrorWriter::next(Statement &statement)
{
    const int result = statement.step();
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        setError();
    statement.reset();
    return false;
}

void MirrorWriter::setError()
{
    m_error = QSqlError({}, QString::fromUtf8(sqlite3_errmsg(m_handle)), QSqlError::StatementError,
                        QString::number(sqlite3_extended_errcode(m_handle)));
}

void MirrorWriter::finishQueries()
{
    for (auto &[sql, query] : m_queries)
        query.finish();
}

bool MirrorWriter::begin()
{
    if (m_database.transaction())
        return true;
    m_error = m_database.lastError();
    return false;
}

bool MirrorWriter::commit()
{
    finishQueries();
    m_batchedRows = 0;
    const std::vector<PeopleText::Change> texts = changedTexts();
    m_changedTexts.clear();
    if (!m_error.isValid() && m_database.commit()) {
        m_text.update(texts);
        return true;
    }
    if (!m_error.isValid())
        m_error = m_database.lastError();
    m_database.rollback();
    m_segmentNumbers.clear(); // numbers that were given in it are not
    return false;
}

QString MirrorWriter::flush()
{
    if (m_batchedRows == 0)
        return {};
    m_error = {};
    return commit() ? QString() : m_error.text();
}

template <typename Work>
QString MirrorWriter::transaction(Work work)
{
    if (const QString error = flush(); !error.isEmpty())
        return error;
    m_error = {};
    if (!begin())
        return m_error.text();
    work();
    return commit() ? QString() : m_error.text();
}

/// Pages are written many to a transaction: profile ids are all over their index, so that each
/// commit writes nearly all of it.
template <typename Work>
QString MirrorWriter::batch(qsizetype rows, Work work)
{
    m_error = {};
    if (m_batchedRows == 0 && !begin())
        return m_error.text();
    m_batchedRows += std::max<qsizetype>(rows, 1);
    work();
    if (!m_error.isValid() && m_batchedRows < maxBatchedRows) {
        finishQueries();
        return {};
    }
    return commit() ? QString() : m_error.text();
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
    Facts facts;
    facts.readAt = timeOf(meta("read"));
    facts.checkedAt = timeOf(meta("checked"));
    const QDateTime begunAt = timeOf(meta("pass"));
    facts.passUnderWay = begunAt.isValid();
    const QStringList point = meta("point").toString().split(u' ');
    if (facts.passUnderWay && point.size() == 5) {
        facts.cutPass =
            Mirror::PassPoint{begunAt,
                              point.at(0).toInt() == 0 ? Mirror::PassPoint::List::Customers
                                                       : Mirror::PassPoint::List::Profiles,
                              point.at(1).toInt(),
                              point.at(2).toInt(),
                              CustomerId(point.at(3).toLongLong()),
                              point.at(4).toInt() != 0};
    }
    return facts;
}

QDateTime MirrorWriter::lastModified()
{
    m_error = {};
    const std::optional<qint64> modified = number("SELECT max(modified) FROM people", {});
    return modified ? QDateTime::fromSecsSinceEpoch(*modified, utc) : QDateTime();
}

Mirror::Counts MirrorWriter::counts()
{
    m_error = {};
    Mirror::Counts counts;
    counts.customers = number("SELECT count(*) FROM people WHERE known", {}).value_or(0);
    counts.profiles =
        number("SELECT count(*) FROM people WHERE profile IS NOT NULL", {}).value_or(0);
    counts.segments = number("SELECT count(*) FROM segments WHERE known", {}).value_or(0);
    counts.memberships = number("SELECT count(*) FROM memberships", {}).value_or(0);
    return counts;
}

QString MirrorWriter::beginPass(bool anew)
{
    return transaction([this, anew] {
        if (anew) {
            setMeta("pass_number", ++m_pass);
            setMeta("pass", QDateTime::currentSecsSinceEpoch());
            setMeta("point", QVariant());
        }
        m_touchedPeople.clear();
        m_touchedSegments.clear();
    });
}

QString MirrorWriter::setPassPoint(const Mirror::PassPoint &point)
{
    // In the transaction of the page it tells of, or in a later one.
    return batch(0, [&] {
        setMeta("point",
                u"%1 %2 %3 %4 %5"_s.arg(point.list == Mirror::PassPoint::List::Customers ? 0 : 1)
                    .arg(point.pages)
                    .arg(point.perPage)
                    .arg(toNumber(point.last))
                    .arg(point.withSegments ? 1 : 0));
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

/// They are new, or their texts are others than before, or will be in this transaction.
void MirrorWriter::touchText(qint64 person)
{
    m_lastId = std::max(m_lastId, person);
    if (m_text.isReady())
        m_changedTexts.insert(person);
}

std::vector<PeopleText::Change> MirrorWriter::changedTexts()
{
    std::vector<PeopleText::Change> changes;
    if (m_changedTexts.isEmpty())
        return changes;
    Statement rows;
    if (!prepared(rows, QByteArray("SELECT ") + textColumns + " FROM people WHERE id = ?"))
        return changes;
    changes.reserve(size_t(m_changedTexts.size()));
    for (const qint64 person : std::as_const(m_changedTexts)) {
        rows.reset();
        rows.bind(1, person);
        const int result = rows.step();
        if (result != SQLITE_ROW && result != SQLITE_DONE)
            setError();
        changes.push_back({person, result == SQLITE_ROW ? textIn(rows) : QByteArray()});
    }
    return changes;
}

QString MirrorWriter::readText(const std::function<bool()> &isWanted)
{
    if (m_text.isReady() || !facts().readAt.isValid())
        return {};
    run("PRAGMA shrink_memory"); // a pass has filled the cache, with what is not written again soon
    m_text.reserve(number("SELECT count(*) FROM people", {}).value_or(0));
    Statement rows;
    if (!prepared(rows, QByteArray("SELECT ") + textColumns + " FROM people ORDER BY id"))
        return m_error.text();
    std::vector<PeopleText::Change> changes;
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        changes.push_back({rows.number(0), textIn(rows)});
        if (changes.size() < textsAtOnce)
            continue;
        m_text.update(changes);
        changes.clear();
        if (!isWanted())
            return {};
    }
    if (result != SQLITE_DONE) {
        setError();
        return m_error.text();
    }
    m_text.update(changes);
    m_text.setReady();
    return {};
}

/// A profile belongs to one customer: whoever had this one has it no more.
void MirrorWriter::freeProfile(ProfileId profile)
{
    if (Statement *update = prepared(m_freeProfile,
                                     "UPDATE people SET profile = NULL, profile_created = NULL, "
                                     "profile_updated = NULL WHERE profile = ?")) {
        update->bind(1, profile.uuid().toRfc4122());
        exec(*update);
    }
}

/// The profile must have been freed. @p seen: in the list of profiles.
void MirrorWriter::setProfile(qint64 person, const ShopperProfile &profile, bool seen)
{
    Statement *update = prepared(m_setProfile,
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

/// The same without touching the index of profiles; of somebody who has this profile, in the list
/// of profiles.
void MirrorWriter::setProfileDates(qint64 person, const ShopperProfile &profile)
{
    if (Statement *update = prepared(m_setProfileDates,
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
void MirrorWriter::setPass(Statement &statement, const char *sql, qint64 person)
{
    if (Statement *update = prepared(statement, sql)) {
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
    Statement *select = prepared(
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
    Statement *select = prepared(m_profileRow,
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
    Statement *insert = prepared(
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
    if (Statement *insert = prepared(m_insertMembership, "INSERT INTO memberships VALUES (?, ?)")) {
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

QString MirrorWriter::addCustomers(const QList<Customer> &customers, quint64 mark)
{
    return batch(customers.size(), [&] {
        QSet<ProfileId> claimed;
        for (const Customer &customer : customers) {
            const qint64 id = toNumber(customer.id);
            // What we changed ourselves since this was asked for wins.
            const bool isOld = isNewer(id, mark);
            std::optional<ProfileId> profile = isOld ? std::nullopt : customer.profileId;
            if (profile && claimed.contains(*profile))
                profile.reset(); // two customers with one profile: the store contradicts itself
            if (profile)
                claimed.insert(*profile);
            QHash<qint64, SegmentId> segments;
            if (!isOld && customer.segmentIds)
                segments = numbered(*customer.segmentIds);
            const std::optional<Row> row = rowOf(id);
            const bool isMoved =
                profile && !(row && row->person.profile && row->person.profile->id == *profile);
            if (isMoved)
                freeProfile(*profile);
            if (!row) {
                insertCustomer(customer, profile, segments);
                continue;
            }
            if (row->person.details != Person::Details::Known
                || !isSame(row->person.customer, customer))
                updateCustomer(customer);
            if (row->seen != m_pass)
                setPass(m_setSeen, "UPDATE people SET seen = ? WHERE id = ?", id);
            if (isOld)
                continue;
            QList<qint64> had = row->segments;
            if (customer.profileKnown && !profile && row->person.profile) {
                dropProfile(id);
                had.clear();
            } else if (isMoved) {
                setProfile(id, {*profile, customer.id, {}, {}}, false);
            }
            if (customer.segmentIds)
                setSegmentsOf(id, had, segments);
        }
    });
}

QString MirrorWriter::addProfiles(const QList<ShopperProfile> &profiles, quint64 mark)
{
    return batch(profiles.size(), [&] {
        for (const ShopperProfile &profile : profiles) {
            const qint64 person = toNumber(profile.customerId);
            std::optional<ProfileRow> row = profileRowOf(person);
            if (!row) { // a profile whose customer the store does not list
                touchText(person);
                run("INSERT INTO people (id, known) VALUES (?, 0)", {person});
                row = ProfileRow();
            }
            if (isNewer(person, mark) || row->profile == profile) {
                if (row->seen != m_pass)
                    setPass(m_setProfileSeen, "UPDATE people SET profile_seen = ? WHERE id = ?",
                            person);
            } else if (row->profile && row->profile->id == profile.id) {
                setProfileDates(person, profile);
            } else {
                freeProfile(profile.id);
                setProfile(person, profile, true);
            }
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
        const auto untouched = [this](const char *sql, const QVariantList &values) {
            QList<qint64> people;
            QSqlQuery *query = run(sql, values);
            while (query && query->next()) {
                const qint64 person = query->value(0).toLongLong();
                if (!m_touchedPeople.contains(person))
                    people.append(person);
            }
            return people;
        };
        const QList<qint64> gone = untouched(
            "SELECT id FROM people WHERE seen <> ? AND profile_seen <> ?", {m_pass, m_pass});
        for (const qint64 person : gone) {
            touchText(person);
            run("DELETE FROM memberships WHERE person = ?", {person});
            run("DELETE FROM people WHERE id = ?", {person});
        }
        const QList<qint64> without = untouched(
            "SELECT id FROM people WHERE profile IS NOT NULL AND profile_seen <> ?", {m_pass});
        for (const qint64 person : without)
            dropProfile(person);
        setMeta("read", meta("pass"));
        setMeta("checked", QVariant());
        setMeta("pass", QVariant());
        setMeta("point", QVariant());
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
            touchText(person);
            run("INSERT OR IGNORE INTO people (id, known) VALUES (?, 0)", {person});
            freeProfile(profile.id);
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
