// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/mootcheck.h"

#include "models/changes/membershipoperations.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QSet>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr qsizetype itemsAtOnce = 50;

const Segment *segmentWith(const QList<Segment> &segments, SegmentId id)
{
    const auto found = std::find_if(segments.cbegin(), segments.cend(),
                                    [id](const Segment &segment) { return segment.id == id; });
    return found == segments.cend() ? nullptr : &*found;
}

} // namespace

MootCheck::MootCheck(StoreApi &api, Journal &journal, QObject *parent)
    : QObject(parent), m_api(api), m_journal(journal)
{
}

void MootCheck::look(const QList<qint64> &jobs, std::function<void(const QList<qint64> &moot)> done)
{
    m_open = jobs;
    m_moot.clear();
    m_done = std::move(done);
    next();
}

void MootCheck::next()
{
    if (m_open.isEmpty()) {
        if (const auto done = std::exchange(m_done, nullptr))
            done(m_moot);
        return;
    }
    m_journal.load(
        m_open.first(), this, [this](const QList<JournaledJob> &jobs, const QString &error) {
            if (!error.isEmpty() || jobs.isEmpty()) {
                judged(false);
                return;
            }
            readCompleteSegments(
                m_api, this,
                [this, job = jobs.first()](const Result<CompleteList<Segment>> &segments) {
                    if (segments)
                        judge(job, QList<Segment>(segments->begin(), segments->end()));
                    else
                        judged(false);
                });
        });
}

void MootCheck::judge(const JournaledJob &job, const QList<Segment> &segments)
{
    const Plan &plan = job.plan;
    const auto all = [&plan](auto isSo) {
        return std::all_of(plan.segments.cbegin(), plan.segments.cend(), isSo);
    };
    switch (plan.operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        if (segmentWith(segments, plan.segmentId))
            judgeMembers(job);
        else
            judged(true);
        return;
    case Operation::DeleteSegments:
        judged(all([&segments](const SegmentChange &change) {
            return !segmentWith(segments, change.before.id);
        }));
        return;
    case Operation::UpdateSegment:
        judged(all([&segments](const SegmentChange &change) {
            const Segment *there = segmentWith(segments, change.before.id);
            return !there
                || (there->name == change.after.name
                    && there->description == change.after.description);
        }));
        return;
    case Operation::CreateSegment:
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
        break;
    }
    judged(false);
}

void MootCheck::judgeMembers(const JournaledJob &job)
{
    m_outcome = job.outcome();
    QSet<qint32> known;
    for (const ItemResult &result : job.results)
        known.insert(result.item);
    m_items.clear();
    for (qint32 i = 0; i < job.plan.items.size(); ++i) {
        const Effect effect = job.plan.items.at(i).effect;
        if (!known.contains(i) && (effect == Effect::WillChange || effect == Effect::Unknown))
            m_items.append(i);
    }
    if (m_items.size() > maxItems)
        judged(false);
    else
        lookAt(0);
}

void MootCheck::lookAt(qsizetype from)
{
    if (from >= m_items.size()) {
        judged(true);
        return;
    }
    const auto operations = membershipOperations(m_api, m_outcome, m_outcome.segmentId,
                                                 m_outcome.operation == Operation::AddMembers);
    operations.readBack(
        m_items.mid(from, itemsAtOnce), false, this,
        [this, from](const Result<QList<ItemState>> &states) {
            const bool isAsWanted = states
                && std::none_of(states->cbegin(), states->cend(), [](const ItemState &state) {
                                        return state.state == ItemState::State::NotInDesiredState;
                                    });
            if (isAsWanted)
                lookAt(from + itemsAtOnce);
            else
                judged(false);
        });
}

void MootCheck::judged(bool isMoot)
{
    const qint64 job = m_open.takeFirst();
    if (isMoot)
        m_moot.append(job);
    next();
}

} // namespace segmentdesk
