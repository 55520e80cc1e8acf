// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/membercommands.h"

#include "models/changes/grouprun.h"
#include "models/csv/pastedtable.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/commandcontext.h"
#include "ui/commands/filecommands.h"
#include "ui/commands/preparation.h"
#include "ui/commands/segmentcommands.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/applysearchdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/people/peoplesources.h"
#include "ui/people/peoplesuggestions.h"
#include "ui/segments/gonesegments.h"
#include "ui/selection/peoplemimedata.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

MemberCommands::MemberCommands(CommandContext &context, SegmentCommands &segments,
                               FileCommands &files, QObject *parent)
    : QObject(parent), m_context(context), m_segments(segments), m_files(files)
{
}

void MemberCommands::addTo(SegmentId target, const PeopleSelection &selection)
{
    if (m_context.refusesToWrite())
        return;
    if (selection.isEmpty())
        return;
    const QString name = m_context.nameOf(target);
    auto *preparation = m_context.prepare(
        tr("Preparing to add %1 to %2").arg(words::people(selection.count), words::shown(name)));
    m_context.collect(selection, preparation,
                      [this, preparation, target, name](const QList<PersonRef> &people) {
                          m_context.planner().planAdd(
                              target, name, people, preparation,
                              m_context.planned(preparation, WhatFailed::AddMembers, {target},
                                                [this](const Plan &plan) { runOrShow(plan); }),
                              preparation->progress());
                      });
}

void MemberCommands::moveTo(SegmentId target, const PeopleSelection &selection)
{
    if (m_context.refusesToWrite())
        return;
    // First in, then out, so that each is in one of them.
    const Segment *from = m_context.segments().segment(selection.place.segment);
    if (!from || from->id == target || selection.isEmpty())
        return;
    const QString name = m_context.nameOf(target);
    auto *preparation = m_context.prepare(
        tr("Preparing to move %1 to %2").arg(words::people(selection.count), words::shown(name)));
    m_context.collect(
        selection, preparation,
        [this, preparation, target, name, from = *from](const QList<PersonRef> &people) {
            m_context.planner().planAdd(
                target, name, people, preparation,
                m_context.planned(
                    preparation, WhatFailed::AddMembers, {target},
                    [this, from](const Plan &plan) { runOrShow(plan, maxQuickPlanItems, from); }),
                preparation->progress());
        });
}

void MemberCommands::addSegmentTo(SegmentId from, SegmentId target)
{
    if (m_context.refusesToWrite())
        return;
    const QString name = m_context.nameOf(target);
    auto *preparation =
        m_context.prepare(tr("Preparing to add the members of %1 to %2")
                              .arg(words::shown(m_context.nameOf(from)), words::shown(name)));
    m_context.planner().planAddSegment(
        from, target, name, preparation,
        m_context.planned(preparation, WhatFailed::AddMembers, {from, target},
                          [this](const Plan &plan) { runOrShow(plan, maxQuickSegment); }),
        preparation->progress());
}

void MemberCommands::drop(const PeopleMimeData &data, SegmentId target, bool move)
{
    if (!data.segment().isNull() && move)
        m_segments.mergeInto(data.segment(), target);
    else if (!data.segment().isNull())
        addSegmentTo(data.segment(), target);
    else if (move)
        moveTo(target, data.selection());
    else
        addTo(target, data.selection());
}

void MemberCommands::remove(const PeopleSelection &selection)
{
    if (m_context.refusesToWrite())
        return;
    if (selection.isEmpty() || !selection.place.isSegment())
        return;
    const SegmentId segment = selection.place.segment;
    const QString name = m_context.nameOf(segment);
    if (selection.isWholePlace() && selection.count > 1) {
        m_segments.emptySegment(segment);
        return;
    }
    auto *preparation =
        m_context.prepare(tr("Preparing to remove %1 from %2")
                              .arg(words::people(selection.count), words::shown(name)));
    m_context.collect(
        selection, preparation,
        [this, preparation, segment, name,
         count = selection.count](const QList<PersonRef> &people) {
            // Of another number than was seen when it was chosen, the plan is shown first.
            const qsizetype quick = people.size() == count ? maxQuickPlanItems : 0;
            m_context.planner().planRemove(
                segment, name, people, preparation,
                m_context.planned(preparation, WhatFailed::RemoveMembers, {segment},
                                  [this, quick](const Plan &plan) { runOrShow(plan, quick); }),
                preparation->progress());
        });
}

void MemberCommands::removePerson(const PersonRef &person, SegmentId segment)
{
    if (m_context.refusesToWrite())
        return;
    Plan plan;
    plan.operation = Operation::RemoveMembers;
    plan.segmentId = segment;
    plan.segmentName = m_context.nameOf(segment);
    plan.items.append({person.customerId, person.profileId, Effect::Unknown});
    m_context.session().run(plan);
}

void MemberCommands::addPerson(const PersonRef &person, SegmentId segment)
{
    if (m_context.refusesToWrite())
        return;
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = segment;
    plan.segmentName = m_context.nameOf(segment);
    plan.items.append({person.customerId, person.profileId, Effect::Unknown});
    m_context.session().run(plan);
}

void MemberCommands::applySearch(const QString &searchName, const PeopleSelection &found,
                                 SegmentId target)
{
    if (m_context.refusesToWrite())
        return;
    const QString name = m_context.nameOf(target);
    auto *preparation =
        m_context.prepare(tr("Comparing %1 with the search").arg(words::shown(name)));
    // What is found decides who goes out: the copy is brought up to date first, and its age is
    // said.
    m_context.session().mirrorUpdater().refresh(
        preparation, [this, preparation, target, name, searchName, found](bool) {
            m_context.collect(
                found, preparation,
                [this, preparation, target, name, searchName](const QList<PersonRef> &people) {
                    // Who is a member now is asked of the store, whatever the copy says.
                    m_context.planner().planRemoveAll(
                        target, name, preparation,
                        [this, preparation, target, name, searchName,
                         people](const Result<Plan> &plan) {
                            if (!plan) {
                                m_context.planFailed(preparation, plan.error(),
                                                     WhatFailed::ReadMembers, {target});
                                return;
                            }
                            preparation->deleteLater();
                            showApply(searchName, *plan, people);
                        },
                        preparation->progress());
                });
        });
}

void MemberCommands::showApply(const QString &searchName, const Plan &members,
                               const QList<PersonRef> &found)
{
    QSet<ProfileId> isMember;
    for (const PlanItem &item : members.items)
        isMember.insert(item.profileId);
    Plan in;
    in.operation = Operation::AddMembers;
    in.segmentId = members.segmentId;
    in.segmentName = members.segmentName;
    QSet<ProfileId> wanted;
    for (const PersonRef &person : found) {
        if (person.hasProfile() && wanted.contains(person.profileId))
            continue;
        Effect effect = Effect::WillChange;
        if (!person.hasProfile())
            effect = Effect::NoProfile;
        else if (isMember.contains(person.profileId))
            effect = Effect::NothingToDo;
        in.items.append({person.customerId, person.profileId, effect});
        wanted.insert(person.profileId);
    }
    Plan out;
    out.operation = Operation::RemoveMembers;
    out.segmentId = members.segmentId;
    out.segmentName = members.segmentName;
    for (const PlanItem &item : members.items) {
        if (!wanted.contains(item.profileId))
            out.items.append(item);
    }
    const PlanCounts comes = in.counts();
    if (comes.willChange == 0 && comes.noProfile == 0 && out.items.isEmpty()) {
        m_context.say(
            tr("%1 already has exactly these people").arg(words::shown(members.segmentName)));
        return;
    }
    auto *dialog = new ApplySearchDialog(searchName, in, out, members.items.size(),
                                         customerLookup(m_context.session().interactive()),
                                         m_context.session().traffic(), m_context.window());
    if (const Mirror *copy = m_context.session().mirror())
        dialog->setCopyReadAt(copy->readAt());
    connect(dialog, &ApplySearchDialog::runRequested, this,
            [this](const Plan &adds, const QList<CustomerId> &createProfilesFor,
                   const Plan &removes) { m_context.run(adds, createProfilesFor, removes); });
    m_context.openAbout({members.segmentId}, dialog);
}

void MemberCommands::runOrShow(const Plan &plan, qsizetype quick,
                               const std::optional<Segment> &from)
{
    const PlanCounts counts = plan.counts();
    if (counts.willChange == 0 && counts.noProfile == 0 && !from) {
        m_context.say(plan.operation == Operation::AddMembers
                          ? tr("Everyone is already in %1").arg(words::shown(plan.segmentName))
                          : tr("None of them is in %1").arg(words::shown(plan.segmentName)));
        return;
    }
    const auto go = [this, from](const Plan &chosen, const QList<CustomerId> &create) {
        if (from)
            m_context.session().run(ChangeGroup::move(chosen, *from, create));
        else
            m_context.run(chosen, create);
    };
    if (counts.total() <= quick && counts.noProfile == 0) {
        go(plan, {});
        return;
    }
    auto *dialog = new PlanDialog(plan, customerLookup(m_context.session().interactive()),
                                  m_context.session().traffic(), m_context.window());
    if (from)
        dialog->setMovingFrom(*from);
    connect(dialog, &PlanDialog::runRequested, this, go);
    connect(dialog, &PlanDialog::saveRequested, &m_context, &CommandContext::savePlan);
    m_context.openAbout({plan.segmentId}, dialog);
}

void MemberCommands::addPeople(SegmentId target, const QString &text)
{
    if (m_context.refusesToWrite())
        return;
    // Several columns are a file that was not saved.
    if (const std::optional<QByteArray> table = pastedTable(text)) {
        m_files.importText(target, *table);
        return;
    }
    const QString name = m_context.nameOf(target);
    AddPeopleDialog::Steps steps;
    steps.resolve = [this](const QStringList &texts, QObject *context,
                           const Callback<Resolved> &callback, const Progress &progress) {
        m_context.planner().resolve(texts, context, callback, progress);
    };
    steps.plan = [this, target, name](const QList<PersonRef> &people, QObject *context,
                                      const Callback<Plan> &callback, const Progress &progress) {
        const auto answered = [this, target, callback](const Result<Plan> &plan) {
            if (!plan && plan.error().kind == ApiError::Kind::NotFound)
                m_context.gone().look({target});
            callback(plan);
        };
        m_context.planner().planAdd(target, name, people, context, answered, progress);
    };
    steps.lookup = customerLookup(m_context.session().interactive());
    if (m_context.sources() && m_context.sources()->isComplete())
        steps.suggest = suggestions(*m_context.sources());
    auto *dialog =
        new AddPeopleDialog(name, steps, m_context.session().traffic(), m_context.window());
    connect(dialog, &AddPeopleDialog::addRequested, this,
            [this](const Plan &chosen, const QList<CustomerId> &create) {
                m_context.run(chosen, create);
            });
    connect(dialog, &AddPeopleDialog::saveRequested, &m_context, &CommandContext::savePlan);
    connect(dialog, &AddPeopleDialog::tablePasted, this,
            [this, target](const QByteArray &table) { m_files.importText(target, table); });
    m_context.openAbout({target}, dialog);
    if (!text.isEmpty())
        dialog->check(text);
}

} // namespace segmentdesk
