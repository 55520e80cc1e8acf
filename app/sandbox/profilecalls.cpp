// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/profilecalls.h"

#include "app/sandbox/serverstate.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

HttpResponse ProfileCalls::listProfiles()
{
    if (auto problem = m_reader.onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = m_reader.readPaging(&paging))
        return *problem;
    return profilePage(m_database.profiles(served(paging).firstRow(), paging.limit), paging,
                       m_database.profileCount());
}

HttpResponse ProfileCalls::createProfiles()
{
    QJsonArray items;
    if (auto problem = m_reader.readItems(&items, m_options.maxItems))
        return *problem;
    FieldErrors invalid;
    FieldErrors unknown;
    QSet<qint64> seen;
    QList<qint64> customers;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonValue value = items[i].toObject().value(u"customer_id");
        const qint64 id = value.toInteger(-1);
        customers.append(id);
        if (!items[i].isObject())
            invalid.append({at(i), u"must be an object"_s});
        else if (!value.isDouble() || id < 1)
            invalid.append({at(i) + QLatin1String(".customer_id"),
                            u"must be the id of a registered customer, a whole number from 1"_s});
        else if (seen.contains(id))
            invalid.append(
                {at(i) + QLatin1String(".customer_id"), u"occurs twice in this request"_s});
        else if (!m_database.customers().exists(id))
            unknown.append({at(i), u"Customer `%1` does not exist."_s.arg(id)});
        seen.insert(id);
    }
    if (!invalid.isEmpty())
        return m_reader.refused(400, u"A shopper profile is not valid."_s, invalid);
    if (!unknown.isEmpty() && (!doesParts() || unknown.size() == items.size()))
        return m_reader.refused(422, u"A customer does not exist."_s, unknown);

    BatchResult result;
    result.kind = BatchResult::Conflicts::Profiles;
    result.total = items.size();
    result.missing = unknown;
    QList<ProfileRow> made;
    for (qsizetype i = 0; i < customers.size(); ++i) {
        if (m_database.profileOfCustomer(customers[i])) {
            result.conflicts.append(
                {at(i), u"Shopper profile already exists for customer `%1`."_s.arg(customers[i])});
        } else if (m_database.customers().exists(customers[i])) {
            const qint64 time = now();
            made.append({0, newUuid(), customers[i], time, time});
        }
    }
    if (!result.conflicts.isEmpty() && (!doesParts() || made.isEmpty()))
        return conflict(result);
    m_database.begin();
    for (const ProfileRow &each : std::as_const(made))
        m_database.insertProfile(each);
    if (auto failure = committed())
        return *failure;
    result.success = made.size();
    return written(201, made, result, [this](JsonWriter &json, const ProfileRow &row) {
        m_rows.writeProfile(json, row);
    });
}

HttpResponse ProfileCalls::deleteProfiles()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = m_reader.readDeletion(&all, &ids, &texts))
        return *problem;
    BatchResult result;
    qint64 members = 0;
    m_database.begin();
    if (all) {
        result.total = result.success = m_database.profileCount();
        members = m_database.deleteAllProfiles();
        m_witness.note([](Statistics &statistics) { ++statistics.wipes; });
    } else {
        result.total = ids.size();
        for (qsizetype i = 0; i < ids.size(); ++i) {
            if (const std::optional<ProfileRow> row = m_database.profile(ids[i])) {
                members += m_database.deleteProfile(row->seq);
                ++result.success;
            } else {
                result.missing.append(
                    {at(i), u"Shopper profile `%1` does not exist."_s.arg(texts[i])});
            }
        }
    }
    if (auto failure = committed())
        return *failure;
    m_witness.note([&](Statistics &statistics) { statistics.membersRemoved += members; });
    return deleted(result);
}

HttpResponse ProfileCalls::listSegmentsOfProfile()
{
    if (auto problem = m_reader.onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = m_reader.readPaging(&paging))
        return *problem;
    const std::optional<ProfileRow> profile =
        m_route.id.isEmpty() ? std::nullopt : m_database.profile(m_route.id);
    if (!profile)
        return m_reader.refused(404, u"Shopper profile `%1` does not exist."_s.arg(m_route.idText));
    return segmentPage(m_database.segmentsOfProfile(profile->seq), paging);
}

} // namespace segmentdesk::sandbox
