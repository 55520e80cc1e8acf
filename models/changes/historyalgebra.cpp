// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/historyalgebra.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace segmentdesk {

namespace {

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

} // namespace

HistoryItem HistoryItem::of(HistoryChange change, const QDateTime &at)
{
    HistoryItem item;
    item.entry.facts = factsOf(change);
    item.entry.at = at;
    item.entry.makesNewIds = change.operation == Operation::DeleteSegments
        || change.operation == Operation::DeleteProfiles;
    item.change = std::move(change);
    return item;
}

HistoryChange inverted(HistoryChange change)
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

HistoryChange changeOf(const Outcome &outcome)
{
    HistoryChange change;
    change.operation = outcome.operation;
    change.step = outcome.step;
    if (outcome.job != 0)
        change.jobs.append(outcome.job);
    change.segmentId = outcome.segmentId;
    change.segmentName = outcome.segmentName;
    if (!isOfSegments(outcome.operation))
        change.people = outcome.people(ItemStatus::Changed);
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
            if (segment.what == ItemStatus::Changed)
                change.segments.append(segment.change);
        }
    }
    return change;
}

HistoryChange without(HistoryChange wanted, const HistoryChange &done)
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

Plan planOf(const HistoryChange &wanted)
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

JobFacts factsOf(const HistoryChange &change)
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

History::Entry mergedEntry(const std::deque<HistoryItem> &items, qsizetype last, qsizetype *first)
{
    const auto at = [&items](qsizetype i) -> const HistoryItem & {
        return items.at(static_cast<size_t>(i));
    };
    const Step step = at(last).change.step;
    qsizetype from = last;
    while (step.id != 0 && from > 0 && at(from - 1).change.step == step)
        --from;
    // Undone changes lie the other way round: the first of the step was undone last.
    const bool undone = at(last).entry.undone;
    const HistoryItem &oldest = at(undone ? last : from);
    History::Entry entry = oldest.entry;
    entry.step = step;
    for (qsizetype i = from; i <= last; ++i) {
        const HistoryItem &part = at(i);
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

} // namespace segmentdesk
