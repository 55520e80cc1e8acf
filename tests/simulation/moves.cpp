// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What each step does, and its words.

#include "models/changes/changegroup.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "tests/simulation/clock.h"
#include "tests/simulation/run.h"
#include "tests/simulation/simdisk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

constexpr qint64 day = 86'400'000; ///< ms

QString number(int changeNumber)
{
    return u"change %1"_s.arg(changeNumber);
}

} // namespace

void Run::changeMembers(const Step &step, bool adds)
{
    const auto id = segment(step.a);
    if (!id)
        return;
    // Mostly those for whom there is something to do.
    const bool any = step.c % 4 == 0;
    std::set<modelstore::Id> from = profiles();
    if (!any) {
        const std::set<modelstore::Id> members = m_store.members(*id);
        std::erase_if(
            from, [&](const modelstore::Id &profile) { return members.contains(profile) == adds; });
    }
    const std::vector<modelstore::Id> who = pick(from, step.b, 5);
    if (who.empty())
        return;
    const bool isLookedAt = step.c % 3 == 0;
    Plan plan;
    plan.operation = adds ? Operation::AddMembers : Operation::RemoveMembers;
    plan.segmentId = segmentOf(*id).id;
    plan.segmentName = segmentOf(*id).name;
    QStringList names;
    for (const PersonRef &person : people(who)) {
        const QString profile = person.profileId.toString();
        const bool isThere = m_store.isMember(*id, profile);
        plan.items.append({person.customerId, person.profileId,
                           !isLookedAt           ? Effect::Unknown
                               : isThere == adds ? Effect::NothingToDo
                                                 : Effect::WillChange});
        names.append(QString::number(toNumber(person.customerId)));
        if (!adds)
            m_watch.confirm(u"leave\t"_s + *id + u'\t' + profile);
    }
    say(u"the person %1 %2 %3 %4%5"_s.arg(adds ? u"adds"_s : u"removes"_s, names.join(u", "),
                                          adds ? u"to"_s : u"from"_s, segmentName(*id),
                                          isLookedAt ? u", knowing who is in it"_s : QString()));
    m_desk.act([&] { m_desk.session().run(plan); });
}

void Run::takeBack(bool isUndo)
{
    History &history = m_desk.session().history();
    const auto entry = isUndo ? history.nextUndo() : history.nextRedo();
    if (!entry || history.isBusy() || m_desk.running() || !m_desk.waiting().isEmpty())
        return;
    QStringList numbers;
    for (const qint64 job : entry->jobs) {
        if (const Watched *watched = m_watch.watched(job))
            numbers.append(QString::number(watched->number));
    }
    say(u"the person %1 change %2"_s.arg(isUndo ? u"undoes"_s : u"makes again"_s,
                                         numbers.join(u" and "_s)));
    m_watch.expect(*entry, isUndo);
    m_desk.act([&] {
        if (isUndo)
            history.undo(entry->id);
        else
            history.redo(entry->id);
    });
}

void Run::person(const Step &step)
{
    using Kind = Step::Kind;
    StoreSession &session = m_desk.session();
    switch (step.kind) {
    case Kind::Add:
        changeMembers(step, true);
        break;
    case Kind::Remove:
        changeMembers(step, false);
        break;
    case Kind::CreateSegment: {
        const QString name = newName(step.a);
        say(u"the person makes a segment \"%1\""_s.arg(name));
        m_desk.act([&] { session.run(Planner::planCreateSegment({name, {}})); });
        break;
    }
    case Kind::RenameSegment: {
        const auto id = segment(step.a);
        if (!id)
            return;
        SegmentUpdate update;
        update.id = segmentOf(*id).id;
        if (step.c % 3 == 0)
            update.description = u"about %1"_s.arg(step.b % 5);
        else
            update.name = newName(step.b);
        say(u"the person changes %1 of %2"_s.arg(
            update.name ? u"the name, to \"%1\","_s.arg(*update.name) : u"the description"_s,
            segmentName(*id)));
        m_desk.act([&] { session.run(Planner::planUpdateSegment(segmentOf(*id), update)); });
        break;
    }
    case Kind::DeleteSegments: {
        const auto id = segment(step.a);
        if (!id)
            return;
        say(u"the person deletes the segment %1"_s.arg(segmentName(*id)));
        m_watch.confirm(u"delete\t"_s + *id);
        m_desk.act([&] { session.run(ChangeGroup::deleteSegments({segmentOf(*id)})); });
        break;
    }
    case Kind::CreateProfiles: {
        QList<CustomerId> customers;
        QStringList names;
        for (const auto &[id, customer] : m_store.customers()) {
            if (customers.size() < 4 && (customer.profile.isEmpty() || (step.a + id) % 7 == 0)) {
                customers.append(CustomerId(id));
                names.append(QString::number(id));
            }
        }
        if (customers.isEmpty())
            return;
        say(u"the person makes profiles for %1"_s.arg(names.join(u", ")));
        m_desk.act([&] { session.run(Planner::planCreateProfiles(customers)); });
        break;
    }
    case Kind::DeleteProfiles: {
        const QList<PersonRef> who = people(pick(profiles(), step.a, 2));
        if (who.isEmpty())
            return;
        QStringList names;
        for (const PersonRef &person : who) {
            m_watch.confirm(u"unprofile\t"_s + person.profileId.toString());
            names.append(QString::number(toNumber(person.customerId)));
        }
        say(u"the person deletes the profiles of %1"_s.arg(names.join(u", ")));
        m_desk.act([&] { session.run(Planner::planDeleteProfiles(who)); });
        break;
    }
    case Kind::Move:
    case Kind::Merge:
    case Kind::Duplicate:
    case Kind::Empty:
    case Kind::MakeEqual:
        severalChanges(step);
        break;
    case Kind::Export:
    case Kind::ImportList:
    case Kind::ImportExport:
        files(step);
        break;
    case Kind::BackUp:
        backUp();
        break;
    case Kind::Restore:
        restore(step);
        break;
    case Kind::Undo:
        takeBack(true);
        break;
    case Kind::Redo:
        takeBack(false);
        break;
    case Kind::Retry: {
        const QList<ChangeJob *> ended = m_desk.ended();
        for (auto it = ended.crbegin(); it != ended.crend(); ++it) {
            const auto purpose = (*it)->facts().purpose;
            if (purpose == JobFacts::Purpose::Undo || purpose == JobFacts::Purpose::Redo
                || !(*it)->retryPlan())
                continue;
            say(u"the person tries %1 again"_s.arg(
                number(m_watch.watched((*it)->journalId())->number)));
            m_desk.act([&] { session.retry(**it); });
            break;
        }
        break;
    }
    case Kind::Pause:
    case Kind::Resume: {
        // Also one that waits for its turn.
        ChangeJob *job = live(step.a);
        const bool pauses = step.kind == Kind::Pause;
        if (!job || job->isPaused() == pauses || job->state() == Job::State::Stopping)
            return;
        say(u"the person %1 %2"_s.arg(pauses ? u"pauses"_s : u"resumes"_s,
                                      number(m_watch.watched(job->journalId())->number)));
        m_desk.act([&] { pauses ? job->pause() : job->resume(); });
        break;
    }
    case Kind::Cancel: {
        ChangeJob *job = live(step.a);
        if (!job || job->state() == Job::State::Stopping)
            return;
        say(u"the person cancels %1"_s.arg(number(m_watch.watched(job->journalId())->number)));
        m_desk.act([&] {
            if (job->state() == Job::State::Ended)
                return;
            m_watch.close(job->journalId());
            job->cancel();
        });
        break;
    }
    default:
        break;
    }
}

void Run::elsewhere(const Step &step)
{
    using Kind = Step::Kind;
    const qint64 now = theClock().monotonic;
    const qint64 wall = theClock().wall();
    auto id = segment(step.a);
    if (!id && step.kind != Kind::MakeSegment)
        return;
    switch (step.kind) {
    case Kind::Join:
    case Kind::Leave: {
        std::set<modelstore::Id> from = step.kind == Kind::Join ? profiles() : m_store.members(*id);
        // Often the same that the program is about to do.
        const ChangeJob *running = step.c % 2 == 0 ? m_desk.running() : nullptr;
        const modelstore::Id target = running ? running->plan().segmentId.toString() : QString();
        if (running && m_store.segments().contains(target)
            && running->plan().operation
                == (step.kind == Kind::Join ? Operation::AddMembers : Operation::RemoveMembers)) {
            id = target;
            std::set<modelstore::Id> meant;
            for (const PlanItem &item : running->plan().items) {
                if (m_store.profiles().contains(item.profileId.toString()))
                    meant.insert(item.profileId.toString());
            }
            from = meant;
        }
        const std::vector<modelstore::Id> who = pick(from, step.b, 2);
        for (const modelstore::Id &profile : who) {
            const bool did = step.kind == Kind::Join ? m_store.join(*id, profile, 0, now)
                                                     : m_store.leave(*id, profile, 0, now);
            if (did) {
                say(u"another client %1 %2 %3 %4"_s.arg(
                    step.kind == Kind::Join ? u"adds"_s : u"removes"_s,
                    QString::number(m_store.profiles().at(profile)),
                    step.kind == Kind::Join ? u"to"_s : u"from"_s, segmentName(*id)));
            }
        }
        break;
    }
    case Kind::MakeSegment:
        if (!m_store.makeSegment(newName(step.b), {}, 0, now, wall).isEmpty())
            say(u"another client makes a segment \"%1\""_s.arg(newName(step.b)));
        break;
    case Kind::ForeignRename: {
        const QString before = segmentName(*id);
        if (m_store.changeSegment(*id, newName(step.b), std::nullopt, 0, now, wall))
            say(u"another client renames %1 to %2"_s.arg(before, segmentName(*id)));
        break;
    }
    case Kind::ForeignDelete:
        if (m_store.segments().size() > 2) {
            say(u"another client deletes %1"_s.arg(segmentName(*id)));
            m_store.deleteSegment(*id, 0, now);
        }
        break;
    case Kind::MakeProfile:
        for (const auto &[customer, row] : m_store.customers()) {
            if (!row.profile.isEmpty() || (quint32(customer) + step.a) % 3 != 0)
                continue;
            say(u"another client makes a profile for %1"_s.arg(customer));
            m_store.makeProfile(customer, 0, now);
            break;
        }
        break;
    case Kind::DeleteProfile: {
        const std::vector<modelstore::Id> who = pick(profiles(), step.b, 1);
        if (who.size() == 1 && m_store.profiles().size() > 3) {
            say(u"another client deletes the profile of %1"_s.arg(
                m_store.profiles().at(who.front())));
            m_store.deleteProfile(who.front(), 0, now);
        }
        break;
    }
    default:
        break;
    }
}

/// The power cut that a torn write stands for.
void Run::died()
{
    ++m_faults;
    say(u"the power fails while the journal is written; the program starts again"_s);
    m_desk.crash();
    m_desk.open();
}

void Run::machine(const Step &step)
{
    using Kind = Step::Kind;
    StoreSession &session = m_desk.session();
    const auto open = session.interrupted().jobs();
    switch (step.kind) {
    case Kind::Crash:
        ++m_faults;
        say(u"the program is killed and starts again"_s);
        m_desk.crash();
        m_desk.open();
        break;
    case Kind::Restart:
        say(u"the program is closed and starts again"_s);
        m_watch.crashed(session.history().entries());
        m_desk.close();
        m_desk.open();
        break;
    case Kind::TakeUp:
    case Kind::Discard: {
        if (open.isEmpty())
            return;
        const auto &job = open.at(qsizetype(step.a % quint32(open.size())));
        const Watched *watched = m_watch.watched(job.id);
        const bool discards = step.kind == Kind::Discard;
        say(u"the person %1 %2"_s.arg(discards ? u"leaves it there with"_s : u"takes up"_s,
                                      number(watched ? watched->number : 0)));
        m_desk.act([&] {
            if (discards) {
                m_watch.close(job.id);
                session.interrupted().discard(job.id);
            } else {
                m_watch.reopen(job.id);
                session.interrupted().resume(job.id);
            }
        });
        break;
    }
    case Kind::Harm: {
        Network::Armed armed;
        armed.harm = Harm(1 + step.a % (harmKinds - 1));
        armed.ofWrites = !isOfLists(armed.harm) && step.b % 3 != 0;
        armed.skip = int(step.c % 3);
        m_network.arm(armed);
        say(u"the %1 %2 %3"_s.arg(armed.skip == 0       ? u"next"_s
                                      : armed.skip == 1 ? u"second next"_s
                                                        : u"third next"_s,
                                  armed.ofWrites ? u"write"_s : u"read"_s, wordsOf(armed.harm)));
        break;
    }
    case Kind::Offline:
        ++m_faults;
        say(u"the store cannot be reached"_s);
        m_network.isDown = true;
        break;
    case Kind::Online:
        if (m_network.isDown)
            say(u"the store can be reached again"_s);
        m_network.isDown = false;
        break;
    case Kind::JournalFails:
        ++m_faults;
        theDisk().failingWrites = 1 + int(step.a % 4);
        say(u"the next %1 writes to the journal fail"_s.arg(theDisk().failingWrites));
        break;
    case Kind::JournalTorn:
        theDisk().writesUntilTorn = int(step.a % 12);
        say(u"the power will fail after %1 more writes to the journal"_s.arg(
            theDisk().writesUntilTorn));
        break;
    case Kind::DiskFull:
        ++m_faults;
        say(u"the disk is full"_s);
        theDisk().isFull = true;
        break;
    case Kind::DiskFree:
        if (theDisk().isFull)
            say(u"the disk has room again"_s);
        theDisk().isFull = false;
        break;
    case Kind::ClockJump: {
        ++m_faults;
        const qint64 days = qint64(step.a % 801) - 400;
        theClock().wallOffset += days * day;
        say(u"the clock jumps by %1 days"_s.arg(days));
        break;
    }
    case Kind::Wait: {
        const qint64 ms = 1000 + step.a % 40'000;
        say(u"%1 ms pass"_s.arg(ms));
        m_desk.passTime(ms);
        break;
    }
    default:
        break;
    }
}

} // namespace segmentdesk::simulation
