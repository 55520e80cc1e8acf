// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/account.h"

#include <QRegularExpression>

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
    static const QRegularExpression hashOnly(QStringLiteral("^[A-Za-z0-9]{3,40}$"));
    static const QRegularExpression storePath(QStringLiteral("^/stores/([A-Za-z0-9]{3,40})(/.*)?$"));

    const QString text = input.trimmed();
    if (text.isEmpty())
        return refused(QStringLiteral("empty"));
    if (hashOnly.match(text).hasMatch())
        return QUrl(QStringLiteral("https://api.bigcommerce.com/stores/") + text + u"/v3");

    const QUrl url(text, QUrl::StrictMode);
    if (!text.contains(u"://") || !url.isValid())
        return refused(text.contains(u"://") || text.contains(u'/') ? QStringLiteral("path")
                                                                    : QStringLiteral("hash"));
    if (url.host().isEmpty() || !url.userInfo().isEmpty())
        return refused(QStringLiteral("host"));
    const bool plain = url.scheme() == u"http" && isLoopback(url.host());
    if (url.scheme() != u"https" && !plain)
        return refused(QStringLiteral("scheme"));
    const auto match = storePath.match(url.path());
    if (!match.hasMatch())
        return refused(QStringLiteral("path"));

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
