// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/restclient.h"

#include "models/api/exchange.h"
#include "models/api/pacer.h"
#include "models/api/retrypolicy.h"
#include "models/api/wire.h"
#include "models/domain/utc.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QPointer>
#include <QRandomGenerator>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QHttp1Configuration>
#endif

using namespace Qt::StringLiterals;

namespace segmentdesk {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds trafficInterval{100};
constexpr qsizetype rememberedTokens = 4;

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr size_t managerCount = 1;
#else
// One manager opens at most six connections to a host.
constexpr size_t managerCount = 2;
#endif

/// Takes and gives no cookies.
class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

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

bool isLoopback(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

/// Colons and commas stay as they are, as in the vendor's own examples (`id:in=a,b`).
QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text, QByteArrayLiteral(":,"));
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

ApiError refusal(const QString &why)
{
    ApiError error;
    error.kind = ApiError::Kind::InvalidArguments;
    error.details = why + u"; nothing was sent";
    return error;
}

/// Whether @p request, a DELETE, names what to delete. On the real API one that does not wipes the
/// store.
bool namesItsTargets(const RestClient::Request &request)
{
    if (request.query.size() != 1 || request.query.first().first != u"id:in")
        return false;
    const QStringList ids = request.query.first().second.split(u',');
    return std::all_of(ids.cbegin(), ids.cend(), [](const QString &id) {
        return !id.isEmpty() && std::all_of(id.cbegin(), id.cend(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u'-';
        });
    });
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
    void start();
    void withdraw();
    void finish(Result<Reply> result);

private:
    friend class RestClient::Private;

    void answered(Answer answer);
    Result<Reply> resultOf(const Answer &answer) const;

    Private *m_owner;
    Request m_request;
    QUrl m_url;
    Pacer::Ticket m_ticket; ///< 0: never queued
    RequestPriority m_priority;
    Callback<Reply> m_callback;
    std::optional<Result<Reply>> m_result;
    Exchange *m_exchange = nullptr;
    size_t m_manager = 0;
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
    void release(size_t manager) { --load[manager]; }
    void trafficMayHaveChanged();
    void noteAnswer(const RequestRecord &record);
    Traffic currentTraffic();
    QNetworkRequest networkRequest(const QUrl &url) const;
    std::optional<ApiError> refusalOf(const Request &request, QUrl *url) const;

    RestClient &q;
    Options options;
    RetryPolicy retry;
    Pacer pacer;
    QElapsedTimer clock;
    std::array<QNetworkAccessManager, managerCount> managers;
    std::array<int, managerCount> load{};
    QSet<Call *> calls;
    QHash<Pacer::Ticket, Call *> queue; ///< by ticket: waiting or under way
    Pacer::Ticket lastTicket = 0;
    QTimer wake;
    QTimer trafficTimer;
    Traffic lastTraffic;
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
    : QObject(context), m_owner(&owner), m_request(std::move(request)), m_url(std::move(url)),
      m_ticket(ticket), m_priority(priority), m_callback(std::move(callback))
{
    m_owner->calls.insert(this);
    if (m_ticket != 0)
        m_owner->queue.insert(m_ticket, this);
}

RestClient::Call::~Call()
{
    m_owner->calls.remove(this);
    if (m_ticket == 0)
        return;
    m_owner->queue.remove(m_ticket);
    m_owner->pacer.giveUp(m_ticket, m_owner->now());
    if (m_exchange) {
        m_owner->release(m_manager);
        delete m_exchange;
    }
    // Not now: others of the same dying context would be started.
    m_owner->schedulePump();
}

void RestClient::Call::start()
{
    const auto least = std::min_element(m_owner->load.begin(), m_owner->load.end());
    m_manager = size_t(least - m_owner->load.begin());
    ++*least;
    ++m_attempt;
    m_tokenNumber = m_owner->tokenNumber;
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_clock.start();
    m_exchange = new Exchange(
        m_owner->managers[m_manager], m_owner->networkRequest(m_url), verb(m_request.method),
        m_request.body, {m_owner->options.deadline, m_owner->options.maxBodyBytes},
        [this](Answer answer) { answered(std::move(answer)); }, this);
}

void RestClient::Call::answered(Answer answer)
{
    m_exchange->deleteLater();
    m_exchange = nullptr;
    m_owner->release(m_manager);

    RequestRecord record;
    record.method = QString::fromLatin1(verb(m_request.method));
    record.path = m_request.path;
    record.status = answer.end == Answer::End::Complete ? answer.status : 0;
    record.isOfThisToken = m_tokenNumber == m_owner->tokenNumber;
    record.attempt = m_attempt;
    record.bytes = answer.body.size();
    record.startedAt = m_startedAt;
    record.duration = milliseconds(m_clock.elapsed());
    if (answer.end == Answer::End::Complete)
        m_owner->noteAnswer(record);
    const bool unauthorized = answer.end == Answer::End::Complete && answer.status == 401
        && m_tokenNumber == m_owner->tokenNumber && !m_owner->unauthorizedSaid;
    if (unauthorized)
        m_owner->unauthorizedSaid = true;
    // Whoever listens may delete anything, so not from within the reply's own signal.
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
    const bool givenUp = answer.end == Answer::End::Deadline || answer.end == Answer::End::TooLarge;
    if (givenUp && answer.sent)
        m_owner->pacer.giveUp(m_ticket, m_owner->now());
    else
        m_owner->pacer.finished(m_ticket, answer.rate, m_owner->now());

    const bool isRead = m_request.method == Method::Get;
    const auto wait = m_owner->retry.waitBeforeRetry(isRead, answer, m_attempt,
                                                     QRandomGenerator::global()->generateDouble());
    if (wait) {
        QTimer::singleShot(*wait, Qt::PreciseTimer, this, [this] {
            if (m_result)
                return; // withdrawn meanwhile
            m_owner->pacer.enqueue(m_ticket, m_priority);
            m_owner->pump();
        });
    } else {
        finish(resultOf(answer));
    }
    m_owner->pump();
}

/// Ends it as never sent, unless it is on the wire or has its result.
void RestClient::Call::withdraw()
{
    if (m_exchange || m_result || !m_callback)
        return;
    m_owner->pacer.giveUp(m_ticket, m_owner->now()); // waits there at most
    ApiError error;
    error.kind = ApiError::Kind::NoConnection;
    error.details = QString::fromLatin1(verb(m_request.method)) + u' ' + m_request.path
        + u": withdrawn before it was sent";
    finish(tl::unexpected(std::move(error)));
}

Result<RestClient::Reply> RestClient::Call::resultOf(const Answer &answer) const
{
    const bool isRead = m_request.method == Method::Get;
    if (answer.end == Answer::End::Complete && answer.status < 300)
        return Reply{answer.status, answer.body, answer.contentType, answer.requestId};

    ApiError error;
    switch (answer.end) {
    case Answer::End::Complete:
        error = wire::errorFromAnswer(answer.status, answer.body);
        if (m_request.explain)
            m_request.explain(error, answer.body);
        if (answer.status == 429) {
            error.retryAfter = std::max(answer.rate.reset.value_or(milliseconds(0)),
                                        answer.rate.retryAfter.value_or(milliseconds(0)));
        }
        break;
    case Answer::End::NotSent:
        error.kind = ApiError::Kind::NoConnection;
        break;
    case Answer::End::TlsFailure:
        error.kind = ApiError::Kind::TlsFailure;
        break;
    case Answer::End::Deadline:
        error.kind = isRead ? ApiError::Kind::Timeout
            : answer.sent   ? ApiError::Kind::OutcomeUnknown
                            : ApiError::Kind::NoConnection;
        break;
    case Answer::End::Lost:
        error.kind = !isRead     ? ApiError::Kind::OutcomeUnknown
            : answer.status == 0 ? ApiError::Kind::NoConnection
                                 : ApiError::Kind::UnexpectedAnswer;
        break;
    case Answer::End::Damaged:
        error.kind = isRead ? ApiError::Kind::UnexpectedAnswer : ApiError::Kind::OutcomeUnknown;
        break;
    case Answer::End::TooLarge:
        error.kind = isRead ? ApiError::Kind::AnswerTooLarge : ApiError::Kind::OutcomeUnknown;
        break;
    }
    error.httpStatus = answer.status;
    error.requestId = wire::plainText(answer.requestId, 200);
    const QString attempts = m_attempt > 1 ? u" (attempt %1)"_s.arg(m_attempt) : QString();
    const QString operation =
        QString::fromLatin1(verb(m_request.method)) + u' ' + m_request.path + attempts;
    const QString what = answer.end == Answer::End::Complete ? error.details : answer.reason;
    error.details = what.isEmpty() ? operation : operation + u": " + what;
    return tl::unexpected(m_owner->q.redacted(std::move(error)));
}

/// Keeps @p result until the event loop gets here again: nobody is called from within anything.
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
    : q(client),
      options(std::move(clientOptions)), retry{options.maxAttempts, options.firstBackOff},
      pacer({options.maxInFlight, options.reserve, options.grace, options.firstBackOff})
{
    clock.start();
    secrets.append(options.token);
    while (options.apiPath.path().endsWith(u'/'))
        options.apiPath.setPath(options.apiPath.path().chopped(1));
    for (QNetworkAccessManager &manager : managers) {
        manager.setCookieJar(new NoCookies);
        manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }
    wake.setSingleShot(true);
    wake.setTimerType(Qt::PreciseTimer);
    connect(&wake, &QTimer::timeout, this, &Private::pump);
    trafficTimer.setSingleShot(true);
    trafficTimer.setInterval(trafficInterval);
    connect(&trafficTimer, &QTimer::timeout, this, [this] {
        const Traffic traffic = currentTraffic();
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

Traffic RestClient::Private::currentTraffic()
{
    const Pacer::Time at = now();
    const Pacer::Snapshot snapshot = pacer.snapshot(at);
    Traffic traffic;
    traffic.inFlight = snapshot.inFlight;
    traffic.maxInFlight = options.maxInFlight;
    traffic.queued = snapshot.queued;
    traffic.quota = int(snapshot.quota);
    traffic.quotaLeft = int(snapshot.left);
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

/// Why @p request must not be sent; nothing if it may, and then @p url is its address.
std::optional<ApiError> RestClient::Private::refusalOf(const Request &request, QUrl *url) const
{
    const QUrl &base = options.apiPath;
    if (!base.isValid() || base.host().isEmpty() || !base.userInfo().isEmpty() || base.hasQuery()
        || base.hasFragment())
        return refusal(u"the API path is not an address of a store"_s);
    if (base.scheme() != u"https" && !(base.scheme() == u"http" && isLoopback(base.host())))
        return refusal(u"only https is allowed"_s);
    const bool tokenFits = !options.token.isEmpty()
        && std::all_of(options.token.cbegin(), options.token.cend(),
                       [](char c) { return c > ' ' && c < '\x7f'; });
    if (!tokenFits) {
        ApiError error =
            refusal(options.token.isEmpty() ? u"there is no token"_s
                                            : u"the token has characters that no token has"_s);
        error.kind = ApiError::Kind::Unauthorized;
        return error;
    }
    if (!request.path.startsWith(u'/') || request.path.contains(u"//")
        || request.path.contains(u"..") || request.path.contains(u'?')
        || request.path.contains(u'#'))
        return refusal(u"the path is malformed"_s);
    if (request.method == Method::Delete && !namesItsTargets(request))
        return refusal(u"a DELETE must name what to delete, and nothing else"_s);

    QByteArray query;
    for (const auto &[key, value] : request.query) {
        if (!query.isEmpty())
            query += '&';
        query += encoded(key) + '=' + encoded(value);
    }
    *url = base;
    url->setPath(base.path() + request.path);
    if (!query.isEmpty())
        url->setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    if (url->toEncoded().size() > maxUrlLength)
        return refusal(u"the address would be longer than %1 characters"_s.arg(maxUrlLength));
    return std::nullopt;
}

RestClient::RestClient(Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(options)))
{
}

RestClient::~RestClient()
{
    const QSet<Call *> calls = d->calls;
    qDeleteAll(calls);
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

Traffic RestClient::traffic() const
{
    return d->currentTraffic();
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
    if (auto error = d->refusalOf(request, &url)) {
        error->details.prepend(QString::fromLatin1(verb(request.method)) + u' ' + request.path
                               + u": ");
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
    const QSet<Call *> calls = d->calls;
    for (Call *call : calls) {
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
