// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/restclient.h"
#include "tests/api/scriptedserver.h"

#include <QObject>

#include <optional>

Q_DECLARE_METATYPE(segmentdesk::ApiError::Kind)
Q_DECLARE_METATYPE(segmentdesk::RestClient::Request)

namespace segmentdesk {

/// The token of all tests: what no log, error or record may contain.
extern const QByteArray canary;

/// Short times, the canary as the token.
RestClient::Options fast(const QUrl &apiPath);

RestClient::Request get(const QString &path = QStringLiteral("/segments"));
RestClient::Request post();
RestClient::Request put();
RestClient::Request remove();

/// Answers everything with an empty page.
void answerOk(const ScriptedServer::Request &request, const QPointer<QTcpSocket> &socket);

/// All that an error says.
QString allText(const ApiError &error);

/// One answer to come; counts how often it came.
struct Waiting
{
    void ask(RestClient &client, RestClient::Request request,
             RequestPriority priority = RequestPriority::Interactive);

    QObject context;
    std::optional<Result<RestClient::Reply>> answer;
    int times = 0;
};

/// Tests of the client: whatever they do, the token is not logged.
class ClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

private:
    static void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text);

    static QStringList *s_logged; ///< while the tests run
    static QtMessageHandler s_handler; ///< that was there before
    QStringList m_log;
};

} // namespace segmentdesk
