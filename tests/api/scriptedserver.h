// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

/// A peer on loopback that does what a test says, byte by byte: for everything that a good server
/// never does. Runs in the test's own thread.
class ScriptedServer : public QTcpServer
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray target;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
        QByteArray raw;
    };
    /// Called with each complete request; @p socket is where to answer, now or later.
    using Script = std::function<void(const Request &request, QPointer<QTcpSocket> socket)>;

    explicit ScriptedServer(Script script);

    QUrl apiPath() const;
    /// Bytes of an answer with a Content-Length.
    static QByteArray answer(int status, const QByteArray &body = {},
                             const QByteArray &headers = {});

    QList<Request> requests; ///< everything that came, in order
    int connections = 0;

private:
    void accept();
    void read(QTcpSocket *socket);

    Script m_script;
    QHash<QTcpSocket *, QByteArray> m_buffers;
};
