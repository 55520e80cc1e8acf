// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/segmentcommands.h"

#include "models/changes/changegroup.h"
#include "models/changes/changejob.h"
#include "models/changes/grouprun.h"
#include "models/changes/planner.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/commandcontext.h"
#include "ui/commands/jobannouncer.h"
#include "ui/commands/preparation.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/confirmemptysegmentdialog.h"
#include "ui/dialogs/confirmmergedialog.h"
#include "ui/dialogs/segmentdialog.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

SegmentCommands::SegmentCommands(CommandContext &context, JobAnnouncer &announcer, QObject *parent)
    : QObject(parent), m_context(context), m_announcer(announcer)
{
}

CountMembers SegmentCommands::counterOf(SegmentId segment) const
{
    return [this, segment](QObject *context, const Callback<qint64> &callback) {
        memberCount(m_context.session().interactive(), segment, context, callback);
    };
}

void SegmentCommands::newSegment(const QString &name, const PeopleSelection &members)
{
    if (m_context.refusesToWrite())
        return;
    auto *dialog = new SegmentDialog(m_context.window());
    dialog->setName(name);
    if (!members.isEmpty())
        dialog->setMemberCount(members.count);
    dialog->setNameTaken(
        [this](const QString &text) { return m_context.segments().idOf(text).has_value(); });
    connect(dialog, &SegmentDialog::createRequested, this,
            [this, dialog, members](const NewSegment &segment) {
                if (members.isEmpty()) {
                    m_announcer.awaitAnswer(
                        m_context.session().run(Planner::planCreateSegment(segment)), dialog);
                    return;
                }
                dialog->storeAccepted(); // its members may take a while to read and to add
                createWith(segment, members);
            });
    CommandContext::openDialog(dialog);
}

void SegmentCommands::createSegment(const QString &name, const PeopleSelection &members)
{
    if (m_context.refusesToWrite())
        return;
    const QString wanted = name.trimmed();
    if (wanted.isEmpty() || wanted.size() > maxSegmentName || m_context.segments().idOf(wanted))
        newSegment(wanted, members);
    else if (members.isEmpty())
        m_context.session().run(Planner::planCreateSegment({wanted, {}}));
    else
        createWith({wanted, {}}, members);
}

/// The segment and its members are one plan, so one entry of the history and one undo.
void SegmentCommands::createWith(const NewSegment &segment, const PeopleSelection &members)
{
    auto *preparation =
        m_context.prepare(tr("Reading the people for %1").arg(words::shown(segment.name)));
    m_context.collect(members, preparation,
                      [this, preparation, segment](const QList<PersonRef> &people) {
                          preparation->deleteLater();
                          Plan plan = Planner::planCreateSegment(segment);
                          QList<PersonRef> &wanted = plan.segments.first().members;
                          wanted.reserve(people.size());
                          for (const PersonRef &person : people) {
                              if (!person.profileId.isNull())
                                  wanted.append(person);
                          }
                          const qint64 left = people.size() - wanted.size();
                          Job *job = m_context.session().run(plan);
                          if (left > 0)
                              m_announcer.setLeftOut(job, left);
                      });
}

void SegmentCommands::editSegment(SegmentId id)
{
    if (m_context.refusesToWrite())
        return;
    const Segment *segment = m_context.segments().segment(id);
    if (!segment)
        return;
    const Segment before = *segment;
    auto *dialog = new SegmentDialog(before, m_context.window());
    dialog->setNameTaken([this, id](const QString &text) {
        const std::optional<SegmentId> other = m_context.segments().idOf(text);
        return other && *other != id;
    });
    connect(dialog, &SegmentDialog::changeRequested, this,
            [this, dialog, before](const SegmentUpdate &update) {
                m_announcer.awaitAnswer(
                    m_context.session().run(Planner::planUpdateSegment(before, update)), dialog);
            });
    m_context.openAbout({id}, dialog);
}

void SegmentCommands::renameSegment(SegmentId id, const QString &name)
{
    if (m_context.refusesToWrite())
        return;
    if (const Segment *segment = m_context.segments().segment(id))
        m_context.session().run(Planner::planUpdateSegment(*segment, {id, name, std::nullopt}));
}

void SegmentCommands::deleteSegment(SegmentId id)
{
    if (m_context.refusesToWrite())
        return;
    const Segment *found = m_context.segments().segment(id);
    if (!found)
        return;
    const Segment segment = *found;
    auto *dialog =
        new ConfirmDeleteSegmentsDialog({segment}, std::nullopt, counterOf(id), m_context.window());
    connect(dialog, &QDialog::accepted, this, [this, segment, dialog] {
        m_context.session().run(ChangeGroup::deleteSegments({segment}, dialog->members()));
    });
    m_context.openAbout({id}, dialog);
}

void SegmentCommands::emptySegment(SegmentId id)
{
    if (m_context.refusesToWrite())
        return;
    const Segment *found = m_context.segments().segment(id);
    if (!found)
        return;
    auto *dialog =
        new ConfirmEmptySegmentDialog(*found, std::nullopt, counterOf(id), m_context.window());
    connect(dialog, &QDialog::accepted, this, [this, id, confirmed = dialog] {
        auto *preparation = m_context.prepare(
            tr("Reading the members of %1").arg(words::shown(m_context.nameOf(id))));
        m_context.planner().planRemoveAll(
            id, m_context.nameOf(id), preparation,
            m_context.planned(preparation, WhatFailed::EmptySegment, {id},
                              [this, number = confirmed->members()](const Plan &plan) {
                                  runEmpty(plan, number);
                              }),
            preparation->progress());
    });
    m_context.openAbout({id}, dialog);
}

void SegmentCommands::runEmpty(const Plan &plan, qint64 confirmed)
{
    // Exactly these people were meant, if it is their number that was typed.
    if (plan.items.size() == confirmed) {
        m_context.run(plan, {});
        return;
    }
    if (plan.items.isEmpty()) {
        m_context.say(tr("%1 has no members any more").arg(words::shown(plan.segmentName)));
        return;
    }
    m_context.say(tr("%1 has %2 now, not %3")
                      .arg(words::shown(plan.segmentName), words::members(plan.items.size()),
                           words::count(confirmed)));
    Segment segment;
    segment.id = plan.segmentId;
    segment.name = plan.segmentName;
    auto *dialog = new ConfirmEmptySegmentDialog(segment, plan.items.size(), CountMembers(),
                                                 m_context.window());
    connect(dialog, &QDialog::accepted, this, [this, plan] { m_context.run(plan, {}); });
    m_context.openAbout({plan.segmentId}, dialog);
}

void SegmentCommands::duplicateSegment(SegmentId id)
{
    if (m_context.refusesToWrite())
        return;
    const Segment *found = m_context.segments().segment(id);
    if (!found)
        return;
    const Segment original = *found;
    auto *dialog = new SegmentDialog(m_context.window());
    dialog->setOriginal(original);
    dialog->setName(freeName(original.name));
    dialog->setNameTaken(
        [this](const QString &text) { return m_context.segments().idOf(text).has_value(); });
    connect(dialog, &SegmentDialog::createRequested, this,
            [this, dialog, original](const NewSegment &segment) {
                dialog->storeAccepted(); // its members may take a while to read
                auto *preparation = m_context.prepare(
                    tr("Reading the members of %1").arg(words::shown(original.name)));
                m_context.planner().planDuplicate(
                    original.id, segment, preparation,
                    m_context.planned(preparation, WhatFailed::CreateSegment, {original.id},
                                      [this](const Plan &plan) { m_context.session().run(plan); }),
                    preparation->progress());
            });
    m_context.openAbout({id}, dialog);
}

/// "VIP copy", "VIP copy 2", …: the first that no segment has.
QString SegmentCommands::freeName(const QString &name) const
{
    const QString stem = name.left(maxSegmentName - 12);
    QString free = tr("%1 copy").arg(stem);
    for (int i = 2; m_context.segments().idOf(free); ++i)
        free = tr("%1 copy %2").arg(stem, QString::number(i));
    return free;
}

void SegmentCommands::mergeInto(SegmentId from, SegmentId target)
{
    if (m_context.refusesToWrite())
        return;
    const Segment *found = m_context.segments().segment(from);
    if (!found || from == target)
        return;
    const Segment source = *found;
    const QString name = m_context.nameOf(target);
    auto *dialog = new ConfirmMergeDialog(source, name, counterOf(from), m_context.window());
    connect(dialog, &QDialog::accepted, this, [this, source, target, name] {
        auto *preparation = m_context.prepare(
            tr("Preparing to merge %1 into %2").arg(words::shown(source.name), words::shown(name)));
        m_context.planner().planAddSegment(
            source.id, target, name, preparation,
            m_context.planned(preparation, WhatFailed::AddMembers, {source.id, target},
                              [this, source](const Plan &plan) {
                                  m_context.session().run(ChangeGroup::merge(plan, source));
                              }),
            preparation->progress());
    });
    m_context.openAbout({from, target}, dialog);
}

} // namespace segmentdesk
