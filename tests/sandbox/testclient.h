// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

class QNetworkReply;

/// What came back, judged by status alone.
struct TestAnswer
{
    int status = 0; ///< 0: no answer
    QByteArray body;
    QJsonObject json; ///< empty if the body is not a JSON object
    QList<QPair<QByteArray, QByteArray>> headers;

    QByteArray header(const char *name) const;
    QJsonArray data() const { return json.value(u"data").toArray(); }
    QJsonObject pagination() const;
    /// A field of every object in data.
    QStringList column(const char *field) const;
};

/// A client that knows nothing but HTTP, against one store.
class TestClient
{
public:
    explicit TestClient(const segmentdesk::sandbox::SandboxStore &store);

    QByteArray token;
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> extraHeaders;

    /// @p path is below `/v3` and percent-encoded as it shall go out.
    TestAnswer get(const QString &path) { return send("GET", path); }
    TestAnswer post(const QString &path, const QByteArray &body)
    {
        return send("POST", path, body);
    }
    TestAnswer put(const QString &path, const QByteArray &body) { return send("PUT", path, body); }
    TestAnswer remove(const QString &path) { return send("DELETE", path); }
    TestAnswer send(const QByteArray &method, const QString &path, const QByteArray &body = {});

    QNetworkReply *begin(const QByteArray &method, const QString &path,
                         const QByteArray &body = {});
    static TestAnswer finish(QNetworkReply *reply);

    /// The ids of the store's profiles from @p first on.
    QStringList profileIds(int first, int count);
    QStringList segmentIds();
    /// `["a","b"]`
    static QByteArray jsonList(const QStringList &texts);

private:
    QUrl m_apiPath;
    QNetworkAccessManager m_network;
};
