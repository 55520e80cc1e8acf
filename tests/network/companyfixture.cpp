// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/network/companyfixture.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

namespace {

constexpr std::array variables{"https_proxy",   "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                               "http_proxy",    "HTTP_PROXY",  "no_proxy",  "NO_PROXY",
                               "SSL_CERT_FILE", "SSL_CERT_DIR"};

void forgetEnvironment()
{
    for (const char *variable : variables)
        qunsetenv(variable);
}

sandbox::Options smallStore()
{
    sandbox::Options options;
    options.customers = 20;
    options.profiles = 10;
    options.segments = 3;
    return options;
}

} // namespace

TestAuthority &Company::sharedAuthority()
{
    static TestAuthority made;
    return made;
}

Company::Company() : authority(sharedAuthority()), store(smallStore())
{
    forgetEnvironment();
    QString error;
    if (!store.startAndWait(&error))
        qFatal("%s", qPrintable(error));
    static const TestAuthority::Pair usual = authority.issue(host());
    show(usual);
    proxy = std::make_unique<WebProxy>(front->serverPort());
    set("https_proxy", proxy->setting());
}

Company::~Company()
{
    forgetEnvironment();
}

QUrl Company::apiPath() const
{
    QUrl path = store.apiPath();
    path.setScheme(u"https"_s);
    path.setHost(host());
    path.setPort(-1);
    return path;
}

void Company::show(const TestAuthority::Pair &identity)
{
    front = std::make_unique<TlsFront>(identity, static_cast<quint16>(store.apiPath().port()));
    if (proxy) {
        proxy = std::make_unique<WebProxy>(front->serverPort());
        set("https_proxy", proxy->setting());
    }
}

void Company::trust() const
{
    set("SSL_CERT_FILE", authority.file());
}

void Company::set(const char *variable, const QString &value)
{
    qputenv(variable, value.toLocal8Bit());
}

Result<RestClient::Reply> Company::answer(Network &network, std::chrono::milliseconds deadline)
{
    RestClient::Options options;
    options.apiPath = apiPath();
    options.token = smallStore().token.toLatin1();
    options.firstBackOff = std::chrono::milliseconds(5);
    options.deadline = deadline;
    options.network = network.access();
    RestClient client(options);
    QObject context;
    std::optional<Result<RestClient::Reply>> answer;
    client.send({RestClient::Method::Get, u"/segments"_s, {}, {}}, RequestPriority::Interactive,
                &context,
                [&answer](Result<RestClient::Reply> reply) { answer = std::move(reply); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }))
        qFatal("no answer");
    return *answer;
}

} // namespace segmentdesk::test
