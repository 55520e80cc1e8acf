// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/storeserver.h"

#include "app/sandbox/answers.h"
#include "app/sandbox/database.h"
#include "app/sandbox/gzip.h"
#include "app/sandbox/seeder.h"
#include "app/sandbox/serverstate.h"

#include <QRegularExpression>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

/// A path below `/stores/{hash}/v3`, decoded.
struct StorePath
{
    QString hash;
    QList<QString> parts; ///< below it; empty: it is no such path
};

StorePath storePathOf(const QByteArray &path)
{
    QList<QString> parts;
    const QList<QByteArray> raw = path.split('/');
    for (const QByteArray &each : raw)
        parts.append(QString::fromUtf8(QByteArray::fromPercentEncoding(each)));
    if (parts.size() < 5 || !parts[0].isEmpty() || parts[1] != QLatin1String("stores")
        || parts[3] != QLatin1String("v3"))
        return {};
    return {parts[2], parts.mid(4)};
}

bool isJson(const QByteArray &contentType)
{
    return contentType.split(';').constFirst().trimmed().toLower() == "application/json";
}

} // namespace

StoreServer::StoreServer(const Options &options, std::shared_ptr<ServerState> witness)
    : m_options(options), m_witness(std::move(witness)), m_limiter(options.quota, options.windowMs),
      m_base(u"/stores/%1/v3"_s.arg(options.storeHash)), m_apiLimit(options.apiLimitRemaining)
{
    m_clock.start();
}

StoreServer::~StoreServer()
{
    if (m_server)
        m_server->closeAll();
}

void StoreServer::open()
{
    QString problem = m_options.problem();
    if (!problem.isEmpty())
        problem = u"The sandbox store cannot be started: %1."_s.arg(problem);
    if (problem.isEmpty())
        problem = listen();
    if (problem.isEmpty())
        problem = openDatabase();
    if (!problem.isEmpty()) {
        m_server.reset();
        m_database.reset();
        Q_EMIT failed(problem);
        return;
    }
    Q_EMIT started(QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server->serverPort()).arg(m_base)));
}

QString StoreServer::listen()
{
    m_server = std::make_unique<HttpServer>(
        [this](const HttpRequest &request, HttpConnection *connection) {
            handle(request, connection);
        });
    if (m_server->listen(QHostAddress::LocalHost, m_options.port))
        return {};
    if (m_server->serverError() == QAbstractSocket::AddressInUseError)
        return u"Port %1 is taken by another program."_s.arg(m_options.port);
    if (m_server->serverError() == QAbstractSocket::SocketAccessError)
        return u"This user may not open port %1."_s.arg(m_options.port);
    return u"Port %1 cannot be opened: %2."_s.arg(m_options.port).arg(m_server->errorString());
}

QString StoreServer::openDatabase()
{
    m_database = std::make_unique<Database>();
    QString problem = m_database->open(m_options.databaseFile);
    if (problem.isEmpty() && !m_database->isFilled())
        problem = fill();
    m_emulator = std::make_unique<Emulator>(*m_database, m_options, *m_witness);
    return problem;
}

QString StoreServer::fill()
{
    Seeder seeder(*m_database, m_options, [this](qint64 done, qint64 total) {
        Q_EMIT progress(done, total);
        return !m_witness->cancelled;
    });
    if (seeder.fill())
        return {};
    if (m_witness->cancelled)
        return u"Filling the sandbox store was stopped."_s;
    return u"The sandbox store cannot be filled: %1."_s.arg(m_database->takeError());
}

void StoreServer::reset()
{
    if (!m_server)
        return;
    const QString problem = fill();
    if (problem.isEmpty())
        Q_EMIT resetDone();
    else
        Q_EMIT failed(problem);
}

void StoreServer::handle(const HttpRequest &request, HttpConnection *connection)
{
    const qint64 arrived = m_clock.nsecsElapsed();
    m_witness->requestBegan(request.method == "POST" || request.method == "PUT"
                            || request.method == "DELETE");
    Delivery delivery = admit(request);
    if (delivery.gate)
        ++*delivery.gate;
    if (delivery.how == Delivery::How::Hang || delivery.how == Delivery::How::Drip) {
        if (delivery.how == Delivery::How::Drip)
            connection->drip(delivery.dripEvery);
        // It stays in flight for as long as the client waits.
        connect(connection, &QObject::destroyed, this, [this] { m_witness->requestEnded(); });
        return;
    }
    // From the arrival: the store's own work is part of the latency.
    const qint64 latency = m_witness->latencyMs - (m_clock.nsecsElapsed() - arrived) / 1'000'000;
    if (latency <= 0) {
        deliver(request, connection, std::move(delivery));
        return;
    }
    QTimer::singleShot(
        std::chrono::milliseconds(latency), Qt::PreciseTimer, this,
        [this, request, to = QPointer(connection), delivery = std::move(delivery)]() mutable {
            deliver(request, to, std::move(delivery));
        });
}

void StoreServer::deliver(const HttpRequest &request, HttpConnection *connection, Delivery delivery)
{
    if (delivery.gate)
        --*delivery.gate;
    m_witness->requestEnded();
    HttpResponse &response = delivery.response;
    if (response.status == 429)
        m_witness->note([](Statistics &statistics) { ++statistics.tooManyRequests; });
    if (!connection) // the client has gone
        return;
    if (delivery.how == Delivery::How::Close) {
        connection->abort();
        return;
    }
    if (delivery.rateLimitHeaders)
        addRateLimitHeaders(response, delivery.resetAt);
    if (m_apiLimit >= 0) // an hour that rolls is not imitated: it only falls
        response.headers.emplaceBack("X-BC-ApiLimit-Remaining",
                                     QByteArray::number(m_apiLimit > 0 ? m_apiLimit-- : 0));
    response.headers.emplaceBack("X-Request-Id",
                                 QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.chunked = m_options.chunked;
    if (m_options.gzip && response.status != 204
        && request.header("accept-encoding").contains("gzip")) {
        response.headers.emplaceBack("Content-Encoding", "gzip");
        response.body = gzip(response.body);
    }
    if (delivery.how == Delivery::How::Cut)
        connection->answerCut(response);
    else
        connection->answer(response);
}

void StoreServer::addRateLimitHeaders(HttpResponse &response, qint64 resetAt)
{
    if (!m_limiter.isLimited())
        return;
    const bool spent = resetAt >= 0;
    const qint64 reset = spent ? qMax(qint64(1), resetAt - m_clock.elapsed()) : m_limiter.resetMs();
    response.headers.emplaceBack("X-Rate-Limit-Requests-Quota",
                                 QByteArray::number(m_limiter.quota()));
    response.headers.emplaceBack("X-Rate-Limit-Requests-Left",
                                 QByteArray::number(spent ? 0 : m_limiter.left()));
    response.headers.emplaceBack("X-Rate-Limit-Time-Window-Ms",
                                 QByteArray::number(m_limiter.windowMs()));
    response.headers.emplaceBack("X-Rate-Limit-Time-Reset-Ms", QByteArray::number(reset));
    if (spent) {
        const QByteArray seconds = QByteArray::number((reset + 999) / 1000);
        response.headers.emplaceBack("X-Retry-After", seconds);
        response.headers.emplaceBack("Retry-After", seconds);
    }
}

bool StoreServer::isOwnHost(const QByteArray &host) const
{
    // Clients name any port or none, and some the vendor's own host while they connect elsewhere.
    static const QRegularExpression form(u"\\A(\\[::1\\]|[^:\\[\\]]+?)\\.?(:[0-9]{1,5})?\\z"_s);
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(host).toLower());
    if (!match.hasMatch())
        return false;
    const QString name = match.captured(1);
    return name == u"127.0.0.1" || name == u"localhost" || name == u"[::1]"
        || name == u"api.bigcommerce.com" || m_options.hosts.contains(name, Qt::CaseInsensitive);
}

StoreServer::Delivery StoreServer::admit(const HttpRequest &request)
{
    const auto refuse = [&request](int status, const QString &title) {
        return Delivery{errorAnswer(status, title, request.path)};
    };
    if (request.refusal != 0)
        return refuse(request.refusal, request.refusalReason);
    // A page in a browser must not reach this store, by whatever name it calls this machine.
    if (!request.hasHeader("host") && !request.isHttp10)
        return refuse(400, u"The header `Host` is missing."_s);
    if (request.hasHeader("host") && !isOwnHost(request.header("host")))
        return refuse(421,
                      u"This server is 127.0.0.1, localhost and api.bigcommerce.com, and whom "
                      "--host names."_s);
    if (request.hasHeader("origin"))
        return refuse(403, u"Requests of web pages are not served."_s);

    if (!m_limiter.spend()) {
        Delivery delivery =
            refuse(429, u"The quota of requests is spent. Wait until it is reset."_s);
        delivery.resetAt = m_clock.elapsed() + m_limiter.resetMs();
        return delivery;
    }
    const QString path = QString::fromUtf8(QByteArray::fromPercentEncoding(request.path));
    const QString below = path.startsWith(m_base) ? path.mid(m_base.size()) : path;
    if (const std::optional<Fault> fault =
            m_witness->faultFor(QString::fromLatin1(request.method), below))
        return withFault(*fault, request);
    return serve(request, {});
}

StoreServer::Delivery StoreServer::withFault(const Fault &fault, const HttpRequest &request)
{
    Delivery delivery;
    switch (fault.action) {
    case Fault::Action::CloseBeforeApplying:
        delivery.how = Delivery::How::Close;
        break;
    case Fault::Action::CloseAfterApplying:
        delivery = serve(request, {});
        delivery.how = Delivery::How::Close;
        break;
    case Fault::Action::Answer:
        delivery.response.status = fault.status;
        delivery.response.body = fault.body;
        delivery.response.headers.emplaceBack("Content-Type", fault.contentType);
        delivery.response.headers += fault.headers;
        delivery.rateLimitHeaders = fault.rateLimitHeaders;
        break;
    case Fault::Action::TruncateBody:
        delivery = serve(request, {});
        delivery.how = Delivery::How::Cut;
        break;
    case Fault::Action::Hang:
        delivery.how = Delivery::How::Hang;
        break;
    case Fault::Action::Drip:
        delivery.how = Delivery::How::Drip;
        delivery.dripEvery = std::chrono::milliseconds(qMax<qint64>(1, fault.amount));
        break;
    case Fault::Action::Redirect:
        delivery.response.status = fault.status >= 300 && fault.status < 400 ? fault.status : 307;
        delivery.response.headers.emplaceBack("Location", fault.body);
        break;
    case Fault::Action::WrongTotal:
        delivery = serve(request, {.moreRows = fault.amount});
        break;
    case Fault::Action::RepeatPage:
        delivery = serve(request, {.repeatPage = true});
        break;
    case Fault::Action::EmptyPage:
        delivery = serve(request, {.emptyPage = true});
        break;
    case Fault::Action::NameOneConflict:
        delivery = serve(request, {.naming = Emulator::ListDistortion::Naming::One});
        break;
    case Fault::Action::NameNoConflict:
        delivery = serve(request, {.naming = Emulator::ListDistortion::Naming::None});
        break;
    case Fault::Action::LeaveOut:
        delivery = serve(request, {.leaveOut = fault.amount});
        break;
    }
    return delivery;
}

int *StoreServer::gateOf(Operation operation)
{
    switch (operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        return &m_memberWrites;
    case Operation::CreateSegments:
    case Operation::UpdateSegments:
        return &m_segmentWrites;
    case Operation::CreateProfiles:
        return m_options.profilesCountAtOnce ? &m_profileWrites : nullptr;
    case Operation::None:
    case Operation::ListSegments:
    case Operation::DeleteSegments:
    case Operation::ListProfiles:
    case Operation::DeleteProfiles:
    case Operation::ListMembers:
    case Operation::ListSegmentsOfProfile:
    case Operation::ListCustomers:
        break;
    }
    return nullptr;
}

StoreServer::Delivery StoreServer::serve(const HttpRequest &request,
                                         const Emulator::ListDistortion &bend)
{
    const auto refuse = [&request](int status, const QString &title) {
        return Delivery{errorAnswer(status, title, request.path)};
    };
    // In the order in which the vendor's servers notice, as measured by others.
    const StorePath path = storePathOf(request.path);
    const Route route = Route::find(request.method, path.parts);
    if (route.allowed.isEmpty())
        return refuse(404, u"The route is not found, check the URL"_s);
    const QByteArray token = request.header("x-auth-token");
    if (token.isEmpty())
        return Delivery{textAnswer(401, "X-Auth-Token header is required")};
    if (path.hash != m_options.storeHash)
        return refuse(403, u"You don't have a required scope to access the endpoint"_s);
    const bool readOnly = token == m_options.readOnlyToken.toLatin1();
    if (!readOnly && token != m_options.token.toLatin1())
        return refuse(401, u"The token in the header `X-Auth-Token` is not valid."_s);
    if (route.operation == Operation::None) {
        Delivery delivery = refuse(
            405, u"This method is not known here, only %1."_s.arg(QLatin1String(route.allowed)));
        delivery.response.headers.emplaceBack("Allow", route.allowed);
        return delivery;
    }
    if (readOnly && needsModifyScope(route.operation))
        return refuse(403,
                      u"The token does not have the scope store_v2_customers (modify), "
                      "which this needs."_s);
    int *gate = gateOf(route.operation);
    if (gate && *gate >= m_options.maxConcurrent) {
        Delivery delivery =
            refuse(429, u"More than %1 such requests at once."_s.arg(m_options.maxConcurrent));
        delivery.rateLimitHeaders = false; // the quota is not the reason: they would mislead
        return delivery;
    }
    Delivery delivery;
    delivery.gate = gate;
    if (hasBody(route.operation)
        && (!isJson(request.header("content-type")) || request.hasHeader("content-encoding")))
        delivery.response =
            errorAnswer(415, u"The body must be plain application/json."_s, request.path);
    else
        delivery.response = m_emulator->perform(route, request, readOnly, bend);
    return delivery;
}

} // namespace segmentdesk::sandbox
