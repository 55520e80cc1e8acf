// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/membershipjob.h"

#include "models/jobs/membership.h"

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
    operations.wasKnown = [this](qint32 item) {
        return m_plan.items.at(item).effect == Effect::WillChange;
    };
    auto engine = std::make_unique<BatchEngine>(m_outcome, std::move(items), std::move(operations),
                                                nullptr);
    engine->onSettled = [this](qint32 item) { countRow(m_outcome.items.at(item).what); };
    runEngine(std::move(engine), [this] { conclude(); });
}

} // namespace segmentdesk
