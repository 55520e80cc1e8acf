// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/app/batch/batchfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QTest>

#include <thread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// Imports without a window: what they read, refuse, change and write.
class TestBatchImport : public QObject, private BatchFixture
{
    Q_OBJECT

    using Run = BatchRun;

    QString m_segment; ///< name of the largest

    Run import(const QString &from, const QStringList &more = {}) const
    {
        return run(QStringList{u"import"_s, from, u"--segment"_s, m_segment} + more);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(program()), qPrintable(program())); }

    void init()
    {
        sandbox::Options options;
        options.customers = 600;
        options.segments = 4;
        start(options);
        m_segment = largestSegment();
        QVERIFY(!m_segment.isEmpty());
    }

    void dryRunChangesNothing()
    {
        const QByteArrayList before = members(m_segment);
        const QString input =
            write(u"in.csv"_s, file(before.mid(0, 3)) + "999999999\n" + before[0] + "\n1.23E+15\n");
        const Run dry = run({u"import"_s, input, u"--segment"_s, m_segment, u"--remove"_s,
                             u"--dry-run"_s, u"--json"_s, u"--result"_s, path(u"result.csv"_s)});
        QVERIFY2(dry.code == 3, qPrintable(dry.err));
        const QJsonObject plan = dry.event(u"plan"_s);
        QCOMPARE(plan.value(u"removed"_s).toInt(), 3);
        QCOMPARE(plan.value(u"not_found"_s).toInt(), 1);
        QCOMPARE(plan.value(u"duplicates"_s).toInt(), 1);
        QCOMPARE(plan.value(u"damaged"_s).toInt(), 1);
        QCOMPARE(read(path(u"result.csv"_s)).count('\n'), 7);
        QCOMPARE(members(m_segment), before);
    }

    void removesAndAdds()
    {
        const QByteArrayList before = members(m_segment);
        const QByteArray three = file(before.mid(0, 3));
        const Run removed = run(
            there({u"import"_s, u"-"_s, u"--segment"_s, m_segment, u"--remove"_s}), token(), three);
        QVERIFY2(removed.code == 0, qPrintable(removed.err));
        QCOMPARE(members(m_segment), before.mid(3));
        const Run added = run({u"import"_s, write(u"in.csv"_s, three), u"--segment"_s, m_segment,
                               u"--add"_s, u"--json"_s});
        QVERIFY2(added.code == 0, qPrintable(added.err));
        QCOMPARE(added.event(u"outcome"_s).value(u"added"_s).toInt(), 3);
        QCOMPARE(members(m_segment), before);
    }

    void guardsMakingEqual()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, before.size() / 2)));
        const QStringList arguments{u"import"_s, input, u"--segment"_s, m_segment,
                                    u"--make-equal"_s};
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--max-removals"), qPrintable(refused.err));
        QCOMPARE(members(m_segment), before);
        const Run done =
            run(arguments
                + QStringList{u"--max-removals"_s, u"60%"_s, u"--result"_s, path(u"result.csv"_s)});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(members(m_segment), before.mid(0, before.size() / 2));
        // Who was removed stands behind the rows.
        const QByteArray result = read(path(u"result.csv"_s));
        QCOMPARE(result.count("not in the file: customer "), before.size() - before.size() / 2);
        QVERIFY(result.contains("\r\n" + before.last() + ",changed,"));
    }

    void importsWhatIsSaidOfTheFile()
    {
        const QString list = path(u"without.csv"_s);
        QCOMPARE(run({u"export"_s, u"--without-profile"_s, u"--to"_s, list, u"--exact"_s,
                      u"--columns"_s, u"customer-id"_s})
                     .code,
                 0);
        const QByteArrayList ids = read(list).trimmed().replace("\r", "").split('\n').mid(1, 3);
        QCOMPARE(ids.size(), 3);
        const QString input = write(u"in.txt"_s, "Kunde;J\xfcngste\n" + ids.join(";x\n") + ";x\n");
        const QStringList arguments{u"import"_s,
                                    input,
                                    u"--segment"_s,
                                    m_segment,
                                    u"--add"_s,
                                    u"--column"_s,
                                    u"Kunde=customer_id"_s,
                                    u"--encoding"_s,
                                    u"windows-1252"_s,
                                    u"--delimiter"_s,
                                    u"semicolon"_s,
                                    u"--json"_s};
        const qsizetype before = members(m_segment).size();
        const Run without = run(arguments);
        QCOMPARE(without.code, 3); // no one of them can be added
        QCOMPARE(without.event(u"plan"_s).value(u"without_profile"_s).toInt(), 3);
        QCOMPARE(members(m_segment).size(), before);
        const Run with = run(arguments + QStringList{u"--create-profiles"_s});
        QVERIFY2(with.code == 0, qPrintable(with.err));
        QCOMPARE(members(m_segment).size(), before + 3);
    }

    /// How the file was read is said before anything is sent.
    void saysHowItReads()
    {
        const QByteArrayList some = notMembers(m_segment, 2);
        const QString input = write(u"in.csv"_s,
                                    "Our people;\n2026-11-01;\n\nKundennr.;Ort\n" + some[0]
                                        + ";Oslo\n;Lund\n" + some[1] + "\n99999999;x;y;z\n");
        const QStringList arguments{u"--add"_s, u"--dry-run"_s, u"--explain"_s};
        const Run json = import(input, arguments + QStringList{u"--json"_s});
        const QJsonObject plan = json.event(u"plan"_s);
        const QJsonObject reading = plan.value(u"read_as"_s).toObject();
        QCOMPARE(reading.value(u"first_line"_s).toInt(), 4);
        QCOMPARE(reading.value(u"delimiter"_s).toString(), u"semicolon"_s);
        QCOMPARE(reading.value(u"encoding"_s).toString(), u"utf-8"_s);
        QCOMPARE(reading.value(u"columns"_s)
                     .toObject()
                     .value(u"customer_id"_s)
                     .toObject()
                     .value(u"heading"_s)
                     .toString(),
                 u"Kundennr."_s);
        QCOMPARE(plan.value(u"names_no_one"_s).toInt(), 1);
        QCOMPARE(plan.value(u"short_rows"_s).toInt(), 1);
        QCOMPARE(plan.value(u"long_rows"_s).toInt(), 1);
        const QList<QJsonObject> rows = json.events(u"entry"_s);
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[0].value(u"line"_s).toInt(), 5);
        QCOMPARE(QByteArray::number(rows[0].value(u"customer_id"_s).toInteger()), some[0]);
        QCOMPARE(rows[1].value(u"found"_s).toString(), u"names no one"_s);
        const Run text = import(input, arguments);
        QVERIFY2(text.out.contains("“Kundennr.” (customer_id)"), text.out.constData());
        QVERIFY2(text.out.contains("header in line 4"), text.out.constData());
        QVERIFY2(text.out.contains("Line 6: Lund: names no one"), text.out.constData());
    }

    /// By hand, where what is detected is not what is meant.
    void theHeaderLineIsSaid()
    {
        const QByteArrayList some = notMembers(m_segment, 1);
        const QString input =
            write(u"in.csv"_s, "Customer ID,City\nid,city\n" + some[0] + ",Oslo\n");
        const Run done =
            import(input, {u"--add"_s, u"--dry-run"_s, u"--json"_s, u"--header-line"_s, u"2"_s});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(done.event(u"plan"_s).value(u"rows"_s).toInt(), 1);
        const Run refused = import(input, {u"--add"_s, u"--header-line"_s, u"9"_s});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"--header-line"), qPrintable(refused.err));
    }

    void asksForTheColumn_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("two columns of addresses")
            << QByteArray("Account manager,Buyer\nm@x.example,a@x.example\n")
            << QStringList{u"“Account manager”"_s, u"“Buyer”"_s, u"--column"_s};
        QTest::newRow("none") << QByteArray("Haus,Vorname\nx,y\n")
                              << QStringList{u"Haus"_s, u"--column"_s};
        QTest::newRow("a workbook")
            << QByteArray("PK\x03\x04 xl/worksheets") << QStringList{u"Excel workbook"_s};
        QTest::newRow("a web page")
            << QByteArray("<!doctype html><p>Log in</p>") << QStringList{u"web page"_s};
    }
    void asksForTheColumn()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, said);
        const Run refused = import(write(u"in.csv"_s, bytes), {u"--add"_s});
        QCOMPARE(refused.code, 4);
        for (const QString &words : said)
            QVERIFY2(refused.err.contains(words), qPrintable(refused.err));
    }

    /// What the window is: a session with the same journal.
    void theWindowHasItInItsHistory()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 2)));
        const QStringList arguments{u"import"_s, input, u"--segment"_s, m_segment, u"--remove"_s};
        QCOMPARE(run(arguments).code, 0);
        const QStringList journals =
            QDir(path(u"data/journals"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(journals.size(), 1);
        Account account;
        account.id = journals.first();
        account.apiPath = store().apiPath();
        StoreSession::Options options;
        options.journalFolder = path(u"data/journals/"_s + journals.first());
        StoreSession session(account, token(), options);
        QTRY_VERIFY(session.history().canUndo());
        QCOMPARE(session.history().entries().size(), 1);
        // While it is open no other process writes.
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains(u"journal"), qPrintable(refused.err));
        session.history().undo();
        QTRY_VERIFY(session.history().canRedo() && !session.jobs().isBusy());
        QCOMPARE(members(m_segment), before);
    }

    /// A named pipe, which can be read once: nothing looks into it before it is read.
    void importsFromAPipe()
    {
        const QByteArrayList before = members(m_segment);
        const QString pipe = path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const QByteArray three = file(before.mid(0, 3));
        std::thread writing([&] {
            QFile to(pipe);
            if (to.open(QFile::WriteOnly | QFile::Unbuffered)) // waits for the reader
                to.write(three);
        });
        const Run removed = import(pipe, {u"--remove"_s, u"--json"_s});
        writing.join();
        QVERIFY2(removed.code == 0, qPrintable(removed.err));
        QCOMPARE(removed.event(u"outcome"_s).value(u"removed"_s).toInt(), 3);
        QCOMPARE(members(m_segment), before.mid(3));
        // Standard input by its other name.
        const Run added =
            run(there({u"import"_s, u"/dev/stdin"_s, u"--segment"_s, m_segment, u"--add"_s}),
                token(), three);
        QVERIFY2(added.code == 0, qPrintable(added.err));
        QCOMPARE(members(m_segment), before);
    }

    void nothingThatComesIsNoImport_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("options");
        const QStringList equal{u"--make-equal"_s, u"--max-removals"_s, u"100%"_s};
        for (const QStringList &options :
             {QStringList{u"--add"_s}, QStringList{u"--remove"_s}, equal}) {
            const QByteArray mode = options.first().toLatin1();
            QTest::addRow("nothing, %s", mode.constData()) << QByteArray() << options;
            QTest::addRow("a header, %s", mode.constData())
                << QByteArray("Customer ID\n") << options;
            QTest::addRow("strangers, %s", mode.constData())
                << QByteArray("Customer ID\n999999998\n999999999\n") << options;
            QTest::addRow("no ids, %s", mode.constData())
                << QByteArray("Customer ID\nabc\ndef\n") << options;
        }
    }
    void nothingThatComesIsNoImport()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, options);
        const QByteArrayList before = members(m_segment);
        const Run refused = run(there(QStringList{u"import"_s, u"-"_s, u"--segment"_s, m_segment,
                                                  u"--column"_s, u"1=customer_id"_s}
                                      + options),
                                token(), bytes);
        QVERIFY2(refused.code == 4, qPrintable(QString::number(refused.code) + refused.err));
        QCOMPARE(members(m_segment), before);
    }

    /// Whatever it is called, the result never takes the place of the input.
    void theResultIsNotTheInput_data()
    {
        QTest::addColumn<QString>("result");
        QTest::newRow("link") << u"link.csv"_s;
        QTest::newRow("hard link") << u"hard.csv"_s;
        QTest::newRow("spelling") << u"sub/../in.csv"_s;
        QTest::newRow("through a linked folder") << u"here/in.csv"_s;
        QTest::newRow("a link to something else") << u"theirs.csv"_s;
    }
    void theResultIsNotTheInput()
    {
        QFETCH(QString, result);
        const QByteArrayList before = members(m_segment);
        const QByteArray bytes = file(before.mid(0, 2));
        const QString input = write(u"in.csv"_s, bytes);
        write(u"precious.csv"_s, "precious");
        const auto native = [this](const QString &name) { return QFile::encodeName(path(name)); };
        QCOMPARE(::symlink(native(u"in.csv"_s).constData(), native(u"link.csv"_s).constData()), 0);
        QCOMPARE(::link(native(u"in.csv"_s).constData(), native(u"hard.csv"_s).constData()), 0);
        QVERIFY(QDir().mkdir(path(u"sub"_s)));
        QCOMPARE(::symlink(native({}).constData(), native(u"here"_s).constData()), 0);
        QCOMPARE(
            ::symlink(native(u"precious.csv"_s).constData(), native(u"theirs.csv"_s).constData()),
            0);
        store().resetStatistics();
        const Run refused = import(input, {u"--remove"_s, u"--result"_s, home() + u'/' + result});
        QVERIFY2(refused.code == 4, qPrintable(refused.err));
        QVERIFY2(refused.err.contains(u"--result"), qPrintable(refused.err));
        QCOMPARE(store().statistics().requests, 0); // before anything is sent
        QCOMPARE(read(input), bytes);
        QCOMPARE(read(path(u"precious.csv"_s)), QByteArray("precious"));
        QCOMPARE(members(m_segment), before);
    }

    /// Where it cannot be written nothing is sent.
    void theResultIsTriedFirst()
    {
        const QByteArrayList before = members(m_segment);
        const QString input = write(u"in.csv"_s, file(before.mid(0, 2)));
        QVERIFY(QDir().mkdir(path(u"folder"_s)));
        store().resetStatistics();
        for (const QString &result : {u"folder"_s, u"none/result.csv"_s}) {
            const Run refused = import(input, {u"--remove"_s, u"--result"_s, path(result)});
            QVERIFY2(refused.code == 4, qPrintable(refused.err));
        }
        QCOMPARE(store().statistics().requests, 0);
        QCOMPARE(members(m_segment), before);
        const Run done = import(input, {u"--remove"_s, u"--result"_s, path(u"result.csv"_s)});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(read(path(u"result.csv"_s)).count("changed"), 2);
        QCOMPARE(
            QFile::permissions(path(u"result.csv"_s))
                & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
            QFile::Permissions());
        const QStringList left =
            QDir(home()).entryList({u".segmentdesk*"_s}, QDir::AllEntries | QDir::Hidden);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestBatchImport)
#include "tst_batchimport.moc"
