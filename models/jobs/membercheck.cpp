// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/membercheck.h"

#include "models/jobs/completelist.h"
#include "models/jobs/livesources.h"
#include "models/mirror/mirror.h"

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

MemberCheck::MemberCheck(StoreApi &api, Mirror &mirror, QObject *parent)
    : QObject(parent), m_api(api), m_mirror(mirror)
{
}

MemberCheck::~MemberCheck() = default;

void MemberCheck::look(SegmentId segment)
{
    m_context = std::make_unique<QObject>();
    if (m_mirror.state() != Mirror::State::Complete)
        return;
    membersSource(m_api, segment)(
        {1, maxPageSize}, m_context.get(),
        [this, segment, mark = m_mirror.mark()](const Result<Page<Person>> &page) {
            if (!page)
                return;
            if (page->total == page->items.size())
                m_mirror.setMembers(segment, profiles(page->items), mark, m_context.get(), {});
            else
                compare(segment, page->total, mark);
        });
}

void MemberCheck::compare(SegmentId segment, qint64 inStore, quint64 mark)
{
    PeopleFilter filter;
    filter.memberOf = segment;
    m_mirror.count(
        filter, m_context.get(), [this, segment, inStore, mark](const Result<qint64> &copied) {
            // What we changed ourselves meanwhile is on its way into the copy.
            if (copied && *copied != inStore && inStore <= maxMembers && mark == m_mirror.mark())
                readAll(segment);
        });
}

void MemberCheck::readAll(SegmentId segment)
{
    readComplete<Person>(
        membersSource(m_api, segment), m_context.get(),
        [this, segment, mark = m_mirror.mark()](const Result<CompleteList<Person>> &people) {
            if (people)
                m_mirror.setMembers(segment, profiles(people->rows()), mark, m_context.get(), {});
        });
}

} // namespace segmentdesk
