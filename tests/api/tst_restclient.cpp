// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "tests/api/scriptedserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;
using Method = RestClient::Method;
using Answer = Result<RestClient::Reply>;
using Kind = ApiError::Kind;

namespace {

const QByteArray canary = QByteArrayLiteral("canary7f3a9e51c2d84b60");

/// Everything that was logged while the tests ran.
QStringList *logged = nullptr;
QtMessageHandler defaultHandler = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    logged->append(text);
    defaultHandler(type, context, text);
}

RestClient::Options fast(const QUrl &apiPath)
{
    RestClient::Options options;
    options.apiPath = apiPath;
    options.token = canary;
    options.firstBackOff = 5ms;
    options.deadline = 5s;
    return options;
}

RestClient::Request get(const QString &path = u"/segments"_s)
{
    return {Method::Get, path, {}, {}};
}

RestClient::Request post()
{
    return {Method::Post, u"/segments"_s, {}, QByteArrayLiteral("[{\"name\":\"VIP\"}]")};
}

RestClient::Request put()
{
    return {Method::Put, u"/segments"_s, {}, QByteArrayLiteral("[{\"id\":\"x\"}]")};
}

RestClient::Request remove()
{
    return {Method::Delete,
            u"/segments"_s,
            {{u"id:in"_s, u"2b8d0f6e-0000-4000-8000-000000000001"_s}},
            {}};
}

/// One answer to come; counts how often it came.
struct Waiting
{
    QObject context;
    std::optional<Answer> answer;
    int times = 0;

    void ask(RestClient &client, RestClient::Request request,
             RequestPriority priority = RequestPriority::Interactive)
    {
        client.send(std::move(request), priority, &context, [this](Answer result) {
            ++times;
            answer = std::move(result);
        });
    }
};

QString allText(const ApiError &error)
{
    QString text = error.title + u'\n' + error.details + u'\n' + error.requestId;
    for (const auto &[name, value] : error.fields)
        text += u'\n' + name + u'\n' + value;
    return text;
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) ? 0xedb88320U : 0U);
    }
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int i = 0; i < 4; ++i)
        bytes += char((value >> (8 * i)) & 0xffU);
    return bytes;
}

QByteArray gzip(const QByteArray &bytes)
{
    // qCompress gives four bytes of length and a zlib stream: two bytes, deflate, four bytes.
    const QByteArray zlib = qCompress(bytes, 9);
    return QByteArray::fromHex("1f8b08000000000000ff") + zlib.sliced(6).chopped(4)
        + littleEndian(crc32(bytes)) + littleEndian(quint32(bytes.size()));
}

const QByteArray rateHeaders = QByteArrayLiteral("X-Rate-Limit-Requests-Quota: 150\r\n"
                                                 "X-Rate-Limit-Requests-Left: 149\r\n"
                                                 "X-Rate-Limit-Time-Window-Ms: 30000\r\n"
                                                 "X-Rate-Limit-Time-Reset-Ms: 15000\r\n");

} // namespace

Q_DECLARE_METATYPE(segmentdesk::ApiError::Kind)
Q_DECLARE_METATYPE(segmentdesk::RestClient::Request)

class TestRestClient : public QObject
{
    Q_OBJECT

private:
    QStringList m_log;

    /// Answers everything with an empty page.
    static void answerOk(const ScriptedServer::Request &, QPointer<QTcpSocket> socket)
    {
        socket->write(ScriptedServer::answer(200, "{}", rateHeaders));
    }

private Q_SLOTS:
    void initTestCase()
    {
        logged = &m_log;
        defaultHandler = qInstallMessageHandler(keepLog);
    }

    void cleanupTestCase()
    {
        qInstallMessageHandler(defaultHandler);
        QVERIFY2(m_log.filter(QString::fromLatin1(canary)).isEmpty(), "the token was logged");
    }

    void whatGoesOnTheWire()
    {
        ScriptedServer server([](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(ScriptedServer::answer(
                200, "{\"a\":1}", "Set-Cookie: session=1; Path=/\r\nX-Request-ID: r-17\r\n"));
        });
        RestClient client(fast(QUrl(server.apiPath().toString() + u'/')));
        QCOMPARE(client.apiPath(), server.apiPath());
        Waiting first;
        first.ask(client,
                  {Method::Get,
                   u"/customers"_s,
                   {{u"email:in"_s, u"a+b@c.de,d&e@f.g"_s}, {u"page"_s, u"2"_s}},
                   {}});
        QCOMPARE(first.times, 0); // never before send() has returned
        QTRY_VERIFY(first.answer);
        QVERIFY(*first.answer);
        QCOMPARE((*first.answer)->status, 200);
        QCOMPARE((*first.answer)->body, "{\"a\":1}");
        QCOMPARE((*first.answer)->requestId, u"r-17"_s);
        Waiting second;
        second.ask(client, post());
        QTRY_VERIFY(second.answer);

        QCOMPARE(server.requests.size(), 2);
        const auto &read = server.requests.at(0);
        QCOMPARE(read.method, "GET");
        QCOMPARE(read.target,
                 "/stores/abc123/v3/customers?email:in=a%2Bb%40c.de,d%26e%40f.g&page=2");
        QCOMPARE(read.headers.value("x-auth-token"), canary);
        QCOMPARE(read.headers.value("accept"), "application/json");
        QCOMPARE(read.headers.value("user-agent"), "SegmentDesk/0.1.0");
        QVERIFY(!read.headers.contains("content-type"));
        const auto &write = server.requests.at(1);
        QCOMPARE(write.method, "POST");
        QCOMPARE(write.target, "/stores/abc123/v3/segments");
        QCOMPARE(write.headers.value("content-type"), "application/json");
        QCOMPARE(write.body, "[{\"name\":\"VIP\"}]");
        QVERIFY(!write.headers.contains("cookie"));
    }

    void lostBeforeTheAnswer_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::addColumn<bool>("warm");
        QTest::addColumn<bool>("serverDies");
        QTest::addColumn<QByteArray>("lastWords");
        QTest::newRow("POST") << post() << false << false << QByteArray();
        QTest::newRow("POST on a used connection") << post() << true << false << QByteArray();
        QTest::newRow("POST, then nobody listens") << post() << true << true << QByteArray();
        QTest::newRow("POST, garbage")
            << post() << true << false << QByteArray("\x01\x02 what\r\n\r\n");
        QTest::newRow("POST, half a head")
            << post() << true << false << QByteArray("HTTP/1.1 201 Cr");
        QTest::newRow("POST, cut body")
            << post() << true << false
            << QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"da");
        QTest::newRow("PUT") << put() << true << false << QByteArray();
        QTest::newRow("DELETE") << remove() << true << false << QByteArray();
        QTest::newRow("DELETE, then nobody listens") << remove() << true << true << QByteArray();
    }
    void lostBeforeTheAnswer()
    {
        QFETCH(RestClient::Request, request);
        QFETCH(bool, warm);
        QFETCH(bool, serverDies);
        QFETCH(QByteArray, lastWords);
        int writes = 0;
        ScriptedServer *self = nullptr;
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                if (came.method == "GET") {
                    answerOk(came, socket);
                    return;
                }
                ++writes;
                if (serverDies)
                    self->close();
                socket->write(lastWords);
                socket->disconnectFromHost();
            });
        self = &server;
        RestClient client(fast(server.apiPath()));
        if (warm) {
            Waiting first;
            first.ask(client, get());
            QTRY_VERIFY(first.answer);
        }
        Waiting waiting;
        waiting.ask(client, request);
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::OutcomeUnknown);
        if (request.method != Method::Delete) // Qt sends a DELETE again, which changes nothing
            QCOMPARE(writes, 1);
        QTest::qWait(50);
        if (request.method != Method::Delete)
            QCOMPARE(writes, 1);
        QCOMPARE(waiting.times, 1);
    }

    void nobodyListens_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::newRow("GET") << get();
        QTest::newRow("POST") << post();
        QTest::newRow("DELETE") << remove();
    }
    void nobodyListens()
    {
        QFETCH(RestClient::Request, request);
        QUrl path;
        {
            ScriptedServer gone(answerOk);
            path = gone.apiPath();
        }
        RestClient client(fast(path));
        QSignalSpy records(&client, &RestClient::requestFinished);
        Waiting waiting;
        waiting.ask(client, request);
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::NoConnection);
        QCOMPARE(waiting.answer->error().httpStatus, 0);
        QTRY_COMPARE(records.count(), 5);
        QCOMPARE(records.last().first().value<RequestRecord>().attempt, 5);
    }

    void readIsSentAgain_data()
    {
        QTest::addColumn<QByteArray>("firstAnswer");
        QTest::addColumn<bool>("again");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("500") << ScriptedServer::answer(500) << true << Kind::ServerFailure;
        QTest::newRow("502 in HTML") << ScriptedServer::answer(502, "<html>Bad gateway</html>")
                                     << true << Kind::ServerFailure;
        QTest::newRow("503") << ScriptedServer::answer(503) << true << Kind::ServerFailure;
        QTest::newRow("504") << ScriptedServer::answer(504) << true << Kind::ServerFailure;
        QTest::newRow("501") << ScriptedServer::answer(501) << false << Kind::ServerFailure;
        QTest::newRow("400") << ScriptedServer::answer(400) << false << Kind::Rejected;
        QTest::newRow("403") << ScriptedServer::answer(403) << false << Kind::Forbidden;
        QTest::newRow("404") << ScriptedServer::answer(404) << false << Kind::NotFound;
        QTest::newRow("422") << ScriptedServer::answer(422) << false << Kind::Rejected;
        QTest::newRow("304") << ScriptedServer::answer(304) << false << Kind::UnexpectedAnswer;
        QTest::newRow("429") << ScriptedServer::answer(429) << true << Kind::RateLimited;
        QTest::newRow("lost") << QByteArray() << true << Kind::NoConnection;
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"da")
                             << true << Kind::UnexpectedAnswer;
        QTest::newRow("cut in a chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n80\r\n{\"da")
            << true << Kind::UnexpectedAnswer;
    }
    void readIsSentAgain()
    {
        QFETCH(QByteArray, firstAnswer);
        QFETCH(bool, again);
        QFETCH(Kind, kind);
        for (const bool recovers : {true, false}) {
            int count = 0;
            ScriptedServer server(
                [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                    if (recovers && ++count > 2) {
                        answerOk(came, socket);
                        return;
                    }
                    socket->write(firstAnswer);
                    if (firstAnswer.isEmpty() || !firstAnswer.contains("Content-Length: 0"))
                        socket->disconnectFromHost();
                });
            RestClient client(fast(server.apiPath()));
            Waiting waiting;
            waiting.ask(client, get());
            QTRY_VERIFY_WITH_TIMEOUT(waiting.answer, 20000);
            if (again && recovers) {
                QVERIFY2(*waiting.answer, qPrintable(waiting.answer->error().details));
                continue;
            }
            QVERIFY(!*waiting.answer);
            QCOMPARE(waiting.answer->error().kind, kind);
            if (!again)
                QCOMPARE(server.requests.size(), 1);
            else if (!firstAnswer.isEmpty())
                QCOMPARE(server.requests.size(), 5);
            if (recovers && !again)
                break;
        }
    }

    void writeThatFailedIsNotSentAgain()
    {
        for (const int status : {500, 502, 503, 504, 400, 404, 409, 413, 415, 422}) {
            ScriptedServer server(
                [&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
                    socket->write(ScriptedServer::answer(status, "{\"title\":\"No\"}"));
                });
            RestClient client(fast(server.apiPath()));
            Waiting waiting;
            waiting.ask(client, post());
            QTRY_VERIFY(waiting.answer);
            QVERIFY(!*waiting.answer);
            QCOMPARE(waiting.answer->error().httpStatus, status);
            QCOMPARE(waiting.answer->error().title, u"No"_s);
            QCOMPARE(server.requests.size(), 1);
        }
    }

    void tooManyRequests_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("reset") << QByteArray("X-Rate-Limit-Time-Reset-Ms: 300\r\n") << 300 << 1500;
        QTest::newRow("retry-after") << QByteArray("Retry-After: 1\r\n") << 1000 << 2500;
        QTest::newRow("x-retry-after, the longer")
            << QByteArray("X-Retry-After: 1\r\nX-Rate-Limit-Time-Reset-Ms: 100\r\n") << 1000
            << 2500;
        QTest::newRow("none") << QByteArray() << 0 << 1700;
        QTest::newRow("nonsense") << QByteArray(
            "Retry-After: soon\r\nX-Rate-Limit-Time-Reset-Ms: -5\r\n")
                                  << 0 << 1700;
    }
    void tooManyRequests()
    {
        QFETCH(QByteArray, headers);
        QFETCH(int, least);
        QFETCH(int, most);
        QList<qint64> times;
        QElapsedTimer clock;
        clock.start();
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                times.append(clock.elapsed());
                if (times.size() == 1)
                    socket->write(ScriptedServer::answer(429, "{}", headers));
                else
                    answerOk(came, socket);
            });
        RestClient client(fast(server.apiPath()));
        Waiting write;
        write.ask(client, post()); // a 429 proves that nothing was applied
        // Not before the 429 has come: without it nobody would know that the store pauses.
        QTRY_VERIFY(!times.isEmpty() && client.traffic().inFlight == 0);
        Waiting other;
        other.ask(client, get()); // the whole store pauses
        QTRY_VERIFY(write.answer && other.answer);
        QVERIFY(*write.answer);
        QCOMPARE(server.requests.size(), 3);
        int complete = 0;
        for (const auto &request : server.requests)
            complete += request.method == "POST" && request.body == post().body;
        QCOMPARE(complete, 2);
        QVERIFY2(times.at(1) - times.at(0) >= least,
                 qPrintable(QString::number(times.at(1) - times.at(0))));
        QVERIFY2(times.at(1) - times.at(0) <= most,
                 qPrintable(QString::number(times.at(1) - times.at(0))));
    }

    void waitOfADayIsAnsweredAtOnce()
    {
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(ScriptedServer::answer(429, {}, "Retry-After: 86400\r\n"));
        });
        RestClient client(fast(server.apiPath()));
        Waiting waiting;
        waiting.ask(client, get());
        QTRY_VERIFY(waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::RateLimited);
        QCOMPARE(waiting.answer->error().retryAfter, 24h);
        QCOMPARE(server.requests.size(), 1);
    }

    void redirectIsRefused_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::addColumn<int>("status");
        for (const int status : {300, 301, 302, 303, 307, 308}) {
            QTest::addRow("GET %d", status) << get() << status;
            QTest::addRow("POST %d", status) << post() << status;
            QTest::addRow("DELETE %d", status) << remove() << status;
        }
    }
    void redirectIsRefused()
    {
        QFETCH(RestClient::Request, request);
        QFETCH(int, status);
        ScriptedServer other(answerOk);
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            const QByteArray location = other.apiPath().toEncoded() + "/segments";
            socket->write(ScriptedServer::answer(status, {}, "Location: " + location + "\r\n"));
        });
        RestClient client(fast(server.apiPath()));
        Waiting waiting;
        waiting.ask(client, request);
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::Redirected);
        QCOMPARE(waiting.answer->error().httpStatus, status);
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(other.connections, 0);
    }

    void tooSlow_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::addColumn<bool>("drips");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("onTheWire");
        QTest::newRow("GET hangs") << get() << false << Kind::Timeout << 2;
        QTest::newRow("GET drips") << get() << true << Kind::Timeout << 2;
        QTest::newRow("POST hangs") << post() << false << Kind::OutcomeUnknown << 1;
        QTest::newRow("POST drips") << post() << true << Kind::OutcomeUnknown << 1;
        QTest::newRow("DELETE hangs") << remove() << false << Kind::OutcomeUnknown << 1;
    }
    void tooSlow()
    {
        QFETCH(RestClient::Request, request);
        QFETCH(bool, drips);
        QFETCH(Kind, kind);
        QFETCH(int, onTheWire);
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            if (!drips)
                return;
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            auto *drip = new QTimer(socket);
            QObject::connect(drip, &QTimer::timeout, socket, [socket] { socket->write(" "); });
            drip->start(20);
        });
        RestClient::Options options = fast(server.apiPath());
        options.deadline = 300ms;
        options.grace = 100ms;
        RestClient client(options);
        QElapsedTimer clock;
        clock.start();
        Waiting waiting;
        waiting.ask(client, request);
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, kind);
        QCOMPARE(server.requests.size(), onTheWire);
        QVERIFY(clock.elapsed() >= 300 * onTheWire - 20);
        QVERIFY(clock.elapsed() < 3000);
    }

    void tooLarge_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray body(3 * 1024 * 1024, ' ');
        QTest::newRow("announced") << ScriptedServer::answer(200, body);
        QTest::newRow("not announced") << "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body;
        QTest::newRow("packed") << ScriptedServer::answer(200, gzip(body),
                                                          "Content-Encoding: gzip\r\n");
        QTest::newRow("an error's body") << ScriptedServer::answer(500, body);
    }
    void tooLarge()
    {
        QFETCH(QByteArray, answer);
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(answer);
            if (answer.contains("Connection: close"))
                socket->disconnectFromHost();
        });
        RestClient::Options options = fast(server.apiPath());
        options.maxBodyBytes = 1024 * 1024;
        RestClient client(options);
        Waiting waiting;
        waiting.ask(client, get());
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::AnswerTooLarge);
        QCOMPARE(server.requests.size(), 1);
    }

    void packedAnswers()
    {
        const QByteArray body = "{\"data\":[" + QByteArray(5000, ' ') + "]}";
        QByteArray damaged = gzip(body);
        damaged[damaged.size() / 2] = char(damaged.at(damaged.size() / 2) ^ 0x55);
        const QByteArray bomb = gzip(QByteArray(64 * 1024 * 1024, '0'));
        QList<QByteArray> answers{gzip(body), damaged, bomb};
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(
                ScriptedServer::answer(200, answers.takeFirst(), "Content-Encoding: gzip\r\n"));
        });
        RestClient client(fast(server.apiPath()));
        Waiting good;
        good.ask(client, get());
        QTRY_VERIFY(good.answer);
        QVERIFY(*good.answer);
        QCOMPARE((*good.answer)->body, body);
        Waiting bad;
        bad.ask(client, get());
        QTRY_VERIFY(bad.answer);
        QVERIFY(!*bad.answer);
        QCOMPARE(bad.answer->error().kind, Kind::UnexpectedAnswer);
        Waiting exploding;
        exploding.ask(client, get());
        QTRY_VERIFY(exploding.answer);
        QVERIFY(!*exploding.answer);
        QVERIFY(exploding.answer->error().kind == Kind::AnswerTooLarge
                || exploding.answer->error().kind == Kind::UnexpectedAnswer);
    }

    void saysOnceThatTheTokenIsWrong()
    {
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(
                ScriptedServer::answer(401, "{}", "WWW-Authenticate: Basic realm=\"x\"\r\n"));
        });
        RestClient client(fast(server.apiPath()));
        QSignalSpy wrong(&client, &RestClient::unauthorized);
        for (int round = 1; round <= 2; ++round) {
            Waiting first;
            Waiting second;
            first.ask(client, get());
            second.ask(client, post());
            QTRY_VERIFY(first.answer && second.answer);
            QCOMPARE(first.answer->error().kind, Kind::Unauthorized);
            QTRY_COMPARE(wrong.count(), round);
            QTest::qWait(20);
            QCOMPARE(wrong.count(), round);
            client.setToken(canary + "2");
        }
        QCOMPARE(server.requests.size(), 4);
        QCOMPARE(server.requests.last().headers.value("x-auth-token"), canary + "2");
    }

    void contextDies_data()
    {
        QTest::addColumn<QString>("when");
        QTest::newRow("in the queue") << u"queue"_s;
        QTest::newRow("under way") << u"wire"_s;
        QTest::newRow("in the middle of the body") << u"body"_s;
        QTest::newRow("before the next attempt") << u"retry"_s;
        QTest::newRow("just before the callback") << u"delivery"_s;
        QTest::newRow("refused request") << u"refused"_s;
    }
    void contextDies()
    {
        QFETCH(QString, when);
        auto context = std::make_unique<QObject>();
        int called = 0;
        const auto count = [&](const Answer &) { ++called; };
        bool answering = when == u"delivery";
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                if (answering)
                    answerOk(came, socket);
                else if (when == u"body")
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                else if (when == u"retry")
                    socket->write(ScriptedServer::answer(503, {}, "Retry-After: 1\r\n"));
            });
        RestClient::Options options = fast(server.apiPath());
        options.grace = 100ms;
        options.maxInFlight = when == u"queue" ? 1 : 10;
        RestClient client(options);
        if (when == u"delivery") {
            // The record is said before the answer is given: that is when the context goes.
            connect(&client, &RestClient::requestFinished, this, [&] { context.reset(); });
        }
        QObject other;
        if (when == u"queue")
            client.send(get(u"/first"_s), RequestPriority::Interactive, &other,
                        [](const Answer &) {});
        if (when == u"refused")
            client.send({Method::Delete, u"/segments"_s, {}, {}}, RequestPriority::Interactive,
                        context.get(), count);
        else
            client.send(get(), RequestPriority::Interactive, context.get(), count);
        if (when == u"delivery") {
            QTRY_VERIFY(!context);
        } else {
            if (when != u"refused")
                QTRY_COMPARE(server.requests.size(), 1);
            if (when == u"body" || when == u"retry")
                QTest::qWait(50);
            context.reset();
        }
        answering = true;
        QTest::qWait(50);
        QCOMPARE(called, 0);
        QTRY_COMPARE(client.traffic().queued, 0);
        // And the client still works.
        if (when != u"queue") {
            disconnect(&client, nullptr, this, nullptr);
            Waiting next;
            next.ask(client, get());
            QTRY_VERIFY(next.answer);
            QVERIFY(*next.answer);
        }
        QCOMPARE(called, 0);
    }

    void callbackMayDeleteEverything()
    {
        ScriptedServer server(answerOk);
        auto client = std::make_unique<RestClient>(fast(server.apiPath()));
        auto context = std::make_unique<QObject>();
        int called = 0;
        for (int i = 0; i < 5; ++i) {
            client->send(get(), RequestPriority::Interactive, context.get(), [&](const Answer &) {
                ++called;
                client.reset();
                context.reset();
            });
        }
        QTRY_COMPARE(called, 1);
        QTest::qWait(50);
        QCOMPARE(called, 1);
        QVERIFY(!client && !context);
    }

    void clientDiesFirst()
    {
        ScriptedServer server([](const ScriptedServer::Request &, const QPointer<QTcpSocket> &) {});
        QObject context;
        int called = 0;
        auto client = std::make_unique<RestClient>(fast(server.apiPath()));
        for (int i = 0; i < 20; ++i)
            client->send(post(), RequestPriority::Background, &context,
                         [&](const Answer &) { ++called; });
        QTRY_VERIFY(!server.requests.isEmpty());
        client.reset();
        QTest::qWait(20);
        QCOMPARE(called, 0);
        QVERIFY(context.children().isEmpty());
    }

    void neverSent_data()
    {
        using Query = QList<std::pair<QString, QString>>;
        QTest::addColumn<QString>("path");
        QTest::addColumn<Query>("query");
        QTest::addColumn<Method>("method");
        const QString segments = u"/segments"_s;
        const QString id = u"2b8d0f6e-0000-4000-8000-000000000001"_s;
        const QString idIn = u"id:in"_s;
        QTest::newRow("no ids") << segments << Query{} << Method::Delete;
        QTest::newRow("empty ids") << segments << Query{{idIn, {}}} << Method::Delete;
        QTest::newRow("blank ids") << segments << Query{{idIn, u" "_s}} << Method::Delete;
        QTest::newRow("a comma") << segments << Query{{idIn, u","_s}} << Method::Delete;
        QTest::newRow("an empty id among them")
            << segments << Query{{idIn, id + u",," + id}} << Method::Delete;
        QTest::newRow("misspelt") << segments << Query{{u"id:in[]"_s, id}} << Method::Delete;
        QTest::newRow("misspelt, other") << segments << Query{{u"id"_s, id}} << Method::Delete;
        QTest::newRow("upper case") << segments << Query{{u"ID:IN"_s, id}} << Method::Delete;
        QTest::newRow("encoded away") << segments << Query{{u"id%3Ain"_s, id}} << Method::Delete;
        QTest::newRow("twice, once empty")
            << segments << Query{{idIn, id}, {idIn, {}}} << Method::Delete;
        QTest::newRow("with something else")
            << segments << Query{{idIn, id}, {u"a"_s, {}}} << Method::Delete;
        QTest::newRow("in the path") << segments + u"?id:in=" + id << Query{} << Method::Delete;
        QTest::newRow("fragment") << segments + u"#" << Query{{idIn, id}} << Method::Delete;
        QTest::newRow("words") << segments << Query{{idIn, u"all"_s}} << Method::Delete;
        QTest::newRow("path climbs") << u"/../v2/customers"_s << Query{} << Method::Get;
        QTest::newRow("path without slash") << u"segments"_s << Query{} << Method::Get;
        QTest::newRow("too long") << segments << Query{{idIn, QString(2000, u'1')}} << Method::Get;
    }
    void neverSent()
    {
        using Query = QList<std::pair<QString, QString>>;
        QFETCH(QString, path);
        QFETCH(Query, query);
        QFETCH(Method, method);
        ScriptedServer server(answerOk);
        RestClient client(fast(server.apiPath()));
        Waiting waiting;
        waiting.ask(client, {method, path, query, {}});
        QCOMPARE(waiting.times, 0);
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, Kind::InvalidArguments);
        QTest::qWait(20);
        QCOMPARE(server.connections, 0);
    }

    void onlySafeAddressesAndTokens_data()
    {
        QTest::addColumn<QUrl>("apiPath");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Kind>("kind");
        const QUrl unused(u"http://127.0.0.1:1/stores/abc123/v3"_s);
        QTest::newRow("plain http")
            << QUrl(u"http://example.com/stores/abc123/v3"_s) << canary << Kind::InvalidArguments;
        QTest::newRow("looks like loopback") << QUrl(u"http://127.0.0.1.example.com/stores/a/v3"_s)
                                             << canary << Kind::InvalidArguments;
        QTest::newRow("another scheme")
            << QUrl(u"ftp://127.0.0.1/stores/abc123/v3"_s) << canary << Kind::InvalidArguments;
        QTest::newRow("file") << QUrl(u"file:///etc/hostname"_s) << canary
                              << Kind::InvalidArguments;
        QTest::newRow("user in the address") << QUrl(u"https://a:b@127.0.0.1/stores/abc123/v3"_s)
                                             << canary << Kind::InvalidArguments;
        QTest::newRow("nothing") << QUrl() << canary << Kind::InvalidArguments;
        QTest::newRow("no token") << unused << QByteArray() << Kind::Unauthorized;
        QTest::newRow("token with a line break")
            << unused << canary + "\r\nX-Evil: 1" << Kind::Unauthorized;
        QTest::newRow("token with a blank") << unused << canary + " " << Kind::Unauthorized;
        QTest::newRow("token not in ASCII") << unused << canary + "\xc3\xa4" << Kind::Unauthorized;
    }
    void onlySafeAddressesAndTokens()
    {
        QFETCH(QUrl, apiPath);
        QFETCH(QByteArray, token);
        QFETCH(Kind, kind);
        RestClient::Options options = fast(apiPath);
        options.token = token;
        RestClient client(options);
        QSignalSpy records(&client, &RestClient::requestFinished);
        Waiting waiting;
        waiting.ask(client, get());
        QTRY_VERIFY(waiting.answer);
        QVERIFY(!*waiting.answer);
        QCOMPARE(waiting.answer->error().kind, kind);
        QVERIFY(!allText(waiting.answer->error()).contains(QString::fromLatin1(canary)));
        QTest::qWait(10);
        QCOMPARE(records.count(), 0);
    }

    void tenAtOnceAndInteractiveFirst()
    {
        int inFlight = 0;
        int most = 0;
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                most = std::max(most, ++inFlight);
                QTimer::singleShot(20, socket, [&inFlight, came, socket] {
                    --inFlight;
                    answerOk(came, socket);
                });
            });
        RestClient::Options options = fast(server.apiPath());
        options.reserve = 0;
        RestClient client(options);
        QObject context;
        QStringList order;
        const auto ask = [&](const QString &path, RequestPriority priority) {
            client.send(get(path), priority, &context,
                        [&order, path](const Answer &) { order.append(path); });
        };
        for (int i = 0; i < 60; ++i)
            ask(u"/job"_s, RequestPriority::Background);
        for (int i = 0; i < 20; ++i)
            ask(u"/person"_s, RequestPriority::Interactive);
        QTRY_COMPARE(order.size(), 80);
        QCOMPARE(most, 10);
        // The first job request was the probe. Each interactive one went before all other jobs;
        // those that started right after may have overtaken it on their own connection.
        QList<QByteArray> targets;
        for (const auto &request : server.requests)
            targets.append(request.target.split('/').last());
        QVERIFY(targets.indexOf("job") < 4);
        QVERIFY2(targets.lastIndexOf("person") < 30,
                 qPrintable(QString::number(targets.lastIndexOf("person"))));
        QVERIFY(server.connections <= 12);
    }

    void placeOfAnAbortedRequestIsKept()
    {
        int seen = 0;
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                if (++seen > 1)
                    answerOk(came, socket);
            });
        RestClient::Options options = fast(server.apiPath());
        options.maxInFlight = 1;
        options.grace = 400ms;
        RestClient client(options);
        auto context = std::make_unique<QObject>();
        client.send(get(), RequestPriority::Interactive, context.get(), [](const Answer &) {});
        QTRY_COMPARE(seen, 1);
        QElapsedTimer clock;
        clock.start();
        context.reset();
        Waiting next;
        next.ask(client, get());
        QTRY_VERIFY(next.answer);
        QVERIFY(*next.answer);
        QVERIFY2(clock.elapsed() >= 390, qPrintable(QString::number(clock.elapsed())));
    }

    void saysWhatGoesOn()
    {
        ScriptedServer server([](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
            QTimer::singleShot(150, socket, [came, socket] { answerOk(came, socket); });
        });
        RestClient client(fast(server.apiPath()));
        QCOMPARE(client.traffic().quota, -1);
        QVERIFY(!client.traffic().resetsAt.isValid());
        QSignalSpy changes(&client, &RestClient::trafficChanged);
        QSignalSpy records(&client, &RestClient::requestFinished);
        Waiting waiting;
        waiting.ask(client, {Method::Get, u"/segments"_s, {{u"id:in"_s, u"1"_s}}, {}});
        QCOMPARE(client.traffic().inFlight, 1);
        QTRY_VERIFY(waiting.answer);
        QTRY_VERIFY(changes.count() >= 1);
        QTest::qWait(250);
        QVERIFY(changes.count() <= 4);
        const Traffic traffic = client.traffic();
        QCOMPARE(traffic.inFlight, 0);
        QCOMPARE(traffic.maxInFlight, 10);
        QCOMPARE(traffic.quota, 150);
        QCOMPARE(traffic.quotaLeft, 149);
        const qint64 resets = QDateTime::currentDateTimeUtc().secsTo(traffic.resetsAt);
        QVERIFY(resets >= 12 && resets <= 16);
        QCOMPARE(client.rateWindow(), 30s);
        QCOMPARE(records.count(), 1);
        const auto record = records.first().first().value<RequestRecord>();
        QCOMPARE(record.method, u"GET"_s);
        QCOMPARE(record.path, u"/segments"_s);
        QCOMPARE(record.status, 200);
        QCOMPARE(record.bytes, 2);
        QVERIFY(record.duration >= 140ms);
    }

    /// The token must not come back out, whatever a server does with it.
    void tokenStaysIn_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray echo = "X-Request-ID: " + canary + "\r\n";
        QTest::newRow("title") << ScriptedServer::answer(
            422,
            "{\"title\":\"bad " + canary + "\",\"errors\":{\"" + canary + "\":\"" + canary + "\"}}",
            echo);
        QTest::newRow("upper case")
            << ScriptedServer::answer(400, "{\"title\":\"" + canary.toUpper() + "\"}", echo);
        QTest::newRow("escaped") << ScriptedServer::answer(
            400, "{\"title\":\"\\u0063anary7f3a9e51c2d84b60\"}", echo);
        QTest::newRow("HTML") << ScriptedServer::answer(404, "<html>" + canary + "</html>", echo);
        QTest::newRow("HTML as a page")
            << ScriptedServer::answer(200, "<html>" + canary + "</html>", echo);
        QTest::newRow("cut by the limit of the title") << ScriptedServer::answer(
            422, "{\"title\":\"" + QByteArray(490, 'x') + canary + "\"}", echo);
        QTest::newRow("cut by the limit of the excerpt")
            << ScriptedServer::answer(404, QByteArray(990, 'x') + canary, echo);
        QTest::newRow("redirect") << ScriptedServer::answer(
            302, {}, "Location: http://127.0.0.1/" + canary + "\r\n" + echo);
        QTest::newRow("garbage") << "HTTP/1.1 " + canary + "\r\n\r\n";
    }
    void tokenStaysIn()
    {
        QFETCH(QByteArray, answer);
        ScriptedServer server([&](const ScriptedServer::Request &, QPointer<QTcpSocket> socket) {
            socket->write(answer);
            socket->disconnectFromHost();
        });
        RestClient client(fast(server.apiPath()));
        QSignalSpy records(&client, &RestClient::requestFinished);
        StoreApi api(client, RequestPriority::Interactive);
        QObject context;
        std::optional<Result<Page<Segment>>> page;
        api.listSegments({}, &context,
                         [&](Result<Page<Segment>> result) { page = std::move(result); });
        QTRY_VERIFY_WITH_TIMEOUT(page, 20000);
        QVERIFY(!*page);
        const QString text = allText(page->error());
        const QString token = QString::fromLatin1(canary);
        QVERIFY2(!text.contains(token, Qt::CaseInsensitive), qPrintable(text));
        QVERIFY2(!text.contains(token.first(6), Qt::CaseInsensitive), qPrintable(text));
        for (const auto &arguments : records) {
            const auto record = arguments.first().value<RequestRecord>();
            QVERIFY(!record.method.contains(token) && !record.path.contains(token));
        }
        // It does go where it belongs, and nowhere else.
        for (const auto &request : server.requests) {
            QCOMPARE(request.headers.value("x-auth-token"), canary);
            QCOMPARE(request.raw.count(canary), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestRestClient)
#include "tst_restclient.moc"
