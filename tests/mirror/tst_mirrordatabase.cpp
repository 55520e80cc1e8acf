// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/foldedtext.h"
#include "models/mirror/mirrordatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace segmentdesk;

class TestMirrorDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath(QStringLiteral("store/copy.sqlite"));
    }

    void foldsCaseAndAccents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("blanks") << QStringLiteral("  Ada \t Love ") << QStringLiteral("ada love");
        QTest::newRow("accents") << QStringLiteral("José ÅSE") << QStringLiteral("jose ase");
        QTest::newRow("sharp s") << QStringLiteral("Groß") << QStringLiteral("gross");
        QTest::newRow("cjk") << QStringLiteral("王小明") << QStringLiteral("王小明");
        QTest::newRow("kana") << QStringLiteral("がか") << QStringLiteral("がか");
        QTest::newRow("hangul") << QStringLiteral("김민수") << QStringLiteral("김민수");
        QTest::newRow("right to left") << QStringLiteral("אבג") << QStringLiteral("אבג");
    }
    void foldsCaseAndAccents()
    {
        QFETCH(QString, text);
        QTEST(foldedText(text), "expected");
    }

    void isMadeForItsOwnerAloneAndOpensAgain()
    {
        const MirrorDatabase::Opened made = open();
        QVERIFY2(made.error.isEmpty(), qPrintable(made.error));
        QVERIFY(!made.wasDamaged);
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(m_file).permissions() & others));
        QVERIFY(open().error.isEmpty());
    }

    void keepsIdsOver53Bits()
    {
        MirrorDatabase database(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(database.open().error.isEmpty());
        QSqlQuery query(database.connection());
        QVERIFY(query.exec(QStringLiteral("INSERT INTO people (id) VALUES (9007199254740993)")));
        QVERIFY(query.exec(QStringLiteral("SELECT id FROM people")) && query.next());
        QCOMPARE(query.value(0).toLongLong(), 9007199254740993LL);
    }

    void setsADamagedFileAside()
    {
        QVERIFY(open().error.isEmpty());
        QFile file(m_file);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const MirrorDatabase::Opened opened = open();
        QVERIFY2(opened.error.isEmpty(), qPrintable(opened.error));
        QVERIFY(opened.wasDamaged);
        QVERIFY(QFile::exists(m_file + QStringLiteral(".damaged")));
    }

    void leavesANewerFileAlone()
    {
        QVERIFY(open().error.isEmpty());
        execute(QStringLiteral("PRAGMA user_version = 99"));
        QCOMPARE(open().failure, Mirror::Failure::Newer);
        QVERIFY(!QFile::exists(m_file + QStringLiteral(".damaged")));
    }

    void beginsAnOlderFileAnew()
    {
        QVERIFY(open().error.isEmpty());
        execute(QStringLiteral("INSERT INTO people (id) VALUES (7)"));
        execute(QStringLiteral("PRAGMA user_version = 1"));
        const MirrorDatabase::Opened opened = open();
        QVERIFY2(opened.error.isEmpty(), qPrintable(opened.error));
        QVERIFY(!opened.wasDamaged);
        QVERIFY(!QFile::exists(m_file + QStringLiteral(".damaged")));
        MirrorDatabase database(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(database.open().error.isEmpty());
        QSqlQuery query(database.connection());
        QVERIFY(query.exec(QStringLiteral("SELECT count(*) FROM people")) && query.next());
        QCOMPARE(query.value(0).toInt(), 0);
    }

    void refusesTheCopyOfAnotherStore()
    {
        QVERIFY(open().error.isEmpty());
        MirrorDatabase other(m_file, QStringLiteral("another"), MirrorDatabase::Access::Write);
        QCOMPARE(other.open().failure, Mirror::Failure::OtherStore);
        QVERIFY(open().error.isEmpty());
    }

    void saysThatAnotherHasItLocked()
    {
        MirrorDatabase first(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(first.open().error.isEmpty());
        QSqlQuery query(first.connection());
        QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
        const MirrorDatabase::Opened second = open();
        QCOMPARE(second.failure, Mirror::Failure::Locked);
        QVERIFY(!second.error.isEmpty());
    }

private:
    static QString store() { return QStringLiteral("https://example.com/stores/a/v3"); }

    MirrorDatabase::Opened open()
    {
        MirrorDatabase database(m_file, store(), MirrorDatabase::Access::Write);
        return database.open();
    }

    void execute(const QString &sql)
    {
        MirrorDatabase database(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(database.open().error.isEmpty());
        QSqlQuery query(database.connection());
        QVERIFY(query.exec(sql));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestMirrorDatabase)
#include "tst_mirrordatabase.moc"
