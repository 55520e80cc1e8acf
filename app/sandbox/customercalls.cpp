// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/customercalls.h"

#include "app/sandbox/customerinclude.h"
#include "app/sandbox/customerquery.h"

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

HttpResponse CustomerCalls::listCustomers()
{
    static const QStringList single{
        u"page"_s,
        u"limit"_s,
        u"after"_s,
        u"before"_s,
        u"sort"_s,
        u"name:like"_s,
        u"date_created:min"_s,
        u"date_created:max"_s,
        u"date_modified:min"_s,
        u"date_modified:max"_s,
        u"date_created"_s,
        u"date_modified"_s,
    };
    static const QStringList lists{
        u"id:in"_s,    u"email:in"_s,
        u"name:in"_s,  u"company:in"_s,
        u"phone:in"_s, u"registration_ip_address:in"_s,
        u"include"_s,  u"customer_group_id:in"_s,
    };
    if (auto problem = m_reader.onlyParameters(single, lists))
        return *problem;
    Paging paging;
    if (auto problem = m_reader.readPaging(&paging))
        return *problem;
    CustomerQuery query;
    if (auto problem = m_reader.readCustomerFilters(&query))
        return *problem;
    query.from = served(paging).firstRow();
    if (auto problem = m_reader.readCustomerOrder(&query))
        return *problem;
    query.limit = paging.limit;
    CustomerInclude include;
    if (auto problem = m_reader.readCustomerInclude(&include))
        return *problem;
    if (include.segments && m_readOnly && m_options.readOnlyHidesSegments)
        return m_reader.refused(403,
                                u"The token does not have the scope store_v2_customers, which "
                                "including segment_ids needs."_s);

    const CustomerTable::Slice slice = m_database.customers().slice(query);
    if (!slice.cursorKnown)
        return m_reader.refused(422, u"The cursor is not valid."_s,
                                {{u"after"_s, u"must be a cursor of this list"_s}});
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    qint64 number = slice.firstRow;
    for (CustomerRow row : slice.rows) {
        if (isOdd(number++) && query.where.isEmpty())
            row.id = 0;
        m_rows.writeCustomer(json, row, include);
    }
    json.endArray();

    const qint64 total = qMax(qint64(0), slice.total + m_bend.moreRows);
    const qint64 count = slice.rows.size();
    json.key("meta");
    json.beginObject();
    // By cursor there are only cursors; behind the first page only page numbers.
    const bool byCursor = query.start != CustomerQuery::Start::Row;
    if (!byCursor)
        m_pages.writePagination(json, paging, total, count);
    if (byCursor || paging.page == 1)
        m_pages.writeCursors(json, paging, slice, total);
    json.endObject();
    json.endObject();
    return jsonAnswer(200, json.bytes());
}

} // namespace segmentdesk::sandbox
