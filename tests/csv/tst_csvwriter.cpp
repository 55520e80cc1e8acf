// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvreader.h"
#include "models/csv/csvwriter.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using Column = CsvWriter::Column;
using Mode = CsvWriter::Mode;

QByteArray written(const QList<QStringList> &rows, const QList<Column> &columns,
                   const CsvWriter::Options &options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    CsvWriter writer(buffer, columns, options);
    for (const QStringList &row : rows)
        writer.writeRow(row);
    writer.finish();
    return buffer.data();
}

/// One cell between two others, as it stands in the file.
QByteArray cell(const QString &text, Column column, Mode mode)
{
    const QByteArray line = written({{u"x"_s, text, u"y"_s}}, {Column::Text, column, Column::Text},
                                    {u',', false, mode});
    return line.sliced(2, line.size() - 6);
}

/// What an import does with a cell that was made safe.
QString unguarded(const QString &text)
{
    static const QRegularExpression guarded(u"^'+[=+\\-@\\t\\r\\n＝＋－＠]"_s);
    return guarded.match(text).hasMatch() ? text.sliced(1) : text;
}

const QStringList awkward{
    u"plain"_s, QString(),  u" blanks "_s,
    u"a,b"_s,   u"a;b"_s,   u"say \"hi\""_s,
    u"\""_s,    u"a\nb"_s,  u"a\r\nb"_s,
    u"\r"_s,    u"\n"_s,    u"\t"_s,
    u"=1+1"_s,  u"'=1+1"_s, u"''=1"_s,
    u"'"_s,     u"'x"_s,    u"+49 30 123"_s,
    u"-1"_s,    u"@home"_s, u"=HYPERLINK(\"http://x\",\"y\")"_s,
    u"＝1"_s,   u"＋1"_s,   u"－1"_s,
    u"＠x"_s,   u"مريم"_s,  u"山田太郎"_s,
    u"😀"_s,     u"a\tb"_s,  u"\uFEFFbom"_s,
    u"1,5"_s,
};

} // namespace

class TestCsvWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Cells that are UTF-8 already, and runs of empty ones, are written as those of a list are.
    void cellByCell_data()
    {
        QTest::addColumn<QChar>("delimiter");
        QTest::addColumn<bool>("safe");
        for (const QChar delimiter :
             {QChar(u','), QChar(u';'), QChar(u'\t'), QChar(u'|'), QChar(u'¦'), QChar(u'x')}) {
            QTest::addRow("safe %04x", delimiter.unicode()) << delimiter << true;
            QTest::addRow("exact %04x", delimiter.unicode()) << delimiter << false;
        }
    }

    void cellByCell()
    {
        QFETCH(QChar, delimiter);
        QFETCH(bool, safe);
        const CsvWriter::Options options{delimiter, true,
                                         safe ? Mode::SafeForSpreadsheets : Mode::Exact};
        QStringList texts = awkward;
        // Around the blocks of 16 bytes that are looked at together.
        for (int length = 14; length < 35; ++length) {
            for (const QChar last :
                 {QChar(u'a'), QChar(u'"'), delimiter, QChar(u'ö'), QChar(u'\n')}) {
                texts.append(QString(length, u'm') + last);
                texts.append(QString(length, u'm') + last + u'm');
            }
        }
        for (const Column column : {Column::Text, Column::Typed}) {
            QList<QStringList> rows;
            for (qsizetype i = 0; i + 2 < texts.size(); ++i)
                rows.append({texts.at(i), QString(), QString(), texts.at(i + 1), texts.at(i + 2)});
            rows.append({QString(), QString(), QString(), QString(), QString()});
            const QList<Column> columns(5, column);
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            CsvWriter writer(buffer, columns, options);
            for (const QStringList &row : std::as_const(rows)) {
                if (row.last().isEmpty()) {
                    writer.addEmptyCells(2);
                } else {
                    writer.addCell(row.at(0).toUtf8());
                    writer.addEmptyCells(2);
                    writer.addCell(row.at(3).toUtf8());
                    writer.addCell(row.at(4).toUtf8());
                }
                QVERIFY(writer.endRow());
            }
            QVERIFY(writer.finish());
            QList<QStringList> same = rows;
            for (QStringList &row : same) {
                if (row.last().isEmpty())
                    row = QStringList(5);
            }
            QCOMPARE(buffer.data(), written(same, columns, options));
        }
    }

    void guardsFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("safe");
        QTest::addColumn<QByteArray>("exact");
        const auto row = [](const char *name, const QString &text, const QByteArray &safe,
                            const QByteArray &exact) {
            QTest::newRow(name) << text << safe << exact;
        };
        row("plain", u"Anna"_s, "Anna", "Anna");
        row("empty", QString(), "", "");
        row("equals", u"=1+1"_s, "'=1+1", "=1+1");
        row("plus", u"+49"_s, "'+49", "+49");
        row("minus", u"-x"_s, "'-x", "-x");
        row("at", u"@x"_s, "'@x", "@x");
        row("tab", u"\tx"_s, "'\tx", "\tx");
        row("return", u"\rx"_s, "\"'\rx\"", "\"\rx\"");
        row("line break", u"\nx"_s, "\"'\nx\"", "\"\nx\"");
        row("full-width equals", u"＝1"_s, u"'＝1"_s.toUtf8(), u"＝1"_s.toUtf8());
        row("full-width plus", u"＋1"_s, u"'＋1"_s.toUtf8(), u"＋1"_s.toUtf8());
        row("full-width minus", u"－1"_s, u"'－1"_s.toUtf8(), u"－1"_s.toUtf8());
        row("full-width at", u"＠1"_s, u"'＠1"_s.toUtf8(), u"＠1"_s.toUtf8());
        row("guarded before", u"'=1"_s, "''=1", "'=1");
        row("guarded twice", u"''=1"_s, "'''=1", "''=1");
        row("apostrophe", u"'tis"_s, "'tis", "'tis");
        row("only apostrophe", u"'"_s, "'", "'");
        row("inside", u"a=1"_s, "a=1", "a=1");
        row("blank in front", u" =1"_s, " =1", " =1");
        row("with quotes", u"=\"x\""_s, "\"'=\"\"x\"\"\"", "\"=\"\"x\"\"\"");
    }

    void guardsFormulas()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, safe);
        QFETCH(QByteArray, exact);
        QCOMPARE(cell(text, Column::Text, Mode::SafeForSpreadsheets), safe);
        QCOMPARE(cell(text, Column::Text, Mode::Exact), exact);
    }

    /// A `'` stands at each place where another delimiter, or a line end in a cell, would begin a
    /// cell with a formula.
    void guardsInside_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("safe");
        QTest::newRow("semicolon") << u"x;=1+2"_s << QByteArray("\"x;'=1+2\"");
        QTest::newRow("comma") << u"x,@a"_s << QByteArray("\"x,'@a\"");
        QTest::newRow("tab") << u"x\t+1"_s << QByteArray("\"x\t'+1\"");
        QTest::newRow("line") << u"x\n-1"_s << QByteArray("\"x\n'-1\"");
        QTest::newRow("quoted") << u"x;\"=1"_s << QByteArray("\"x;\"\"'=1\"");
        QTest::newRow("wide") << u"x;＝1"_s << QByteArray("\"x;'＝1\"");
        QTest::newRow("guarded before") << u"x;'=1"_s << QByteArray("\"x;''=1\"");
        QTest::newRow("both") << u"=1;=2"_s << QByteArray("\"'=1;'=2\"");
        QTest::newRow("words") << u"x; y=1; z"_s << QByteArray("x; y=1; z");
        QTest::newRow("a name") << u"Smith; O'Neil"_s << QByteArray("Smith; O'Neil");
    }

    void guardsInside()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, safe);
        QCOMPARE(cell(text, Column::Text, Mode::SafeForSpreadsheets), safe);
        const QByteArray exact =
            written({{text, u"y"_s}}, {Column::Text, Column::Text}, {u'|', false, Mode::Exact});
        const QByteArray quoted = '"' + text.toUtf8().replace('"', "\"\"") + '"';
        const QByteArray plain = text.toUtf8() + '|';
        QVERIFY2(exact.startsWith(quoted) || exact.startsWith(plain), exact.constData());
    }

    /// Any texts, written with any delimiter: they come back, and a program that cuts the file at
    /// another one finds no formula.
    void noDelimiterFindsAFormula()
    {
        const QStringList pieces{u"="_s, u"+"_s,   u"-"_s,  u"@"_s,  u"'"_s,    u"\""_s,
                                 u";"_s, u","_s,   u"\t"_s, u"\n"_s, u"\r\n"_s, u"\r"_s,
                                 u"x"_s, u"1+2"_s, u"＝"_s, u" "_s,  u"é"_s};
        constexpr int texts = 30'000;
        constexpr int width = 3;
        QRandomGenerator random(20261129);
        for (const char own : {',', ';', '\t'}) {
            QList<QStringList> rows;
            for (int i = 0; i < texts / width; ++i) {
                QStringList row;
                for (int column = 0; column < width; ++column) {
                    QString text;
                    for (int left = random.bounded(7); left > 0; --left)
                        text += pieces.at(random.bounded(int(pieces.size())));
                    row.append(text);
                }
                rows.append(row);
            }
            const QByteArray file = written(rows, {Column::Text, Column::Text, Column::Text},
                                            {QLatin1Char(own), false, Mode::SafeForSpreadsheets});
            CsvDialect dialect;
            dialect.delimiter = own;
            CsvReader back(QByteArrayView(file), dialect);
            for (const QStringList &row : std::as_const(rows)) {
                QVERIFY(back.next());
                QCOMPARE(back.texts(), row);
            }
            for (const char other : {',', ';', '\t'}) {
                dialect.delimiter = other;
                CsvReader cut(QByteArrayView(file), dialect);
                cut.setTakesGuard(false);
                while (cut.next()) {
                    for (int column = 0; column < cut.size(); ++column) {
                        const QString text = cut.text(column);
                        QVERIFY2(text.isEmpty() || !u"=+-@＝"_s.contains(text.front()),
                                 qPrintable(text + u" in "_s + QString::fromUtf8(cut.row())));
                    }
                }
            }
        }
    }

    void typedColumns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("integer") << u"9007199254740993"_s << QByteArray("9007199254740993");
        QTest::newRow("negative") << u"-5"_s << QByteArray("-5");
        QTest::newRow("uuid") << u"2f6e8a50-7b1c-4c5e-9d3a-1b2c3d4e5f60"_s
                              << QByteArray("2f6e8a50-7b1c-4c5e-9d3a-1b2c3d4e5f60");
        QTest::newRow("date") << u"2024-03-07"_s << QByteArray("2024-03-07");
        QTest::newRow("time") << u"2024-03-07T12:00:00Z"_s << QByteArray("2024-03-07T12:00:00Z");
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("a formula is text") << u"-1+2"_s << QByteArray("'-1+2");
        QTest::newRow("a command is text")
            << u"=cmd|' /C calc'!A0"_s << QByteArray("'=cmd|' /C calc'!A0");
        QTest::newRow("minus alone is text") << u"-"_s << QByteArray("'-");
        QTest::newRow("a date and more is text")
            << u"2024-03-07,x"_s << QByteArray("\"2024-03-07,x\"");
        QTest::newRow("other digits are text") << u"-٣"_s << u"'-٣"_s.toUtf8();
    }

    void typedColumns()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(cell(text, Column::Typed, Mode::SafeForSpreadsheets), expected);
    }

    void lines()
    {
        const QList<Column> two{Column::Text, Column::Text};
        QCOMPARE(written({{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}}, two, {}),
                 QByteArray("\xEF\xBB\xBF"
                            "a,b\r\nc,d\r\n"));
        QCOMPARE(written({{u"a;b"_s, u"c,d"_s}}, two, {u';', false, Mode::Exact}),
                 QByteArray("\"a;b\";c,d\r\n"));
        QCOMPARE(written({{u"a\tb"_s, u"c"_s}}, two, {u'\t', false, Mode::Exact}),
                 QByteArray("\"a\tb\"\tc\r\n"));
        QCOMPARE(written({{u"a"_s}}, two, {u',', false, Mode::Exact}), QByteArray("a,\r\n"));
        QCOMPARE(
            written({{u"a"_s, u"b"_s, u"=c"_s}}, two, {u',', false, Mode::SafeForSpreadsheets}),
            QByteArray("a,b,'=c\r\n"));
        QCOMPARE(written({{QString()}}, {Column::Text}, {u',', false, Mode::Exact}),
                 QByteArray("\"\"\r\n"));
        QCOMPARE(written({}, two, {u',', true, Mode::Exact}), QByteArray("\xEF\xBB\xBF"));
        QCOMPARE(written({{u"a"_s, u"b\r\nc"_s}}, two, {u',', false, Mode::Exact, false}),
                 QByteArray("a,\"b\r\nc\"\n"));
    }

    void theHeaderIsText()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        CsvWriter writer(buffer, {Column::Typed, Column::Text},
                         {u',', false, Mode::SafeForSpreadsheets});
        QVERIFY(writer.writeHeader({u"id"_s, u"=name"_s}));
        QVERIFY(writer.writeRow({u"1"_s, u"x"_s}));
        QVERIFY(writer.finish());
        QCOMPARE(buffer.data(), QByteArray("id,'=name\r\n1,x\r\n"));
        QCOMPARE(writer.size(), buffer.size());
    }

    /// Python's csv module reads back what was written, in both modes and with every delimiter.
    void anotherReaderAgrees_data()
    {
        QTest::addColumn<QChar>("delimiter");
        QTest::addColumn<bool>("safe");
        for (const QChar delimiter : {u',', u';', u'\t', u'|'}) {
            QTest::addRow("exact %x", uint(delimiter.unicode())) << delimiter << false;
            QTest::addRow("safe %x", uint(delimiter.unicode())) << delimiter << true;
        }
    }

    void anotherReaderAgrees()
    {
        QFETCH(QChar, delimiter);
        QFETCH(bool, safe);
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("python3 is not installed: no other reader to compare with");

        QList<QStringList> rows;
        for (qsizetype i = 0; i < awkward.size(); ++i)
            rows.append({awkward.at(i), awkward.at(awkward.size() - 1 - i),
                         awkward.at((i * 7) % awkward.size())});
        const QByteArray csv =
            written(rows, QList<Column>(3, Column::Text),
                    {delimiter, true, safe ? Mode::SafeForSpreadsheets : Mode::Exact});

        QProcess reader;
        reader.start(python,
                     {u"-c"_s,
                      u"import csv, io, json, sys\n"
                      "text = sys.stdin.buffer.read().decode('utf-8-sig')\n"
                      "rows = csv.reader(io.StringIO(text, newline=''), delimiter=sys.argv[1], "
                      "strict=True)\n"
                      "print(json.dumps(list(rows)))"_s,
                      QString(delimiter)});
        reader.write(csv);
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(20'000));
        QCOMPARE(reader.readAllStandardError(), QByteArray());
        QList<QStringList> read;
        for (const QJsonValue &row :
             QJsonDocument::fromJson(reader.readAllStandardOutput()).array()) {
            QStringList cells;
            for (const QJsonValue &value : row.toArray())
                cells.append(safe ? unguarded(value.toString()) : value.toString());
            read.append(cells);
        }
        QCOMPARE(read, rows);
    }

    void manyRowsGoThroughTheBuffer()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"many.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        CsvWriter writer(file, {Column::Typed, Column::Text},
                         {u',', false, Mode::SafeForSpreadsheets});
        QByteArray expected;
        for (int i = 0; i < 200'000; ++i) {
            QVERIFY(writer.writeRow({QString::number(i), u"Name of a person, number"_s}));
            expected += QByteArray::number(i) + ",\"Name of a person, number\"\r\n";
        }
        QVERIFY(writer.finish());
        QCOMPARE(writer.size(), expected.size());
        QFile again(file.fileName());
        QVERIFY(again.open(QIODevice::ReadOnly));
        QVERIFY(again.readAll() == expected);
    }

    void aFullDiskIsReported()
    {
        QFile full(u"/dev/full"_s);
        if (!full.open(QIODevice::WriteOnly))
            QSKIP("no /dev/full on this system");
        CsvWriter writer(full, {Column::Text}, {});
        QVERIFY(writer.writeRow({u"collected, not yet written"_s}));
        QVERIFY(!writer.finish());
        QVERIFY(!writer.errorString().isEmpty());
        QVERIFY(!writer.writeRow({u"x"_s}));
        QVERIFY(!writer.finish());
    }

    void aFullDiskStopsALongFile()
    {
        QFile full(u"/dev/full"_s);
        if (!full.open(QIODevice::WriteOnly))
            QSKIP("no /dev/full on this system");
        CsvWriter writer(full, {Column::Text}, {});
        const QString line(1000, u'x');
        int rows = 0;
        while (rows < 10'000 && writer.writeRow({line}))
            ++rows;
        QVERIFY(rows < 10'000);
        QVERIFY(!writer.errorString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
