// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/membershipjob.h"

#include "models/changes/membershipoperations.h"
#include "models/changes/provenstate.h"

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
    const bool adding = m_plan.operation == Operation::AddMembers;
    const JobFacts::Purpose purpose = facts().purpose;
    // What is taken back or made again is proven to be the other way round.
    const bool isTurned = purpose == JobFacts::Purpose::Undo || purpose == JobFacts::Purpose::Redo;
    const auto doubt = [this, adding, isTurned](ProfileId profile, bool isMember) {
        if (isTurned && isMember == adding)
            return true;
        const Proof proof = proven() ? proven()->isMember(m_plan.segmentId, profile) : Proof::None;
        return proof != Proof::None && proof != (isMember ? Proof::So : Proof::NotSo);
    };
    auto operations = membershipOperations(m_api, m_outcome, m_plan.segmentId, adding, doubt);
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
