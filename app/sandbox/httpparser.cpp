// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/httpparser.h"

#include <QUrl>

#include <algorithm>
#include <cctype>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr qsizetype maxRequestLine = 8 * 1024;
constexpr qsizetype maxHead = 32 * 1024;
constexpr qsizetype maxHeaders = 100;
constexpr qsizetype maxChunkLine = 256;
constexpr qint64 maxBody = 1024 * 1024;

bool isToken(QByteArrayView text)
{
    static const QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || marks.contains(c);
    });
}

bool containsWord(const QByteArray &list, const QByteArray &word)
{
    const QList<QByteArray> words = list.toLower().split(',');
    return std::any_of(words.begin(), words.end(),
                       [&](const QByteArray &each) { return each.trimmed() == word; });
}

} // namespace

bool HttpParser::next()
{
    if (m_state == State::Complete) {
        m_request = {};
        m_closes = false;
        m_state = State::Head;
    }
    while (m_state != State::Complete) {
        if (!step())
            return false;
    }
    return true;
}

bool HttpParser::isUntouched() const
{
    return (m_state == State::Head || m_state == State::Complete) && m_buffer.isEmpty();
}

bool HttpParser::takeExpectation()
{
    return std::exchange(m_expectsContinue, false);
}

bool HttpParser::step()
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
    case State::Complete:
        break;
    }
    return false;
}

/// Whether what ends at @p end, or has not ended yet, has more than @p most bytes. A part of the
/// mark at its end, of @p mark bytes, may have come by then.
bool HttpParser::isOver(qsizetype end, qsizetype most, qsizetype mark) const
{
    return end < 0 ? m_buffer.size() > most + mark - 1 : end > most;
}

bool HttpParser::readHead()
{
    while (m_buffer.startsWith("\r\n")) // empty lines before a request are allowed
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    const qsizetype lineEnd = m_buffer.indexOf("\r\n");
    if (isOver(lineEnd, maxRequestLine, 2)) {
        refuse(414, u"The address is longer than 8 KiB."_s);
        return true;
    }
    if (isOver(end, maxHead, 4)) {
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

void HttpParser::parseHead(const QByteArray &head)
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
    m_request.isHttp10 = words[2] == "HTTP/1.0";
    m_closes = m_request.isHttp10;
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
        m_closes = true;
    else if (m_request.isHttp10 && containsWord(connection, "keep-alive"))
        m_closes = false;
    parseFraming();
}

bool HttpParser::parseTarget(QByteArray target)
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

void HttpParser::parseFraming()
{
    QList<QByteArray> lengths;
    for (const HttpHeader &each : std::as_const(m_request.headers)) {
        if (each.first == "content-length" && !lengths.contains(each.second))
            lengths.append(each.second);
    }
    const QByteArray coding = m_request.header("transfer-encoding").toLower();
    if (!coding.isEmpty()) {
        if (!lengths.isEmpty() || m_request.isHttp10)
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
    m_expectsContinue =
        waits && m_buffer.isEmpty() && containsWord(m_request.header("expect"), "100-continue");
}

bool HttpParser::readBody()
{
    const qsizetype taken = qMin(m_bodyLeft, qint64(m_buffer.size()));
    m_request.body += m_buffer.left(taken);
    m_buffer.remove(0, taken);
    m_bodyLeft -= taken;
    if (m_bodyLeft > 0)
        return false;
    m_state = State::Complete;
    return true;
}

bool HttpParser::readChunkHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    const bool isTooLong = isOver(end, maxChunkLine, 2);
    if (end < 0 && !isTooLong)
        return false;
    const QByteArray line = isTooLong ? QByteArray() : m_buffer.left(end);
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

bool HttpParser::readChunkBody()
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

bool HttpParser::readTrailer()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (isOver(end, maxRequestLine, 2)) {
        refuse(431, u"The headers after the body are too long."_s);
        return true;
    }
    if (end < 0)
        return false;
    m_buffer.remove(0, end + 2);
    if (end == 0)
        m_state = State::Complete;
    return true;
}

void HttpParser::refuse(int status, const QString &reason)
{
    m_request.refusal = status;
    m_request.refusalReason = reason;
    m_closes = true;
    m_buffer.clear();
    m_state = State::Complete;
}

} // namespace segmentdesk::sandbox
