// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/answers.h"
#include "app/sandbox/database.h"
#include "app/sandbox/httpmessage.h"
#include "app/sandbox/jsonwriter.h"
#include "app/sandbox/listdistortion.h"
#include "app/sandbox/options.h"
#include "app/sandbox/pagewriter.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/requestreader.h"
#include "app/sandbox/route.h"
#include "app/sandbox/rowwriter.h"

#include <optional>

namespace segmentdesk::sandbox {

class ServerState;

/// One request and what its answer needs: the base of the operations, which live as long as the
/// request.
class Exchange
{
public:
    struct Call
    {
        Database &database;
        const Options &options;
        ServerState &witness;
        const Route &route;
        const HttpRequest &request;
        const ListDistortion &bend;
        bool readOnly = false;
    };

    explicit Exchange(const Call &call);
    Q_DISABLE_COPY_MOVE(Exchange)

    HttpResponse databaseFailed(const QString &reason) const;

protected:
    static qint64 now();
    static QByteArray newUuid();
    static QString at(qsizetype index);

    HttpResponse noSuchSegment() const;
    bool doesParts() const { return m_options.partialConflicts || m_options.partial422; }
    /// The same with as many conflicts named as the request's fault wants.
    BatchResult distorted(BatchResult result) const;
    HttpResponse conflict(const BatchResult &result) const;
    HttpResponse deleted(const BatchResult &result) const;
    /// Commits; if the database failed, the answer that says so.
    std::optional<HttpResponse> committed();

    HttpResponse listed(JsonWriter &json, const Paging &paging, qint64 total, qint64 count) const;
    HttpResponse segmentPage(const QList<const SegmentRow *> &rows, const Paging &paging) const;
    HttpResponse profilePage(const QList<ProfileRow> &rows, const Paging &paging,
                             qint64 total) const;
    template <typename Row, typename Write>
    HttpResponse written(int status, const QList<Row> &rows, const BatchResult &result,
                         Write write) const;
    bool isOdd(qint64 row) const;
    Paging served(const Paging &asked) const;

    Database &m_database;
    const Options &m_options;
    ServerState &m_witness;
    const Route &m_route;
    const ListDistortion &m_bend;
    const bool m_readOnly;
    const RequestReader m_reader;
    const RowWriter m_rows;
    const PageWriter m_pages;
};

template <typename Row, typename Write>
HttpResponse Exchange::written(int status, const QList<Row> &rows, const BatchResult &result,
                               Write write) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    const qsizetype listed = qMax<qsizetype>(0, rows.size() - m_bend.leaveOut);
    for (const Row &row : rows.first(listed))
        write(json, row);
    json.endArray();
    if (result.success < result.total) {
        writeBatchResult(json, distorted(result));
        status = m_options.partial422 ? 422 : 207;
    } else if (m_options.countsInMeta) {
        writeBatchResult(json, result);
    } else {
        json.key("meta");
        json.beginObject();
        json.endObject();
    }
    json.endObject();
    return jsonAnswer(status, json.bytes());
}

} // namespace segmentdesk::sandbox
