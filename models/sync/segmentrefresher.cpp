// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sync/segmentrefresher.h"

#include "models/mirror/mirror.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

namespace segmentdesk {

namespace {

QList<ProfileId> profiles(const QList<Person> &people)
{
    QList<ProfileId> ids;
    ids.reserve(people.size());
    for (const Person &person : people) {
        if (person.profile)
            ids.append(person.profile->id);
    }
    return ids;
}

} // namespace

SegmentRefresher::SegmentRefresher(StoreApi &api, Mirror &mirror, QObject *parent)
    : QObject(parent), m_api(api), m_mirror(mirror)
{
}

SegmentRefresher::~SegmentRefresher() = default;

void SegmentRefresher::look(SegmentId segment)
{
    if (m_mirror.state() != Mirror::State::Complete) {
        m_context.reset();
        return;
    }
    begin(segment);
}

void SegmentRefresher::lookAfterwards(const QList<SegmentId> &segments)
{
    for (const SegmentId segment : segments) {
        if (!m_waiting.contains(segment))
            m_waiting.append(segment);
    }
    if (!m_context && !m_waiting.isEmpty())
        look(m_waiting.first());
}

/// The last that is done for a segment, whatever came of it.
void SegmentRefresher::over(SegmentId segment)
{
    m_waiting.removeAll(segment);
    // Not now: this is one of its callbacks.
    if (QObject *context = m_context.release())
        context->deleteLater();
    if (!m_waiting.isEmpty())
        look(m_waiting.first());
}

void SegmentRefresher::begin(SegmentId segment)
{
    m_context = std::make_unique<QObject>();
    membersSource(m_api, segment)(
        {1, maxPageSize}, m_context.get(),
        [this, segment, mark = m_mirror.mark()](const Result<Page<Person>> &page) {
            if (!page) {
                over(segment);
                return;
            }
            if (isWholeList(*page))
                m_mirror.setMembers(segment, profiles(page->items), mark, m_context.get(),
                                    [this, segment](const auto &) { over(segment); });
            else
                compare(segment, page->total, mark);
        });
}

void SegmentRefresher::compare(SegmentId segment, qint64 inStore, quint64 mark)
{
    PeopleFilter filter;
    filter.memberOf = segment;
    m_mirror.count(
        filter, m_context.get(), [this, segment, inStore, mark](const Result<qint64> &copied) {
            // What we changed ourselves meanwhile is on its way into the copy.
            if (copied && *copied != inStore && inStore <= maxMembers && mark == m_mirror.mark())
                readAll(segment);
            else
                over(segment);
        });
}

void SegmentRefresher::readAll(SegmentId segment)
{
    readComplete<Person>(
        membersSource(m_api, segment), m_context.get(),
        [this, segment, mark = m_mirror.mark()](const Result<CompleteList<Person>> &people) {
            if (people)
                m_mirror.setMembers(segment, profiles(people->rows()), mark, m_context.get(),
                                    [this, segment](const auto &) { over(segment); });
            else
                over(segment);
        },
        {}, noLimit, OddRows::LeaveOut);
}

} // namespace segmentdesk
