// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/account.h"

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

} // namespace

Result<QUrl> apiPathFromInput(const QString &input)
{
    static const QRegularExpression hashOnly(u"^[A-Za-z0-9]{3,40}$"_s);
    static const QRegularExpression storePath(u"^/stores/([A-Za-z0-9]{3,40})(/.*)?$"_s);

    const QString text = input.trimmed();
    if (text.isEmpty())
        return refused(u"empty"_s);
    if (hashOnly.match(text).hasMatch())
        return QUrl(u"https://api.bigcommerce.com/stores/"_s + text + u"/v3");

    const QUrl url(text, QUrl::StrictMode);
    if (!text.contains(u"://") || !url.isValid())
        return refused(text.contains(u"://") || text.contains(u'/') ? u"path"_s : u"hash"_s);
    if (url.host().isEmpty() || !url.userInfo().isEmpty())
        return refused(u"host"_s);
    const bool plain = url.scheme() == u"http" && isLoopback(url.host());
    if (url.scheme() != u"https" && !plain)
        return refused(u"scheme"_s);
    const auto match = storePath.match(url.path());
    if (!match.hasMatch())
        return refused(u"path"_s);

    QUrl path;
    path.setScheme(url.scheme());
    path.setHost(url.host());
    path.setPort(url.port());
    path.setPath(u"/stores/" + match.captured(1) + u"/v3");
    return path;
}

QString storeHash(const QUrl &apiPath)
{
    return apiPath.path().section(u'/', 2, 2);
}

} // namespace segmentdesk
