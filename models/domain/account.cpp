// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/account.h"

#include "models/domain/pastedcredentials.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

Result<QUrl> refused(const QString &which)
{
    ApiError error;
    error.kind = ApiError::Kind::InvalidArguments;
    error.title = which;
    return tl::unexpected(error);
}

bool isLoopback(const QString &host)
{
    static const QRegularExpression loopback(
        QStringLiteral(R"(^(localhost|127(\.[0-9]{1,3}){3}|::1)$)"));
    return loopback.match(host).hasMatch();
}

QString vendorHost()
{
    return u"api.bigcommerce.com"_s;
}

/// There the hash is in small letters, however it was written down.
QUrl vendorPath(const QString &hash)
{
    return QUrl(u"https://"_s + vendorHost() + u"/stores/"_s + hash.toLower() + u"/v3"_s);
}

} // namespace

Result<QUrl> apiPathFromInput(const QString &input)
{
    // A hash is 1 to 64 letters, digits, '-' and '_'.
    static const QRegularExpression hashOnly(u"^([A-Za-z0-9_-]{1,64})/?$"_s);
    static const QRegularExpression storePath(u"^/stores/([A-Za-z0-9_-]{1,64})(/.*)?$"_s);
    static const QRegularExpression pathOnly(u"^/?(stores/[A-Za-z0-9_-]{1,64}(/.*)?)$"_s);
    static const QRegularExpression panelHost(
        u"^store-([a-z0-9_-]{1,64}?)(-[0-9]+)?\\.mybigcommerce\\.com$"_s);
    static const QRegularExpression hostFirst(
        u"^(([A-Za-z0-9-]+\\.)+[A-Za-z0-9]+|localhost)\\.?(:[0-9]+)?(/|$)"_s);

    QString text = pastedValue(pastedCredentials(input).apiPath.value_or(input));
    if (text.isEmpty())
        return refused(u"empty"_s);
    if (const auto match = hashOnly.match(text); match.hasMatch())
        return vendorPath(match.captured(1));
    if (const auto match = pathOnly.match(text); match.hasMatch())
        text = u"https://"_s + vendorHost() + u'/' + match.captured(1);
    else if (const auto host = hostFirst.match(text); host.hasMatch())
        text.prepend(isLoopback(host.captured(1)) ? u"http://"_s : u"https://"_s);

    const QUrl url(text, QUrl::StrictMode);
    if (!text.contains(u"://") || !url.isValid())
        return refused(text.contains(u"://") || text.contains(u'/') ? u"path"_s : u"hash"_s);
    if (url.host().isEmpty() || !url.userInfo().isEmpty())
        return refused(u"host"_s);
    // A dot at the end of a name is the same name.
    QString host = url.host();
    while (host.endsWith(u'.'))
        host.chop(1);
    if (host.isEmpty())
        return refused(u"host"_s);
    // The control panel's address, as it stands in the browser, names the store too.
    if (const auto panel = panelHost.match(host); panel.hasMatch())
        return vendorPath(panel.captured(1));
    const bool plain = url.scheme() == u"http" && isLoopback(host);
    if (url.scheme() != u"https" && !plain)
        return refused(u"scheme"_s);
    const auto match = storePath.match(url.path());
    if (!match.hasMatch())
        return refused(u"path"_s);
    const int usualPort = plain ? 80 : 443;
    if (host == vendorHost() && url.port(usualPort) == usualPort)
        return vendorPath(match.captured(1));

    QUrl path;
    path.setScheme(url.scheme());
    path.setHost(host);
    path.setPort(url.port(usualPort) == usualPort ? -1 : url.port());
    path.setPath(u"/stores/"_s + match.captured(1) + u"/v3"_s);
    return path;
}

QString storeHash(const QUrl &apiPath)
{
    return apiPath.path().section(u'/', 2, 2);
}

} // namespace segmentdesk
