// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/requestcheck.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

bool isLoopback(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

/// Colons and commas stay as they are, as in the vendor's own examples (`id:in=a,b`).
QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text, QByteArrayLiteral(":,"));
}

ApiError refusal(const QString &why)
{
    ApiError error;
    error.kind = ApiError::Kind::InvalidArguments;
    error.details = why + u"; nothing was sent"_s;
    return error;
}

/// Whether @p request, a DELETE, names what to delete. On the real API one that does not wipes the
/// store.
bool namesItsTargets(const RestClient::Request &request)
{
    if (request.query.size() != 1 || request.query.first().first != u"id:in")
        return false;
    const QStringList ids = request.query.first().second.split(u',');
    return std::all_of(ids.cbegin(), ids.cend(), [](const QString &id) {
        return !id.isEmpty() && std::all_of(id.cbegin(), id.cend(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u'-';
        });
    });
}

} // namespace

std::optional<ApiError> refusalOf(const RestClient::Request &request, const QUrl &apiPath,
                                  const QByteArray &token, QUrl *url)
{
    if (!apiPath.isValid() || apiPath.host().isEmpty() || !apiPath.userInfo().isEmpty()
        || apiPath.hasQuery() || apiPath.hasFragment())
        return refusal(u"the API path is not an address of a store"_s);
    if (apiPath.scheme() != u"https"
        && !(apiPath.scheme() == u"http" && isLoopback(apiPath.host())))
        return refusal(u"only https is allowed"_s);
    const bool tokenFits = !token.isEmpty()
        && std::all_of(token.cbegin(), token.cend(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!tokenFits) {
        ApiError error = refusal(token.isEmpty() ? u"there is no token"_s
                                                 : u"the token has characters that no token has"_s);
        error.kind = ApiError::Kind::Unauthorized;
        return error;
    }
    if (!request.path.startsWith(u'/') || request.path.contains(u"//")
        || request.path.contains(u"..") || request.path.contains(u'?')
        || request.path.contains(u'#'))
        return refusal(u"the path is malformed"_s);
    if (request.method == RestClient::Method::Delete && !namesItsTargets(request))
        return refusal(u"a DELETE must name what to delete, and nothing else"_s);

    QByteArray query;
    for (const auto &[key, value] : request.query) {
        if (!query.isEmpty())
            query += '&';
        query += encoded(key) + '=' + encoded(value);
    }
    *url = apiPath;
    url->setPath(apiPath.path() + request.path);
    if (!query.isEmpty())
        url->setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    if (url->toEncoded().size() > RestClient::maxUrlLength)
        return refusal(
            u"the address would be longer than %1 characters"_s.arg(RestClient::maxUrlLength));
    return std::nullopt;
}

ApiError::Subject subjectOf(const RestClient::Request &request)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    const QString first = parts.value(0);
    if (first == u"segments")
        return parts.size() > 2 ? ApiError::Subject::Members : ApiError::Subject::Segments;
    if (first == u"shopper-profiles")
        return parts.size() > 2 ? ApiError::Subject::SegmentsOfPerson : ApiError::Subject::Profiles;
    return first == u"customers" ? ApiError::Subject::Customers : ApiError::Subject::Unknown;
}

bool isOfList(const RestClient::Request &request)
{
    return request.path.lastIndexOf(u'/') == 0
        && std::none_of(request.query.cbegin(), request.query.cend(),
                        [](const auto &filter) { return filter.first.endsWith(u":in"); });
}

} // namespace segmentdesk
