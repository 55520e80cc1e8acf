// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorwriter.h"

#include "models/domain/utc.h"
#include "models/mirror/personrow.h"
#include "models/sql/statement.h"

#include <QSqlError>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr size_t textsAtOnce = 10'000;

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(value.toLongLong(), utc);
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

MirrorWriter::MirrorWriter(const QSqlDatabase &database, PeopleTextIndex &text)
    : m_database(database), m_text(text), m_handle(SqliteStatement::handleOf(database))
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
    if (sql::exec(query, values))
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
SqliteStatement *MirrorWriter::prepared(SqliteStatement &statement, const QByteArray &sql)
{
    if (m_error.isValid())
        return nullptr;
    if (!statement && !(m_handle && statement.prepare(m_handle, sql))) {
        m_error = QSqlError(u"SQLite cannot be reached"_s, {}, QSqlError::StatementError);
        return nullptr;
    }
    return &statement;
}

void MirrorWriter::exec(SqliteStatement &statement)
{
    if (statement.step() != SQLITE_DONE)
        setError();
    statement.reset();
}

/// Whether there is a row; after the last one, and after an error, the statement is reset.
bool MirrorWriter::next(SqliteStatement &statement)
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
    const std::vector<PeopleTextIndex::Change> texts = changedTexts();
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
    facts.leftOut = {meta("left_out_customers").toLongLong(),
                     meta("left_out_profiles").toLongLong(), meta("profiles_untold").toBool()};
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

QString MirrorWriter::beginPass(bool fresh)
{
    return transaction([this, fresh] {
        if (fresh) {
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
    // In the transaction of the page it is about, or in a later one.
    return batch(0, [&] {
        setMeta("point",
                u"%1 %2 %3 %4 %5"_s.arg(point.list == Mirror::PassPoint::List::Customers ? 0 : 1)
                    .arg(point.pages)
                    .arg(point.perPage)
                    .arg(toNumber(point.last))
                    .arg(point.withSegments ? 1 : 0));
    });
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

std::vector<PeopleTextIndex::Change> MirrorWriter::changedTexts()
{
    std::vector<PeopleTextIndex::Change> changes;
    if (m_changedTexts.isEmpty())
        return changes;
    SqliteStatement rows;
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
    SqliteStatement rows;
    if (!prepared(rows, QByteArray("SELECT ") + textColumns + " FROM people ORDER BY id"))
        return m_error.text();
    std::vector<PeopleTextIndex::Change> changes;
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

/// The profile must have been freed. @p seen: in the list of profiles.
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

QString MirrorWriter::endPass(const Mirror::LeftOut &leftOut)
{
    const QString error = transaction([this, &leftOut] {
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
        // Where rows of profiles could not be read, who was not in their list may have one: what
        // the customers tell stands, or what was known before.
        if (leftOut.profiles == 0) {
            for (const qint64 person : without)
                dropProfile(person);
        }
        setMeta("left_out_customers", leftOut.customers);
        setMeta("left_out_profiles",
                std::max<qint64>(0, leftOut.profiles - qint64(without.size())));
        setMeta("profiles_untold", leftOut.profilesUntold ? 1 : 0);
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
