// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What GroupRun looks at before a part that loses something.

#include "models/changes/groupcheck.h"
#include "models/changes/groupjournal.h"
#include "models/changes/grouprun.h"
#include "models/jobs/jobqueue.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QSet<ProfileId> idsOf(const QList<PersonRef> &people)
{
    QSet<ProfileId> ids;
    ids.reserve(people.size());
    for (const PersonRef &person : people)
        ids.insert(person.profileId);
    return ids;
}

} // namespace

void GroupRun::check(ChangeJob *job, QObject *context)
{
    switch (part().rule) {
    case ChangePart::Rule::AsPlanned:
        checkMembers(job, context);
        break;
    case ChangePart::Rule::TakeOutCarried:
        checkTakingOut(job, context);
        break;
    case ChangePart::Rule::DeleteCarried:
        checkDeletion(job, context);
        break;
    }
}

/// What cannot be looked at now: it waits, or ends where waiting does not help.
void GroupRun::couldNotLook(ChangeJob *job, const ApiError &error)
{
    if (error.isTransient() || error.kind == ApiError::Kind::Unauthorized)
        job->hold({JobError::Kind::Store, error, {}});
    else if (error.kind == ApiError::Kind::NotFound)
        job->refuse({JobError::Kind::SegmentGone, error, {}});
    else
        job->refuse({JobError::Kind::Store, error, {}});
}

void GroupRun::go(ChangeJob *job, const Plan &plan, const QSet<ProfileId> &leftOut)
{
    m_question.reset();
    if (m_isSaved)
        m_desk.groups.link(m_group.id, static_cast<qint32>(m_part), job->journalId());
    ApiError reason;
    reason.kind = ApiError::Kind::NotFound;
    if (!leftOut.isEmpty()) {
        reason.title = u"not in %1 any more, so not removed here"_s.arg(carried().name);
    }
    job->go(plan, leftOut, reason);
}

/// Many are to be removed: who is still there is known from one look at the segment.
void GroupRun::checkMembers(ChangeJob *job, QObject *context)
{
    QList<ProfileId> people;
    for (const PlanItem &item : job->plan().items) {
        if (item.effect == Effect::Unknown)
            people.append(item.profileId);
    }
    membersAmong(m_desk.api, job->plan().segmentId, people, context,
                 [this, job](const Result<QSet<ProfileId>> &there) {
                     if (!there) {
                         couldNotLook(job, there.error());
                         return;
                     }
                     Plan plan = job->plan();
                     for (PlanItem &item : plan.items) {
                         if (item.effect == Effect::Unknown)
                             item.effect = there->contains(item.profileId) ? Effect::WillChange
                                                                           : Effect::NothingToDo;
                     }
                     go(job, plan);
                 });
}

/// Who is to leave the one segment must be in the other.
void GroupRun::checkTakingOut(ChangeJob *job, QObject *context)
{
    const Carried all = carried();
    QList<ProfileId> people;
    for (const PlanItem &item : job->plan().items) {
        if (all.wished.contains(item.profileId))
            people.append(item.profileId);
    }
    membersAmong(m_desk.api, all.segment, people, context,
                 [this, job, people](const Result<QSet<ProfileId>> &there) {
                     if (!there) {
                         couldNotLook(job, there.error());
                         return;
                     }
                     QSet<ProfileId> leftOut(people.cbegin(), people.cend());
                     leftOut.subtract(*there);
                     go(job, job->plan(), leftOut);
                 });
}

/// Everyone in the segment that is to be deleted must be in the other.
void GroupRun::checkDeletion(ChangeJob *job, QObject *context)
{
    const Carried all = carried();
    compareMembers(m_desk.api, job->plan().segments.constFirst().before.id, all.segment, context,
                   [this, job](const Result<Crossing> &crossing) {
                       if (crossing)
                           crossed(job, *crossing);
                       else
                           couldNotLook(job, crossing.error());
                   });
}

void GroupRun::crossed(ChangeJob *job, const Crossing &crossing)
{
    const Segment segment = job->plan().segments.constFirst().before;
    const QSet<ProfileId> accepted = m_mayGo.value(segment.id);
    QList<PersonRef> lost = crossing.missing;
    lost.removeIf(
        [&accepted](const PersonRef &person) { return accepted.contains(person.profileId); });
    if (lost.isEmpty()) {
        m_mayGo.insert(segment.id, accepted + idsOf(crossing.members));
        go(job, job->plan());
        return;
    }
    if (m_carries < maxCarries && accepted.isEmpty()) {
        ++m_carries;
        carryOver(job, lost);
        return;
    }
    GroupQuestion question;
    question.kind = GroupQuestion::Kind::NotCarried;
    question.segment = segment;
    question.target = carried().name;
    question.now = crossing.members.size();
    question.number = lost.size();
    question.people = lost.mid(0, GroupQuestion::maxPeople);
    job->hold(ask(question, idsOf(lost) + accepted));
}

/// Puts people into the target first: a part of its own, and then the deletion is looked at again.
void GroupRun::carryOver(ChangeJob *job, const QList<PersonRef> &people)
{
    const ChangePart &carrier = m_group.parts.at(part().carrier);
    ChangePart more;
    more.plan.operation = Operation::AddMembers;
    more.plan.segmentId = carried().segment;
    more.plan.segmentName = carried().name;
    if (more.plan.segmentName.isEmpty())
        more.plan.segmentName = carrier.plan.segmentName;
    for (const PersonRef &person : people)
        more.plan.items.append({person.customerId, person.profileId, Effect::Unknown});
    m_group.parts.insert(m_part, more);
    for (ChangePart &later : m_group.parts) {
        if (later.carrier >= m_part)
            ++later.carrier;
    }
    if (m_isSaved)
        m_desk.groups.save(m_group);
    m_question.reset();
    m_job = nullptr;
    m_desk.queue.withdraw(job);
    next(Place::Next);
}

/// Whether a segment may be deleted with these members.
std::optional<JobError> GroupRun::guard(const SegmentChange &change)
{
    const Segment segment = change.before;
    GroupQuestion question;
    question.segment = segment;
    question.confirmed = part().confirmed;
    question.now = change.members.size();
    if (!change.membersKept) {
        if (m_anyoneMayGo.contains(segment.id))
            return std::nullopt;
        question.kind = GroupQuestion::Kind::CannotBeUndone;
        question.now = -1;
        return ask(question, {});
    }
    const QSet<ProfileId> ids = idsOf(change.members);
    std::optional<QSet<ProfileId>> mayGo;
    if (m_mayGo.contains(segment.id)) {
        mayGo = m_mayGo.value(segment.id);
    } else if (part().membersOnly) {
        mayGo.emplace();
        for (const SegmentChange &planned : m_job->plan().segments) {
            if (planned.before.id == segment.id)
                *mayGo = idsOf(planned.members);
        }
    }
    if (mayGo) {
        for (const PersonRef &member : change.members) {
            if (!mayGo->contains(member.profileId)) {
                ++question.number;
                if (question.people.size() < GroupQuestion::maxPeople)
                    question.people.append(member);
            }
        }
        if (question.number == 0)
            return std::nullopt;
        question.kind = GroupQuestion::Kind::Joined;
        question.confirmed = mayGo->size();
        return ask(question, ids);
    }
    if (part().confirmed < 0 || part().confirmed == change.members.size())
        return std::nullopt;
    question.kind = GroupQuestion::Kind::OtherNumber;
    question.number = std::max<qint64>(change.members.size() - part().confirmed, 0);
    return ask(question, ids);
}

JobError GroupRun::ask(const GroupQuestion &question, const QSet<ProfileId> &ids)
{
    m_question = question;
    m_asked = ids;
    // Once the job waits: a listener may answer at once.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_question && m_job && m_job->waitsFor())
                Q_EMIT asked(*m_question);
        },
        Qt::QueuedConnection);
    return {JobError::Kind::Question, {}, {}};
}

} // namespace segmentdesk
