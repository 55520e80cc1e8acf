// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/httpexchange.h"

#include "models/api/oneshotbody.h"
#include "models/api/replyproblem.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>

#include <algorithm>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// A header's number if it is one, not negative and not absurd.
std::optional<qint64> number(const QByteArray &text)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok);
    if (!ok || value < 0 || value > 1'000'000'000)
        return std::nullopt;
    return value;
}

std::optional<std::chrono::milliseconds> millisecondsIn(const QByteArray &text)
{
    const auto value = number(text);
    if (!value)
        return std::nullopt;
    return std::chrono::milliseconds(*value);
}

std::optional<std::chrono::milliseconds> secondsIn(const QByteArray &text)
{
    const auto value = number(text);
    if (!value)
        return std::nullopt;
    return std::chrono::seconds(*value);
}

/// Errors below HTTP: whatever arrived before one of them may be cut.
bool isBroken(QNetworkReply::NetworkError error)
{
    return (error > QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || error == QNetworkReply::ContentReSendError
        || error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::ProtocolFailure;
}

/// Errors before anything is written.
bool neverConnected(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError
        || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::SslHandshakeFailedError
        || (error >= QNetworkReply::ProxyConnectionRefusedError
            && error <= QNetworkReply::ProxyAuthenticationRequiredError);
}

/// Whether what a write did stands in the body of such an answer: cut, it says nothing.
bool isToldInBody(int status)
{
    const bool isRefusedAsAWhole = status == 401 || status == 403 || status == 413 || status == 429;
    return status < 300 || (status >= 400 && status < 500 && !isRefusedAsAWhole);
}

/// Whether JSON that was begun is not ended, or there is none at all.
bool isOpenJson(const QByteArray &body)
{
    int depth = 0;
    bool isString = false;
    bool isEscaped = false;
    for (const char c : body) {
        if (isString) {
            if (!std::exchange(isEscaped, false)) {
                isEscaped = c == '\\';
                isString = c != '"';
            }
        } else if (c == '"') {
            isString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (depth == 0 && std::strchr(" \t\r\n", c) == nullptr) {
            return false; // something else
        }
    }
    return depth > 0 || isString || body.trimmed().isEmpty();
}

} // namespace

RateInfo rateInfoFromHeaders(int status, const std::function<QByteArray(const char *)> &header)
{
    RateInfo rate;
    rate.quota = number(header("X-Rate-Limit-Requests-Quota"));
    rate.left = number(header("X-Rate-Limit-Requests-Left"));
    rate.window = millisecondsIn(header("X-Rate-Limit-Time-Window-Ms"));
    rate.reset = millisecondsIn(header("X-Rate-Limit-Time-Reset-Ms"));
    rate.retryAfter =
        std::max(secondsIn(header("X-Retry-After")), secondsIn(header("Retry-After")));
    rate.hourLeft = number(header("X-BC-ApiLimit-Remaining"));
    rate.tooMany = status == 429;
    return rate;
}

HttpExchange::HttpExchange(QNetworkAccessManager &manager, QNetworkRequest request,
                           const QByteArray &verb, const QByteArray &body, const ProxyChoice &proxy,
                           Limits limits, Done done, QObject *parent)
    : QObject(parent), m_proxy(proxy), m_limits(limits), m_done(std::move(done))
{
    if (verb == "POST" || verb == "PUT") {
        m_body = new OneShotBody(body, this);
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArrayLiteral("application/json"));
        request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        m_reply = verb == "POST" ? manager.post(request, m_body) : manager.put(request, m_body);
    } else if (verb == "DELETE") {
        // Qt sends a lost request without a body again, whatever its method; one with a body that
        // cannot be read twice it does not, though there is nothing in it.
        m_body = new OneShotBody({}, this);
        request.setHeader(QNetworkRequest::ContentLengthHeader, 0);
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        m_reply = manager.sendCustomRequest(request, verb, m_body);
    } else {
        m_reply = manager.get(request);
    }
    m_reply->setParent(this);

    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_requestSent = true; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong()
            > m_limits.maxBodyBytes)
            refuseSize();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_sslErrors = errors; }); // none is ignored
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::takeBytes);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::replyFinished);

    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { giveUp(HttpReply::End::Deadline, u"no complete answer in time"_s); });
    m_deadline.start(m_limits.deadline);
}

HttpExchange::~HttpExchange()
{
    // The reply reads from the body until its end.
    if (m_reply) {
        m_reply->disconnect(this);
        delete m_reply;
    }
}

bool HttpExchange::mayHaveBeenSeen() const
{
    if (m_requestSent || (m_body && m_body->wasRead())
        || m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        return true;
    // No signal says that the head of a request without bytes in its body went out: it counts as
    // seen, unless there never was a connection.
    return m_body && m_body->isEmpty() && !neverConnected(m_reply->error());
}

void HttpExchange::takeBytes()
{
    if (m_tooLarge)
        return;
    m_received += m_reply->readAll();
    if (m_received.size() > m_limits.maxBodyBytes)
        refuseSize();
}

/// Not at once: Qt may be about to report an error of its own, and does not expect to be aborted
/// then.
void HttpExchange::refuseSize()
{
    m_tooLarge = true;
    m_received.clear();
    QMetaObject::invokeMethod(
        this, [this] { giveUp(HttpReply::End::TooLarge, u"the answer has too many bytes"_s); },
        Qt::QueuedConnection);
}

void HttpExchange::giveUp(HttpReply::End how, const QString &reason)
{
    if (!m_done)
        return;
    HttpReply answer;
    answer.end = how;
    answer.sent = mayHaveBeenSeen();
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.reason = reason;
    if (how == HttpReply::End::Deadline && !answer.sent)
        answer.problem = connectionProblemOfSilence(*m_reply, m_proxy);
    m_reply->disconnect(this);
    m_reply->abort();
    end(std::move(answer));
}

void HttpExchange::replyFinished()
{
    takeBytes();
    if (!m_done || m_tooLarge)
        return;
    const QNetworkReply::NetworkError error = m_reply->error();
    const auto header = [this](const char *name) { return m_reply->rawHeader(name); };
    const bool hasLength = m_reply->hasRawHeader("Content-Length");
    HttpReply answer;
    answer.sent = mayHaveBeenSeen();
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.contentType = QString::fromLatin1(header("Content-Type"));
    answer.requestId = QString::fromLatin1(header("X-Request-ID"));
    answer.rate = rateInfoFromHeaders(answer.status, header);
    answer.body = std::move(m_received);
    if (error == QNetworkReply::SslHandshakeFailedError) {
        answer.end = HttpReply::End::TlsFailure;
        answer.reason = m_sslErrors.isEmpty() ? m_reply->errorString() : sslDetails(m_sslErrors);
        answer.problem = connectionProblem(*m_reply, m_proxy, m_sslErrors);
    } else if (!answer.sent) {
        answer.end = HttpReply::End::NotSent;
        answer.reason = m_reply->errorString();
        answer.problem = connectionProblem(*m_reply, m_proxy, m_sslErrors);
    } else if (answer.status < 200 || (isBroken(error) && isToldInBody(answer.status))) {
        answer.end = HttpReply::End::Lost;
        answer.reason =
            u"the connection was lost before the answer was complete (%1)"_s.arg(int(error));
    } else if (error != QNetworkReply::NoError && answer.status < 300) {
        answer.end = HttpReply::End::Damaged;
        answer.reason = u"the answer could not be unpacked (%1)"_s.arg(int(error));
    } else if (answer.status < 300 && answer.status != 204 && !hasLength
               && isOpenJson(answer.body)) {
        // Qt may take the end of a connection for the end of a body of which nothing says how long
        // it is, even where its last chunk did not come.
        answer.end = HttpReply::End::Lost;
        answer.reason = u"the answer ends before its end"_s;
    } else {
        // The status decides, not error(): 409 and 429 are errors to Qt, and so is a 307 to a POST.
        answer.end = HttpReply::End::Complete;
    }
    end(std::move(answer));
}

void HttpExchange::end(HttpReply answer)
{
    m_deadline.stop();
    const Done done = std::exchange(m_done, {});
    done(std::move(answer));
}

} // namespace segmentdesk
