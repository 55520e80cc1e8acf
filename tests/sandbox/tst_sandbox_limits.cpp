// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

/// Tokens, quota, concurrency, latency and faults.
class TestSandboxLimits : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SandboxStore> m_store;
    std::unique_ptr<TestClient> m_client;

    void open(Options options = {})
    {
        m_client.reset();
        options.customers = 300;
        m_store = std::make_unique<SandboxStore>(options);
        QString error;
        QVERIFY2(m_store->startAndWait(&error), qPrintable(error));
        m_client = std::make_unique<TestClient>(*m_store);
    }

    /// As many POSTs of one member each as there are connections, on sockets of their own, so that
    /// nothing but the store limits them.
    QList<std::shared_ptr<QTcpSocket>> postAtOnce(int count, const QString &segment,
                                                  const QStringList &ids)
    {
        QList<std::shared_ptr<QTcpSocket>> sockets;
        const QUrl url = m_store->apiPath();
        for (int i = 0; i < count; ++i) {
            auto socket = std::make_shared<QTcpSocket>();
            socket->connectToHost(url.host(), quint16(url.port()));
            const QByteArray body = TestClient::jsonList({ids[i]});
            socket->write("POST " + url.path().toLatin1() + "/segments/" + segment.toLatin1()
                          + "/shopper-profiles HTTP/1.1\r\nHost: 127.0.0.1:"
                          + QByteArray::number(url.port())
                          + "\r\nX-Auth-Token: sandbox-token\r\nContent-Type: "
                            "application/json\r\nContent-Length: "
                          + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            sockets.append(socket);
        }
        return sockets;
    }

    static int countStatus(const QList<std::shared_ptr<QTcpSocket>> &sockets,
                           const QByteArray &status)
    {
        int count = 0;
        for (const auto &each : sockets)
            count += each->peek(100'000).startsWith(QByteArray("HTTP/1.1 " + status)) ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void tokens_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        const QByteArray full("sandbox-token");
        const QByteArray reads("sandbox-read-only-token");
        const QString members = u"/segments/%1/shopper-profiles"_s;
        QTest::newRow("none") << QByteArray() << QByteArray("GET") << u"/segments"_s << 401;
        QTest::newRow("wrong") << QByteArray("sandbox-tokem") << QByteArray("GET") << u"/segments"_s
                               << 401;
        QTest::newRow("wrong, unknown path")
            << QByteArray("x") << QByteArray("GET") << u"/nothing"_s << 404;
        QTest::newRow("none, unknown path")
            << QByteArray() << QByteArray("GET") << u"/nothing"_s << 404;
        QTest::newRow("wrong, wipe")
            << QByteArray("x") << QByteArray("DELETE") << u"/segments"_s << 401;
        QTest::newRow("full lists members") << full << QByteArray("GET") << members << 200;
        QTest::newRow("reads segments") << reads << QByteArray("GET") << u"/segments"_s << 200;
        QTest::newRow("reads profiles")
            << reads << QByteArray("GET") << u"/shopper-profiles"_s << 200;
        QTest::newRow("reads customers")
            << reads << QByteArray("GET") << u"/customers?include=segment_ids"_s << 200;
        QTest::newRow("reads segments of profile")
            << reads << QByteArray("GET") << u"/shopper-profiles/%2/segments"_s << 200;
        QTest::newRow("members need modify") << reads << QByteArray("GET") << members << 403;
        QTest::newRow("create segment") << reads << QByteArray("POST") << u"/segments"_s << 403;
        QTest::newRow("update segment") << reads << QByteArray("PUT") << u"/segments"_s << 403;
        QTest::newRow("delete segments") << reads << QByteArray("DELETE") << u"/segments"_s << 403;
        QTest::newRow("create profile")
            << reads << QByteArray("POST") << u"/shopper-profiles"_s << 403;
        QTest::newRow("delete profiles")
            << reads << QByteArray("DELETE") << u"/shopper-profiles"_s << 403;
        QTest::newRow("add member") << reads << QByteArray("POST") << members << 403;
        QTest::newRow("remove members") << reads << QByteArray("DELETE") << members << 403;
        QTest::newRow("wrong method first")
            << reads << QByteArray("PATCH") << u"/segments"_s << 405;
    }

    void tokens()
    {
        if (!m_store)
            open();
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(int, status);
        m_client->token = m_store->options().token.toLatin1();
        path.replace(u"%1"_s, m_client->segmentIds().first());
        path.replace(u"%2"_s, m_client->profileIds(0, 1).first());
        m_client->token = token;
        const TestAnswer answer = m_client->send(method, path);
        QCOMPARE(answer.status, status);
        if (token.isEmpty() && status == 401) {
            QVERIFY(answer.header("Content-Type").startsWith("text/plain"));
            QCOMPARE(answer.body, QByteArray("X-Auth-Token header is required"));
        } else if (status != 200) {
            QCOMPARE(answer.json.value(u"status"), QJsonValue(status));
        }
        if (status == 404)
            QCOMPARE(answer.json.value(u"title").toString(),
                     u"The route is not found, check the URL"_s);
        m_client->token = m_store->options().token.toLatin1();
        QCOMPARE(m_client->segmentIds().size(), 24);
    }

    void readOnlyHidesSegments()
    {
        Options options;
        options.readOnlyHidesSegments = true;
        open(options);
        m_client->token = "sandbox-read-only-token";
        QCOMPARE(m_client->get(u"/customers?include=shopper_profile_id"_s).status, 200);
        QCOMPARE(m_client->get(u"/customers?include=shopper_profile_id,segment_ids"_s).status, 403);
    }

    void membersTouchCustomers()
    {
        for (const bool touch : {false, true}) {
            Options options;
            options.membersTouchCustomers = touch;
            open(options);
            const QString segment =
                m_client->post(u"/segments"_s, R"([{"name":"m"}])").column("id").first();
            const QStringList ids = m_client->profileIds(0, 2);
            const QString recent = u"/customers?date_modified:min=2026-06-01"_s;
            QCOMPARE(m_client->get(recent).data().size(), 0);
            QCOMPARE(m_client
                         ->post(u"/segments/%1/shopper-profiles"_s.arg(segment),
                                TestClient::jsonList(ids))
                         .status,
                     201);
            QCOMPARE(m_client->get(recent).data().size(), touch ? 2 : 0);
        }
    }

    void rateLimitHeaders()
    {
        Options options;
        options.quota = 9;
        options.windowMs = 60'000;
        open(options);
        int left = 8;
        for (const char *path :
             {"/segments", "/segments?page=0", "/nothing", "/customers?limit=1"}) {
            const TestAnswer answer = m_client->get(QString::fromLatin1(path));
            QCOMPARE(answer.header("X-Rate-Limit-Requests-Quota"), QByteArray("9"));
            QCOMPARE(answer.header("X-Rate-Limit-Requests-Left"), QByteArray::number(left--));
            QCOMPARE(answer.header("X-Rate-Limit-Time-Window-Ms"), QByteArray("60000"));
            const int reset = answer.header("X-Rate-Limit-Time-Reset-Ms").toInt();
            QVERIFY(reset > 0 && reset <= 60'000);
            QVERIFY(answer.header("X-Request-Id").size() == 36);
        }
        m_client->token = "wrong";
        QCOMPARE(m_client->get(u"/segments"_s).header("X-Rate-Limit-Requests-Left"),
                 QByteArray::number(left));
    }

    void quotaSpent()
    {
        Options options;
        options.quota = 3;
        options.windowMs = 2'000;
        open(options);
        TestAnswer answer = m_client->get(u"/segments"_s);
        QTest::qWait(
            answer.header("X-Rate-Limit-Time-Reset-Ms").toInt()); // to the start of a window
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_client->get(u"/segments"_s).status, 200);
        answer = m_client->post(u"/segments"_s, R"([{"name":"too late"}])");
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.json.value(u"status"), QJsonValue(429));
        QCOMPARE(answer.header("X-Rate-Limit-Requests-Left"), QByteArray("0"));
        const int reset = answer.header("X-Rate-Limit-Time-Reset-Ms").toInt();
        QVERIFY(reset > 0 && reset <= 2'000);
        QCOMPARE(answer.header("X-Retry-After").toInt(), (reset + 999) / 1'000);
        QCOMPARE(answer.header("Retry-After"), answer.header("X-Retry-After"));
        QCOMPARE(m_store->statistics().tooManyRequests, 1);
        QTest::qWait(reset); // what the store asks for is enough
        answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("X-Rate-Limit-Requests-Left"), QByteArray("2"));
        QVERIFY(!answer.column("name").contains(u"too late"_s));
    }

    void noQuota()
    {
        Options options;
        options.quota = 0;
        open(options);
        const TestAnswer answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("X-Rate-Limit-Requests-Left").isNull());
        QVERIFY(!answer.header("X-Request-Id").isEmpty());
    }

    void tenAtOnce()
    {
        open();
        const QString segment =
            m_client->post(u"/segments"_s, R"([{"name":"m"}])").column("id").first();
        const QStringList ids = m_client->profileIds(0, 14);
        m_store->setLatency(300);
        m_store->resetStatistics();
        QElapsedTimer clock;
        clock.start();
        const auto sockets = postAtOnce(13, segment, ids);
        QTRY_COMPARE(countStatus(sockets, "201") + countStatus(sockets, "429"), 13);
        // True concurrency: all of them together take one latency.
        QVERIFY2(clock.elapsed() >= 300 && clock.elapsed() < 900,
                 qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(countStatus(sockets, "201"), 10);
        for (const auto &each : sockets) {
            const QByteArray answer = each->readAll();
            QCOMPARE(answer.contains("X-Rate-Limit-Requests-Quota"),
                     answer.startsWith("HTTP/1.1 201"));
            QVERIFY(answer.contains("X-Request-Id: "));
        }
        Statistics statistics = m_store->statistics();
        QCOMPARE(statistics.requests, 13);
        QCOMPARE(statistics.writes, 13);
        QCOMPARE(statistics.maxInFlight, 13);
        QCOMPARE(statistics.inFlight, 0);
        QCOMPARE(statistics.tooManyRequests, 3);
        QCOMPARE(statistics.membersAdded, 10);
        // The places are free again, and reading has no such limit.
        m_store->setLatency(0);
        QCOMPARE(m_client
                     ->post(u"/segments/%1/shopper-profiles"_s.arg(segment),
                            TestClient::jsonList({ids[13]}))
                     .status,
                 201);
        m_store->resetStatistics();
        statistics = m_store->statistics();
        QCOMPARE(statistics.requests, 0);
        QCOMPARE(statistics.maxInFlight, 0);
    }

    void clientsLeaveBeforeTheAnswer()
    {
        open();
        const QString segment =
            m_client->post(u"/segments"_s, R"([{"name":"m"}])").column("id").first();
        const QStringList ids = m_client->profileIds(0, 8);
        m_store->setLatency(200);
        {
            const auto sockets = postAtOnce(8, segment, ids);
            QTRY_COMPARE(m_store->statistics().inFlight, 8);
            for (const auto &each : sockets)
                each->abort();
        }
        QTRY_COMPARE(m_store->statistics().inFlight, 0); // none is lost in the count
        const TestAnswer answer = m_client->get(u"/segments/%1/shopper-profiles"_s.arg(segment));
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(8)); // applied all the same
    }

    void faultCloses_data()
    {
        QTest::addColumn<bool>("after");
        QTest::newRow("before applying") << false;
        QTest::newRow("after applying") << true;
    }

    void faultCloses()
    {
        QFETCH(bool, after);
        open();
        Fault fault;
        fault.action =
            after ? Fault::Action::CloseAfterApplying : Fault::Action::CloseBeforeApplying;
        fault.method = u"POST"_s;
        fault.path = QRegularExpression(u"^/segments$"_s);
        fault.skip = 1;
        m_store->setFaults({fault});
        QCOMPARE(m_client->post(u"/segments"_s, R"([{"name":"first"}])").status, 201);
        const QUrl url = m_store->apiPath();
        QTcpSocket socket; // a QNetworkAccessManager would send it again
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write("POST " + url.path().toLatin1()
                     + "/segments HTTP/1.1\r\nHost: localhost:" + QByteArray::number(url.port())
                     + "\r\nX-Auth-Token: sandbox-token\r\nContent-Type: application/json\r\n"
                       "Content-Length: 19\r\n\r\n[{\"name\":\"second\"}]");
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(socket.readAll(), QByteArray());
        const QStringList names = m_client->get(u"/segments"_s).column("name");
        QVERIFY(names.contains(u"first"_s));
        QCOMPARE(names.contains(u"second"_s), after);
        QCOMPARE(m_client->post(u"/segments"_s, R"([{"name":"third"}])").status, 201); // used up
    }

    void faultAnswers()
    {
        open();
        Fault html;
        html.body = "<html>Bad gateway</html>";
        html.contentType = "text/html";
        html.status = 502;
        Fault busy;
        busy.status = 429;
        busy.rateLimitHeaders = false;
        busy.body = "{}";
        Fault slow;
        slow.status = 429;
        slow.headers = {{"Retry-After", "1"}};
        m_store->setFaults({html, busy, slow});
        TestAnswer answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.header("Content-Type"), QByteArray("text/html"));
        QCOMPARE(answer.body, html.body);
        answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 429);
        QVERIFY(answer.header("X-Rate-Limit-Requests-Left").isNull());
        answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.header("Retry-After"), QByteArray("1"));
        QVERIFY(!answer.header("X-Rate-Limit-Requests-Left").isNull());
        QCOMPARE(m_store->statistics().tooManyRequests, 2);
        QCOMPARE(m_client->get(u"/segments"_s).status, 200);
    }

    void faultRedirects()
    {
        open();
        Fault fault;
        fault.action = Fault::Action::Redirect;
        fault.status = 302;
        fault.body = "http://store.example/elsewhere";
        m_store->setFaults({fault});
        const TestAnswer answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 302);
        QCOMPARE(answer.header("Location"), fault.body);
    }

    void faultTruncates()
    {
        open();
        Fault fault;
        fault.action = Fault::Action::TruncateBody;
        m_store->setFaults({fault});
        std::unique_ptr<QNetworkReply> reply(m_client->begin("GET", u"/segments"_s));
        QTRY_VERIFY(reply->isFinished());
        const int announced = reply->rawHeader("Content-Length").toInt();
        QVERIFY(announced > 1'000);
        QCOMPARE(reply->readAll().size(), announced / 2);
    }

    void faultHangs()
    {
        open();
        Fault fault;
        fault.action = Fault::Action::Hang;
        m_store->setFaults({fault});
        std::unique_ptr<QNetworkReply> reply(m_client->begin("GET", u"/segments"_s));
        QTRY_COMPARE(m_store->statistics().inFlight, 1);
        QCOMPARE(m_client->get(u"/segments"_s).status, 200); // others are served
        QVERIFY(!reply->isFinished());
        reply->abort();
        QTRY_COMPARE(m_store->statistics().inFlight, 0);
    }

    void faultDrips()
    {
        open();
        Fault fault;
        fault.action = Fault::Action::Drip;
        fault.amount = 20;
        m_store->setFaults({fault});
        std::unique_ptr<QNetworkReply> reply(m_client->begin("GET", u"/segments"_s));
        QTRY_VERIFY(reply->bytesAvailable() > 3);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QVERIFY(!reply->isFinished());
        QCOMPARE(m_client->get(u"/segments"_s).status, 200); // others are served
        reply->abort();
        QTRY_COMPARE(m_store->statistics().inFlight, 0);
    }

    void faultLies()
    {
        open();
        Fault total;
        total.action = Fault::Action::WrongTotal;
        total.amount = 77;
        Fault repeat;
        repeat.action = Fault::Action::RepeatPage;
        repeat.count = -1;
        m_store->setFaults({total, repeat});
        TestAnswer answer = m_client->get(u"/shopper-profiles?limit=10"_s);
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(285 + 77));
        const QStringList first = answer.column("id");
        for (int page = 2; page < 5; ++page) {
            answer = m_client->get(u"/shopper-profiles?limit=10&page=%1"_s.arg(page));
            QCOMPARE(answer.column("id"), first);
            QCOMPARE(answer.pagination().value(u"current_page"), QJsonValue(page));
            QCOMPARE(answer.pagination().value(u"total"), QJsonValue(285));
        }
        m_store->setFaults({});
        QVERIFY(m_client->get(u"/shopper-profiles?limit=10&page=2"_s).column("id") != first);
    }
};

QTEST_GUILESS_MAIN(TestSandboxLimits)
#include "tst_sandbox_limits.moc"
