// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <map>
#include <optional>

namespace segmentdesk {

/// Writes to the file of a local copy. Lives in the writing thread; each method is one transaction and
/// answers an error in words of the system, empty if all went well.
class MirrorWriter
{
public:
    MirrorWriter(const QSqlDatabase &database, bool indexedSearch);

    /// What the file says of itself.
    struct Facts
    {
        QDateTime readAt;
        QDateTime checkedAt;
        bool passUnderWay = false;
    };
    Facts facts();
    Mirror::Counts counts();

    QString beginPass();
    QString setSegments(const QList<Segment> &segments, quint64 mark);
    QString addCustomers(const QList<Customer> &customers, quint64 mark);
    QString addProfiles(const QList<ShopperProfile> &profiles, quint64 mark);
    QString setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark);
    QString endPass();
    QString setChecked();
    QString apply(const Mirror::Change &change, quint64 mark);
    QSqlError lastError() const { return m_error; }

private:
    template <typename Work>
    QString transaction(Work work);
    QSqlQuery *run(const char *sql, const QVariantList &values = {});
    std::optional<qint64> number(const char *sql, const QVariantList &values);
    QVariant meta(const char *key);
    void setMeta(const char *key, const QVariant &value);
    qint64 segmentNumber(SegmentId segment);
    qint64 personOf(ProfileId profile);
    qint64 personOf(const PersonRef &person);
    void dropFromIndex(qint64 person);
    void addToIndex(qint64 person);
    void saveSegment(const Segment &segment);
    void dropSegment(qint64 number, SegmentId id);
    void setProfile(qint64 person, const std::optional<ShopperProfile> &profile, bool withDates);
    void dropProfile(qint64 person);
    void setMembership(qint64 segment, SegmentId id, qint64 person, bool member);
    void touch(qint64 person, quint64 mark) { m_touchedPeople.insert(person, mark); }
    bool isNewer(qint64 person, quint64 mark) const { return m_touchedPeople.value(person) > mark; }

    QSqlDatabase m_database;
    bool m_indexedSearch;
    std::map<const char *, QSqlQuery> m_queries; ///< prepared, by their text's address
    QHash<SegmentId, qint64> m_segmentNumbers;
    QHash<qint64, quint64> m_touchedPeople; ///< by our own changes of this pass: the mark
    QHash<SegmentId, quint64> m_touchedSegments;
    bool m_recordsEvents = false; ///< a first pass sees everything for the first time
    QSqlError m_error;
};

} // namespace segmentdesk
