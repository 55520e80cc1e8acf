// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>
#include <optional>
#include <set>
#include <vector>

// A store as the API's description has it, in plain maps. Includes nothing of the program's, so
// that the two cannot share a mistake.
namespace modelstore {

using Id = QString; ///< a UUID as the store writes it

struct Customer
{
    qint64 id = 0;
    QString email;
    QString firstName;
    QString lastName;
    Id profile; ///< empty: has none
};

struct Segment
{
    Id id;
    QString name;
    QString description;
    qint64 madeAt = 0; ///< ms since 1970
    qint64 changedAt = 0;
};

/// One effect that a write had. Nothing that changed nothing is in the log.
struct Effect
{
    enum class Kind {
        Joined,
        Left,
        SegmentMade,
        SegmentChanged,
        SegmentDeleted,
        ProfileMade,
        ProfileDeleted,
    };

    Kind kind = Kind::Joined;
    int request = 0; ///< number of the request that did it; 0: another client did
    qint64 at = 0; ///< on the monotonic clock
    Id segment;
    Id profile;
    qint64 customer = 0;
    QString name; ///< of a segment, after it; its description follows a line feed
    QString before; ///< likewise, before it
    std::set<Id> lost; ///< members of the segment, segments of the profile, that went with it
};

/// What the API's description leaves open: one way for each store.
struct Character
{
    enum class DeleteAnswer { NoContent, Envelope, MultiStatus };
    enum class ConflictNames { All, One, None };
    enum class SegmentIds { Told, Absent, Null, Stale };

    int maxPage = 250; ///< smaller than asked for, if so
    DeleteAnswer deletes = DeleteAnswer::NoContent;
    ConflictNames conflictNames = ConflictNames::All;
    bool appliesPartOfConflict = false; ///< of a batch with conflicts, the others
    SegmentIds segmentIds = SegmentIds::Told;
    qint64 staleMs = 0; ///< SegmentIds::Stale: so old is what is said of a customer's segments
    bool appliesPartOf422 = false; ///< of a batch with someone unknown, the others
    bool countsInMeta = false;
    bool updateAnswers200 = false;
};

struct Request
{
    int number = 0;
    qint64 at = 0; ///< on the monotonic clock
    qint64 wall = 0; ///< ms since 1970
    QByteArray method;
    QString path; ///< below the API path
    std::multimap<QString, QString> query;
    QByteArray body;
};

struct Answer
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QList<std::pair<QByteArray, QByteArray>> headers;
};

/// How one answer is harmed by a store under load. What it holds stays right.
struct ListHarm
{
    enum class Kind { None, EmptyPage, ShortPage, TotalTooHigh, TotalTooLow, RepeatedRow };
    Kind kind = Kind::None;
};

class Store
{
public:
    Character character;

    Answer answer(const Request &request, ListHarm harm = {});

    // Everything that it holds:
    const std::map<qint64, Customer> &customers() const { return m_customers; }
    const std::map<Id, qint64> &profiles() const { return m_profiles; } ///< their customers
    const std::map<Id, Segment> &segments() const { return m_segments; }
    bool isMember(const Id &segment, const Id &profile) const;
    std::set<Id> members(const Id &segment) const;
    std::set<Id> segmentsOf(const Id &profile) const;
    /// Those that it was in at a time of the monotonic clock.
    std::set<Id> segmentsOf(const Id &profile, qint64 at) const;
    const std::vector<Effect> &log() const { return m_log; }

    // What is done to it; request 0: by another client. False, or empty: it changed nothing.
    void addCustomer(const Customer &customer);
    bool join(const Id &segment, const Id &profile, int request, qint64 at);
    bool leave(const Id &segment, const Id &profile, int request, qint64 at);
    Id makeSegment(const QString &name, const QString &description, int request, qint64 at,
                   qint64 wall);
    bool changeSegment(const Id &segment, const std::optional<QString> &name,
                       const std::optional<QString> &description, int request, qint64 at,
                       qint64 wall);
    bool deleteSegment(const Id &segment, int request, qint64 at);
    Id makeProfile(qint64 customer, int request, qint64 at);
    bool deleteProfile(const Id &profile, int request, qint64 at);
    bool isNameTaken(const QString &name, const Id &besides = {}) const;

private:
    struct Rows;

    Answer list(const Request &request, const Rows &rows, ListHarm harm) const;
    Answer listCustomers(const Request &request, ListHarm harm) const;
    Answer listSegments(const Request &request, ListHarm harm) const;
    Answer createSegments(const Request &request);
    Answer updateSegments(const Request &request);
    Answer createProfiles(const Request &request);
    Answer addMembers(const Request &request, const Id &segment);
    Answer remove(const Request &request, const std::optional<Id> &segment, bool isProfile);
    Id newId();

    std::map<qint64, Customer> m_customers;
    std::map<Id, qint64> m_profiles;
    std::map<Id, Segment> m_segments;
    std::map<Id, std::set<Id>> m_members; ///< by segment
    std::vector<Effect> m_log;
    quint64 m_lastId = 0;
};

/// The ids in a request's `id:in`.
QList<QString> idsIn(const Request &request);

} // namespace modelstore
