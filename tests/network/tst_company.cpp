// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/proxylogins.h"
#include "tests/network/companyfixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using namespace std::chrono_literals;
using Problem = ConnectionProblem::Kind;
using Reply = Result<RestClient::Reply>;

namespace {

const ProxyLogin right{u"ann"_s, u"se cret:x"_s};
const ProxyLogin wrong{u"ann"_s, u"guess"_s};

QByteArray bytes(const ProxyLogin &login)
{
    return (login.user + u':' + login.password).toUtf8();
}

/// Logins from nowhere, and a person who gives these answers, one after the other.
ProxyLogins::Sources person(const std::shared_ptr<QList<ProxyQuestion>> &asked,
                            const QList<ProxyLogins::Login> &answers)
{
    ProxyLogins::Sources sources;
    sources.ask = [asked, answers](const ProxyQuestion &question, QObject *context,
                                   const ProxyLogins::Answered &callback) {
        asked->append(question);
        const ProxyLogins::Login login = answers.value(asked->size() - 1);
        QMetaObject::invokeMethod(
            context,
            [callback, login] {
                callback(login ? std::optional(ProxyAnswer{*login, true}) : std::nullopt);
            },
            Qt::QueuedConnection);
    };
    return sources;
}

} // namespace

#define VERIFY_PROBLEM(reply, wanted)                                                              \
    QVERIFY(!(reply));                                                                             \
    QVERIFY2((reply).error().connection, qPrintable((reply).error().details));                     \
    QVERIFY2((reply).error().connection->kind == (wanted),                                         \
             qPrintable((reply).error().details + u" as "_s                                        \
                        + QString::number(int((reply).error().connection->kind))))

class TestCompany : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- certificates

    void anAuthorityNamedByTheEnvironment_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("file") << u"ca"_s << QString() << true;
        QTest::newRow("folder") << QString() << u"folder"_s << true;
        QTest::newRow("both") << u"ca"_s << u"folder"_s << true;
        QTest::newRow("folders") << QString() << u"empty:folder"_s << true;
        QTest::newRow("none") << QString() << QString() << false;
        QTest::newRow("a file that is not there") << u"missing"_s << QString() << false;
        QTest::newRow("a file of something else") << u"text"_s << QString() << false;
        QTest::newRow("an empty folder") << QString() << u"empty"_s << false;
        QTest::newRow("neither has one") << u"missing"_s << u"empty"_s << false;
        QTest::newRow("a folder as a file") << u"folder"_s << QString() << false;
    }

    void anAuthorityNamedByTheEnvironment()
    {
        QFETCH(QString, file);
        QFETCH(QString, folder);
        QFETCH(bool, isTrusted);
        Company company;
        const QTemporaryDir scratch;
        QVERIFY(QDir(scratch.path()).mkdir(u"folder"_s) && QDir(scratch.path()).mkdir(u"empty"_s));
        QVERIFY(QFile::copy(company.authority.file(), scratch.filePath(u"folder/acme.crt"_s)));
        QVERIFY(QFile::copy(company.authority.file(), scratch.filePath(u"ca"_s)));
        QFile text(scratch.filePath(u"text"_s));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("not a certificate\n") > 0);
        text.close();
        if (!file.isEmpty())
            Company::set("SSL_CERT_FILE", scratch.filePath(file));
        QStringList folders = folder.split(u':', Qt::SkipEmptyParts);
        for (QString &name : folders)
            name = scratch.filePath(name);
        if (!folders.isEmpty())
            Company::set("SSL_CERT_DIR", folders.join(u':'));

        Network network;
        const Reply reply = company.answer(network);
        if (isTrusted) {
            QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().details));
            QCOMPARE(reply->status, 200);
        } else {
            VERIFY_PROBLEM(reply, Problem::UnknownIssuer);
        }
        qsizetype found = 0;
        const QList<TrustPlace> places = network.stateOf(company.apiPath()).trust;
        for (const TrustPlace &place : places)
            found += place.certificates;
        QCOMPARE(places.size(), int(!file.isEmpty()) + int(!folders.isEmpty()));
        QCOMPARE(found > 0, isTrusted);
    }

    void certificatesThatAreRefused_data()
    {
        QTest::addColumn<Problem>("problem");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("issued by an authority that is unknown here")
            << Problem::UnknownIssuer << false;
        QTest::newRow("self-signed") << Problem::SelfSigned << true;
        QTest::newRow("expired") << Problem::Expired << true;
        QTest::newRow("not valid yet") << Problem::NotYetValid << true;
        QTest::newRow("for another host") << Problem::WrongHost << true;
        QTest::newRow("for another host, by an unknown authority")
            << Problem::UnknownIssuer << false;
    }

    void certificatesThatAreRefused()
    {
        QFETCH(Problem, problem);
        QFETCH(bool, trusted);
        Company company;
        if (trusted)
            company.trust();
        const bool isForOther = QByteArray(QTest::currentDataTag()).contains("another host");
        if (problem == Problem::SelfSigned)
            company.show(company.authority.selfSigned(Company::host()));
        else if (problem == Problem::Expired)
            company.show(company.authority.issue(Company::host(), u"20200101000000Z"_s,
                                                 u"20210101000000Z"_s));
        else if (problem == Problem::NotYetValid)
            company.show(company.authority.issue(Company::host(), u"20400101000000Z"_s,
                                                 u"20410101000000Z"_s));
        else if (isForOther)
            company.show(company.authority.issue(u"portal.example"_s));
        Network network;
        const Reply reply = company.answer(network);
        VERIFY_PROBLEM(reply, problem);
        const ApiError error = reply.error();
        QCOMPARE(error.kind, ApiError::Kind::TlsFailure);
        QCOMPARE(error.connection->host, Company::host());
        QVERIFY(error.details.contains(u"SHA-256"_s));
        if (problem == Problem::SelfSigned)
            QCOMPARE(error.connection->issuer, Company::host());
        else
            QCOMPARE(
                error.connection->issuer,
                QString(TestAuthority::name() + u" ("_s + TestAuthority::organization() + u')'));
        QCOMPARE(error.connection->subject, isForOther ? u"portal.example"_s : Company::host());
        if (problem == Problem::Expired)
            QCOMPARE(error.connection->limit.date(), QDate(2021, 1, 1));
        if (problem == Problem::NotYetValid)
            QCOMPARE(error.connection->limit.date(), QDate(2040, 1, 1));
        QCOMPARE(company.proxy->asked(), 1); // it does not get better by trying again
    }

    // ---- proxies

    void throughTheProxy()
    {
        Company company;
        company.trust();
        Network network;
        const Reply reply = company.answer(network);
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().details));
        QCOMPARE(company.proxy->hosts.constFirst(), Company::host().toLatin1() + ":443");
        QVERIFY(company.proxy->logins.constFirst().isEmpty());
    }

    void proxiesThatFail_data()
    {
        QTest::addColumn<int>("status"); // 0: closes; -1: silent; -2: down; -3: unknown name
        QTest::addColumn<Problem>("problem");
        QTest::newRow("403") << 403 << Problem::ProxyRefused;
        QTest::newRow("405") << 405 << Problem::ProxyRefused;
        QTest::newRow("500") << 500 << Problem::ProxyRefused;
        QTest::newRow("502") << 502 << Problem::ProxyRefused;
        QTest::newRow("503") << 503 << Problem::ProxyRefused;
        QTest::newRow("504") << 504 << Problem::ProxyRefused;
        QTest::newRow("closes") << 0 << Problem::ProxyUnreachable;
        QTest::newRow("silent") << -1 << Problem::ProxyUnreachable;
        QTest::newRow("down") << -2 << Problem::ProxyUnreachable;
        QTest::newRow("unknown by name") << -3 << Problem::ProxyUnreachable;
    }

    void proxiesThatFail()
    {
        QFETCH(int, status);
        QFETCH(Problem, problem);
        Company company;
        company.proxy->does = status > 0 ? WebProxy::Does::Refuse
            : status == 0                ? WebProxy::Does::Close
                                         : WebProxy::Does::Silence;
        company.proxy->status = status;
        QString address = company.proxy->address();
        if (status == -2)
            company.proxy->close();
        if (status == -3) {
            address = u"proxy.invalid:3128"_s;
            Company::set("https_proxy", address);
        }
        Network network;
        const Reply reply = company.answer(network, status == 0 || status == -1 ? 1s : 10s);
        VERIFY_PROBLEM(reply, problem);
        QCOMPARE(reply.error().kind, ApiError::Kind::NoConnection);
        QCOMPARE(reply.error().connection->proxy.address, address);
        QCOMPARE(reply.error().connection->proxy.variable, u"https_proxy"_s);
    }

    void aProxyThatCannotBeUsed()
    {
        Company company;
        Company::set("https_proxy", u"https://proxy.example:3128"_s);
        Network network;
        const Reply reply = company.answer(network);
        VERIFY_PROBLEM(reply, Problem::ProxyUnusable);
        QCOMPARE(reply.error().connection->proxy.address, u"https://proxy.example:3128"_s);
    }

    void withoutAProxy()
    {
        Company company;
        company.trust();
        Company::set("no_proxy", u"*"_s);
        Network network;
        // The vendor's name is not found, or its server does not know this token.
        const Reply reply = company.answer(network, 2s);
        QVERIFY(!reply);
        QCOMPARE(company.proxy->asked(), 0);
    }

    // ---- logins

    void aLoginInTheSetting()
    {
        Company company;
        company.trust();
        company.proxy->login = "ann:secret";
        Company::set("https_proxy", u"http://ann:secret@"_s + company.proxy->address());
        Network network;
        const Reply reply = company.answer(network);
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().details));
    }

    /// Asked again and again, a proxy may lock the account.
    void noLogin_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<int>("tries");
        QTest::newRow("none") << QString() << 0;
        QTest::newRow("a wrong one in the setting") << u"ann:guess@"_s << 1;
    }

    void noLogin()
    {
        QFETCH(QString, setting);
        QFETCH(int, tries);
        Company company;
        company.proxy->login = bytes(right);
        Company::set("https_proxy", u"http://"_s + setting + company.proxy->address());
        Network network;
        const Reply reply = company.answer(network);
        VERIFY_PROBLEM(reply, Problem::ProxyLogin);
        QVERIFY(reply.error().needsProxyLogin());
        QCOMPARE(reply.error().connection->proxy.address, company.proxy->address());
        QCOMPARE(company.proxy->logins.count("ann:guess"), tries);
    }

    void aPersonLogsIn()
    {
        Company company;
        company.trust();
        company.proxy->login = bytes(right);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        network.logins().setSources(person(asked, {right}));
        const Reply reply = company.answer(network);
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().details));
        QCOMPARE(asked->size(), 1);
        QCOMPARE(asked->constFirst().proxy, company.proxy->address());
        QCOMPARE(asked->constFirst().realm, u"ACME guests"_s);
        QVERIFY(!asked->constFirst().wasRefused);
        // From now on no one is asked, and no client begins without it.
        const auto before = company.proxy->logins.count(QByteArray());
        QVERIFY(company.answer(network));
        QCOMPARE(asked->size(), 1);
        QVERIFY(company.proxy->logins.count(QByteArray()) <= before + 1);
    }

    void aWrongLoginIsGivenOnce()
    {
        Company company;
        company.trust();
        company.proxy->login = bytes(right);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        ProxyLogins::Sources sources = person(asked, {wrong, right});
        QList<ProxyLogin> kept;
        sources.keep = [&kept](const QString &, const ProxyAnswer &answer) {
            kept.append(answer.login);
        };
        network.logins().setSources(sources);
        QVERIFY(company.answer(network));
        QCOMPARE(asked->size(), 2);
        QVERIFY(asked->at(1).wasRefused);
        QCOMPARE(company.proxy->logins.count(bytes(wrong)), 1);
        QCOMPARE(kept, QList{right});
    }

    void manyRequestsAskOnce()
    {
        Company company;
        company.trust();
        company.proxy->login = bytes(right);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        network.logins().setSources(person(asked, {right}));
        RestClient::Options options;
        options.apiPath = company.apiPath();
        options.token = sandbox::Options().token.toLatin1();
        options.network = network.access();
        RestClient client(options);
        QObject context;
        int answered = 0;
        int failed = 0;
        for (int i = 0; i < 12; ++i) {
            client.send({RestClient::Method::Get, u"/segments"_s, {}, {}},
                        i % 2 ? RequestPriority::Interactive : RequestPriority::Background,
                        &context, [&](const Reply &reply) {
                            ++answered;
                            if (!reply)
                                ++failed;
                        });
        }
        QTRY_COMPARE(answered, 12);
        QCOMPARE(failed, 0);
        QCOMPARE(asked->size(), 1);
    }

    void aPersonWhoSaysNo()
    {
        Company company;
        company.proxy->login = bytes(right);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        network.logins().setSources(person(asked, {}));
        VERIFY_PROBLEM(company.answer(network), Problem::ProxyLogin);
        VERIFY_PROBLEM(company.answer(network), Problem::ProxyLogin);
        QCOMPARE(asked->size(), 1); // not asked again at once
    }

    void aKeptLogin_data()
    {
        QTest::addColumn<bool>("isRight");
        QTest::newRow("right") << true;
        QTest::newRow("out of date") << false;
    }

    void aKeptLogin()
    {
        QFETCH(bool, isRight);
        Company company;
        company.trust();
        company.proxy->login = bytes(right);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        ProxyLogins::Sources sources = person(asked, {right});
        sources.recall = [&](const QString &proxy, QObject *,
                             const ProxyLogins::Recalled &callback) {
            QCOMPARE(proxy, company.proxy->address());
            callback(isRight ? right : wrong);
        };
        network.logins().setSources(sources);
        QVERIFY(company.answer(network));
        QCOMPARE(asked->size(), isRight ? 0 : 1);
        if (!isRight)
            QVERIFY(asked->constFirst().wasRefused);
    }

    /// The proxy's password is changed while the program runs.
    void aLoginThatIsNotAcceptedAnyMore()
    {
        Company company;
        company.trust();
        company.proxy->login = bytes(wrong);
        Network network;
        const auto asked = std::make_shared<QList<ProxyQuestion>>();
        network.logins().setSources(person(asked, {wrong, right}));
        QVERIFY(company.answer(network));
        company.proxy->login = bytes(right);
        QVERIFY(company.answer(network));
        QCOMPARE(asked->size(), 2);
        QVERIFY(asked->at(1).wasRefused);
    }
};

QTEST_GUILESS_MAIN(TestCompany)
#include "tst_company.moc"
