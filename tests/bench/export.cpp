// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/exportrun.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

/// Exports all profiles of the store with names and e-mail addresses.
bool exportAll(StoreHost &host, const QString &fileName, int patience, Exported *result)
{
    ExportSpec spec;
    spec.kind = ExportSpec::Kind::AllProfiles;
    spec.columns = {ExportColumn::FullName,    ExportColumn::Email,
                    ExportColumn::Company,     ExportColumn::CustomerNumber,
                    ExportColumn::ProfileUuid, ExportColumn::CustomerCreated};
    spec.fileName = fileName;
    ExportJob job(*host.api, spec);
    return runExport(job, patience, result);
}

} // namespace

Report benchExport(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    double smallGrowth = 0;
    QList<double> smallGrowths;
    const int small = std::max(options.rows / 10, 1);
    for (const int rows : {small, options.rows}) {
        sandbox::Options storeOptions;
        storeOptions.customers = rows;
        storeOptions.profiles = rows;
        storeOptions.segments = 0;
        storeOptions.quota = 0;
        StoreHost host(storeOptions, &report.failure);
        if (!report.failure.isEmpty())
            return report;
        host.store.setLatency(options.rtt);
        const int roundTrips = (rows + 2499) / 2500;
        const int patience = roundTrips * options.rtt * 10 + 20'000;
        for (int run = 0; run < options.runs; ++run) {
            Exported exported;
            if (!exportAll(host, folder.filePath(u"people.csv"_s), patience, &exported)) {
                report.failure = u"the export of %1 people did not end well"_s.arg(rows);
                return report;
            }
            if (rows == small && run == 0) {
                // The first one also pays for what the program makes once.
                exportAll(host, folder.filePath(u"people.csv"_s), patience, &exported);
            }
            if (rows == small) {
                smallGrowths.append(exported.growth);
                smallGrowth = median(smallGrowths);
                continue;
            }
            report.add(u"of 10 x 250 people a round trip"_s, {}, Figure::Goal::AtLeast, 0.95,
                       roundTrips * options.rtt / exported.elapsed);
            report.add(u"rows written"_s, {}, Figure::Goal::Exactly, rows, double(exported.rows),
                       Figure::Of::Worst);
            report.add(u"memory, over that of a tenth of the rows"_s, u"MB"_s, Figure::Goal::AtMost,
                       10, exported.growth - smallGrowth);
            report.add(u"longest stall of the window"_s, u"ms"_s, Figure::Goal::AtMost, 16,
                       exported.stall);
            report.add(u"time"_s, u"s"_s, Figure::Goal::None, 0, exported.elapsed / 1000);
        }
    }
    return report;
}

} // namespace segmentdesk::bench
