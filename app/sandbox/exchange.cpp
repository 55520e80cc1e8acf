// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/exchange.h"

#include <QDateTime>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

/// Past the end of every list.
constexpr int farPage = 1'000'000;

} // namespace

Exchange::Exchange(const Call &call)
    : m_database(call.database), m_options(call.options), m_witness(call.witness),
      m_route(call.route), m_bend(call.bend), m_readOnly(call.readOnly),
      m_reader(call.request, call.options), m_rows(call.database, call.options),
      m_pages(m_reader.query())
{
}

qint64 Exchange::now()
{
    return QDateTime::currentSecsSinceEpoch();
}

QByteArray Exchange::newUuid()
{
    return QUuid::createUuid().toRfc4122();
}

QString Exchange::at(qsizetype index)
{
    return QString::number(index);
}

HttpResponse Exchange::noSuchSegment() const
{
    return m_reader.refused(404, u"Segment `%1` does not exist."_s.arg(m_route.idText));
}

BatchResult Exchange::distorted(BatchResult result) const
{
    if (m_bend.naming == ListDistortion::Naming::One && result.conflicts.size() > 1)
        result.conflicts.resize(1);
    result.namesConflicts = m_bend.naming != ListDistortion::Naming::None;
    return result;
}

HttpResponse Exchange::conflict(const BatchResult &result) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    json.endArray();
    writeBatchResult(json, distorted(result));
    json.endObject();
    return jsonAnswer(409, json.bytes());
}

HttpResponse Exchange::deleted(const BatchResult &result) const
{
    if (!m_options.deleteAnswers200) {
        HttpResponse response;
        response.status = 204;
        return response;
    }
    HttpResponse response = conflict(result); // the same body under another status
    response.status = result.missing.isEmpty() ? 200 : 207;
    return response;
}

std::optional<HttpResponse> Exchange::committed()
{
    if (m_database.commit())
        return {};
    return databaseFailed(m_database.takeError());
}

HttpResponse Exchange::databaseFailed(const QString &reason) const
{
    return m_reader.refused(500, u"The sandbox's database failed: %1"_s.arg(reason));
}

HttpResponse Exchange::listed(JsonWriter &json, const Paging &paging, qint64 total,
                              qint64 count) const
{
    json.key("meta");
    json.beginObject();
    m_pages.writePagination(json, paging, qMax(qint64(0), total + m_bend.moreRows), count);
    json.endObject();
    json.endObject();
    return jsonAnswer(200, json.bytes());
}

bool Exchange::isOdd(qint64 row) const
{
    return m_options.oddRows > 0 && (row + 1) % m_options.oddRows == 0;
}

Paging Exchange::served(const Paging &asked) const
{
    if (m_bend.repeatPage)
        return {1, asked.limit};
    if (m_bend.emptyPage || (m_options.emptyPage > 0 && asked.page == m_options.emptyPage))
        return {farPage, asked.limit};
    return asked;
}

HttpResponse Exchange::segmentPage(const QList<const SegmentRow *> &rows,
                                   const Paging &paging) const
{
    const qint64 first = qMin(served(paging).firstRow(), qint64(rows.size()));
    const qint64 end = qMin(first + paging.limit, qint64(rows.size()));
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    for (qint64 row = first; row < end; ++row) {
        if (isOdd(row))
            json.text("{\"id\":\"" + uuidText(rows[row]->uuid) + "\"}");
        else
            m_rows.writeSegment(json, *rows[row]);
    }
    json.endArray();
    return listed(json, paging, rows.size(), end - first);
}

HttpResponse Exchange::profilePage(const QList<ProfileRow> &rows, const Paging &paging,
                                   qint64 total) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    qint64 number = served(paging).firstRow();
    for (const ProfileRow &row : rows) {
        if (isOdd(number++))
            json.text("{\"id\":\"odd\",\"customer_id\":" + QByteArray::number(row.customerId)
                      + '}');
        else
            m_rows.writeProfile(json, row);
    }
    json.endArray();
    return listed(json, paging, total, rows.size());
}

} // namespace segmentdesk::sandbox
