// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/exportrun.h"

#include "tests/bench/measure.h"

namespace segmentdesk::bench {

bool runExport(ExportJob &job, int patience, Exported *result)
{
    Wait wait;
    QObject::connect(&job, &Job::ended, &job, [&wait] { wait.done(); });
    StallWatch stalls;
    QElapsedTimer clock;
    resetPeakMemory();
    const double before = residentMemory();
    clock.start();
    stalls.start();
    job.start();
    const bool ended = wait.run(patience);
    result->elapsed = milliseconds(clock);
    result->stall = stalls.longest();
    result->growth = peakMemory() - before;
    result->rows = job.rowsWritten();
    return ended && job.end() == JobResult::Done;
}

} // namespace segmentdesk::bench
