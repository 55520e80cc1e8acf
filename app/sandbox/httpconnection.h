// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpmessage.h"
#include "app/sandbox/httpparser.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

class QTcpSocket;

namespace segmentdesk::sandbox {

/// One connection of a client: HTTP with keep-alive, one request at a time.
///
/// A request is handed on when it is complete; the next one is read after answer(). What keeps
/// the connection until a later answer does so in a QPointer: it is deleted when the client goes.
/// Bounds: those of HttpParser, 30 s for a request, 5 min of silence.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const HttpRequest &request, HttpConnection *connection)>;

    /// Takes the connected @p socket. @p handler must outlive this object.
    HttpConnection(QTcpSocket *socket, const Handler &handler, QObject *parent);

    void answer(const HttpResponse &response);
    /// Sends the head with the full length and half of the body, then closes.
    void answerCut(const HttpResponse &response);
    /// Sends a head that announces a long body, then a blank every @p interval until the client
    /// goes.
    void drip(std::chrono::milliseconds interval);
    /// Closes at once, without an answer.
    void abort();

private:
    enum class State { Reading, Answering, Discarding, Closed };

    void read();
    void handOn();
    QByteArray headOf(const HttpResponse &response) const;
    void expired();

    QTcpSocket *m_socket;
    const Handler &m_handler;
    QTimer m_timer;
    HttpParser m_parser;
    State m_state = State::Reading;
    bool m_reading = false;
};

} // namespace segmentdesk::sandbox
