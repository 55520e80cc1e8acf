// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"
#include "models/backup/backupjob.h"
#include "models/backup/restorepreview.h"
#include "models/csv/columnroles.h"
#include "models/csv/csvdialect.h"
#include "models/csv/firstrows.h"
#include "models/export/exportjob.h"
#include "models/import/importpreview.h"
#include "tests/support/livestore.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

/// Any text that a store may hold, and that some program would trip over.
QString anyText(QRandomGenerator &random)
{
    static const QStringList pieces{u"="_s,
                                    u"+"_s,
                                    u"-"_s,
                                    u"@"_s,
                                    u"'"_s,
                                    u"\""_s,
                                    u";"_s,
                                    u","_s,
                                    u"\t"_s,
                                    u"\n"_s,
                                    u"\r"_s,
                                    u"x"_s,
                                    u" "_s,
                                    u"|"_s,
                                    u"é"_s,
                                    u"none"_s,
                                    u"0"_s,
                                    u"山"_s,
                                    u"😀"_s,
                                    QString(QChar(0)),
                                    QString(QChar(0xa0)),
                                    QString(QChar(0x3000)),
                                    u"<b>"_s,
                                    u"%41"_s,
                                    u"&amp;"_s,
                                    QString(QChar(0x202e)),
                                    u"\\"_s};
    QString text;
    for (int left = random.bounded(6); left > 0; --left)
        text += pieces.at(random.bounded(int(pieces.size())));
    return text;
}

QString anyAddress(QRandomGenerator &random)
{
    static const QStringList odd{u"none"_s,
                                 u"a,b@x.example"_s,
                                 u"\"quo ted\"@x.example"_s,
                                 u"'=cmd@x.example"_s,
                                 u"=cmd@x.example"_s,
                                 u"x;=1+2@x.example"_s,
                                 u" blank@x.example "_s,
                                 u"a@b@c"_s,
                                 QString()};
    switch (random.bounded(4)) {
    case 0:
        return odd.at(random.bounded(int(odd.size())));
    case 1:
        return anyText(random) + u"@x.example"_s;
    case 2:
        return anyText(random);
    default:
        return u"plain%1@x.example"_s.arg(random.bounded(400)); // some have several customers
    }
}

/// Null would be NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

/// A store with such texts in all its columns, as no request could have brought them in.
void makeHostile(const sandbox::Options &options, quint32 seed)
{
    {
        sandbox::SandboxStore store(options);
        QString error;
        if (!store.startAndWait(&error))
            qFatal("%s", qPrintable(error));
    }
    const QString name = u"hostile"_s;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(options.databaseFile);
        if (!database.open() || !database.transaction())
            qFatal("%s", qPrintable(database.lastError().text()));
        QRandomGenerator random(seed);
        QList<qint64> ids;
        QSqlQuery query(database);
        query.exec(u"SELECT id FROM customers"_s);
        while (query.next())
            ids.append(query.value(0).toLongLong());
        query.prepare(
            u"UPDATE customers SET email = ?, first_name = ?, last_name = ?, company = ?, "
            "phone = ? WHERE id = ?"_s);
        for (const qint64 id : std::as_const(ids)) {
            query.bindValue(0, notNull(anyAddress(random).toLower()));
            for (int i = 1; i < 5; ++i)
                query.bindValue(i, notNull(anyText(random)));
            query.bindValue(5, id);
            if (!query.exec())
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        const QStringList names{QString(QChar(0xa0)) + QChar(0x3000), u"'=1"_s, u"x;=1+2"_s,
                                u"a\nb"_s, u"a\r,\"b\""_s};
        for (qsizetype i = 0; i < names.size(); ++i) {
            query.prepare(u"UPDATE segments SET name = ?, description = ? WHERE seq = ?"_s);
            query.bindValue(0, names.at(i));
            query.bindValue(1, notNull(anyText(random)));
            query.bindValue(2, i + 1);
            if (!query.exec())
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        if (!database.commit())
            qFatal("%s", qPrintable(database.lastError().text()));
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace

/// What a store holds is valid by definition: what was written of it can be read, and then there is
/// nothing to do.
class TestHostile : public QObject
{
    Q_OBJECT

    static constexpr int seeds = 6;

    std::unique_ptr<QTemporaryDir> m_place;

    sandbox::Options options(quint32 seed) const
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 400;
        options.profiles = 380;
        options.seed = seed;
        options.databaseFile = m_place->filePath(u"store%1.db"_s.arg(seed));
        return options;
    }

    static void backUp(LiveStore &live, const QString &folder)
    {
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
    }

    std::unique_ptr<RestorePreview> checked(LiveStore &live, const QString &folder,
                                            const QString &store)
    {
        auto check = std::make_unique<RestorePreview>(
            folder, RestorePreview::sourceOf(*live.api, nullptr, store, false));
        QSignalSpy finished(check.get(), &RestorePreview::finished);
        QSignalSpy failed(check.get(), &RestorePreview::failed);
        check->start();
        if (!QTest::qWaitFor([&] { return finished.count() + failed.count() > 0; })
            || failed.count() > 0)
            return {};
        return check;
    }

    static RestoreChoice everything(const RestorePreview &check)
    {
        RestoreChoice choice;
        for (int i = 0; i < check.segments().size(); ++i)
            choice.segments.insert(i);
        choice.removeOthers = true;
        choice.deleteOthers = true;
        return choice;
    }

    static void rows(const char *what)
    {
        for (int seed = 1; seed <= seeds; ++seed)
            QTest::addRow("%s %d", what, seed) << quint32(seed);
    }

private Q_SLOTS:
    void init() { m_place = std::make_unique<QTemporaryDir>(); }

    void aBackupOfAnyStore_data()
    {
        QTest::addColumn<quint32>("seed");
        rows("store");
    }

    void aBackupOfAnyStore()
    {
        QFETCH(quint32, seed);
        const sandbox::Options how = options(seed);
        makeHostile(how, seed);
        LiveStore live(how);
        const QString folder = m_place->filePath(u"backup"_s);
        backUp(live, folder);
        const auto backup = readBackup(folder);
        QVERIFY(backup);
        QCOMPARE(backup->setAside, 0);
        QVERIFY(!backup->isEdited());
        QHash<SegmentId, Segment> segments;
        for (const Segment &segment : live.segments())
            segments.insert(segment.id, segment);
        QHash<CustomerId, QString> emails;
        for (const Customer &customer : live.customers())
            emails.insert(customer.id, customer.email);
        for (const BackupSegment &segment : backup->segments) {
            QCOMPARE(segment.name, segments.value(segment.id).name);
            QCOMPARE(segment.description, segments.value(segment.id).description);
        }
        for (const BackupPerson &person : backup->people)
            QCOMPARE(backup->email(person), emails.value(person.customerId));

        const auto same = checked(live, folder, u"abc"_s);
        QVERIFY(same);
        RestoreTotals totals = same->totals(everything(*same));
        QVERIFY(totals.isNothing());
        QCOMPARE(totals.missing, 0);
        QVERIFY(same->plans(everything(*same)).isEmpty());

        // The same people in another store: who cannot be found by an address stays, too.
        const auto other = checked(live, folder, u"shop"_s);
        QVERIFY(other);
        QVERIFY(other->isOtherStore());
        totals = other->totals(everything(*other));
        QVERIFY2(totals.isNothing(), qPrintable(QString::number(totals.leaving)));
        QVERIFY(other->plans(everything(*other)).isEmpty());
    }

    /// One odd line costs one line, and no one leaves because of it.
    void anOddLineCostsItself()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Mine"_s);
        const QList<PersonRef> people = live.people(20);
        live.add(segment.id, people.mid(0, 10));
        const QString folder = m_place->filePath(u"backup"_s);
        backUp(live, folder);
        const QString file =
            folder + u'/' + backup::membersFolder() + u'/' + backup::membersFile(segment);
        QFile members(file);
        QVERIFY(members.open(QFile::ReadOnly));
        QByteArrayList lines = members.readAll().split('\n');
        members.close();
        lines[3] = "\"never closed," + lines[3];
        QVERIFY(members.open(QFile::WriteOnly));
        members.write(lines.join('\n'));
        members.close();
        live.add(segment.id, people.mid(15, 5));
        const auto check = checked(live, folder, u"abc"_s);
        QVERIFY(check);
        QCOMPARE(check->backup().setAside, 1);
        QCOMPARE(check->backup().why.first().line, 4);
        const RestoreTotals totals = check->totals(everything(*check));
        QCOMPARE(totals.leaving, 0);
        QCOMPARE(totals.joining, 0);
        // A segment whose line is lost is not one that the backup does not have.
        QFile list(folder + u'/' + backup::segmentsFile());
        QVERIFY(list.open(QFile::ReadOnly));
        QByteArrayList segments = list.readAll().split('\n');
        list.close();
        segments[1] = "x,,,members/x.csv";
        QVERIFY(list.open(QFile::WriteOnly));
        list.write(segments.join('\n'));
        list.close();
        const auto lost = checked(live, folder, u"abc"_s);
        QVERIFY(lost);
        QCOMPARE(lost->backup().setAside, 2);
        QVERIFY(lost->others().isEmpty());
        QCOMPARE(lost->totals(everything(*lost)).deleted, 0);
    }

    void anExportOfAnyStore_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<char>("delimiter");
        for (int seed = 1; seed <= seeds; ++seed) {
            const char delimiter = ",;\t"[seed % 3];
            for (const bool exact : {false, true})
                QTest::addRow("store %d%s", seed, exact ? ", exact" : "")
                    << quint32(seed) << exact << delimiter;
        }
    }

    void anExportOfAnyStore()
    {
        QFETCH(quint32, seed);
        QFETCH(bool, exact);
        QFETCH(char, delimiter);
        const sandbox::Options how = options(seed);
        makeHostile(how, seed);
        LiveStore live(how);
        const Segment segment = live.segments().first();
        const qsizetype before = live.members(segment.id).size();
        ExportSpec spec;
        spec.kind = ExportSpec::Kind::Members;
        spec.segmentId = segment.id;
        spec.exact = exact;
        spec.byteOrderMark = !exact;
        spec.delimiter = QLatin1Char(delimiter);
        spec.fileName = m_place->filePath(u"out.csv"_s);
        spec.columns = ExportSpec::possibleColumns(spec.kind);
        ExportJob job(*live.api, spec);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.rowsWritten(), before);
        QVERIFY(before > 10);

        ImportSpec back;
        back.fileName = spec.fileName;
        back.mode = ImportMode::MakeEqual;
        back.segmentId = segment.id;
        QFile file(spec.fileName);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray head = file.read(dialectHeadSize);
        back.dialect = detectDialect(head, head.size() < dialectHeadSize);
        QCOMPARE(back.dialect.delimiter, delimiter);
        const FirstRows firstRows = firstRowsOf(head, true, back.dialect);
        back.roles = matchColumns(firstRows.names, firstRows.rows);
        ImportPreview check(back, storeImportSources(*live.api, segment.id));
        QSignalSpy finished(&check, &ImportPreview::finished);
        check.start();
        QVERIFY(finished.wait(QTest::patience));
        QCOMPARE(check.rows().size(), before);
        QCOMPARE(check.leavingCount(), 0);
        QVERIFY(check.plan().ids().isEmpty());
        QVERIFY(check.withoutProfile().isEmpty());
        for (const ImportRow &row : check.rows())
            QVERIFY2(row.status == ImportStatus::NothingToDo,
                     qPrintable(u"line %1: %2: %3"_s.arg(row.line)
                                    .arg(int(row.status))
                                    .arg(check.texts(row).value_or(QStringList()).join(u"¦"_s))));
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
