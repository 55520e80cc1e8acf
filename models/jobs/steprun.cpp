// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/steprun.h"

namespace segmentdesk {

StepRun::StepRun(QList<Plan> plans, const Step &step, QObject *parent)
    : QObject(parent),
      m_plans(std::make_move_iterator(plans.begin()), std::make_move_iterator(plans.end())),
      m_step(step)
{
}

std::optional<Plan> StepRun::next()
{
    while (!m_plans.empty()) {
        Plan plan = std::move(m_plans.front());
        m_plans.pop_front();
        plan.step = m_step;
        if (plan.operation == Operation::AddMembers) {
            for (PlanItem &item : plan.items) {
                const ProfileId made = m_made.value(item.customerId);
                if (item.effect == Effect::NoProfile && !made.isNull()) {
                    item.profileId = made;
                    item.effect = Effect::WillChange;
                }
            }
        } else if (plan.operation == Operation::CreateSegment) {
            for (SegmentChange &change : plan.segments) {
                for (PersonRef &member : change.members) {
                    if (!member.hasProfile())
                        member.profileId = m_made.value(member.customerId);
                }
                // Whoever could not be given a profile cannot be a member; that job told why.
                change.members.removeIf(
                    [](const PersonRef &member) { return !member.hasProfile(); });
            }
        }
        if (!plan.isEmpty())
            return plan;
    }
    return std::nullopt;
}

void StepRun::take(const ChangeJob &job)
{
    if (const Outcome *outcome = job.outcome()) {
        if (outcome->operation == Operation::CreateProfiles) {
            for (const OutcomeItem &item : outcome->items) {
                if (!item.profileId.isNull())
                    m_made.insert(item.customerId, item.profileId);
            }
        }
        m_outcomes.append(*outcome);
    }
    m_end = std::max(m_end, job.end());
    if (job.end() == End::Failed || job.end() == End::Cancelled)
        m_plans.clear();
}

} // namespace segmentdesk
