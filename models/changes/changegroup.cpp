// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"

#include "models/changes/journalformat.h"
#include "models/changes/planner.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <utility>

namespace segmentdesk {

namespace {

constexpr quint8 formatVersion = 1;
/// Far more than any group has: a bound for what is read.
constexpr qint32 maxParts = 100'000;

ChangePart partOf(const Plan &plan)
{
    ChangePart part;
    part.plan = plan;
    return part;
}

/// Makes profiles for customers, and puts them into a segment by the same job.
Plan profilesInto(const QList<CustomerId> &customers, const Segment &segment)
{
    Plan create;
    create.operation = Operation::CreateProfiles;
    SegmentChange into;
    into.before = segment;
    into.after = segment;
    for (const CustomerId customer : customers) {
        create.items.append({customer, {}, Effect::WillChange});
        into.members.append({customer, {}});
    }
    create.segments.append(into);
    return create;
}

} // namespace

ChangeGroup ChangeGroup::of(const Plan &plan, JobFacts::Purpose purpose)
{
    ChangeGroup group;
    group.kind = plan.step.kind;
    group.purpose = purpose;
    group.parts.append(partOf(plan));
    return group;
}

ChangeGroup ChangeGroup::of(const QList<Plan> &plans, Step::Kind kind)
{
    ChangeGroup group;
    group.kind = kind;
    for (const Plan &plan : plans)
        group.parts.append(partOf(plan));
    return group;
}

ChangeGroup ChangeGroup::move(const Plan &adding, const Segment &from,
                              const QList<CustomerId> &createProfilesFor)
{
    ChangeGroup group = of(QList<Plan>{adding}, Step::Kind::Move);
    if (!createProfilesFor.isEmpty()) {
        Segment into;
        into.id = adding.segmentId;
        into.name = adding.segmentName;
        group.parts.append(partOf(profilesInto(createProfilesFor, into)));
    }
    ChangePart leaving;
    leaving.rule = ChangePart::Rule::TakeOutCarried;
    leaving.carrier = 0;
    leaving.plan.operation = Operation::RemoveMembers;
    leaving.plan.segmentId = from.id;
    leaving.plan.segmentName = from.name;
    for (const PlanItem &item : adding.items) {
        if (item.person().hasProfile())
            leaving.plan.items.append({item.customerId, item.profileId, Effect::Unknown});
    }
    group.parts.append(leaving);
    return group;
}

ChangeGroup ChangeGroup::merge(const Plan &adding, const Segment &source)
{
    ChangeGroup group = of(QList<Plan>{adding}, Step::Kind::Merge);
    ChangePart deletion = partOf(Planner::planDeleteSegments({source}));
    deletion.rule = ChangePart::Rule::DeleteCarried;
    deletion.carrier = 0;
    group.parts.append(deletion);
    return group;
}

ChangeGroup ChangeGroup::makeEqual(const Plan &adding, const QList<CustomerId> &createProfilesFor,
                                   const Segment &segment, const Plan &leaving)
{
    QList<Plan> plans;
    if (adding.counts().willChange > 0)
        plans.append(adding);
    if (!createProfilesFor.isEmpty())
        plans.append(profilesInto(createProfilesFor, segment));
    if (!leaving.isEmpty())
        plans.append(leaving);
    return of(plans, leaving.isEmpty() ? Step::Kind::AddWithProfiles : Step::Kind::MakeEqual);
}

ChangeGroup ChangeGroup::deleteSegments(const QList<Segment> &segments, qint64 confirmed)
{
    ChangeGroup group = of(Planner::planDeleteSegments(segments));
    group.parts.first().confirmed = segments.size() == 1 ? confirmed : -1;
    return group;
}

bool ChangeGroup::isEmpty() const
{
    // Who moves leaves the other segment, also if already a member of the new one.
    return std::all_of(parts.cbegin(), parts.cend(),
                       [](const ChangePart &part) { return part.plan.isEmpty(); });
}

qint64 ChangeGroup::requests() const
{
    qint64 number = 0;
    for (const ChangePart &part : parts) {
        number += part.plan.requests();
        if (part.rule == ChangePart::Rule::TakeOutCarried)
            number += requestsForRows(part.plan.items.size());
        else if (part.rule == ChangePart::Rule::DeleteCarried && part.carrier >= 0)
            number += 2 * requestsForRows(parts.at(part.carrier).plan.items.size());
    }
    return number;
}

std::optional<Segment> ChangeGroup::from() const
{
    for (const ChangePart &part : parts) {
        if (part.rule == ChangePart::Rule::DeleteCarried && !part.plan.segments.isEmpty())
            return part.plan.segments.first().before;
        if (part.rule == ChangePart::Rule::TakeOutCarried) {
            Segment segment;
            segment.id = part.plan.segmentId;
            segment.name = part.plan.segmentName;
            return segment;
        }
    }
    return std::nullopt;
}

QByteArray toBytes(const ChangeGroup &group)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << formatVersion << static_cast<qint32>(recordFormat) << group.id
        << static_cast<quint8>(group.kind) << static_cast<quint8>(group.purpose)
        << static_cast<qint32>(group.parts.size());
    for (const ChangePart &part : group.parts) {
        out << toBytes(part.plan) << static_cast<quint8>(part.rule) << part.carrier
            << part.confirmed << part.membersOnly << part.change;
    }
    return bytes;
}

std::optional<ChangeGroup> groupFrom(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    ChangeGroup group;
    quint8 version = 0;
    quint8 kind = 0;
    quint8 purpose = 0;
    qint32 parts = 0;
    in >> version;
    if (version != formatVersion)
        return std::nullopt;
    qint32 planFormat = 0;
    in >> planFormat >> group.id >> kind >> purpose >> parts;
    if (in.status() != QDataStream::Ok || parts < 0 || parts > maxParts
        || kind > static_cast<quint8>(Step::Kind::Restore)
        || purpose > static_cast<quint8>(JobFacts::Purpose::Resumed))
        return std::nullopt;
    group.kind = static_cast<Step::Kind>(kind);
    group.purpose = static_cast<JobFacts::Purpose>(purpose);
    for (qint32 i = 0; i < parts; ++i) {
        ChangePart part;
        QByteArray plan;
        quint8 rule = 0;
        in >> plan >> rule >> part.carrier >> part.confirmed >> part.membersOnly >> part.change;
        std::optional<Plan> read = planFrom(plan, planFormat);
        if (in.status() != QDataStream::Ok || !read || part.carrier < -1 || part.carrier >= i
            || rule > static_cast<quint8>(ChangePart::Rule::DeleteCarried)
            || (rule != 0 && part.carrier < 0))
            return std::nullopt;
        part.plan = std::move(*read);
        part.rule = static_cast<ChangePart::Rule>(rule);
        group.parts.append(std::move(part));
    }
    if (!in.atEnd())
        return std::nullopt;
    return group;
}

} // namespace segmentdesk
