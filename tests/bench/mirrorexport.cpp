// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirror.h"
#include "tests/bench/copyfill.h"
#include "tests/bench/exportrun.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int patience = 600'000; ///< ms

bool exportCopy(StoreHost &host, Mirror &mirror, const ExportSpec &spec, Exported *result)
{
    ExportJob job(*host.api, spec, &mirror);
    return runExport(job, patience, result);
}

/// The same rows by sqlite3 itself, from the same file; below 0: it could not.
double sqliteTime(const QString &copy, const QString &file)
{
    const QString sql =
        u"SELECT p.first_name, p.last_name, p.email, p.company, p.id, lower(hex(p.profile)), "
        "strftime('%Y-%m-%dT%H:%M:%SZ', p.created, 'unixepoch'), group_concat(g.name, ' | ') "
        "FROM people p LEFT JOIN memberships m ON m.person = p.id LEFT JOIN segments g "
        "ON g.number = m.segment GROUP BY p.id ORDER BY p.id"_s;
    QProcess sqlite;
    sqlite.setStandardOutputFile(file);
    QElapsedTimer clock;
    clock.start();
    sqlite.start(u"sqlite3"_s, {u"-readonly"_s, u"-csv"_s, copy, sql});
    const bool good = sqlite.waitForFinished(patience)
        && sqlite.exitStatus() == QProcess::NormalExit && sqlite.exitCode() == 0;
    return good ? milliseconds(clock) : -1;
}

qint64 lines(const QString &path)
{
    QFile file(path);
    qint64 count = 0;
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    while (!file.atEnd())
        count += file.read(1'048'576).count('\n');
    return count;
}

} // namespace

Report benchMirrorExport(const Options &options)
{
    Report report;
    sandbox::Options none;
    none.customers = 1;
    none.profiles = 1;
    none.segments = 0;
    StoreHost host(none, &report.failure); // no request goes there
    if (!report.failure.isEmpty())
        return report;
    const bool hasPeer = !QStandardPaths::findExecutable(u"sqlite3"_s).isEmpty();
    if (!hasPeer)
        report.missing = u"sqlite3, to compare with"_s;
    QTemporaryDir folder;
    const FilledCopy copy = fillCopy(folder.path(), options.rows);
    if (!copy.mirror) {
        report.failure = u"the copy of %1 people could not be made"_s.arg(options.rows);
        return report;
    }
    Mirror &mirror = *copy.mirror;
    ExportSpec spec;
    spec.kind = ExportSpec::Kind::AllPeople;
    spec.source = ExportSpec::Source::Copy;
    spec.columns = ExportSpec::defaultColumns(spec.kind);
    spec.columns.append(ExportColumn::SegmentNames);
    spec.fileName = folder.filePath(u"people.csv"_s);
    ExportSpec matrix;
    matrix.kind = ExportSpec::Kind::Matrix;
    matrix.fileName = folder.filePath(u"matrix.csv"_s);
    for (int run = 0; run < options.runs; ++run) {
        Exported exported;
        Exported wide;
        if (!exportCopy(host, mirror, spec, &exported)
            || !exportCopy(host, mirror, matrix, &wide)) {
            report.failure = u"an export from the copy did not end well"_s;
            return report;
        }
        const QString peerFile = folder.filePath(u"peer.csv"_s);
        if (hasPeer) {
            const double peer = sqliteTime(mirror.file().name, peerFile);
            if (peer < 0 || lines(peerFile) != options.rows) {
                report.failure = u"sqlite3 did not write %1 rows"_s.arg(options.rows);
                return report;
            }
            report.add(u"of the time of sqlite3 -csv"_s, {}, Figure::Goal::AtMost, 1,
                       exported.elapsed / peer);
            report.add(u"sqlite3 -csv"_s, u"ms"_s, Figure::Goal::None, 0, peer);
        }
        report.add(u"rows written"_s, {}, Figure::Goal::Exactly, options.rows,
                   double(exported.rows), Figure::Of::Worst);
        report.add(u"lines of the file"_s, {}, Figure::Goal::Exactly, options.rows + 1,
                   double(lines(spec.fileName)), Figure::Of::Worst);
        report.add(u"memory"_s, u"MB"_s, Figure::Goal::AtMost, 30, exported.growth);
        report.add(u"longest stall of the window"_s, u"ms"_s, Figure::Goal::AtMost, 16,
                   exported.stall);
        report.add(u"time"_s, u"ms"_s, Figure::Goal::None, 0, exported.elapsed);
        report.add(u"matrix of 1,000 segments: rows"_s, {}, Figure::Goal::None, 0,
                   double(wide.rows));
        report.add(u"matrix: memory"_s, u"MB"_s, Figure::Goal::AtMost, 30, wide.growth);
        report.add(u"matrix: time"_s, u"ms"_s, Figure::Goal::None, 0, wide.elapsed);
    }
    return report;
}

} // namespace segmentdesk::bench
