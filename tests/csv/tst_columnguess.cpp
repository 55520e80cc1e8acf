// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/columnguess.h"
#include "models/csv/firstrows.h"
#include "models/rows/contentkind.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// Which columns say who, in files of tools that are known and of others.
class TestColumnGuess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Each header row of a real export.
    void headers_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("names");
        QFile file(QFINDTESTDATA("headers.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines =
            QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            const QStringList parts = line.split(u'\t');
            if (parts.size() == 5)
                QTest::newRow(qPrintable(parts[0]))
                    << parts[1] << parts[2] << parts[3] << parts[4].split(u',');
        }
    }

    void headers()
    {
        QFETCH(QString, preset);
        QFETCH(QString, email);
        QFETCH(QString, id);
        QFETCH(QStringList, names);
        // A row with an address in each column with one, and numbers where it says ID.
        QStringList row;
        for (qsizetype column = 0; column < names.size(); ++column) {
            const QString name = names[column].toLower();
            row.append(names[column] == email     ? u"a@x.example"_s
                           : name.endsWith(u"id") ? QString::number(1000 + column)
                                                  : QString());
        }
        const ColumnGuess guess = guessColumns(names, {row});
        QCOMPARE(guess.preset ? QString::fromLatin1(guess.preset->key) : u"-"_s, preset);
        QVERIFY(guess.isSure());
        const qsizetype mail = guess.roles.indexOf(ColumnRole::Email);
        QCOMPARE(names.value(mail), email);
        const qsizetype number = guess.roles.indexOf(ColumnRole::CustomerNumber);
        if (preset != u"-")
            QCOMPARE(number < 0 ? u"-"_s : names[number], id);
    }

    void presetsNeedMostOfTheirHeadings()
    {
        QVERIFY(!presetOf({u"Customer ID"_s, u"Email"_s, u"Total Orders"_s}));
        QVERIFY(!presetOf({u"Email"_s, u"First name"_s, u"Last name"_s, u"Phone"_s, u"Tags"_s}));
        QVERIFY(presetCalled(u"shopify"_s, {u"Email"_s}));
        QVERIFY(!presetCalled(u"abacus"_s, {u"Email"_s}));
    }

    void rivals_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<int>>("rivals");
        QTest::addColumn<QList<ColumnRole>>("roles");
        using R = ColumnRole;
        QTest::newRow("two columns of addresses") << QByteArray(
            "Account manager,Buyer\nm@x.example,a@x.example\nm@x.example,b@x.example\n")
                                                  << QList{0, 1} << QList{R::None, R::None};
        QTest::newRow("without headings")
            << QByteArray("m@x.example,a@x.example\n") << QList{0, 1} << QList{R::None, R::None};
        QTest::newRow("one has the heading")
            << QByteArray("Account manager,E-mail\nm@x.example,a@x.example\n") << QList<int>()
            << QList{R::None, R::Email};
        QTest::newRow("both have") << QByteArray("Email,Customer Email\nm@x.example,a@x.example\n")
                                   << QList{0, 1} << QList{R::None, R::None};
        QTest::newRow("both have, with the same")
            << QByteArray("Email,Customer Email\na@x.example,A@x.example\n") << QList<int>()
            << QList{R::Email, R::None};
        QTest::newRow("ID and Customer ID")
            << QByteArray("ID,Customer ID,City\n1,17,x\n2,18,y\n") << QList<int>()
            << QList{R::None, R::CustomerNumber, R::None};
        QTest::newRow("two ids") << QByteArray("Customer No,Kundennummer\n1,17\n2,18\n")
                                 << QList{0, 1} << QList{R::None, R::None};
    }

    void rivals()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<int>, rivals);
        QFETCH(QList<ColumnRole>, roles);
        const FirstRows first = firstRowsOf(bytes, true, detectDialect(bytes, true));
        const ColumnGuess guess = guessColumns(first.names, first.rows);
        QCOMPARE(guess.rivals, rivals);
        QCOMPARE(guess.roles, roles);
    }

    void contents_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &head, ContentKind kind) {
            QTest::newRow(name) << head << int(kind);
        };
        row("CSV", "email\na@x.example\n", ContentKind::Text);
        row("nothing", "", ContentKind::Text);
        row("a list in brackets", "[a@x.example]\n", ContentKind::Text);
        row("an address in brackets", "<a@x.example>,<b@x.example>\n", ContentKind::Text);
        row("workbook", QByteArray("PK\x03\x04\x14\0\0\0[Content_Types].xml", 27),
            ContentKind::Workbook);
        row("OpenDocument", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            ContentKind::OpenDocument);
        row("ZIP", "PK\x03\x04people.csv", ContentKind::Zip);
        row("old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ContentKind::OldWorkbook);
        row("gzip", "\x1F\x8B\x08", ContentKind::Gzip);
        row("PDF", "%PDF-1.7\n", ContentKind::Pdf);
        row("JSON", " [\n {\"email\": \"a@x.example\"}]", ContentKind::Json);
        row("JSON lines", "{\"email\": \"a@x.example\"}\n", ContentKind::Json);
        row("HTML", "\xEF\xBB\xBF\n<!DOCTYPE html><html>", ContentKind::Html);
        row("a table called .xls", "<table border=1><tr>", ContentKind::Html);
        row("XML", "<?xml version=\"1.0\"?><people>", ContentKind::Xml);
        row("RTF", "{\\rtf1\\ansi", ContentKind::RichText);
    }

    void contents()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, kind);
        QCOMPARE(int(contentKindOf(head)), kind);
    }
};

QTEST_APPLESS_MAIN(TestColumnGuess)

#include "tst_columnguess.moc"
