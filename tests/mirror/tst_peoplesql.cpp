// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/foldedtext.h"
#include "models/mirror/mirrordatabase.h"
#include "models/mirror/peoplesql.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace segmentdesk;

class TestPeopleSql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_database =
            std::make_unique<MirrorDatabase>(m_folder.filePath(QStringLiteral("copy.sqlite")),
                                             QStringLiteral("a"), MirrorDatabase::Access::Write);
        QVERIFY(m_database->open().error.isEmpty());
        for (int i = 1; i <= 3; ++i) {
            exec(QStringLiteral("INSERT INTO segments (number, id) VALUES (?, ?)"),
                 {i, segment(i).uuid().toRfc4122()});
        }
        person(1, QStringLiteral("José Álvarez"), QStringLiteral("jose@example.com"), {1, 2});
        person(2, QStringLiteral("王小明"), QStringLiteral("wang@example.com"), {1});
        person(3, QString(), QStringLiteral("nobody@example.org"), {2, 3});
        person(4, QStringLiteral("ada Love\"lace"), QString(), {});
        person(9007199254740993, QStringLiteral("Zoë"), QStringLiteral("zoe@example.org"),
               {1, 2, 3});
        exec(QStringLiteral("INSERT INTO search (search) VALUES ('rebuild')"), {});
    }

    void searches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::newRow("accents") << QStringLiteral("JOSE alv") << QList<qint64>{1};
        QTest::newRow("one word of two") << QStringLiteral("jose wang") << QList<qint64>{};
        QTest::newRow("three cjk") << QStringLiteral("王小明") << QList<qint64>{2};
        QTest::newRow("one cjk") << QStringLiteral("明") << QList<qint64>{2};
        QTest::newRow("across fields")
            << QStringLiteral("example.org") << QList<qint64>{3, 9007199254740993};
        QTest::newRow("trigrams in another order") << QStringLiteral("joseph") << QList<qint64>{};
        QTest::newRow("quote") << QStringLiteral("love\"lace") << QList<qint64>{4};
        QTest::newRow("percent") << QStringLiteral("%") << QList<qint64>{};
        QTest::newRow("big id") << QStringLiteral("40993") << QList<qint64>{9007199254740993};
        QTest::newRow("profile id") << QStringLiteral("00000004-0000") << QList<qint64>{4};
    }
    void searches()
    {
        QFETCH(QString, text);
        PeopleQuery query;
        query.filter.text = text;
        QTEST(ask(query, true), "ids");
        QTEST(ask(query, false), "ids"); // where SQLite has no index for it
        QFETCH(QList<qint64>, ids);
        QCOMPARE(ask(query, true, false, 1), ids.mid(0, 1)); // the first rows before the others
        for (const PeopleOrder order : {PeopleOrder::CustomerId, PeopleOrder::Name}) {
            query.order = order;
            query.direction = Qt::DescendingOrder;
            QList<qint64> sorted = ask(query, true);
            std::sort(sorted.begin(), sorted.end());
            QTEST(sorted, "ids");
        }
    }

    void searchesInASegment()
    {
        constexpr qint64 big = 9007199254740993;
        PeopleQuery query;
        query.filter.memberOf = segment(1);
        for (const auto &[text, ids] :
             {std::pair(QString(), QList<qint64> {1, 2, big}), {u"example"_qs, {1, 2, big}},
              {u"zoe"_qs, {big}}, {u"ada"_qs, {}}, {u"00000002"_qs, {2}}}) {
            query.filter.text = text;
            for (const bool isSmall : {false, true}) { // by the search index, by the members
                QCOMPARE(ask(query, true, isSmall), ids);
                QCOMPARE(ask(query, true, isSmall, 2), ids.mid(0, 2));
            }
        }
        query.filter.text.clear();
        query.filter.customerGroup = 0;
        query.order = PeopleOrder::Name;
        QCOMPARE(ask(query, true), (QList<qint64> {1, big, 2}));
    }

    void combinesSegments()
    {
        PeopleQuery query;
        SegmentSet &set = query.filter.segments;
        constexpr qint64 big = 9007199254740993;
        set.of = {segment(1), segment(2)};
        QCOMPARE(ask(query), (QList<qint64>{1, 2, 3, big}));
        set.atLeast = 2;
        QCOMPARE(ask(query), (QList<qint64>{1, big}));
        set.notIn = {segment(3)};
        QCOMPARE(ask(query), (QList<qint64>{1}));
        set.notIn.clear();
        set.match = SegmentSet::Match::OddNumber;
        QCOMPARE(ask(query), (QList<qint64>{2, 3}));
        set.match = SegmentSet::Match::Exactly;
        set.combinations = {1};
        QCOMPARE(ask(query), (QList<qint64>{2}));
        set.combinations = {2, 3};
        QCOMPARE(ask(query), (QList<qint64>{1, 3, big}));
        query.filter.memberOf = segment(3);
        QCOMPARE(ask(query), (QList<qint64>{3, big}));
    }

    void sortsWithEmptyOnesLast()
    {
        constexpr qint64 big = 9007199254740993;
        PeopleQuery query;
        query.order = PeopleOrder::Name;
        QCOMPARE(ask(query), (QList<qint64>{4, 1, big, 2, 3}));
        query.direction = Qt::DescendingOrder;
        QCOMPARE(ask(query), (QList<qint64>{2, big, 1, 4, 3}));
        query.order = PeopleOrder::Segments;
        QCOMPARE(ask(query), (QList<qint64>{big, 1, 3, 2, 4}));
    }

private:
    static SegmentId segment(int number)
    {
        return SegmentId(QUuid(quint32(number), 1, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    }

    void exec(const QString &sql, const QVariantList &values)
    {
        QSqlQuery query(m_database->connection());
        QVERIFY2(query.prepare(sql), qPrintable(query.lastError().text()));
        for (const QVariant &value : values)
            query.addBindValue(value);
        QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
    }

    void person(qint64 id, const QString &name, const QString &email, const QList<int> &segments)
    {
        const QUuid profile(quint32(id), quint16(id >> 48), quint16(id >> 32 & 0xffff), 0, 0, 0, 0,
                            0, 0, 0, uchar(id));
        exec(QStringLiteral("INSERT INTO people (id, name_key, email_key, profile, segments) "
                            "VALUES (?, ?, ?, ?, ?)"),
             {id, foldedText(name).isNull() ? QStringLiteral("") : foldedText(name),
              email.isNull() ? QStringLiteral("") : email, profile.toRfc4122(), segments.size()});
        for (const int number : segments)
            exec(QStringLiteral("INSERT INTO memberships VALUES (?, ?)"), {number, id});
    }

    QList<qint64> ask(const PeopleQuery &query)
    {
        return ask(query, m_database->hasIndexedSearch());
    }

    QList<qint64> ask(const PeopleQuery &query, bool indexed, bool isSmall = false, int limit = -1)
    {
        QList<qint64> ids;
        const PeopleSql made = selectPeople(query, {indexed, isSmall}, limit);
        QSqlQuery sql(m_database->connection());
        if (!sql.prepare(made.sql))
            qWarning("%s", qPrintable(sql.lastError().text()));
        for (const QVariant &value : made.values)
            sql.addBindValue(value);
        if (!sql.exec())
            qWarning("%s", qPrintable(sql.lastError().text()));
        while (sql.next())
            ids.append(sql.value(0).toLongLong());
        return ids;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<MirrorDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestPeopleSql)
#include "tst_peoplesql.moc"
