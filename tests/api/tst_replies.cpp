// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Replies that no good server gives: redirects, slow, large, packed, with the token in them.

#include "models/api/storeapi.h"
#include "tests/api/clientfixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;

namespace {

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
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size()));
    return QByteArray::fromHex("1f8b08000000000000ff") + zlib.sliced(6).chopped(4)
        + littleEndian(quint32(sum)) + littleEndian(quint32(bytes.size()));
}

} // namespace

class TestReplies : public ClientTest
{
    Q_OBJECT

private Q_SLOTS:
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
            QVERIFY(QTest::staysTrue([&] { return wrong.count() == round; }, 20));
            client.setToken(canary + "2");
        }
        QCOMPARE(server.requests.size(), 4);
        QCOMPARE(server.requests.last().headers.value("x-auth-token"), canary + "2");
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
        QTRY_VERIFY(page);
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

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
