// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/membershipjob.h"

#include "models/changes/membershipoperations.h"

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
    operations.isKnown = [this](qint32 item) { return isKnownBefore(item); };
    auto engine =
        std::make_unique<BatchEngine>(m_outcome, std::move(items), std::move(operations), nullptr);
    engine->addUnknown(takeUnknown());
    runEngine(std::move(engine), Rows::OfOutcome, [this] { compare(); });
}

void MembershipJob::compare()
{
    if (!wantsReadBack()) {
        conclude();
        return;
    }
    compareMembership(m_plan.segmentId, m_plan.operation == Operation::AddMembers, rowsAsWished(),
                      [this] { conclude(); });
}

} // namespace segmentdesk
