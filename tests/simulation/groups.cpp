// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps of several changes: what is planned from the store first, and run when the plan is there.

#include "models/changes/changegroup.h"
#include "models/changes/planner.h"
#include "tests/simulation/run.h"

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

void Run::severalChanges(const Step &step)
{
    using Kind = Step::Kind;
    StoreSession &session = m_desk.session();
    const auto from = segment(step.a);
    const auto to = segment(step.a + 1 + step.b % 3);
    if (!from || !to)
        return;
    const Segment source = segmentOf(*from);
    const Segment target = segmentOf(*to);
    const auto confirmLeaving = [this](const Plan &plan) {
        for (const PlanItem &item : plan.items) {
            m_watch.confirm(u"leave\t"_s + plan.segmentId.toString() + u'\t'
                            + item.profileId.toString());
        }
    };
    switch (step.kind) {
    case Kind::Move: {
        const std::vector<modelstore::Id> who = pick(m_store.members(*from), step.c, 4);
        if (who.empty() || *from == *to)
            return;
        Plan plan;
        plan.operation = Operation::AddMembers;
        plan.segmentId = target.id;
        plan.segmentName = target.name;
        QStringList names;
        for (const PersonRef &person : people(who)) {
            plan.items.append({person.customerId, person.profileId, Effect::Unknown});
            m_watch.confirm(u"leave\t"_s + *from + u'\t' + person.profileId.toString());
            names.append(QString::number(toNumber(person.customerId)));
        }
        say(u"the person moves %1 from %2 to %3"_s.arg(names.join(u", "), segmentName(*from),
                                                       segmentName(*to)));
        m_watch.carry({*from, *to, false});
        m_desk.act([&] { session.run(ChangeGroup::move(plan, source)); });
        break;
    }
    case Kind::Merge:
        if (*from == *to)
            return;
        say(u"the person merges %1 into %2"_s.arg(segmentName(*from), segmentName(*to)));
        m_desk.act([&] {
            Planner(session.background())
                .planAddSegment(
                    source.id, target.id, target.name, &session,
                    [this, source, from = *from, to = *to, session = &session](Result<Plan> plan) {
                        if (!plan)
                            return;
                        m_watch.confirm(u"delete\t"_s + from);
                        m_watch.carry({from, to, true});
                        session->run(ChangeGroup::merge(*plan, source));
                    });
        });
        break;
    case Kind::Duplicate: {
        const QString name = newName(step.b);
        say(u"the person makes \"%1\" with the members of %2"_s.arg(name, segmentName(*from)));
        m_desk.act([&] {
            Planner(session.background())
                .planDuplicate(source.id, {name, {}}, &session,
                               [session = &session](Result<Plan> plan) {
                                   if (plan)
                                       session->run(*plan);
                               });
        });
        break;
    }
    case Kind::Empty:
        say(u"the person empties %1"_s.arg(segmentName(*from)));
        m_desk.act([&] {
            Planner(session.background())
                .planRemoveAll(source.id, source.name, &session,
                               [confirmLeaving, session = &session](Result<Plan> plan) {
                                   if (!plan || plan->isEmpty())
                                       return;
                                   confirmLeaving(*plan);
                                   session->run(*plan);
                               });
        });
        break;
    case Kind::MakeEqual: {
        const std::set<modelstore::Id> members = m_store.members(*from);
        const std::vector<modelstore::Id> wanted = pick(profiles(), step.c, 8);
        Plan joining;
        joining.operation = Operation::AddMembers;
        joining.segmentId = source.id;
        joining.segmentName = source.name;
        Plan leaving = joining;
        leaving.operation = Operation::RemoveMembers;
        std::set<modelstore::Id> others = members;
        for (const modelstore::Id &profile : wanted)
            others.erase(profile);
        for (const PersonRef &person : people(wanted)) {
            joining.items.append({person.customerId, person.profileId,
                                  members.contains(person.profileId.toString())
                                      ? Effect::NothingToDo
                                      : Effect::WillChange});
        }
        for (const PersonRef &person :
             people(std::vector<modelstore::Id>(others.begin(), others.end())))
            leaving.items.append({person.customerId, person.profileId, Effect::WillChange});
        confirmLeaving(leaving);
        say(u"the person makes %1 equal to a list of %2"_s.arg(segmentName(*from))
                .arg(wanted.size()));
        m_desk.act([&] { session.run(ChangeGroup::makeEqual(joining, {}, source, leaving)); });
        break;
    }
    default:
        break;
    }
}

} // namespace segmentdesk::simulation
