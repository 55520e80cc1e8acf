// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sandbox/testclient.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

/// Customers: filters, orders, pages and cursors.
class TestSandboxCustomers : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SandboxStore> m_store;
    std::unique_ptr<TestClient> m_client;
    QJsonArray m_all; // in the order of their ids

    QJsonObject cursors(const TestAnswer &answer) const
    {
        return answer.json.value(u"meta").toObject().value(u"cursor_pagination").toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Options options;
        options.customers = 600;
        m_store = std::make_unique<SandboxStore>(options);
        QString error;
        QVERIFY2(m_store->startAndWait(&error), qPrintable(error));
        m_client = std::make_unique<TestClient>(*m_store);
        for (int page = 1; page <= 3; ++page) {
            const QJsonArray rows =
                m_client->get(u"/customers?limit=250&page=%1"_s.arg(page)).data();
            for (const QJsonValue &row : rows)
                m_all.append(row);
        }
        QCOMPARE(m_all.size(), 600);
    }

    void fields()
    {
        const QJsonObject row = m_all[0].toObject();
        for (const char *name : {"email", "first_name", "last_name", "company", "phone",
                                 "date_created", "date_modified"})
            QVERIFY2(row.value(QLatin1String(name)).isString(), name);
        QVERIFY(row.value(u"id").isDouble());
        QVERIFY(row.value(u"customer_group_id").isDouble());
        QVERIFY(!row.contains(u"shopper_profile_id"));
        QVERIFY(!row.contains(u"segment_ids"));
    }

    void believable()
    {
        QSet<QString> emails;
        qint64 last = 99;
        QString date;
        int companies = 0;
        int foreign = 0;
        for (const QJsonValue &value : std::as_const(m_all)) {
            const QJsonObject row = value.toObject();
            QVERIFY(row.value(u"id").toInteger() > last);
            last = row.value(u"id").toInteger();
            QVERIFY(row.value(u"date_created").toString() > date);
            date = row.value(u"date_created").toString();
            QVERIFY(row.value(u"date_modified").toString() >= date);
            const QString email = row.value(u"email").toString();
            const QString domain = email.section(u'@', 1);
            QVERIFY2(domain.endsWith(u".example") || domain == u"example.com"
                         || domain == u"example.org" || domain == u"example.net",
                     qPrintable(email));
            QVERIFY2(std::all_of(email.begin(), email.end(),
                                 [](QChar c) { return c > u' ' && c < u'\x7f'; }),
                     qPrintable(email));
            emails.insert(email);
            companies += row.value(u"company").toString().isEmpty() ? 0 : 1;
            foreign += row.value(u"last_name").toString().toLatin1().contains('?') ? 1 : 0;
        }
        QCOMPARE(emails.size(), 600);
        QVERIFY(last > 620 && last < 1'200); // gaps
        QVERIFY(companies > 120 && companies < 300);
        QVERIFY(foreign > 100);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QStringList>("expected"); // of that field, in the order of ids
        const auto at = [this](int row, const char *field) {
            return m_all[row].toObject().value(QLatin1String(field)).toVariant().toString();
        };
        const QString id3 = at(3, "id");
        const QString id5 = at(5, "id");
        QTest::newRow("ids") << u"id:in=%1,%2"_s.arg(id5, id3) << u"id"_s << QStringList{id3, id5};
        QTest::newRow("ids, repeated")
            << u"id:in=%1&id%3Ain=%2"_s.arg(id5, id3) << u"id"_s << QStringList{id3, id5};
        QTest::newRow("unknown id") << u"id:in=99999999"_s << u"id"_s << QStringList();
        QTest::newRow("id over 2^53") << u"id:in=9007199254740993"_s << u"id"_s << QStringList();
        QTest::newRow("email") << u"email:in="_s + at(7, "email") << u"id"_s
                               << QStringList{at(7, "id")};
        QTest::newRow("email, case")
            << u"email:in="_s + at(7, "email").toUpper() << u"id"_s << QStringList{at(7, "id")};
        QTest::newRow("email and id") << u"email:in=%1&id:in=%2"_s.arg(at(7, "email"), at(8, "id"))
                                      << u"id"_s << QStringList();
        QTest::newRow("wildcards are letters") << u"name:like=%25"_s << u"id"_s << QStringList();
        QStringList group1;
        QStringList named;
        QStringList recent;
        for (const QJsonValue &value : std::as_const(m_all)) {
            const QJsonObject row = value.toObject();
            const QString id = QString::number(row.value(u"id").toInteger());
            if (row.value(u"customer_group_id").toInt() == 1)
                group1.append(id);
            const QString name =
                row.value(u"first_name").toString() + u' ' + row.value(u"last_name").toString();
            if (name.contains(u"öR"_s, Qt::CaseInsensitive))
                named.append(id);
            if (row.value(u"date_modified").toString() >= u"2026-03-01T00:00:00Z")
                recent.append(id);
        }
        QVERIFY(!named.isEmpty() && !recent.isEmpty() && !group1.isEmpty());
        QTest::newRow("group") << u"customer_group_id:in=1,777"_s << u"id"_s << group1;
        QTest::newRow("name") << u"name:like=%C3%B6R"_s << u"id"_s << named;
        QTest::newRow("since day") << u"date_modified:min=2026-03-01"_s << u"id"_s << recent;
        QTest::newRow("since time")
            << u"date_modified:min=2026-03-01T01:00:00%2B01:00"_s << u"id"_s << recent;
    }

    void filters()
    {
        QFETCH(QString, query);
        QFETCH(QString, field);
        QFETCH(QStringList, expected);
        const TestAnswer answer = m_client->get(u"/customers?limit=250&"_s + query);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.column(field.toLatin1().constData()), expected);
        QCOMPARE(answer.pagination().value(u"total").toInt(), expected.size());
    }

    void badFilters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("field");
        QTest::newRow("id word") << u"id:in=x"_s << u"id:in"_s;
        QTest::newRow("id empty") << u"id:in="_s << u"id:in"_s;
        QTest::newRow("id near miss") << u"id:in[]=1"_s << u"id:in[]"_s;
        QTest::newRow("id alone") << u"id=1"_s << u"id"_s;
        QTest::newRow("email empty") << u"email:in="_s << u"email:in"_s;
        QTest::newRow("name empty") << u"name:like=+"_s << u"name:like"_s;
        QTest::newRow("group word") << u"customer_group_id:in=all"_s << u"customer_group_id:in"_s;
        QTest::newRow("date") << u"date_modified:min=yesterday"_s << u"date_modified:min"_s;
        QTest::newRow("sort") << u"sort=email:asc"_s << u"sort"_s;
        QTest::newRow("sort without direction") << u"sort=last_name"_s << u"sort"_s;
        QTest::newRow("include") << u"include=orders"_s << u"include"_s;
        QTest::newRow("exact date") << u"date_created=today"_s << u"date_created"_s;
        QTest::newRow("phone empty") << u"phone:in="_s << u"phone:in"_s;
        QTest::newRow("cursor") << u"after=here"_s << u"after"_s;
        QTest::newRow("cursor empty") << u"after="_s << u"after"_s;
        QTest::newRow("injection") << u"id:in=1)%20OR%20(1=1"_s << u"id:in"_s;
    }

    void badFilters()
    {
        QFETCH(QString, query);
        QFETCH(QString, field);
        const TestAnswer answer = m_client->get(u"/customers?"_s + query);
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.json.value(u"status"), QJsonValue(422));
        QCOMPARE(answer.json.value(u"errors").toObject().keys(), QStringList{field});
    }

    void sort_data()
    {
        QTest::addColumn<QString>("order");
        for (const char *each : {"date_created:asc", "date_created:desc", "date_modified:asc",
                                 "date_modified:desc", "last_name:asc", "last_name:desc"})
            QTest::newRow(each) << QString::fromLatin1(each);
    }

    void sort()
    {
        QFETCH(QString, order);
        const QString field = order.section(u':', 0, 0);
        QStringList values;
        QStringList ids;
        for (int page = 1; page <= 3; ++page) {
            const TestAnswer answer =
                m_client->get(u"/customers?limit=250&sort=%1&page=%2"_s.arg(order).arg(page));
            QCOMPARE(answer.status, 200);
            values += answer.column(field.toLatin1().constData());
            ids += answer.column("id");
        }
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 600);
        if (order.endsWith(u"desc"))
            std::reverse(values.begin(), values.end());
        // Letters of ASCII without case, all others by code point.
        const auto less = [](const QString &a, const QString &b) {
            const auto folded = [](QString text) {
                for (QChar &c : text)
                    c = c < u'\x80' ? c.toLower() : c;
                return text.toUtf8();
            };
            return folded(a) < folded(b);
        };
        QVERIFY(std::is_sorted(values.begin(), values.end(), less));
    }

    void include()
    {
        const TestAnswer answer =
            m_client->get(u"/customers?limit=250&include=shopper_profile_id,segment_ids"_s);
        QCOMPARE(answer.status, 200);
        int without = 0;
        int inSegments = 0;
        const QJsonArray rows = answer.data();
        for (const QJsonValue &value : rows) {
            const QJsonObject row = value.toObject();
            QVERIFY(row.value(u"segment_ids").isArray());
            if (row.value(u"shopper_profile_id").isNull()) {
                ++without;
                QVERIFY(row.value(u"segment_ids").toArray().isEmpty());
            } else {
                QCOMPARE(row.value(u"shopper_profile_id").toString().size(), 36);
            }
            inSegments += row.value(u"segment_ids").toArray().isEmpty() ? 0 : 1;
        }
        QVERIFY(without > 2 && without < 40);
        QVERIFY(inSegments > 50);
        const TestAnswer one = m_client->get(u"/customers?limit=1&include=segment_ids"_s);
        QVERIFY(!one.data()[0].toObject().contains(u"shopper_profile_id"));
    }

    void includesMore()
    {
        const TestAnswer answer = m_client->get(
            u"/customers?limit=250&include=addresses,attributes,storecredit,formfields"_s);
        QCOMPARE(answer.status, 200);
        int addresses = 0;
        int attributes = 0;
        int everyChannel = 0;
        const QJsonArray rows = answer.data();
        for (const QJsonValue &value : rows) {
            const QJsonObject row = value.toObject();
            const QJsonArray here = row.value(u"addresses").toArray();
            QCOMPARE(here.size(), row.value(u"address_count").toInt());
            addresses += int(here.size());
            for (const QJsonValue &address : here)
                QCOMPARE(address.toObject().value(u"country_code").toString().size(), 2);
            QCOMPARE(row.value(u"attributes").toArray().size(),
                     row.value(u"attribute_count").toInt());
            for (const QJsonValue &attribute : row.value(u"attributes").toArray()) {
                ++attributes;
                QVERIFY(attribute.toObject().contains(u"attribute_id"));
                QVERIFY(!attribute.toObject().contains(u"name"));
            }
            QVERIFY(row.value(u"store_credit_amounts").isArray());
            QVERIFY(row.value(u"form_fields").isArray());
            everyChannel += row.value(u"channel_ids").isNull();
            for (const char *field :
                 {"notes", "tax_exempt_category", "registration_ip_address", "origin_channel_id",
                  "accepts_product_review_abandoned_cart_emails"})
                QVERIFY2(row.contains(QLatin1String(field)), field);
            QVERIFY(row.value(u"authentication").toObject().contains(u"force_password_reset"));
        }
        QVERIFY(addresses > 0 && attributes > 0 && everyChannel > 0);
        QVERIFY(
            !m_client->get(u"/customers?limit=1"_s).data()[0].toObject().contains(u"addresses"));
    }

    void exactFilters()
    {
        const QJsonObject one = m_client->get(u"/customers?limit=1&page=7"_s).data()[0].toObject();
        const QString id = QString::number(one.value(u"id").toInt());
        const QString created = one.value(u"date_created").toString();
        const QStringList filters{
            u"phone:in="_s
                + QString::fromLatin1(QUrl::toPercentEncoding(one.value(u"phone").toString())),
            u"registration_ip_address:in="_s + one.value(u"registration_ip_address").toString(),
            u"date_created="_s + created,
            u"date_created="_s + created.left(10),
            u"date_created="_s + created.chopped(1),
            u"date_modified="_s + one.value(u"date_modified").toString()};
        for (const QString &filter : filters) {
            if (filter == u"phone:in="_s)
                continue; // this one has none
            const TestAnswer answer = m_client->get(u"/customers?limit=250&"_s + filter);
            QVERIFY2(answer.status == 200,
                     qPrintable(filter + u' ' + QString::fromUtf8(answer.body)));
            QVERIFY2(answer.column("id").contains(id), qPrintable(filter));
            QVERIFY2(answer.data().size() < 100, qPrintable(filter));
        }
    }

    void cursors_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("total");
        QTest::newRow("all") << QString() << 600;
        QTest::newRow("by name") << u"&sort=last_name:desc"_s << 600;
        QTest::newRow("filtered") << u"&customer_group_id:in=0,1"_s << -1;
    }

    void cursors()
    {
        QFETCH(QString, query);
        QFETCH(int, total);
        const TestAnswer whole = m_client->get(u"/customers?limit=250"_s + query);
        if (total < 0)
            total = whole.pagination().value(u"total").toInt();
        QStringList byPage;
        for (int page = 1; byPage.size() < total; ++page)
            byPage +=
                m_client->get(u"/customers?limit=250&page=%1"_s.arg(page) + query).column("id");

        QStringList forward;
        TestAnswer answer = m_client->get(u"/customers?limit=70"_s + query);
        for (int page = 1;; ++page) {
            QCOMPARE(answer.status, 200);
            // A total comes with the first page only.
            const QJsonObject meta = answer.json.value(u"meta").toObject();
            QCOMPARE(meta.contains(u"pagination"), page == 1);
            QVERIFY(meta.contains(u"cursor_pagination"));
            if (page == 1)
                QCOMPARE(answer.pagination().value(u"total"), QJsonValue(total));
            const QJsonObject cursor = cursors(answer);
            QCOMPARE(cursor.value(u"count").toInt(), answer.data().size());
            QCOMPARE(cursor.value(u"per_page"), QJsonValue(70));
            forward += answer.column("id");
            const QString next = cursor.value(u"links").toObject().value(u"next").toString();
            QCOMPARE(next.isEmpty(), forward.size() >= total);
            if (next.isEmpty())
                break;
            const TestAnswer byLink = m_client->get(u"/customers"_s + next);
            answer = m_client->get(u"/customers?limit=70&after="_s
                                   + cursor.value(u"end_cursor").toString() + query);
            QCOMPARE(byLink.column("id"), answer.column("id"));
            // … and back again.
            const QString previous =
                cursors(answer).value(u"links").toObject().value(u"previous").toString();
            QCOMPARE(m_client->get(u"/customers"_s + previous).column("id"),
                     forward.mid(forward.size() - 70));
        }
        QCOMPARE(forward, byPage);
        const QJsonObject numbered =
            m_client->get(u"/customers?limit=70&page=2"_s + query).json.value(u"meta").toObject();
        QVERIFY(numbered.contains(u"pagination") && !numbered.contains(u"cursor_pagination"));
        answer = m_client->get(u"/customers?after="_s
                               + cursors(answer).value(u"end_cursor").toString() + query);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.data().isEmpty());
        QCOMPARE(cursors(answer).value(u"end_cursor"), QJsonValue(QString()));
    }
};

QTEST_GUILESS_MAIN(TestSandboxCustomers)
#include "tst_sandbox_customers.moc"
