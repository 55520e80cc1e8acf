// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/peoplequery.h"
#include "models/domain/person.h"
#include "models/domain/personref.h"
#include "models/domain/segment.h"
#include "models/mirror/peoplefeed.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace segmentdesk {

class MirrorSyncState;

/// The local copy of one store: people, profiles, segments, memberships, in SQLite. There are three
/// worker threads with a connection each: one writes, one answers what takes a page, one what goes
/// through everything, so that a search waits neither for a sync nor for a count.
/// Everything answers asynchronously in the thread this object lives in; a question whose context
/// died before its turn is not asked any more.
///
/// Errors: InvalidArguments (more segments than SegmentSet::maxSegments), UnexpectedAnswer with the
/// system's words in `details` (the file cannot be read, is not there, or Failed).
class Mirror : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Opening,
        Empty, ///< nothing was read yet, or the copy was damaged and started over
        Partial, ///< a first pass is under way or was cut: no table may be shown from it
        Complete, ///< a full pass has ended, at readAt()
        Failed, ///< cannot be used: see error(); tables read the store itself
    };

    /// Why it Failed.
    enum class Failure {
        None,
        Newer, ///< written by a newer version of this program; left as it is
        Locked, ///< another process is writing it
        NoLocks, ///< the disk has no locks or no shared memory
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

    /// Rows that the store has and that the last whole pass could not read, so that its totals are
    /// higher than what the copy counts. Who is missing for that is not known.
    struct LeftOut
    {
        qint64 customers = 0;
        qint64 profiles = 0; ///< without those that customers gave
        bool profilesUntold = false; ///< some customers came without their profile
    };

    struct Group
    {
        qint64 id = 0;
        qint64 customers = 0;
    };

    /// What this computer saw of a person's memberships.
    struct Event
    {
        QDateTime at; ///< UTC, when it was seen
        SegmentId segment;
        bool joined = true;
    };
    static constexpr int maxEvents = 200; ///< of one person, newest first

    /// How far a pass has come.
    struct PassPoint
    {
        enum class List { Customers, Profiles };

        QDateTime begunAt; ///< UTC
        List list = List::Customers; ///< that is being read
        int pages = 0; ///< of it that are written
        int perPage = 0; ///< rows a page
        CustomerId
            last{}; ///< of the last row of the last page: shows whether rows have moved since
        bool withSegments = true; ///< the customers' answers tell their segments
    };

    /// copy.sqlite in @p folder, which is the store's own (0700); the file is made 0600.
    /// @p store says whose copy it is: another store's file is not opened.
    Mirror(const QString &folder, const QString &store, QObject *parent = nullptr);
    /// Waits until everything posted is written.
    ~Mirror() override;

    State state() const;
    Failure failure() const;
    QString error() const; ///< why it Failed, in words of the system
    /// A damaged copy was set aside (copy.sqlite.damaged) and started over when it was opened.
    bool wasDamaged() const;
    QDateTime readAt() const; ///< UTC, when the last full pass began; invalid: never
    Counts counts() const;
    /// Whether who has no profile in the copy has none: not where rows of profiles could not be
    /// read and customers do not tell theirs.
    bool knowsWhoHasNoProfile() const;
    /// Where it is, for a MirrorCursor; whose copy it is.
    struct File
    {
        QString name;
        QString store;
    };
    File file() const;

    // ---- reading

    /// The people of a query. The list of all ids is made once, in its order, and pages are read
    /// from that, so that a table keeps its rows; a new source sees what was written meanwhile.
    /// A caller that lets the total follow gets the first page before that list is made. Page
    /// numbers and totals count that list. A person has the customer's part, the profile with its
    /// dates, and customer.segmentIds; details is Missing for a profile whose customer the store
    /// does not have.
    PageSource<Person> people(const PeopleQuery &query);
    void count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback);
    void overlap(const QList<SegmentId> &segments, QObject *context, Callback<Overlap> callback);
    /// By name.
    void segments(QObject *context, Callback<QList<Segment>> callback);
    /// The customer groups that people are in, by id; 0 is not among them.
    void customerGroups(QObject *context, Callback<QList<Group>> callback);
    void history(ProfileId profile, QObject *context, Callback<QList<Event>> callback);

    /// Feeds everybody with the keys that files name them by, and then who of them is in the
    /// segment. In pieces, so that other questions are answered meanwhile. @p callback says that
    /// the feed has ended, or why it never will.
    void feed(const std::shared_ptr<PeopleFeed> &feed, QObject *context, Callback<bool> callback);

    // ---- writing: passes over the store, see MirrorSync

    /// What it keeps of them, to continue and to check.
    MirrorSyncState &syncState() const;

    using Done = Callback<Counts>; ///< the counts as they were when the last pass ended
    /// How many of our own changes the copy has received. A reader notes it when it sends a
    /// request and hands it on with the answer: what we changed ourselves since then wins.
    quint64 mark() const;
    /// Begins a pass: one that was cut is forgotten, what lies in the copy stays and is compared.
    void beginPass(QObject *context, Done done);
    /// All segments of the store at once; those it has not go.
    void setSegments(const QList<Segment> &segments, quint64 mark, QObject *context, Done done);
    /// Customers, with their profile if profileKnown, and their memberships if segmentIds is set.
    void addCustomers(const QList<Customer> &customers, quint64 mark, QObject *context, Done done);
    /// Profiles with their dates.
    void addProfiles(const QList<ShopperProfile> &profiles, quint64 mark, QObject *context,
                     Done done);
    /// All members of a segment at once.
    void setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark,
                    QObject *context, Done done);
    /// The pass has seen everything: customers and profiles that were not seen go, and the copy is
    /// Complete.
    void endPass(QObject *context, Done done, const LeftOut &leftOut);
    /// The counts as they are now, outside a pass.
    void recount(QObject *context, Done done);

    // ---- writing: our own changes, as soon as they are made

    struct Change
    {
        QList<Segment> segments; ///< made or changed
        QList<SegmentId> deletedSegments;
        QList<ShopperProfile> profiles; ///< made
        QList<ProfileId> deletedProfiles; ///< memberships go along
        SegmentId segment; ///< of joined and left
        QList<PersonRef> joined; ///< by profile id, or by customer id if that is all there is
        QList<PersonRef> left;

        bool isEmpty() const;
    };
    void apply(const Change &change);

Q_SIGNALS:
    void stateChanged();
    /// Something that queries answer is different; at most once a second.
    void changed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
