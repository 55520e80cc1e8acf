// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wire.h"
#include "models/domain/utc.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = ApiError::Kind;
using Fields = QList<std::pair<QString, QString>>;

namespace {

/// JSON that is written with ' for ".
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QByteArray pagination =
    json("'meta':{'pagination':{'total':1,'current_page':1,'per_page':50}}");
const QByteArray uuid = QByteArrayLiteral("0b1c6a9e-2f4d-4b8a-8a55-000000000001");

QByteArray fixture(const char *name)
{
    QFile file(QFINDTESTDATA(u"fixtures/"_s + QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", name);
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
    void segmentPage()
    {
        const auto page = wire::segmentPage(fixture("segments_page.json"));
        QVERIFY2(page, qPrintable(page ? QString() : page.error().details));
        QCOMPARE(page->total, 412);
        QCOMPARE(page->number, 3);
        QCOMPARE(page->perPage, 2);
        QCOMPARE(page->endCursor, QString());
        QCOMPARE(page->items.size(), 2);
        const Segment &first = page->items.at(0);
        QCOMPARE(first.id.toString(), u"7e1f3a52-7d3c-4d6e-9c4b-0d3f5a1b2c01"_s);
        QCOMPARE(first.name, u"VIP <b>customers</b>"_s); // plain text, as it came
        QCOMPARE(first.description, u"Spent over 1,000 € in a year"_s);
        QCOMPARE(first.createdAt, QDateTime({2022, 9, 15}, {23, 44, 5}, utc));
        QCOMPARE(first.updatedAt, QDateTime({2022, 9, 16}, {8, 0, 0, 250}, utc));
        const Segment &second = page->items.at(1);
        QCOMPARE(second.id.toString(), u"7e1f3a52-7d3c-4d6e-9c4b-0d3f5a1b2c02"_s);
        QCOMPARE(second.name, u"مرحبا 顧客\u202e\u0007"_s);
        QCOMPARE(second.description, QString());
        QCOMPARE(second.createdAt, QDateTime({2022, 9, 15}, {21, 44, 5}, utc));
        QVERIFY(!second.updatedAt.isValid());
    }

    void profilePage()
    {
        const auto page = wire::profilePage(fixture("profiles_page.json"));
        QVERIFY2(page, qPrintable(page ? QString() : page.error().details));
        QList<qint64> customers;
        for (const ShopperProfile &profile : page->items)
            customers.append(toNumber(profile.customerId));
        QCOMPARE(customers, (QList<qint64>{12, 9007199254740993, 9223372036854775807, 15, 16}));
        QCOMPARE(page->items.at(0).id, profileId(1));
        QCOMPARE(page->items.at(0).createdAt, QDateTime({2024, 2, 29}, {12, 0}, utc));
        QVERIFY(!page->items.at(1).createdAt.isValid());
    }

    void customerPage()
    {
        const auto page = wire::customerPage(fixture("customers_page.json"));
        QVERIFY2(page, qPrintable(page ? QString() : page.error().details));
        QCOMPARE(page->total, 98211);
        QCOMPARE(page->endCursor, u"aWQ6MTQ"_s);
        QCOMPARE(page->items.size(), 4);
        const Customer &full = page->items.at(0);
        QCOMPARE(toNumber(full.id), 11);
        QCOMPARE(full.fullName(), u"Zoë O'Neil"_s);
        QCOMPARE(full.email, u"zoë@example.com"_s);
        QCOMPARE(full.company, u"=SUM(A1)"_s);
        QCOMPARE(full.phone, u"+44 20 7946 0000"_s);
        QCOMPARE(full.customerGroupId, 4);
        QVERIFY(full.profileKnown);
        QCOMPARE(full.profileId, profileId(11));
        QVERIFY(full.segmentIds);
        QCOMPARE(full.segmentIds->size(), 2);
        const Customer &without = page->items.at(1);
        QVERIFY(without.profileKnown && !without.profileId);
        QVERIFY(without.segmentIds && without.segmentIds->isEmpty());
        const Customer &empty = page->items.at(2);
        QVERIFY(empty.profileKnown && !empty.profileId);
        QVERIFY(!empty.segmentIds);
        const Customer &notTold = page->items.at(3);
        QVERIFY(!notTold.profileKnown && !notTold.profileId && !notTold.segmentIds);
    }

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
            QVERIFY(!page);
            QCOMPARE(page.error().kind, Kind::UnexpectedAnswer);
            QVERIFY2(page.error().details.startsWith(u"data[0].customer_id "_s),
                     qPrintable(page.error().details));
        }
    }

    void refusedPages_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("details");
        const auto row = [](const char *name, const QByteArray &body, const char *details) {
            QTest::newRow(name) << body << QString::fromLatin1(details);
        };
        const QByteArray good = json("{'id':'") + uuid + json("','customer_id':1}");
        const auto page = [](const QByteArray &data) -> QByteArray {
            return json("{'data':") + data + "," + pagination + "}";
        };
        row("empty", "", "the answer is empty");
        row("HTML", fixture("gateway.html"),
            "the answer is not JSON (illegal value at byte 1): <!DOCTYPE html>");
        row("cut", profilePageWith("1").chopped(20), "the answer is not JSON");
        row("cut in a string", json("{'data':[{'id':'0b1c"), "the answer is not JSON");
        row("something after it", profilePageWith("1") + "{}", "the answer is not JSON");
        row("not UTF-8", "{\"data\":[\"\xff\xfe\"]}", "the answer is not JSON");
        row("a list", "[]", "the answer is not a JSON object: []");
        row("a number", "12", "the answer is not");
        row("no data", "{" + pagination + "}", "data is missing");
        row("data is null", page("null"), "data is not a list");
        row("data is an object", page("{}"), "data is not a list");
        row("rows are numbers", page("[1]"), "data[0] is not an object");
        row("fourth row bad",
            json("{'data':[") + good + "," + good + "," + good + json(",{'id':'") + uuid
                + json("'}],") + pagination + "}",
            "data[3].customer_id is missing");
        row("no id", page(json("[{'customer_id':1}]")), "data[0].id is missing");
        row("id is no uuid", page(json("[{'id':'7','customer_id':1}]")),
            "data[0].id has the wrong type or value");
        row("id is a null uuid",
            page(json("[{'id':'00000000-0000-0000-0000-000000000000','customer_id':1}]")),
            "data[0].id has the wrong type or value");
        row("id is a number", page(json("[{'id':7,'customer_id':1}]")),
            "data[0].id has the wrong type or value");
        row("no meta", json("{'data':[]}"), "meta.pagination is missing");
        row("meta is a list", json("{'data':[],'meta':[]}"), "meta.pagination is missing");
        row("pagination is null", json("{'data':[],'meta':{'pagination':null}}"),
            "meta.pagination is missing");
        row("no total", json("{'data':[],'meta':{'pagination':{'current_page':1,'per_page':5}}}"),
            "meta.pagination.total is missing");
        row("total is text",
            json("{'data':[],'meta':{'pagination':{'total':'5','current_page':1,'per_page':5}}}"),
            "meta.pagination.total has the wrong type or value");
        row("total is negative",
            json("{'data':[],'meta':{'pagination':{'total':-1,'current_page':1,'per_page':5}}}"),
            "meta.pagination.total has the wrong type or value");
        row("total is huge",
            json("{'data':[],'meta':{'pagination':{'total':4294967296,'current_page':1,'per_page':"
                 "5}}}"),
            "meta.pagination has a number out of range");
        row("page zero",
            json("{'data':[],'meta':{'pagination':{'total':1,'current_page':0,'per_page':5}}}"),
            "meta.pagination.current_page has the wrong type or value");
        row("no page", json("{'data':[],'meta':{'pagination':{'total':1,'per_page':5}}}"),
            "meta.pagination.current_page is missing");
        row("per page zero",
            json("{'data':[],'meta':{'pagination':{'total':1,'current_page':1,'per_page':0}}}"),
            "meta.pagination.per_page has the wrong type or value");
        row("more rows than per page",
            json("{'data':[") + good + "," + good
                + json("],'meta':{'pagination':{'total':2,'current_page':1,'per_page':1}}}"),
            "data has 2 rows, but per_page is 1");
        row("deep", QByteArray(200000, '['), "the answer is not JSON (too deeply nested document");
        row("deep in an unknown field",
            json("{'data':[],'x':") + QByteArray(5000, '[') + QByteArray(5000, ']') + ","
                + pagination + "}",
            "the answer is not JSON (too deeply nested document");
    }
    void refusedPages()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, details);
        const auto page = wire::profilePage(body);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Kind::UnexpectedAnswer);
        QVERIFY2(page.error().details.startsWith(details), qPrintable(page.error().details));
        QVERIFY(page.error().details.size() < 1200);
    }

    void segmentNeedsAName()
    {
        const auto page =
            wire::segmentPage(json("{'data':[{'id':'") + uuid + json("'}],") + pagination + "}");
        QVERIFY(!page);
        QCOMPARE(page.error().details, u"data[0].name is missing"_s);
    }

    void customerWithBadProfileId()
    {
        const auto page = wire::customerPage(json("{'data':[{'id':5,'shopper_profile_id':17}],")
                                             + pagination + "}");
        QVERIFY(!page);
        QCOMPARE(page.error().details, u"data[0].shopper_profile_id has the wrong type or value"_s);
    }

    void totalIsNeverLessThanWhatCame()
    {
        const auto page = wire::profilePage(json("{'data':[{'id':'") + uuid
                                            + json("','customer_id':1}],'meta':{'pagination':{'"
                                                   "total':3,'current_page':4,'per_page':10}}}"));
        QVERIFY(page);
        QCOMPARE(page->total, 31);
    }

    void pagePastTheEnd()
    {
        const auto page = wire::profilePage(
            json("{'data':[],'meta':{'pagination':{'total':3,'current_page':900,'per_page':10}}}"));
        QVERIFY(page);
        QCOMPARE(page->total, 3);
        QVERIFY(page->items.isEmpty());
    }

    void lastOfTwoEqualKeysCounts()
    {
        const auto page = wire::profilePage(profilePageWith(json("1,'customer_id':2")));
        QVERIFY(page);
        QCOMPARE(toNumber(page->items.first().customerId), 2);
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

    void rowsOfAWrite()
    {
        const auto made = wire::segments(fixture("created_207.json"));
        QVERIFY(made);
        QCOMPARE(made->size(), 1);
        QCOMPARE(made->first().name, u"VIP"_s);
        const auto profiles = wire::profiles(json("{'data':[{'id':'") + uuid
                                             + json("','customer_id':4}],'meta':{}}"));
        QVERIFY(profiles);
        QCOMPARE(toNumber(profiles->first().customerId), 4);
        QVERIFY(!wire::segments(""));
        QVERIFY(!wire::profiles(fixture("gateway.html")));
    }

    void writeReports_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("failed");
        QTest::addColumn<Fields>("errors");
        QTest::newRow("204") << QByteArray() << 0 << Fields{};
        QTest::newRow("blank") << QByteArray("\r\n") << 0 << Fields{};
        QTest::newRow("nothing said") << QByteArray("{}") << 0 << Fields{};
        QTest::newRow("all well") << json("{'data':[],'meta':{'total':2,'success':2,'failed':0}}")
                                  << 0 << Fields{};
        QTest::newRow("a part failed")
            << fixture("delete_200.json") << 1
            << Fields{{u"7e1f3a52-7d3c-4d6e-9c4b-0d3f5a1b2c01"_s, u"was not found"_s}};
        QTest::newRow("errors without counts") << json("{'errors':['one','two']}") << 2
                                               << Fields{{u"0"_s, u"one"_s}, {u"1"_s, u"two"_s}};
        QTest::newRow("absurd count") << json("{'meta':{'failed':-4}}") << 0 << Fields{};
    }
    void writeReports()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, failed);
        QFETCH(Fields, errors);
        const auto report = wire::writeReport(body);
        QVERIFY(report);
        QCOMPARE(report->failed, failed);
        QCOMPARE(report->errors, errors);
    }

    void writeReportOfHtml()
    {
        const auto report = wire::writeReport(fixture("gateway.html"));
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Kind::UnexpectedAnswer);
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

    void errorBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("title");
        QTest::addColumn<Fields>("fields");
        const auto row = [](const char *name, const QByteArray &body, const char *title,
                            const Fields &fields) {
            QTest::newRow(name) << body << QString::fromUtf8(title) << fields;
        };
        const auto field = [](const char *name, const char *text) {
            return std::pair(QString::fromUtf8(name), QString::fromUtf8(text));
        };
        row("plain", fixture("error_422.json"), "JSON data is missing  or  invalid",
            {field("0.description", json("{'code':12}")), field("0.name", "name must not be empty"),
             field("count", "3")});
        row("nothing", "{}", "", {});
        row("null", "null", "", {});
        row("only a title", json("{'title':'No'}"), "No", {});
        row("title of the wrong type", json("{'title':{'a':1},'errors':7}"), "", {});
        row("only errors", json("{'errors':{'name':'taken'}}"), "", {field("name", "taken")});
        row("errors as text", json("{'errors':'taken'}"), "", {field("", "taken")});
        row("errors as a list", json("{'errors':['a',{'code':1},null]}"), "",
            {field("0", "a"), field("1", json("{'code':1}")), field("2", "")});
        row("list of error bodies",
            json("{'errors':[{'title':'A','errors':{'x':'y'}},{'title':'B'}]}"), "A",
            {field("x", "y"), field("1", "B")});
        row("the body is a list", json("[{'status':409,'title':'Taken'}]"), "Taken",
            {field("0", "Taken")});
        row("HTML", fixture("gateway.html"), "", {});
        row("not UTF-8", "{\"title\":\"\xff\xfe\"", "", {});
    }
    void errorBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, title);
        QFETCH(Fields, fields);
        const ApiError error = wire::errorFromAnswer(422, body);
        QCOMPARE(error.kind, Kind::Rejected);
        QCOMPARE(error.title, title);
        QCOMPARE(error.fields, fields);
        QVERIFY(error.details.startsWith(u"HTTP 422 "_s));
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
        const QByteArray body = fixture("members_conflict.json");
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
        const QByteArray body = fixture("members_207.json");
        const QList<ProfileId> sent{profileId(1), profileId(2), profileId(3)};
        QCOMPARE(wire::alreadyMembersIn(body, sent), QList<ProfileId>{profileId(2)});
        const auto report = wire::writeReport(body);
        QVERIFY(report);
        QCOMPARE(report->failed, 2);
        QCOMPARE(report->errors.size(), 2);
        QCOMPARE(wire::alreadyMembersIn(fixture("gateway.html"), sent), QList<ProfileId>());
    }

    void partialAnswerOfNothing()
    {
        const ApiError conflict =
            wire::errorFromPartialAnswer(207, fixture("members_conflict.json"));
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
