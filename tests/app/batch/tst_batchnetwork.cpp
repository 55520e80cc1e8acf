// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/network/companyfixture.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// Commands without a window in a company: the program as a process, behind a real proxy and a
/// certificate of the company's own authority.
class TestBatchNetwork : public QObject
{
    Q_OBJECT

    struct Run
    {
        int code = -1;
        QString out;
        QString err;
    };

    const QString m_program = qEnvironmentVariable("SEGMENTDESK_PROGRAM");
    QTemporaryDir m_home;

    /// The proxy and the store's certificate are in this process, so its event loop runs.
    Run run(const Company &company, const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home.path());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"SEGMENTDESK_TOKEN"_s, sandbox::Options().token);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(m_program,
                      arguments
                          + QStringList{u"--api-path"_s, company.apiPath().toString(),
                                        u"--data-dir"_s, m_home.filePath(u"data"_s),
                                        u"--give-up-after"_s, u"5"_s});
        Run result;
        if (QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }))
            result.code = process.exitCode();
        process.kill();
        result.out = QString::fromUtf8(process.readAllStandardOutput());
        result.err = QString::fromUtf8(process.readAllStandardError());
        return result;
    }

    QStringList exportSegments() const
    {
        return {u"export"_s, u"--segments"_s, u"--to"_s, m_home.filePath(u"list.csv"_s)};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(m_program), qPrintable(m_program)); }

    void init() { QFile::remove(m_home.filePath(u"list.csv"_s)); }

    void throughProxyAndCertificate()
    {
        Company company;
        company.trust();
        const Run made = run(company, exportSegments());
        QVERIFY2(made.code == 0, qPrintable(made.err));
        QVERIFY(company.proxy->asked() > 0);
        QFile list(m_home.filePath(u"list.csv"_s));
        QVERIFY(list.open(QIODevice::ReadOnly));
        QCOMPARE(list.readAll().count('\n'), 4); // a head and three segments
    }

    void whatIsSaid_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown authority")
            << u"authority"_s << 1
            << QStringList{u"ACME Inspection CA (ACME Corp)"_s, u"SSL_CERT_FILE"_s};
        QTest::newRow("a file that has no certificate")
            << u"missing"_s << 1
            << QStringList{u"The environment variable SSL_CERT_FILE names"_s,
                           u"ACME Inspection CA (ACME Corp)"_s};
        QTest::newRow("login") << u"login"_s << 5
                               << QStringList{u"asks for a user name and password"_s,
                                              u"https_proxy=http://USER:PASSWORD@127.0.0.1:"_s};
        QTest::newRow("502") << u"502"_s << 1
                             << QStringList{u"does not connect to api.bigcommerce.com"_s};
        QTest::newRow("down") << u"down"_s << 1
                              << QStringList{u"does not answer, so the store cannot be reached"_s,
                                             u"environment variable https_proxy"_s};
        QTest::newRow("not a proxy that can be used")
            << u"unusable"_s << 1 << QStringList{u"“https://proxy.example” cannot be used"_s};
    }

    void whatIsSaid()
    {
        QFETCH(QString, what);
        QFETCH(int, code);
        QFETCH(QStringList, words);
        Company company;
        if (what == u"missing")
            Company::set("SSL_CERT_FILE", m_home.filePath(u"none.pem"_s));
        else if (what != u"authority")
            company.trust();
        if (what == u"login")
            company.proxy->login = "ann:secret";
        if (what == u"502")
            company.proxy->does = WebProxy::Does::Refuse;
        if (what == u"down")
            company.proxy->close();
        if (what == u"unusable")
            Company::set("https_proxy", u"https://proxy.example"_s);
        for (const QStringList &command :
             {exportSegments(),
              QStringList{u"backup"_s, u"--to"_s, m_home.filePath(u"backup"_s)}}) {
            const Run made = run(company, command);
            QVERIFY2(made.code == code, qPrintable(QString::number(made.code) + made.err));
            for (const QString &part : std::as_const(words))
                QVERIFY2(made.err.contains(part), qPrintable(made.err));
            QVERIFY2(made.err.count(u'\n') <= 3, qPrintable(made.err));
        }
    }

    void aLoginInTheSetting()
    {
        Company company;
        company.trust();
        company.proxy->login = "ann:secret";
        Company::set("https_proxy", u"http://ann:secret@"_s + company.proxy->address());
        const Run made = run(company, exportSegments());
        QVERIFY2(made.code == 0, qPrintable(made.err));
        QVERIFY(!made.err.contains(u"secret"_s));
    }
};

QTEST_GUILESS_MAIN(TestBatchNetwork)
#include "tst_batchnetwork.moc"
