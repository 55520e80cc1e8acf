// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the client sends once more, when, and what never.

#include "tests/api/clientfixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;

class TestRetries : public ClientTest
{
    Q_OBJECT

private Q_SLOTS:
    void lostBeforeTheAnswer_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::addColumn<bool>("warm");
        QTest::addColumn<bool>("serverDies");
        QTest::addColumn<QByteArray>("lastWords");
        QTest::newRow("POST") << post() << false << false << QByteArray();
        QTest::newRow("POST on a used connection") << post() << true << false << QByteArray();
        QTest::newRow("POST, then no one listens") << post() << true << true << QByteArray();
        QTest::newRow("POST, garbage")
            << post() << true << false << QByteArray("\x01\x02 what\r\n\r\n");
        QTest::newRow("POST, half a head")
            << post() << true << false << QByteArray("HTTP/1.1 201 Cr");
        QTest::newRow("POST, cut body")
            << post() << true << false
            << QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"da");
        QTest::newRow("POST, cut body without a length")
            << post() << true << false
            << QByteArray("HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n{\"data\":[");
        QTest::newRow("PUT") << put() << true << false << QByteArray();
        QTest::newRow("DELETE") << remove() << false << false << QByteArray();
        QTest::newRow("DELETE on a used connection") << remove() << true << false << QByteArray();
        QTest::newRow("DELETE, garbage")
            << remove() << true << false << QByteArray("\x01\x02 what\r\n\r\n");
        QTest::newRow("DELETE, half a head")
            << remove() << true << false << QByteArray("HTTP/1.1 204 No Co");
        QTest::newRow("DELETE, cut body without a length")
            << remove() << true << false
            << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        QTest::newRow("DELETE, then no one listens") << remove() << true << true << QByteArray();
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
        QCOMPARE(writes, 1);
        QVERIFY(QTest::staysTrue([&] { return writes == 1; }, 50));
        QCOMPARE(waiting.times, 1);
    }

    void noServerListens_data()
    {
        QTest::addColumn<RestClient::Request>("request");
        QTest::newRow("GET") << get();
        QTest::newRow("POST") << post();
        QTest::newRow("DELETE") << remove();
    }
    void noServerListens()
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

    /// The vendor asks for a minute between tries after a 500: a job has it, a person has not.
    void jobsArePatientAfter500()
    {
        QList<qint64> times;
        QElapsedTimer clock;
        clock.start();
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                times.append(clock.elapsed());
                if (times.size() % 4 == 0)
                    answerOk(came, socket);
                else
                    socket->write(ScriptedServer::answer(500));
            });
        RestClient::Options options = fast(server.apiPath());
        options.patience = 300ms;
        RestClient client(options);
        for (const auto priority : {RequestPriority::Background, RequestPriority::Interactive}) {
            times.clear();
            Waiting waiting;
            waiting.ask(client, get(), priority);
            QTRY_VERIFY(waiting.answer);
            QVERIFY(*waiting.answer);
            QCOMPARE(times.size(), 4);
            QVERIFY(times.at(1) - times.at(0) < 300);
            if (priority == RequestPriority::Background) {
                QVERIFY(times.at(2) - times.at(1) >= 290);
                QVERIFY(times.at(3) - times.at(2) >= 290);
            } else {
                QVERIFY(times.at(3) - times.at(0) < 300);
            }
        }
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
        // Qt takes these for complete: nothing says where they end.
        for (const char *body : {"", "[", "{\"da", "{\"data\":[{\"name\":\"}]}\\\"}"}) {
            QTest::addRow("cut without a length: %s", body)
                << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") + body << true
                << Kind::UnexpectedAnswer;
        }
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
            QTRY_VERIFY(waiting.answer);
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
        // Not before the 429 has come: without it no one would know that the store pauses.
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

    void withdrawnOnTheWireIsNotSentAgain()
    {
        RestClient *withdrawn = nullptr;
        Waiting write;
        ScriptedServer server(
            [&](const ScriptedServer::Request &came, QPointer<QTcpSocket> socket) {
                if (withdrawn) {
                    std::exchange(withdrawn, nullptr)->withdrawWrites(&write.context);
                    socket->write(ScriptedServer::answer(429, {}, "X-Retry-After: 0\r\n"));
                } else {
                    answerOk(came, socket);
                }
            });
        RestClient client(fast(server.apiPath()));
        withdrawn = &client;
        write.ask(client, post());
        QTRY_VERIFY(write.answer);
        QVERIFY(!*write.answer);
        QCOMPARE(write.answer->error().kind, Kind::RateLimited);
        QCOMPARE(server.requests.size(), 1);
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
};

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
