// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>

#include <memory>

using namespace Qt::StringLiterals;

QByteArray TestAnswer::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QJsonObject TestAnswer::pagination() const
{
    return json.value(u"meta").toObject().value(u"pagination").toObject();
}

QStringList TestAnswer::column(const char *field) const
{
    QStringList values;
    const QJsonArray rows = data();
    for (const QJsonValue &row : rows)
        values.append(row.toObject().value(QLatin1String(field)).toVariant().toString());
    return values;
}

TestClient::TestClient(const segmentdesk::sandbox::SandboxStore &store)
    : token(store.options().token.toLatin1()), m_apiPath(store.apiPath())
{
}

QNetworkReply *TestClient::begin(const QByteArray &method, const QString &path,
                                 const QByteArray &body)
{
    const QByteArray address = m_apiPath.toEncoded() + path.toUtf8();
    QNetworkRequest request(QUrl::fromEncoded(address, QUrl::StrictMode));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(20'000);
    if (!token.isNull())
        request.setRawHeader("X-Auth-Token", token);
    if (method == "POST" || method == "PUT")
        request.setRawHeader("Content-Type", contentType);
    for (const auto &[name, value] : std::as_const(extraHeaders))
        request.setRawHeader(name, value);
    return m_network.sendCustomRequest(request, method, body);
}

TestAnswer TestClient::finish(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owner(reply);
    if (!reply->isFinished()) {
        QSignalSpy finished(reply, &QNetworkReply::finished);
        finished.wait(QTest::patience);
    }
    TestAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    answer.json = QJsonDocument::fromJson(answer.body).object();
    answer.headers = reply->rawHeaderPairs();
    return answer;
}

TestAnswer TestClient::send(const QByteArray &method, const QString &path, const QByteArray &body)
{
    return finish(begin(method, path, body));
}

QStringList TestClient::profileIds(int first, int count)
{
    QStringList ids;
    for (int page = first / 250 + 1; ids.size() < first % 250 + count; ++page) {
        const QStringList more =
            get(u"/shopper-profiles?limit=250&page=%1"_s.arg(page)).column("id");
        if (more.isEmpty())
            break;
        ids += more;
    }
    return ids.mid(first % 250, count);
}

QStringList TestClient::segmentIds()
{
    return get(u"/segments?limit=250"_s).column("id");
}

QByteArray TestClient::jsonList(const QStringList &texts)
{
    return QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact);
}
