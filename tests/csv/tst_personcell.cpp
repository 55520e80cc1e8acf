// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rows/personcell.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What single cells say of who is meant.
class TestPersonCell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ids_data()
    {
        using Kind = personcell::Id::Kind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("number");
        const auto row = [](const char *cell, Kind kind, qint64 number = 0) {
            QTest::newRow(cell) << int(kind) << number;
        };
        for (const char *cell : {"123", "123.0", "123,0", "123.00", "'123", "=\"123\"", "=123",
                                 "\"123\"", "00123", "=\"00123\"", "\u2018123", "' 123"})
            row(cell, Kind::Number, 123);
        row("16147805824397", Kind::Number, 16'147'805'824'397);
        row("999999999999999999", Kind::Number, 999'999'999'999'999'999);
        row("1234567.0", Kind::Number, 1'234'567);
        for (const char *cell :
             {"1.61E13", "1.6147805824397E13", "1.61E+13", "1,23457E+15", "9E+18", "1.2e+16",
              "1,234", "1.234", "1,234,567", "1 234", "12345678901234567.0"})
            row(cell, Kind::Damaged);
        for (const char *cell : {"0", "00", "0.0", "\\N", "NULL", "null", "-", "n/a", "#N/A", "NaN",
                                 "none", "\u2014", "'0"})
            row(cell, Kind::NoValue);
        for (const char *cell :
             {"", "abc", "12a", "-5", "1.5", "1E5", "12,34", "1234,567", "1,2345", "E+15", "1.2E",
              "1.2E+", "1234567890123456789", "12:30", "2026-11-01", "1.2.3", "a@E+15", "x.23E+15"})
            row(cell, Kind::None);
    }

    void ids()
    {
        QFETCH(int, kind);
        QFETCH(qint64, number);
        const personcell::Id id = personcell::id(QTest::currentDataTag());
        QCOMPARE(int(id.kind), kind);
        QCOMPARE(id.number, number);
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArrayList>("found");
        const auto row = [](const QByteArray &cell, const QByteArrayList &found) {
            QTest::addRow("%s", cell.constData()) << cell << found;
        };
        const QByteArrayList a{"a@x.example"};
        const QByteArrayList ab{"a@x.example", "b@y.example"};
        for (const char *cell : {"a@x.example",
                                 "<a@x.example>",
                                 "(a@x.example)",
                                 "[a@x.example]",
                                 "\"a@x.example\"",
                                 "'a@x.example'",
                                 "mailto:a@x.example",
                                 "MAILTO:a@x.example?subject=Hi",
                                 "<mailto:a@x.example>",
                                 "=\"a@x.example\"",
                                 "Zo\u00eb Keks <a@x.example>",
                                 "Keks, Zo\u00eb (a@x.example)",
                                 "\"Keks, Z\" <a@x.example>",
                                 "a@x.example (work)",
                                 "Zo\u00eb<a@x.example>",
                                 "[a@x.example](mailto:a@x.example)",
                                 "a@x.example, A@X.example",
                                 "a@x.example;",
                                 "a@x.example |",
                                 "Z [a@x.example]"})
            row(cell, a);
        for (const char *cell :
             {"a@x.example, b@y.example", "a@x.example;b@y.example", "a@x.example b@y.example",
              "a@x.example ::: b@y.example", "a@x.example|b@y.example", "a@x.example\nb@y.example",
              "Z <a@x.example>, Y <b@y.example>", "<a@x.example>;<b@y.example>",
              "a@x.example (home), b@y.example (work)"})
            row(cell, ab);
        // In brackets first.
        row("b@y.example <a@x.example>", ab);
        // What stores hold as an address, and what could mean either of two.
        row("a(b)@x.example", {"a(b)@x.example"});
        row("(a)b@x.example", {"(a)b@x.example"});
        row("a=b@x.example", {"a=b@x.example"});
        row("o'neil@x.example", {"o'neil@x.example"});
        row("'bo@x.example", {"'bo@x.example"});
        row("\"quo\"@x.example", {"\"quo\"@x.example"});
        for (const char *cell :
             {"", "none", "a,b@x.example", "a b@x.example", "\"quo ted\"@x.example",
              "write to a@x.example", ";a@x.example", "@x.example", "a@", "a@@x.example",
              "a@b@x.example", "a@x.example b@", "Name",
              "<a href=\"mailto:a@x.example\">a@x.example</a>"})
            row(cell, {});
    }

    void addresses()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArrayList, found);
        QByteArrayList all;
        const QList<QByteArrayView> addresses = personcell::addresses(cell);
        for (const QByteArrayView address : addresses)
            all.append(address.toByteArray());
        std::sort(all.begin(), all.end());
        QCOMPARE(all, found);
        if (personcell::isPlainAddress(cell))
            QCOMPARE(all, QByteArrayList{cell});
    }

    void trimmed()
    {
        QCOMPARE(personcell::trimmed("\t a@x \r\n"), "a@x");
        QCOMPARE(personcell::trimmed("\uFEFF\u00A0\u200B12\u3000\u200E"), "12");
        QCOMPARE(personcell::trimmed(" \u00e9 "), "\u00e9");
        QCOMPARE(personcell::trimmed("\u200B"), "");
    }

    void totals()
    {
        QVERIFY(personcell::isTotal("Total", true) && personcell::isTotal("SUMME:", true));
        QVERIFY(!personcell::isTotal("Total Energies", true) && !personcell::isTotal("", true));
        QVERIFY(personcell::isTotal("Total: 6 customers", false));
        QVERIFY(!personcell::isTotal("Totally", false) && !personcell::isTotal("", false));
    }
};

QTEST_APPLESS_MAIN(TestPersonCell)

#include "tst_personcell.moc"
