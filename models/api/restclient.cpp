// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/restclient.h"

#include "models/api/carriers.h"
#include "models/api/httpexchange.h"
#include "models/api/pacer.h"
#include "models/api/requestcheck.h"
#include "models/api/retrypolicy.h"
#include "models/api/wire.h"
#include "models/domain/utc.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QRandomGenerator>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <map>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QHttp1Configuration>
#endif

using namespace Qt::StringLiterals;

namespace segmentdesk {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds trafficInterval{100};
constexpr qsizetype rememberedTokens = 4;

QByteArray verb(RestClient::Method method)
{
    switch (method) {
    case RestClient::Method::Get:
        return QByteArrayLiteral("GET");
    case RestClient::Method::Post:
        return QByteArrayLiteral("POST");
    case RestClient::Method::Put:
        return QByteArrayLiteral("PUT");
    case RestClient::Method::Delete:
        return QByteArrayLiteral("DELETE");
    }
    return {};
}

/// Takes @p secret out of @p text, also a part of it where the text was cut.
void redact(QString *text, const QByteArray &secret)
{
    const QString token = QString::fromLatin1(secret);
    if (token.isEmpty())
        return;
    const QString replacement = u"[token]"_s;
    text->replace(token, replacement, Qt::CaseInsensitive);
    text->replace(QString::fromLatin1(QUrl::toPercentEncoding(token)), replacement,
                  Qt::CaseInsensitive);
    for (qsizetype length = token.size() - 1; length >= 4; --length) {
        if (text->endsWith(QStringView(token).first(length), Qt::CaseInsensitive)) {
            text->replace(text->size() - length, length, replacement);
            return;
        }
    }
}

} // namespace

/// One send(), from the queue over its attempts to its callback. A child of the context.
class RestClient::Call final : public QObject
{
public:
    Call(Private &owner, Request request, QUrl url, Pacer::Ticket ticket, RequestPriority priority,
         Callback<Reply> callback, QObject *context);
    ~Call() override;

    RequestPriority priority() const { return m_priority; }
    bool isWrite() const { return m_request.method != Method::Get; }
    bool isWaiting() const { return m_callback && !m_exchange && !m_result; } ///< to be sent
    void start();
    void withdraw();
    void finish(Result<Reply> result);

private:
    friend class RestClient::Private;

    void answered(HttpReply answer);
    void sendAgain();
    void logIntoProxy(Result<Reply> otherwise);
    bool isPartly(const HttpReply &answer) const;
    Result<Reply> resultOf(const HttpReply &answer) const;

    Private *m_owner;
    quint64 m_number; ///< of all calls of this client
    Request m_request;
    QUrl m_url;
    Pacer::Ticket m_ticket; ///< 0: never queued
    RequestPriority m_priority;
    Callback<Reply> m_callback;
    std::optional<Result<Reply>> m_result;
    bool m_isWithdrawn = false; ///< on the wire, and not to be sent again
    HttpExchange *m_exchange = nullptr;
    std::shared_ptr<QNetworkAccessManager> m_carrier; ///< while it is on the wire
    int m_carriers = 0; ///< which of them, by number
    int m_attempt = 0;
    quint64 m_tokenNumber = 0;
    QDateTime m_startedAt;
    QElapsedTimer m_clock;
};

class RestClient::Private : public QObject
{
public:
    Private(RestClient &client, Options clientOptions);

    void schedulePump();
    void pump();
    Pacer::Time now() const { return Pacer::Time(clock.elapsed()); }
    void trafficMayHaveChanged();
    void noteAnswer(const RequestRecord &record);
    QuotaUsage currentTraffic();
    QNetworkRequest networkRequest(const QUrl &url) const;
    ProxyChoice proxyFor(const QUrl &url) const
    {
        return options.network.proxyFor ? options.network.proxyFor(url) : ProxyChoice();
    }
    std::optional<ApiError> refusal(const Request &request, QUrl *url) const;

    RestClient &q;
    Options options;
    RetryPolicy retry;
    Carriers carriers;
    Pacer pacer;
    QElapsedTimer clock;
    FailureLog failures;
    /// By number, not by address: what befalls several of them has the same order on every run.
    std::map<quint64, Call *> calls;
    quint64 lastCall = 0;
    QHash<Pacer::Ticket, Call *> queue; ///< by ticket: waiting or under way
    Pacer::Ticket lastTicket = 0;
    QTimer wake;
    QTimer trafficTimer;
    QuotaUsage lastTraffic;
    milliseconds answerTime{0};
    QDateTime answeredAt;
    bool pumpScheduled = false;
    QList<QByteArray>
        secrets; ///< the token and the ones before it: answers to those may still come
    quint64 tokenNumber = 1;
    bool unauthorizedSaid = false;
};

RestClient::Call::Call(Private &owner, Request request, QUrl url, Pacer::Ticket ticket,
                       RequestPriority priority, Callback<Reply> callback, QObject *context)
    : QObject(context), m_owner(&owner), m_number(++owner.lastCall), m_request(std::move(request)),
      m_url(std::move(url)), m_ticket(ticket), m_priority(priority), m_callback(std::move(callback))
{
    m_owner->calls.emplace(m_number, this);
    if (m_ticket != 0)
        m_owner->queue.insert(m_ticket, this);
}

RestClient::Call::~Call()
{
    m_owner->calls.erase(m_number);
    if (m_ticket == 0)
        return;
    m_owner->queue.remove(m_ticket);
    m_owner->pacer.giveUp(m_ticket, m_owner->now());
    delete m_exchange;
    // Not now: others of the same dying context would be started.
    m_owner->schedulePump();
}

void RestClient::Call::start()
{
    m_carrier = m_owner->carriers.take();
    m_carriers = m_owner->carriers.number();
    ++m_attempt;
    m_tokenNumber = m_owner->tokenNumber;
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_clock.start();
    m_exchange = new HttpExchange(
        *m_carrier, m_owner->networkRequest(m_url), verb(m_request.method), m_request.body,
        m_owner->proxyFor(m_url), {m_owner->options.deadline, m_owner->options.maxBodyBytes},
        [this](HttpReply answer) { answered(std::move(answer)); }, this);
}

void RestClient::Call::answered(HttpReply answer)
{
    m_exchange->deleteLater();
    m_exchange = nullptr;
    m_carrier.reset();

    RequestRecord record;
    record.method = QString::fromLatin1(verb(m_request.method));
    record.path = m_request.path;
    record.status = answer.end == HttpReply::End::Complete ? answer.status : 0;
    record.isOfThisToken = m_tokenNumber == m_owner->tokenNumber;
    record.attempt = m_attempt;
    record.bytes = answer.body.size();
    record.startedAt = m_startedAt;
    record.duration = milliseconds(m_clock.elapsed());
    if (answer.end == HttpReply::End::Complete)
        m_owner->noteAnswer(record);
    const bool unauthorized = answer.end == HttpReply::End::Complete && answer.status == 401
        && m_tokenNumber == m_owner->tokenNumber && !m_owner->unauthorizedSaid;
    if (unauthorized)
        m_owner->unauthorizedSaid = true;
    // A listener may delete anything, so not from within the reply's own signal.
    QMetaObject::invokeMethod(
        m_owner,
        [client = &m_owner->q, record, unauthorized] {
            const QPointer<RestClient> alive(client);
            Q_EMIT client->requestFinished(record);
            if (unauthorized && alive)
                Q_EMIT client->unauthorized();
        },
        Qt::QueuedConnection);

    // What was given up here may still run there, so it keeps its place for a while.
    const bool givenUp =
        answer.end == HttpReply::End::Deadline || answer.end == HttpReply::End::TooLarge;
    if (givenUp && answer.sent)
        m_owner->pacer.giveUp(m_ticket, m_owner->now());
    else
        m_owner->pacer.finished(m_ticket, answer.rate, m_owner->now());

    const bool isRead = m_request.method == Method::Get;
    const bool isPatient = m_priority == RequestPriority::Background;
    const auto wait = m_isWithdrawn
        ? std::nullopt
        : m_owner->retry.waitBeforeRetry(isRead, isPatient, answer, m_attempt,
                                         QRandomGenerator::global()->generateDouble());
    const bool isAskedToLogIn = answer.problem
        && answer.problem->kind == ConnectionProblem::Kind::ProxyLogin
        && m_owner->options.network.logIn && m_attempt < m_owner->options.maxAttempts;
    if (wait)
        QTimer::singleShot(*wait, Qt::PreciseTimer, this, [this] { sendAgain(); });
    else if (isAskedToLogIn && !m_isWithdrawn)
        logIntoProxy(resultOf(answer));
    else
        finish(resultOf(answer));
    m_owner->pump();
}

void RestClient::Call::sendAgain()
{
    if (m_result)
        return; // withdrawn meanwhile
    m_owner->pacer.enqueue(m_ticket, m_priority);
    m_owner->pump();
}

/// Nothing was sent: it is sent once there is a login, or ends as it did.
void RestClient::Call::logIntoProxy(Result<Reply> otherwise)
{
    const auto who = m_priority == RequestPriority::Interactive ? NetworkAccess::Waiting::Person
                                                                : NetworkAccess::Waiting::Job;
    m_owner->options.network.logIn(m_url, who, this,
                                   [this, otherwise = std::move(otherwise)](bool isLoggedIn) {
                                       if (m_result)
                                           return; // withdrawn meanwhile
                                       if (!isLoggedIn) {
                                           finish(otherwise);
                                           return;
                                       }
                                       m_owner->carriers.renew(m_carriers);
                                       sendAgain();
                                   });
}

/// Ends it as never sent, unless it is on the wire (then it is not sent again) or has its result.
void RestClient::Call::withdraw()
{
    m_isWithdrawn = true;
    if (m_exchange || m_result || !m_callback)
        return;
    m_owner->pacer.giveUp(m_ticket, m_owner->now()); // waits there at most
    ApiError error;
    error.kind = ApiError::Kind::NoConnection;
    error.details = QString::fromLatin1(verb(m_request.method)) + u' ' + m_request.path
        + u": withdrawn before it was sent"_s;
    finish(tl::unexpected(std::move(error)));
}

bool RestClient::Call::isPartly(const HttpReply &answer) const
{
    const bool isRefusal = answer.status == 400 || answer.status == 404 || answer.status == 409
        || answer.status == 422;
    return isRefusal && m_request.isPartly && m_request.isPartly(answer.body);
}

Result<RestClient::Reply> RestClient::Call::resultOf(const HttpReply &answer) const
{
    const bool isRead = m_request.method == Method::Get;
    if (answer.end == HttpReply::End::Complete && (answer.status < 300 || isPartly(answer)))
        return Reply{answer.status, answer.body, answer.contentType, answer.requestId};

    ApiError error;
    switch (answer.end) {
    case HttpReply::End::Complete:
        error = wire::errorFromAnswer(answer.status, answer.body);
        if (m_request.explain)
            m_request.explain(error, answer.body);
        if (answer.status == 429) {
            error.retryAfter = std::max(answer.rate.reset.value_or(milliseconds(0)),
                                        answer.rate.retryAfter.value_or(milliseconds(0)));
        }
        break;
    case HttpReply::End::NotSent:
        error.kind = ApiError::Kind::NoConnection;
        break;
    case HttpReply::End::TlsFailure:
        error.kind = ApiError::Kind::TlsFailure;
        break;
    case HttpReply::End::Deadline:
        if (!answer.sent && (!isRead || answer.isBehindProxy()))
            error.kind = ApiError::Kind::NoConnection;
        else
            error.kind = isRead ? ApiError::Kind::Timeout : ApiError::Kind::OutcomeUnknown;
        break;
    case HttpReply::End::Lost:
        error.kind = !isRead     ? ApiError::Kind::OutcomeUnknown
            : answer.status == 0 ? ApiError::Kind::NoConnection
                                 : ApiError::Kind::UnexpectedAnswer;
        break;
    case HttpReply::End::Damaged:
        error.kind = isRead ? ApiError::Kind::UnexpectedAnswer : ApiError::Kind::OutcomeUnknown;
        break;
    case HttpReply::End::TooLarge:
        error.kind = isRead ? ApiError::Kind::AnswerTooLarge : ApiError::Kind::OutcomeUnknown;
        break;
    }
    if (answer.end == HttpReply::End::Lost || answer.end == HttpReply::End::Damaged)
        error.shape = ApiError::Shape::Cut;
    if (error.kind == ApiError::Kind::NoConnection || error.kind == ApiError::Kind::TlsFailure)
        error.connection = answer.problem;
    error.subject = subjectOf(m_request);
    error.isOfStore = error.kind == ApiError::Kind::NotFound && isRead && isOfList(m_request);
    error.httpStatus = answer.status;
    error.requestId = wire::plainText(answer.requestId, 200);
    const QString attempts = m_attempt > 1 ? u" (attempt %1)"_s.arg(m_attempt) : QString();
    const QString operation =
        QString::fromLatin1(verb(m_request.method)) + u' ' + m_request.path + attempts;
    const QString what = answer.end == HttpReply::End::Complete ? error.details : answer.reason;
    error.details = what.isEmpty() ? operation : operation + u": "_s + what;
    error = m_owner->q.redacted(std::move(error));
    m_owner->failures.note(QString::fromLatin1(verb(m_request.method)), m_request.path, error);
    return tl::unexpected(std::move(error));
}

/// Keeps @p result until the event loop gets here again: no callback runs inside another call.
void RestClient::Call::finish(Result<Reply> result)
{
    m_result = std::move(result);
    QMetaObject::invokeMethod(
        this,
        [this] {
            const Callback<Reply> callback = std::move(m_callback);
            Result<Reply> answer = std::move(*m_result);
            deleteLater();
            callback(std::move(answer)); // may delete the context, and this with it
        },
        Qt::QueuedConnection);
}

RestClient::Private::Private(RestClient &client, Options clientOptions)
    : q(client), options(std::move(clientOptions)), retry{.maxAttempts = options.maxAttempts,
                                                          .firstBackOff = options.firstBackOff,
                                                          .patience = options.patience},
      carriers(options.network.manager),
      pacer({options.maxInFlight, options.reserve, options.grace, options.firstBackOff})
{
    clock.start();
    secrets.append(options.token);
    while (options.apiPath.path().endsWith(u'/'))
        options.apiPath.setPath(options.apiPath.path().chopped(1));
    wake.setSingleShot(true);
    wake.setTimerType(Qt::PreciseTimer);
    connect(&wake, &QTimer::timeout, this, &Private::pump);
    trafficTimer.setSingleShot(true);
    trafficTimer.setInterval(trafficInterval);
    connect(&trafficTimer, &QTimer::timeout, this, [this] {
        const QuotaUsage traffic = currentTraffic();
        if (traffic == lastTraffic)
            return;
        lastTraffic = traffic;
        Q_EMIT q.trafficChanged();
    });
    lastTraffic = currentTraffic();
}

void RestClient::Private::schedulePump()
{
    if (std::exchange(pumpScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &Private::pump, Qt::QueuedConnection);
}

/// Starts what may go now, and sees to being called again when time alone lets more go.
void RestClient::Private::pump()
{
    pumpScheduled = false;
    while (const auto ticket = pacer.next(now()))
        queue.value(*ticket)->start();
    wake.stop();
    if (const auto at = pacer.wakeAt(now()))
        wake.start(std::max(*at - now(), milliseconds(0)));
    trafficMayHaveChanged();
}

void RestClient::Private::trafficMayHaveChanged()
{
    if (!trafficTimer.isActive())
        trafficTimer.start();
}

/// Keeps how long answers take: lately, not the last one alone.
void RestClient::Private::noteAnswer(const RequestRecord &record)
{
    answeredAt = QDateTime::currentDateTimeUtc();
    const milliseconds took = std::max(record.duration, milliseconds(1));
    answerTime = answerTime.count() == 0 ? took : (answerTime * 7 + took + milliseconds(7)) / 8;
}

QuotaUsage RestClient::Private::currentTraffic()
{
    const Pacer::Time at = now();
    const Pacer::Snapshot snapshot = pacer.snapshot(at);
    QuotaUsage traffic;
    traffic.inFlight = snapshot.inFlight;
    traffic.maxInFlight = options.maxInFlight;
    // Also what waits for another attempt: the store owes it an answer.
    traffic.queued = int(std::count_if(calls.cbegin(), calls.cend(),
                                       [](const auto &one) { return one.second->isWaiting(); }));
    traffic.quota = int(snapshot.quota);
    traffic.quotaLeft = int(snapshot.left);
    traffic.hourLeft = snapshot.hourLeft;
    traffic.window = snapshot.window;
    traffic.reserve = pacer.reserve();
    traffic.answerTime = answerTime;
    traffic.answeredAt = answeredAt;
    const auto inUtc = [at](const std::optional<Pacer::Time> &time) {
        if (!time)
            return QDateTime();
        // Two clocks are read here; a tenth of a second is all that anybody sees.
        const qint64 ms = QDateTime::currentMSecsSinceEpoch() + (*time - at).count();
        return QDateTime::fromMSecsSinceEpoch(ms / 100 * 100, utc);
    };
    traffic.resetsAt = inUtc(snapshot.resetsAt);
    traffic.heldUntil = inUtc(snapshot.heldUntil);
    return traffic;
}

QNetworkRequest RestClient::Private::networkRequest(const QUrl &url) const
{
    QNetworkRequest request(url);
    request.setRawHeader("X-Auth-Token", options.token);
    request.setRawHeader("Accept", "application/json");
    request.setHeader(QNetworkRequest::UserAgentHeader, options.product);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    // Small writes stall for 40 ms over Qt's HTTP/2.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(options.maxInFlight);
    request.setHttp1Configuration(connections);
#endif
    return request;
}

/// Why a request does not even begin its way.
std::optional<ApiError> RestClient::Private::refusal(const Request &request, QUrl *url) const
{
    if (auto refused = refusalOf(request, options.apiPath, options.token, url))
        return refused;
    const ProxyChoice proxy = proxyFor(*url);
    if (proxy.kind != ProxyChoice::Kind::Unsupported)
        return std::nullopt;
    ApiError error;
    error.kind = ApiError::Kind::NoConnection;
    error.details = u"the proxy setting cannot be used; nothing was sent"_s;
    error.connection =
        ConnectionProblem{ConnectionProblem::Kind::ProxyUnusable, url->host(), proxy};
    return error;
}

RestClient::RestClient(Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(options)))
{
}

RestClient::~RestClient()
{
    while (!d->calls.empty())
        delete d->calls.begin()->second;
}

void RestClient::setToken(const QByteArray &token)
{
    d->options.token = token;
    d->secrets.removeAll(token);
    d->secrets.prepend(token);
    d->secrets.resize(std::min<qsizetype>(d->secrets.size(), rememberedTokens));
    ++d->tokenNumber;
    d->unauthorizedSaid = false;
}

QUrl RestClient::apiPath() const
{
    return d->options.apiPath;
}

void RestClient::setReserve(double reserve)
{
    d->pacer.setReserve(reserve);
    d->schedulePump();
}

QuotaUsage RestClient::traffic() const
{
    return d->currentTraffic();
}

QList<RequestFailure> RestClient::failures() const
{
    return d->failures.all();
}

milliseconds RestClient::rateWindow() const
{
    return d->pacer.snapshot(d->now()).window;
}

void RestClient::send(Request request, RequestPriority priority, QObject *context,
                      Callback<Reply> callback)
{
    Q_ASSERT(context && context->thread() == thread());
    if (!context || !callback)
        return;
    QUrl url;
    if (auto error = d->refusal(request, &url)) {
        error->details.prepend(QString::fromLatin1(verb(request.method)) + u' ' + request.path
                               + u": "_s);
        auto *call =
            new Call(*d, std::move(request), {}, 0, priority, std::move(callback), context);
        call->finish(tl::unexpected(redacted(std::move(*error))));
        return;
    }
    const Pacer::Ticket ticket = ++d->lastTicket;
    new Call(*d, std::move(request), std::move(url), ticket, priority, std::move(callback),
             context);
    d->pacer.enqueue(ticket, priority);
    d->pump();
}

void RestClient::withdrawWrites(const QObject *context)
{
    const auto isBelow = [context](const QObject *object) {
        while (object && object != context)
            object = object->parent();
        return object != nullptr;
    };
    for (const auto &[number, call] : d->calls) {
        if (call->isWrite() && isBelow(call))
            call->withdraw();
    }
}

ApiError RestClient::redacted(ApiError error) const
{
    for (const QByteArray &secret : d->secrets) {
        for (QString *text : {&error.title, &error.details, &error.requestId})
            redact(text, secret);
        for (auto &[name, text] : error.fields) {
            redact(&name, secret);
            redact(&text, secret);
        }
    }
    return error;
}

} // namespace segmentdesk
