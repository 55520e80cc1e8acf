// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/bench/figure.h"

namespace segmentdesk::bench {

/// What the command line says. Numbers are above 0; 0: the command's own.
struct Options
{
    int runs = 5;
    int rtt = 100; ///< milliseconds that the store takes for each answer
    int number = 100'000; ///< ids to add
    int rows = 1'000'000;
    int quota = 150;
    int window = 3'000; ///< milliseconds
    bool peers = false;
    bool journal =
        false; ///< bulk-add: as the window does it, with a plan, a journal and reading back
    bool sync = false; ///< search: while a pass is written into the copy
    int foreign = 0; ///< quota: requests that another client spends each window
    int firstSeed = 1; ///< faults: one run for each
    int lastSeed = 20;
    int job = 100'000; ///< stall: ids to add
    bool import = false; ///< stall: a file of --rows rows is checked instead
};

Report benchBulkAdd(const Options &options);
Report benchCsv(const Options &options);
Report benchCsvImport(const Options &options);
Report benchQuota(const Options &options);
Report benchFaults(const Options &options);
Report benchStall(const Options &options);
Report benchFirstRow(const Options &options);
Report benchTable(const Options &options);
Report benchScroll(const Options &options);
Report benchExport(const Options &options);
Report benchMirrorExport(const Options &options);
Report benchMirror(const Options &options);
Report benchSearch(const Options &options);
Report benchSort(const Options &options);
Report benchSets(const Options &options);
Report benchStart(const Options &options);

/// Measures one table in this process and prints it as JSON: how benchTable and benchScroll keep
/// their tables apart. Returns the exit code.
int probeTable(int rows);

/// Starts a program on the screen that this process is on, watches the screen until nothing changes
/// any more, and prints as JSON how long that took and how much memory: how benchStart sees what a
/// user sees. Returns the exit code.
int watchStart(const QStringList &program);

} // namespace segmentdesk::bench
