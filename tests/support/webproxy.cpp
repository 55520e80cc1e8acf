// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/webproxy.h"

#include "tests/support/tlsfront.h"

#include <QRegularExpression>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

WebProxy::WebProxy(quint16 target) : m_target(target)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no socket to listen on");
    connect(this, &QTcpServer::newConnection, this, &WebProxy::accept);
}

QString WebProxy::address() const
{
    return u"127.0.0.1:%1"_s.arg(serverPort());
}

QString WebProxy::setting() const
{
    return u"http://"_s + address();
}

void WebProxy::accept()
{
    while (QTcpSocket *client = nextPendingConnection()) {
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
    }
}

void WebProxy::read(QTcpSocket *client)
{
    // A head comes in one piece over loopback; the client sends nothing behind it.
    static const QRegularExpression authorization(u"Proxy-Authorization: Basic (\\S+)"_s,
                                                  QRegularExpression::CaseInsensitiveOption);
    const QByteArray head = client->readAll();
    hosts.append(head.split(' ').value(1));
    const auto match = authorization.match(QString::fromLatin1(head));
    logins.append(QByteArray::fromBase64(match.captured(1).toLatin1()));
    if (!login.isEmpty() && logins.constLast() != login) {
        client->write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                      "Proxy-Authenticate: Basic realm=\"ACME guests\"\r\n"
                      "Content-Length: 0\r\n\r\n");
        return;
    }
    switch (does) {
    case Does::Connect: {
        client->disconnect(this);
        auto *target = new QTcpSocket(client);
        connect(target, &QTcpSocket::connected, client,
                [client] { client->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
        target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        joinSockets(client, target);
        break;
    }
    case Does::Refuse:
        client->write("HTTP/1.1 " + QByteArray::number(status)
                      + " No\r\nContent-Type: text/html\r\nContent-Length: 13\r\n"
                        "Connection: close\r\n\r\n<html></html>");
        client->disconnectFromHost();
        break;
    case Does::Close:
        client->disconnectFromHost();
        break;
    case Does::Silence:
        break;
    }
}

} // namespace segmentdesk::test
