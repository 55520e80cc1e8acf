// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/answers.h"
#include "app/sandbox/httpmessage.h"
#include "app/sandbox/query.h"

#include <QJsonArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace segmentdesk::sandbox {

struct CustomerInclude;
struct CustomerQuery;
struct Options;
struct Paging;

/// Reads the parameters and the body of a request. Each read answers nothing if all is well, or
/// what to answer instead.
class RequestReader
{
public:
    RequestReader(const HttpRequest &request, const Options &options);

    const Query &query() const { return m_query; }

    std::optional<HttpResponse> onlyParameters(const QStringList &single,
                                               const QStringList &lists) const;
    std::optional<HttpResponse> readPaging(Paging *paging) const;
    std::optional<HttpResponse> readIds(QList<QByteArray> *ids, QStringList *texts) const;
    std::optional<HttpResponse> readDeletion(bool *all, QList<QByteArray> *ids,
                                             QStringList *texts) const;
    std::optional<HttpResponse> readItems(QJsonArray *items, int most) const;
    std::optional<HttpResponse> readCustomerFilters(CustomerQuery *query) const;
    std::optional<HttpResponse> readCustomerOrder(CustomerQuery *query) const;
    std::optional<HttpResponse> readCustomerInclude(CustomerInclude *include) const;

    HttpResponse refused(int status, const QString &title, const FieldErrors &errors = {}) const;

private:
    const HttpRequest &m_request;
    const Options &m_options;
    Query m_query;
};

} // namespace segmentdesk::sandbox
