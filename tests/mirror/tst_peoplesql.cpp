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
        m_inFile = std::make_unique<MirrorReader>(m_database->connection());
        Statement rows;
        QVERIFY(rows.prepare(Statement::handleOf(m_database->connection()),
                             QByteArray("SELECT ") + textColumns + ", text FROM people"));
        std::vector<PeopleText::Change> texts;
        while (rows.step() == SQLITE_ROW) {
            texts.push_back({rows.number(0), textIn(rows)});
            // What is in memory is what the file would be searched for.
            QCOMPARE(QByteArray(texts.back().text + QByteArray::number(rows.number(0))), rows.text(5).toByteArray());
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
        QTest::newRow("accents") << QStringLiteral("JOSE alv") << QList<qint64>{1};
        QTest::newRow("one word of two") << QStringLiteral("jose wang") << QList<qint64>{};
        QTest::newRow("three cjk") << QStringLiteral("王小明") << QList<qint64>{2};
        QTest::newRow("one cjk") << QStringLiteral("明") << QList<qint64>{2};
        QTest::newRow("across fields")
            << QStringLiteral("example.org") << QList<qint64>{3, 9007199254740993};
        QTest::newRow("more than there is") << QStringLiteral("joseph") << QList<qint64>{};
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
        QTEST(ask(query), "ids");
        QFETCH(QList<qint64>, ids);
        QCOMPARE(ask(query, 1), ids.mid(0, 1)); // the first rows before the others
        for (const PeopleOrder order : {PeopleOrder::CustomerId, PeopleOrder::Name, PeopleOrder::Segments}) {
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
        for (const auto &[text, ids] :
             {std::pair(QString(), QList<qint64> {1, 2, big}), {u"example"_qs, {1, 2, big}},
              {u"zoe"_qs, {big}}, {u"ada"_qs, {}}, {u"00000002"_qs, {2}}}) {
            query.filter.text = text;
            QCOMPARE(ask(query), ids);
            QCOMPARE(ask(query, 2), ids.mid(0, 2));
        }
        query.filter.text.clear();
        query.filter.customerGroup = 0;
        query.order = PeopleOrder::Name;
        QCOMPARE(ask(query), (QList<qint64> {1, big, 2}));
        // Many who are found, then the members among them; or the other way round.
        for (const qsizetype found : {1, 1'000'000}) {
            query = {};
            query.filter.memberOf = segment(1);
            query.filter.text = u"example"_qs;
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
        exec(QStringLiteral("UPDATE people SET profile = NULL WHERE id IN (1, 3)"), {});
        exec(QStringLiteral("UPDATE people SET created = 50 WHERE id IN (2, 4)"), {});
        exec(QStringLiteral("UPDATE people SET profile_created = 40, created = 60 WHERE id = 3"), {});
        PeopleQuery query;
        query.order = PeopleOrder::Created;
        QCOMPARE(ask(query), (QList<qint64>{3, 2, 4, 1, big}));
        QCOMPARE(ask(query, 2), (QList<qint64>{3, 2}));
        query.direction = Qt::DescendingOrder;
        QCOMPARE(ask(query), (QList<qint64>{2, 4, 3, 1, big}));
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
        exec(QStringLiteral("INSERT INTO people (id, name_key, email_key, profile, segments) "
                            "VALUES (?, ?, ?, ?, ?)"),
             {id, foldedText(name).isNull() ? QStringLiteral("") : foldedText(name),
              email.isNull() ? QStringLiteral("") : email, profile.toRfc4122(), segments.size()});
        for (const int number : segments)
            exec(QStringLiteral("INSERT INTO memberships VALUES (?, ?)"), {number, id});
    }

    /// As the index of texts finds them; the same as without it.
    QList<qint64> ask(const PeopleQuery &query, int limit = -1)
    {
        const Result<QList<qint64>> inFile = m_inFile->ids(query, limit);
        const Result<QList<qint64>> inMemory = m_inMemory->ids(query, limit);
        if (!inFile || !inMemory) {
            QTest::qFail(qPrintable((inFile ? inMemory : inFile).error().details), __FILE__, __LINE__);
            return {};
        }
        if (*inFile != *inMemory)
            QTest::qFail("the file finds others than the index of texts", __FILE__, __LINE__);
        if (limit < 0) {
            QTest::qCompare(m_inFile->count(query.filter).value_or(-1), qint64(inFile->size()), "count in the file",
                            "rows", __FILE__, __LINE__);
            QTest::qCompare(m_inMemory->count(query.filter).value_or(-1), qint64(inFile->size()),
                            "count in memory", "rows", __FILE__, __LINE__);
        }
        return *inMemory;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<MirrorDatabase> m_database;
    PeopleText m_text;
    std::unique_ptr<MirrorReader> m_inFile;
    std::unique_ptr<MirrorReader> m_inMemory;
};

QTEST_GUILESS_MAIN(TestPeopleSql)
#include "tst_peoplesql.moc"
