// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/importrun.h"

#include <utility>

namespace segmentdesk {

ImportRun::ImportRun(std::shared_ptr<const ImportPreview> preview) : m_preview(std::move(preview))
{
}

bool ImportRun::isRemoval() const
{
    return m_preview->spec().mode == ImportMode::Remove;
}

qint64 ImportRun::removedCount() const
{
    return m_preview->removedCount();
}

qint64 ImportRun::lostRows(const Options &options) const
{
    // Of those who would change or get a profile, the preview says who is wanted.
    const PlanCounts wanted = m_preview->planCounts();
    qint64 lost = -wanted.willChange - (options.createsProfiles ? wanted.noProfile : 0);
    for (const ImportStatus status :
         {ImportStatus::WillChange, ImportStatus::ByName, ImportStatus::NoProfile,
          ImportStatus::NoSuchCustomer, ImportStatus::Ambiguous, ImportStatus::Damaged,
          ImportStatus::Unreadable})
        lost += m_preview->count(status);
    return lost;
}

ImportRun::Refusal ImportRun::refusal(const Allowed &allowed) const
{
    const ImportPreview::LeavingDoubt doubt = m_preview->leavingDoubt();
    // A file from which nothing comes is no import that was done.
    const bool mayBeEmpty = m_preview->spec().mode == ImportMode::MakeEqual && allowed.emptying;
    if (m_preview->counts().named == 0 && !mayBeEmpty
        && doubt != ImportPreview::LeavingDoubt::NobodyNamed)
        return m_preview->rows().isEmpty() ? Refusal::NoRows : Refusal::NamesNoCustomer;
    switch (doubt) {
    case ImportPreview::LeavingDoubt::None:
        break;
    case ImportPreview::LeavingDoubt::NobodyNamed:
        return allowed.emptying ? Refusal::None : Refusal::WouldEmpty;
    case ImportPreview::LeavingDoubt::UnreadRows:
        // Unreadable rows are not rows without people.
        return allowed.unreadRows ? Refusal::None : Refusal::UnreadRows;
    }
    return Refusal::None;
}

qint64 ImportRun::most(const Options &options) const
{
    return options.triesFirst && m_ran == 0 ? tried : ImportPreview::maxRows;
}

qint64 ImportRun::nextCount(const Options &options) const
{
    if (!isReady())
        return 0;
    const PlanCounts counts = m_preview->planCounts(most(options), m_ran);
    return counts.willChange + (options.createsProfiles ? counts.noProfile : 0);
}

ImportRun::Part ImportRun::takeNext(const Options &options)
{
    const qint64 number = most(options);
    Part part;
    if (options.createsProfiles)
        part.createProfilesFor = m_preview->withoutProfile(number, m_ran);
    if (m_ran == 0)
        part.leaving = m_preview->leavingPlan();
    part.plan = m_preview->plan(number, m_ran);
    m_ran += number;
    return part;
}

ImportRun::Sums ImportRun::sums() const
{
    Sums sums;
    for (const Outcome &outcome : m_outcomes) {
        const OutcomeCounts counts = outcome.counts();
        sums.counts += counts;
        (outcome.operation == Operation::RemoveMembers ? sums.removed : sums.added) +=
            counts.changed;
    }
    return sums;
}

} // namespace segmentdesk
