// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/requestreader.h"

#include "app/sandbox/customerinclude.h"
#include "app/sandbox/customerquery.h"
#include "app/sandbox/options.h"
#include "app/sandbox/paging.h"

#include <QDateTime>
#include <QHash>
#include <QJsonDocument>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr int defaultLimit = 50;
constexpr qint64 daySeconds = 86'400;

/// A date or a time with zone as seconds since 1970; nothing if it is neither.
std::optional<qint64> parseTime(const QString &text)
{
    const QString iso = QString(text).replace(u' ', u'+'); // a '+' that was not encoded
    QDateTime time = QDateTime::fromString(iso, Qt::ISODate);
    if (!time.isValid() || iso.size() < 10)
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), QTimeZone::utc());
    return time.toSecsSinceEpoch();
}

} // namespace

RequestReader::RequestReader(const HttpRequest &request, const Options &options)
    : m_request(request), m_options(options), m_query(request.query)
{
}

HttpResponse RequestReader::refused(int status, const QString &title,
                                    const FieldErrors &errors) const
{
    return errorAnswer(status, title, m_request.path, errors);
}

std::optional<HttpResponse> RequestReader::onlyParameters(const QStringList &single,
                                                          const QStringList &lists) const
{
    for (const Query::Item &item : m_query.items()) {
        if (lists.contains(item.name))
            continue;
        if (!single.contains(item.name))
            return refused(422, u"There is no parameter `%1` here."_s.arg(item.name),
                           {{item.name,
                             u"unknown parameter; known are: %1"_s.arg(
                                 (single + lists).join(QLatin1String(", ")))}});
        if (m_query.repeats(item.name))
            return refused(422, u"The parameter `%1` is given twice."_s.arg(item.name),
                           {{item.name, u"given twice"_s}});
    }
    return {};
}

std::optional<HttpResponse> RequestReader::readPaging(Paging *paging) const
{
    for (const auto &[name, value] :
         {std::pair("page", &paging->page), {"limit", &paging->limit}}) {
        const QString key = QString::fromLatin1(name);
        if (!m_query.has(key))
            continue;
        bool valid = false;
        *value = m_query.value(key).toInt(&valid);
        if (!valid || *value < 1)
            return refused(422, u"The parameter `%1` must be a whole number from 1."_s.arg(key),
                           {{key, u"must be a whole number from 1"_s}});
    }
    if (!m_query.has(u"limit"))
        paging->limit = defaultLimit;
    paging->limit = qMin(paging->limit, m_options.maxPageSize);
    return {};
}

std::optional<HttpResponse> RequestReader::readIds(QList<QByteArray> *ids, QStringList *texts) const
{
    const QString key = u"id:in"_s;
    const QStringList values = m_query.list(key);
    for (const QString &value : values) {
        const QByteArray id = uuidBytes(value);
        if (id.isEmpty())
            return refused(
                422, u"The parameter `id:in` must be a list of UUIDs."_s,
                {{key,
                  value.isEmpty() ? u"an id is empty"_s : u"`%1` is not a UUID"_s.arg(value)}});
        if (!ids->contains(id)) {
            ids->append(id);
            texts->append(value);
        }
    }
    return {};
}

std::optional<HttpResponse> RequestReader::readDeletion(bool *all, QList<QByteArray> *ids,
                                                        QStringList *texts) const
{
    // A near miss such as `id=` or `id:in[]=` must not pass as "no id:in", which deletes
    // everything.
    if (auto problem = onlyParameters({}, {u"id:in"_s}))
        return problem;
    *all = m_query.items().isEmpty();
    if (*all && !m_request.query.isEmpty())
        return refused(422, u"The query of the address is not valid."_s);
    return readIds(ids, texts);
}

std::optional<HttpResponse> RequestReader::readItems(QJsonArray *items, int most) const
{
    if (auto problem = onlyParameters({}, {}))
        return problem;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(m_request.body, &error);
    if (error.error != QJsonParseError::NoError)
        return refused(400, u"The body is not valid JSON: %1."_s.arg(error.errorString()));
    if (!document.isArray())
        return refused(400, u"The body must be a JSON array."_s);
    *items = document.array();
    if (items->isEmpty())
        return refused(400, u"The array in the body is empty."_s);
    if (items->size() > most)
        return refused(413,
                       u"At most %1 items are taken in one request, these are %2."_s.arg(most).arg(
                           items->size()));
    return {};
}

std::optional<HttpResponse> RequestReader::readCustomerFilters(CustomerQuery *query) const
{
    QStringList conditions;
    const auto wrong = [this](const QString &name, const QString &text) {
        return refused(422, u"The filter `%1` is not valid."_s.arg(name), {{name, text}});
    };

    struct Filter
    {
        const char16_t *name;
        const char16_t *column;
    };
    for (const Filter &filter : {Filter{u"id:in", u"id"}, {u"customer_group_id:in", u"group_id"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        QStringList numbers;
        const QStringList values = m_query.list(name);
        for (const QString &value : values) {
            bool valid = false;
            const qint64 number = value.toLongLong(&valid);
            if (!valid)
                return wrong(name, u"must be a list of whole numbers"_s);
            numbers.append(QString::number(number));
        }
        conditions.append(QString::fromUtf16(filter.column) + u" IN ("_s + numbers.join(u',')
                          + u')');
    }
    for (const Filter &filter :
         {Filter{u"email:in", u"email"},
          {u"company:in", u"company"},
          {u"phone:in", u"phone"},
          {u"registration_ip_address:in", u"('192.0.2.' || (id * 37 % 254 + 1))"},
          {u"name:in", u"first_name || ' ' || last_name"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        QStringList marks;
        const QStringList values = m_query.list(name);
        for (const QString &value : values) {
            if (value.isEmpty())
                return wrong(name, u"an entry is empty"_s);
            marks.append(u"?"_s);
            query->values.append(name == u"email:in"_s ? value.toLower() : value);
        }
        conditions.append(QString::fromUtf16(filter.column) + u" IN ("_s + marks.join(u',') + u')');
    }
    const QString like = u"name:like"_s;
    if (m_query.has(like)) {
        const QString needle = m_query.value(like).trimmed().toCaseFolded();
        if (needle.isEmpty())
            return wrong(like, u"must not be empty"_s);
        conditions.append(u"instr(search, ?) > 0"_s);
        query->values.append(needle);
    }
    for (const Filter &filter : {Filter{u"date_created:min", u"created >= ?"},
                                 {u"date_created:max", u"created <= ?"},
                                 {u"date_modified:min", u"modified >= ?"},
                                 {u"date_modified:max", u"modified <= ?"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        const std::optional<qint64> time = parseTime(m_query.value(name));
        if (!time)
            return wrong(name, u"must be a date such as 2026-04-30 or 2026-04-30T12:00:00Z"_s);
        conditions.append(QString::fromUtf16(filter.column));
        query->values.append(*time);
    }
    for (const Filter &filter :
         {Filter{u"date_created", u"created"}, {u"date_modified", u"modified"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        const std::optional<qint64> time = parseTime(m_query.value(name));
        if (!time)
            return wrong(name, u"must be a date such as 2026-04-30 or 2026-04-30T12:00:00Z"_s);
        // A date without a time is all of its day.
        const bool isDay = m_query.value(name).size() == 10;
        conditions.append(QString::fromUtf16(filter.column) + u" BETWEEN ? AND ?"_s);
        query->values.append(*time);
        query->values.append(isDay ? *time + daySeconds - 1 : *time);
    }
    query->where = conditions.join(QLatin1String(" AND "));
    return {};
}

std::optional<HttpResponse> RequestReader::readCustomerOrder(CustomerQuery *query) const
{
    if (m_query.has(u"sort")) {
        static const QHash<QString, QString> orders{
            {u"date_created:asc"_s, u"created, id"_s},
            {u"date_created:desc"_s, u"created DESC, id DESC"_s},
            {u"date_modified:asc"_s, u"modified, id"_s},
            {u"date_modified:desc"_s, u"modified DESC, id DESC"_s},
            {u"last_name:asc"_s, u"last_name COLLATE NOCASE, id"_s},
            {u"last_name:desc"_s, u"last_name COLLATE NOCASE DESC, id DESC"_s},
        };
        query->orderBy = orders.value(m_query.value(u"sort"));
        if (query->orderBy.isEmpty())
            return refused(422, u"The order `%1` is not known."_s.arg(m_query.value(u"sort")),
                           {{u"sort"_s,
                             u"must be date_created, date_modified or last_name, "
                             "with :asc or :desc"_s}});
    }
    if (m_query.has(u"after") && m_query.has(u"before"))
        return refused(422, u"Only one of `after` and `before` can be given."_s,
                       {{u"before"_s, u"given together with `after`"_s}});
    for (const QString &name : {u"after"_s, u"before"_s}) {
        if (!m_query.has(name))
            continue;
        const std::optional<qint64> id = parseCursor(m_query.value(name));
        if (!id)
            return refused(422, u"The cursor is not valid."_s,
                           {{name, u"must be a cursor from an earlier answer"_s}});
        query->start =
            name == u"after"_s ? CustomerQuery::Start::After : CustomerQuery::Start::Before;
        query->from = *id;
    }
    return {};
}

std::optional<HttpResponse> RequestReader::readCustomerInclude(CustomerInclude *include) const
{
    const QStringList includes = m_query.list(u"include");
    for (const QString &each : includes) {
        if (each == u"shopper_profile_id"_s)
            include->profile = true;
        else if (each == u"segment_ids"_s)
            include->segments = true;
        else if (each == u"addresses"_s)
            include->addresses = true;
        else if (each == u"storecredit"_s)
            include->storeCredit = true;
        else if (each == u"attributes"_s)
            include->attributes = true;
        else if (each == u"formfields"_s)
            include->formFields = true;
        else
            return refused(422, u"`%1` cannot be included."_s.arg(each),
                           {{u"include"_s,
                             u"known are addresses, storecredit, attributes, formfields, "
                             "shopper_profile_id, segment_ids"_s}});
    }
    return {};
}

} // namespace segmentdesk::sandbox
