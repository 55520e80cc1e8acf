// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/httpconnection.h"

#include <QDateTime>
#include <QLocale>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <cctype>
#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype maxRequestLine = 8 * 1024;
constexpr qsizetype maxHead = 32 * 1024;
constexpr qsizetype maxHeaders = 100;
constexpr qint64 maxBody = 1024 * 1024;
constexpr qint64 maxUnsent =
    1024 * 1024; // no further request is read while so much waits to be sent
constexpr auto idleTime = 5min;
constexpr auto requestTime = 30s;
constexpr auto lingerTime = 300ms;

bool isToken(QByteArrayView text)
{
    static const QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || marks.contains(c);
    });
}

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

bool containsWord(const QByteArray &list, const QByteArray &word)
{
    const QList<QByteArray> words = list.toLower().split(',');
    return std::any_of(words.begin(), words.end(),
                       [&](const QByteArray &each) { return each.trimmed() == word; });
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
    if (m_reading) // called from within the handler: the loop below goes on by itself
        return;
    m_reading = true;
    while (m_state != State::Closed && m_state != State::Answering
           && m_socket->bytesToWrite() < maxUnsent) {
        if (m_state == State::Discarding) {
            m_socket->readAll();
            break;
        }
        const bool untouched = m_state == State::Head && m_buffer.isEmpty();
        m_buffer += m_socket->readAll();
        if (untouched && !m_buffer.isEmpty())
            m_timer.start(requestTime);
        if (!step() && m_socket->bytesAvailable() == 0)
            break;
    }
    m_reading = false;
}

bool HttpConnection::step()
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::Body:
        return readBody();
    case State::ChunkHead:
        return readChunkHead();
    case State::ChunkBody:
    case State::ChunkEnd:
        return readChunkBody();
    case State::Trailer:
        return readTrailer();
    case State::Answering:
    case State::Discarding:
    case State::Closed:
        break;
    }
    return false;
}

bool HttpConnection::readHead()
{
    m_request = {};
    m_http10 = false;
    m_closeAfterAnswer = false;
    while (m_buffer.startsWith("\r\n")) // empty lines before a request are allowed
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    const qsizetype lineEnd = m_buffer.indexOf("\r\n");
    if ((lineEnd < 0 ? m_buffer.size() : lineEnd) > maxRequestLine) {
        refuse(414, u"The address is longer than 8 KiB."_s);
        return true;
    }
    if ((end < 0 ? m_buffer.size() : end) > maxHead) {
        refuse(431, u"The headers are longer than 32 KiB."_s);
        return true;
    }
    if (end < 0)
        return false;
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    parseHead(head);
    return true;
}

void HttpConnection::parseHead(const QByteArray &head)
{
    QList<QByteArray> lines = head.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QByteArray &line = lines[i];
        if (i + 1 < lines.size()) {
            if (!line.endsWith('\r'))
                return refuse(400, u"A line of the head does not end in CR LF."_s);
            line.chop(1);
        }
        if (line.contains('\r') || line.contains('\0'))
            return refuse(400, u"The head has a control character in it."_s);
    }

    const QList<QByteArray> words = lines.takeFirst().split(' ');
    if (words.size() != 3 || !isToken(words[0]) || words[1].isEmpty()
        || !words[2].startsWith("HTTP/"))
        return refuse(400, u"The request line is not valid."_s);
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0")
        return refuse(505, u"Only HTTP/1.1 is spoken here."_s);
    m_http10 = words[2] == "HTTP/1.0";
    m_closeAfterAnswer = m_http10;
    m_request.method = words[0];

    if (lines.size() > maxHeaders)
        return refuse(431, u"There are more than 100 headers."_s);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 1 || !isToken(QByteArrayView(line).first(colon)))
            return refuse(400, u"A header is not valid."_s);
        m_request.headers.emplaceBack(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    if (!parseTarget(words[1]))
        return refuse(400, u"The address is not valid."_s);
    const QByteArray connection = m_request.header("connection");
    if (containsWord(connection, "close"))
        m_closeAfterAnswer = true;
    else if (m_http10 && containsWord(connection, "keep-alive"))
        m_closeAfterAnswer = false;
    parseFraming();
}

bool HttpConnection::parseTarget(QByteArray target)
{
    if (!target.startsWith('/')) { // as sent to a proxy: the host is in the address
        const QUrl url = QUrl::fromEncoded(target, QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != QLatin1String("http"))
            return false;
        m_request.headers.removeIf([](const HttpHeader &each) { return each.first == "host"; });
        m_request.headers.emplaceBack("host", url.authority(QUrl::FullyEncoded).toLatin1());
        target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
        if (!target.startsWith('/'))
            target.prepend('/');
    }
    const bool plain =
        std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 127; });
    if (!plain || target.contains('#'))
        return false;
    const qsizetype mark = target.indexOf('?');
    m_request.path = target.left(mark < 0 ? target.size() : mark);
    if (mark >= 0)
        m_request.query = target.mid(mark + 1);
    return true;
}

void HttpConnection::parseFraming()
{
    QList<QByteArray> lengths;
    for (const HttpHeader &each : std::as_const(m_request.headers)) {
        if (each.first == "content-length" && !lengths.contains(each.second))
            lengths.append(each.second);
    }
    const QByteArray coding = m_request.header("transfer-encoding").toLower();
    if (!coding.isEmpty()) {
        if (!lengths.isEmpty() || m_http10)
            return refuse(400, u"The length of the body is given twice."_s);
        if (coding != "chunked")
            return refuse(501, u"The only transfer encoding known here is chunked."_s);
        m_state = State::ChunkHead;
    } else if (!lengths.isEmpty()) {
        const QByteArray &text = lengths.first();
        const bool digits = !text.isEmpty() && text.size() <= 18
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (lengths.size() > 1 || !digits)
            return refuse(400, u"Content-Length is not valid."_s);
        m_bodyLeft = text.toLongLong();
        if (m_bodyLeft > maxBody)
            return refuse(413, u"The body is larger than 1 MiB."_s);
        m_state = State::Body;
    } else {
        m_bodyLeft = 0;
        m_state = State::Body;
    }
    const bool waits = m_state == State::ChunkHead || m_bodyLeft > 0;
    if (waits && m_buffer.isEmpty() && containsWord(m_request.header("expect"), "100-continue"))
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
}

bool HttpConnection::readBody()
{
    const qsizetype taken = qMin(m_bodyLeft, qint64(m_buffer.size()));
    m_request.body += m_buffer.left(taken);
    m_buffer.remove(0, taken);
    m_bodyLeft -= taken;
    if (m_bodyLeft > 0)
        return false;
    handOn();
    return true;
}

bool HttpConnection::readChunkHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0 && m_buffer.size() <= 256)
        return false;
    const QByteArray line = m_buffer.left(qMax(end, qsizetype(0)));
    const QByteArray text =
        line.split(';').constFirst().trimmed(); // without the chunk's extensions
    const bool digits = !text.isEmpty() && text.size() <= 15
        && std::all_of(text.begin(), text.end(),
                       [](char c) { return std::isxdigit(uchar(c)) != 0; });
    const qint64 size = text.toLongLong(nullptr, 16);
    if (!digits) {
        refuse(400, u"A chunk of the body is not valid."_s);
        return true;
    }
    m_buffer.remove(0, end + 2);
    if (size > maxBody - m_request.body.size()) {
        refuse(413, u"The body is larger than 1 MiB."_s);
        return true;
    }
    m_bodyLeft = size;
    m_state = size == 0 ? State::Trailer : State::ChunkBody;
    return true;
}

bool HttpConnection::readChunkBody()
{
    if (m_state == State::ChunkBody) {
        const qsizetype taken = qMin(m_bodyLeft, qint64(m_buffer.size()));
        m_request.body += m_buffer.left(taken);
        m_buffer.remove(0, taken);
        m_bodyLeft -= taken;
        if (m_bodyLeft > 0)
            return false;
        m_state = State::ChunkEnd;
    }
    if (m_buffer.size() < 2)
        return false;
    if (!m_buffer.startsWith("\r\n")) {
        refuse(400, u"A chunk of the body is not valid."_s);
        return true;
    }
    m_buffer.remove(0, 2);
    m_state = State::ChunkHead;
    return true;
}

bool HttpConnection::readTrailer()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0 || end > maxRequestLine) {
        if (m_buffer.size() <= maxRequestLine)
            return false;
        refuse(431, u"The headers after the body are too long."_s);
        return true;
    }
    m_buffer.remove(0, end + 2);
    if (end == 0)
        handOn();
    return true;
}

void HttpConnection::refuse(int status, const QString &reason)
{
    m_request.refusal = status;
    m_request.refusalReason = reason;
    m_closeAfterAnswer = true;
    m_buffer.clear();
    handOn();
}

void HttpConnection::handOn()
{
    m_state = State::Answering;
    m_timer.stop();
    m_handler(m_request, this);
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
        if (response.chunked && !m_http10)
            head += "Transfer-Encoding: chunked\r\n";
        else
            head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    }
    if (m_closeAfterAnswer)
        head += "Connection: close\r\n";
    else if (m_http10)
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
    if (response.status != 204 && m_request.method != "HEAD") {
        if (response.chunked && !m_http10) {
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
    if (m_request.refusal != 0) {
        // Closing with unread input would reset the connection, and the client might lose the
        // answer.
        m_state = State::Discarding;
        m_timer.start(lingerTime);
        m_socket->readAll();
    } else if (m_closeAfterAnswer) {
        m_state = State::Closed;
        m_socket->disconnectFromHost();
    } else {
        m_state = State::Head;
        m_timer.start(m_buffer.isEmpty() ? std::chrono::milliseconds(idleTime) : requestTime);
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
    } else if (m_state == State::Head && m_buffer.isEmpty()) {
        abort(); // silent for long, nothing lost
    } else if (m_state != State::Answering && m_state != State::Closed) {
        refuse(408, u"The request took longer than 30 seconds to arrive."_s);
    }
}

} // namespace segmentdesk::sandbox
