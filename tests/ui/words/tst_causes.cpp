// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/storeapi.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"
#include "tests/api/answered.h"
#include "tests/api/scriptedserver.h"
#include "tests/network/companyfixture.h"
#include "ui/words/errorwords.h"

#include <QLocale>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <map>
#include <set>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using namespace std::chrono_literals;
using Failure = std::function<ApiError()>;

namespace {

const SegmentId someSegment =
    SegmentId::fromString(u"2b8d0f6e-0000-4000-8000-000000000001"_s).value();
const ProfileId someProfile =
    ProfileId::fromString(u"2b8d0f6e-0000-4000-8000-000000000002"_s).value();

template <typename T>
ApiError errorOf(const Result<T> &result)
{
    if (result)
        qFatal("it worked");
    return result.error();
}

RestClient::Options hasty(const QUrl &apiPath, const QString &token)
{
    RestClient::Options options;
    options.apiPath = apiPath;
    options.token = token.toLatin1();
    options.firstBackOff = 2ms;
    options.patience = 2ms;
    options.deadline = 10s;
    return options;
}

// ---- what is asked

ApiError listSegments(StoreApi &api)
{
    return errorOf(answered<Page<Segment>>([&](QObject *context, Callback<Page<Segment>> callback) {
        api.listSegments({1, 50}, context, std::move(callback));
    }));
}

ApiError listMembers(StoreApi &api, SegmentId segment = someSegment)
{
    return errorOf(answered<Page<ShopperProfile>>(
        [&](QObject *context, Callback<Page<ShopperProfile>> callback) {
            api.listMembers(segment, {1, 50}, context, std::move(callback));
        }));
}

ApiError createSegment(StoreApi &api, const QString &name)
{
    return errorOf(
        answered<QList<Segment>>([&](QObject *context, Callback<QList<Segment>> callback) {
            api.createSegments(*NonEmpty<QList<NewSegment>>::from({{name, {}}}), context,
                               std::move(callback));
        }));
}

ApiError addMembers(StoreApi &api, SegmentId segment = someSegment, ProfileId profile = someProfile)
{
    return errorOf(answered<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
        api.addMembers(segment, *NonEmpty<QList<ProfileId>>::from({profile}), context,
                       std::move(callback));
    }));
}

using Ask = std::function<ApiError(StoreApi &)>;

// ---- who answers

/// A server that gives this answer to everything; empty: it closes the connection.
ApiError from(const QByteArray &answer, const Ask &ask)
{
    ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
        socket->write(answer);
        socket->disconnectFromHost();
    });
    RestClient client(hasty(server.apiPath(), u"token"_s));
    StoreApi api(client, RequestPriority::Interactive);
    return ask(api);
}

Failure scripted(const QByteArray &answer, const Ask &ask)
{
    return [answer, ask] { return from(answer, ask); };
}

Failure scripted(int status, const QByteArray &body, const Ask &ask, const QByteArray &headers = {})
{
    return scripted(ScriptedServer::answer(status, body, headers), ask);
}

/// The sandbox store, with the token that an answer is about.
class Sandbox
{
public:
    explicit Sandbox(sandbox::Options options = small(), const QString &token = {})
        : store(options), client(connect(store, token.isEmpty() ? options.token : token)),
          api(client, RequestPriority::Interactive)
    {
    }

    static sandbox::Options small()
    {
        sandbox::Options options;
        options.customers = 20;
        options.profiles = 10;
        options.segments = 3;
        return options;
    }

    sandbox::SandboxStore store;
    RestClient client;
    StoreApi api;

private:
    static RestClient::Options connect(sandbox::SandboxStore &store, const QString &token)
    {
        QString error;
        if (!store.startAndWait(&error))
            qFatal("%s", qPrintable(error));
        return hasty(store.apiPath(), token);
    }
};

/// Its first segment.
Segment segmentOf(Sandbox &sandbox)
{
    const auto page =
        answered<Page<Segment>>([&](QObject *context, Callback<Page<Segment>> callback) {
            sandbox.api.listSegments({1, 1}, context, std::move(callback));
        });
    if (!page || page->items.isEmpty())
        qFatal("no segment");
    return page->items.constFirst();
}

Failure readOnly(const std::function<ApiError(StoreApi &, const Segment &)> &ask)
{
    return [ask] {
        const sandbox::Options options = Sandbox::small();
        Sandbox sandbox(options, options.readOnlyToken);
        return ask(sandbox.api, segmentOf(sandbox));
    };
}

ApiError throughCompany(const std::function<void(Company &)> &prepare)
{
    Company company;
    company.trust();
    prepare(company);
    Network network;
    return errorOf(company.answer(network, 10s));
}

} // namespace

/// Each failure that a store, a network or a proxy can cause, by the real client, and what is said
/// of it: what was seen, what it means and what helps.
class TestCauses : public QObject
{
    Q_OBJECT

    struct Cause
    {
        Failure failure;
        WhatFailed operation;
        QString text; ///< a part of the sentence
        QString whatToDo; ///< a part of the advice
    };

    std::map<QByteArray, Cause> m_causes;
    std::set<int> m_kinds;
    std::set<int> m_shapes;
    std::set<int> m_problems;

    void add(const char *name, const Failure &failure, WhatFailed operation, const QString &text,
             const QString &whatToDo)
    {
        m_causes.insert_or_assign(QByteArray(name), Cause{failure, operation, text, whatToDo});
    }

    void addAnswers()
    {
        add(
            "a wrong token",
            [] {
                Sandbox sandbox(Sandbox::small(), u"mistyped"_s);
                return listSegments(sandbox.api);
            },
            WhatFailed::TestToken, u"does not accept this token"_s, u"Paste the token again"_s);
        add(
            "a wrong store hash",
            [] {
                Sandbox sandbox;
                QUrl path = sandbox.store.apiPath();
                path.setPath(u"/stores/nothere/v3"_s);
                RestClient client(hasty(path, Sandbox::small().token));
                StoreApi api(client, RequestPriority::Interactive);
                return listSegments(api);
            },
            WhatFailed::TestToken, u"not for this store hash"_s, u"Check the store hash"_s);
        add("no store, while people are exported", scripted(404, "{}", listSegments),
            WhatFailed::Export, u"There is no store at this address"_s,
            u"Check the API path or the store hash"_s);
        add("no store, and a web page says so",
            scripted(404, "<html>Not found</html>", listSegments), WhatFailed::TestToken,
            u"There is no store at this address"_s, u"Check the API path"_s);
        add(
            "a segment that is gone",
            [] {
                Sandbox sandbox;
                return listMembers(sandbox.api);
            },
            WhatFailed::ReadMembers, u"no longer has this segment"_s, u"Refresh (F5)"_s);
        add(
            "members of a segment that is gone, while they are exported",
            [] {
                Sandbox sandbox;
                return listMembers(sandbox.api);
            },
            WhatFailed::Export, u"no longer has this segment"_s, u"Refresh (F5)"_s);
        // What an import looks up first; the token may read customers.
        add("members with a token that can only read",
            readOnly(
                [](StoreApi &api, const Segment &segment) { return listMembers(api, segment.id); }),
            WhatFailed::Search, u"can list segments but cannot see their members"_s,
            u"Customers: modify"_s);
        add("members of a backup with a token that can only read",
            readOnly(
                [](StoreApi &api, const Segment &segment) { return listMembers(api, segment.id); }),
            WhatFailed::ReadSegments, u"can list segments but cannot see their members"_s,
            u"Customers: modify"_s);
        add("a change with a token that can only read",
            readOnly(
                [](StoreApi &api, const Segment &segment) { return addMembers(api, segment.id); }),
            WhatFailed::AddMembers, u"can read but cannot change anything."_s,
            u"Customers: modify"_s);
        add("a firewall that refuses with a web page",
            scripted(403, "<!DOCTYPE html><h1>Blocked by policy</h1>", listSegments),
            WhatFailed::ReadSegments, u"A web page came in place of the store’s answer (403)"_s,
            u"a proxy or a firewall"_s);
        add(
            "a name that is taken",
            [] {
                Sandbox sandbox;
                return createSegment(sandbox.api, segmentOf(sandbox).name);
            },
            WhatFailed::CreateSegment, u"already has a segment with this name"_s,
            u"Choose another name"_s);
        add("too much at once", scripted(413, "{}", addMembers1), WhatFailed::AddMembers,
            u"more than the store takes in one request."_s, u"fewer at once"_s);
        add("data that is refused",
            scripted(422, R"({"title":"The name is too long.","errors":{"name":"too long"}})",
                     createSegment1),
            WhatFailed::CreateSegment, u"It says: “The name is too long.”"_s,
            u"Change what it names"_s);
        add("data that is refused without a word",
            scripted(422, {}, createSegment1, "X-Request-ID: r-17\r\n"), WhatFailed::CreateSegment,
            u"did not accept this, and does not say why"_s, u"request ID r-17"_s);
        add("a locked store", scripted(423, "{}", listSegments), WhatFailed::ReadSegments,
            u"The store is locked"_s, u"Ask the owner of the store"_s);
        add("a quota that is used up",
            scripted(429, "{}", listSegments, "X-Rate-Limit-Time-Reset-Ms: 3600000\r\n"),
            WhatFailed::ReadSegments, u"used up its quota"_s, u"Try again in 1 h"_s);
        add("an internal problem", scripted(500, "{}", listSegments), WhatFailed::ReadSegments,
            u"an internal problem (500)"_s, u"Try again in a moment"_s);
        add("a limit of the plan", scripted(507, "{}", createSegment1), WhatFailed::CreateSegment,
            u"A limit of the store’s plan is reached"_s, u"Make room in the store"_s);
        add("another address", scripted(302, {}, listSegments, "Location: https://x.example/\r\n"),
            WhatFailed::OpenStore, u"redirects to another one"_s, u"Check the API path"_s);
        add("a sign-in page", scripted(200, "<html>Welcome to the hotel</html>", listSegments),
            WhatFailed::ReadSegments, u"A web page came in place of the store’s answer"_s,
            u"a sign-in page of this network"_s);
        add("JSON that is nearly right", scripted(200, R"({"data":{}})", listSegments),
            WhatFailed::ReadSegments, u"not as BigCommerce documents it"_s,
            u"Try again in a moment"_s);
        add("a list without its page numbers",
            scripted(200, R"({"data":[],"meta":{}})", listSegments), WhatFailed::OpenStore,
            u"meta.pagination is missing"_s, u"Check the API path"_s);
        add("cut JSON", scripted(200, R"({"data":[{"id":)", listSegments), WhatFailed::ReadSegments,
            u"not as BigCommerce documents it"_s, u"Try again in a moment"_s);
        add("an empty answer", scripted(200, {}, listSegments), WhatFailed::ReadSegments,
            u"An empty answer came"_s, u"Try again in a moment"_s);
        add("something else", scripted(200, "hello", listSegments), WhatFailed::ReadSegments,
            u"What answered is not a BigCommerce store"_s, u"a proxy of this network"_s);
        add("an answer that is cut off",
            scripted("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"data\":", cutOff),
            WhatFailed::ReadSegments, u"cut off or damaged on its way"_s,
            u"Try again in a moment"_s);
        add("a list that is never complete",
            scripted(200,
                     R"({"data":[],"meta":{"pagination":{"total":5,"count":0,"per_page":50,)"
                     R"("current_page":1,"total_pages":1}}})",
                     completeSegments),
            WhatFailed::ReadSegments, u"an incomplete list each time"_s, u"in a few minutes"_s);
    }

    static ApiError addMembers1(StoreApi &api) { return addMembers(api); }
    static ApiError createSegment1(StoreApi &api) { return createSegment(api, u"VIP"_s); }
    static ApiError cutOff(StoreApi &api) { return listSegments(api); }
    static ApiError completeSegments(StoreApi &api)
    {
        return errorOf(answered<CompleteList<Segment>>(
            [&](QObject *context, Callback<CompleteList<Segment>> callback) {
                readCompleteSegments(api, context, std::move(callback));
            }));
    }

    void addConnections()
    {
        add(
            "a server that is silent",
            [] {
                ScriptedServer server([](const ScriptedServer::Request &, QPointer<QTcpSocket>) {});
                RestClient::Options options = hasty(server.apiPath(), u"token"_s);
                options.deadline = 100ms;
                RestClient client(options);
                StoreApi api(client, RequestPriority::Interactive);
                return listSegments(api);
            },
            WhatFailed::ReadSegments, u"did not answer in time"_s, u"Try again in a moment"_s);
        add(
            "an answer that is too large",
            [] {
                ScriptedServer server(
                    [](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
                        socket->write(ScriptedServer::answer(200, QByteArray(5000, ' ')));
                    });
                RestClient::Options options = hasty(server.apiPath(), u"token"_s);
                options.maxBodyBytes = 1000;
                RestClient client(options);
                StoreApi api(client, RequestPriority::Interactive);
                return listSegments(api);
            },
            WhatFailed::ReadSegments, u"larger than any store’s page"_s,
            u"Try again in a moment"_s);
        add("a change whose answer is lost", scripted({}, addMembers1), WhatFailed::AddMembers,
            u"it may or may not have made the change"_s, u"Refresh (F5)"_s);
        add(
            "no server there",
            [] {
                QUrl path;
                {
                    ScriptedServer gone(
                        [](const ScriptedServer::Request &, QPointer<QTcpSocket>) {});
                    path = gone.apiPath();
                }
                RestClient client(hasty(path, u"token"_s));
                StoreApi api(client, RequestPriority::Interactive);
                return addMembers(api);
            },
            WhatFailed::AddMembers, u"127.0.0.1 refused the connection."_s, u"Check the network"_s);
        add(
            "a name that is not found",
            [] {
                RestClient client(
                    hasty(QUrl(u"https://store.invalid/stores/abc/v3"_s), u"token"_s));
                StoreApi api(client, RequestPriority::Interactive);
                return listSegments(api);
            },
            WhatFailed::OpenStore, u"the name store.invalid was not found"_s,
            u"Check the network and the API path"_s);
        add(
            "a request that is refused here",
            [] {
                RestClient client(hasty(QUrl(u"http://store.example/stores/abc/v3"_s), u"token"_s));
                StoreApi api(client, RequestPriority::Interactive);
                return listSegments(api);
            },
            WhatFailed::ReadSegments, u"only https is allowed; nothing was sent"_s,
            u"please report it"_s);
    }

    void addCompanies()
    {
        const auto inCompany = [this](const char *name,
                                      const std::function<void(Company &)> &prepare,
                                      const QString &text, const QString &whatToDo) {
            add(
                name, [prepare] { return throughCompany(prepare); }, WhatFailed::ReadSegments, text,
                whatToDo);
        };
        const auto refuses = [](int status) {
            return [status](Company &company) {
                company.proxy->does = WebProxy::Does::Refuse;
                company.proxy->status = status;
            };
        };
        inCompany(
            "an authority that is unknown here", [](Company &) { qunsetenv("SSL_CERT_FILE"); },
            u"issued by “ACME Inspection CA (ACME Corp)”, which this computer does not trust"_s,
            u"SSL_CERT_FILE"_s);
        inCompany(
            "a certificate that is self-signed",
            [](Company &company) { company.show(company.authority.selfSigned(Company::host())); },
            u"is self-signed: “api.bigcommerce.com” issued it to itself"_s, u"Check the address"_s);
        inCompany(
            "a certificate that has expired",
            [](Company &company) {
                company.show(company.authority.issue(Company::host(), u"20200101000000Z"_s,
                                                     u"20210102000000Z"_s));
            },
            u"issued by “ACME Inspection CA (ACME Corp)”, expired on Jan 2, 2021"_s,
            u"Check the date and time of this computer"_s);
        inCompany(
            "a certificate of the future",
            [](Company &company) {
                company.show(company.authority.issue(Company::host(), u"20400101000000Z"_s,
                                                     u"20410101000000Z"_s));
            },
            u"is not valid before Jan 1, 2040"_s, u"they are probably behind"_s);
        inCompany(
            "a certificate for another host",
            [](Company &company) { company.show(company.authority.issue(u"portal.example"_s)); },
            u"is not for api.bigcommerce.com but for “portal.example”"_s, u"sign-in page"_s);
        inCompany(
            "a server that does not encrypt",
            [](Company &company) {
                auto *plain = new QTcpServer;
                if (!plain->listen(QHostAddress::LocalHost))
                    qFatal("no socket to listen on");
                connect(plain, &QTcpServer::newConnection, plain, [plain] {
                    QTcpSocket *client = plain->nextPendingConnection();
                    client->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                    client->disconnectFromHost();
                });
                company.proxy = std::make_unique<WebProxy>(plain->serverPort());
                plain->setParent(company.proxy.get());
                Company::set("https_proxy", company.proxy->setting());
            },
            u"No encrypted connection to api.bigcommerce.com could be agreed on"_s,
            u"ask those who run this network"_s);
        inCompany(
            "a proxy that is down", [](Company &company) { company.proxy->close(); },
            u" does not answer, so the store cannot be reached"_s,
            u"Check the environment variable https_proxy"_s);
        inCompany("a proxy that answers 502", refuses(502),
                  u"answers, and does not connect to api.bigcommerce.com"_s,
                  u"ask those who run the proxy"_s);
        inCompany("a proxy that answers 403", refuses(403),
                  u"answers, and does not connect to api.bigcommerce.com"_s,
                  u"ask those who run the proxy"_s);
        inCompany(
            "a proxy that asks for a login",
            [](Company &company) { company.proxy->login = "ann:secret"; },
            u"asks for a user name and password"_s, u"Try again to log in"_s);
        inCompany(
            "a proxy that cannot be used",
            [](Company &) { Company::set("https_proxy", u"https://proxy.example"_s); },
            u"The proxy “https://proxy.example” cannot be used"_s,
            u"Check the environment variable https_proxy"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("TZ", "UTC");
        addAnswers();
        addConnections();
        addCompanies();
    }

    void whatIsSaid_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const auto &cause : m_causes)
            QTest::newRow(cause.first.constData()) << cause.first;
    }

    void whatIsSaid()
    {
        QFETCH(QByteArray, name);
        const Cause &cause = m_causes.at(name);
        const ApiError error = cause.failure();
        const ErrorWords said = words::errorWords(error, cause.operation);
        QVERIFY2(said.text.contains(cause.text), qPrintable(said.sentence() + error.details));
        QVERIFY2(said.whatToDo.contains(cause.whatToDo), qPrintable(said.sentence()));
        // Complete sentences; the last may be the store's own.
        QVERIFY2((said.text.endsWith(u'.') || said.text.endsWith(u".”"_s))
                     && said.whatToDo.endsWith(u'.'),
                 qPrintable(said.sentence()));
        // There are no details in batch mode, and none is pointed to.
        QVERIFY2(!said.sentence().contains(u"details"_s), qPrintable(said.sentence()));
        m_kinds.insert(int(error.kind));
        if (error.kind == ApiError::Kind::UnexpectedAnswer)
            m_shapes.insert(int(error.shape));
        if (error.connection)
            m_problems.insert(int(error.connection->kind));
    }

    /// Whatever can fail was caused above, but for what only this program can find out.
    void allWereCaused()
    {
        if (m_kinds.size() < 3)
            QSKIP("only some were asked for");
        for (int kind = 0; kind < int(ApiError::Kind::NotApplied); ++kind)
            QVERIFY2(m_kinds.contains(kind), qPrintable(QString::number(kind)));
        using Shape = ApiError::Shape;
        for (int shape = int(Shape::Cut); shape < int(Shape::LocalCopy); ++shape)
            QVERIFY2(m_shapes.contains(shape), qPrintable(QString::number(shape)));
        using Problem = ConnectionProblem::Kind;
        for (int problem = int(Problem::HostNotFound); problem <= int(Problem::Handshake);
             ++problem)
            QVERIFY2(m_problems.contains(problem), qPrintable(QString::number(problem)));
    }
};

QTEST_GUILESS_MAIN(TestCauses)
#include "tst_causes.moc"
