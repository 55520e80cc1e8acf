// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpmessage.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QTcpSocket;

namespace segmentdesk::sandbox {

/// One connection of a client: HTTP/1.0 and HTTP/1.1 with keep-alive, one request at a time.
///
/// A request is handed on when it is complete; the next one is read after answer(). Whoever keeps
/// the connection until a later answer does so in a QPointer: it is deleted when the client goes.
/// Bounds: request line 8 KiB, head 32 KiB, body 1 MiB, 30 s for a request, 5 min of silence.
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
    /// Closes at once, without an answer.
    void abort();

private:
    enum class State {
        Head,
        Body,
        ChunkHead,
        ChunkBody,
        ChunkEnd,
        Trailer,
        Answering,
        Discarding,
        Closed
    };

    void read();
    bool step();
    bool readHead();
    void parseHead(const QByteArray &head);
    bool parseTarget(QByteArray target);
    void parseFraming();
    bool readBody();
    bool readChunkHead();
    bool readChunkBody();
    bool readTrailer();
    void refuse(int status, const QString &reason);
    void handOn();
    QByteArray headOf(const HttpResponse &response) const;
    void expired();

    QTcpSocket *m_socket;
    const Handler &m_handler;
    QTimer m_timer;
    QByteArray m_buffer;
    HttpRequest m_request;
    State m_state = State::Head;
    qint64 m_bodyLeft = 0;
    bool m_http10 = false;
    bool m_closeAfterAnswer = false;
    bool m_reading = false;
};

} // namespace segmentdesk::sandbox
