// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/membercalls.h"

#include "app/sandbox/serverstate.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr int maxMembersPerRequest = 50;

} // namespace

HttpResponse MemberCalls::listMembers()
{
    if (auto problem = m_reader.onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = m_reader.readPaging(&paging))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    return profilePage(
        m_database.members().rows(segment->seq, served(paging).firstRow(), paging.limit), paging,
        m_database.members().count(segment->seq));
}

HttpResponse MemberCalls::addMembers()
{
    QJsonArray items;
    if (auto problem = m_reader.readItems(&items, maxMembersPerRequest))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    FieldErrors invalid;
    FieldErrors twice;
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QByteArray id = uuidBytes(items[i].toString());
        if (id.isEmpty())
            invalid.append({at(i), u"must be the UUID of a shopper profile"_s});
        else if (seen.contains(id))
            twice.append(
                {at(i),
                 u"Shopper profile `%1` occurs twice in this request."_s.arg(items[i].toString())});
        seen.insert(id);
    }
    if (!invalid.isEmpty())
        return m_reader.refused(400, u"The body must be an array of ids of shopper profiles."_s,
                                invalid);
    if (!twice.isEmpty())
        return m_reader.refused(422, u"An id occurs twice."_s, twice);

    BatchResult result;
    result.total = items.size();
    QList<ProfileRow> added;
    int again = 0;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString text = items[i].toString();
        const std::optional<ProfileRow> profile = m_database.profile(uuidBytes(text));
        if (!profile) {
            result.missing.append({at(i), u"Shopper profile `%1` does not exist."_s.arg(text)});
            continue;
        }
        const MemberTable::Membership membership =
            m_database.members().membership(segment->seq, profile->seq);
        if (membership == MemberTable::Membership::None) {
            added.append(*profile);
            continue;
        }
        if (membership == MemberTable::Membership::ByRequest)
            ++again;
        result.conflicts.append(
            {at(i),
             u"Shopper profile `%1` already exists for segment `%2`."_s.arg(
                 QLatin1String(uuidText(profile->uuid)), QLatin1String(uuidText(segment->uuid)))});
    }
    m_witness.note([&](Statistics &statistics) { statistics.membersAddedAgain += again; });
    const bool partly = doesParts() && !added.isEmpty();
    if (!result.missing.isEmpty() && !partly)
        return m_reader.refused(422, u"A shopper profile does not exist."_s, result.missing);
    if (!result.conflicts.isEmpty() && !partly)
        return conflict(result);
    m_database.begin();
    QList<qint64> customers;
    for (const ProfileRow &each : std::as_const(added)) {
        m_database.members().add(segment->seq, each.seq);
        customers.append(each.customerId);
    }
    touchCustomers(customers);
    if (auto failure = committed())
        return *failure;
    result.success = added.size();
    m_witness.note([&](Statistics &statistics) { statistics.membersAdded += added.size(); });
    return written(201, added, result, [this](JsonWriter &json, const ProfileRow &row) {
        m_rows.writeProfile(json, row);
    });
}

HttpResponse MemberCalls::removeMembers()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = m_reader.readDeletion(&all, &ids, &texts))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    BatchResult result;
    m_database.begin();
    if (all) {
        result.total = result.success = m_database.members().removeAll(segment->seq);
        m_witness.note([](Statistics &statistics) { ++statistics.wipes; });
    } else {
        result.total = ids.size();
        QList<qint64> customers;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const std::optional<ProfileRow> profile = m_database.profile(ids[i]);
            if (profile
                && m_database.members().membership(segment->seq, profile->seq)
                    != MemberTable::Membership::None) {
                m_database.members().remove(segment->seq, profile->seq);
                customers.append(profile->customerId);
            } else {
                result.missing.append(
                    {at(i),
                     u"Shopper profile `%1` does not exist for segment `%2`."_s.arg(
                         texts[i], m_route.idText)});
            }
        }
        touchCustomers(customers);
        result.success = customers.size();
    }
    if (auto failure = committed())
        return *failure;
    m_witness.note([&](Statistics &statistics) { statistics.membersRemoved += result.success; });
    return deleted(result);
}

void MemberCalls::touchCustomers(const QList<qint64> &customerIds)
{
    if (!m_options.membersTouchCustomers)
        return;
    const qint64 time = now();
    for (const qint64 each : customerIds)
        m_database.customers().touch(each, time);
}

} // namespace segmentdesk::sandbox
