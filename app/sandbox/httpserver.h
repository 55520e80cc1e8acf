// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpconnection.h"

#include <QTcpServer>

namespace segmentdesk::sandbox {

/// A small HTTP server for loopback. Qt's own (QtHttpServer) has no bounds on requests, no idle
/// time-out and no way to close or cut an answer, and its 6.4 crashes when a client leaves before a
/// late answer.
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    /// @p handler must answer each request through its connection, now or later.
    explicit HttpServer(HttpConnection::Handler handler, QObject *parent = nullptr);

    /// Closes all connections without waiting for answers.
    void closeAll();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    HttpConnection::Handler m_handler;
};

} // namespace segmentdesk::sandbox
