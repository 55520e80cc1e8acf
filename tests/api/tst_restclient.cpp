// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the client sends, in which order, and to whom it replies.

#include "tests/api/clientfixture.h"

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

class TestRestClient : public ClientTest
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatIsDocumented()
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
        QVERIFY(QTest::staysTrue([&] { return called == 0; }, 50));
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
        QVERIFY(QTest::staysTrue([&] { return called == 1; }, 50));
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
        QVERIFY(QTest::staysTrue([&] { return called == 0; }, 20));
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
            << segments << Query{{idIn, id + u",,"_s + id}} << Method::Delete;
        QTest::newRow("misspelt") << segments << Query{{u"id:in[]"_s, id}} << Method::Delete;
        QTest::newRow("misspelt, other") << segments << Query{{u"id"_s, id}} << Method::Delete;
        QTest::newRow("upper case") << segments << Query{{u"ID:IN"_s, id}} << Method::Delete;
        QTest::newRow("encoded away") << segments << Query{{u"id%3Ain"_s, id}} << Method::Delete;
        QTest::newRow("twice, once empty")
            << segments << Query{{idIn, id}, {idIn, {}}} << Method::Delete;
        QTest::newRow("with something else")
            << segments << Query{{idIn, id}, {u"a"_s, {}}} << Method::Delete;
        QTest::newRow("in the path") << segments + u"?id:in="_s + id << Query{} << Method::Delete;
        QTest::newRow("fragment") << segments + u"#"_s << Query{{idIn, id}} << Method::Delete;
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
        QVERIFY(QTest::staysTrue([&] { return server.connections == 0; }, 20));
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
        QVERIFY(QTest::staysTrue([&] { return records.count() == 0; }, 10));
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

    void reportsTraffic()
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
        QVERIFY(QTest::staysTrue([&] { return changes.count() <= 4; }, 250));
        const QuotaUsage traffic = client.traffic();
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
};

QTEST_GUILESS_MAIN(TestRestClient)
#include "tst_restclient.moc"
