// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/backup.h"
#include "models/changes/changegroup.h"
#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/domain/plan.h"
#include "models/sources/peoplelookup.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

class QThread;

namespace segmentdesk {

class Mirror;
class StoreApi;

/// What was found for a person of a backup.
enum class RestorePerson : quint8 {
    Found, ///< a customer with a profile
    NoProfile, ///< a customer without one
    NotFound,
    Ambiguous, ///< several customers have this e-mail address
};

/// A segment of a backup, beside the one of the store.
struct RestoreSegment
{
    std::optional<Segment> store; ///< nothing: it will be made
    bool renames = false; ///< the store's has another name, which gives way
    bool nameTaken = false; ///< a third segment has the name: is not renamed, or not made
    bool nameRefused = false; ///< no segment can be given this name: likewise
    bool describes = false; ///< the description changes
    qint64 members = 0; ///< of the store's, now
    qint64 staying = 0; ///< members in both
    QList<qint32> joining; ///< indexes of Backup::people: Found or NoProfile, and no members yet
    QList<qint32> missing; ///< likewise: NotFound or Ambiguous
    /// Members that the backup does not have. Empty if a line of the backup's file cannot be
    /// read, or names a person whom the store cannot be asked for.
    QList<PersonRef> leaving;
    qint64 withoutProfile = 0; ///< of joining

    bool isNew() const { return !store; }
    bool canRestore() const { return store || !(nameTaken || nameRefused); }
    /// Whether restoring it would do anything.
    bool changes(bool createProfiles, bool removeOthers) const
    {
        return canRestore()
            && (isNew() || renames || describes || (removeOthers && !leaving.isEmpty())
                || joining.size() > (createProfiles ? 0 : withoutProfile));
    }
    /// Whether taking out who is not in the backup asks for the number.
    bool isGuarded() const { return double(leaving.size()) > guardedPart * double(members); }
};

/// What of a backup is to be restored.
struct RestoreChoice
{
    QSet<int> segments; ///< by their number in the backup
    bool createProfiles = false; ///< for customers who have none
    bool removeOthers = false; ///< members who are not in the backup leave
    bool deleteOthers = false; ///< segments that are not in the backup are deleted
};

/// What restoring would do.
struct RestoreTotals
{
    qint64 segments = 0; ///< that are made or changed, name, description or members
    qint64 created = 0; ///< segments
    qint64 renamed = 0; ///< segments whose name or description changes
    qint64 joining = 0; ///< memberships
    qint64 leaving = 0; ///< memberships
    qint64 withoutProfile =
        0; ///< memberships that need a profile first, and are not counted in joining
    qint64 profiles = 0; ///< profiles that will be made
    qint64 missing = 0; ///< memberships of people who were not found
    qint64 deleted = 0; ///< segments
    qint64 guarded = 0; ///< segments that lose so many that the number has to be typed
    qint64 tooMany = 0; ///< new segments that the store has no room for: cannot be run

    bool isNothing() const { return segments + deleted == 0; }
    /// All of it can be taken back: there is an end to what the history keeps.
    bool canBeUndone() const;
};

/// Why there is no check: one of them.
struct RestoreError
{
    std::optional<BackupError> backup;
    std::optional<ApiError> store;
};

/// Reads a backup and finds out what restoring it to a store would do; changes nothing. People are
/// found by customer id where the backup is of this store, else, and where ids do not fit, by
/// e-mail address. Segments are found by id, then by name. Deleting it ends what is under way.
class RestorePreview : public QObject
{
    Q_OBJECT

public:
    enum class Stage { Backup, Segments, People, Members };

    /// How the store is read.
    struct Source
    {
        /// Brings a copy up to date, as it is read then; not set: there is nothing to wait for.
        std::function<void(QObject *context, std::function<void(bool current)> done)> refresh;
        PageSource<Segment> segments;
        PeopleLookup people;
        /// Everybody, where that is quicker than asking for many people; not set: there is no copy.
        PageSource<Person> everybody;
        std::function<PageSource<Person>(SegmentId segment)> members;
        QString store; ///< Account::id
        bool idsAreSure =
            true; ///< false: other people may have the same ids (the sandbox started over)
    };
    /// Reads the copy where it is complete, else the store. Both outlive what is returned; @p
    /// mirror may be null.
    static Source sourceOf(StoreApi &api, Mirror *mirror, const QString &store, bool isSandbox);

    RestorePreview(const QString &folder, Source source, QObject *parent = nullptr);
    ~RestorePreview() override;

    void start();

    // Once finished() was emitted:
    const Backup &backup() const { return m_backup; }
    /// As backup().segments.
    const QList<RestoreSegment> &segments() const { return m_segments; }
    RestorePerson status(qint32 person) const { return m_states.at(person).status; }
    /// Of a person who is Found or NoProfile.
    PersonRef person(qint32 person) const { return m_states.at(person).person; }
    /// Segments of the store that the backup does not have. None, if a line of the backup's list
    /// cannot be read.
    const QList<Segment> &others() const { return m_others; }
    bool isOtherStore() const { return m_backup.store != m_source.store; }

    RestoreTotals totals(const RestoreChoice &choice) const;
    /// The changes in their order: profiles, segments that are deleted, changed, made, then members
    /// in and out.
    QList<Plan> plans(const RestoreChoice &choice) const;
    /// The same as one step.
    ChangeGroup group(const RestoreChoice &choice) const;

Q_SIGNALS:
    void progress(segmentdesk::RestorePreview::Stage stage, qint64 done, qint64 total);
    /// Once, if not failed().
    void finished();
    void failed(const segmentdesk::RestoreError &error);

private:
    struct State
    {
        PersonRef person;
        RestorePerson status = RestorePerson::NotFound;
        bool byId = false;
    };
    /// Who is looked for: index of the person by number and by address in lower case.
    struct Wanted
    {
        QHash<CustomerId, qint32> byId;
        QMultiHash<QString, qint32> byEmail;
    };
    class Reading;
    struct Comparison;

    void backupRead();
    void readSegments();
    void matchSegments(const QList<Segment> &store);
    void lookUp();
    void lookUpIds(qsizetype first);
    void lookUpEmails(qsizetype first);
    void lookThroughEverybody();
    void offer(const Customer &customer);
    void peopleFound();
    void nextMembers();
    void compare(const std::shared_ptr<Comparison> &comparison);
    bool canBeAskedFor(const BackupPerson &person) const;
    void fail(const RestoreError &error);

    QString m_folder;
    Source m_source;
    std::unique_ptr<QObject> m_work; ///< context of requests
    std::unique_ptr<Reading> m_reading;
    Backup m_backup;
    QList<RestoreSegment> m_segments;
    QList<Segment> m_others;
    qsizetype m_storeSegments = 0;
    QList<State> m_states; ///< of people
    Wanted m_wanted;
    mutable QList<quint32> m_counted; ///< of people: the last count that they are in
    mutable quint32 m_lastCount = 0;
    QMultiHash<qint32, PersonRef> m_candidates; ///< of those who are Ambiguous
    qsizetype m_next = 0;
};

} // namespace segmentdesk
