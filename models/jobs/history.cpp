// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/history.h"

#include "models/api/storeapi.h"
#include "models/domain/utc.h"
#include "models/jobs/completelist.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/journal.h"
#include "models/jobs/livesources.h"

#include <QIODevice>
#include <QPointer>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// What really changed, in the direction in which the user did it first.
struct Change
{
    Operation operation = Operation::AddMembers;
    Step step;
    QList<qint64> jobs; ///< that made it
    SegmentId segmentId;
    QString segmentName;
    QList<PersonRef> people;
    QList<SegmentChange> segments;

    bool isEmpty() const { return people.isEmpty() && segments.isEmpty(); }
    qint64 weight() const
    {
        qint64 weight = people.size();
        for (const SegmentChange &segment : segments)
            weight += segment.members.size();
        return weight;
    }
};

bool isOfSegments(Operation operation)
{
    return operation == Operation::CreateSegment || operation == Operation::UpdateSegment
        || operation == Operation::DeleteSegments;
}

Operation inverse(Operation operation)
{
    switch (operation) {
    case Operation::AddMembers:
        return Operation::RemoveMembers;
    case Operation::RemoveMembers:
        return Operation::AddMembers;
    case Operation::CreateProfiles:
        return Operation::DeleteProfiles;
    case Operation::DeleteProfiles:
        return Operation::CreateProfiles;
    case Operation::CreateSegment:
        return Operation::DeleteSegments;
    case Operation::UpdateSegment:
        return Operation::UpdateSegment;
    case Operation::DeleteSegments:
        return Operation::CreateSegment;
    }
    return operation;
}

/// Turns a change around: what undoing it would have to do.
Change inverted(Change change)
{
    change.operation = inverse(change.operation);
    for (SegmentChange &segment : change.segments) {
        if (change.operation == Operation::UpdateSegment)
            std::swap(segment.before, segment.after);
        else if (change.operation == Operation::DeleteSegments)
            segment.before = segment.after;
        else if (change.operation == Operation::CreateSegment)
            segment.after = segment.before; // and before stays, to know which one it replaces
    }
    return change;
}

Change changeOf(const Outcome &outcome)
{
    Change change;
    change.operation = outcome.operation;
    change.step = outcome.step;
    if (outcome.job != 0)
        change.jobs.append(outcome.job);
    change.segmentId = outcome.segmentId;
    change.segmentName = outcome.segmentName;
    if (!isOfSegments(outcome.operation))
        change.people = outcome.people(What::Changed);
    if (outcome.operation == Operation::DeleteProfiles) {
        const QSet<PersonRef> deleted(change.people.cbegin(), change.people.cend());
        for (const SegmentOutcome &segment : outcome.segments) {
            SegmentChange lost = segment.change;
            lost.members.removeIf(
                [&deleted](const PersonRef &member) { return !deleted.contains(member); });
            if (!lost.members.isEmpty())
                change.segments.append(lost);
        }
    } else if (isOfSegments(outcome.operation)) {
        for (const SegmentOutcome &segment : outcome.segments) {
            if (segment.what == What::Changed)
                change.segments.append(segment.change);
        }
    }
    return change;
}

/// What of @p wanted was not done in @p done, which is part of it; for another try.
Change without(Change wanted, const Change &done)
{
    if (isOfSegments(wanted.operation)) {
        // By name: a segment that is made again has no id to compare.
        const bool making = wanted.operation == Operation::CreateSegment;
        wanted.segments.removeIf([&done, making](const SegmentChange &segment) {
            return std::any_of(done.segments.cbegin(), done.segments.cend(),
                               [&segment, making](const SegmentChange &other) {
                                   return making ? other.after.name == segment.after.name
                                                 : other.before.id == segment.before.id;
                               });
        });
        return wanted;
    }
    QSet<CustomerId> customers;
    QSet<ProfileId> profiles;
    for (const PersonRef &person : done.people) {
        customers.insert(person.customerId);
        profiles.insert(person.profileId);
    }
    const bool byCustomer = wanted.operation == Operation::CreateProfiles;
    wanted.people.removeIf([&](const PersonRef &person) {
        return byCustomer ? customers.contains(person.customerId)
                          : profiles.contains(person.profileId);
    });
    return wanted;
}

QString execute(QSqlDatabase &database, const char *sql, const QVariantList &values)
{
    QSqlQuery query(database);
    if (!query.prepare(QString::fromLatin1(sql)))
        return query.lastError().text();
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec() ? QString() : query.lastError().text();
}

/// What does a change.
Plan planOf(const Change &wanted)
{
    Plan plan;
    plan.operation = wanted.operation;
    plan.segmentId = wanted.segmentId;
    plan.segmentName = wanted.segmentName;
    for (const PersonRef &person : wanted.people) {
        // A profile that is made has no id yet, whatever the one before it was called.
        const ProfileId profile =
            wanted.operation == Operation::CreateProfiles ? ProfileId() : person.profileId;
        plan.items.append({person.customerId, profile, Effect::WillChange});
    }
    if (wanted.operation != Operation::DeleteProfiles)
        plan.segments = wanted.segments;
    return plan;
}

JobFacts factsOf(const Change &change)
{
    JobFacts facts;
    facts.kind = JobFacts::kindOf(change.operation);
    facts.segmentId = change.segmentId;
    facts.segmentName = change.segmentName;
    facts.number = isOfSegments(change.operation) ? change.segments.size() : change.people.size();
    if (isOfSegments(change.operation) && !change.segments.isEmpty()) {
        const SegmentChange &first = change.segments.first();
        const bool made = change.operation == Operation::CreateSegment;
        facts.segmentId = made ? first.after.id : first.before.id;
        facts.segmentName = made ? first.after.name : first.before.name;
        if (change.operation == Operation::UpdateSegment && first.after.name != first.before.name)
            facts.newName = first.after.name;
    }
    return facts;
}

} // namespace

class History::Private
{
public:
    Private(History &history, StoreApi &store, JobQueue &jobs, Journal *writtenDownIn)
        : q(history), api(store), queue(jobs), journal(writtenDownIn)
    {
    }

    struct Item
    {
        Entry entry;
        Change change; ///< forward
        qint64 position = 0; ///< in the journal
    };

    static QByteArray toBytes(const Item &item);
    static std::optional<Item> itemFrom(const QByteArray &bytes);
    void save(Item &item);
    void forget(const Item &item);
    void forgetUndone();
    void load();

    /// An undo or redo that is under way.
    struct Pending
    {
        Item item;
        bool isUndo = true;
        bool partOnly = false; ///< what is not possible was agreed to be left out
        Change wanted; ///< what its job is to do
        QPointer<ChangeJob> job; ///< null: the ground is still being looked at
    };

    /// What stands in the way of a change, and what is possible in spite of it.
    struct Ground
    {
        Refusal refusal = Refusal::None;
        Change possible;
    };

    Item item(Change change, const QDateTime &at) const;
    void push(std::deque<Item> &stack, Item item);
    void trim();
    std::deque<Item> &stack(bool isUndo) { return isUndo ? done : undone; }
    bool isBusy() const;
    void run(bool isUndo, quint64 expected);
    void beginRun();
    void runNext(bool isUndo, bool partOnly);
    void check(const QHash<SegmentId, Segment> &segments);
    static Ground look(const Change &wanted, const QHash<SegmentId, Segment> &segments);
    void start(const Change &wanted);
    void ended(const ChangeJob &job);
    bool goesOn(bool isUndo, const Step &step);
    void noteUndone(const QList<qint64> &jobs, bool isUndo, const QDateTime &at);
    void refuse(Refusal why, bool canDoPart = false, const ApiError &error = {});
    void say(Refusal why, bool isUndo);
    static Entry merged(const std::deque<Item> &items, qsizetype last, qsizetype *first = nullptr);
    void learnIds(const Change &wanted, const Change &done);
    void applyIds(Change &change) const;
    SegmentId current(SegmentId id) const;
    ProfileId current(ProfileId id) const;

    History &q;
    StoreApi &api;
    JobQueue &queue;
    Journal *journal;
    qint64 lastPosition = 0;
    std::deque<Item> done; ///< oldest first
    std::deque<Item> undone; ///< the one undone last is last
    std::optional<Pending> pending;
    std::optional<bool> refusedUndo; ///< the last refusal: of an undo or a redo, of what is on top
    /// What was made again under a new id. Ids in changes are looked up here when they are used.
    QHash<SegmentId, SegmentId> newSegments;
    QHash<ProfileId, ProfileId> newProfiles;
    QHash<qint64, QDateTime> undoneAt; ///< by job of the journal
    quint64 lastEntry = 0;
    qint64 currentRun = 0; ///< step of the jobs of the undo that is under way
    qint64 lastRun = 0; ///< without a journal; apart from the numbers of other steps
};

QByteArray History::Private::toBytes(const Item &item)
{
    // A change is a plan without effects.
    Plan plan;
    plan.operation = item.change.operation;
    plan.step = item.change.step;
    plan.segmentId = item.change.segmentId;
    plan.segmentName = item.change.segmentName;
    for (const PersonRef &person : item.change.people)
        plan.items.append({person.customerId, person.profileId, Effect::WillChange});
    plan.segments = item.change.segments;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << item.entry.at << item.change.jobs << item.entry.facts.segmentName
        << item.entry.facts.newName << segmentdesk::toBytes(plan);
    return bytes;
}

std::optional<History::Private::Item> History::Private::itemFrom(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    QDateTime at;
    QString segmentName;
    QString newName;
    QByteArray planBytes;
    QList<qint64> jobs;
    in >> at >> jobs >> segmentName >> newName >> planBytes;
    const std::optional<Plan> plan = planFrom(planBytes);
    if (in.status() != QDataStream::Ok || !plan)
        return std::nullopt;
    Item item;
    item.change.operation = plan->operation;
    item.change.step = plan->step;
    item.change.jobs = jobs;
    item.change.segmentId = plan->segmentId;
    item.change.segmentName = plan->segmentName;
    for (const PlanItem &person : plan->items)
        item.change.people.append(person.person());
    item.change.segments = plan->segments;
    item.entry.facts = factsOf(item.change);
    item.entry.facts.segmentName = segmentName;
    item.entry.facts.newName = newName;
    item.entry.at = at;
    item.entry.makesNewIds = item.change.operation == Operation::DeleteSegments
        || item.change.operation == Operation::DeleteProfiles;
    return item;
}

void History::Private::save(Item &item)
{
    if (!journal)
        return;
    item.position = std::max(lastPosition + 1, journal->newId());
    lastPosition = item.position;
    journal->post([item](QSqlDatabase &database) {
        return execute(database, "INSERT INTO history (position, undone, data) VALUES (?, ?, ?)",
                       {item.position, item.entry.undone ? 1 : 0, toBytes(item)});
    });
}

void History::Private::forget(const Item &item)
{
    if (!journal || item.position == 0)
        return;
    journal->post([position = item.position](QSqlDatabase &database) {
        return execute(database, "DELETE FROM history WHERE position = ?", {position});
    });
}

void History::Private::forgetUndone()
{
    if (!undone.empty() && journal) {
        journal->post([](QSqlDatabase &database) {
            return execute(database, "DELETE FROM history WHERE undone = 1", {});
        });
    }
    undone.clear();
}

void History::Private::load()
{
    struct Saved
    {
        std::deque<Item> done;
        std::deque<Item> undone;
        QHash<SegmentId, SegmentId> segments;
        QHash<ProfileId, ProfileId> profiles;
        QHash<qint64, QDateTime> undoneAt;
    };
    auto saved = std::make_shared<Saved>();
    journal->post(
        [saved](QSqlDatabase &database) {
            // What cannot be read is left out: the history is a comfort, not the record of jobs.
            QSqlQuery query(database);
            if (query.exec(u"SELECT position, undone, data FROM history ORDER BY position"_s)) {
                while (query.next()) {
                    auto item = itemFrom(query.value(2).toByteArray());
                    if (!item)
                        continue;
                    item->position = query.value(0).toLongLong();
                    item->entry.undone = query.value(1).toBool();
                    (item->entry.undone ? saved->undone : saved->done).push_back(*item);
                }
            }
            if (query.exec(u"SELECT job, at FROM undone"_s)) {
                while (query.next())
                    saved->undoneAt.insert(
                        query.value(0).toLongLong(),
                        QDateTime::fromMSecsSinceEpoch(query.value(1).toLongLong(), utc));
            }
            if (query.exec(u"SELECT old, new FROM new_segments"_s)) {
                while (query.next())
                    saved->segments.insert(
                        SegmentId(QUuid::fromRfc4122(query.value(0).toByteArray())),
                        SegmentId(QUuid::fromRfc4122(query.value(1).toByteArray())));
            }
            if (query.exec(u"SELECT old, new FROM new_profiles"_s)) {
                while (query.next())
                    saved->profiles.insert(
                        ProfileId(QUuid::fromRfc4122(query.value(0).toByteArray())),
                        ProfileId(QUuid::fromRfc4122(query.value(1).toByteArray())));
            }
            return QString();
        },
        &q,
        [this, saved](const QString &) {
            // What was done since the start came after it.
            newSegments.insert(saved->segments);
            newProfiles.insert(saved->profiles);
            saved->undoneAt.insert(undoneAt);
            undoneAt = saved->undoneAt;
            for (auto *stack : {&saved->done, &saved->undone}) {
                for (Item &item : *stack) {
                    item.entry.id = ++lastEntry;
                    item.entry.earlier = true;
                    lastPosition = std::max(lastPosition, item.position);
                }
            }
            const bool changedSince = !done.empty();
            done.insert(done.begin(), saved->done.begin(), saved->done.end());
            if (!changedSince)
                undone.insert(undone.begin(), saved->undone.begin(), saved->undone.end());
            trim();
            Q_EMIT q.changed();
        });
}

History::History(StoreApi &api, JobQueue &queue, Journal *journal, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, api, queue, journal))
{
    if (journal)
        d->load();
    connect(&queue, &JobQueue::jobEnded, this, [this](Job *job) {
        const auto *change = qobject_cast<ChangeJob *>(job);
        if (!change)
            return;
        if (d->pending && d->pending->job == change)
            d->ended(*change);
        else
            record(*change);
    });
    connect(&queue, &JobQueue::jobAdded, this, &History::changed);
}

History::~History() = default;

History::Private::Item History::Private::item(Change change, const QDateTime &at) const
{
    Item item;
    item.entry.facts = factsOf(change);
    item.entry.at = at;
    item.entry.makesNewIds = change.operation == Operation::DeleteSegments
        || change.operation == Operation::DeleteProfiles;
    item.change = std::move(change);
    return item;
}

void History::Private::push(std::deque<Item> &stack, Item item)
{
    if (item.entry.id == 0)
        item.entry.id = ++lastEntry;
    save(item);
    stack.push_back(std::move(item));
    trim();
}

void History::Private::trim()
{
    qint64 people = newProfiles.size();
    for (const Item &item : done)
        people += item.change.weight();
    for (const Item &item : undone)
        people += item.change.weight();
    const auto entries = [](const std::deque<Item> &items) {
        int number = 0;
        Step last;
        for (const Item &item : items) {
            number += item.change.step.id == 0 || item.change.step != last ? 1 : 0;
            last = item.change.step;
        }
        return number;
    };
    int number = entries(done) + entries(undone);
    while (!done.empty() && (number > maxEntries || people > maxPeople)) {
        // As a whole: half a step cannot be taken back.
        const Step step = done.front().change.step;
        do {
            people -= done.front().change.weight();
            forget(done.front());
            done.pop_front();
        } while (step.id != 0 && !done.empty() && done.front().change.step == step);
        --number;
    }
}

SegmentId History::Private::current(SegmentId id) const
{
    for (auto next = newSegments.constFind(id); next != newSegments.constEnd();
         next = newSegments.constFind(id))
        id = *next;
    return id;
}

ProfileId History::Private::current(ProfileId id) const
{
    for (auto next = newProfiles.constFind(id); next != newProfiles.constEnd();
         next = newProfiles.constFind(id))
        id = *next;
    return id;
}

void History::Private::applyIds(Change &change) const
{
    if (newSegments.isEmpty() && newProfiles.isEmpty())
        return;
    change.segmentId = current(change.segmentId);
    for (PersonRef &person : change.people)
        person.profileId = current(person.profileId);
    for (SegmentChange &segment : change.segments) {
        segment.before.id = current(segment.before.id);
        segment.after.id = current(segment.after.id);
        for (PersonRef &member : segment.members)
            member.profileId = current(member.profileId);
    }
}

void History::Private::learnIds(const Change &wanted, const Change &made)
{
    if (wanted.operation == Operation::CreateSegment) {
        for (const SegmentChange &segment : made.segments) {
            const SegmentId old = segment.before.id;
            if (old.isNull() || old == segment.after.id)
                continue;
            newSegments.insert(old, segment.after.id);
            if (journal) {
                journal->post([old, made = segment.after.id](QSqlDatabase &database) {
                    return execute(database, "INSERT OR REPLACE INTO new_segments VALUES (?, ?)",
                                   {old.uuid().toRfc4122(), made.uuid().toRfc4122()});
                });
            }
        }
    } else if (wanted.operation == Operation::CreateProfiles) {
        QHash<CustomerId, ProfileId> old;
        for (const PersonRef &person : wanted.people)
            old.insert(person.customerId, person.profileId);
        QList<std::pair<ProfileId, ProfileId>> learnt;
        for (const PersonRef &person : made.people) {
            const ProfileId before = old.value(person.customerId);
            if (before.isNull() || before == person.profileId)
                continue;
            newProfiles.insert(before, person.profileId);
            learnt.append({before, person.profileId});
        }
        if (journal) {
            journal->post([learnt](QSqlDatabase &database) {
                QString error;
                for (const auto &[before, after] : learnt) {
                    if (error.isEmpty()) {
                        error =
                            execute(database, "INSERT OR REPLACE INTO new_profiles VALUES (?, ?)",
                                    {before.uuid().toRfc4122(), after.uuid().toRfc4122()});
                    }
                }
                return error;
            });
        }
    }
}

void History::Private::refuse(Refusal why, bool canDoPart, const ApiError &error)
{
    Refused refused;
    refused.why = why;
    refused.isUndo = pending->isUndo;
    refused.entry = pending->item.entry;
    refused.error = error;
    auto &back = stack(pending->isUndo);
    refused.canSkip = why != Refusal::Store;
    // Another change of the same step may be possible still.
    const Step step = pending->item.change.step;
    refused.canDoPart = refused.canSkip
        && (canDoPart || (step.id != 0 && !back.empty() && back.back().change.step == step));
    back.push_back(std::move(pending->item));
    pending.reset();
    if (refused.canSkip)
        refusedUndo = refused.isUndo;
    Q_EMIT q.refused(refused);
    Q_EMIT q.changed();
}

void History::Private::say(Refusal why, bool isUndo)
{
    QTimer::singleShot(0, &q, [this, why, isUndo] {
        Refused refused;
        refused.why = why;
        refused.isUndo = isUndo;
        Q_EMIT q.refused(refused);
    });
}

bool History::Private::isBusy() const
{
    const QList<Job *> jobs = queue.jobs();
    return pending || std::any_of(jobs.cbegin(), jobs.cend(), [](const Job *job) {
               return job->state() != Job::State::Ended && qobject_cast<const ChangeJob *>(job);
           });
}

void History::Private::run(bool isUndo, quint64 expected)
{
    const auto &items = stack(isUndo);
    if (isBusy()) {
        say(Refusal::Busy, isUndo);
    } else if (items.empty()) {
        say(Refusal::Nothing, isUndo);
    } else if (expected != 0
               && merged(items, static_cast<qsizetype>(items.size()) - 1).id != expected) {
        say(Refusal::Newer, isUndo);
    } else {
        beginRun();
        runNext(isUndo, false);
    }
}

/// The jobs of one undo are a step of their own, so that they can be told from those of the next.
void History::Private::beginRun()
{
    currentRun = journal ? journal->newId() : --lastRun;
}

void History::Private::runNext(bool isUndo, bool partOnly)
{
    refusedUndo.reset();
    Pending next;
    next.item = std::move(stack(isUndo).back());
    next.isUndo = isUndo;
    next.partOnly = partOnly;
    stack(isUndo).pop_back();
    next.wanted = isUndo ? inverted(next.item.change) : next.item.change;
    applyIds(next.wanted);
    pending = std::move(next);
    Q_EMIT q.changed();

    readComplete<Segment>(segmentsSource(api), &q,
                          [this](const Result<CompleteList<Segment>> &all) {
                              if (!all) {
                                  refuse(Refusal::Store, false, all.error());
                                  return;
                              }
                              QHash<SegmentId, Segment> segments;
                              for (const Segment &segment : *all)
                                  segments.insert(segment.id, segment);
                              check(segments);
                          });
}

History::Private::Ground History::Private::look(const Change &wanted,
                                                const QHash<SegmentId, Segment> &segments)
{
    Ground ground;
    ground.possible = wanted;
    const auto isNameTaken = [&segments](const SegmentChange &change) {
        return std::any_of(segments.cbegin(), segments.cend(), [&change](const Segment &segment) {
            return segment.name == change.after.name && segment.id != change.before.id;
        });
    };
    const auto why = [&](const SegmentChange &change) {
        const auto there = segments.constFind(change.before.id);
        const bool isThere = there != segments.constEnd();
        switch (wanted.operation) {
        case Operation::AddMembers:
        case Operation::RemoveMembers:
            break;
        case Operation::DeleteSegments:
        case Operation::CreateProfiles:
            return isThere ? Refusal::None : Refusal::SegmentGone;
        case Operation::UpdateSegment:
            if (!isThere)
                return Refusal::SegmentGone;
            if (there->name != change.before.name
                || there->description != change.before.description)
                return Refusal::SegmentChanged;
            return isNameTaken(change) ? Refusal::NameTaken : Refusal::None;
        case Operation::CreateSegment:
            return isNameTaken(change) ? Refusal::NameTaken : Refusal::None;
        case Operation::DeleteProfiles:
            return Refusal::None; // what went away with its segment is not asked for again
        }
        return Refusal::None;
    };
    if (wanted.operation == Operation::AddMembers || wanted.operation == Operation::RemoveMembers) {
        if (!segments.contains(wanted.segmentId)) {
            ground.refusal = Refusal::SegmentGone;
            ground.possible.people.clear();
        }
        return ground;
    }
    ground.possible.segments.removeIf([&](const SegmentChange &change) {
        const Refusal refusal = why(change);
        if (refusal != Refusal::None && ground.refusal == Refusal::None)
            ground.refusal = refusal;
        return refusal != Refusal::None;
    });
    return ground;
}

void History::Private::check(const QHash<SegmentId, Segment> &segments)
{
    const Ground ground = look(pending->wanted, segments);
    if (ground.refusal == Refusal::None) {
        start(pending->wanted);
        return;
    }
    if (!pending->partOnly) {
        refuse(ground.refusal, !ground.possible.isEmpty());
        return;
    }
    if (!ground.possible.isEmpty()) {
        pending->wanted = ground.possible;
        start(pending->wanted);
        return;
    }
    // Nothing of this change is possible; of the step's next one there may be.
    const Pending was = std::move(*pending);
    pending.reset();
    forget(was.item);
    if (!goesOn(was.isUndo, was.item.change.step))
        Q_EMIT q.changed();
}

/// Goes on with the next change of a step, if there is one.
bool History::Private::goesOn(bool isUndo, const Step &step)
{
    const auto &from = stack(isUndo);
    if (step.id == 0 || from.empty() || from.back().change.step != step)
        return false;
    runNext(isUndo, false);
    return true;
}

void History::Private::start(const Change &wanted)
{
    Plan plan = planOf(wanted);
    if (const Step &step = pending->item.change.step; step.id != 0)
        plan.step = {step.kind, currentRun};
    ChangeJob *job = ChangeJob::make(
        api, plan, pending->isUndo ? JobFacts::Purpose::Undo : JobFacts::Purpose::Redo);
    pending->job = job;
    if (journal)
        job->setJournal(journal, journal->newId());
    queue.add(job);
    Q_EMIT q.started(job);
}

/// Keeps when jobs were taken back, longer than they can be made again.
void History::Private::noteUndone(const QList<qint64> &jobs, bool isUndo, const QDateTime &at)
{
    for (const qint64 job : jobs) {
        if (isUndo)
            undoneAt.insert(job, at);
        else
            undoneAt.remove(job);
        if (!journal)
            continue;
        journal->post([job, isUndo, at](QSqlDatabase &database) {
            return isUndo ? execute(database, "INSERT OR REPLACE INTO undone VALUES (?, ?)",
                                    {job, at.toMSecsSinceEpoch()})
                          : execute(database, "DELETE FROM undone WHERE job = ?", {job});
        });
    }
}

void History::Private::ended(const ChangeJob &job)
{
    Pending was = std::move(*pending);
    pending.reset();
    forget(was.item);
    const Change made = changeOf(*job.outcome());
    learnIds(was.wanted, made);
    const Change left = without(was.wanted, made);
    // What was done moves to the other side, and what was not stays, to be tried once more.
    if (!made.isEmpty()) {
        Item moved = item(was.isUndo ? inverted(made) : made, was.item.entry.at);
        moved.change.segmentName = was.item.change.segmentName;
        moved.change.step = was.item.change.step;
        moved.change.jobs = was.isUndo ? was.item.change.jobs : was.item.change.jobs + made.jobs;
        moved.entry.facts.segmentName = was.item.entry.facts.segmentName;
        moved.entry.facts.newName = was.item.entry.facts.newName;
        moved.entry.undone = was.isUndo;
        moved.entry.id = was.item.entry.id;
        push(was.isUndo ? undone : done, std::move(moved));
    }
    // Nothing is left of people who were not there to be changed.
    const OutcomeCounts counts = job.outcome()->counts();
    const bool isPart = counts.failed + counts.notSent > 0 && !left.isEmpty();
    if (!isPart)
        noteUndone(was.item.change.jobs, was.isUndo, job.outcome()->endedAt);
    if (isPart) {
        Item rest = item(was.isUndo ? inverted(left) : left, was.item.entry.at);
        rest.change.step = was.item.change.step;
        rest.change.jobs = was.item.change.jobs;
        rest.entry.undone = !was.isUndo;
        rest.entry.id = made.isEmpty() ? was.item.entry.id : 0;
        push(was.isUndo ? done : undone, std::move(rest));
        Q_EMIT q.changed();
    } else if (!goesOn(was.isUndo, was.item.change.step)) {
        Q_EMIT q.changed();
    }
}

bool History::canUndo() const
{
    return !d->pending && !d->done.empty();
}

bool History::canRedo() const
{
    return !d->pending && !d->undone.empty();
}

bool History::isBusy() const
{
    return d->pending.has_value();
}

/// The entry of the step whose newest change is at @p last; @p first: where its oldest is.
History::Entry History::Private::merged(const std::deque<Item> &items, qsizetype last,
                                        qsizetype *first)
{
    const auto at = [&items](qsizetype i) -> const Item & {
        return items.at(static_cast<size_t>(i));
    };
    const Step step = at(last).change.step;
    qsizetype from = last;
    while (step.id != 0 && from > 0 && at(from - 1).change.step == step)
        --from;
    // Undone changes lie the other way round: the first of the step was undone last.
    const bool undone = at(last).entry.undone;
    const Item &oldest = at(undone ? last : from);
    Entry entry = oldest.entry;
    entry.step = step;
    for (qsizetype i = from; i <= last; ++i) {
        const Item &part = at(i);
        entry.makesNewIds = entry.makesNewIds || part.entry.makesNewIds;
        entry.jobs += part.change.jobs;
        entry.people += planOf(part.change).people();
        entry.earlier = entry.earlier || part.entry.earlier;
        if (&part == &oldest)
            continue;
        if (part.change.operation == oldest.change.operation) {
            entry.facts.number += part.entry.facts.number; // what was tried again
        } else {
            entry.from = part.entry.facts.segmentName;
            entry.others += part.entry.facts.number;
        }
    }
    if (first)
        *first = from;
    return entry;
}

std::optional<History::Entry> History::nextUndo() const
{
    if (!canUndo())
        return std::nullopt;
    return Private::merged(d->done, static_cast<qsizetype>(d->done.size()) - 1);
}

std::optional<History::Entry> History::nextRedo() const
{
    if (!canRedo())
        return std::nullopt;
    return Private::merged(d->undone, static_cast<qsizetype>(d->undone.size()) - 1);
}

QList<History::Entry> History::entries() const
{
    QList<Entry> entries;
    qsizetype first = 0;
    for (auto i = static_cast<qsizetype>(d->undone.size()) - 1; i >= 0; i = first - 1)
        entries.prepend(Private::merged(d->undone, i, &first)); // undone last: oldest
    for (auto i = static_cast<qsizetype>(d->done.size()) - 1; i >= 0; i = first - 1)
        entries.append(Private::merged(d->done, i, &first));
    return entries;
}

QList<Plan> History::plans(bool isUndo) const
{
    const auto &stack = d->stack(isUndo);
    QList<Plan> plans;
    for (auto item = stack.crbegin(); item != stack.crend(); ++item) {
        const Step &step = item->change.step;
        if (item != stack.crbegin() && (step.id == 0 || step != stack.back().change.step))
            break;
        Change wanted = isUndo ? inverted(item->change) : item->change;
        d->applyIds(wanted);
        plans.append(planOf(wanted));
    }
    return plans;
}

QDateTime History::undoneAt(qint64 job) const
{
    return d->undoneAt.value(job);
}

void History::undo(quint64 expected)
{
    d->run(true, expected);
}

void History::redo(quint64 expected)
{
    d->run(false, expected);
}

void History::doPart()
{
    if (!d->refusedUndo || d->isBusy() || d->stack(*d->refusedUndo).empty()) {
        d->say(d->isBusy() ? Refusal::Busy : Refusal::Nothing, d->refusedUndo.value_or(true));
        return;
    }
    d->beginRun();
    d->runNext(*d->refusedUndo, true);
}

void History::skip()
{
    if (!d->refusedUndo || d->isBusy() || d->stack(*d->refusedUndo).empty())
        return;
    auto &stack = d->stack(*d->refusedUndo);
    d->refusedUndo.reset();
    const Step step = stack.back().change.step;
    do {
        d->forget(stack.back());
        stack.pop_back();
    } while (step.id != 0 && !stack.empty() && stack.back().change.step == step);
    Q_EMIT changed();
}

void History::record(const ChangeJob &job)
{
    const Outcome *outcome = job.outcome();
    if (!outcome)
        return;
    Change change = changeOf(*outcome);
    if (change.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    d->forgetUndone(); // a new change ends what could be made again
    d->refusedUndo.reset();
    d->push(d->done, d->item(std::move(change), outcome->endedAt));
    Q_EMIT changed();
}

void History::adopt(ChangeJob *job)
{
    const bool isUndo = job->facts().purpose == JobFacts::Purpose::Undo;
    auto &stack = isUndo ? d->done : d->undone;
    if (d->pending || stack.empty() || (!isUndo && job->facts().purpose != JobFacts::Purpose::Redo))
        return;
    Change wanted = isUndo ? inverted(stack.back().change) : stack.back().change;
    d->applyIds(wanted);
    if (wanted.operation != job->plan().operation || wanted.segmentId != job->plan().segmentId)
        return; // not the one that was interrupted
    Private::Pending pending;
    pending.item = std::move(stack.back());
    stack.pop_back();
    pending.isUndo = isUndo;
    pending.wanted = std::move(wanted);
    pending.job = job;
    d->pending = std::move(pending);
    d->currentRun = job->plan().step.id;
    Q_EMIT changed();
}

void History::clear()
{
    for (const Private::Item &item : d->done)
        d->forget(item);
    d->done.clear();
    d->forgetUndone();
    Q_EMIT changed();
}

} // namespace segmentdesk
