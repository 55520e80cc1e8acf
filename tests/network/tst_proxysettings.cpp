// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/proxyfinder.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = ProxyChoice::Kind;
using Source = ProxyChoice::Source;

namespace {

constexpr std::array variables{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                               "http_proxy",  "HTTP_PROXY",  "no_proxy",  "NO_PROXY"};

QUrl store()
{
    return QUrl(u"https://api.bigcommerce.com/stores/abc/v3"_s);
}

} // namespace

class TestProxySettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char *variable : variables)
            qunsetenv(variable);
    }

    void environment_data()
    {
        QTest::addColumn<QByteArray>("settings"); // NAME=value, separated by blanks
        QTest::addColumn<ProxyChoice>("choice");
        QTest::addColumn<QString>("login");
        const auto row = [](const char *name, const char *settings, Kind kind, const char *address,
                            const char *variable, const char *login = "") {
            QTest::newRow(name) << QByteArray(settings)
                                << ProxyChoice{kind, Source::Environment,
                                               QString::fromLatin1(address),
                                               QString::fromLatin1(variable)}
                                << QString::fromLatin1(login);
        };
        row("https_proxy", "https_proxy=http://proxy.example:3128", Kind::Http,
            "proxy.example:3128", "https_proxy");
        row("capital letters", "HTTPS_PROXY=http://proxy.example:3128", Kind::Http,
            "proxy.example:3128", "HTTPS_PROXY");
        row("without a scheme", "https_proxy=proxy.example:3128", Kind::Http, "proxy.example:3128",
            "https_proxy");
        row("without a port", "https_proxy=http://proxy.example/", Kind::Http, "proxy.example:80",
            "https_proxy");
        row("an address of IPv6", "https_proxy=http://[fd00::1]:3128", Kind::Http, "[fd00::1]:3128",
            "https_proxy");
        row("login", "https_proxy=http://ann:s%40cret@proxy.example:3128", Kind::Http,
            "proxy.example:3128", "https_proxy", "ann:s@cret");
        row("all_proxy", "all_proxy=socks5://proxy.example", Kind::Socks5, "proxy.example:1080",
            "all_proxy");
        row("names found by the proxy", "ALL_PROXY=socks5h://proxy.example:99", Kind::Socks5,
            "proxy.example:99", "ALL_PROXY");
        row("https_proxy goes first", "all_proxy=http://b:1 https_proxy=http://a:1", Kind::Http,
            "a:1", "https_proxy");
        row("empty is unset", "https_proxy= http_proxy=http://a:1", Kind::Http, "a:1",
            "http_proxy");
        row("encrypted proxy", "https_proxy=https://ann:secret@proxy.example", Kind::Unsupported,
            "https://proxy.example", "https_proxy");
        row("garbage", "https_proxy=://", Kind::Unsupported, "://", "https_proxy");
        row("garbage with a login", "https_proxy=ftp://ann:secret@x", Kind::Unsupported, "ftp://x",
            "https_proxy");
        row("exempt by its name", "https_proxy=http://a:1 no_proxy=x.y,api.bigcommerce.com",
            Kind::Direct, "", "no_proxy");
        row("exempt by its domain", "https_proxy=http://a:1 NO_PROXY=.bigcommerce.com",
            Kind::Direct, "", "NO_PROXY");
        row("exempt without a dot", "https_proxy=http://a:1 no_proxy=BigCommerce.com", Kind::Direct,
            "", "no_proxy");
        row("exempt by a star", "https_proxy=http://a:1 no_proxy=*.bigcommerce.com", Kind::Direct,
            "", "no_proxy");
        row("exempt as all", "https_proxy=http://a:1 no_proxy=*", Kind::Direct, "", "no_proxy");
        row("exempt at its port", "https_proxy=http://a:1 no_proxy=bigcommerce.com:443",
            Kind::Direct, "", "no_proxy");
        row("not exempt at another port", "https_proxy=http://a:1 no_proxy=bigcommerce.com:80",
            Kind::Http, "a:1", "https_proxy");
        row("not exempt by a part of its name", "https_proxy=http://a:1 no_proxy=commerce.com",
            Kind::Http, "a:1", "https_proxy");
    }

    void environment()
    {
        QFETCH(QByteArray, settings);
        QFETCH(ProxyChoice, choice);
        QFETCH(QString, login);
        const QList<QByteArray> parts = settings.split(' ');
        for (const QByteArray &part : parts) {
            const qsizetype at = part.indexOf('=');
            qputenv(part.first(at).constData(), part.sliced(at + 1));
        }
        ProxyFinder finder([](const QNetworkProxyQuery &) -> QList<QNetworkProxy> {
            qFatal("the environment decides");
        });
        const ProxySetting found = finder.find(store());
        QCOMPARE(found.choice.kind, choice.kind);
        QCOMPARE(found.choice.source, choice.source);
        QCOMPARE(found.choice.address, choice.address);
        QCOMPARE(found.choice.variable, choice.variable);
        const QString brings = found.proxy.user().isEmpty()
            ? QString()
            : QString(found.proxy.user() + u':' + found.proxy.password());
        QCOMPARE(brings, login);
    }

    void networksAreExempt()
    {
        qputenv("https_proxy", "http://a:1");
        qputenv("no_proxy", "10.0.0.0/8 fd00::/16");
        ProxyFinder finder;
        QCOMPARE(finder.find(QUrl(u"https://10.1.2.3/"_s)).choice.kind, Kind::Direct);
        QCOMPARE(finder.find(QUrl(u"https://[fd00::5]/"_s)).choice.kind, Kind::Direct);
        QCOMPARE(finder.find(QUrl(u"https://11.1.2.3/"_s)).choice.kind, Kind::Http);
    }

    void thisComputerNeedsNone()
    {
        qputenv("https_proxy", "http://a:1");
        ProxyFinder finder;
        for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s, u"[::1]"_s}) {
            const ProxyChoice choice = finder.find(QUrl(u"https://"_s + host + u":8443/"_s)).choice;
            QCOMPARE(choice.kind, Kind::Direct);
            QCOMPARE(choice.source, Source::Loopback);
        }
    }

    void theSystemIsAsked()
    {
        ProxyFinder finder([](const QNetworkProxyQuery &query) -> QList<QNetworkProxy> {
            if (query.peerHostName() == u"api.bigcommerce.com")
                return {QNetworkProxy(QNetworkProxy::HttpProxy, u"desk.example"_s, 8080),
                        QNetworkProxy(QNetworkProxy::NoProxy)};
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        });
        const ProxyChoice found = finder.find(store()).choice;
        QCOMPARE(found.kind, Kind::Http);
        QCOMPARE(found.source, Source::System);
        QCOMPARE(found.address, u"desk.example:8080"_s);
        const ProxyChoice none = finder.find(QUrl(u"https://other.example/"_s)).choice;
        QCOMPARE(none.kind, Kind::Direct);
        QCOMPARE(none.source, Source::None);
    }

    /// A system that does not answer holds the window up once, and its late answer counts.
    void aSystemThatDoesNotAnswer()
    {
        auto go = std::make_shared<QSemaphore>();
        ProxyFinder finder([go](const QNetworkProxyQuery &) -> QList<QNetworkProxy> {
            go->acquire();
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"late.example"_s, 8080)};
        });
        QElapsedTimer clock;
        clock.start();
        const ProxyChoice first = finder.find(store()).choice;
        QCOMPARE(first.source, Source::Unanswered);
        QVERIFY(clock.elapsed() >= ProxyFinder::patience.count() - 50);
        clock.restart();
        QCOMPARE(finder.find(store()).choice.source, Source::Unanswered);
        QVERIFY(clock.elapsed() < ProxyFinder::patience.count() / 2);
        go->release();
        QTRY_COMPARE(finder.find(store()).choice.address, u"late.example:8080"_s);
    }
};

QTEST_GUILESS_MAIN(TestProxySettings)
#include "tst_proxysettings.moc"
