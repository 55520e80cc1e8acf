// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/membercheck.h"

#include "models/jobs/livesources.h"
#include "models/jobs/pagewalker.h"
#include "models/mirror/mirror.h"

namespace segmentdesk {

namespace {

void append(const Page<Person> &page, QList<ProfileId> *members)
{
    for (const Person &person : page.items) {
        if (person.profile)
            members->append(person.profile->id);
    }
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
            if (page->total > page->items.size()) {
                compare(segment, page->total, mark);
                return;
            }
            QList<ProfileId> members;
            append(*page, &members);
            m_mirror.setMembers(segment, members, mark, m_context.get(), {});
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
    auto members = std::make_shared<QList<ProfileId>>();
    walkAll<Person>(
        membersSource(m_api, segment), m_context.get(),
        [members](const Page<Person> &page, qint64) { append(page, members.get()); },
        [this, segment, mark = m_mirror.mark(), members](const Result<WalkEnd> &end) {
            // Of a list that changed while it was read, some may be missing.
            if (end && !end->totalChanged)
                m_mirror.setMembers(segment, *members, mark, m_context.get(), {});
        });
}

} // namespace segmentdesk
