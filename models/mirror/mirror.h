// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/peoplequery.h"
#include "models/domain/person.h"
#include "models/domain/personref.h"
#include "models/domain/segment.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>

namespace segmentdesk {

/// The local copy of one store: people, profiles, segments, memberships, in SQLite. Reading and
/// writing go through two worker threads with a connection each, so that a search never waits for a
/// sync. Everything answers asynchronously in the thread this object lives in; a question whose
/// context died is not asked any more, or broken off.
///
/// Errors: InvalidArguments (more segments than SegmentSet::maxSegments), UnexpectedAnswer with the
/// system's words in `details` (the file cannot be read, is not there, or Failed).
class Mirror : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Opening,
        Empty, ///< nothing was read yet, or the copy was damaged and begun anew
        Partial, ///< a first pass is under way or was cut: no table may be shown from it
        Complete, ///< a whole pass has ended; readAt() tells when
        Failed, ///< cannot be used: see error(); tables read the store itself
    };

    /// Why it Failed.
    enum class Failure {
        None,
        Newer, ///< written by a newer version of this program; left as it is
        Locked, ///< another process has it open
        DiskFull,
        ReadOnly, ///< the folder or the file cannot be written
        OtherStore, ///< it is the copy of another store; left as it is
        Other, ///< see error()
    };

    struct Counts
    {
        qint64 customers = 0;
        qint64 profiles = 0;
        qint64 segments = 0;
        qint64 memberships = 0;

        friend bool operator==(const Counts &, const Counts &) = default;
    };

    /// copy.sqlite in @p folder, which is the store's own (0700); the file is made 0600.
    /// @p store says whose copy it is, such as the API path: another store's file is not opened.
    Mirror(const QString &folder, const QString &store, QObject *parent = nullptr);
    /// Waits until everything posted is written.
    ~Mirror() override;

    QString fileName() const;
    State state() const;
    Failure failure() const;
    QString error() const; ///< why it Failed, in words of the system
    /// A damaged copy was set aside (copy.sqlite.damaged) and begun anew when it was opened.
    bool wasDamaged() const;
    QDateTime readAt() const; ///< UTC, when the last whole pass began; invalid: never
    /// UTC, when a check last found the copy to be as the store is, or a pass ended; invalid:
    /// never.
    QDateTime checkedAt() const;
    Counts counts() const;

    // ---- reading

    /// The people of a query. The first page makes the sorted list (ids only), later pages are read
    /// from that, so that a table keeps its rows; a new source sees what was written meanwhile.
    /// Page numbers and totals count that list. A person has the customer's part, the profile with
    /// its dates, and customer.segmentIds; details is Missing for a profile whose customer the
    /// store does not have.
    PageSource<Person> people(const PeopleQuery &query);
    void count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback);
    /// Everybody of a query, in its order, by ids alone (24 bytes each).
    void all(const PeopleQuery &query, QObject *context, Callback<QList<PersonRef>> callback);
    /// Those of them whom the copy knows, in any order, with segmentIds.
    void find(const QList<PersonRef> &people, QObject *context, Callback<QList<Person>> callback);
    void overlap(const QList<SegmentId> &segments, QObject *context, Callback<Overlap> callback);
    /// By name, as the store lists them.
    void segments(QObject *context, Callback<QList<Segment>> callback);
    /// Members of each segment that the copy knows, at once.
    void segmentSizes(QObject *context, Callback<QHash<SegmentId, qint64>> callback);
    void segmentsOf(ProfileId profile, QObject *context, Callback<QList<SegmentId>> callback);
    /// The customer groups that occur, with their number of customers.
    void customerGroups(QObject *context, Callback<QHash<qint64, qint64>> callback);

    /// What this computer saw of a person's memberships.
    struct Event
    {
        QDateTime at; ///< UTC, when it was seen
        SegmentId segment;
        bool joined = true;
    };
    void history(ProfileId profile, QObject *context,
                 Callback<QList<Event>> callback); ///< newest first

    // ---- matching what somebody typed or a file names

    enum class Key {
        CustomerId, ///< digits
        Email, ///< case ignored
        Profile, ///< a UUID, any case, with or without braces
        FullName, ///< first and last name; case, accents and the number of blanks ignored
    };
    struct Match
    {
        PersonRef person; ///< customer id 0: nobody
        quint32 people =
            0; ///< how many fit: above 1 it is ambiguous, and person is the first by id
    };
    /// One match for each key, in their order. Made for a million keys at once.
    void match(Key kind, const QStringList &keys, QObject *context,
               Callback<QList<Match>> callback);

    // ---- writing: passes over the whole store, see MirrorSync

    /// A pass under way: what it needs to go on after a restart.
    struct Pass
    {
        QDateTime beganAt; ///< UTC; invalid: no pass is under way
        QByteArray cursor; ///< as savePass() was given it last

        bool isValid() const { return beganAt.isValid(); }
    };
    /// The pass that was cut, once the state is not Opening.
    Pass pass() const;
    using Done = Callback<Counts>; ///< the counts as they are then
    /// How many of our own writes the copy has been told of. A reader notes it when it sends a
    /// request and hands it on with the answer: what we wrote ourselves since then wins.
    quint64 mark() const;
    /// Forgets a cut pass and begins one. What lies in the copy stays and is compared.
    void beginPass(QObject *context, Done done);
    /// All segments of the store at once; those it has not go.
    void setSegments(const QList<Segment> &segments, quint64 mark, QObject *context, Done done);
    /// Customers with their profile if profileKnown, and their memberships if segmentIds is set.
    /// @p cursor is saved in the same transaction.
    void addCustomers(const QList<Customer> &customers, quint64 mark, const QByteArray &cursor,
                      QObject *context, Done done);
    /// Profiles with their dates.
    void addProfiles(const QList<ShopperProfile> &profiles, quint64 mark, const QByteArray &cursor,
                     QObject *context, Done done);
    /// All members of a segment at once.
    void setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark,
                    const QByteArray &cursor, QObject *context, Done done);
    /// The pass has seen everything: who was not seen goes, and the copy is Complete.
    /// @p profilesSeen: every profile came through addProfiles(), so others go too.
    void endPass(bool profilesSeen, QObject *context, Done done);
    /// A check has found that the copy is as the store is.
    void setChecked();

    // ---- writing: our own changes, as soon as they are made

    struct Change
    {
        QList<Segment> segments; ///< made or changed
        QList<SegmentId> deletedSegments;
        QList<ShopperProfile> profiles; ///< made
        QList<ProfileId> deletedProfiles; ///< memberships go along
        SegmentId segment; ///< of joined and left
        QList<PersonRef> joined;
        QList<PersonRef> left;

        bool isEmpty() const;
    };
    void apply(const Change &change);

Q_SIGNALS:
    void stateChanged();
    /// Something that queries answer is different; at most once a second.
    void changed();
    /// Something could not be written (disk full, for instance); the copy is older than it should
    /// be, and the state is Failed from then on.
    void writeFailed(const QString &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
