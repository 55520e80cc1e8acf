// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/columnroles.h"
#include "models/csv/csvdialect.h"
#include "models/csv/csvreader.h"
#include "models/csv/encoder.h"
#include "models/csv/pastedtable.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using Encoding = CsvDialect::Encoding;

QByteArray utf16(const QString &text, bool little)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const char low = char(c.unicode() & 0xFF);
        const char high = char(c.unicode() >> 8);
        bytes.append(little ? low : high).append(little ? high : low);
    }
    return bytes;
}

} // namespace

class TestCsvDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detected_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Encoding>("encoding");
        QTest::addColumn<char>("delimiter");
        QTest::addColumn<bool>("header");
        QTest::addColumn<QStringList>("first");
        const QString german =
            u"Kundennr.;E-Mail;Vorname;Umsatz 2026\r\n124310;zoe@nordlys.example;Zoë;1.204,50\r\n"
            u"98114;d@example.org;Jörg;7,00\r\n"_s;
        const QStringList germanNames{u"Kundennr."_s, u"E-Mail"_s, u"Vorname"_s, u"Umsatz 2026"_s};
        QTest::newRow("nothing") << QByteArray() << Encoding::Utf8 << ',' << true << QStringList();
        QTest::newRow("commas") << QByteArray(
            "id,email,name\n1,a@x.example,\"B, C\"\n2,b@x.example,D\n")
                                << Encoding::Utf8 << ',' << true
                                << QStringList{u"id"_s, u"email"_s, u"name"_s};
        QTest::newRow("semicolons and decimal commas")
            << german.toUtf8() << Encoding::Utf8 << ';' << true << germanNames;
        QTest::newRow("with a mark")
            << "\xEF\xBB\xBF" + german.toUtf8() << Encoding::Utf8 << ';' << true << germanNames;
        QTest::newRow("Windows-1252")
            << german.toLatin1() << Encoding::Windows1252 << ';' << true << germanNames;
        QTest::newRow("UTF-16 LE")
            << utf16(german, true) << Encoding::Utf16Le << ';' << true << germanNames;
        QTest::newRow("UTF-16 BE with a mark") << utf16(QChar(0xFEFF) + german, false)
                                               << Encoding::Utf16Be << ';' << true << germanNames;
        QTest::newRow("tabs") << QByteArray("a\tb, c\nx\ty@x.example\n") << Encoding::Utf8 << '\t'
                              << true << QStringList{u"a"_s, u"b, c"_s};
        QTest::newRow("bars") << QByteArray("1|a@x.example|x\n2|b@x.example|y\n") << Encoding::Utf8
                              << '|' << false << QStringList{u"1"_s, u"a@x.example"_s, u"x"_s};
        QTest::newRow("Excel names it")
            << QByteArray("sep=|\r\nid|email\r\n1|a@x.example\r\n") << Encoding::Utf8 << '|' << true
            << QStringList{u"id"_s, u"email"_s};
        QTest::newRow("one column of addresses")
            << QByteArray("a@x.example\nb@x.example\n") << Encoding::Utf8 << ',' << false
            << QStringList{u"a@x.example"_s};
        QTest::newRow("one column with its name")
            << QByteArray("Courriel\na@x.example\n") << Encoding::Utf8 << ',' << true
            << QStringList{u"Courriel"_s};
        QTest::newRow("only a header") << QByteArray("Customer ID,E-mail\n") << Encoding::Utf8
                                       << ',' << true << QStringList{u"Customer ID"_s, u"E-mail"_s};
        QTest::newRow("unknown names above addresses")
            << QByteArray("wer,was\na@x.example,Schuhe\n") << Encoding::Utf8 << ',' << true
            << QStringList{u"wer"_s, u"was"_s};
        QTest::newRow("a list with a comma in each address line")
            << QByteArray("email;name\na@x.example;\"X, Y\"\nb@x.example;\"Z, W\"\n")
            << Encoding::Utf8 << ';' << true << QStringList{u"email"_s, u"name"_s};
        QTest::newRow("only line ends")
            << QByteArray("\n\n\n") << Encoding::Utf8 << ',' << true << QStringList();
    }

    void detected()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Encoding, encoding);
        QFETCH(char, delimiter);
        QFETCH(bool, header);
        QFETCH(QStringList, first);
        const CsvDialect dialect = detectDialect(bytes, true);
        QCOMPARE(dialect.encoding, encoding);
        QCOMPARE(dialect.delimiter, delimiter);
        QCOMPARE(dialect.header, header);
        CsvReader reader(bytes, dialect);
        QCOMPARE(reader.next(), !first.isEmpty());
        QCOMPARE(reader.texts(), first);
    }

    void theHeadMayEndWithinALetter()
    {
        QByteArray bytes("email\n");
        while (bytes.size() < dialectHeadSize + 10)
            bytes += "zoë@x.example\n";
        for (qsizetype size = dialectHeadSize - 20; size < dialectHeadSize; ++size)
            QCOMPARE(detectDialect(QByteArrayView(bytes).first(size), false).encoding,
                     Encoding::Utf8);
    }

    void anotherEncodingByHand()
    {
        const QByteArray bytes("\xEF\xBB\xBFid,email\n");
        CsvDialect dialect = detectDialect(bytes, true);
        QCOMPARE(dialect.start, 3);
        setEncoding(dialect, Encoding::Windows1252, bytes);
        QCOMPARE(dialect.start, 0);
        setEncoding(dialect, Encoding::Utf8, bytes);
        QCOMPARE(dialect.start, 3);
    }

    void headerRoles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ColumnRole>("role");
        for (const char *name :
             {"id", "ID", "Customer ID", "customer_id", "Kundennr.", "Kunden-Nr.", "Kundennummer",
              "ID client", "Numéro client", "ID cliente"})
            QTest::newRow(name) << QString::fromUtf8(name) << ColumnRole::CustomerNumber;
        for (const char *name :
             {"e-mail", "Email", "E-Mail-Adresse", "mail", "Courriel", "Adresse e-mail",
              "Correo electrónico", "correo", "Email Address", "E-post"})
            QTest::newRow(name) << QString::fromUtf8(name) << ColumnRole::Email;
        QTest::newRow("Profile ID") << u"Profile ID"_s << ColumnRole::ProfileUuid;
        QTest::newRow("Name") << u"Name"_s << ColumnRole::FullName;
        QTest::newRow("Vorname") << u"Vorname"_s << ColumnRole::FirstName;
        QTest::newRow("Apellidos") << u"Apellidos"_s << ColumnRole::LastName;
        for (const char *name : {"order id", "", "123", "e"})
            QTest::newRow(name) << QString::fromUtf8(name) << ColumnRole::None;
    }

    void headerRoles()
    {
        QFETCH(QString, name);
        QFETCH(ColumnRole, role);
        QCOMPARE(headerRole(name), role);
    }

    void matched()
    {
        using R = ColumnRole;
        const QStringList row{u"17"_s, u"a@x.example"_s, u"Zoë"_s};
        QCOMPARE(matchColumns({u"id"_s, u"mail"_s, u"name"_s}, {row}),
                 (QList{R::CustomerNumber, R::Email, R::None}));
        // By content alone; numbers could be anything.
        QCOMPARE(matchColumns({u"a"_s, u"b"_s, u"c"_s}, {row}),
                 (QList{R::None, R::Email, R::None}));
        QCOMPARE(matchColumns({}, {{u"17"_s}, {u"18"_s}}), (QList{R::CustomerNumber}));
        QCOMPARE(matchColumns({}, {{u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"_s, u"x"_s}}),
                 (QList{R::ProfileUuid, R::None}));
        // A name that the content belies.
        QCOMPARE(matchColumns({u"email"_s, u"contact"_s},
                              {{u"yes"_s, u"a@x.example"_s}, {u"no"_s, u"b@x.example"_s}}),
                 (QList{R::None, R::Email}));
        // Two that would do: the named one.
        QCOMPARE(matchColumns({u"owner"_s, u"email"_s}, {{u"a@x.example"_s, u"b@x.example"_s}}),
                 (QList{R::None, R::Email}));
        QCOMPARE(matchColumns({u"Customer ID"_s, u"Email"_s}, {}),
                 (QList{R::CustomerNumber, R::Email}));
        QCOMPARE(matchColumns({}, {}), QList<R>());
        // A UUID beside an address may be that of an order.
        QCOMPARE(matchColumns({}, {{u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"_s, u"a@x.example"_s}}),
                 (QList{R::None, R::Email}));
        // Names, where nothing else says who.
        QCOMPARE(matchColumns({u"Vorname"_s, u"Name"_s}, {{u"Zoë"_s, u"Keks"_s}}),
                 (QList{R::FirstName, R::LastName}));
        QCOMPARE(matchColumns({u"City"_s, u"Name"_s}, {{u"Bergen"_s, u"Zoë Keks"_s}}),
                 (QList{R::None, R::FullName}));
        QCOMPARE(matchColumns({u"First name"_s, u"E-mail"_s}, {{u"Zoë"_s, u"a@x.example"_s}}),
                 (QList{R::None, R::Email}));
    }

    void pastedTables_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("table"); // empty: a list
        const auto row = [](const char *name, const QString &text, const QString &table = {}) {
            QTest::newRow(name) << text << table;
        };
        row("nothing", {});
        row("one column", u"a@x.example\nb@x.example\n"_s);
        row("addresses with commas", u"a@x.example, b@x.example,c@x.example"_s);
        row("ids and addresses in lines", u"17,a@x.example\n18,b@x.example\n"_s);
        row("words", u"hello, this is no table"_s);
        row("addresses over two lines", u"a@x.example, b@x.example\nc@x.example"_s);
        const QString cells = u"Zoë\t17\tBergen\nAnna\t18\tOslo\n"_s;
        row("a spreadsheet", cells, cells);
        row("one row of it", u"Zoë\t17"_s, u"Zoë\t17"_s);
        const QString csv = u"name;e-mail\nZoë;a@x.example\n"_s;
        row("lines of CSV", csv, csv);
        row("a mail program",
            u"Zoë Keks <zoe@x.example>, \"Keks, Ada\" <ada@x.example>;\nbo@x.example"_s,
            u"Name\tE-mail\n\"Zoë Keks\"\tzoe@x.example\n\"Keks, Ada\"\tada@x.example\n"
            "\"\"\tbo@x.example\n"_s);
        row("an address in brackets in a text", u"write to <zoe@x.example> or call"_s);
    }

    void pastedTables()
    {
        QFETCH(QString, text);
        QFETCH(QString, table);
        const std::optional<QByteArray> found = pastedTable(text);
        QCOMPARE(found.has_value(), !table.isEmpty());
        QCOMPARE(QString::fromUtf8(found.value_or(QByteArray())), table);
    }

    void encoding_data()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("UTF-8") << Encoding::Utf8 << QByteArray("Zo\xC3\xAB \xE2\x82\xAC");
        QTest::newRow("1252") << Encoding::Windows1252 << QByteArray("Zo\xEB \x80");
        QTest::newRow("UTF-16 LE")
            << Encoding::Utf16Le << QByteArray("Z\0o\0\xEB\0 \0\xAC\x20", 10);
        QTest::newRow("UTF-16 BE")
            << Encoding::Utf16Be << QByteArray("\0Z\0o\0\xEB\0 \x20\xAC", 10);
    }

    void encoding()
    {
        QFETCH(Encoding, encoding);
        QFETCH(QByteArray, bytes);
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        Encoder encoder(buffer, encoding);
        const QByteArray text("Zoë €");
        QCOMPARE(encoder.write(text), text.size());
        QCOMPARE(buffer.data(), bytes);
    }
};

QTEST_APPLESS_MAIN(TestCsvDialect)

#include "tst_csvdialect.moc"
