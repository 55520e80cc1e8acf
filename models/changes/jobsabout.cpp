// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/jobsabout.h"

#include "models/changes/journal.h"
#include "models/domain/plan.h"

#include <algorithm>

namespace segmentdesk {

void PeopleSought::add(const PersonRef &person)
{
    if (person.customerId != CustomerId())
        customers.insert(person.customerId);
    if (person.hasProfile())
        profiles.insert(person.profileId);
}

bool PeopleSought::isAbout(const PersonRef &person) const
{
    return customers.contains(person.customerId)
        || (person.hasProfile() && profiles.contains(person.profileId));
}

bool PeopleSought::isAbout(const Plan &plan) const
{
    const auto sought = [this](const PersonRef &person) { return isAbout(person); };
    return std::any_of(plan.items.cbegin(), plan.items.cend(),
                       [this](const PlanItem &item) {
                           return isAbout(PersonRef{item.customerId, item.profileId});
                       })
        || std::any_of(plan.segments.cbegin(), plan.segments.cend(),
                       [&sought](const SegmentChange &segment) {
                           return std::any_of(segment.members.cbegin(), segment.members.cend(),
                                              sought);
                       })
        || (!text.isEmpty()
            && std::any_of(plan.notFoundTexts.cbegin(), plan.notFoundTexts.cend(),
                           [this](const QString &entry) {
                               return entry.contains(text, Qt::CaseInsensitive);
                           }));
}

bool PeopleSought::isAbout(const JournaledJob &job) const
{
    const auto sought = [this](const PersonRef &person) { return isAbout(person); };
    // A profile that was made has its id in the result only.
    return isAbout(job.plan)
        || std::any_of(job.results.cbegin(), job.results.cend(),
                       [this](const ItemResult &result) {
                           return !result.profileId.isNull() && profiles.contains(result.profileId);
                       })
        || std::any_of(job.segments.cbegin(), job.segments.cend(),
                       [&sought](const JournaledJob::SegmentState &segment) {
                           const QList<PersonRef> &members = segment.outcome.change.members;
                           return std::any_of(members.cbegin(), members.cend(), sought);
                       });
}

JobsAbout::JobsAbout(Journal &journal, const PeopleSought &people, const QList<qint64> &jobs,
                     QObject *parent)
    : QObject(parent), m_journal(journal), m_people(people), m_jobs(jobs)
{
}

void JobsAbout::start()
{
    QMetaObject::invokeMethod(this, &JobsAbout::next, Qt::QueuedConnection);
}

void JobsAbout::next()
{
    if (m_next >= m_jobs.size()) {
        Q_EMIT finished();
        return;
    }
    const qint64 id = m_jobs.at(m_next);
    ++m_next;
    m_journal.load(id, this, [this, id](const QList<JournaledJob> &jobs, const QString &) {
        if (!jobs.isEmpty() && m_people.isAbout(jobs.first()))
            Q_EMIT found(id);
        next();
    });
}

} // namespace segmentdesk
