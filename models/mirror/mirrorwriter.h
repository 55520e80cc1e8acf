// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"
#include "models/mirror/peopletextindex.h"
#include "models/mirror/sqlitestatement.h"

#include <QHash>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <functional>
#include <map>
#include <optional>

namespace segmentdesk {

/// Writes to the file of a local copy. Lives in the writing thread. Methods answer an error in
/// words of the system, empty if all went well. Each is one transaction, but for addCustomers(),
/// addProfiles() and setPassPoint(): those are batched until flush(), another method, or
/// maxBatchedRows.
class MirrorWriter
{
public:
    static constexpr qsizetype maxBatchedRows = 50'000;

    /// @p text follows what is written, see readText().
    MirrorWriter(const QSqlDatabase &database, PeopleTextIndex &text);
    ~MirrorWriter();

    /// What the file says of itself.
    struct Facts
    {
        QDateTime readAt;
        QDateTime checkedAt;
        Mirror::LeftOut leftOut;
        bool passUnderWay = false;
        std::optional<Mirror::PassPoint> cutPass;
    };
    Facts facts();
    /// Fills the index of texts, once, if the copy is complete; stops early once @p isWanted says
    /// no.
    QString readText(const std::function<bool()> &isWanted);
    QDateTime lastModified(); ///< by the clock of the store; invalid: unknown for all
    Mirror::Counts counts();

    QString flush();
    bool hasBatch() const { return m_batchedRows > 0; }
    /// @p fresh false: continues the one that was interrupted.
    QString beginPass(bool fresh);
    QString setPassPoint(const Mirror::PassPoint &point);
    QString setSegments(const QList<Segment> &segments, quint64 mark);
    QString addCustomers(const QList<Customer> &customers, quint64 mark);
    QString addProfiles(const QList<ShopperProfile> &profiles, quint64 mark);
    QString setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark);
    QString endPass(const Mirror::LeftOut &leftOut);
    QString setChecked();
    QString apply(const Mirror::Change &change, quint64 mark);
    QSqlError lastError() const { return m_error; }
    /// Goes up with each row that is written: the same as before says that nothing was.
    int changes() const { return m_handle ? sqlite3_total_changes(m_handle) : 0; }

private:
    struct Row
    {
        Person person; ///< without segments
        QList<qint64> segments; ///< their numbers
        qint64 seen = 0; ///< in which pass
    };
    struct ProfileRow
    {
        std::optional<ShopperProfile> profile;
        qint64 seen = 0;
    };

    template <typename Work>
    QString transaction(Work work);
    template <typename Work>
    QString batch(qsizetype rows, Work work);
    bool begin();
    bool commit();
    void finishQueries();
    QSqlQuery *run(const char *sql, const QVariantList &values = {});
    SqliteStatement *prepared(SqliteStatement &statement, const QByteArray &sql);
    void exec(SqliteStatement &statement);
    bool next(SqliteStatement &statement);
    std::optional<qint64> number(const char *sql, const QVariantList &values);
    QVariant meta(const char *key);
    void setMeta(const char *key, const QVariant &value);
    qint64 segmentNumber(SegmentId segment);
    QHash<qint64, SegmentId> numbered(const QList<SegmentId> &segments);
    std::optional<SegmentId> segmentOf(qint64 number);
    qint64 personOf(ProfileId profile);
    qint64 personOf(const PersonRef &person);
    std::optional<Row> rowOf(qint64 id);
    std::optional<ProfileRow> profileRowOf(qint64 id);
    void setError();
    void touchText(qint64 person);
    std::vector<PeopleTextIndex::Change> changedTexts();
    void insertCustomer(const Customer &customer, const std::optional<ProfileId> &profile,
                        const QHash<qint64, SegmentId> &segments);
    void updateCustomer(const Customer &customer);
    void saveSegment(const Segment &segment);
    void dropSegment(qint64 number, SegmentId id);
    void freeProfile(ProfileId profile);
    void setProfile(qint64 person, const ShopperProfile &profile, bool seen);
    void setProfileDates(qint64 person, const ShopperProfile &profile);
    void setPass(SqliteStatement &statement, const char *sql, qint64 person);
    void dropProfile(qint64 person);
    void recordEvent(qint64 person, SegmentId segment, bool joined);
    void insertMembership(qint64 segment, SegmentId id, qint64 person);
    void setSegmentsOf(qint64 person, const QList<qint64> &had, QHash<qint64, SegmentId> missing);
    void setMembership(qint64 segment, SegmentId id, qint64 person, bool member);
    void touch(qint64 person, quint64 mark) { m_touchedPeople.insert(person, mark); }
    bool isNewer(qint64 person, quint64 mark) const { return m_touchedPeople.value(person) > mark; }

    QSqlDatabase m_database;
    PeopleTextIndex &m_text;
    std::map<const char *, QSqlQuery> m_queries; ///< prepared, by their text's address
    sqlite3 *m_handle; ///< of the connection
    // What a pass does for everybody.
    SqliteStatement m_insertPerson;
    SqliteStatement m_insertMembership;
    SqliteStatement m_setProfile;
    SqliteStatement m_setProfileDates;
    SqliteStatement m_freeProfile;
    SqliteStatement m_person;
    SqliteStatement m_profileRow;
    SqliteStatement m_segmentsOf;
    SqliteStatement m_setSeen;
    SqliteStatement m_setProfileSeen;
    qsizetype m_batchedRows = 0; ///< above 0: a transaction is open
    qint64 m_lastId = 0; ///< of people: the largest
    qint64 m_pass = 0; ///< counts passes: what was seen in which
    QSet<qint64> m_changedTexts; ///< of whom the index of texts does not have what is written
    QHash<SegmentId, qint64> m_segmentNumbers;
    QHash<qint64, quint64> m_touchedPeople; ///< by our own changes of this pass: the mark
    QHash<SegmentId, quint64> m_touchedSegments;
    bool m_recordsEvents = false; ///< a first pass sees everything for the first time
    QSqlError m_error;

    Q_DISABLE_COPY_MOVE(MirrorWriter)
};

} // namespace segmentdesk
