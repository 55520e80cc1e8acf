// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of a RestorePreview's findings is chosen, as totals and as plans.

#include "models/backup/restorepreview.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"

#include <algorithm>
#include <utility>

namespace segmentdesk {

namespace {

/// Members of new segments in one change, so that no change has more people than a plan takes.
constexpr qsizetype membersAtOnce = maxPlanItems / 2;

} // namespace

bool RestoreTotals::canBeUndone() const
{
    return joining + leaving + profiles <= History::maxPeople;
}

RestoreTotals RestorePreview::totals(const RestoreChoice &choice) const
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

QList<Plan> RestorePreview::plans(const RestoreChoice &choice) const
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

ChangeGroup RestorePreview::group(const RestoreChoice &choice) const
{
    return ChangeGroup::of(plans(choice), Step::Kind::Restore);
}

} // namespace segmentdesk
