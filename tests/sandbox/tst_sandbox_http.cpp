// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

/// HTTP byte by byte: what no well-behaved client would send, and what the answers look like.
class TestSandboxHttp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SandboxStore> m_store;

    quint16 port() const { return quint16(m_store->apiPath().port()); }

    QByteArray head(const QByteArray &line, const QByteArray &more = {}) const
    {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port())
            + "\r\nX-Auth-Token: sandbox-token\r\n" + more + "\r\n";
    }

    std::unique_ptr<QTcpSocket> connected() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port());
        return socket;
    }

    /// Everything up to @p answers complete answers, or until the connection closes.
    static QByteArray receive(QTcpSocket &socket, int answers = 1)
    {
        QByteArray bytes;
        const auto isComplete = [&] {
            bytes += socket.readAll();
            qsizetype at = 0;
            int complete = 0;
            while (true) {
                const qsizetype end = bytes.indexOf("\r\n\r\n", at);
                if (end < 0)
                    break;
                const qsizetype length = bytes.indexOf("Content-Length: ", at);
                const int size = length >= 0 && length < end
                    ? bytes.mid(length + 16, bytes.indexOf("\r\n", length) - length - 16).toInt()
                    : 0;
                at = end + 4 + size;
                if (at > bytes.size())
                    break;
                ++complete;
            }
            return complete >= answers || socket.state() == QAbstractSocket::UnconnectedState;
        };
        return QTest::qWaitFor(isComplete) ? bytes + socket.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Options options;
        options.customers = 300;
        options.hosts = {u"shop.example"_s};
        m_store = std::make_unique<SandboxStore>(options);
        QString error;
        QVERIFY2(m_store->startAndWait(&error), qPrintable(error));
    }

    void requests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("closes");
        const QByteArray ok = "GET /stores/sandbox/v3/segments";
        const QByteArray own = "Host: localhost:" + QByteArray::number(port()) + "\r\n";
        const QByteArray token = "X-Auth-Token: sandbox-token\r\n";
        QTest::newRow("plain") << head(ok) << QByteArray("200") << false;
        QTest::newRow("localhost") << ok + " HTTP/1.1\r\n" + own + token + "\r\n"
                                   << QByteArray("200") << false;
        QTest::newRow("header names in any case") << ok + " HTTP/1.1\r\nHOST: LOCALHOST:"
                + QByteArray::number(port()) + "\r\nx-auth-TOKEN:sandbox-token\r\n\r\n"
                                                  << QByteArray("200") << false;
        QTest::newRow("empty lines before") << "\r\n\r\n" + head(ok) << QByteArray("200") << false;
        QTest::newRow("asks to close")
            << head(ok, "Connection: close\r\n") << QByteArray("200") << true;
        QTest::newRow("HTTP/1.0") << ok + " HTTP/1.0\r\n" + own + token + "\r\n"
                                  << QByteArray("200") << true;
        QTest::newRow("absolute address") << "GET http://127.0.0.1:" + QByteArray::number(port())
                + "/stores/sandbox/v3/segments HTTP/1.1\r\nHost: x\r\n" + token + "\r\n"
                                          << QByteArray("200") << false;
        QTest::newRow("encoded path")
            << head("GET /stores/sandbox/v3/seg%6Dents") << QByteArray("200") << false;
        QTest::newRow("encoded slash")
            << head("GET /stores/sandbox%2Fv3/segments") << QByteArray("404") << false;
        QTest::newRow("dot segments")
            << head("GET /stores/sandbox/v3/x/../segments") << QByteArray("404") << false;
        QTest::newRow("other store")
            << head("GET /stores/other/v3/segments") << QByteArray("403") << false;
        QTest::newRow("v2") << head("GET /stores/sandbox/v2/segments") << QByteArray("404")
                            << false;
        QTest::newRow("other host") << ok + " HTTP/1.1\r\nHost: evil.example\r\n" + token + "\r\n"
                                    << QByteArray("421") << false;
        for (const char *host : {"127.0.0.1", "127.0.0.1:1", "localhost", "localhost:1",
                                 "LOCALHOST.", "[::1]", "[::1]:8090", "api.bigcommerce.com",
                                 "api.bigcommerce.com:443", "shop.example", "Shop.Example:80"})
            QTest::addRow("host %s", host)
                << ok + " HTTP/1.1\r\nHost: " + host + "\r\n" + token + "\r\n"
                << QByteArray("200") << false;
        for (const char *host :
             {"bigcommerce.com", "api.bigcommerce.com.evil.example", "127.0.0.1.evil.example",
              "localhost:x", "localhost:", "[::2]", "other.example", "", "127.0.0.1, x"})
            QTest::addRow("host \"%s\"", host)
                << ok + " HTTP/1.1\r\nHost: " + host + "\r\n" + token + "\r\n"
                << QByteArray("421") << false;
        QTest::newRow("HTTP/1.0 without host") << ok + " HTTP/1.0\r\n" + token + "\r\n"
                                               << QByteArray("200") << true;
        QTest::newRow("no host") << ok + " HTTP/1.1\r\n" + token + "\r\n"
                                 << QByteArray("400") << false;
        QTest::newRow("web page") << head(ok, "Origin: https://evil.example\r\n")
                                  << QByteArray("403") << false;
        QTest::newRow("own web page") << head(ok, "Origin: null\r\n") << QByteArray("403") << false;
        QTest::newRow("garbage") << QByteArray("hello\r\n\r\n") << QByteArray("400") << true;
        QTest::newRow("HTTP/2") << ok + " HTTP/2.0\r\n" + own + "\r\n" << QByteArray("505") << true;
        QTest::newRow("blank in the address")
            << head("GET /stores/sandbox/v3/seg ments") << QByteArray("400") << true;
        QTest::newRow("fragment") << head(ok + "#x") << QByteArray("400") << true;
        QTest::newRow("blank before colon")
            << head(ok, "X-Thing : 1\r\n") << QByteArray("400") << true;
        QTest::newRow("folded header")
            << head(ok, "X-Thing: 1\r\n  2\r\n") << QByteArray("400") << true;
        QTest::newRow("bare LF") << ok + " HTTP/1.1\nHost: x\r\n\r\n" << QByteArray("400") << true;
        QTest::newRow("long address")
            << head(ok + "?page=" + QByteArray(9'000, '1')) << QByteArray("414") << true;
        QTest::newRow("long header") << head(ok, "X-Thing: " + QByteArray(40'000, 'x') + "\r\n")
                                     << QByteArray("431") << true;
        QTest::newRow("many headers")
            << head(ok, QByteArray("X-Thing: 1\r\n").repeated(101)) << QByteArray("431") << true;
        const QByteArray post = "POST /stores/sandbox/v3/segments";
        const QByteArray json = "Content-Type: application/json\r\n";
        QTest::newRow("no type") << head(post, "Content-Length: 2\r\n") + "[]" << QByteArray("415")
                                 << false;
        QTest::newRow("no body") << head(post, json) << QByteArray("400") << false;
        QTest::newRow("compressed body")
            << head(post, json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n") + "[]"
            << QByteArray("415") << false;
        QTest::newRow("two lengths")
            << head(post, json + "Content-Length: 2\r\nContent-Length: 3\r\n") + "[]"
            << QByteArray("400") << true;
        QTest::newRow("length -1")
            << head(post, json + "Content-Length: -1\r\n") << QByteArray("400") << true;
        QTest::newRow("length and chunks")
            << head(post, json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")
            << QByteArray("400") << true;
        QTest::newRow("coding") << head(post, json + "Transfer-Encoding: gzip, chunked\r\n")
                                << QByteArray("501") << true;
        QTest::newRow("too large")
            << head(post, json + "Content-Length: 1048577\r\n") << QByteArray("413") << true;
        QTest::newRow("too large chunk")
            << head(post, json + "Transfer-Encoding: chunked\r\n") + "7fffffff\r\n"
            << QByteArray("413") << true;
        QTest::newRow("chunk of nothing")
            << head(post, json + "Transfer-Encoding: chunked\r\n") + "zz\r\n"
            << QByteArray("400") << true;
        QTest::newRow("chunks") << head(post, json + "Transfer-Encoding: chunked\r\n")
                + "7;x=y\r\n[{\"name\r\n0c\r\n\":\"chunky\"}]\r\n0\r\nTrailer: x\r\n\r\n"
                                << QByteArray("201") << false;
    }

    void requests()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        QFETCH(bool, closes);
        const auto socket = connected();
        socket->write(request);
        const QByteArray answer = receive(*socket);
        QCOMPARE(answer.mid(0, 12), "HTTP/1.1 " + status);
        QVERIFY(answer.contains("\r\nDate: "));
        QVERIFY(answer.contains("\r\nX-Request-Id: "));
        QVERIFY(answer.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(!answer.contains("Access-Control"));
        QCOMPARE(answer.contains("\r\nConnection: close\r\n"), closes);
        if (closes) {
            QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
        } else {
            socket->write(head("GET /stores/sandbox/v3/segments")); // the connection lives on
            QVERIFY(receive(*socket).startsWith("HTTP/1.1 200"));
        }
    }

    void byteByByte()
    {
        const auto socket = connected();
        const QByteArray request = head("POST /stores/sandbox/v3/segments",
                                        "Content-Type: application/json\r\nContent-Length: 18\r\n")
            + "[{\"name\":\"bytes\"}]";
        QVERIFY(socket->waitForConnected());
        for (const char c : request) {
            socket->write(&c, 1);
            socket->flush();
        }
        QVERIFY(receive(*socket).startsWith("HTTP/1.1 201"));
    }

    void pipelined()
    {
        const auto socket = connected();
        const QByteArray one = head("GET /stores/sandbox/v3/segments?limit=1&page=1");
        const QByteArray two = head("GET /stores/sandbox/v3/segments?limit=1&page=2");
        socket->write(one + two + one);
        const QByteArray answers = receive(*socket, 3);
        QCOMPARE(answers.count("HTTP/1.1 200 OK"), 3);
        QVERIFY(answers.indexOf("\"current_page\":1") < answers.indexOf("\"current_page\":2"));
        QVERIFY(answers.lastIndexOf("\"current_page\":1") > answers.indexOf("\"current_page\":2"));
    }

    void expectContinue()
    {
        const auto socket = connected();
        socket->write(head(
            "POST /stores/sandbox/v3/segments",
            "Content-Type: application/json\r\nContent-Length: 20\r\nExpect: 100-continue\r\n"));
        QCOMPARE(receive(*socket), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        socket->write("[{\"name\":\"patient\"}]");
        QVERIFY(receive(*socket).startsWith("HTTP/1.1 201 Created\r\n"));
    }

    void noContent()
    {
        const auto socket = connected();
        socket->write(
            head("DELETE /stores/sandbox/v3/segments?id:in=00000000-0000-4000-8000-000000000000"));
        const QByteArray answer = receive(*socket);
        QVERIFY(answer.startsWith("HTTP/1.1 204 No Content\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
        QVERIFY(!answer.contains("Content-"));
        QVERIFY(answer.contains("X-Rate-Limit-Requests-Left"));
    }

    void headHasNoBody()
    {
        const auto socket = connected();
        socket->write(head("HEAD /stores/sandbox/v3/segments", "Connection: close\r\n"));
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket->readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 405 "));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }

    void onlyLoopback()
    {
        int tried = 0;
        const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
        for (const QHostAddress &address : addresses) {
            if (address.isLoopback() || address.isLinkLocal())
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, port());
            QVERIFY(!socket.waitForConnected(2'000));
            ++tried;
        }
        if (tried == 0)
            QSKIP("this machine has no address but loopback");
    }

    void compressedAndChunked()
    {
        Options options;
        options.customers = 300;
        options.gzip = true;
        options.chunked = true;
        SandboxStore store(options);
        QVERIFY(store.startAndWait());
        TestClient client(store);
        const TestAnswer answer =
            client.get(u"/customers?limit=250"_s); // Qt asks for gzip and undoes it
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.data().size(), 250);
        QCOMPARE(answer.header("Transfer-Encoding"), QByteArray("chunked"));
        client.extraHeaders = {{"Accept-Encoding", "identity"}};
        const TestAnswer plain = client.get(u"/customers?limit=250"_s);
        QCOMPARE(plain.data(), answer.data());
        QVERIFY(plain.header("Content-Encoding").isNull());
        client.extraHeaders = {{"Accept-Encoding", "gzip"}};
        const TestAnswer raw =
            client.get(u"/customers?limit=250"_s); // asked for by hand: not undone
        QCOMPARE(raw.header("Content-Encoding"), QByteArray("gzip"));
        QVERIFY(raw.body.startsWith("\x1f\x8b\x08"));
        QVERIFY(raw.body.size() < plain.body.size() / 2);
    }
};

QTEST_GUILESS_MAIN(TestSandboxHttp)
#include "tst_sandbox_http.moc"
