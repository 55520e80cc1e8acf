// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/restorecheck.h"

#include "models/api/storeapi.h"
#include "models/jobs/history.h"
#include "models/jobs/livesources.h"
#include "models/jobs/pagewalker.h"
#include "models/jobs/planner.h"
#include "models/mirror/mirror.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace segmentdesk {

namespace {

constexpr qsizetype keysAtOnce = 2'000;
/// Members of new segments in one change, so that no change has more people than a plan takes.
constexpr qsizetype membersAtOnce = maxPlanItems / 2;
/// So many people are looked up one by one rather than by going through the whole copy.
constexpr qsizetype fewPeople = 1'000;

} // namespace

/// The backup, read in a thread of its own.
class RestoreCheck::Reading
{
public:
    Reading(RestoreCheck &check, const QString &folder)
    {
        m_thread.reset(QThread::create([this, &check, folder] {
            m_result = readBackup(folder, [this, &check](qint64 done, qint64 total) {
                QMetaObject::invokeMethod(&check, [&check, done, total] {
                    Q_EMIT check.progress(Stage::Backup, done, total);
                });
                return !m_cancelled;
            });
        }));
        QObject::connect(m_thread.get(), &QThread::finished, &check, [&check] { check.backupRead(); });
        m_thread->start();
    }
    ~Reading()
    {
        m_cancelled = true;
        m_thread->wait();
    }
    tl::expected<Backup, BackupError> &result()
    {
        m_thread->wait();
        return m_result;
    }

private:
    std::atomic<bool> m_cancelled = false;
    tl::expected<Backup, BackupError> m_result;
    std::unique_ptr<QThread> m_thread;
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
    auto result = std::move(m_reading->result());
    m_reading.reset();
    if (!result) {
        fail({result.error(), {}});
        return;
    }
    m_backup = std::move(*result);
    m_states.resize(m_backup.people.size());
    readSegments();
}

void RestoreCheck::readSegments()
{
    Q_EMIT progress(Stage::Segments, 0, -1);
    auto store = std::make_shared<QList<Segment>>();
    walkAll<Segment>(
        m_source.segments, m_work.get(),
        [store](const Page<Segment> &page, qint64) { store->append(page.items); },
        [this, store](const Result<WalkEnd> &walked) {
            if (!walked) {
                fail({{}, walked.error()});
                return;
            }
            matchSegments(*store);
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
            // Names are unique in a store. Segments that swapped theirs need two restores.
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

QString RestoreCheck::emailKey(qint32 person) const
{
    return m_backup.email(m_backup.people.at(person)).toLower();
}

void RestoreCheck::lookUp()
{
    Q_EMIT progress(Stage::People, 0, m_backup.people.size());
    const bool sameStore = !isOtherStore();
    for (qint32 i = 0; i < m_backup.people.size(); ++i) {
        const BackupPerson &person = m_backup.people.at(i);
        if (sameStore && toNumber(person.customerId) > 0)
            m_byId.insert(person.customerId, i);
        if (person.emailSize > 0)
            m_byEmail.insert(emailKey(i), i);
    }
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
        if (m_byId.contains(id))
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
    walkAll<Person>(
        m_source.everybody, m_work.get(),
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
        [this](const Result<WalkEnd> &walked) {
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
    const RestorePerson status = person.hasProfile() ? RestorePerson::Found : RestorePerson::NoProfile;
    const QString email = customer.email.toLower();
    const auto byId = m_byId.constFind(customer.id);
    if (byId != m_byId.constEnd()) {
        const BackupPerson &wanted = m_backup.people.at(*byId);
        // Ids tell more than addresses, which people change.
        const bool fits = m_source.idsAreSure || (!email.isEmpty() && email == emailKey(*byId))
            || (!wanted.profileId.isNull() && wanted.profileId == person.profileId);
        if (fits) {
            m_states[*byId] = {person, status, true};
            m_candidates.remove(*byId);
        }
    }
    if (email.isEmpty())
        return;
    for (auto at = m_byEmail.constFind(email); at != m_byEmail.constEnd() && at.key() == email; ++at) {
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
    m_byId.clear();
    m_byEmail.clear();
    m_next = 0;
    nextMembers();
}

/// Compares the next segment with its members in the store.
void RestoreCheck::nextMembers()
{
    while (m_next < m_segments.size() && !m_segments.at(m_next).store) {
        RestoreSegment &row = m_segments[m_next];
        QSet<CustomerId> seen;
        for (const qint32 index : m_backup.segments.at(m_next).members) {
            const State &state = m_states.at(index);
            if (state.status == RestorePerson::NotFound || state.status == RestorePerson::Ambiguous) {
                row.missing.append(index);
            } else if (!seen.contains(state.person.customerId)) {
                seen.insert(state.person.customerId);
                row.joining.append(index);
                row.withoutProfile += state.status == RestorePerson::NoProfile ? 1 : 0;
            }
        }
        ++m_next;
    }
    Q_EMIT progress(Stage::Members, m_next, m_segments.size());
    if (m_next == m_segments.size()) {
        // Never from within start().
        QTimer::singleShot(0, m_work.get(), [this] { Q_EMIT finished(); });
        return;
    }
    auto members = std::make_shared<QHash<ProfileId, CustomerId>>();
    walkAll<Person>(
        m_source.members(m_segments.at(m_next).store->id), m_work.get(),
        [members](const Page<Person> &page, qint64) {
            for (const Person &person : page.items) {
                if (person.profile)
                    members->insert(person.profile->id, person.customerId);
            }
        },
        [this, members](const Result<WalkEnd> &walked) {
            const bool gone = !walked && walked.error().kind == ApiError::Kind::NotFound;
            if (!walked && !gone) {
                fail({{}, walked.error()});
                return;
            }
            RestoreSegment &row = m_segments[m_next];
            row.members = members->size();
            QSet<CustomerId> seen;
            for (const qint32 index : m_backup.segments.at(m_next).members) {
                const State &state = m_states.at(index);
                if (state.status == RestorePerson::Ambiguous) {
                    row.missing.append(index);
                    // Who may be meant is kept.
                    const QList<PersonRef> candidates = m_candidates.values(index);
                    for (const PersonRef &candidate : candidates)
                        row.staying += members->remove(candidate.profileId) ? 1 : 0;
                } else if (state.status == RestorePerson::NotFound) {
                    row.missing.append(index);
                } else if (!seen.contains(state.person.customerId)) {
                    seen.insert(state.person.customerId);
                    if (state.person.hasProfile() && members->remove(state.person.profileId)) {
                        ++row.staying;
                    } else {
                        row.joining.append(index);
                        row.withoutProfile += state.person.hasProfile() ? 0 : 1;
                    }
                }
            }
            for (auto left = members->cbegin(); left != members->cend(); ++left)
                row.leaving.append({left.value(), left.key()});
            // The order of a hash is another one each time.
            std::sort(row.leaving.begin(), row.leaving.end(), [](const PersonRef &a, const PersonRef &b) {
                return a.customerId != b.customerId ? a.customerId < b.customerId
                                                    : a.profileId < b.profileId;
            });
            ++m_next;
            nextMembers();
        });
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
    QSet<CustomerId> profiles;
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
                if (!m_states.at(index).person.hasProfile())
                    profiles.insert(m_states.at(index).person.customerId);
            }
        }
        if (choice.removeOthers) {
            totals.leaving += row.leaving.size();
            totals.guarded += row.isGuarded() ? 1 : 0;
        }
    }
    totals.profiles = profiles.size();
    if (choice.deleteOthers)
        totals.deleted = m_others.size();
    totals.tooMany = std::max<qint64>(0, qint64(m_storeSegments) - totals.deleted + totals.created
                                          - maxSegmentsPerStore);
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
