// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvreader.h"
#include "models/csv/csvwriter.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/peers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

/// Rows as an export of people has them; about 130 bytes each.
QStringList person(int number)
{
    const QString digits = QString::number(number);
    return {QString::number(100'000 + number),
            u"person.number"_s + digits + u"@example.org"_s,
            u"Zoë"_s,
            number % 10 == 0 ? u"Lindqvist, the \"younger\""_s : u"Lindqvist"_s,
            u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"_s,
            u"2026-11-05T12:13:14Z"_s,
            u"Nordlys Outdoor"_s};
}

bool synced(QFile &file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}

bool writeRows(const QString &path, int rows, double *elapsed)
{
    // The rows are made before: only the writing counts. A few are enough, the writer keeps
    // nothing.
    QList<QStringList> people;
    for (int i = 0; i < std::min(rows, 1000); ++i)
        people.append(person(i));
    using Column = CsvWriter::Column;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QElapsedTimer clock;
    clock.start();
    CsvWriter writer(file,
                     {Column::Typed, Column::Text, Column::Text, Column::Text, Column::Typed,
                      Column::Typed, Column::Text},
                     {});
    bool fine = writer.writeHeader({u"Customer ID"_s, u"E-mail"_s, u"First name"_s, u"Last name"_s,
                                    u"Profile ID"_s, u"Created"_s, u"Company"_s});
    for (int i = 0; fine && i < rows; ++i)
        fine = writer.writeRow(people[i % people.size()]);
    fine = fine && writer.finish() && synced(file);
    *elapsed = milliseconds(clock);
    return fine;
}

/// The same bytes, in pieces of 1 MiB, onto the same disk.
bool writeBytes(const QString &path, qint64 size, double *elapsed)
{
    const QByteArray piece(1'048'576, 'x');
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return false;
    QElapsedTimer clock;
    clock.start();
    for (qint64 left = size; left > 0; left -= piece.size()) {
        if (file.write(piece.constData(), std::min<qint64>(left, piece.size())) < 0)
            return false;
    }
    const bool fine = synced(file);
    *elapsed = milliseconds(clock);
    return fine;
}

struct Reading
{
    double elapsed = 0; ///< ms
    double growth = 0; ///< MB
    qint64 rows = 0;
    qint64 cellBytes = 0; ///< so that the cells cannot be optimized away
};

bool readRows(const QString &path, Reading *reading)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    resetPeakMemory();
    const double before = residentMemory();
    QElapsedTimer clock;
    clock.start();
    const CsvDialect dialect = detectDialect(file.peek(dialectHeadSize), false);
    CsvReader reader(file, dialect);
    *reading = {};
    while (reader.next()) {
        ++reading->rows;
        for (int column = 0; column < reader.size(); ++column)
            reading->cellBytes += reader.cell(column).size();
    }
    reading->elapsed = milliseconds(clock);
    reading->growth = peakMemory() - before;
    return true;
}

} // namespace

Report benchCsv(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"people.csv"_s);
    const QString small = folder.filePath(u"small.csv"_s);
    double unused = 0;
    if (!writeRows(small, std::max(options.rows / 10, 1), &unused)) {
        report.failure = u"a file in %1 cannot be written"_s.arg(folder.path());
        return report;
    }
    for (int run = 0; run < options.runs; ++run) {
        double writing = 0;
        double raw = 0;
        Reading tenth;
        Reading reading;
        if (!writeRows(path, options.rows, &writing)
            || !writeBytes(folder.filePath(u"raw"_s), QFile(path).size(), &raw)
            || !readRows(small, &tenth) || !readRows(path, &reading)) {
            report.failure = u"a file in %1 cannot be written or read"_s.arg(folder.path());
            return report;
        }
        const double python = pythonCsvRead(path);
        if (python < 0)
            report.missing = u"python3, to compare with"_s;
        else
            report.add(u"reading, of the time of Python's csv"_s, {}, Figure::Goal::AtMost, 0.15,
                       reading.elapsed / python);
        report.add(u"writing, of the time of write and fsync"_s, {}, Figure::Goal::AtMost, 3,
                   writing / raw);
        report.add(u"memory of reading, over that of a tenth of the rows"_s, u"MB"_s,
                   Figure::Goal::AtMost, 1, reading.growth - tenth.growth);
        report.add(u"rows read"_s, {}, Figure::Goal::Exactly, options.rows + 1,
                   double(reading.rows), Figure::Of::Worst);
        report.add(u"reading"_s, u"ms"_s, Figure::Goal::None, 0, reading.elapsed);
        report.add(u"writing with fsync"_s, u"ms"_s, Figure::Goal::None, 0, writing);
        report.add(u"file"_s, u"MB"_s, Figure::Goal::None, 0, double(QFile(path).size()) / 1e6);
    }
    return report;
}

} // namespace segmentdesk::bench
