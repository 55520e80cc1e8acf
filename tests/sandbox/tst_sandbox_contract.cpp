// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

namespace {

QString unknownId()
{
    return u"00000000-0000-4000-8000-000000000000"_s;
}

QString removeQuery(const QStringList &ids)
{
    return u"?id:in="_s + ids.join(u',');
}

QByteArray renaming(const QString &id, const char *name)
{
    return "{\"id\":\"" + id.toLatin1() + "\",\"name\":\"" + name + "\"}";
}

} // namespace

/// Segments, profiles and members: answers, errors and their bodies, over a real socket.
class TestSandboxContract : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SandboxStore> m_store;
    std::unique_ptr<TestClient> m_client;

    void open(Options options = {})
    {
        m_client.reset();
        options.customers = options.customers == 5'000 ? 400 : options.customers;
        m_store = std::make_unique<SandboxStore>(options);
        QString error;
        QVERIFY2(m_store->startAndWait(&error), qPrintable(error));
        m_client = std::make_unique<TestClient>(*m_store);
    }

    QString members(const QString &segment) const
    {
        return u"/segments/%1/shopper-profiles"_s.arg(segment);
    }

    int memberCount(const QString &segment)
    {
        return m_client->get(members(segment)).pagination().value(u"total").toInt(-1);
    }

    QString makeSegment(const QString &name)
    {
        const QJsonArray body{QJsonObject{{u"name"_s, name}}};
        return m_client->post(u"/segments"_s, QJsonDocument(body).toJson()).column("id").value(0);
    }

    void compareError(const TestAnswer &answer, int status, const QString &field = {})
    {
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.json.value(u"status").toInt(), status);
        QVERIFY(!answer.json.value(u"title").toString().isEmpty());
        QVERIFY(answer.json.value(u"type").isString());
        QVERIFY(answer.json.value(u"errors").isObject());
        if (!field.isEmpty())
            QVERIFY2(answer.json.value(u"errors").toObject().contains(field),
                     answer.body.constData());
    }

    const QString namesTaken = u"Cannot have multiple segments with the same name."_s;
    const QString membersThere = u"Unable to add shopper profiles to segment due to conflicts."_s;

    /// @p indexes: of the request; none of segments, whose names the vendor does not repeat.
    void compareConflict(const TestAnswer &answer, int total, const QStringList &indexes,
                         const QString &title)
    {
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.json.value(u"data"), QJsonValue(QJsonArray()));
        const QJsonArray errors = answer.json.value(u"errors").toArray();
        QCOMPARE(errors.size(), 1);
        const QJsonObject error = errors[0].toObject();
        QCOMPARE(error.value(u"status"), QJsonValue(409));
        QCOMPARE(error.value(u"title").toString(), title);
        QCOMPARE(error.value(u"type").toString(),
                 u"https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"_s);
        QVERIFY(error.value(u"errors").isObject());
        QCOMPARE(error.value(u"errors").toObject().keys(), indexes);
        const QJsonObject meta = answer.json.value(u"meta").toObject();
        QCOMPARE(meta, (QJsonObject{{u"total"_s, total}, {u"success"_s, 0}, {u"failed"_s, total}}));
    }

private Q_SLOTS:
    void init() { open(); }

    void segmentFields()
    {
        const TestAnswer answer = m_client->get(u"/segments"_s);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.data().size(), 24);
        QCOMPARE(answer.column("name").mid(0, 2), (QStringList{u"VIP"_s, u"Lapsed 90 days"_s}));
        static const QRegularExpression time(u"\\A\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\z"_s);
        const QJsonArray rows = answer.data();
        for (const QJsonValue &value : rows) {
            const QJsonObject row = value.toObject();
            QVERIFY(!QUuid::fromString(row.value(u"id").toString()).isNull());
            QVERIFY(row.value(u"name").isString());
            QVERIFY(row.value(u"description").isString());
            QVERIFY(time.match(row.value(u"created_at").toString()).hasMatch());
            QVERIFY(time.match(row.value(u"updated_at").toString()).hasMatch());
        }
    }

    void profileFields()
    {
        const TestAnswer answer = m_client->get(u"/shopper-profiles?limit=3"_s);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.data().size(), 3);
        const QJsonObject row = answer.data().first().toObject();
        QCOMPARE(row.keys(),
                 (QStringList{u"created_at"_s, u"customer_id"_s, u"id"_s, u"updated_at"_s}));
        QVERIFY(row.value(u"customer_id").isDouble());
        QVERIFY(
            answer.body.contains("\"customer_id\":10")); // an integer on the wire: 10x, not 1.0e2
        QVERIFY(!answer.body.contains('.'));
    }

    void pagination_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("perPage");
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("pages");
        QTest::addColumn<QString>("previous");
        QTest::addColumn<QString>("next");
        // 380 profiles
        QTest::newRow("default") << QString() << 50 << 50 << 1 << 8 << QString()
                                 << u"?page=2&limit=50"_s;
        QTest::newRow("middle") << u"?page=2&limit=100"_s << 100 << 100 << 2 << 4
                                << u"?page=1&limit=100"_s << u"?page=3&limit=100"_s;
        QTest::newRow("last") << u"?limit=100&page=4"_s << 80 << 100 << 4 << 4
                              << u"?page=3&limit=100"_s << QString();
        QTest::newRow("full last") << u"?limit=190&page=2"_s << 190 << 190 << 2 << 2
                                   << u"?page=1&limit=190"_s << QString();
        QTest::newRow("past the end")
            << u"?page=9"_s << 0 << 50 << 9 << 8 << u"?page=8&limit=50"_s << QString();
        QTest::newRow("far past the end")
            << u"?page=2000000000&limit=250"_s << 0 << 250 << 2'000'000'000 << 2
            << u"?page=1999999999&limit=250"_s << QString();
        QTest::newRow("cut to 250")
            << u"?limit=1000"_s << 250 << 250 << 1 << 2 << QString() << u"?page=2&limit=250"_s;
        QTest::newRow("one") << u"?limit=1&page=380"_s << 1 << 1 << 380 << 380
                             << u"?page=379&limit=1"_s << QString();
    }

    void pagination()
    {
        QFETCH(QString, query);
        QFETCH(int, count);
        QFETCH(int, perPage);
        QFETCH(int, page);
        QFETCH(int, pages);
        QFETCH(QString, previous);
        QFETCH(QString, next);
        const TestAnswer answer = m_client->get(u"/shopper-profiles"_s + query);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.data().size(), count);
        const QJsonObject pagination = answer.pagination();
        QCOMPARE(pagination.value(u"total"), QJsonValue(380));
        QCOMPARE(pagination.value(u"count"), QJsonValue(count));
        QCOMPARE(pagination.value(u"per_page"), QJsonValue(perPage));
        QCOMPARE(pagination.value(u"current_page"), QJsonValue(page));
        QCOMPARE(pagination.value(u"total_pages"), QJsonValue(pages));
        const QJsonObject links = pagination.value(u"links").toObject();
        QCOMPARE(links.value(u"previous").toString(), previous);
        QCOMPARE(links.value(u"next").toString(), next);
        QCOMPARE(links.value(u"current").toString(), u"?page=%1&limit=%2"_s.arg(page).arg(perPage));
    }

    void emptyList()
    {
        const QString segment = makeSegment(u"Empty"_s);
        const TestAnswer answer = m_client->get(members(segment));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json.value(u"data"), QJsonValue(QJsonArray()));
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(0));
        QCOMPARE(answer.pagination().value(u"total_pages"), QJsonValue(0));
        QCOMPARE(answer.pagination().value(u"current_page"), QJsonValue(1));
    }

    void pagesAreTheWholeList()
    {
        const QString vip = m_client->segmentIds().first();
        for (const QString &list : {u"/shopper-profiles"_s, members(vip)}) {
            const int total = m_client->get(list).pagination().value(u"total").toInt();
            QVERIFY(total > 20);
            QStringList seen;
            for (int page = 1; seen.size() < total; ++page) {
                const QStringList ids =
                    m_client->get(list + u"?limit=7&page=%1"_s.arg(page)).column("id");
                QVERIFY(!ids.isEmpty());
                seen += ids;
            }
            QCOMPARE(seen.size(), total);
            QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), total);
        }
    }

    void pagesAfterDeletions()
    {
        const QStringList before = m_client->profileIds(0, 380);
        QStringList gone;
        for (qsizetype i = 0; i < before.size(); i += 9)
            gone.append(before[i]);
        QCOMPARE(m_client->remove(u"/shopper-profiles"_s + removeQuery(gone)).status, 204);
        QStringList left = before;
        left.removeIf([&](const QString &id) { return gone.contains(id); });
        QCOMPARE(m_client->profileIds(0, 380), left);
        QCOMPARE(m_client->get(u"/shopper-profiles?limit=10&page=20"_s).column("id"),
                 left.mid(190, 10));
    }

    void badPaging_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("field");
        QTest::newRow("page 0") << u"page=0"_s << u"page"_s;
        QTest::newRow("page -1") << u"page=-1"_s << u"page"_s;
        QTest::newRow("page word") << u"page=one"_s << u"page"_s;
        QTest::newRow("page empty") << u"page="_s << u"page"_s;
        QTest::newRow("page huge") << u"page=99999999999"_s << u"page"_s;
        QTest::newRow("page twice") << u"page=1&page=2"_s << u"page"_s;
        QTest::newRow("limit 0") << u"limit=0"_s << u"limit"_s;
        QTest::newRow("limit fraction") << u"limit=1.5"_s << u"limit"_s;
        QTest::newRow("unknown") << u"per_page=5"_s << u"per_page"_s;
    }

    void badPaging()
    {
        QFETCH(QString, query);
        QFETCH(QString, field);
        const QString segment = m_client->segmentIds().first();
        const QString profile = m_client->profileIds(0, 1).first();
        for (const QString &list :
             {u"/segments"_s, u"/shopper-profiles"_s, u"/customers"_s, members(segment),
              u"/shopper-profiles/%1/segments"_s.arg(profile)})
            compareError(m_client->get(list + u'?' + query), 422, field);
    }

    void segmentsById_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("comma") << u"id:in=FIRST,SECOND"_s;
        QTest::newRow("encoded") << u"id%3Ain=FIRST%2CSECOND"_s;
        QTest::newRow("repeated") << u"id:in=FIRST&id:in=SECOND"_s;
        QTest::newRow("both, doubled") << u"id:in=FIRST,FIRST&id:in=SECOND"_s;
    }

    void segmentsById()
    {
        QFETCH(QString, form);
        const QStringList ids = m_client->segmentIds();
        form.replace(u"FIRST"_s, ids[4]).replace(u"SECOND"_s, ids[2]);
        const TestAnswer answer = m_client->get(u"/segments?"_s + form);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.column("id"), (QStringList{ids[2], ids[4]}));
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(2));
        QCOMPARE(m_client->get(u"/segments?id:in="_s + ids[0].toUpper()).column("id"),
                 QStringList{ids[0]});
        QCOMPARE(m_client->get(u"/segments?id:in="_s + unknownId()).data().size(), 0);
    }

    void createSegments()
    {
        const TestAnswer answer = m_client->post(u"/segments"_s,
                                                 "[{\"name\":\"A \\\"quoted\\\" <b>name</b> – "
                                                 "✓\",\"description\":\"d\"},{\"name\":\"B\"}]");
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.column("name"), (QStringList{u"A \"quoted\" <b>name</b> – ✓"_s, u"B"_s}));
        QCOMPARE(answer.column("description"), (QStringList{u"d"_s, QString()}));
        QCOMPARE(answer.json.value(u"meta"), QJsonValue(QJsonObject()));
        QCOMPARE(m_client->segmentIds().mid(24), answer.column("id"));
    }

    void invalidBodies_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("field");
        const QString segments = u"/segments"_s;
        const QString profiles = u"/shopper-profiles"_s;
        const QString membersPath = u"/segments/%1/shopper-profiles"_s;
        for (const auto &[method, path] : {std::pair(QByteArray("POST"), segments),
                                           {"PUT", segments},
                                           {"POST", profiles},
                                           {"POST", membersPath}}) {
            const auto row = [what = QByteArray(method + ' ' + path.toLatin1() + ' ')](
                                 const QByteArray &name) -> QTestData & {
                return QTest::newRow(QByteArray(what + name).constData());
            };
            row("nothing") << method << path << QByteArray() << 400 << QString();
            row("not JSON") << method << path << QByteArray("[{") << 400 << QString();
            row("object") << method << path << QByteArray("{}") << 400 << QString();
            row("empty") << method << path << QByteArray("[]") << 400 << QString();
            row("null") << method << path << QByteArray("[null]") << 400 << u"0"_s;
            row("number") << method << path << QByteArray("[7]") << 400 << u"0"_s;
        }
        const auto row = [](const char *name, const char *method, const QString &path,
                            const QByteArray &body, int status, const QString &field) {
            QTest::newRow(name) << QByteArray(method) << path << body << status << field;
        };
        row("no name", "POST", segments, R"([{"name":"ok"},{"description":"x"}])", 400,
            u"1.name"_s);
        row("name number", "POST", segments, R"([{"name":5}])", 400, u"0.name"_s);
        row("name blank", "POST", segments, R"([{"name":"  "}])", 400, u"0.name"_s);
        row("name long", "POST", segments, "[{\"name\":\"" + QByteArray(256, 'x') + "\"}]", 400,
            u"0.name"_s);
        row("description number", "POST", segments, R"([{"name":"n","description":1}])", 400,
            u"0.description"_s);
        row("51 segments", "POST", segments, "[" + QByteArray("{},").repeated(50) + "{}]", 413,
            QString());
        row("update without id", "PUT", segments, R"([{"name":"n"}])", 400, u"0.id"_s);
        row("update bad id", "PUT", segments, R"([{"id":"7","name":"n"}])", 400, u"0.id"_s);
        row("update unknown", "PUT", segments,
            "[{\"id\":\"" + unknownId().toLatin1() + "\",\"name\":\"n\"}]", 404, u"0"_s);
        row("customer string", "POST", profiles, R"([{"customer_id":"103"}])", 400,
            u"0.customer_id"_s);
        row("customer 0", "POST", profiles, R"([{"customer_id":0}])", 400, u"0.customer_id"_s);
        row("customer fraction", "POST", profiles, R"([{"customer_id":103.5}])", 400,
            u"0.customer_id"_s);
        row("customer negative", "POST", profiles, R"([{"customer_id":-4}])", 400,
            u"0.customer_id"_s);
        row("customer unknown", "POST", profiles, R"([{"customer_id":99999999}])", 422, u"0"_s);
        row("customer over 2^53", "POST", profiles, R"([{"customer_id":9007199254740993}])", 422,
            u"0"_s);
        row("member not a uuid", "POST", membersPath, R"(["7"])", 400, u"0"_s);
        row("member unknown", "POST", membersPath, "[\"" + unknownId().toLatin1() + "\"]", 422,
            u"0"_s);
        row("member twice", "POST", membersPath,
            "[\"" + unknownId().toLatin1() + "\",\"" + unknownId().toUpper().toLatin1() + "\"]",
            422, u"1"_s);
        row("51 members", "POST", membersPath, "[" + QByteArray("\"x\",").repeated(50) + "\"x\"]",
            413, QString());
    }

    void invalidBodies()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, field);
        if (path.contains(u'%'))
            path = path.arg(m_client->segmentIds().first());
        const int before = m_client->get(u"/segments"_s).pagination().value(u"total").toInt();
        compareError(m_client->send(method, path, body), status, field);
        QCOMPARE(m_client->get(u"/segments"_s).pagination().value(u"total").toInt(), before);
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total").toInt(), 380);
    }

    void contentType_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        QTest::newRow("json") << QByteArray("application/json") << 201;
        QTest::newRow("charset") << QByteArray("Application/JSON; charset=utf-8") << 201;
        QTest::newRow("text") << QByteArray("text/plain") << 415;
        QTest::newRow("form") << QByteArray("application/x-www-form-urlencoded") << 415;
        QTest::newRow("near") << QByteArray("application/jsonx") << 415;
    }

    void contentType()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        m_client->contentType = type;
        QCOMPARE(m_client->post(u"/segments"_s, R"([{"name":"typed"}])").status, status);
    }

    void segmentNameTaken()
    {
        compareConflict(m_client->post(u"/segments"_s, R"([{"name":"new"},{"name":"VIP"}])"), 2, {},
                        namesTaken);
        compareConflict(m_client->post(u"/segments"_s, R"([{"name":"same"},{"name":"same"}])"), 2,
                        {}, namesTaken);
        QCOMPARE(m_client->segmentIds().size(), 24); // all or nothing
        QCOMPARE(m_client->post(u"/segments"_s, R"([{"name":"vip"}])").status,
                 201); // names are exact
    }

    void updateSegments()
    {
        const QStringList ids = m_client->segmentIds();
        const QJsonObject before = m_client->get(u"/segments"_s).data()[0].toObject();
        TestAnswer answer = m_client->put(
            u"/segments"_s, "[{\"id\":\"" + ids[0].toLatin1() + "\",\"description\":\"changed\"}]");
        QCOMPARE(answer.status, 201);
        QJsonObject after = answer.data()[0].toObject();
        QCOMPARE(after.value(u"name"), before.value(u"name"));
        QCOMPARE(after.value(u"created_at"), before.value(u"created_at"));
        QCOMPARE(after.value(u"description"), QJsonValue(u"changed"_s));
        QVERIFY(after.value(u"updated_at").toString() > before.value(u"updated_at").toString());
        QCOMPARE(m_client->get(u"/segments"_s).data()[0].toObject(), after);

        // Two segments may swap names; their own name is no conflict; another segment's is.
        const QByteArray second = ids[1].toLatin1();
        answer = m_client->put(u"/segments"_s,
                               '[' + renaming(ids[0], "Lapsed 90 days") + ','
                                   + renaming(ids[1], "VIP") + ']');
        QCOMPARE(answer.status, 201);
        QCOMPARE(m_client->get(u"/segments"_s).column("name").mid(0, 2),
                 (QStringList{u"Lapsed 90 days"_s, u"VIP"_s}));
        QCOMPARE(m_client->put(u"/segments"_s, '[' + renaming(ids[1], "VIP") + ']').status, 201);
        compareConflict(m_client->put(u"/segments"_s, '[' + renaming(ids[1], "Wholesale") + ']'), 1,
                        {}, namesTaken);
        QCOMPARE(m_client->get(u"/segments"_s).column("name")[1], u"VIP"_s);
        compareError(m_client->put(u"/segments"_s,
                                   "[{\"id\":\"" + second + "\"},{\"id\":\"" + second + "\"}]"),
                     400, u"1.id"_s);
    }

    void thousandSegments()
    {
        Options options;
        options.segments = 960;
        open(options);
        const auto many = [](int count, const char *prefix) {
            QJsonArray body;
            for (int i = 0; i < count; ++i)
                body.append(
                    QJsonObject{{u"name"_s, QString(QLatin1String(prefix) + QString::number(i))}});
            return QJsonDocument(body).toJson();
        };
        compareError(m_client->post(u"/segments"_s, many(41, "a")), 422);
        QCOMPARE(m_client->post(u"/segments"_s, many(40, "b")).status, 201);
        compareError(m_client->post(u"/segments"_s, many(1, "c")), 422);
        const TestAnswer answer = m_client->get(u"/segments?limit=250&page=4"_s);
        QCOMPARE(answer.data().size(), 250);
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(1'000));
        QSet<QString> names;
        for (int page = 1; page <= 4; ++page) {
            const QStringList more =
                m_client->get(u"/segments?limit=250&page=%1"_s.arg(page)).column("name");
            names.unite(QSet<QString>(more.begin(), more.end()));
        }
        QCOMPARE(names.size(), 1'000);
    }

    void createProfiles()
    {
        QStringList without;
        const QJsonArray customers =
            m_client->get(u"/customers?limit=250&include=shopper_profile_id"_s).data();
        for (const QJsonValue &each : customers) {
            if (each.toObject().value(u"shopper_profile_id").isNull())
                without.append(QString::number(each.toObject().value(u"id").toInteger()));
        }
        QVERIFY(without.size() >= 3);
        TestAnswer answer =
            m_client->post(u"/shopper-profiles"_s,
                           "[{\"customer_id\":" + without[0].toLatin1()
                               + "},{\"customer_id\":" + without[1].toLatin1() + "}]");
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.column("customer_id"), without.mid(0, 2));
        QCOMPARE(answer.json.value(u"meta"), QJsonValue(QJsonObject()));
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"),
                 QJsonValue(382));
        QCOMPARE(m_client->profileIds(380, 2), answer.column("id"));
        const TestAnswer found =
            m_client->get(u"/customers?include=shopper_profile_id&id:in="_s + without[0]);
        QCOMPARE(found.column("shopper_profile_id").value(0), answer.column("id").value(0));

        const QByteArray body = "[{\"customer_id\":" + without[2].toLatin1()
            + "},{\"customer_id\":" + without[1].toLatin1() + "}]";
        answer = m_client->post(u"/shopper-profiles"_s, body);
        compareConflict(answer, 2, {u"1"_s},
                        u"Unable to create shopper profiles due to conflicts."_s);
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"),
                 QJsonValue(382));
    }

    void addMembers()
    {
        const QString segment = makeSegment(u"Mine"_s);
        const QStringList ids = m_client->profileIds(0, 53);
        TestAnswer answer = m_client->post(members(segment), TestClient::jsonList(ids.mid(0, 50)));
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.column("id"), ids.mid(0, 50));
        QCOMPARE(answer.data()[0].toObject().keys().size(), 4);
        QCOMPARE(memberCount(segment), 50);
        QCOMPARE(m_client->get(members(segment)).column("id"), ids.mid(0, 50));

        // The documented conflict body, and nothing applied.
        answer = m_client->post(members(segment), TestClient::jsonList({ids[50], ids[7]}));
        compareConflict(answer, 2, {u"1"_s}, membersThere);
        const QString text = answer.json.value(u"errors")
                                 .toArray()[0]
                                 .toObject()
                                 .value(u"errors")
                                 .toObject()
                                 .value(u"1")
                                 .toString();
        QCOMPARE(text,
                 u"Shopper profile `%1` already exists for segment `%2`."_s.arg(ids[7], segment));
        QCOMPARE(memberCount(segment), 50);
        compareError(m_client->post(members(segment), TestClient::jsonList({ids[51], unknownId()})),
                     422, u"1"_s);
        QCOMPARE(memberCount(segment), 50);

        compareError(m_client->post(members(unknownId()), TestClient::jsonList({ids[0]})), 404);
        compareError(m_client->post(members(u"nonsense"_s), TestClient::jsonList({ids[0]})), 404);
        compareError(m_client->get(members(unknownId())), 404);
        compareError(m_client->remove(members(unknownId()) + removeQuery(ids.mid(0, 1))), 404);

        const Statistics statistics = m_store->statistics();
        QCOMPARE(statistics.membersAdded, 50);
        QCOMPARE(statistics.membersAddedAgain, 1);
    }

    void segmentsOfProfile()
    {
        const QStringList segments{makeSegment(u"S1"_s), makeSegment(u"S2"_s)};
        const QString customer =
            m_client->get(u"/shopper-profiles?limit=1"_s).column("customer_id").first();
        const QString profile = m_client->profileIds(0, 1).first();
        const QString path = u"/shopper-profiles/%1/segments"_s.arg(profile);
        const QStringList before = m_client->get(path).column("id");
        for (const QString &each : segments)
            QCOMPARE(m_client->post(members(each), TestClient::jsonList({profile})).status, 201);
        const TestAnswer answer = m_client->get(path + u"?limit=250"_s);
        QCOMPARE(answer.column("id"), before + segments);
        QCOMPARE(answer.pagination().value(u"total"), QJsonValue(before.size() + 2));
        QVERIFY(answer.data()[0].toObject().contains(u"description"));
        const QJsonArray included =
            m_client->get(u"/customers?include=segment_ids&id:in="_s + customer)
                .data()[0]
                .toObject()
                .value(u"segment_ids")
                .toArray();
        QCOMPARE(included, QJsonArray::fromStringList(before + segments));
        compareError(m_client->get(u"/shopper-profiles/%1/segments"_s.arg(unknownId())), 404);
    }

    void removeMembers()
    {
        const QString segment = makeSegment(u"Mine"_s);
        const QStringList ids = m_client->profileIds(0, 20);
        QCOMPARE(m_client->post(members(segment), TestClient::jsonList(ids)).status, 201);
        const TestAnswer answer = m_client->remove(members(segment) + removeQuery(ids.mid(0, 5)));
        QCOMPARE(answer.status, 204);
        QVERIFY(answer.body.isEmpty());
        QVERIFY(answer.header("Content-Type").isEmpty());
        QCOMPARE(memberCount(segment), 15);
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"),
                 QJsonValue(380));
        // Repeated parameters, encoded, and ids that are not members are fine.
        QCOMPARE(
            m_client->remove(members(segment) + u"?id%3Ain="_s + ids[4] + u"&id:in="_s + ids[5])
                .status,
            204);
        QCOMPARE(memberCount(segment), 14);
        // Without id:in the segment is emptied, as documented.
        QCOMPARE(m_client->remove(members(segment)).status, 204);
        QCOMPARE(memberCount(segment), 0);
        QCOMPARE(m_store->statistics().wipes, 1);
        QCOMPARE(m_store->statistics().membersRemoved, 20);
    }

    void deleteSegments()
    {
        const QStringList ids = m_client->segmentIds();
        QCOMPARE(
            m_client->remove(u"/segments"_s + removeQuery({ids[0], ids[2], unknownId()})).status,
            204);
        QCOMPARE(m_client->segmentIds(), (QStringList{ids[1]} + ids.mid(3)));
        compareError(m_client->get(members(ids[0])), 404);
        // A new segment of that name has another id and no members.
        const QString again = makeSegment(u"VIP"_s);
        QVERIFY(!again.isEmpty() && again != ids[0]);
        QCOMPARE(memberCount(again), 0);
        QCOMPARE(m_client->remove(u"/segments"_s).status, 204);
        QCOMPARE(m_client->segmentIds(), QStringList());
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"),
                 QJsonValue(380));
    }

    void deleteProfiles()
    {
        const QString vip = m_client->segmentIds().first();
        const int count = memberCount(vip);
        const QStringList gone = m_client->get(members(vip)).column("id").mid(0, 3);
        QCOMPARE(m_client->remove(u"/shopper-profiles"_s + removeQuery(gone)).status, 204);
        QCOMPARE(memberCount(vip), count - 3);
        QCOMPARE(m_client->get(u"/customers"_s).pagination().value(u"total"), QJsonValue(400));
        QCOMPARE(m_client->remove(u"/shopper-profiles"_s).status, 204);
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"), QJsonValue(0));
        QCOMPARE(memberCount(vip), 0);
        QCOMPARE(m_client->get(u"/customers"_s).pagination().value(u"total"), QJsonValue(400));
    }

    void nearMissesWipeNothing_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("array") << u"?id:in[]=%1"_s;
        QTest::newRow("array, encoded") << u"?id%3Ain%5B%5D=%1"_s;
        QTest::newRow("id") << u"?id=%1"_s;
        QTest::newRow("ids") << u"?ids=%1"_s;
        QTest::newRow("id_in") << u"?id_in=%1"_s;
        QTest::newRow("case") << u"?ID:IN=%1"_s;
        QTest::newRow("empty") << u"?id:in="_s;
        QTest::newRow("no value") << u"?id:in"_s;
        QTest::newRow("comma") << u"?id:in=%1,"_s;
        QTest::newRow("only comma") << u"?id:in=,"_s;
        QTest::newRow("not a uuid") << u"?id:in=7"_s;
        QTest::newRow("good and bad") << u"?id:in=%1&id:in[]=%1"_s;
        QTest::newRow("double encoding") << u"?id%253Ain=%1"_s;
        QTest::newRow("something else") << u"?page=1"_s;
        QTest::newRow("ampersand") << u"?&"_s;
    }

    void nearMissesWipeNothing()
    {
        QFETCH(QString, query);
        const QString segment = m_client->segmentIds().first();
        const int count = memberCount(segment);
        QVERIFY(count > 0);
        for (const auto &[path, id] : {std::pair(u"/segments"_s, segment),
                                       {u"/shopper-profiles"_s, m_client->profileIds(0, 1).first()},
                                       {members(segment), m_client->profileIds(0, 1).first()}})
            compareError(
                m_client->remove(
                    path + (query.contains(u"%1") ? QString(query).replace(u"%1"_s, id) : query)),
                422);
        QCOMPARE(m_client->segmentIds().size(), 24);
        QCOMPARE(m_client->get(u"/shopper-profiles"_s).pagination().value(u"total"),
                 QJsonValue(380));
        QCOMPARE(memberCount(segment), count);
        QCOMPARE(m_store->statistics().wipes, 0);
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("allow");
        const QByteArray four("GET, POST, PUT, DELETE");
        const QByteArray three("GET, POST, DELETE");
        QTest::newRow("root") << QByteArray("GET") << u"/"_s << 404 << QByteArray();
        QTest::newRow("base") << QByteArray("GET") << QString() << 404 << QByteArray();
        QTest::newRow("unknown") << QByteArray("GET") << u"/promotions"_s << 404 << QByteArray();
        QTest::newRow("one segment")
            << QByteArray("GET") << u"/segments/%1"_s.arg(unknownId()) << 404 << QByteArray();
        QTest::newRow("slash") << QByteArray("GET") << u"/segments/"_s << 404 << QByteArray();
        QTest::newRow("PATCH") << QByteArray("PATCH") << u"/segments"_s << 405 << four;
        QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << u"/segments"_s << 405 << four;
        QTest::newRow("PUT profiles")
            << QByteArray("PUT") << u"/shopper-profiles"_s << 405 << three;
        QTest::newRow("PUT members") << QByteArray("PUT") << members(unknownId()) << 405 << three;
        QTest::newRow("POST customers")
            << QByteArray("POST") << u"/customers"_s << 405 << QByteArray("GET");
        QTest::newRow("DELETE segments of profile")
            << QByteArray("DELETE") << u"/shopper-profiles/%1/segments"_s.arg(unknownId()) << 405
            << QByteArray("GET");
    }

    void routes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QByteArray, allow);
        const TestAnswer answer = m_client->send(method, path);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("Allow"), allow);
        compareError(answer, status);
    }

    void partialConflicts()
    {
        Options options;
        options.partialConflicts = true;
        open(options);
        const QString segment = makeSegment(u"Mine"_s);
        const QStringList ids = m_client->profileIds(0, 4);
        QCOMPARE(m_client->post(members(segment), TestClient::jsonList({ids[0]})).status, 201);
        TestAnswer answer = m_client->post(
            members(segment), TestClient::jsonList({ids[1], ids[0], unknownId(), ids[2]}));
        QCOMPARE(answer.status, 207);
        QCOMPARE(answer.column("id"), (QStringList{ids[1], ids[2]}));
        QCOMPARE(answer.json.value(u"meta").toObject(),
                 (QJsonObject{{u"total"_s, 4}, {u"success"_s, 2}, {u"failed"_s, 2}}));
        const QJsonArray errors = answer.json.value(u"errors").toArray();
        QCOMPARE(errors.size(), 2);
        QCOMPARE(errors[0].toObject().value(u"status"), QJsonValue(409));
        QCOMPARE(errors[0].toObject().value(u"errors").toObject().keys(), QStringList{u"1"_s});
        QCOMPARE(errors[1].toObject().value(u"status"), QJsonValue(404));
        QCOMPARE(errors[1].toObject().value(u"errors").toObject().keys(), QStringList{u"2"_s});
        QCOMPARE(memberCount(segment), 3);
        compareConflict(m_client->post(members(segment), TestClient::jsonList({ids[1], ids[0]})), 2,
                        {u"0"_s, u"1"_s}, membersThere);

        answer = m_client->post(u"/segments"_s, R"([{"name":"VIP"},{"name":"other"}])");
        QCOMPARE(answer.status, 207);
        QCOMPARE(answer.column("name"), QStringList{u"other"_s});
    }

    void updateConflicts422()
    {
        Options options;
        options.updateConflicts422 = true;
        open(options);
        const QStringList ids = m_client->segmentIds();
        const TestAnswer answer =
            m_client->put(u"/segments"_s, '[' + renaming(ids[1], "Wholesale") + ']');
        compareError(answer, 422, u"0"_s);
        QCOMPARE(answer.json.value(u"title").toString(), namesTaken);
        QCOMPARE(m_client->segmentIds(), ids);
    }

    void apiLimit()
    {
        Options options;
        options.apiLimitRemaining = 2;
        open(options);
        for (const char *left : {"2", "1", "0", "0"})
            QCOMPARE(m_client->get(u"/segments"_s).header("X-BC-ApiLimit-Remaining"),
                     QByteArray(left));
        open({});
        QVERIFY(m_client->get(u"/segments"_s).header("X-BC-ApiLimit-Remaining").isNull());
    }

    void deleteAnswers200()
    {
        Options options;
        options.deleteAnswers200 = true;
        options.updateAnswers200 = true;
        open(options);
        const QStringList ids = m_client->segmentIds();
        TestAnswer answer = m_client->remove(u"/segments"_s + removeQuery({ids[0], ids[1]}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json.value(u"data"), QJsonValue(QJsonArray()));
        QCOMPARE(answer.json.value(u"errors"), QJsonValue(QJsonArray()));
        QCOMPARE(answer.json.value(u"meta").toObject(),
                 (QJsonObject{{u"total"_s, 2}, {u"success"_s, 2}, {u"failed"_s, 0}}));
        answer = m_client->remove(members(ids[2]) + removeQuery({unknownId()}));
        QCOMPARE(answer.status, 207);
        QCOMPARE(answer.json.value(u"meta").toObject().value(u"failed"), QJsonValue(1));
        QCOMPARE(m_client->put(u"/segments"_s, "[{\"id\":\"" + ids[2].toLatin1() + "\"}]").status,
                 200);
    }

    void smallerPagesAndBatches()
    {
        Options options;
        options.maxPageSize = 100;
        options.maxItems = 1;
        open(options);
        const TestAnswer answer = m_client->get(u"/shopper-profiles?limit=250"_s);
        QCOMPARE(answer.data().size(), 100);
        QCOMPARE(answer.pagination().value(u"per_page"), QJsonValue(100));
        compareError(m_client->post(u"/segments"_s, R"([{"name":"a"},{"name":"b"}])"), 413);
    }
};

QTEST_GUILESS_MAIN(TestSandboxContract)
#include "tst_sandbox_contract.moc"
