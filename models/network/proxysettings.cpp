// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/proxysettings.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int httpPort = 80;
constexpr int socksPort = 1080;

struct Variable
{
    QString name;
    QString value;
};

/// The first of the variables that is set, in small letters or in capital ones.
std::optional<Variable> firstSet(const QStringList &names)
{
    for (const QString &small : names) {
        for (const QString &name : {small, small.toUpper()}) {
            const QString value = qEnvironmentVariable(name.toLatin1().constData()).trimmed();
            if (!value.isEmpty())
                return Variable{name, value};
        }
    }
    return std::nullopt;
}

/// Whether an entry of no_proxy means this host: a name with all that ends with it, an address, or
/// a network.
bool covers(QString entry, const QUrl &url)
{
    if (entry == u"*")
        return true;
    const QString host = url.host();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const auto network = QHostAddress::parseSubnet(entry);
        return network.second >= 0 ? address.isInSubnet(network) : address == QHostAddress(entry);
    }
    static const QRegularExpression port(u":([0-9]+)$"_s);
    if (const auto match = port.match(entry); match.hasMatch()) {
        if (match.captured(1).toInt() != url.port(url.scheme() == u"https" ? 443 : 80))
            return false;
        entry.chop(match.capturedLength());
    }
    while (entry.startsWith(u'*') || entry.startsWith(u'.'))
        entry.remove(0, 1);
    return !entry.isEmpty()
        && (host.compare(entry, Qt::CaseInsensitive) == 0
            || host.endsWith(u'.' + entry, Qt::CaseInsensitive));
}

QString addressOf(const QString &host, int port)
{
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

/// As it may be shown.
QString withoutLogin(const QString &setting)
{
    static const QRegularExpression login(u"^([a-zA-Z0-9+.-]*://)?[^/]*@"_s);
    return QString(setting).replace(login, u"\\1"_s).left(200);
}

ProxySetting fromText(const Variable &variable)
{
    ProxySetting setting;
    setting.choice.source = ProxyChoice::Source::Environment;
    setting.choice.variable = variable.name;
    const bool hasScheme = variable.value.contains(u"://");
    const QUrl url((hasScheme ? QString() : u"http://"_s) + variable.value);
    const QString scheme = url.scheme().toLower();
    const bool isHttp = scheme == u"http";
    const bool isSocks = scheme == u"socks5" || scheme == u"socks5h" || scheme == u"socks";
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && !isSocks)) {
        setting.choice.kind = ProxyChoice::Kind::Unsupported;
        setting.choice.address = withoutLogin(variable.value);
        return setting;
    }
    const int port = url.port(isHttp ? httpPort : socksPort);
    setting.choice.kind = isHttp ? ProxyChoice::Kind::Http : ProxyChoice::Kind::Socks5;
    setting.choice.address = addressOf(url.host(), port);
    setting.proxy =
        QNetworkProxy(isHttp ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, url.host(),
                      static_cast<quint16>(port), url.userName(QUrl::FullyDecoded),
                      url.password(QUrl::FullyDecoded));
    return setting;
}

} // namespace

bool isThisComputer(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

std::optional<ProxySetting> proxyFromEnvironment(const QUrl &url)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    if (const auto exceptions = firstSet({u"no_proxy"_s})) {
        const QStringList entries = exceptions->value.split(separators, Qt::SkipEmptyParts);
        if (std::any_of(entries.cbegin(), entries.cend(),
                        [&url](const QString &entry) { return covers(entry, url); })) {
            ProxySetting direct;
            direct.choice.source = ProxyChoice::Source::Environment;
            direct.choice.variable = exceptions->name;
            return direct;
        }
    }
    const auto variable = firstSet({u"https_proxy"_s, u"all_proxy"_s, u"http_proxy"_s});
    return variable ? std::optional(fromText(*variable)) : std::nullopt;
}

ProxySetting proxyFromSystem(const QNetworkProxy &answer)
{
    ProxySetting setting;
    setting.proxy = answer;
    switch (answer.type()) {
    case QNetworkProxy::HttpProxy:
    case QNetworkProxy::HttpCachingProxy:
        setting.choice.kind = ProxyChoice::Kind::Http;
        break;
    case QNetworkProxy::Socks5Proxy:
        setting.choice.kind = ProxyChoice::Kind::Socks5;
        break;
    case QNetworkProxy::DefaultProxy:
    case QNetworkProxy::NoProxy:
        return setting;
    case QNetworkProxy::FtpCachingProxy:
        setting.choice.kind = ProxyChoice::Kind::Unsupported;
        break;
    }
    setting.choice.source = ProxyChoice::Source::System;
    setting.choice.address = addressOf(answer.hostName(), answer.port());
    return setting;
}

} // namespace segmentdesk
