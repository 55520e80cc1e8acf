// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/segmentcounts.h"

#include <utility>

namespace segmentdesk {

void SegmentCounts::setMemberCount(MemberCount memberCount)
{
    m_memberCount = std::move(memberCount);
    invalidateAll();
    ask();
}

void SegmentCounts::set(SegmentId id, qint64 members)
{
    stop(id);
    if (!m_counts.contains(id) || members < 0)
        return;
    m_counts[id].members = members;
    setState(id, State::Known);
    ask();
}

void SegmentCounts::invalidate(SegmentId id)
{
    stop(id);
    if (!m_counts.contains(id) || m_isDenied)
        return;
    setState(id, State::Unknown);
    ask();
}

void SegmentCounts::forgetRefused()
{
    if (!m_isDenied)
        return;
    m_isDenied = false;
    for (Count &count : m_counts) {
        if (count.state == State::Denied)
            count.state = State::Unknown;
    }
    Q_EMIT allChanged();
    ask();
}

void SegmentCounts::retry()
{
    stopAll();
    for (Count &count : m_counts) {
        if (count.state == State::Loading || count.state == State::Failed)
            count.state = State::Unknown;
    }
    Q_EMIT allChanged();
    ask();
}

void SegmentCounts::giveUp()
{
    stopAll();
    for (Count &count : m_counts) {
        if (count.state == State::Loading || count.state == State::Unknown)
            count.state = State::Failed;
    }
    Q_EMIT allChanged();
}

void SegmentCounts::add(SegmentId id)
{
    m_counts.insert(id, {});
}

void SegmentCounts::remove(SegmentId id)
{
    stop(id);
    m_counts.remove(id);
}

void SegmentCounts::clear()
{
    stopAll();
    m_counts.clear();
    m_isDenied = false;
}

void SegmentCounts::invalidateAll()
{
    m_isDenied = false;
    stopAll();
    for (Count &count : m_counts)
        count.state = State::Unknown;
    Q_EMIT allChanged();
}

void SegmentCounts::setVisible(const QList<SegmentId> &segments)
{
    m_visible = segments;
    ask();
}

void SegmentCounts::ask()
{
    if (!m_memberCount || m_isDenied)
        return;
    const QList<SegmentId> visible = m_visible;
    for (const SegmentId id : visible) {
        if (m_counting.size() >= maxInFlight)
            return;
        if (!m_counts.contains(id) || of(id).state != State::Unknown)
            continue;
        auto *context = new QObject(this);
        m_counting.insert(id, context);
        setState(id, State::Loading);
        m_memberCount(id, context, [this, id, context](const Result<qint64> &answer) {
            if (m_counting.value(id) == context)
                arrived(id, answer);
        });
        Q_EMIT countingChanged();
    }
}

void SegmentCounts::arrived(SegmentId id, const Result<qint64> &answer)
{
    m_counting.take(id)->deleteLater();
    if (answer && *answer >= 0) {
        m_counts[id].members = *answer;
        setState(id, State::Known);
    } else if (!answer && answer.error().kind == ApiError::Kind::Forbidden) {
        m_isDenied = true;
        stopAll();
        for (Count &count : m_counts) {
            if (count.state != State::Known)
                count.state = State::Denied;
        }
        Q_EMIT allChanged();
    } else {
        setState(id, State::Failed);
    }
    ask();
    Q_EMIT countingChanged();
}

void SegmentCounts::stop(SegmentId id)
{
    if (QObject *context = m_counting.take(id)) {
        context->deleteLater();
        Q_EMIT countingChanged();
    }
}

void SegmentCounts::stopAll()
{
    if (m_counting.isEmpty())
        return;
    for (QObject *context : std::as_const(m_counting))
        context->deleteLater();
    m_counting.clear();
    Q_EMIT countingChanged();
}

void SegmentCounts::setState(SegmentId id, State state)
{
    m_counts[id].state = state;
    Q_EMIT changed(id);
}

} // namespace segmentdesk
