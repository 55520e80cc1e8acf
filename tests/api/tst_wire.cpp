// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wire.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = ApiError::Kind;

namespace {

/// JSON that is written with ' for ".
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QByteArray pagination =
    json("'meta':{'pagination':{'total':1,'current_page':1,'per_page':50}}");
const QByteArray uuid = QByteArrayLiteral("0b1c6a9e-2f4d-4b8a-8a55-000000000001");

QByteArray golden(const char *name)
{
    QFile file(QFINDTESTDATA(u"golden/"_s + QString::fromLatin1(name) + u".in"_s));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden file %s", name);
    return file.readAll();
}

QByteArray profilePageWith(const QByteArray &customerId)
{
    return json("{'data':[{'id':'") + uuid + json("','customer_id':") + customerId + "}],"
        + pagination + '}';
}

ProfileId profileId(int number)
{
    return *ProfileId::fromString(u"0b1c6a9e-2f4d-4b8a-8a55-%1"_s.arg(number, 12, 10, QChar(u'0')));
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void customerIds_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<qint64>("read"); // 0: refused
        QTest::newRow("small") << QByteArray("7") << qint64(7);
        QTest::newRow("thousand as a double") << QByteArray("1e3") << qint64(1000);
        QTest::newRow("point zero") << QByteArray("12.0") << qint64(12);
        QTest::newRow("2^53-1 as a double")
            << QByteArray("9007199254740991.0") << qint64(9007199254740991);
        QTest::newRow("2^53") << QByteArray("9007199254740992") << qint64(9007199254740992);
        QTest::newRow("2^53+1") << QByteArray("9007199254740993") << qint64(9007199254740993);
        QTest::newRow("largest") << QByteArray("9223372036854775807")
                                 << qint64(9223372036854775807);
        QTest::newRow("2^53 as a double") << QByteArray("9007199254740992.0") << qint64(0);
        QTest::newRow("2^53+1 as a double") << QByteArray("9007199254740993.0") << qint64(0);
        QTest::newRow("exponent, not exact") << QByteArray("1e17") << qint64(0);
        QTest::newRow("over 64 bits") << QByteArray("9223372036854775808") << qint64(0);
        QTest::newRow("huge") << QByteArray("1e308") << qint64(0);
        QTest::newRow("a part") << QByteArray("1.5") << qint64(0);
        QTest::newRow("zero: a guest") << QByteArray("0") << qint64(0);
        QTest::newRow("negative") << QByteArray("-7") << qint64(0);
        QTest::newRow("text") << QByteArray("\"7\"") << qint64(0);
        QTest::newRow("true") << QByteArray("true") << qint64(0);
        QTest::newRow("null") << QByteArray("null") << qint64(0);
        QTest::newRow("list") << QByteArray("[7]") << qint64(0);
    }
    void customerIds()
    {
        QFETCH(QByteArray, written);
        QFETCH(qint64, read);
        const auto page = wire::profilePage(profilePageWith(written));
        if (read > 0) {
            QVERIFY2(page, qPrintable(page ? QString() : page.error().details));
            QCOMPARE(toNumber(page->items.first().customerId), read);
        } else {
            QVERIFY(page);
            QVERIFY(page->items.isEmpty());
            QCOMPARE(page->odd.size(), 1);
            QVERIFY2(page->odd.first().problem.startsWith(u"data[0].customer_id "_s),
                     qPrintable(page->odd.first().problem));
        }
    }

    void deepNestingIsRefused()
    {
        for (const QByteArray &body :
             QByteArrayList{QByteArray(200'000, '['),
                            json("{'data':[],'x':") + QByteArray(5000, '[') + QByteArray(5000, ']')
                                + "," + pagination + "}"}) {
            const auto page = wire::profilePage(body);
            QVERIFY(!page);
            QCOMPARE(page.error().kind, Kind::UnexpectedAnswer);
            QVERIFY2(page.error().details.startsWith(
                         u"the answer is not JSON (too deeply nested document"_s),
                     qPrintable(page.error().details));
            QVERIFY(page.error().details.size() < 1200);
        }
    }

    void hugeTextsAreKeptAndQuick()
    {
        const QByteArray name(4 * 1024 * 1024, 'x');
        QElapsedTimer clock;
        clock.start();
        const auto page = wire::segmentPage(json("{'data':[{'id':'") + uuid + json("','name':'")
                                            + name + json("'}],") + pagination + "}");
        QVERIFY(page);
        QCOMPARE(page->items.first().name.size(), name.size());
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }

    /// What a body says was applied, wherever it is asked.
    void appliedIsTheSameEverywhere()
    {
        const QByteArray body = json("{'meta':{'total':5,'success':3}}");
        QCOMPARE(wire::appliedIn(body), 3);
        QCOMPARE(wire::writeReport(body)->applied, 3);
        QCOMPARE(wire::errorFromAnswer(409, body).applied, 3);
        QCOMPARE(wire::appliedIn({}), -1);
    }

    void errorKinds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const auto row = [](int status, Kind kind) {
            QTest::addRow("%d", status) << status << int(kind);
        };
        row(301, Kind::Redirected);
        row(308, Kind::Redirected);
        row(304, Kind::UnexpectedAnswer);
        row(400, Kind::Rejected);
        row(401, Kind::Unauthorized);
        row(403, Kind::Forbidden);
        row(404, Kind::NotFound);
        row(405, Kind::Rejected);
        row(409, Kind::Conflict);
        row(413, Kind::TooLarge);
        row(415, Kind::Rejected);
        row(418, Kind::Rejected);
        row(422, Kind::Rejected);
        row(429, Kind::RateLimited);
        row(500, Kind::ServerFailure);
        row(503, Kind::ServerFailure);
        row(599, Kind::ServerFailure);
        row(777, Kind::UnexpectedAnswer);
    }
    void errorKinds()
    {
        QFETCH(int, status);
        QFETCH(int, kind);
        const ApiError error = wire::errorFromAnswer(status, {});
        QCOMPARE(int(error.kind), kind);
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.title, QString());
    }

    void errorsAreBounded()
    {
        QByteArray nested = json("{'title':'x','errors':{'a':'b'}}");
        for (int i = 0; i < 300; ++i)
            nested =
                json("{'title':'") + QByteArray(900, 't') + json("','errors':[") + nested + "]}";
        const ApiError deep = wire::errorFromAnswer(422, nested);
        QCOMPARE(deep.title.size(), 500);
        QByteArray many = json("{'errors':{");
        for (int i = 0; i < 5000; ++i)
            many += '"' + QByteArray::number(i) + json("':'") + QByteArray(2000, 'x') + json("',");
        many += json("'end':'x'}}");
        const ApiError wide = wire::errorFromAnswer(422, many);
        QCOMPARE(wide.fields.size(), 250);
        for (const auto &[name, text] : wide.fields)
            QVERIFY(text.size() <= 500);
        QVERIFY(wide.details.size() < 1100);
    }

    void membersOfAConflict()
    {
        const QByteArray body = golden("error-409/members");
        const ApiError error = wire::errorFromAnswer(409, body);
        QCOMPARE(error.kind, Kind::Conflict);
        QCOMPARE(error.title, u"Association creation failed."_s);
        QCOMPARE(error.fields.size(), 2);
        const QList<ProfileId> sent{profileId(1), profileId(2), profileId(4)};
        QCOMPARE(wire::alreadyMembersIn(body, sent),
                 (QList<ProfileId>{profileId(2), profileId(4)}));
        QCOMPARE(wire::alreadyMembersIn(body, {profileId(1)}), QList<ProfileId>());
        // The segment's own id comes first in some other wording; twice the same text counts once.
        const QByteArray turned =
            "\"Segment 7e1f3a52-7d3c-4d6e-9c4b-0d3f5a1b2c01 has " + uuid + ".\"";
        const QByteArray flat = "{\"errors\":[" + turned + "," + turned + "]}";
        QCOMPARE(wire::alreadyMembersIn(flat, sent), QList<ProfileId>{profileId(1)});
    }

    void notEveryUuidInAConflictIsAMember()
    {
        const QByteArray body = golden("write-report/members");
        const QList<ProfileId> sent{profileId(1), profileId(2), profileId(3)};
        QCOMPARE(wire::alreadyMembersIn(body, sent), QList<ProfileId>{profileId(2)});
        const auto report = wire::writeReport(body);
        QVERIFY(report);
        QCOMPARE(report->failed, 2);
        QCOMPARE(report->errors.size(), 2);
        QCOMPARE(wire::alreadyMembersIn(golden("write-report/html"), sent), QList<ProfileId>());
    }

    void partialAnswerOfNothing()
    {
        const ApiError conflict = wire::errorFromPartialAnswer(207, golden("error-409/members"));
        QCOMPARE(conflict.kind, Kind::Conflict);
        QCOMPARE(conflict.httpStatus, 207);
        QCOMPARE(wire::errorFromPartialAnswer(207, json("{'errors':{'0':'no'}}")).kind,
                 Kind::Rejected);
    }

    void plainText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        QTest::newRow("as it is") << u"a <b>b</b> ü 顧"_s << u"a <b>b</b> ü 顧"_s;
        QTest::newRow("controls") << u"\ta\nb\u0007c\u0085d\u2028e "_s << u"a b c d e"_s;
        QTest::newRow("long") << QString(600, u'x') << QString(500, u'x');
        QTest::newRow("no half of a pair") << QString(499, u'x') + u"😀"_s << QString(499, u'x');
    }
    void plainText()
    {
        QFETCH(QString, text);
        QFETCH(QString, plain);
        QCOMPARE(wire::plainText(text), plain);
    }

    void bodies()
    {
        QCOMPARE(wire::newSegments({{u"A \"B\" <ü>"_s, {}}, {u"C"_s, u"d"_s}}),
                 json("[{'name':'A \\\"B\\\" <ü>'},{'description':'d','name':'C'}]"));
        SegmentUpdate rename;
        rename.id = *SegmentId::fromString(QString::fromLatin1(uuid));
        rename.name = u"N"_s;
        SegmentUpdate clear = rename;
        clear.name.reset();
        clear.description = QString();
        QCOMPARE(wire::segmentUpdates({rename, clear}),
                 (json("[{'id':'") + uuid + json("','name':'N'},{'description':'','id':'") + uuid
                  + json("'}]")));
        QCOMPARE(wire::newProfiles({CustomerId(9007199254740993), CustomerId(9223372036854775807)}),
                 json("[{'customer_id':9007199254740993},{'customer_id':9223372036854775807}]"));
        QCOMPARE(wire::profileIds({profileId(1)}), json("['") + uuid + json("']"));
    }
};

QTEST_APPLESS_MAIN(TestWire)
#include "tst_wire.moc"
