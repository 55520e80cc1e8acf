// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/httpconnection.h"

#include <QDateTime>
#include <QLocale>
#include <QTcpSocket>

#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

using namespace std::chrono_literals;

namespace {

constexpr qint64 maxUnsent =
    1024 * 1024; // no further request is read while so much waits to be sent
constexpr auto idleTime = 5min;
constexpr auto requestTime = 30s;
constexpr auto lingerTime = 300ms;

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 207:
        return "Multi-Status";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Handler &handler, QObject *parent)
    : QObject(parent), m_socket(socket), m_handler(handler)
{
    socket->setParent(this);
    // What the client sends ahead stays in the kernel while a request is being answered.
    socket->setReadBufferSize(256 * 1024);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, [this] {
        m_state = State::Closed;
        m_timer.stop();
        deleteLater();
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpConnection::expired);
    m_timer.start(idleTime);
}

void HttpConnection::read()
{
    if (m_reading) // called from within the handler: the loop below continues
        return;
    m_reading = true;
    while (m_state == State::Reading && m_socket->bytesToWrite() < maxUnsent) {
        const bool untouched = m_parser.isUntouched();
        m_parser.append(m_socket->readAll());
        if (untouched && m_parser.hasBuffered())
            m_timer.start(requestTime);
        if (m_parser.next()) {
            handOn();
            continue;
        }
        if (m_parser.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        if (m_socket->bytesAvailable() == 0)
            break;
    }
    if (m_state == State::Discarding)
        m_socket->readAll();
    m_reading = false;
}

void HttpConnection::handOn()
{
    m_state = State::Answering;
    m_timer.stop();
    m_handler(m_parser.request(), this);
}

QByteArray HttpConnection::headOf(const HttpResponse &response) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + reasonPhrase(response.status) + "\r\nDate: "
        + QLocale::c()
              .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'")
              .toLatin1()
        + "\r\n";
    for (const HttpHeader &each : response.headers)
        head += each.first + ": " + each.second + "\r\n";
    if (response.status != 204) {
        if (response.chunked && !m_parser.request().isHttp10)
            head += "Transfer-Encoding: chunked\r\n";
        else
            head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    }
    if (m_parser.closes())
        head += "Connection: close\r\n";
    else if (m_parser.request().isHttp10)
        head += "Connection: keep-alive\r\n";
    head += "\r\n";
    return head;
}

void HttpConnection::answer(const HttpResponse &response)
{
    if (m_state != State::Answering)
        return;
    QByteArray bytes = headOf(response);
    // HEAD never has a body, whatever its length would have been.
    if (response.status != 204 && m_parser.request().method != "HEAD") {
        if (response.chunked && !m_parser.request().isHttp10) {
            constexpr qsizetype step = 4'000;
            for (qsizetype at = 0; at < response.body.size(); at += step) {
                const QByteArray piece = response.body.mid(at, step);
                bytes += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
            }
            bytes += "0\r\n\r\n";
        } else {
            bytes += response.body;
        }
    }
    m_socket->write(bytes);
    if (m_parser.request().refusal != 0) {
        // Closing with unread input would reset the connection, and the client might lose the
        // answer.
        m_state = State::Discarding;
        m_timer.start(lingerTime);
        m_socket->readAll();
    } else if (m_parser.closes()) {
        m_state = State::Closed;
        m_socket->disconnectFromHost();
    } else {
        m_state = State::Reading;
        m_timer.start(m_parser.hasBuffered() ? requestTime : std::chrono::milliseconds(idleTime));
        read();
    }
}

void HttpConnection::answerCut(const HttpResponse &response)
{
    if (m_state != State::Answering)
        return;
    m_state = State::Closed;
    m_socket->write(headOf(response) + response.body.left(response.body.size() / 2));
    m_socket->disconnectFromHost();
}

void HttpConnection::drip(std::chrono::milliseconds interval)
{
    if (m_state != State::Answering)
        return;
    constexpr auto longBody = "1000000"; // one that clients would take
    m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + QByteArray(longBody) + "\r\n\r\n");
    auto *drops = new QTimer(this);
    connect(drops, &QTimer::timeout, m_socket, [this] { m_socket->write(" "); });
    drops->start(interval);
}

void HttpConnection::abort()
{
    m_state = State::Closed;
    m_socket->abort();
}

void HttpConnection::expired()
{
    if (m_state == State::Discarding) {
        m_state = State::Closed;
        m_socket->disconnectFromHost();
    } else if (m_state == State::Reading && m_parser.isUntouched()) {
        abort(); // silent for long, nothing lost
    } else if (m_state == State::Reading) {
        m_parser.refuse(408, u"The request took longer than 30 seconds to arrive."_s);
        handOn();
    }
}

} // namespace segmentdesk::sandbox
