// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/connection.h"
#include "app/sandbox/countindex.h"
#include "app/sandbox/customertable.h"
#include "app/sandbox/membertable.h"
#include "app/sandbox/rows.h"

#include <QHash>
#include <QList>
#include <QSqlDatabase>

#include <optional>

namespace segmentdesk::sandbox {

/// The store's data in SQLite. Used from one thread, the only one that has the file open.
///
/// Every list is cut by position without OFFSET: profiles, customers and each segment's members
/// have a CountIndex, kept up to date by the writes below; other orders and filters of customers
/// are lists of ids, made once and kept while they are in use.
///
/// A failed statement sets the error and makes the answer empty; ask takeError() after each
/// operation.
class Database
{
public:
    Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Opens or makes the database; @p file empty: in memory. Returns what is wrong in plain words.
    QString open(const QString &file);
    /// Whether it holds a store already.
    bool isFilled() const { return m_filled; }
    /// Empties the database and prepares it for filling, without indexes and without a safety net.
    bool beginFilling();
    /// Makes the indexes; from then on the store is complete and every change is a transaction.
    bool endFilling();
    QSqlDatabase connection() const { return m_connection.handle(); }
    /// Why a statement failed since the last call; empty if none did. Undoes an open transaction.
    QString takeError();

    bool begin();
    bool commit();

    // Segments: at most 1,000, all kept in memory, in the order they were made.
    const QList<SegmentRow> &segments() const { return m_segments; }
    const SegmentRow *segment(const QByteArray &uuid) const;
    void insertSegment(const SegmentRow &row);
    void updateSegment(const SegmentRow &row);
    /// Returns how many memberships went with it.
    qint64 deleteSegment(qint64 seq);
    /// Reads the segments again; to be called after writing them.
    void reloadSegments();

    qint64 profileCount() const { return m_profileIndex.total(); }
    QList<ProfileRow> profiles(qint64 row, int limit);
    std::optional<ProfileRow> profile(const QByteArray &uuid);
    std::optional<ProfileRow> profileOfCustomer(qint64 customerId);
    void insertProfile(const ProfileRow &row);
    /// Returns how many memberships went with it.
    qint64 deleteProfile(qint64 seq);
    /// Returns how many memberships went with them.
    qint64 deleteAllProfiles();

    CustomerTable &customers() { return m_customers; }
    MemberTable &members() { return m_members; }
    /// The segments that the profile is in, in the order they were made; good until they are read
    /// again.
    QList<const SegmentRow *> segmentsOfProfile(qint64 profile);
    struct CustomerProfile
    {
        QByteArray uuid;
        QList<const SegmentRow *> segments;
    };
    /// Both at once.
    std::optional<CustomerProfile> profileWithSegments(qint64 customerId);

private:
    bool readIndexes();
    const SegmentRow *segmentWithSeq(qint64 seq) const;

    Connection m_connection;
    bool m_filled = false;
    bool m_onFile = false;
    bool m_inTransaction = false;

    QList<SegmentRow> m_segments;
    QHash<QByteArray, qsizetype> m_segmentByUuid;
    CountIndex m_profileIndex;
    CustomerTable m_customers;
    MemberTable m_members;
};

} // namespace segmentdesk::sandbox
