// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/storeapi.h"

#include "models/api/restclient.h"
#include "models/api/wire.h"
#include "models/domain/background.h"

#include <QHash>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Method = RestClient::Method;
using Query = QList<std::pair<QString, QString>>;

/// Room that `id:in` may take in a URL of RestClient::maxUrlLength characters.
constexpr qsizetype idListLength = 1600;

QString segmentsPath()
{
    return u"/segments"_s;
}

QString profilesPath()
{
    return u"/shopper-profiles"_s;
}

QString membersPath(SegmentId segment)
{
    return segmentsPath() + u'/' + segment.toString() + profilesPath();
}

template <typename Id>
std::pair<QString, QString> idIn(const QList<Id> &ids)
{
    QStringList texts;
    texts.reserve(ids.size());
    for (const Id &id : ids)
        texts.append(id.toString());
    return {u"id:in"_s, texts.join(u',')};
}

Query pageQuery(PageRequest request)
{
    return {{u"page"_s, QString::number(request.page)},
            {u"limit"_s, QString::number(request.limit)}};
}

QString operation(const RestClient::Request &request)
{
    static const QHash<Method, QString> verbs{{Method::Get, u"GET "_s},
                                              {Method::Post, u"POST "_s},
                                              {Method::Put, u"PUT "_s},
                                              {Method::Delete, u"DELETE "_s}};
    return verbs.value(request.method) + request.path;
}

/// Why the arguments cannot be sent; empty if they can.
QString problemOf(PageRequest request)
{
    if (request.page < 1)
        return u"pages are counted from 1"_s;
    if (request.limit < 1 || request.limit > maxPageSize)
        return u"a page has 1 to %1 rows"_s.arg(maxPageSize);
    return {};
}

template <typename Id>
QString problemOf(const QList<Id> &ids)
{
    if (ids.size() > maxIdsPerRequest)
        return u"at most %1 ids go in one request"_s.arg(maxIdsPerRequest);
    if (std::any_of(ids.cbegin(), ids.cend(), [](const Id &id) { return id.isNull(); }))
        return u"an id is null"_s;
    return {};
}

template <typename Id>
QString problemOf(const UuidId<Id> &id)
{
    return id.isNull() ? u"the id is null"_s : QString();
}

QString problemOfSize(qsizetype size)
{
    return size > maxIdsPerRequest ? u"at most %1 go in one request"_s.arg(maxIdsPerRequest)
                                   : QString();
}

/// Answers from so many bytes on are read in a thread of their own: ten pages of customers that
/// come at once take as long as two pictures of the window.
constexpr qsizetype bytesToReadInBackground = 8'192;

/// Not shared with what may take seconds.
QThreadPool &readers()
{
    static QThreadPool pool;
    return pool;
}

/// Sends @p request, unless @p problem is not empty, and gives what @p read makes of the answer. @p
/// read is called in any thread.
template <typename T, typename Read>
void run(RestClient &client, RequestPriority priority, RestClient::Request request,
         QObject *context, Callback<T> callback, const QString &problem, Read read)
{
    const QString name = operation(request);
    if (!problem.isEmpty()) {
        ApiError error;
        error.kind = ApiError::Kind::InvalidArguments;
        error.details = name + u": "_s + problem + u"; nothing was sent"_s;
        QMetaObject::invokeMethod(
            context, [callback = std::move(callback), error] { callback(tl::unexpected(error)); },
            Qt::QueuedConnection);
        return;
    }
    const auto answer = [client = QPointer<RestClient>(&client), name,
                         callback](const RestClient::Reply &reply, Result<T> result) {
        if (!client)
            return;
        if (!result) {
            ApiError &error = result.error();
            if (error.httpStatus == 0)
                error.httpStatus = reply.status;
            error.requestId = wire::plainText(reply.requestId, 200);
            error.details = name + u": "_s + error.details;
            error = client->redacted(std::move(error));
        }
        callback(std::move(result));
    };
    client.send(
        std::move(request), priority, context,
        [context, answer, callback, read = std::move(read)](Result<RestClient::Reply> reply) {
            if (!reply) {
                callback(tl::unexpected(std::move(reply.error())));
            } else if (reply->body.size() < bytesToReadInBackground) {
                answer(*reply, read(*reply));
            } else {
                inBackground(
                    readers(), context, [read, reply = *reply] { return read(reply); },
                    [answer, reply = *reply](Result<T> result) {
                        answer(reply, std::move(result));
                    });
            }
        });
}

/// Reads a page and sees that it is the one asked for; @p asked 0: any.
template <typename T>
auto readPage(Result<Page<T>> (*parse)(const QByteArray &), int asked)
{
    return [parse, asked](const RestClient::Reply &reply) -> Result<Page<T>> {
        if (reply.status != 200)
            return tl::unexpected(
                ApiError::unexpected(u"a list came with HTTP %1"_s.arg(reply.status)));
        Result<Page<T>> page = parse(reply.body);
        if (page && asked > 0 && page->rows() > 0 && page->number != asked) {
            return tl::unexpected(ApiError::unexpected(
                u"page %1 was asked for, page %2 came"_s.arg(asked).arg(page->number)));
        }
        return page;
    };
}

/// Reads the rows that a write made, in the order of @p keys where they have one of them.
template <typename T, typename Key>
auto readRows(Result<QList<T>> (*parse)(const QByteArray &), QList<Key> keys,
              Key (*keyOf)(const T &))
{
    return
        [parse, keys = std::move(keys), keyOf](const RestClient::Reply &reply) -> Result<QList<T>> {
            Result<QList<T>> rows = parse(reply.body);
            if (!rows)
                return rows;
            if (rows->isEmpty()) {
                // 207: if nothing at all was made, the body says why.
                const Result<WriteReport> report = wire::writeReport(reply.body);
                if (report && report->failed > 0)
                    return tl::unexpected(wire::errorFromPartialAnswer(reply.status, reply.body));
            }
            QHash<Key, qsizetype> order;
            for (qsizetype i = keys.size() - 1; i >= 0; --i)
                order.insert(keys.at(i), i);
            std::stable_sort(rows->begin(), rows->end(), [&](const T &a, const T &b) {
                return order.value(keyOf(a), keys.size()) < order.value(keyOf(b), keys.size());
            });
            return rows;
        };
}

Result<WriteReport> readReportOf(const RestClient::Reply &reply, const QList<ProfileId> &sent)
{
    Result<WriteReport> report = wire::writeReport(reply.body, sent);
    if (report)
        report->status = reply.status;
    return report;
}

Result<WriteReport> readReport(const RestClient::Reply &reply)
{
    return readReportOf(reply, {});
}

/// A write, whose answer is judged by what its body says.
RestClient::Request write(Method method, const QString &path, const Query &query,
                          const QByteArray &body = {})
{
    RestClient::Request request{method, path, query, body};
    request.isPartly = [](const QByteArray &answer) { return wire::appliedIn(answer) > 0; };
    return request;
}

/// Says which rows of a page were left out, and answers with the rest.
template <typename T>
Callback<Page<T>> telling(const StoreApi::OddRows &onOddRows, const QString &path,
                          Callback<Page<T>> callback)
{
    if (!onOddRows)
        return callback;
    return [onOddRows, path, callback = std::move(callback)](Result<Page<T>> page) {
        if (page && !page->odd.isEmpty())
            onOddRows(u"GET "_s + path, page->odd);
        callback(std::move(page));
    };
}

} // namespace

StoreApi::StoreApi(RestClient &client, RequestPriority priority, OddRows onOddRows)
    : m_client(client), m_priority(priority), m_onOddRows(std::move(onOddRows))
{
}

void StoreApi::listSegments(PageRequest request, QObject *context, Callback<Page<Segment>> callback)
{
    run(m_client, m_priority, {Method::Get, segmentsPath(), pageQuery(request), {}}, context,
        telling<Segment>(m_onOddRows, segmentsPath(), std::move(callback)), problemOf(request),
        readPage(wire::segmentPage, request.page));
}

void StoreApi::findSegments(NonEmpty<QList<SegmentId>> ids, PageRequest request, QObject *context,
                            Callback<Page<Segment>> callback)
{
    Query query = pageQuery(request);
    query.prepend(idIn(*ids));
    const QString problem = problemOf(*ids);
    run(m_client, m_priority, {Method::Get, segmentsPath(), query, {}}, context,
        telling<Segment>(m_onOddRows, segmentsPath(), std::move(callback)),
        problem.isEmpty() ? problemOf(request) : problem,
        readPage(wire::segmentPage, request.page));
}

void StoreApi::createSegments(NonEmpty<QList<NewSegment>> segments, QObject *context,
                              Callback<QList<Segment>> callback)
{
    QList<QString> names;
    for (const NewSegment &segment : segments)
        names.append(segment.name);
    QString problem = problemOfSize(segments.size());
    if (std::any_of(names.cbegin(), names.cend(),
                    [](const QString &name) { return name.trimmed().isEmpty(); }))
        problem = u"a segment has no name"_s;
    run(m_client, m_priority, write(Method::Post, segmentsPath(), {}, wire::newSegments(*segments)),
        context, std::move(callback), problem,
        readRows<Segment, QString>(wire::segments, names,
                                   [](const Segment &segment) { return segment.name; }));
}

void StoreApi::updateSegments(NonEmpty<QList<SegmentUpdate>> updates, QObject *context,
                              Callback<QList<Segment>> callback)
{
    QList<SegmentId> ids;
    for (const SegmentUpdate &update : updates)
        ids.append(update.id);
    run(m_client, m_priority,
        write(Method::Put, segmentsPath(), {}, wire::segmentUpdates(*updates)), context,
        std::move(callback), problemOf(ids),
        readRows<Segment, SegmentId>(wire::segments, ids,
                                     [](const Segment &segment) { return segment.id; }));
}

void StoreApi::deleteSegments(NonEmpty<QList<SegmentId>> ids, QObject *context,
                              Callback<WriteReport> callback)
{
    run(m_client, m_priority, write(Method::Delete, segmentsPath(), {idIn(*ids)}), context,
        std::move(callback), problemOf(*ids), readReport);
}

void StoreApi::listProfiles(PageRequest request, QObject *context,
                            Callback<Page<ShopperProfile>> callback)
{
    run(m_client, m_priority, {Method::Get, profilesPath(), pageQuery(request), {}}, context,
        telling<ShopperProfile>(m_onOddRows, profilesPath(), std::move(callback)),
        problemOf(request), readPage(wire::profilePage, request.page));
}

void StoreApi::createProfiles(NonEmpty<QList<CustomerId>> customers, QObject *context,
                              Callback<MadeProfiles> callback)
{
    QString problem = problemOfSize(customers.size());
    if (std::any_of(customers.begin(), customers.end(),
                    [](CustomerId id) { return toNumber(id) < 1; }))
        problem = u"a customer id is not above 0"_s;
    const auto rows = readRows<ShopperProfile, CustomerId>(
        wire::profiles, *customers,
        [](const ShopperProfile &profile) { return profile.customerId; });
    run(m_client, m_priority,
        write(Method::Post, profilesPath(), {}, wire::newProfiles(*customers)), context,
        std::move(callback), problem,
        [rows](const RestClient::Reply &reply) -> Result<MadeProfiles> {
            Result<QList<ShopperProfile>> made = rows(reply);
            if (!made)
                return tl::unexpected(std::move(made.error()));
            Result<WriteReport> report = readReport(reply);
            if (!report)
                return tl::unexpected(std::move(report.error()));
            return MadeProfiles{std::move(*made), std::move(*report)};
        });
}

void StoreApi::deleteProfiles(NonEmpty<QList<ProfileId>> ids, QObject *context,
                              Callback<WriteReport> callback)
{
    run(m_client, m_priority, write(Method::Delete, profilesPath(), {idIn(*ids)}), context,
        std::move(callback), problemOf(*ids), readReport);
}

void StoreApi::listMembers(SegmentId segment, PageRequest request, QObject *context,
                           Callback<Page<ShopperProfile>> callback)
{
    run(m_client, m_priority, {Method::Get, membersPath(segment), pageQuery(request), {}}, context,
        telling<ShopperProfile>(m_onOddRows, membersPath(segment), std::move(callback)),
        problemOf(segment) + problemOf(request), readPage(wire::profilePage, request.page));
}

void StoreApi::addMembers(SegmentId segment, NonEmpty<QList<ProfileId>> profiles, QObject *context,
                          Callback<WriteReport> callback)
{
    RestClient::Request request =
        write(Method::Post, membersPath(segment), {}, wire::profileIds(*profiles));
    request.explain = [sent = *profiles](ApiError &error, const QByteArray &body) {
        if (error.kind == ApiError::Kind::Conflict)
            error.alreadyMembers = wire::alreadyMembersIn(body, sent);
    };
    run(m_client, m_priority, std::move(request), context, std::move(callback),
        problemOf(segment) + problemOf(*profiles),
        [sent = *profiles](const RestClient::Reply &reply) {
            Result<WriteReport> report = readReportOf(reply, sent);
            if (report && (report->failed > 0 || reply.status >= 400))
                report->alreadyMembers = wire::alreadyMembersIn(reply.body, sent);
            return report;
        });
}

void StoreApi::removeMembers(SegmentId segment, NonEmpty<QList<ProfileId>> profiles,
                             QObject *context, Callback<WriteReport> callback)
{
    run(m_client, m_priority, write(Method::Delete, membersPath(segment), {idIn(*profiles)}),
        context, std::move(callback), problemOf(segment) + problemOf(*profiles), readReport);
}

void StoreApi::listSegmentsOfProfile(ProfileId profile, PageRequest request, QObject *context,
                                     Callback<Page<Segment>> callback)
{
    run(m_client, m_priority,
        {Method::Get,
         profilesPath() + u'/' + profile.toString() + segmentsPath(),
         pageQuery(request),
         {}},
        context,
        telling<Segment>(m_onOddRows, profilesPath() + u'/' + profile.toString() + segmentsPath(),
                         std::move(callback)),
        problemOf(profile) + problemOf(request), readPage(wire::segmentPage, request.page));
}

void StoreApi::listCustomers(const CustomerQuery &query, QObject *context,
                             Callback<Page<Customer>> callback)
{
    QString problem = problemOf(query.page);
    Query parameters = pageQuery(query.page);
    if (!query.after.isEmpty())
        parameters.first() = {u"after"_s, query.after};
    if (!query.ids.isEmpty()) {
        QStringList ids;
        for (const CustomerId id : query.ids)
            ids.append(QString::number(toNumber(id)));
        parameters.append({u"id:in"_s, ids.join(u',')});
        if (std::any_of(query.ids.cbegin(), query.ids.cend(),
                        [](CustomerId id) { return toNumber(id) < 1; }))
            problem = u"a customer id is not above 0"_s;
    }
    if (!query.emails.isEmpty()) {
        parameters.append({u"email:in"_s, query.emails.join(u',')});
        if (std::any_of(query.emails.cbegin(), query.emails.cend(), [](const QString &email) {
                return email.isEmpty() || email.contains(u',');
            }))
            problem = u"an e-mail address is empty or has a comma"_s;
    }
    if (!query.nameLike.isEmpty())
        parameters.append({u"name:like"_s, query.nameLike});
    if (query.modifiedSince.isValid()) {
        parameters.append({u"date_modified:min"_s,
                           query.modifiedSince.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s)});
    }
    QStringList include;
    if (query.includeProfiles)
        include.append(u"shopper_profile_id"_s);
    if (query.includeSegments)
        include.append(u"segment_ids"_s);
    if (!include.isEmpty())
        parameters.append({u"include"_s, include.join(u',')});
    run(m_client, m_priority, {Method::Get, u"/customers"_s, parameters, {}}, context,
        telling<Customer>(m_onOddRows, u"/customers"_s, std::move(callback)), problem,
        query.after.isEmpty() ? readPage(wire::customerPage, query.page.page)
                              : readPage(wire::customersByCursor, 0));
}

QList<QList<CustomerId>> StoreApi::batchesOf(const QList<CustomerId> &ids)
{
    QList<QList<CustomerId>> batches;
    qsizetype length = 0;
    for (const CustomerId id : ids) {
        const qsizetype width = QByteArray::number(toNumber(id)).size() + 1;
        if (batches.isEmpty() || batches.last().size() == maxPageSize
            || length + width > idListLength) {
            batches.append(QList<CustomerId>());
            length = 0;
        }
        batches.last().append(id);
        length += width;
    }
    return batches;
}

void StoreApi::withdrawWrites(const QObject *context)
{
    m_client.withdrawWrites(context);
}

} // namespace segmentdesk
