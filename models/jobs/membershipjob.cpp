// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/membershipjob.h"

#include "models/jobs/completelist.h"
#include "models/jobs/livesources.h"
#include "models/jobs/membership.h"

#include <memory>

namespace segmentdesk {

MembershipJob::MembershipJob(StoreApi &api, const Plan &plan, QObject *parent)
    : ChangeJob(api, plan, parent)
{
    Q_ASSERT(plan.operation == Operation::AddMembers || plan.operation == Operation::RemoveMembers);
}

MembershipJob::~MembershipJob() = default;

void MembershipJob::doStart()
{
    QList<qint32> items = prepareItems();
    setPhase(Phase::Working);
    auto operations = membershipOperations(m_api, m_outcome, m_plan.segmentId,
                                           m_plan.operation == Operation::AddMembers);
    operations.isKnown = [this](qint32 item) {
        return m_plan.items.at(item).effect == Effect::WillChange;
    };
    auto engine =
        std::make_unique<BatchEngine>(m_outcome, std::move(items), std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    runEngine(std::move(engine), Rows::OfOutcome, [this] { compare(); });
}

void MembershipJob::compare()
{
    if (!wantsReadBack() || m_plan.items.size() <= maxQuickPlanItems) {
        conclude();
        return;
    }
    setPhase(Phase::Checking);
    readComplete<Person>(membersSource(m_api, m_plan.segmentId), readingContext(),
                         [this](const Result<CompleteList<Person>> &members) {
                             if (members) {
                                 QSet<ProfileId> there;
                                 for (const Person &person : *members)
                                     there.insert(person.profile->id);
                                 compareWith(there);
                             }
                             conclude(); // what could not be read back was written nevertheless
                         });
}

void MembershipJob::compareWith(const QSet<ProfileId> &members)
{
    const bool wanted = m_plan.operation == Operation::AddMembers;
    ReadBack &readBack = m_outcome.readBack;
    readBack.done = true;
    for (const OutcomeItem &item : std::as_const(m_outcome.items)) {
        if (item.what != What::Changed && item.what != What::NothingToDo)
            continue;
        ++readBack.expected;
        if (members.contains(item.profileId) == wanted)
            ++readBack.found;
        else if (readBack.different.size() < ReadBack::maxDifferent)
            readBack.different.append(item.person());
    }
}

} // namespace segmentdesk
