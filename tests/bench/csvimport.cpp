// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/firstrows.h"
#include "models/import/importpreview.h"
#include "tests/bench/copyfill.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/peers.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int patience = 120'000; ///< ms

struct Import
{
    double elapsed = 0; ///< ms
    double peak = 0; ///< MB over what was there before
    double kept = 0; ///< MB
    double stall = 0; ///< ms
    qint64 found = 0;
    bool isGood = false;
};

Import import(const QString &path, Mirror &mirror, SegmentId segment)
{
    Import result;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return result;
    resetPeakMemory();
    const double before = residentMemory();
    StallWatch stalls;
    QElapsedTimer clock;
    stalls.start();
    clock.start();
    // As the dialog does it, from the first look at the file on.
    ImportSpec spec;
    spec.fileName = path;
    spec.segmentId = segment;
    const QByteArray head = file.read(dialectHeadSize);
    spec.dialect = detectDialect(head, false);
    const FirstRows first = firstRowsOf(head, false, spec.dialect);
    spec.roles = matchColumns(first.names, first.rows);
    ImportPreview check(spec, copyImportSources(mirror));
    Wait wait;
    QObject::connect(&check, &ImportPreview::finished, &check, [&] {
        result.isGood = true;
        wait.done();
    });
    QObject::connect(&check, &ImportPreview::failed, &check, [&wait] { wait.done(); });
    check.start();
    if (!wait.run(patience) || !result.isGood)
        return {};
    result.elapsed = milliseconds(clock);
    result.stall = stalls.longest();
    result.peak = peakMemory() - before;
    result.kept = residentMemory() - before;
    result.found = check.count(ImportStatus::WillChange) + check.count(ImportStatus::NothingToDo);
    return result;
}

} // namespace

Report benchCsvImport(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    const FilledCopy copy = fillCopy(folder.path(), options.rows);
    Mirror *mirror = copy.mirror.get();
    const QString path = folder.filePath(u"people.csv"_s);
    if (!mirror || !writePeopleFile(path, copy.segments, options.rows)) {
        report.failure = u"a copy or a file in %1 cannot be made"_s.arg(folder.path());
        return report;
    }
    for (int run = 0; run < options.runs; ++run) {
        const double python = pythonCsvRead(path);
        const Import measured = import(path, *mirror, copy.segments.first().id);
        if (!measured.isGood) {
            report.failure = u"the file could not be checked"_s;
            return report;
        }
        if (python < 0)
            report.missing = u"python3, to compare with"_s;
        else
            report.add(u"rows to matched people, of the time Python's csv takes to read"_s, {},
                       Figure::Goal::AtMost, 1, measured.elapsed / python);
        report.add(u"people found"_s, {}, Figure::Goal::Exactly, options.rows,
                   double(measured.found), Figure::Of::Worst);
        report.add(u"memory at most"_s, u"MB"_s, Figure::Goal::AtMost, 250, measured.peak);
        report.add(u"memory kept"_s, u"MB"_s, Figure::Goal::None, 0, measured.kept);
        report.add(u"time"_s, u"ms"_s, Figure::Goal::None, 0, measured.elapsed);
    }
    return report;
}

} // namespace segmentdesk::bench
