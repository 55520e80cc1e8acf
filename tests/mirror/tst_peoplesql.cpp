// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/foldedtext.h"
#include "models/mirror/mirrordatabase.h"
#include "models/mirror/mirrorreader.h"
#include "models/mirror/peoplesql.h"
#include "models/mirror/personrow.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestPeopleSql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_database = std::make_unique<MirrorDatabase>(m_folder.filePath(u"copy.sqlite"_s), u"a"_s,
                                                      MirrorDatabase::Access::Write);
        QVERIFY(m_database->open().error.isEmpty());
        for (int i = 1; i <= 3; ++i) {
            exec(u"INSERT INTO segments (number, id) VALUES (?, ?)"_s,
                 {i, segment(i).uuid().toRfc4122()});
        }
        person(1, u"José Álvarez"_s, u"jose@example.com"_s, {1, 2});
        person(2, u"王小明"_s, u"wang@example.com"_s, {1});
        person(3, QString(), u"nobody@example.org"_s, {2, 3});
        person(4, u"ada Love\"lace"_s, QString(), {});
        person(9007199254740993, u"Zoë"_s, u"zoe@example.org"_s, {1, 2, 3});
        m_inFile = std::make_unique<MirrorReader>(m_database->connection());
        SqliteStatement rows;
        QVERIFY(rows.prepare(SqliteStatement::handleOf(m_database->connection()),
                             QByteArray("SELECT ") + textColumns + ", text FROM people"));
        std::vector<PeopleTextIndex::Change> texts;
        while (rows.step() == SQLITE_ROW) {
            texts.push_back({rows.number(0), textIn(rows)});
            // What is in memory is what the file would be searched for.
            QCOMPARE(QByteArray(texts.back().text + QByteArray::number(rows.number(0))),
                     rows.text(5).toByteArray());
        }
        QCOMPARE(texts.size(), size_t(5));
        m_text.update(texts);
        m_text.setReady();
        m_inMemory = std::make_unique<MirrorReader>(m_database->connection(), &m_text);
    }

    void searches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::newRow("accents") << u"JOSE alv"_s << QList<qint64>{1};
        QTest::newRow("one word of two") << u"jose wang"_s << QList<qint64>{};
        QTest::newRow("three cjk") << u"王小明"_s << QList<qint64>{2};
        QTest::newRow("one cjk") << u"明"_s << QList<qint64>{2};
        QTest::newRow("across fields") << u"example.org"_s << QList<qint64>{3, 9007199254740993};
        QTest::newRow("more than there is") << u"joseph"_s << QList<qint64>{};
        QTest::newRow("quote") << u"love\"lace"_s << QList<qint64>{4};
        QTest::newRow("percent") << u"%"_s << QList<qint64>{};
        QTest::newRow("big id") << u"40993"_s << QList<qint64>{9007199254740993};
        QTest::newRow("profile id") << u"00000004-0000"_s << QList<qint64>{4};
    }
    void searches()
    {
        QFETCH(QString, text);
        PeopleQuery query;
        query.filter.text = text;
        QTEST(ask(query), "ids");
        QFETCH(QList<qint64>, ids);
        QCOMPARE(ask(query, 1), ids.mid(0, 1)); // the first rows before the others
        for (const PeopleOrder order :
             {PeopleOrder::CustomerId, PeopleOrder::Name, PeopleOrder::Segments}) {
            query.order = order;
            query.direction = Qt::DescendingOrder;
            QList<qint64> sorted = ask(query);
            std::sort(sorted.begin(), sorted.end());
            QTEST(sorted, "ids");
        }
        query = {};
        query.filter.text = text;
        query.filter.hasProfile = true;
        QTEST(ask(query), "ids");
    }

    void searchesInASegment()
    {
        constexpr qint64 big = 9007199254740993;
        PeopleQuery query;
        query.filter.memberOf = segment(1);
        for (const auto &[text, ids] : {std::pair(QString(), QList<qint64>{1, 2, big}),
                                        {u"example"_s, {1, 2, big}},
                                        {u"zoe"_s, {big}},
                                        {u"ada"_s, {}},
                                        {u"00000002"_s, {2}}}) {
            query.filter.text = text;
            QCOMPARE(ask(query), ids);
            QCOMPARE(ask(query, 2), ids.mid(0, 2));
        }
        query.filter.text.clear();
        query.filter.customerGroup = 0;
        query.order = PeopleOrder::Name;
        QCOMPARE(ask(query), (QList<qint64>{1, big, 2}));
        // Many who are found, then the members among them; or the other way round.
        for (const qsizetype found : {1, 1'000'000}) {
            query = {};
            query.filter.memberOf = segment(1);
            query.filter.text = u"example"_s;
            const QString sql = selectPeople(query, {found}).sql;
            QCOMPARE(sql.contains(u"FROM found"), found == 1);
            QCOMPARE(sql.contains(u"FROM memberships CROSS JOIN found"), found != 1);
        }
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
        QCOMPARE(ask(query, 2), (QList<qint64>{big, 1}));
        query.direction = Qt::AscendingOrder;
        QCOMPARE(ask(query), (QList<qint64>{4, 2, 1, 3, big}));
    }

    void sortsByWhatSomeDoNotHave()
    {
        constexpr qint64 big = 9007199254740993;
        exec(u"UPDATE people SET profile = NULL WHERE id IN (1, 3)"_s, {});
        exec(u"UPDATE people SET created = 50 WHERE id IN (2, 4)"_s, {});
        exec(u"UPDATE people SET profile_created = 40, created = 60 WHERE id = 3"_s, {});
        PeopleQuery query;
        query.order = PeopleOrder::CustomerSince;
        QCOMPARE(ask(query), (QList<qint64>{2, 4, 3, 1, big}));
        QCOMPARE(ask(query, 2), (QList<qint64>{2, 4}));
        query.direction = Qt::DescendingOrder;
        QCOMPARE(ask(query), (QList<qint64>{3, 2, 4, 1, big}));
        query.order = PeopleOrder::ProfileSince;
        QCOMPARE(ask(query, 1), (QList<qint64>{3}));
        query.direction = Qt::AscendingOrder;
        QCOMPARE(ask(query, 1), (QList<qint64>{3}));
        query.direction = Qt::DescendingOrder;
        query.order = PeopleOrder::ProfileUuid;
        QCOMPARE(ask(query), (QList<qint64>{4, 2, big, 1, 3}));
        QCOMPARE(ask(query, 4), (QList<qint64>{4, 2, big, 1}));
        QCOMPARE(ask(query, 2), (QList<qint64>{4, 2}));
        query.filter.hasProfile = true;
        query.direction = Qt::AscendingOrder;
        QCOMPARE(ask(query), (QList<qint64>{big, 2, 4}));
        query.filter.hasProfile = false;
        QCOMPARE(ask(query), (QList<qint64>{1, 3}));
        query.filter = {};
        query.filter.memberOf = segment(1);
        QCOMPARE(ask(query), (QList<qint64>{big, 2, 1}));
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
        exec(u"INSERT INTO people (id, name_key, email_key, profile, segments) "
             "VALUES (?, ?, ?, ?, ?)"_s,
             {id, foldedText(name).isNull() ? u""_s : foldedText(name),
              email.isNull() ? u""_s : email, profile.toRfc4122(), segments.size()});
        for (const int number : segments)
            exec(u"INSERT INTO memberships VALUES (?, ?)"_s, {number, id});
    }

    /// As the index of texts finds them; the same as without it.
    QList<qint64> ask(const PeopleQuery &query, int limit = -1)
    {
        const Result<QList<qint64>> inFile = m_inFile->ids(query, limit);
        const Result<QList<qint64>> inMemory = m_inMemory->ids(query, limit);
        if (!inFile || !inMemory) {
            QTest::qFail(qPrintable((inFile ? inMemory : inFile).error().details), __FILE__,
                         __LINE__);
            return {};
        }
        if (*inFile != *inMemory)
            QTest::qFail("the file finds others than the index of texts", __FILE__, __LINE__);
        if (limit < 0) {
            QTest::qCompare(m_inFile->count(query.filter).value_or(-1), qint64(inFile->size()),
                            "count in the file", "rows", __FILE__, __LINE__);
            QTest::qCompare(m_inMemory->count(query.filter).value_or(-1), qint64(inFile->size()),
                            "count in memory", "rows", __FILE__, __LINE__);
        }
        return *inMemory;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<MirrorDatabase> m_database;
    PeopleTextIndex m_text;
    std::unique_ptr<MirrorReader> m_inFile;
    std::unique_ptr<MirrorReader> m_inMemory;
};

QTEST_GUILESS_MAIN(TestPeopleSql)
#include "tst_peoplesql.moc"
