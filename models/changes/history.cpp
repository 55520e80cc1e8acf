// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"

#include "models/api/storeapi.h"
#include "models/changes/changegroup.h"
#include "models/changes/changejob.h"
#include "models/changes/changerunner.h"
#include "models/changes/grouprun.h"
#include "models/changes/historyground.h"
#include "models/changes/historyjournal.h"
#include "models/changes/renewedids.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

class History::Private
{
public:
    Private(History &history, StoreApi &store, Journal *writtenDownIn)
        : q(history), api(store), storage(writtenDownIn)
    {
    }

    using Item = HistoryItem;
    using Change = HistoryChange;

    void forgetUndone();
    void load();

    void push(std::deque<Item> &stack, Item item);
    void trim();
    std::deque<Item> &stack(bool isUndo) { return isUndo ? done : undone; }
    bool isBusy() const;
    void run(bool isUndo, quint64 expected);
    void look(bool isUndo, bool partOnly);
    void check(bool isUndo, bool partOnly, QHash<SegmentId, Segment> segments);
    Change wantedOf(const Item &item, bool isUndo) const;
    void start(ChangeGroup group);
    quint64 tookBack(const Outcome &outcome, bool isUndo, qint64 change);
    void noteUndone(const QList<qint64> &jobs, bool isUndo, const QDateTime &at);
    void refuse(const Refused &refused);
    void say(Refusal why, bool isUndo);

    History &q;
    StoreApi &api;
    HistoryJournal storage;
    std::function<bool(qint64 step)> isInterrupted;
    ChangeRunner *runner = nullptr;
    std::deque<Item> done; ///< oldest first
    std::deque<Item> undone; ///< the one undone last is last
    bool isLooking = false; ///< the ground of an undo or redo is being read
    QPointer<GroupRun> running; ///< an undo or redo
    std::optional<bool> refusedUndo; ///< the last refusal: of an undo or a redo, of what is on top
    RenewedIds ids;
    QHash<qint64, QDateTime> undoneAt; ///< by job of the journal
    quint64 lastEntry = 0;
};

void History::Private::forgetUndone()
{
    if (!undone.empty())
        storage.removeUndone();
    undone.clear();
}

void History::Private::load()
{
    storage.load(&q, [this](HistoryJournal::Saved &saved) {
        // What was done since the start came after it.
        ids.insert(saved.segments, saved.profiles);
        saved.undoneAt.insert(undoneAt);
        undoneAt = saved.undoneAt;
        for (auto *stack : {&saved.done, &saved.undone}) {
            for (Item &item : *stack) {
                item.entry.id = ++lastEntry;
                item.entry.earlier = true;
            }
        }
        const bool changedSince = !done.empty();
        done.insert(done.begin(), saved.done.begin(), saved.done.end());
        if (!changedSince)
            undone.insert(undone.begin(), saved.undone.begin(), saved.undone.end());
        trim();
        Q_EMIT q.changed();
    });
}

History::History(StoreApi &api, Journal *journal, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, api, journal))
{
    if (journal)
        d->load();
}

History::~History() = default;

void History::setInterrupted(std::function<bool(qint64 step)> isInterrupted)
{
    d->isInterrupted = std::move(isInterrupted);
}

void History::setRunner(ChangeRunner *runner)
{
    d->runner = runner;
}

void History::Private::push(std::deque<Item> &stack, Item item)
{
    if (item.entry.id == 0)
        item.entry.id = ++lastEntry;
    storage.save(item);
    stack.push_back(std::move(item));
    trim();
}

void History::Private::trim()
{
    qint64 people = ids.profiles();
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
        // All of it: half a step cannot be undone.
        const Step step = done.front().change.step;
        do {
            people -= done.front().change.weight();
            storage.remove(done.front());
            done.pop_front();
        } while (step.id != 0 && !done.empty() && done.front().change.step == step);
        --number;
    }
}

void History::Private::refuse(const Refused &refused)
{
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
    return isLooking || running || (runner && runner->isBusy());
}

void History::Private::run(bool isUndo, quint64 expected)
{
    const auto &items = stack(isUndo);
    if (isBusy()) {
        say(Refusal::Busy, isUndo);
    } else if (items.empty()) {
        say(Refusal::Nothing, isUndo);
    } else if (expected != 0
               && mergedEntry(items, static_cast<qsizetype>(items.size()) - 1).id != expected) {
        say(Refusal::Newer, isUndo);
    } else if (isInterrupted && isInterrupted(items.back().change.step.id)) {
        say(Refusal::Interrupted, isUndo);
    } else {
        look(isUndo, false);
    }
}

HistoryChange History::Private::wantedOf(const Item &item, bool isUndo) const
{
    Change wanted = isUndo ? inverted(item.change) : item.change;
    ids.apply(wanted);
    return wanted;
}

/// Reads the ground of the step that is next.
void History::Private::look(bool isUndo, bool partOnly)
{
    refusedUndo.reset();
    isLooking = true;
    const auto next = [this, isUndo] {
        return mergedEntry(stack(isUndo), qsizetype(stack(isUndo).size()) - 1).id;
    };
    Q_EMIT q.changed();
    readCompleteSegments(
        api, &q,
        [this, isUndo, partOnly, next, meant = next()](const Result<CompleteList<Segment>> &all) {
            isLooking = false;
            if (stack(isUndo).empty()) {
                Q_EMIT q.changed(); // it was cleared meanwhile
                return;
            }
            if (next() != meant) {
                say(Refusal::Newer, isUndo); // another change has ended meanwhile
                Q_EMIT q.changed();
                return;
            }
            if (!all) {
                Refused refused;
                refused.why = Refusal::Store;
                refused.isUndo = isUndo;
                refused.entry = mergedEntry(stack(isUndo), qsizetype(stack(isUndo).size()) - 1);
                refused.error = all.error();
                refuse(refused);
                return;
            }
            QHash<SegmentId, Segment> segments;
            for (const Segment &segment : *all)
                segments.insert(segment.id, segment);
            check(isUndo, partOnly, std::move(segments));
        });
}

/// Looks at the ground of all changes of the step before the first of them is made.
void History::Private::check(bool isUndo, bool partOnly, QHash<SegmentId, Segment> segments)
{
    auto &items = stack(isUndo);
    const Step step = items.back().change.step;
    ChangeGroup group;
    group.kind = step.kind;
    group.purpose = isUndo ? JobFacts::Purpose::Undo : JobFacts::Purpose::Redo;
    Refusal refusal = Refusal::None;
    bool canDoPart = false;
    QList<qint64> impossible;
    qint32 carrier = -1;
    for (auto item = items.crbegin(); item != items.crend(); ++item) {
        if (item != items.crbegin() && (step.id == 0 || item->change.step != step))
            break;
        const HistoryGround ground = HistoryGround::of(wantedOf(*item, isUndo), segments);
        if (refusal == Refusal::None)
            refusal = ground.refusal;
        if (ground.possible.isEmpty()) {
            impossible.append(item->position);
            continue;
        }
        canDoPart = true;
        foresee(ground.possible, &segments);
        ChangePart part;
        part.plan = planOf(ground.possible);
        part.change = item->position;
        const Operation operation = part.plan.operation;
        if (step.kind == Step::Kind::Move || step.kind == Step::Kind::Merge) {
            // People leave the one segment only once they are in the other.
            if (operation == Operation::AddMembers || operation == Operation::CreateSegment) {
                if (carrier < 0)
                    carrier = static_cast<qint32>(group.parts.size());
            } else if (operation == Operation::RemoveMembers && carrier >= 0) {
                part.rule = ChangePart::Rule::TakeOutCarried;
                part.carrier = carrier;
            } else if (operation == Operation::DeleteSegments && carrier >= 0) {
                part.rule = ChangePart::Rule::DeleteCarried;
                part.carrier = carrier;
            }
        }
        part.membersOnly = operation == Operation::DeleteSegments
            && std::all_of(ground.possible.segments.cbegin(), ground.possible.segments.cend(),
                           [](const SegmentChange &change) { return change.membersKept; });
        group.parts.append(part);
    }
    if (refusal != Refusal::None && !partOnly) {
        Refused refused;
        refused.why = refusal;
        refused.isUndo = isUndo;
        refused.entry = mergedEntry(items, qsizetype(items.size()) - 1);
        refused.canDoPart = canDoPart;
        refused.canSkip = true;
        refuse(refused);
        return;
    }
    // What is not possible was agreed to be left out.
    const auto isImpossible = [&impossible](const Item &item) {
        return impossible.contains(item.position);
    };
    for (const Item &item : items) {
        if (isImpossible(item))
            storage.remove(item);
    }
    items.erase(std::remove_if(items.begin(), items.end(), isImpossible), items.end());
    start(std::move(group));
}

void History::Private::start(ChangeGroup group)
{
    running = runner ? runner->run(std::move(group)) : nullptr;
    if (running) {
        QObject::connect(running, &GroupRun::started, &q, &History::started);
        QObject::connect(running, &GroupRun::ended, &q, [this] {
            running = nullptr;
            Q_EMIT q.changed();
        });
        Q_EMIT q.started(running->job());
    }
    Q_EMIT q.changed();
}

/// Keeps when jobs were taken back, longer than they can be made again.
void History::Private::noteUndone(const QList<qint64> &jobs, bool isUndo, const QDateTime &at)
{
    for (const qint64 job : jobs) {
        if (isUndo)
            undoneAt.insert(job, at);
        else
            undoneAt.remove(job);
        storage.noteUndone(job, isUndo, at);
    }
}

quint64 History::Private::tookBack(const Outcome &outcome, bool isUndo, qint64 change)
{
    auto &from = stack(isUndo);
    const auto found = std::find_if(from.begin(), from.end(),
                                    [change](const Item &item) { return item.position == change; });
    if (found == from.end())
        return 0; // was kept before
    const Item was = *found;
    const Change wanted = wantedOf(was, isUndo);
    const Change made = changeOf(outcome);
    storage.note(ids.learn(wanted, made));
    const Change left = without(wanted, made);
    // Nothing is left of people who were not there to be changed.
    const OutcomeCounts counts = outcome.counts();
    const bool isPart = counts.failed + counts.notSent > 0 && !left.isEmpty();
    // What was done moves to the other side, and what was not stays, to be tried once more: at its
    // place and under its key, since its group may continue with it.
    if (isPart) {
        Item rest = HistoryItem::of(isUndo ? inverted(left) : left, was.entry.at);
        rest.change.step = was.change.step;
        rest.change.jobs = was.change.jobs;
        rest.entry.undone = !isUndo;
        rest.entry.id = made.isEmpty() ? was.entry.id : ++lastEntry;
        rest.position = was.position;
        storage.save(rest);
        *found = std::move(rest);
    } else {
        from.erase(found);
        storage.remove(was);
        noteUndone(was.change.jobs, isUndo, outcome.endedAt);
    }
    if (made.isEmpty())
        return 0;
    Item moved = HistoryItem::of(isUndo ? inverted(made) : made, was.entry.at);
    moved.change.segmentName = was.change.segmentName;
    moved.change.step = was.change.step;
    moved.change.jobs = isUndo ? was.change.jobs : was.change.jobs + made.jobs;
    moved.entry.facts.segmentName = was.entry.facts.segmentName;
    moved.entry.facts.newName = was.entry.facts.newName;
    moved.entry.undone = isUndo;
    moved.entry.id = was.entry.id;
    auto &to = stack(!isUndo);
    push(to, std::move(moved));
    return to.empty() ? 0 : mergedEntry(to, static_cast<qsizetype>(to.size()) - 1).id;
}

bool History::canUndo() const
{
    return !isBusy() && !d->done.empty();
}

bool History::canRedo() const
{
    return !isBusy() && !d->undone.empty();
}

bool History::isBusy() const
{
    // One that has ended is announced before it says so itself.
    return d->isLooking || (d->running && !d->running->hasEnded());
}

std::optional<History::Entry> History::nextUndo() const
{
    if (!canUndo())
        return std::nullopt;
    return mergedEntry(d->done, static_cast<qsizetype>(d->done.size()) - 1);
}

std::optional<History::Entry> History::nextRedo() const
{
    if (!canRedo())
        return std::nullopt;
    return mergedEntry(d->undone, static_cast<qsizetype>(d->undone.size()) - 1);
}

QList<History::Entry> History::entries() const
{
    QList<Entry> entries;
    qsizetype first = 0;
    for (auto i = static_cast<qsizetype>(d->undone.size()) - 1; i >= 0; i = first - 1)
        entries.prepend(mergedEntry(d->undone, i, &first)); // undone last: oldest
    for (auto i = static_cast<qsizetype>(d->done.size()) - 1; i >= 0; i = first - 1)
        entries.append(mergedEntry(d->done, i, &first));
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
        HistoryChange wanted = isUndo ? inverted(item->change) : item->change;
        d->ids.apply(wanted);
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
    d->look(*d->refusedUndo, true);
}

void History::skip()
{
    if (!d->refusedUndo || d->isBusy() || d->stack(*d->refusedUndo).empty())
        return;
    auto &stack = d->stack(*d->refusedUndo);
    d->refusedUndo.reset();
    const Step step = stack.back().change.step;
    do {
        d->storage.remove(stack.back());
        stack.pop_back();
    } while (step.id != 0 && !stack.empty() && stack.back().change.step == step);
    Q_EMIT changed();
}

quint64 History::record(const Outcome &outcome, JobFacts::Purpose purpose, qint64 change)
{
    const bool isUndo = purpose == JobFacts::Purpose::Undo;
    quint64 entry = 0;
    if (change != 0 && (isUndo || purpose == JobFacts::Purpose::Redo)) {
        entry = d->tookBack(outcome, isUndo, change);
        Q_EMIT changed();
        return entry;
    }
    HistoryChange made = changeOf(outcome);
    const auto isKept = [&outcome](const Private::Item &item) {
        return outcome.job != 0 && item.change.jobs.contains(outcome.job);
    };
    if (!made.isEmpty() && std::none_of(d->done.cbegin(), d->done.cend(), isKept)
        && std::none_of(d->undone.cbegin(), d->undone.cend(), isKept)) {
        d->forgetUndone(); // a new change ends what could be made again
        d->refusedUndo.reset();
        d->push(d->done, HistoryItem::of(std::move(made), outcome.endedAt));
        if (!d->done.empty())
            entry = mergedEntry(d->done, static_cast<qsizetype>(d->done.size()) - 1).id;
    }
    Q_EMIT changed();
    return entry;
}

QSet<ProfileId> History::doneByYounger(qint64 job, Operation operation, SegmentId segment) const
{
    QSet<ProfileId> people;
    for (const Private::Item &item : d->done) {
        const HistoryChange &change = item.change;
        if (change.operation != operation || change.segmentId != segment
            || change.jobs.contains(job)
            || std::none_of(change.jobs.cbegin(), change.jobs.cend(),
                            [job](qint64 other) { return other > job; }))
            continue;
        for (const PersonRef &person : change.people)
            people.insert(person.profileId);
    }
    return people;
}

bool History::hasMade(SegmentId segment, qint64 exceptJob) const
{
    return std::any_of(d->done.cbegin(), d->done.cend(), [&](const Private::Item &item) {
        const HistoryChange &change = item.change;
        return change.operation == Operation::CreateSegment && !change.jobs.contains(exceptJob)
            && std::any_of(change.segments.cbegin(), change.segments.cend(),
                           [&](const SegmentChange &made) { return made.after.id == segment; });
    });
}

Plan History::withCurrentIds(Plan plan) const
{
    plan.segmentId = d->ids.current(plan.segmentId);
    for (PlanItem &item : plan.items)
        item.profileId = d->ids.current(item.profileId);
    for (SegmentChange &segment : plan.segments)
        d->ids.apply(segment);
    return plan;
}

void History::clear()
{
    for (const Private::Item &item : d->done)
        d->storage.remove(item);
    d->done.clear();
    d->forgetUndone();
    Q_EMIT changed();
}

} // namespace segmentdesk
