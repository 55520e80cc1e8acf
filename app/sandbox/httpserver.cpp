// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/httpserver.h"

#include <QNetworkProxy>
#include <QTcpSocket>

#include <memory>

namespace segmentdesk::sandbox {

namespace {
constexpr qsizetype maxConnections = 256;
}

HttpServer::HttpServer(HttpConnection::Handler handler, QObject *parent)
    : QTcpServer(parent), m_handler(std::move(handler))
{
    setListenBacklogSize(128);
    setProxy(QNetworkProxy::NoProxy); // it is this machine, whatever the system's settings are
}

void HttpServer::closeAll()
{
    close();
    qDeleteAll(findChildren<HttpConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (findChildren<HttpConnection *>(QString(), Qt::FindDirectChildrenOnly).size()
        >= maxConnections) {
        socket->abort();
        return;
    }
    // Without this, small answers wait for the client's delayed acknowledgement.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new HttpConnection(socket.release(), m_handler, this);
}

} // namespace segmentdesk::sandbox
