// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/restorepreview.h"

#include "models/api/storeapi.h"
#include "models/mirror/mirror.h"
#include "models/sources/completelist.h"
#include "models/sources/idchunks.h"
#include "models/sources/storesources.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace segmentdesk {

namespace {

constexpr qsizetype keysAtOnce = 2'000;
/// Members that are compared before the window gets its turn.
constexpr qsizetype membersCompared = 10'000;
/// So many people are looked up one by one rather than by going through all of the copy.
constexpr qsizetype fewPeople = 1'000;

constexpr qsizetype maxNewName = 255; ///< letters that a store takes

/// Whether a store takes this name for a segment. What it holds already may be another one.
bool isPossibleName(const QString &name)
{
    return !name.trimmed().isEmpty() && name.size() <= maxNewName;
}

} // namespace

/// The backup, read in a thread of its own, and an index of its people.
class RestorePreview::Reading
{
public:
    Reading(RestorePreview &check, const QString &folder)
    {
        m_thread.reset(QThread::create([this, &check, folder, store = check.m_source.store] {
            m_result = readBackup(folder, [this, &check](qint64 done, qint64 total) {
                QMetaObject::invokeMethod(&check, [&check, done, total] {
                    Q_EMIT check.progress(Stage::Backup, done, total);
                });
                return !m_cancelled;
            });
            if (m_result)
                index(m_result->store == store);
        }));
        QObject::connect(m_thread.get(), &QThread::finished, &check,
                         [&check] { check.backupRead(); });
        m_thread->start();
    }
    ~Reading()
    {
        m_cancelled = true;
        m_thread->wait();
    }

    // Once it has finished:
    tl::expected<Backup, BackupError> &result() { return m_result; }
    Wanted &wanted() { return m_wanted; }
    void wait() { m_thread->wait(); }

private:
    void index(bool isSameStore)
    {
        for (qint32 i = 0; i < m_result->people.size() && !m_cancelled; ++i) {
            const BackupPerson &person = m_result->people.at(i);
            if (isSameStore && toNumber(person.customerId) > 0)
                m_wanted.byId.insert(person.customerId, i);
            if (person.emailSize > 0)
                m_wanted.byEmail.insert(m_result->email(person).trimmed().toLower(), i);
        }
    }

    std::atomic<bool> m_cancelled = false;
    tl::expected<Backup, BackupError> m_result;
    Wanted m_wanted;
    std::unique_ptr<QThread> m_thread;
};

/// A segment's members in the store, being compared with the backup's.
struct RestorePreview::Comparison
{
    QList<PersonRef> members; ///< in the store's order
    QHash<ProfileId, qint32> at; ///< index of members
    QHash<CustomerId, ProfileId> profiles; ///< of members
    QList<bool> stays;
    QSet<CustomerId> seen; ///< of the backup
    qsizetype next = 0; ///< of the backup's
    bool isSure = true; ///< who was not found is not there; else no one may leave

    /// The member that a person of the backup is; null: none.
    ProfileId memberOf(const BackupPerson &person, const State &state) const
    {
        if (at.contains(person.profileId))
            return person.profileId;
        const bool isKnown =
            state.status == RestorePerson::Found || state.status == RestorePerson::NoProfile;
        return isKnown ? profiles.value(state.person.customerId) : ProfileId();
    }
    bool keep(ProfileId profile)
    {
        const auto found = at.constFind(profile);
        return found != at.constEnd() && !std::exchange(stays[*found], true);
    }
};

RestorePreview::Source RestorePreview::sourceOf(StoreApi &api, Mirror *mirror, const QString &store,
                                                bool isSandbox)
{
    Source source;
    source.store = store;
    source.idsAreSure = !isSandbox;
    source.segments = segmentsSource(api); // also where there is a copy: it is one request
    source.people = livePeopleLookup(api);
    if (mirror && mirror->state() == Mirror::State::Complete) {
        source.everybody = mirror->people({});
        source.members = [mirror](SegmentId segment) {
            PeopleQuery query;
            query.filter.memberOf = segment;
            return mirror->people(query);
        };
    } else {
        source.members = [&api](SegmentId segment) { return membersSource(api, segment); };
    }
    return source;
}

RestorePreview::RestorePreview(const QString &folder, Source source, QObject *parent)
    : QObject(parent), m_folder(folder), m_source(std::move(source)),
      m_work(std::make_unique<QObject>())
{
}

RestorePreview::~RestorePreview() = default;

void RestorePreview::start()
{
    m_reading = std::make_unique<Reading>(*this, m_folder);
}

void RestorePreview::backupRead()
{
    m_reading->wait();
    auto result = std::move(m_reading->result());
    m_wanted = std::move(m_reading->wanted());
    m_reading.reset();
    if (!result) {
        fail({result.error(), {}});
        return;
    }
    m_backup = std::move(*result);
    m_states.resize(m_backup.people.size());
    Q_EMIT progress(Stage::Segments, 0, -1);
    if (m_source.refresh)
        m_source.refresh(m_work.get(), [this](bool) { readSegments(); });
    else
        readSegments();
}

void RestorePreview::readSegments()
{
    readComplete<Segment>(
        m_source.segments, m_work.get(),
        [this](const Result<CompleteList<Segment>> &store) {
            if (!store) {
                fail({{}, store.error()});
                return;
            }
            matchSegments(store->rows());
            lookUp();
        },
        {}, noLimit, OddRows::LeaveOut);
}

void RestorePreview::matchSegments(const QList<Segment> &store)
{
    QHash<SegmentId, const Segment *> byId;
    QHash<QString, const Segment *> byName;
    for (const Segment &segment : store) {
        byId.insert(segment.id, &segment);
        byName.insert(segment.name, &segment);
    }
    m_storeSegments = byId.size();
    QSet<SegmentId> matched;
    m_segments.resize(m_backup.segments.size());
    const auto match = [&](qsizetype i, const Segment *segment) {
        if (!segment || matched.contains(segment->id))
            return;
        matched.insert(segment->id);
        m_segments[i].store = *segment;
    };
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        if (!m_backup.segments.at(i).id.isNull())
            match(i, byId.value(m_backup.segments.at(i).id));
    }
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        RestoreSegment &row = m_segments[i];
        const BackupSegment &wanted = m_backup.segments.at(i);
        const Segment *namesake = byName.value(wanted.name);
        if (row.store) {
            // Names are unique in a store: segments that swapped theirs keep them.
            const bool differs = row.store->name != wanted.name;
            row.nameTaken = differs && namesake;
            row.nameRefused = differs && !isPossibleName(wanted.name);
            row.renames = differs && !namesake && !row.nameRefused;
        } else {
            match(i, namesake);
            row.nameTaken = !row.store && namesake;
            row.nameRefused = !row.store && !isPossibleName(wanted.name);
        }
        row.describes = row.store && row.store->description != wanted.description;
    }
    for (const Segment &segment : store) {
        if (!matched.contains(segment.id) && !m_backup.lostSegments)
            m_others.append(segment);
    }
}

void RestorePreview::lookUp()
{
    Q_EMIT progress(Stage::People, 0, m_backup.people.size());
    if (m_source.everybody && m_backup.people.size() > fewPeople)
        lookThroughEverybody();
    else
        lookUpIds(0);
}

void RestorePreview::lookUpIds(qsizetype first)
{
    PeopleKeys keys;
    qsizetype next = first;
    for (; next < m_backup.people.size() && keys.ids.size() < keysAtOnce; ++next) {
        const CustomerId id = m_backup.people.at(next).customerId;
        if (m_wanted.byId.contains(id))
            keys.ids.append(id);
    }
    if (keys.ids.isEmpty()) {
        lookUpEmails(0);
        return;
    }
    m_source.people(keys, m_work.get(), [this, next](const Result<QList<Customer>> &found) {
        if (!found) {
            fail({{}, found.error()});
            return;
        }
        for (const Customer &customer : *found)
            offer(customer);
        Q_EMIT progress(Stage::People, next / 2, m_backup.people.size());
        lookUpIds(next);
    });
}

void RestorePreview::lookUpEmails(qsizetype first)
{
    PeopleKeys keys;
    qsizetype next = first;
    for (; next < m_backup.people.size() && keys.emails.size() < keysAtOnce; ++next) {
        const BackupPerson &person = m_backup.people.at(next);
        if (!m_states.at(next).byId && person.emailSize > 0)
            keys.emails.append(m_backup.email(person).trimmed());
    }
    if (keys.emails.isEmpty()) {
        peopleFound();
        return;
    }
    m_source.people(keys, m_work.get(), [this, next](const Result<QList<Customer>> &found) {
        if (!found) {
            fail({{}, found.error()});
            return;
        }
        for (const Customer &customer : *found)
            offer(customer);
        Q_EMIT progress(Stage::People, next, m_backup.people.size());
        lookUpEmails(next);
    });
}

void RestorePreview::lookThroughEverybody()
{
    auto seen = std::make_shared<qint64>(0);
    // What a pass found that is void is found by the next one, too.
    walkComplete<Person>(
        m_source.everybody, m_work.get(), [seen] { *seen = 0; },
        [this, seen](const Page<Person> &page, qint64 total) {
            for (const Person &person : page.items) {
                Customer customer = person.customer;
                customer.id = person.customerId;
                customer.profileId = person.profileId();
                offer(customer);
            }
            *seen += page.items.size();
            Q_EMIT progress(Stage::People, *seen, total);
        },
        [this](const Result<qint64> &walked) {
            if (walked)
                peopleFound();
            else
                fail({{}, walked.error()});
        },
        OddRows::LeaveOut);
}

/// A person of the store who may be wanted.
void RestorePreview::offer(const Customer &customer)
{
    const PersonRef person = customer.ref();
    const RestorePerson status =
        person.hasProfile() ? RestorePerson::Found : RestorePerson::NoProfile;
    const QString email = customer.email.trimmed().toLower();
    const auto byId = m_wanted.byId.constFind(customer.id);
    if (byId != m_wanted.byId.constEnd()) {
        const BackupPerson &wanted = m_backup.people.at(*byId);
        // Ids tell more than addresses, which people change.
        const bool fits = m_source.idsAreSure
            || (!email.isEmpty() && email == m_backup.email(wanted).trimmed().toLower())
            || (!wanted.profileId.isNull() && wanted.profileId == person.profileId);
        if (fits) {
            m_states[*byId] = {person, status, true};
            m_candidates.remove(*byId);
        }
    }
    if (email.isEmpty())
        return;
    const auto &wanted = m_wanted.byEmail;
    for (auto at = wanted.constFind(email); at != wanted.constEnd() && at.key() == email; ++at) {
        State &state = m_states[at.value()];
        if (state.byId || state.person.customerId == person.customerId)
            continue;
        if (state.status == RestorePerson::NotFound) {
            state = {person, status, false};
            continue;
        }
        if (state.status != RestorePerson::Ambiguous)
            m_candidates.insert(at.value(), state.person);
        m_candidates.insert(at.value(), person);
        state.status = RestorePerson::Ambiguous;
    }
}

void RestorePreview::peopleFound()
{
    m_wanted = {};
    m_next = 0;
    nextMembers();
}

/// Reads the members of the next segment, if the store has it.
void RestorePreview::nextMembers()
{
    Q_EMIT progress(Stage::Members, m_next, m_segments.size());
    if (m_next == m_segments.size()) {
        Q_EMIT finished();
        return;
    }
    auto comparison = std::make_shared<Comparison>();
    const std::optional<Segment> &store = m_segments.at(m_next).store;
    if (!store) {
        compare(comparison);
        return;
    }
    walkComplete<Person>(
        m_source.members(store->id), m_work.get(),
        [comparison] {
            comparison->members.clear();
            comparison->at.clear();
            comparison->profiles.clear();
        },
        [comparison](const Page<Person> &page, qint64) {
            for (const Person &person : page.items) {
                if (!person.profile || comparison->at.contains(person.profile->id))
                    continue;
                comparison->at.insert(person.profile->id, qint32(comparison->members.size()));
                comparison->members.append({person.customerId, person.profile->id});
                comparison->profiles.insert(person.customerId, person.profile->id);
            }
        },
        [this, comparison](const Result<qint64> &walked) {
            // One that was deleted meanwhile has none.
            if (!walked && walked.error().kind != ApiError::Kind::NotFound) {
                fail({{}, walked.error()});
                return;
            }
            comparison->stays.resize(comparison->members.size());
            compare(comparison);
        },
        OddRows::LeaveOut); // who cannot be read stays
}

/// Whether the store can be asked for a person at all: by id in the store of the backup, else by an
/// address that a request takes.
bool RestorePreview::canBeAskedFor(const BackupPerson &person) const
{
    return (!isOtherStore() && m_source.idsAreSure && toNumber(person.customerId) > 0)
        || !emailChunks({m_backup.email(person)}).isEmpty();
}

/// Goes through some of the backup's members, so that the window gets its turn.
void RestorePreview::compare(const std::shared_ptr<Comparison> &comparison)
{
    RestoreSegment &row = m_segments[m_next];
    const QList<qint32> &wanted = m_backup.segments.at(m_next).members;
    const qsizetype end = std::min(wanted.size(), comparison->next + membersCompared);
    for (; comparison->next < end; ++comparison->next) {
        const qint32 index = wanted.at(comparison->next);
        const State &state = m_states.at(index);
        // A member whose very profile stands in the backup stays, whatever was found by other keys;
        // so does one whose profile was made since people were looked for.
        const ProfileId own = comparison->memberOf(m_backup.people.at(index), state);
        if (!own.isNull()) {
            row.staying += comparison->keep(own) ? 1 : 0;
            continue;
        }
        switch (state.status) {
        case RestorePerson::Ambiguous:
            row.missing.append(index);
            // Who may be meant is kept.
            for (const PersonRef &candidate : m_candidates.values(index))
                row.staying += comparison->keep(candidate.profileId) ? 1 : 0;
            break;
        case RestorePerson::NotFound:
            row.missing.append(index);
            comparison->isSure = comparison->isSure && canBeAskedFor(m_backup.people.at(index));
            break;
        case RestorePerson::Found:
        case RestorePerson::NoProfile:
            if (comparison->seen.contains(state.person.customerId))
                break;
            comparison->seen.insert(state.person.customerId);
            row.joining.append(index);
            row.withoutProfile += state.person.hasProfile() ? 0 : 1;
            break;
        }
    }
    if (comparison->next == wanted.size()) {
        row.members = comparison->members.size();
        for (qsizetype i = 0; i < comparison->members.size(); ++i) {
            if (!comparison->stays.at(i) && comparison->isSure
                && m_backup.segments.at(m_next).unread == 0)
                row.leaving.append(comparison->members.at(i));
        }
        ++m_next;
        QTimer::singleShot(0, m_work.get(), [this] { nextMembers(); });
        return;
    }
    QTimer::singleShot(0, m_work.get(), [this, comparison] { compare(comparison); });
}

void RestorePreview::fail(const RestoreError &error)
{
    // Destroyed from within a call of its own otherwise.
    m_work.release()->deleteLater();
    m_work = std::make_unique<QObject>();
    Q_EMIT failed(error);
}

} // namespace segmentdesk
