// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpmessage.h"

namespace segmentdesk::sandbox {

/// Cuts what a client sends into requests: HTTP/1.0 and HTTP/1.1, bodies with a length or in
/// chunks. Knows neither a socket nor a clock; however the bytes are cut into pieces, the requests
/// are the same.
/// Bounds: request line 8 KiB, head 32 KiB, 100 headers, body 1 MiB.
class HttpParser
{
public:
    void append(const QByteArray &bytes) { m_buffer += bytes; }
    /// Reads the next request; request() is no longer the one before. True: it is complete, or
    /// refused (HttpRequest::refusal). False: more bytes must come.
    bool next();
    const HttpRequest &request() const { return m_request; }
    /// The connection ends after the reply to request().
    bool closes() const { return m_closes; }

    /// Nothing of the next request has come yet.
    bool isUntouched() const;
    bool hasBuffered() const { return !m_buffer.isEmpty(); }
    /// Whether the client waits for "100 Continue" before it sends the body; true once.
    bool takeExpectation();
    /// Makes request() one that is refused with @p status, and forgets what else came.
    void refuse(int status, const QString &reason);

private:
    enum class State { Head, Body, ChunkHead, ChunkBody, ChunkEnd, Trailer, Complete };

    bool step();
    bool isOver(qsizetype end, qsizetype most, qsizetype mark) const;
    bool readHead();
    void parseHead(const QByteArray &head);
    bool parseTarget(QByteArray target);
    void parseFraming();
    bool readBody();
    bool readChunkHead();
    bool readChunkBody();
    bool readTrailer();

    QByteArray m_buffer;
    HttpRequest m_request;
    State m_state = State::Head;
    qint64 m_bodyLeft = 0;
    bool m_closes = false;
    bool m_expectsContinue = false;
};

} // namespace segmentdesk::sandbox
