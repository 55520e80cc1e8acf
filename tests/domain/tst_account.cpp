// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/account.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
            QCOMPARE(storeHash(*result), u"k3x9"_s);
        } else {
            QCOMPARE(result.error().kind, ApiError::Kind::InvalidArguments);
            QCOMPARE(result.error().title, word);
        }
    }
};

QTEST_GUILESS_MAIN(TestAccount)
#include "tst_account.moc"
