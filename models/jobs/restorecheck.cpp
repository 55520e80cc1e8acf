// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/restorecheck.h"

#include "models/api/storeapi.h"
#include "models/jobs/completelist.h"
#include "models/jobs/history.h"
#include "models/jobs/livesources.h"
#include "models/jobs/planner.h"
#include "models/mirror/mirror.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace segmentdesk {

namespace {

constexpr qsizetype keysAtOnce = 2'000;
/// Members that are compared before the window gets its turn.
constexpr qsizetype membersCompared = 10'000;
/// Members of new segments in one change, so that no change has more people than a plan takes.
constexpr qsizetype membersAtOnce = maxPlanItems / 2;
/// So many people are looked up one by one rather than by going through the whole copy.
constexpr qsizetype fewPeople = 1'000;

} // namespace

/// The backup, read in a thread of its own, and an index of its people.
class RestoreCheck::Reading
{
public:
    Reading(RestoreCheck &check, const QString &folder)
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
                m_wanted.byEmail.insert(m_result->email(person).toLower(), i);
        }
    }

    std::atomic<bool> m_cancelled = false;
    tl::expected<Backup, BackupError> m_result;
    Wanted m_wanted;
    std::unique_ptr<QThread> m_thread;
};

/// A segment's members in the store, being compared with the backup's.
struct RestoreCheck::Comparison
{
    QList<PersonRef> members; ///< in the store's order
    QHash<ProfileId, qint32> at; ///< index of members
    QList<bool> stays;
    QSet<CustomerId> seen; ///< of the backup
    qsizetype next = 0; ///< of the backup's

    bool keep(ProfileId profile)
    {
        const auto found = at.constFind(profile);
        return found != at.constEnd() && !std::exchange(stays[*found], true);
    }
};

bool RestoreTotals::canBeUndone() const
{
    return joining + leaving + profiles <= History::maxPeople;
}

RestoreCheck::Source RestoreCheck::sourceOf(StoreApi &api, Mirror *mirror, const QString &store,
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

RestoreCheck::RestoreCheck(const QString &folder, Source source, QObject *parent)
    : QObject(parent), m_folder(folder), m_source(std::move(source)),
      m_work(std::make_unique<QObject>())
{
}

RestoreCheck::~RestoreCheck() = default;

void RestoreCheck::start()
{
    m_reading = std::make_unique<Reading>(*this, m_folder);
}

void RestoreCheck::backupRead()
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

void RestoreCheck::readSegments()
{
    readComplete<Segment>(m_source.segments, m_work.get(),
                          [this](const Result<CompleteList<Segment>> &store) {
                              if (!store) {
                                  fail({{}, store.error()});
                                  return;
                              }
                              matchSegments(store->rows());
                              lookUp();
                          });
}

void RestoreCheck::matchSegments(const QList<Segment> &store)
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
            row.renames = differs && !namesake;
        } else {
            match(i, namesake);
            row.nameTaken = !row.store && namesake;
        }
        row.describes = row.store && row.store->description != wanted.description;
    }
    for (const Segment &segment : store) {
        if (!matched.contains(segment.id))
            m_others.append(segment);
    }
}

void RestoreCheck::lookUp()
{
    Q_EMIT progress(Stage::People, 0, m_backup.people.size());
    if (m_source.everybody && m_backup.people.size() > fewPeople)
        lookThroughEverybody();
    else
        lookUpIds(0);
}

void RestoreCheck::lookUpIds(qsizetype first)
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

void RestoreCheck::lookUpEmails(qsizetype first)
{
    PeopleKeys keys;
    qsizetype next = first;
    for (; next < m_backup.people.size() && keys.emails.size() < keysAtOnce; ++next) {
        const BackupPerson &person = m_backup.people.at(next);
        if (!m_states.at(next).byId && person.emailSize > 0)
            keys.emails.append(m_backup.email(person));
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

void RestoreCheck::lookThroughEverybody()
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
        });
}

/// Somebody of the store, who may be wanted.
void RestoreCheck::offer(const Customer &customer)
{
    const PersonRef person{customer.id, customer.profileId.value_or(ProfileId())};
    const RestorePerson status =
        person.hasProfile() ? RestorePerson::Found : RestorePerson::NoProfile;
    const QString email = customer.email.toLower();
    const auto byId = m_wanted.byId.constFind(customer.id);
    if (byId != m_wanted.byId.constEnd()) {
        const BackupPerson &wanted = m_backup.people.at(*byId);
        // Ids tell more than addresses, which people change.
        const bool fits = m_source.idsAreSure
            || (!email.isEmpty() && email == m_backup.email(wanted).toLower())
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

void RestoreCheck::peopleFound()
{
    m_wanted = {};
    m_next = 0;
    nextMembers();
}

/// Reads the members of the next segment, if the store has it.
void RestoreCheck::nextMembers()
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
        },
        [comparison](const Page<Person> &page, qint64) {
            for (const Person &person : page.items) {
                if (!person.profile || comparison->at.contains(person.profile->id))
                    continue;
                comparison->at.insert(person.profile->id, qint32(comparison->members.size()));
                comparison->members.append({person.customerId, person.profile->id});
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
        });
}

/// Goes through some of the backup's members, so that the window gets its turn.
void RestoreCheck::compare(const std::shared_ptr<Comparison> &comparison)
{
    RestoreSegment &row = m_segments[m_next];
    const QList<qint32> &wanted = m_backup.segments.at(m_next).members;
    const qsizetype end = std::min(wanted.size(), comparison->next + membersCompared);
    for (; comparison->next < end; ++comparison->next) {
        const qint32 index = wanted.at(comparison->next);
        const State &state = m_states.at(index);
        switch (state.status) {
        case RestorePerson::Ambiguous:
            row.missing.append(index);
            // Who may be meant is kept.
            for (const PersonRef &candidate : m_candidates.values(index))
                row.staying += comparison->keep(candidate.profileId) ? 1 : 0;
            break;
        case RestorePerson::NotFound:
            row.missing.append(index);
            break;
        case RestorePerson::Found:
        case RestorePerson::NoProfile:
            if (comparison->seen.contains(state.person.customerId))
                break;
            comparison->seen.insert(state.person.customerId);
            if (state.person.hasProfile() && comparison->at.contains(state.person.profileId)) {
                row.staying += comparison->keep(state.person.profileId) ? 1 : 0;
            } else {
                row.joining.append(index);
                row.withoutProfile += state.person.hasProfile() ? 0 : 1;
            }
            break;
        }
    }
    if (comparison->next == wanted.size()) {
        row.members = comparison->members.size();
        for (qsizetype i = 0; i < comparison->members.size(); ++i) {
            if (!comparison->stays.at(i))
                row.leaving.append(comparison->members.at(i));
        }
        ++m_next;
        QTimer::singleShot(0, m_work.get(), [this] { nextMembers(); });
        return;
    }
    QTimer::singleShot(0, m_work.get(), [this, comparison] { compare(comparison); });
}

void RestoreCheck::fail(const RestoreError &error)
{
    // Destroyed from within a call of its own otherwise.
    m_work.release()->deleteLater();
    m_work = std::make_unique<QObject>();
    Q_EMIT failed(error);
}

RestoreTotals RestoreCheck::totals(const RestoreChoice &choice) const
{
    RestoreTotals totals;
    m_counted.resize(m_states.size());
    ++m_lastCount;
    for (const int i : choice.segments) {
        const RestoreSegment &row = m_segments.at(i);
        if (!row.canRestore())
            continue;
        totals.segments += row.changes(choice.createProfiles, choice.removeOthers) ? 1 : 0;
        totals.created += row.isNew() ? 1 : 0;
        totals.renamed += row.renames || row.describes ? 1 : 0;
        totals.missing += row.missing.size();
        totals.joining += row.joining.size() - (choice.createProfiles ? 0 : row.withoutProfile);
        if (!choice.createProfiles) {
            totals.withoutProfile += row.withoutProfile;
        } else if (row.withoutProfile > 0) {
            for (const qint32 index : row.joining) {
                if (!m_states.at(index).person.hasProfile()
                    && std::exchange(m_counted[index], m_lastCount) != m_lastCount)
                    ++totals.profiles;
            }
        }
        if (choice.removeOthers) {
            totals.leaving += row.leaving.size();
            totals.guarded += row.isGuarded() ? 1 : 0;
        }
    }
    if (choice.deleteOthers)
        totals.deleted = m_others.size();
    totals.tooMany = std::max<qint64>(
        0, qint64(m_storeSegments) - totals.deleted + totals.created - maxSegmentsPerStore);
    return totals;
}

QList<Plan> RestoreCheck::plans(const RestoreChoice &choice) const
{
    QList<Plan> plans;
    const auto add = [&plans](Plan &plan) {
        if (!plan.isEmpty())
            plans.append(std::exchange(plan, {}));
    };
    QList<int> chosen;
    for (const int i : choice.segments) {
        if (m_segments.at(i).canRestore())
            chosen.append(i);
    }
    std::sort(chosen.begin(), chosen.end());

    Plan profiles;
    profiles.operation = Operation::CreateProfiles;
    if (choice.createProfiles) {
        QSet<CustomerId> seen;
        for (const int i : chosen) {
            for (const qint32 index : m_segments.at(i).joining) {
                const PersonRef &who = m_states.at(index).person;
                if (who.hasProfile() || seen.contains(who.customerId))
                    continue;
                seen.insert(who.customerId);
                profiles.items.append({who.customerId, {}, Effect::WillChange});
            }
        }
    }
    add(profiles);
    if (choice.deleteOthers && !m_others.isEmpty())
        plans.append(Planner::planDeleteSegments(m_others));

    Plan changes;
    changes.operation = Operation::UpdateSegment;
    for (const int i : chosen) {
        const RestoreSegment &row = m_segments.at(i);
        if (!row.renames && !row.describes)
            continue;
        SegmentChange change{*row.store, *row.store, {}, true};
        if (row.renames)
            change.after.name = m_backup.segments.at(i).name;
        change.after.description = m_backup.segments.at(i).description;
        changes.segments.append(change);
    }
    add(changes);

    Plan creation;
    qsizetype weight = 0;
    for (const int i : chosen) {
        const RestoreSegment &row = m_segments.at(i);
        if (!row.isNew())
            continue;
        SegmentChange change;
        change.after.name = m_backup.segments.at(i).name;
        change.after.description = m_backup.segments.at(i).description;
        for (const qint32 index : row.joining) {
            const PersonRef &who = m_states.at(index).person;
            if (who.hasProfile() || choice.createProfiles)
                change.members.append(who);
        }
        if (weight > 0 && weight + change.members.size() > membersAtOnce) {
            add(creation);
            weight = 0;
        }
        creation.operation = Operation::CreateSegment;
        weight += change.members.size();
        creation.segments.append(change);
    }
    add(creation);

    for (const int i : chosen) {
        const RestoreSegment &row = m_segments.at(i);
        if (row.isNew())
            continue;
        Plan in;
        in.operation = Operation::AddMembers;
        in.segmentId = row.store->id;
        in.segmentName = m_backup.segments.at(i).name;
        bool any = false;
        for (const qint32 index : row.joining) {
            const PersonRef &who = m_states.at(index).person;
            in.items.append({who.customerId, who.profileId,
                             who.hasProfile() ? Effect::WillChange : Effect::NoProfile});
            any = any || who.hasProfile() || choice.createProfiles;
        }
        if (any)
            plans.append(in);
        if (!choice.removeOthers)
            continue;
        Plan out;
        out.operation = Operation::RemoveMembers;
        out.segmentId = row.store->id;
        out.segmentName = m_backup.segments.at(i).name;
        for (const PersonRef &who : row.leaving)
            out.items.append({who.customerId, who.profileId, Effect::WillChange});
        add(out);
    }
    return plans;
}

} // namespace segmentdesk
