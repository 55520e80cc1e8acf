// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirror.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"
#include "models/sync/mirrorsync.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

/// What 10 requests of 250 rows allow each round trip of 100 ms: rows a second.
constexpr double networkLimit = 25'000;
constexpr int patience = 600'000; ///< ms

bool read(StoreHost &host, Mirror &mirror, double *elapsed, double *untilTexts, double *stall)
{
    Wait opened;
    QObject::connect(&mirror, &Mirror::stateChanged, &mirror, [&opened] { opened.done(); });
    if (mirror.state() == Mirror::State::Opening && !opened.run(patience))
        return false;
    MirrorSync job(*host.api, mirror, MirrorSync::Kind::Whole);
    Wait wait;
    QObject::connect(&job, &Job::ended, &job, [&wait] { wait.done(); });
    StallWatch stalls;
    QElapsedTimer clock;
    stalls.start();
    clock.start();
    job.start();
    const bool ended = wait.run(patience) && job.end() == JobResult::Done;
    *elapsed = milliseconds(clock);
    if (!ended)
        return false;
    // Searching waits for nothing else any more once the texts are in memory, too.
    Wait texts;
    mirror.recount(&job, [&texts](const Result<Mirror::Counts> &) { texts.done(); });
    const bool isAll = texts.run(patience);
    *untilTexts = milliseconds(clock);
    *stall = stalls.longest();
    return isAll;
}

} // namespace

Report benchMirror(const Options &options)
{
    Report report;
    sandbox::Options storeOptions;
    storeOptions.customers = options.rows;
    storeOptions.profiles = options.rows;
    storeOptions.segments = 1000;
    storeOptions.quota = 0;
    StoreHost host(storeOptions, &report.failure);
    if (!report.failure.isEmpty())
        return report;
    for (int run = 0; run < options.runs; ++run) {
        QTemporaryDir folder;
        resetPeakMemory();
        const double before = residentMemory();
        auto mirror = std::make_unique<Mirror>(folder.path(), u"bench"_s);
        double elapsed = 0;
        double untilTexts = 0;
        double stall = 0;
        if (!read(host, *mirror, &elapsed, &untilTexts, &stall)) {
            report.failure = u"reading the store did not end well"_s;
            return report;
        }
        // Customers, and the same number of profiles after them.
        report.add(u"rows read a second, of 25,000"_s, {}, Figure::Goal::AtLeast, 1.2,
                   2.0 * options.rows / untilTexts * 1000 / networkLimit);
        report.add(u"longest stall of the window"_s, u"ms"_s, Figure::Goal::AtMost, 16, stall);
        report.add(u"memory while reading"_s, u"MB"_s, Figure::Goal::AtMost, 150,
                   peakMemory() - before);
        report.add(u"memberships read"_s, {}, Figure::Goal::None, 0,
                   double(mirror->counts().memberships));

        mirror.reset();
        const QFileInfo file(QDir(folder.path()).filePath(u"copy.sqlite"_s));
        report.add(u"file"_s, u"MB"_s, Figure::Goal::AtMost, 400, double(file.size()) / 1e6);
        report.add(u"time"_s, u"s"_s, Figure::Goal::None, 0, untilTexts / 1000);
        report.add(u"texts into memory"_s, u"s"_s, Figure::Goal::None, 0,
                   (untilTexts - elapsed) / 1000);
    }
    return report;
}

} // namespace segmentdesk::bench
