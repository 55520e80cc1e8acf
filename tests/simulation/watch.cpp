// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/watch.h"

#include "tests/simulation/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

Aim aim(const QString &verb, const QString &what, const QString &who = {})
{
    const QString first = verb + u'\t' + what;
    return who.isEmpty() ? first : QString(first + u'\t' + who);
}

bool loses(const Aim &aim)
{
    return aim.startsWith(u"leave\t") || aim.startsWith(u"delete\t")
        || aim.startsWith(u"unprofile\t");
}

QSet<Aim> plannedBy(const Plan &plan)
{
    QSet<Aim> aims;
    const QString segment = plan.segmentId.toString();
    for (const PlanItem &item : plan.items) {
        const QString profile = item.profileId.toString();
        switch (plan.operation) {
        case Operation::AddMembers:
            aims.insert(aim(u"join"_s, segment, profile));
            break;
        case Operation::RemoveMembers:
            aims.insert(aim(u"leave"_s, segment, profile));
            break;
        case Operation::CreateProfiles:
            aims.insert(aim(u"profile"_s, QString::number(toNumber(item.customerId))));
            break;
        case Operation::DeleteProfiles:
            aims.insert(aim(u"unprofile"_s, profile));
            break;
        default:
            break;
        }
    }
    for (const SegmentChange &change : plan.segments) {
        if (plan.operation == Operation::CreateSegment)
            aims.insert(aim(u"make"_s, change.after.name));
        else if (plan.operation == Operation::UpdateSegment)
            aims.insert(aim(u"change"_s, change.before.id.toString()));
        else if (plan.operation == Operation::DeleteSegments)
            aims.insert(aim(u"delete"_s, change.before.id.toString()));
    }
    return aims;
}

/// Whether the answer proves that nothing of the write was applied, or says what was.
bool isRefusal(const Sent &sent)
{
    return sent.status >= 400 && sent.status < 500;
}

} // namespace

QList<Aim> aimsOf(const modelstore::Request &request)
{
    QList<Aim> aims;
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    const bool isDelete = request.method == "DELETE";
    const QJsonArray rows = QJsonDocument::fromJson(request.body).array();
    const bool ofSegment = parts.size() == 3;
    const bool ofProfiles = parts.value(0) == u"shopper-profiles";
    if (isDelete) {
        for (const QString &id : modelstore::idsIn(request)) {
            aims.append(ofSegment ? aim(u"leave"_s, parts.at(1), id)
                                  : aim(ofProfiles ? u"unprofile"_s : u"delete"_s, id));
        }
        return aims;
    }
    for (const auto &row : rows) {
        if (ofSegment)
            aims.append(aim(u"join"_s, parts.at(1), row.toString()));
        else if (ofProfiles)
            aims.append(aim(u"profile"_s,
                            QString::number(row.toObject().value(u"customer_id"_s).toInteger())));
        else if (request.method == "PUT")
            aims.append(aim(u"change"_s, row.toObject().value(u"id"_s).toString()));
        else
            aims.append(aim(u"make"_s, row.toObject().value(u"name"_s).toString()));
    }
    return aims;
}

Aim aimOf(const modelstore::Effect &effect)
{
    using Kind = modelstore::Effect::Kind;
    switch (effect.kind) {
    case Kind::Joined:
        return aim(u"join"_s, effect.segment, effect.profile);
    case Kind::Left:
        return aim(u"leave"_s, effect.segment, effect.profile);
    case Kind::SegmentMade:
        return aim(u"make"_s, effect.name.section(u'\n', 0, 0));
    case Kind::SegmentChanged:
        return aim(u"change"_s, effect.segment);
    case Kind::SegmentDeleted:
        return aim(u"delete"_s, effect.segment);
    case Kind::ProfileMade:
        return aim(u"profile"_s, QString::number(effect.customer));
    case Kind::ProfileDeleted:
        return aim(u"unprofile"_s, effect.profile);
    }
    return {};
}

Aim inverseOf(const Aim &aim)
{
    if (aim.startsWith(u"join\t"))
        return u"leave"_s + aim.mid(4);
    if (aim.startsWith(u"leave\t"))
        return u"join"_s + aim.mid(5);
    return {};
}

Watch::Watch(modelstore::Store &store, Network &network) : m_store(store), m_network(network)
{
    network.onSent = [this](const Sent &sent) { this->sent(sent); };
    network.onWire = [this](const Sent &sent) { onWire(sent); };
    network.onActed = [this](const Sent &) { readLog(); };
}

void Watch::breaks(const QString &code, const QString &words)
{
    m_isBroken = true;
    if (onBroken)
        onBroken({code, words});
}

const Watched *Watch::watched(qint64 job) const
{
    const auto found = m_jobs.find(job);
    return found == m_jobs.end() ? nullptr : &found->second;
}

QString Watch::name(const Aim &aim) const
{
    const QStringList parts = aim.split(u'\t');
    QStringList words{parts.value(0)};
    for (const QString &part : parts.mid(1)) {
        if (const auto segment = m_store.segments().find(part); segment != m_store.segments().end())
            words.append(u"\"%1\""_s.arg(segment->second.name));
        else if (const auto profile = m_store.profiles().find(part);
                 profile != m_store.profiles().end())
            words.append(u"customer %1"_s.arg(profile->second));
        else
            words.append(part.left(8));
    }
    return words.join(u' ');
}

QString Watch::namesOf(const Sent &sent) const
{
    QStringList names;
    const QList<Aim> aims = aimsOf(sent.request);
    for (const Aim &aim : aims)
        names.append(name(aim));
    return names.join(u", ");
}

void Watch::close(qint64 job)
{
    const auto found = m_jobs.find(job);
    // Between two changes of a group the number is the group's.
    const qint64 step = found == m_jobs.end() ? job : found->second.plan.step.id;
    if (found != m_jobs.end())
        found->second.isClosed = true;
    if (step == 0)
        return;
    // With one change of a step all of it is called off.
    m_closedSteps.insert(step);
    for (auto &[id, other] : m_jobs)
        other.isClosed = other.isClosed || other.plan.step.id == step;
}

void Watch::reopen(qint64 job)
{
    const auto found = m_jobs.find(job);
    const qint64 step = found == m_jobs.end() ? job : found->second.plan.step.id;
    if (found != m_jobs.end())
        found->second.isClosed = false;
    m_closedSteps.remove(step);
}

void Watch::expect(const History::Entry &entry, bool)
{
    m_expected = QSet<qint64>(entry.jobs.cbegin(), entry.jobs.cend());
}

void Watch::added(const ChangeJob &job)
{
    readLog();
    const qint64 id = job.journalId();
    const auto purpose = job.facts().purpose;
    // A number that never got onto the disk, with nothing sent, may be given again.
    if (const auto found = m_jobs.find(id); found != m_jobs.end()
        && (found->second.isEnded || found->second.life != m_life)
        && found->second.requests.isEmpty() && found->second.planned != plannedBy(job.plan()))
        m_jobs.erase(found);
    if (const auto found = m_jobs.find(id); found != m_jobs.end()) {
        Watched &known = found->second;
        if (known.isEnded && known.outcome) {
            // It ended before the crash, but that was not on the disk: it ends once more.
            known.isEnded = false;
            known.endedAt = 0;
        } else if (purpose == JobFacts::Purpose::Change) {
            breaks(u"10.id"_s, u"two changes have one number in the journal"_s);
        }
        known.startedAt = std::min(known.startedAt, theClock().monotonic);
        return;
    }
    Watched watched;
    watched.id = id;
    watched.number = ++m_lastNumber;
    watched.purpose = purpose;
    watched.plan = job.plan();
    watched.planned = plannedBy(watched.plan);
    watched.startedAt = theClock().monotonic;
    watched.life = m_life;
    // Another try is a decision of its own.
    if (purpose == JobFacts::Purpose::Retry)
        m_closedSteps.remove(watched.plan.step.id);
    watched.isClosed = watched.plan.step.id != 0 && m_closedSteps.contains(watched.plan.step.id);
    if (purpose == JobFacts::Purpose::Undo || purpose == JobFacts::Purpose::Redo) {
        // Also of a group that was interrupted and continues, whatever was asked for meanwhile.
        const qint64 step = watched.plan.step.id;
        if (step != 0 && !m_undoneBy.contains(step))
            m_undoneBy.insert(step, m_expected);
        watched.undoes = step == 0 ? m_expected : m_undoneBy.value(step);
    }
    const auto at = m_jobs.emplace(id, std::move(watched)).first;
    if (onSaid) {
        static const char *purposes[] = {"", " (undo)", " (redo)", " (another try)", " (taken up)"};
        QStringList aims;
        for (const Aim &aim : at->second.planned)
            aims.append(name(aim));
        aims.sort();
        onSaid(u"  change %1%2 is to %3"_s.arg(at->second.number)
                   .arg(QString::fromLatin1(purposes[int(purpose)]), aims.join(u", ")));
    }
    checkLosses(at->second);
}

QSet<Aim> Watch::appliedBy(const QSet<qint64> &jobs) const
{
    QSet<Aim> aims;
    for (const qint64 id : jobs) {
        const Watched *job = watched(id);
        if (!job)
            continue;
        for (auto it = job->applied.cbegin(); it != job->applied.cend(); ++it)
            aims.insert(canonical(it.key()));
        // What others may have done as well counts for it.
        for (const Aim &aim : job->planned) {
            if (isAmbiguous(*job, aim))
                aims.insert(canonical(aim));
        }
    }
    return aims;
}

/// Whether a segment is one of @p made, or one of them that was deleted and made again.
bool Watch::isAgain(const QSet<QString> &made, modelstore::Id segment) const
{
    while (!made.contains(segment) && m_replaces.contains(segment))
        segment = m_replaces.value(segment);
    return made.contains(segment);
}

/// Promise 2: what a change loses was confirmed, or is what an undo takes back.
void Watch::checkLosses(const Watched &job)
{
    const bool isUndo = job.purpose == JobFacts::Purpose::Undo;
    const bool isRedo = job.purpose == JobFacts::Purpose::Redo;
    const QSet<Aim> done = isUndo ? appliedBy(job.undoes) : QSet<Aim>();
    // What an undo may delete: what the change made. What a redo may: what the undo made again.
    QSet<QString> made;
    QSet<qint64> madeFor; // a profile may have been deleted and made again since: by customer
    if (isUndo || isRedo) {
        for (const modelstore::Effect &effect : m_store.log()) {
            const qint64 by = m_jobOfRequest.value(effect.request);
            const Watched *maker = watched(by);
            // Of what an undo takes back; or of what one made again, and a redo deletes.
            const bool isTwin =
                by == 0 && std::any_of(m_jobs.cbegin(), m_jobs.cend(), [&](const auto &one) {
                    const Watched &change = one.second;
                    const bool concerns = isUndo ? job.undoes.contains(one.first)
                                                 : change.purpose == JobFacts::Purpose::Undo;
                    return concerns
                        && (isTwinOfMade(change, effect.segment) || isTwinOfMade(change, effect));
                });
            if (!isTwin
                && (isUndo ? !job.undoes.contains(by)
                           : !maker || maker->purpose != JobFacts::Purpose::Undo))
                continue;
            if (effect.kind == modelstore::Effect::Kind::SegmentMade)
                made.insert(effect.segment);
            else if (effect.kind == modelstore::Effect::Kind::ProfileMade) {
                made.insert(effect.profile);
                madeFor.insert(effect.customer);
            }
        }
    }
    for (const Aim &aim : job.planned) {
        if (!loses(aim))
            continue;
        const QString what = aim.section(u'\t', 1, 1);
        const auto profile = m_store.profiles().find(what);
        const bool isMade = isAgain(made, what)
            || (profile != m_store.profiles().end() && madeFor.contains(profile->second));
        const bool isAgreed = isMade
            || (isUndo ? done.contains(canonical(inverseOf(aim))) : m_confirmed.contains(aim));
        if (!isAgreed) {
            breaks(isUndo ? u"5.other"_s : u"2.plan"_s,
                   u"change %1 would %2, which %3"_s.arg(job.number)
                       .arg(name(aim),
                            isUndo ? u"the change that it takes back did not do"_s
                                   : u"the user did not confirm"_s));
            return;
        }
    }
}

/// Whether another client, or another change, did the same while the job was open: then who did it
/// is unknown.
bool Watch::isAmbiguous(const Watched &job, const Aim &aim) const
{
    // A store whose customers lag behind says late what others, or an earlier run, did. What is
    // known from the plan was read a moment before the change began.
    constexpr qint64 planning = 2'000; ///< ms
    const qint64 lag = m_store.character.segmentIds == modelstore::Character::SegmentIds::Stale
        ? std::max(m_store.character.staleMs, planning)
        : planning;
    for (const modelstore::Effect &effect : m_store.log()) {
        const bool isOld = effect.at < job.startedAt;
        if (m_jobOfRequest.value(effect.request) != job.id && effect.at >= job.startedAt - lag
            && (!isOld || effect.request <= m_lifeFrom)
            && (job.endedAt == 0 || effect.at <= job.endedAt)
            && (aimOf(effect) == aim || aimOf(effect) == inverseOf(aim)))
            return true;
    }
    // What was made, and another client deleted since.
    const QString made = aim.section(u'\t', 1);
    const bool isMadeAndGone = std::any_of(
        m_store.log().cbegin(), m_store.log().cend(), [&](const modelstore::Effect &effect) {
            const bool isIt = effect.kind == modelstore::Effect::Kind::SegmentDeleted
                ? aim.startsWith(u"make\t") && effect.before.section(u'\n', 0, 0) == made
                : effect.kind == modelstore::Effect::Kind::ProfileDeleted
                    && aim.startsWith(u"profile\t")
                    && QString::number(m_customers.value(effect.profile)) == made;
            return isIt && m_jobOfRequest.value(effect.request) != job.id
                && effect.at >= job.startedAt;
        });
    if (isMadeAndGone)
        return true;
    // What went with a segment or a profile that others deleted.
    const QString segment = aim.section(u'\t', 1, 1);
    const QString profile = aim.section(u'\t', 2, 2);
    return std::any_of(
        m_store.log().cbegin(), m_store.log().cend(), [&](const modelstore::Effect &effect) {
            const bool isGone = (effect.kind == modelstore::Effect::Kind::SegmentDeleted
                                 && effect.segment == segment)
                || (effect.kind == modelstore::Effect::Kind::ProfileDeleted
                    && effect.profile == profile);
            return isGone && m_jobOfRequest.value(effect.request) != job.id
                && effect.at >= job.startedAt;
        });
}

/// What no client can tell: another one makes a segment of the same name and description while this
/// change waits for the answer to its own, and that answer is lost. The API gives a creation no key
/// of ours, names are unique, and so the one that is there is as likely this change's own. Nothing
/// else that others made or renamed passes.
bool Watch::isTwinOfMade(const Watched &job, const modelstore::Id &segment) const
{
    if (job.plan.operation != Operation::CreateSegment)
        return false;
    const auto twin = std::find_if(
        m_store.log().cbegin(), m_store.log().cend(), [&](const modelstore::Effect &effect) {
            return effect.kind == modelstore::Effect::Kind::SegmentMade && effect.request == 0
                && effect.segment == segment && effect.at >= job.startedAt
                && (job.endedAt == 0 || effect.at <= job.endedAt);
        });
    if (twin == m_store.log().cend()
        || std::none_of(job.plan.segments.cbegin(), job.plan.segments.cend(),
                        [&twin](const SegmentChange &change) {
                            return change.after.name + u'\n' + change.after.description
                                == twin->name;
                        }))
        return false;
    const Aim make = aim(u"make"_s, twin->name.section(u'\n', 0, 0));
    return !isHeard(job, make);
}

/// Likewise of a profile that another client makes for the same customer.
bool Watch::isTwinOfMade(const Watched &job, const modelstore::Effect &effect) const
{
    return effect.kind == modelstore::Effect::Kind::ProfileMade
        && job.planned.contains(aimOf(effect)) && isAmbiguous(job, aimOf(effect))
        && !isHeard(job, aimOf(effect));
}

/// Whether the program heard what came of a write that asked for this. What it heard before it died
/// need not have reached the journal.
bool Watch::isHeard(const Watched &job, const Aim &aim) const
{
    return std::any_of(job.requests.cbegin(), job.requests.cend(), [&](int number) {
        const Sent &sent = m_network.sent(number);
        return number > m_lifeFrom && sent.status != 429
            && (isRefusal(sent) || (sent.status >= 200 && sent.status < 300))
            && aimsOf(sent.request).contains(aim);
    });
}

bool Watch::isPlanned(const Watched &job, const Aim &aim) const
{
    if (job.planned.contains(aim))
        return true;
    if (!aim.startsWith(u"join\t"))
        return false;
    // Into a segment, or for a profile, that the job made itself; or that others made for
    // the same customer.
    const QString segment = aim.section(u'\t', 1, 1);
    const QString profile = aim.section(u'\t', 2, 2);
    if (job.plan.operation == Operation::CreateProfiles) {
        const qint64 customer = m_customers.value(profile);
        const auto &items = job.plan.items;
        const auto &into = job.plan.segments;
        return std::any_of(items.cbegin(), items.cend(),
                           [customer](const PlanItem &item) {
                               return toNumber(item.customerId) == customer;
                           })
            && std::any_of(into.cbegin(), into.cend(), [&segment](const SegmentChange &change) {
                   return change.before.id.toString() == segment;
               });
    }
    bool madeSegment = isTwinOfMade(job, segment);
    bool madeProfile = false;
    for (const modelstore::Effect &effect : m_store.log()) {
        if (effect.request == 0 || m_jobOfRequest.value(effect.request) != job.id)
            continue;
        madeSegment = madeSegment
            || (effect.kind == modelstore::Effect::Kind::SegmentMade && effect.segment == segment);
        madeProfile = madeProfile
            || (effect.kind == modelstore::Effect::Kind::ProfileMade && effect.profile == profile);
    }
    const bool named = std::any_of(
        job.plan.segments.cbegin(), job.plan.segments.cend(), [&](const SegmentChange &change) {
            return change.before.id.toString() == segment
                || std::any_of(change.members.cbegin(), change.members.cend(),
                               [&](const PersonRef &member) {
                                   return member.profileId.toString() == profile;
                               });
        });
    return (madeSegment || madeProfile) && named;
}

/// Promises 1, 2, 6 and 7, of a write that the program hands over.
void Watch::sent(const Sent &sent)
{
    if (!sent.isWrite)
        return;
    const ChangeJob *runs = running ? running() : nullptr;
    const QList<Aim> aims = aimsOf(sent.request);
    const QString first = aims.isEmpty() ? QString() : name(aims.first());
    if (!runs) {
        breaks(u"7.stray"_s, u"a write is sent while no change runs: %1"_s.arg(first));
        return;
    }
    Watched &job = m_jobs[runs->journalId()];
    m_jobOfRequest.insert(sent.request.number, job.id);
    job.requests.append(sent.request.number);
    if (job.isClosed) {
        breaks(u"7.closed"_s,
               u"change %1 was cancelled, and sends: %2"_s.arg(job.number).arg(first));
        return;
    }
    if (aims.isEmpty()) {
        breaks(u"2.all"_s, u"a write names nothing: on the real store it means everything"_s);
        return;
    }
    for (const Aim &aim : aims) {
        if (!isPlanned(job, aim)) {
            breaks(u"2.write"_s,
                   u"change %1 sends what its plan does not have: %2"_s.arg(job.number)
                       .arg(name(aim)));
            return;
        }
        if (job.applied.value(aim) == 0 || !holds(aim) || isAmbiguous(job, aim))
            continue;
        // A refusal does not prove that nothing was applied, but may be taken for a reason to ask
        // again in smaller parts.
        const bool mayRepeat =
            std::any_of(job.requests.cbegin(), job.requests.cend(), [&](int number) {
                const Sent &before = m_network.sent(number);
                return number != sent.request.number && isRefusal(before)
                    && aimsOf(before.request).contains(aim);
            });
        if (!mayRepeat) {
            breaks(u"1.again"_s,
                   u"change %1 sends again what the store has carried out: %2"_s.arg(job.number)
                       .arg(name(aim)));
            return;
        }
    }
}

void Watch::onWire(const Sent &sent)
{
    if (sent.isWrite && sent.deliveries > 1) {
        const QList<Aim> aims = aimsOf(sent.request);
        breaks(u"1.wire"_s,
               u"one write is on the wire %1 times: %2"_s.arg(sent.deliveries)
                   .arg(aims.isEmpty() ? QString() : name(aims.first())));
    }
}

/// Whether another client put them into the segment after it was last read before that request: no
/// client can see that.
bool Watch::joinedUnseen(const modelstore::Id &segment, const modelstore::Id &profile,
                         int before) const
{
    const QString path = u"/segments/"_s + segment + u"/shopper-profiles"_s;
    qint64 lastLook = 0;
    for (const Sent &sent : m_network.all()) {
        if (sent.request.number < before && !sent.isWrite && sent.request.path == path)
            lastLook = std::max(lastLook, sent.request.at);
    }
    return std::any_of(
        m_store.log().cbegin(), m_store.log().cend(), [&](const modelstore::Effect &effect) {
            return effect.kind == modelstore::Effect::Kind::Joined && effect.request == 0
                && effect.segment == segment && effect.profile == profile && effect.at >= lastLook;
        });
}

/// Promise 3, and what the log says of each job.
void Watch::readLog()
{
    const auto &log = m_store.log();
    for (; m_logRead < log.size(); ++m_logRead) {
        const modelstore::Effect &effect = log[m_logRead];
        if (effect.kind == modelstore::Effect::Kind::ProfileMade)
            m_customers.insert(effect.profile, effect.customer);
        if (effect.request == 0)
            continue;
        const auto found = m_jobs.find(m_jobOfRequest.value(effect.request));
        if (found == m_jobs.end())
            continue;
        Watched &job = found->second;
        ++job.applied[aimOf(effect)];
        if (effect.kind == modelstore::Effect::Kind::SegmentMade) {
            for (const SegmentChange &change : std::as_const(job.plan.segments)) {
                if (!change.before.id.isNull()
                    && change.after.name == effect.name.section(u'\n', 0, 0))
                    m_replaces.insert(effect.segment, change.before.id.toString());
            }
        }
        if (job.purpose == JobFacts::Purpose::Undo || job.purpose == JobFacts::Purpose::Redo)
            continue;
        for (const Carry &carry : std::as_const(m_carries)) {
            const auto kind =
                carry.deletesFrom ? segmentdesk::Step::Kind::Merge : segmentdesk::Step::Kind::Move;
            const bool isItsOwn = std::any_of(m_jobs.cbegin(), m_jobs.cend(), [&](const auto &one) {
                const Plan &plan = one.second.plan;
                return plan.step == job.plan.step && plan.operation == Operation::AddMembers
                    && plan.segmentId.toString() == carry.to;
            });
            if (effect.segment != carry.from || job.plan.step.kind != kind || !isItsOwn)
                continue;
            std::set<modelstore::Id> lost;
            if (effect.kind == modelstore::Effect::Kind::SegmentDeleted && carry.deletesFrom)
                lost = effect.lost;
            else if (effect.kind == modelstore::Effect::Kind::Left && !carry.deletesFrom)
                lost = {effect.profile};
            for (const modelstore::Id &profile : lost) {
                if (m_store.isMember(carry.to, profile)
                    || m_confirmed.contains(aim(u"lose"_s, carry.from, profile)))
                    continue;
                // Another client may have removed them from there.
                const bool byOthers =
                    std::any_of(log.cbegin(), log.cend(), [&](const modelstore::Effect &other) {
                        return other.request == 0 && other.segment == carry.to
                            && (other.kind == modelstore::Effect::Kind::SegmentDeleted
                                || (other.kind == modelstore::Effect::Kind::Left
                                    && other.profile == profile));
                    });
                if (byOthers || joinedUnseen(carry.from, profile, effect.request))
                    continue;
                breaks(
                    u"3.lost"_s,
                    u"change %1 leaves customer %2 in neither of the two segments"_s.arg(job.number)
                        .arg(m_store.profiles().count(profile) ? m_store.profiles().at(profile)
                                                               : 0));
                return;
            }
        }
    }
}

void Watch::ended(const ChangeJob &job, bool isLastOfGroup)
{
    const auto found = m_jobs.find(job.journalId());
    if (found == m_jobs.end())
        return;
    Watched &watched = found->second;
    watched.isEnded = true;
    watched.endedAt = theClock().monotonic;
    watched.endOrder = ++m_lastEnd;
    if (const Outcome *outcome = job.outcome())
        watched.outcome = *outcome;
    if (onSaid && watched.outcome) {
        static const char *ends[] = {"done", "done with warnings", "failed", "cancelled"};
        const OutcomeCounts counts = watched.outcome->counts();
        QStringList changed;
        for (const OutcomeItem &item : watched.outcome->items) {
            if (item.what == ItemStatus::Changed && changed.size() < 8)
                changed.append(QString::number(toNumber(item.customerId)));
        }
        if (!changed.isEmpty())
            onSaid(u"    changed: %1"_s.arg(changed.join(u", "_s)));
        onSaid(u"  change %1 has ended: %2; %3 changed, %4 nothing to do, %5 failed, %6 not sent"_s
                   .arg(watched.number)
                   .arg(QString::fromLatin1(ends[int(job.end())]))
                   .arg(counts.changed)
                   .arg(counts.nothingToDo)
                   .arg(counts.failed)
                   .arg(counts.notSent));
    }
    checkOutcome(watched);
    if (m_isBroken || watched.purpose != JobFacts::Purpose::Undo)
        return;
    // Another part of the group may take back the rest.
    if (isLastOfGroup)
        checkUndone(watched);
    checkMadeAgain(watched);
}

/// Promise 4: the outcome says what the store's log says.
void Watch::checkOutcome(const Watched &job)
{
    if (!job.outcome)
        return;
    const Outcome &outcome = *job.outcome;
    const auto check = [&](const Aim &aim, ItemStatus what, const ApiError *reason) {
        const bool applied = job.applied.value(aim) > 0;
        if (isAmbiguous(job, aim))
            return;
        // Says that it does not know: open, not so any more when it was read back, or a segment of
        // that name of which nothing proves whose it is.
        const bool isUnknown = what == ItemStatus::Unknown
            || (what == ItemStatus::Failed && reason
                && (reason->kind == ApiError::Kind::OutcomeUnknown
                    || reason->kind == ApiError::Kind::ServerFailure
                    || reason->kind == ApiError::Kind::NotApplied
                    || (reason->kind == ApiError::Kind::Conflict && reason->httpStatus == 0)));
        if ((what == ItemStatus::Changed) == applied || isUnknown)
            return;
        const QString said = what == ItemStatus::Changed ? u"changed"_s
            : what == ItemStatus::NothingToDo            ? u"nothing to do"_s
            : what == ItemStatus::NotSent                ? u"not sent"_s
            : what == ItemStatus::Failed                 ? u"failed"_s
                                                         : u"not found"_s;
        breaks(u"4."_s + (applied ? u"done"_s : u"undone"_s),
               u"change %1 says \"%2\" of: %3; the store says %4"_s.arg(job.number)
                   .arg(said, name(aim),
                        applied ? u"that it was carried out"_s : u"that it never was"_s));
    };
    QSet<Aim> seen;
    for (const OutcomeItem &item : outcome.items) {
        Aim of;
        const QString profile = item.profileId.toString();
        switch (outcome.operation) {
        case Operation::AddMembers:
            of = aim(u"join"_s, outcome.segmentId.toString(), profile);
            break;
        case Operation::RemoveMembers:
            of = aim(u"leave"_s, outcome.segmentId.toString(), profile);
            break;
        case Operation::CreateProfiles:
            of = aim(u"profile"_s, QString::number(toNumber(item.customerId)));
            break;
        case Operation::DeleteProfiles:
            of = aim(u"unprofile"_s, profile);
            break;
        case Operation::CreateSegment:
            if (outcome.segments.size() == 1)
                of = aim(u"join"_s, outcome.segments.first().change.after.id.toString(), profile);
            break;
        default:
            break;
        }
        if (of.isEmpty() || seen.contains(of) || m_isBroken)
            continue; // who comes twice has nothing to do the second time
        seen.insert(of);
        check(of, item.what, outcome.reasonOf(item));
    }
    for (const SegmentOutcome &segment : outcome.segments) {
        if (m_isBroken)
            return;
        if (outcome.operation == Operation::CreateSegment)
            check(aim(u"make"_s, segment.change.after.name), segment.what,
                  outcome.reasonOf(segment));
        else if (outcome.operation == Operation::UpdateSegment)
            check(aim(u"change"_s, segment.change.before.id.toString()), segment.what,
                  outcome.reasonOf(segment));
        else if (outcome.operation == Operation::DeleteSegments)
            check(aim(u"delete"_s, segment.change.before.id.toString()), segment.what,
                  outcome.reasonOf(segment));
    }
}

/// The same whatever ids segments and profiles were given when they were made again.
Aim Watch::canonical(const Aim &aim) const
{
    QStringList parts = aim.split(u'\t');
    for (QString &part : parts) {
        while (m_replaces.contains(part))
            part = m_replaces.value(part);
        if (const qint64 customer = m_customers.value(part))
            part = QString::number(customer);
    }
    return parts.join(u'\t');
}

/// Whether the store is as @p aim wants it.
bool Watch::holds(const Aim &aim) const
{
    const QString verb = aim.section(u'\t', 0, 0);
    const QString what = aim.section(u'\t', 1, 1);
    const QString who = aim.section(u'\t', 2, 2);
    if (verb == u"join")
        return m_store.isMember(what, who);
    if (verb == u"leave")
        return !m_store.isMember(what, who);
    if (verb == u"make")
        return m_store.isNameTaken(what);
    if (verb == u"delete")
        return !m_store.segments().count(what);
    if (verb == u"unprofile")
        return !m_store.profiles().count(what);
    if (verb == u"profile") {
        const auto customer = m_store.customers().find(what.toLongLong());
        return customer != m_store.customers().end() && !customer->second.profile.isEmpty();
    }
    return true;
}

bool Watch::isForeignSince(const Aim &aim, size_t from) const
{
    const auto &log = m_store.log();
    for (size_t i = from; i < log.size(); ++i) {
        const Aim other = aimOf(log[i]);
        if (other == aim || other == inverseOf(aim))
            return true;
    }
    return false;
}

/// Promise 5: an undo that ended well leaves nothing of what it took back.
void Watch::checkUndone(const Watched &job)
{
    if (!job.outcome || job.outcome->end != JobResult::Done)
        return;
    const bool adds = job.plan.operation == Operation::AddMembers;
    if (!adds && job.plan.operation != Operation::RemoveMembers)
        return;
    const auto &log = m_store.log();
    for (const qint64 id : job.undoes) {
        const Watched *undone = watched(id);
        if (!undone || undone->plan.segmentId != job.plan.segmentId
            || (undone->plan.operation == Operation::AddMembers) == adds)
            continue;
        for (auto it = undone->applied.cbegin(); it != undone->applied.cend(); ++it) {
            const Aim back = inverseOf(it.key());
            if (back.isEmpty() || job.applied.contains(back))
                continue;
            const QString segment = back.section(u'\t', 1, 1);
            const QString profile = back.section(u'\t', 2, 2);
            // Whatever came after it, by anybody, is a reason to leave it.
            size_t last = 0;
            for (size_t i = 0; i < log.size(); ++i) {
                if (aimOf(log[i]) == it.key() && m_jobOfRequest.value(log[i].request) == id)
                    last = i;
            }
            if (!m_store.segments().count(segment) || !m_store.profiles().count(profile)
                || isForeignSince(back, last + 1) || m_store.isMember(segment, profile) == adds)
                continue;
            breaks(u"5.left"_s,
                   u"the undo %1 is done, and this was not taken back: %2"_s.arg(job.number)
                       .arg(name(it.key())));
            return;
        }
    }
}

/// Promise 5, of deleted segments: who went with one is in the one that was made again.
void Watch::checkMadeAgain(const Watched &job)
{
    if (!job.outcome || job.outcome->end != JobResult::Done
        || job.plan.operation != Operation::CreateSegment)
        return;
    const auto &log = m_store.log();
    for (const modelstore::Effect &deleted : log) {
        if (deleted.kind != modelstore::Effect::Kind::SegmentDeleted
            || !job.undoes.contains(m_jobOfRequest.value(deleted.request)))
            continue;
        const auto again = std::find_if(log.crbegin(), log.crend(), [&](const auto &made) {
            return made.kind == modelstore::Effect::Kind::SegmentMade
                && m_replaces.value(made.segment) == deleted.segment
                && m_jobOfRequest.value(made.request) == job.id;
        });
        if (again == log.crend())
            continue;
        for (const modelstore::Id &profile : deleted.lost) {
            const auto concerns = [&](const modelstore::Effect &effect) {
                // People who came in the last moment, and changes of people since.
                const bool isNew = effect.at >= deleted.at - 120'000
                    && (effect.segment == deleted.segment || effect.segment == again->segment)
                    && effect.profile == profile && m_jobOfRequest.value(effect.request) != job.id;
                return isNew
                    || (effect.kind == modelstore::Effect::Kind::ProfileDeleted
                        && effect.profile == profile);
            };
            if (m_store.isMember(again->segment, profile)
                || std::any_of(log.cbegin(), log.cend(), concerns)
                || !m_store.segments().count(again->segment))
                continue;
            breaks(u"5.members"_s,
                   u"the undo %1 is done, and customer %2 is not in the segment again"_s
                       .arg(job.number)
                       .arg(m_customers.value(profile)));
            return;
        }
    }
}

void Watch::crashed(const QList<History::Entry> &entries)
{
    ++m_life;
    m_entriesBefore.clear();
    for (const History::Entry &entry : entries) {
        for (const qint64 job : entry.jobs)
            m_entriesBefore.insert(job);
    }
}

/// Promise 6: nothing that was sent is forgotten.
void Watch::restarted(const QSet<qint64> &open, const QSet<qint64> &ended,
                      const QList<History::Entry> &entries)
{
    m_lifeFrom = int(m_network.all().size());
    for (auto &[id, job] : m_jobs) {
        const bool wasOnWire =
            std::any_of(job.requests.cbegin(), job.requests.cend(),
                        [this](int number) { return m_network.sent(number).deliveries > 0; });
        if (wasOnWire && !open.contains(id) && !ended.contains(id)) {
            breaks(u"6.forgotten"_s,
                   u"change %1 sent something, and the journal does not have it"_s.arg(job.number));
            return;
        }
    }
    // Of what never got onto the disk nothing is left, not even its number.
    std::erase_if(m_jobs, [&](const auto &job) {
        return !open.contains(job.first) && !ended.contains(job.first);
    });
    QSet<qint64> steps;
    for (const auto &[id, job] : m_jobs)
        steps.insert(job.plan.step.id);
    m_undoneBy.removeIf([&steps](const auto &step) { return !steps.contains(step.key()); });
    QSet<qint64> inHistory;
    for (const History::Entry &entry : entries) {
        for (const qint64 job : entry.jobs)
            inHistory.insert(job);
    }
    for (const qint64 job : std::as_const(m_entriesBefore)) {
        if (ended.contains(job) && !inHistory.contains(job)) {
            const Watched *known = watched(job);
            breaks(u"6.undo"_s,
                   u"change %1 has ended, and its undo is gone with the crash"_s.arg(
                       known ? known->number : 0));
            return;
        }
    }
    m_entriesBefore.clear();
}

/// Promise 10. Two changes of several parts may cross, where one was interrupted.
void Watch::history(const QList<History::Entry> &entries)
{
    int newerFrom = 0;
    for (const History::Entry &entry : entries) {
        int first = 0;
        int last = 0;
        for (const qint64 job : entry.jobs) {
            const Watched *known = watched(job);
            if (!known || known->endOrder == 0)
                continue;
            first = first == 0 ? known->endOrder : std::min(first, known->endOrder);
            last = std::max(last, known->endOrder);
        }
        if (entry.undone || last == 0)
            continue;
        if (newerFrom != 0 && first > newerFrom) {
            breaks(u"10.order"_s, u"the history is not in the order of events"_s);
            return;
        }
        newerFrom = last;
    }
}

} // namespace segmentdesk::simulation
