// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/account.h"
#include "models/domain/pastedcredentials.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestAccount : public QObject
{
    Q_OBJECT

    /// As the vendor offers it for download.
    static QString credentialsText()
    {
        return u"NAME: Segments\r\nCLIENT ID: 8afd1b\r\nCLIENT SECRET: 0c3e\r\n"
               "ACCESS TOKEN: t0k3n\r\n"
               "API PATH: https://api.bigcommerce.com/stores/k3x9/v3/\r\n"_s;
    }

private Q_SLOTS:
    void credentials_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path"); // empty: none
        QTest::addColumn<QString>("token");
        const QString path = u"https://api.bigcommerce.com/stores/k3x9/v3/"_s;
        QTest::newRow("nothing") << QString() << QString() << QString();
        QTest::newRow("a token alone") << u"t0k3n"_s << QString() << QString();
        QTest::newRow("a sentence") << u"the api path of my shop"_s << QString() << QString();
        QTest::newRow("download") << credentialsText() << path << u"t0k3n"_s;
        QTest::newRow("download on one line")
            << credentialsText().replace(u"\r\n"_s, u" "_s) << path << u"t0k3n"_s;
        QTest::newRow("below the labels")
            << u"ACCESS TOKEN\nt0k3n\n\nAPI PATH\n"_s + path << path << u"t0k3n"_s;
        QTest::newRow("table") << u"Access token\tt0k3n\nAPI path\t"_s + path << path << u"t0k3n"_s;
        QTest::newRow("environment")
            << u"ACCESS_TOKEN=\"t0k3n\"\nAPI_PATH=\""_s + path + u'"' << path << u"t0k3n"_s;
        QTest::newRow("json") << u"{\"access_token\": \"t0k3n\", \"api_path\": \""_s + path
                + u"\"}"_s << path
                              << u"t0k3n"_s;
        QTest::newRow("header") << u"X-Auth-Token: t0k3n"_s << QString() << u"t0k3n"_s;
        QTest::newRow("no values") << u"ACCESS TOKEN:\n"_s << QString() << QString();
    }

    void credentials()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(QString, token);
        const PastedCredentials found = pastedCredentials(text);
        QCOMPARE(found.apiPath.value_or(QString()), path);
        QCOMPARE(found.token.value_or(QString()), token);
    }

    void apiPathFromInput_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("path"); // empty: refused
        QTest::addColumn<QString>("word"); // why it is refused

        const QString bc = u"https://api.bigcommerce.com/stores/k3x9/v3"_s;
        QTest::newRow("path") << u"https://api.bigcommerce.com/stores/k3x9/v3/"_s << bc
                              << QString();
        QTest::newRow("no slash") << u"https://api.bigcommerce.com/stores/k3x9/v3"_s << bc
                                  << QString();
        QTest::newRow("v2") << u"https://api.bigcommerce.com/stores/k3x9/v2/"_s << bc << QString();
        QTest::newRow("operation") << bc + u"/segments?page=2"_s << bc << QString();
        QTest::newRow("blanks") << u" \t"_s + bc + u"\n"_s << bc << QString();
        QTest::newRow("hash") << u"k3x9"_s << bc << QString();
        QTest::newRow("hash in capitals") << u"K3X9"_s << bc << QString();
        QTest::newRow("hash with a slash") << u"k3x9/"_s << bc << QString();
        QTest::newRow("path in capitals")
            << u"HTTPS://API.BigCommerce.com/stores/K3X9/v3"_s << bc << QString();
        QTest::newRow("port that is usual")
            << u"https://api.bigcommerce.com:443/stores/k3x9/v3"_s << bc << QString();
        QTest::newRow("quotes") << u"\"https://api.bigcommerce.com/stores/k3x9/v3/\""_s << bc
                                << QString();
        QTest::newRow("curly quotes, comma")
            << u"\u201Chttps://api.bigcommerce.com/stores/k3x9/v3/\u201D,"_s << bc << QString();
        QTest::newRow("brackets") << u"<https://api.bigcommerce.com/stores/k3x9/v3/>"_s << bc
                                  << QString();
        QTest::newRow("zero width") << u"\u200Bk3x9\uFEFF"_s << bc << QString();
        QTest::newRow("no https") << u"api.bigcommerce.com/stores/k3x9/v3/"_s << bc << QString();
        QTest::newRow("no host") << u"/stores/k3x9/v3/"_s << bc << QString();
        QTest::newRow("label") << u"API PATH: https://api.bigcommerce.com/stores/k3x9/v3/"_s << bc
                               << QString();
        QTest::newRow("label, small") << u"Api path = \"k3x9\""_s << bc << QString();
        QTest::newRow("control panel")
            << u"https://store-k3x9.mybigcommerce.com/manage/settings/auth"_s << bc << QString();
        QTest::newRow("control panel, no https")
            << u"store-k3x9.mybigcommerce.com/manage"_s << bc << QString();
        QTest::newRow("storefront of a channel")
            << u"https://store-k3x9-2.mybigcommerce.com"_s << bc << QString();
        QTest::newRow("like the control panel")
            << u"https://store-k3x9.mybigcommerce.com.example.com/manage"_s << QString()
            << u"path"_s;
        QTest::newRow("whole download") << credentialsText() << bc << QString();
        QTest::newRow("loopback, no http")
            << u"127.0.0.1:8080/stores/k3x9/v3"_s << u"http://127.0.0.1:8080/stores/k3x9/v3"_s
            << QString();
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/stores/k3x9/v3"_s
                                  << u"http://127.0.0.1:8080/stores/k3x9/v3"_s << QString();
        QTest::newRow("empty") << u"  "_s << QString() << u"empty"_s;
        QTest::newRow("http") << u"http://api.bigcommerce.com/stores/k3x9/v3"_s << QString()
                              << u"scheme"_s;
        QTest::newRow("http near loopback")
            << u"http://127.0.0.1.example.com/stores/k3x9/v3"_s << QString() << u"scheme"_s;
        QTest::newRow("file") << u"file:///stores/k3x9/v3"_s << QString() << u"host"_s;
        QTest::newRow("user") << u"https://a:b@api.bigcommerce.com/stores/k3x9/v3"_s << QString()
                              << u"host"_s;
        QTest::newRow("other path")
            << u"https://api.bigcommerce.com/v3"_s << QString() << u"path"_s;
        const QString longest = QString(64, u'a');
        QTest::newRow("one letter")
            << u"a"_s << u"https://api.bigcommerce.com/stores/a/v3"_s << QString();
        QTest::newRow("a hash with marks")
            << u"my_store-2"_s << u"https://api.bigcommerce.com/stores/my_store-2/v3"_s
            << QString();
        QTest::newRow("the longest hash")
            << longest << u"https://api.bigcommerce.com/stores/%1/v3"_s.arg(longest) << QString();
        QTest::newRow("a path with marks")
            << u"http://127.0.0.1:8090/stores/My_Store-2/v3"_s
            << u"http://127.0.0.1:8090/stores/My_Store-2/v3"_s << QString();
        QTest::newRow("too long") << longest + u'a' << QString() << u"hash"_s;
        QTest::newRow("not a hash") << u"my store"_s << QString() << u"hash"_s;
        QTest::newRow("markup") << u"<b>x</b>"_s << QString() << u"path"_s;
    }

    void apiPathFromInput()
    {
        QFETCH(QString, input);
        QFETCH(QString, path);
        QFETCH(QString, word);
        const Result<QUrl> result = segmentdesk::apiPathFromInput(input);
        QCOMPARE(result.has_value(), word.isEmpty());
        if (result) {
            QCOMPARE(result->toString(), path);
            QCOMPARE(storeHash(*result), path.section(u'/', 4, 4));
        } else {
            QCOMPARE(result.error().kind, ApiError::Kind::InvalidArguments);
            QCOMPARE(result.error().title, word);
        }
    }
};

QTEST_GUILESS_MAIN(TestAccount)
#include "tst_account.moc"
