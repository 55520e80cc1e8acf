// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/proxycredentials.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QByteArray bytesOf(const ProxyLogin &login)
{
    return QJsonDocument(QJsonObject{{u"user"_s, login.user}, {u"password"_s, login.password}})
        .toJson(QJsonDocument::Compact);
}

std::optional<ProxyLogin> loginIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const ProxyLogin login{object.value(u"user"_s).toString(),
                           object.value(u"password"_s).toString()};
    return login.user.isEmpty() ? std::nullopt : std::optional(login);
}

} // namespace

QString ProxyCredentials::idFor(const QString &proxy)
{
    return u"proxy "_s + proxy;
}

void ProxyCredentials::recall(
    const QString &proxy, QObject *context,
    const std::function<void(const std::optional<ProxyLogin> &)> &callback) const
{
    m_credentials.read(
        idFor(proxy), m_prompt, context,
        [callback](const Credentials::Found &found) { callback(loginIn(found.token)); });
}

void ProxyCredentials::keep(const QString &proxy, const ProxyAnswer &answer) const
{
    m_credentials.keep(idFor(proxy), bytesOf(answer.login), answer.remember, &m_credentials,
                       [](bool) {});
}

} // namespace segmentdesk
