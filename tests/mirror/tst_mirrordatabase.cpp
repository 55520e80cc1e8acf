// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/foldedtext.h"
#include "models/mirror/mirrordatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestMirrorDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath(u"store/copy.sqlite"_s);
    }

    void foldsCaseAndAccents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("blanks") << u"  Ada \t Love "_s << u"ada love"_s;
        QTest::newRow("accents") << u"José ÅSE"_s << u"jose ase"_s;
        QTest::newRow("sharp s") << u"Groß"_s << u"gross"_s;
        QTest::newRow("cjk") << u"王小明"_s << u"王小明"_s;
        QTest::newRow("kana") << u"がか"_s << u"がか"_s;
        QTest::newRow("hangul") << u"김민수"_s << u"김민수"_s;
        QTest::newRow("right to left") << u"אבג"_s << u"אבג"_s;
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
        QVERIFY(query.exec(u"INSERT INTO people (id) VALUES (9007199254740993)"_s));
        QVERIFY(query.exec(u"SELECT id FROM people"_s) && query.next());
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
        QVERIFY(QFile::exists(m_file + u".damaged"_s));
    }

    void leavesANewerFileAlone()
    {
        QVERIFY(open().error.isEmpty());
        execute(u"PRAGMA user_version = 99"_s);
        QCOMPARE(open().failure, Mirror::Failure::Newer);
        QVERIFY(!QFile::exists(m_file + u".damaged"_s));
    }

    void recreatesAnOlderFile()
    {
        QVERIFY(open().error.isEmpty());
        execute(u"INSERT INTO people (id) VALUES (7)"_s);
        execute(u"PRAGMA user_version = 1"_s);
        const MirrorDatabase::Opened opened = open();
        QVERIFY2(opened.error.isEmpty(), qPrintable(opened.error));
        QVERIFY(!opened.wasDamaged);
        QVERIFY(!QFile::exists(m_file + u".damaged"_s));
        MirrorDatabase database(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(database.open().error.isEmpty());
        QSqlQuery query(database.connection());
        QVERIFY(query.exec(u"SELECT count(*) FROM people"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 0);
    }

    void refusesTheCopyOfAnotherStore()
    {
        QVERIFY(open().error.isEmpty());
        MirrorDatabase other(m_file, u"another"_s, MirrorDatabase::Access::Write);
        QCOMPARE(other.open().failure, Mirror::Failure::OtherStore);
        QVERIFY(open().error.isEmpty());
    }

    void saysThatAnotherHasItLocked()
    {
        MirrorDatabase first(m_file, store(), MirrorDatabase::Access::Write);
        QVERIFY(first.open().error.isEmpty());
        QSqlQuery query(first.connection());
        QVERIFY(query.exec(u"BEGIN IMMEDIATE"_s));
        const MirrorDatabase::Opened second = open();
        QCOMPARE(second.failure, Mirror::Failure::Locked);
        QVERIFY(!second.error.isEmpty());
    }

    /// Said as what it is, and not rebuilt at each start. Run with poordisk preloaded.
    void aDiskWithoutLocksOrSharedMemory()
    {
        if (!qEnvironmentVariableIsSet("POORDISK_NO_LOCKS")
            && !qEnvironmentVariableIsSet("POORDISK_NO_SHARED"))
            QSKIP("this disk has both");
        for (int start = 0; start < 2; ++start) {
            const MirrorDatabase::Opened opened = open();
            QCOMPARE(opened.failure, Mirror::Failure::NoLocks);
            QVERIFY(!opened.error.isEmpty());
            QVERIFY(!opened.wasDamaged && !opened.wasOlder);
            QVERIFY(!QFile::exists(m_file + u".damaged"_s));
        }
    }

private:
    static QString store() { return u"https://example.com/stores/a/v3"_s; }

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
