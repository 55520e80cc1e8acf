// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvreader.h"
#include "models/csv/csvwriter.h"
#include "tests/support/golden.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using RowError = CsvReader::RowError;

/// A row in one line of text: "3: a|b" or "3: UnclosedQuote".
QString shown(const CsvReader &reader)
{
    static const char *const names[] = {"",
                                        "Nul",
                                        "BadEncoding",
                                        "Ragged",
                                        "Unclosed",
                                        "TextAfterQuote",
                                        "TooLong",
                                        "TooManyColumns",
                                        "ReadFailed"};
    QString text = QString::number(reader.line()) + u": "_s;
    if (reader.trouble() != RowError::None)
        text += QString::fromLatin1(names[int(reader.trouble())]) + u' ';
    return text + reader.texts().join(u'|');
}

QStringList rowsOf(CsvReader &reader)
{
    QStringList rows;
    while (reader.next())
        rows.append(shown(reader));
    return rows;
}

/// A row a line; what would break one is written as an escape.
QByteArray asText(const QStringList &rows)
{
    QString text;
    for (QString row : rows) {
        row.replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s);
        text += row.replace(QChar(0), u"\\0"_s) + u'\n';
    }
    return text.toUtf8();
}

/// Gives few bytes at a time, and fails at failAt.
class Trickle : public QIODevice
{
public:
    Trickle(const QByteArray &bytes, qint64 step) : m_bytes(bytes), m_step(step)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_bytes.size(); }
    qint64 failAt = -1;

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (failAt >= 0 && pos() >= failAt) {
            setErrorString(u"the stick was pulled"_s);
            return -1;
        }
        const qint64 end = failAt >= 0 ? failAt : m_bytes.size();
        const qint64 number = std::min({most, m_step, end - pos()});
        std::memcpy(data, m_bytes.constData() + pos(), size_t(number));
        return number;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_step;
};

QByteArray utf16(const QString &text, bool little, bool mark)
{
    QByteArray bytes;
    const auto put = [&](ushort unit) {
        const char low = char(unit & 0xFF);
        const char high = char(unit >> 8);
        bytes.append(little ? low : high).append(little ? high : low);
    };
    if (mark)
        put(0xFEFF);
    for (const QChar c : text)
        put(c.unicode());
    return bytes;
}

/// Half a million rows of an export, made as they are read: 50 MB or more without holding them.
class Endless : public QIODevice
{
public:
    Endless(const QByteArray &line, qint64 lines) : m_line(line), m_left(line.size() * lines)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 number = std::min(most, m_left);
        for (qint64 i = 0; i < number; ++i) {
            data[i] = m_line[m_at];
            m_at = m_at + 1 == m_line.size() ? 0 : m_at + 1;
        }
        m_left -= number;
        return number;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_line;
    qsizetype m_at = 0;
    qint64 m_left;
};

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data() { test::addGoldenRows(QFINDTESTDATA("golden/reader")); }

    void rows()
    {
        QFETCH(QString, path);
        QByteArray bytes = test::goldenInput(path);
        CsvReader whole(bytes, {});
        const QStringList rows = rowsOf(whole);
        const QByteArray difference = test::goldenDifference(path, asText(rows));
        QVERIFY2(difference.isEmpty(), difference.constData());
        // Wherever a piece ends.
        for (const qint64 step : {1, 2, 3, 5, 16}) {
            Trickle device(bytes, step);
            CsvReader pieces(device, {});
            QCOMPARE(rowsOf(pieces), rows);
        }
        // And from each row on.
        CsvReader reader(bytes, {});
        for (qsizetype i = 0; reader.next(); ++i) {
            QBuffer buffer(&bytes);
            QVERIFY(buffer.open(QIODevice::ReadOnly));
            CsvReader from(buffer, {});
            QVERIFY(from.seek(reader.offset(), reader.line()));
            QCOMPARE(rowsOf(from), rows.sliced(i));
        }
    }

    void rowAsItStands()
    {
        const QByteArray bytes("id;\"a \"\"b\"\"\"\r\n1;\"x\ny\"\n");
        CsvDialect dialect;
        dialect.delimiter = ';';
        CsvReader reader(bytes, dialect);
        QVERIFY(reader.next());
        QCOMPARE(reader.row(), QByteArrayView("id;\"a \"\"b\"\"\""));
        QVERIFY(reader.next());
        QCOMPARE(reader.row(), QByteArrayView("1;\"x\ny\""));
        QVERIFY(!reader.next());
        QVERIFY(!reader.next());
    }

    void withoutQuotes()
    {
        CsvDialect dialect;
        dialect.quotes = false;
        CsvReader reader("\"a,b\"\nc,d\n", dialect);
        QCOMPARE(rowsOf(reader), (QStringList{u"1: \"a|b\""_s, u"2: c|d"_s}));
    }

    void ragged()
    {
        CsvReader reader("a,b\nc\nd,e,f\ng,h\n", {});
        reader.setExpectedColumns(2);
        QCOMPARE(rowsOf(reader),
                 (QStringList{u"1: a|b"_s, u"2: Ragged c"_s, u"3: Ragged d|e|f"_s, u"4: g|h"_s}));
    }

    /// Each is one line end, wherever a piece ends.
    void lineEnds_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("CR") << QByteArray("\r");
        QTest::newRow("CR CR LF") << QByteArray("\r\r\n");
    }

    void lineEnds()
    {
        QFETCH(QByteArray, end);
        QByteArray bytes("a,b\n\"c\n\",d\n\ne\" ,\"f\"\n\"g\"h,i\nj,k\n");
        bytes.replace("\n", end);
        const QStringList rows{u"1: a|b"_s, u"2: c%1|d"_s.arg(QString::fromLatin1(end)),
                               u"5: e\" |f"_s, u"6: TextAfterQuote "_s, u"7: j|k"_s};
        CsvReader whole(bytes, {});
        QCOMPARE(rowsOf(whole), rows);
        for (const qint64 step : {1, 2, 3, 5}) {
            Trickle device(bytes, step);
            CsvReader pieces(device, {});
            QCOMPARE(rowsOf(pieces), rows);
        }
    }

    void mixedLineEnds()
    {
        CsvReader reader("a\rb\nc\r\nd\r\r\ne\r\rf", {});
        QCOMPARE(rowsOf(reader),
                 (QStringList{u"1: a"_s, u"2: b"_s, u"3: c"_s, u"4: d"_s, u"5: e"_s, u"7: f"_s}));
    }

    void blanksAroundQuotes()
    {
        const QByteArray bytes(
            "a, \"b, c\" ,d\n  \"e\"\t,f, \"g\nh\"\nx, \"y\" z,5\" \n, \"open\nlast\n");
        const QStringList rows{u"1: a|b, c|d"_s, u"2: e|f|g\nh"_s, u"4: x| \"y\" z|5\" "_s,
                               u"5: | \"open"_s, u"6: last"_s};
        CsvReader whole(bytes, {});
        QCOMPARE(rowsOf(whole), rows);
        for (const qint64 step : {1, 2, 3, 5}) {
            Trickle device(bytes, step);
            CsvReader pieces(device, {});
            QCOMPARE(rowsOf(pieces), rows);
        }
    }

    void bounds_data()
    {
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<int>("trouble");
        const QByteArray cell(CsvReader::maxCellBytes, 'x');
        QTest::newRow("cell at the bound") << cell << int(RowError::None);
        QTest::newRow("cell over it") << cell + 'x' << int(RowError::TooLong);
        QTest::newRow("quoted at the bound") << '"' + cell + '"' << int(RowError::None);
        QTest::newRow("quoted over it") << "\"x" + cell + '"' << int(RowError::UnclosedQuote);
        QTest::newRow("line of 10 MB") << QByteArray(10'000'000, 'x') << int(RowError::TooLong);
        QTest::newRow("columns at the bound")
            << QByteArray(CsvReader::maxColumns - 1, ',') << int(RowError::None);
        QTest::newRow("columns over it")
            << QByteArray(CsvReader::maxColumns, ',') << int(RowError::TooManyColumns);
        QTest::newRow("row over its bound")
            << QByteArray(cell + ',').repeated(CsvReader::maxRowBytes / cell.size() + 1)
            << int(RowError::TooLong);
    }

    void bounds()
    {
        QFETCH(QByteArray, bad);
        QFETCH(int, trouble);
        const QByteArray bytes = "before\n" + bad + "\r\nafter\n";
        for (const qint64 step : {0, 65'536, 1'000'000}) {
            Trickle device(bytes, step);
            std::unique_ptr<CsvReader> reader;
            if (step == 0)
                reader = std::make_unique<CsvReader>(QByteArrayView(bytes), CsvDialect());
            else
                reader = std::make_unique<CsvReader>(device, CsvDialect());
            QVERIFY(reader->next());
            QCOMPARE(shown(*reader), u"1: before"_s);
            QVERIFY(reader->next());
            QCOMPARE(int(reader->trouble()), trouble);
            QVERIFY(reader->next());
            QCOMPARE(shown(*reader), u"3: after"_s);
            QCOMPARE(reader->offset(), bytes.size() - 6);
            QVERIFY(!reader->next());
        }
    }

    void quoteOnEachLineIsNotQuadratic()
    {
        // Each row looks ahead as far as a cell may go; the next one begins a line further down.
        Endless device("a,\"\n\"\"b\n", 200'000);
        CsvReader reader(device, {});
        qint64 rows = 0;
        while (reader.next())
            ++rows;
        QVERIFY(rows > 0);
        QCOMPARE(reader.line() <= 400'001, true);
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<CsvDialect::Encoding>("encoding");
        QTest::addColumn<int>("start");
        const QString text = u"näme,日本\r\n😀,\"a\nb\"\r\nlast,ü\r\n"_s;
        using Encoding = CsvDialect::Encoding;
        QTest::newRow("UTF-8") << text.toUtf8() << Encoding::Utf8 << 0;
        QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + text.toUtf8() << Encoding::Utf8 << 3;
        QTest::newRow("UTF-16 LE") << utf16(text, true, false) << Encoding::Utf16Le << 0;
        QTest::newRow("UTF-16 LE with mark") << utf16(text, true, true) << Encoding::Utf16Le << 2;
        QTest::newRow("UTF-16 BE") << utf16(text, false, false) << Encoding::Utf16Be << 0;
        QTest::newRow("UTF-16 BE with mark") << utf16(text, false, true) << Encoding::Utf16Be << 2;
    }

    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(CsvDialect::Encoding, encoding);
        QFETCH(int, start);
        const QStringList rows{u"1: näme|日本"_s, u"2: 😀|a\nb"_s, u"4: last|ü"_s};
        CsvDialect dialect;
        dialect.encoding = encoding;
        dialect.start = start;
        CsvReader whole(bytes, dialect);
        QCOMPARE(rowsOf(whole), rows);
        for (const qint64 step : {1, 3, 7}) {
            Trickle device(bytes, step);
            CsvReader pieces(device, dialect);
            QCOMPARE(rowsOf(pieces), rows);
        }
        CsvReader reader(bytes, dialect);
        for (qsizetype i = 0; reader.next(); ++i) {
            QBuffer buffer(&bytes);
            QVERIFY(buffer.open(QIODevice::ReadOnly));
            CsvReader from(buffer, dialect);
            QVERIFY(from.seek(reader.offset(), reader.line()));
            QCOMPARE(rowsOf(from), rows.sliced(i));
        }
    }

    void windows1252()
    {
        CsvDialect dialect;
        dialect.encoding = CsvDialect::Encoding::Windows1252;
        const QByteArray bytes("M\xFCller,\x80 5\nnext,\x9E\n");
        CsvReader reader(bytes, dialect);
        QVERIFY(reader.next());
        QCOMPARE(shown(reader), u"1: Müller|€ 5"_s);
        QVERIFY(reader.next());
        QCOMPARE(shown(reader), u"2: next|ž"_s);
        QCOMPARE(reader.offset(), bytes.indexOf("next"));
    }

    void halfASurrogatePair()
    {
        CsvDialect dialect;
        dialect.encoding = CsvDialect::Encoding::Utf16Le;
        QByteArray bytes =
            utf16(u"ok\n"_s, true, false) + "\x3D\xD8" + utf16(u"x\nok\n"_s, true, false) + 'y';
        CsvReader reader(bytes, dialect);
        QList<RowError> troubles;
        while (reader.next())
            troubles.append(reader.trouble());
        QCOMPARE(
            troubles,
            (QList{RowError::None, RowError::BadEncoding, RowError::None, RowError::BadEncoding}));
    }

    void deviceFails()
    {
        Trickle device("a,b\nc,d\ne,f\n", 3);
        device.failAt = 6;
        CsvReader reader(device, {});
        QCOMPARE(rowsOf(reader), (QStringList{u"1: a|b"_s, u"2: ReadFailed "_s}));
        QCOMPARE(reader.errorString(), u"the stick was pulled"_s);
    }

    void writtenAndRead_data()
    {
        QTest::addColumn<CsvWriter::Mode>("mode");
        QTest::addColumn<QChar>("delimiter");
        QTest::newRow("safe") << CsvWriter::Mode::SafeForSpreadsheets << QChar(u',');
        QTest::newRow("safe, semicolons") << CsvWriter::Mode::SafeForSpreadsheets << QChar(u';');
        QTest::newRow("exact, tabs") << CsvWriter::Mode::Exact << QChar(u'\t');
    }

    void writtenAndRead()
    {
        QFETCH(CsvWriter::Mode, mode);
        QFETCH(QChar, delimiter);
        QStringList cells{u"plain"_s,  u""_s,      u"=1+1"_s,   u"'=1"_s,   u"''@x"_s,
                          u"'plain"_s, u"a\"b"_s,  u"\"\""_s,   u"a,b;c"_s, u"x\ny"_s,
                          u"\r\n"_s,   u"\tx"_s,   u"－1"_s,    u"-5"_s,    u"日本😀"_s,
                          u" x "_s,    u"+49 1"_s, u"a\tb|c"_s, u"'"_s};
        // Exact files are read with the guard taken off as well: what looks guarded there loses
        // one.
        if (mode == CsvWriter::Mode::Exact)
            cells.removeIf([](const QString &cell) {
                return cell.startsWith(u"'=") || cell.startsWith(u"''");
            });
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        CsvWriter::Options options;
        options.mode = mode;
        options.delimiter = delimiter;
        CsvWriter writer(buffer, QList<CsvWriter::Column>(cells.size(), CsvWriter::Column::Text),
                         options);
        QVERIFY(writer.writeHeader(cells));
        QVERIFY(writer.writeRow(cells));
        QVERIFY(writer.finish());
        CsvDialect dialect;
        dialect.delimiter = delimiter.toLatin1();
        dialect.start = 3;
        CsvReader reader(buffer.data(), dialect);
        for (int row = 0; row < 2; ++row) {
            QVERIFY(reader.next());
            QCOMPARE(reader.trouble(), RowError::None);
            QCOMPARE(reader.texts(), cells);
        }
        QVERIFY(!reader.next());
    }
};

QTEST_APPLESS_MAIN(TestCsvReader)

#include "tst_csvreader.moc"
