// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/api/clientfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace segmentdesk {

const QByteArray canary = QByteArrayLiteral("canary7f3a9e51c2d84b60");

QStringList *ClientTest::s_logged = nullptr;
QtMessageHandler ClientTest::s_handler = nullptr;

RestClient::Options fast(const QUrl &apiPath)
{
    RestClient::Options options;
    options.apiPath = apiPath;
    options.token = canary;
    options.firstBackOff = 5ms;
    options.deadline = 5s;
    return options;
}

RestClient::Request get(const QString &path)
{
    return {RestClient::Method::Get, path, {}, {}};
}

RestClient::Request post()
{
    return {
        RestClient::Method::Post, u"/segments"_s, {}, QByteArrayLiteral("[{\"name\":\"VIP\"}]")};
}

RestClient::Request put()
{
    return {RestClient::Method::Put, u"/segments"_s, {}, QByteArrayLiteral("[{\"id\":\"x\"}]")};
}

RestClient::Request remove()
{
    return {RestClient::Method::Delete,
            u"/segments"_s,
            {{u"id:in"_s, u"2b8d0f6e-0000-4000-8000-000000000001"_s}},
            {}};
}

void answerOk(const ScriptedServer::Request &, const QPointer<QTcpSocket> &socket)
{
    socket->write(ScriptedServer::answer(200, "{}",
                                         "X-Rate-Limit-Requests-Quota: 150\r\n"
                                         "X-Rate-Limit-Requests-Left: 149\r\n"
                                         "X-Rate-Limit-Time-Window-Ms: 30000\r\n"
                                         "X-Rate-Limit-Time-Reset-Ms: 15000\r\n"));
}

QString allText(const ApiError &error)
{
    QString text = error.title + u'\n' + error.details + u'\n' + error.requestId;
    for (const auto &[name, value] : error.fields)
        text += u'\n' + name + u'\n' + value;
    return text;
}

void Waiting::ask(RestClient &client, RestClient::Request request, RequestPriority priority)
{
    client.send(std::move(request), priority, &context, [this](Result<RestClient::Reply> result) {
        ++times;
        answer = std::move(result);
    });
}

void ClientTest::initTestCase()
{
    s_logged = &m_log;
    s_handler = qInstallMessageHandler(keepLog);
}

void ClientTest::cleanupTestCase()
{
    qInstallMessageHandler(s_handler);
    QVERIFY2(m_log.filter(QString::fromLatin1(canary)).isEmpty(), "the token was logged");
}

void ClientTest::keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    s_logged->append(text);
    s_handler(type, context, text);
}

} // namespace segmentdesk
