// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/campaign.h"

#include "tests/simulation/knownbroken.h"
#include "tests/simulation/run.h"
#include "tests/simulation/simdisk.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace segmentdesk::simulation {

namespace {

/// Seeds that one process runs before another takes over: what a crash leaves lying around goes
/// with it.
constexpr quint64 seedsAProcess = 20;
/// Runs that shrinking a trace may take.
constexpr int maxShrinkRuns = 1500;

/// What a process says of one seed.
struct Report
{
    quint64 seed = 0;
    qint32 isBegun = 0; ///< only that it begins
    qint32 steps = 0;
    qint32 faults = 0;
    qint32 requests = 0;
    qint32 isBroken = 0;
    char code[24] = {};
};

Run::Options optionsOf(const Campaign &campaign)
{
    Run::Options options;
    if (!campaign.toleratesNothing)
        options.tolerated = knownBroken();
    return options;
}

RunResult runSteps(Dispatcher &dispatcher, quint64 seed, const QList<Step> &steps,
                   const Run::Options &options)
{
    Run run(dispatcher, seed, options);
    return run.run(steps);
}

/// The shortest trace that breaks the same promise: leaves out as much as it can, first in large
/// pieces, then one by one.
QList<Step> shrunk(Dispatcher &dispatcher, quint64 seed, QList<Step> steps, const QString &code,
                   const Run::Options &options)
{
    int runs = 0;
    const auto breaks = [&](const QList<Step> &some) {
        ++runs;
        const RunResult result = runSteps(dispatcher, seed, some, options);
        return result.violation && result.violation->code == code;
    };
    for (qsizetype piece = std::max<qsizetype>(steps.size() / 2, 1); piece > 0; piece /= 2) {
        bool again = true;
        while (again && runs < maxShrinkRuns) {
            again = false;
            for (qsizetype at = steps.size() - piece; at >= 0 && runs < maxShrinkRuns;
                 at -= piece) {
                QList<Step> less = steps;
                less.remove(at, piece);
                if (!breaks(less))
                    continue;
                steps = less;
                again = piece == 1;
            }
        }
    }
    for (qsizetype i = 0; i < steps.size() && runs < maxShrinkRuns; ++i) {
        QList<Step> simpler = steps;
        simpler[i].then = Step::Then::Quiet;
        if (steps.at(i).then != Step::Then::Quiet && breaks(simpler))
            steps = simpler;
    }
    return steps;
}

void print(const QStringList &lines)
{
    for (const QString &line : lines)
        std::printf("  %s\n", qPrintable(line));
}

/// The program that a process of its own runs: it says each result through @p out.
void runSeeds(Dispatcher &dispatcher, const Campaign &campaign, quint64 first, quint64 last,
              quint64 stride, int out)
{
    for (quint64 seed = first; seed <= last; seed += stride) {
        Report report;
        report.seed = seed;
        report.isBegun = 1;
        if (write(out, &report, sizeof report) != ssize_t(sizeof report))
            return;
        const RunResult result =
            runSteps(dispatcher, seed, stepsOf(seed, campaign.steps), optionsOf(campaign));
        report.isBegun = 0;
        report.steps = result.steps;
        report.faults = result.faults;
        report.requests = result.requests;
        if (result.violation) {
            report.isBroken = 1;
            std::strncpy(report.code, result.violation->code.toLatin1().constData(),
                         sizeof report.code - 1);
        }
        if (write(out, &report, sizeof report) != ssize_t(sizeof report))
            return;
    }
}

int showSeed(Dispatcher &dispatcher, const Campaign &campaign)
{
    Run::Options options = optionsOf(campaign);
    options.withWire = true;
    QList<Step> steps = stepsOf(campaign.first, campaign.steps);
    RunResult result = runSteps(dispatcher, campaign.first, steps, options);
    print(result.trace);
    if (!result.violation) {
        std::printf("seed %llu: %d steps, no promise broken\n",
                    static_cast<unsigned long long>(campaign.first), result.steps);
        return 0;
    }
    if (campaign.shrinks) {
        const QString code = result.violation->code;
        options.withWire = false;
        steps =
            shrunk(dispatcher, campaign.first, steps.mid(0, result.brokenAt + 1), code, options);
        options.withWire = true;
        const RunResult shortest = runSteps(dispatcher, campaign.first, steps, options);
        std::printf("seed %llu breaks promise %s; the shortest way there, of %lld steps:\n",
                    static_cast<unsigned long long>(campaign.first), qPrintable(code),
                    static_cast<long long>(steps.size()));
        print(shortest.trace);
    }
    return 1;
}

/// A program that was killed by its own fault has broken a promise, too.
struct Worker
{
    pid_t pid = -1;
    int in = -1;
    quint64 lane = 0;
    quint64 seed = 0; ///< that it runs
};

} // namespace

const char *usage()
{
    return "simulate [--seeds A..B | --seed N] [--steps N] [--jobs N] [--keep-going] [--first]\n"
           "         [--no-shrink] [--strict]\n"
           "Runs the engine against a model store, with every kind of harm under a seed, and "
           "checks\nits promises after every step. --seed prints the whole trace.\n";
}

std::optional<Campaign> campaignOf(int count, char **arguments)
{
    Campaign campaign;
    const auto number = [](const char *text, quint64 *value) {
        char *end = nullptr;
        *value = std::strtoull(text, &end, 10);
        return end != text && *end == '\0';
    };
    for (int i = 1; i < count; ++i) {
        const std::string argument = arguments[i];
        const char *value = i + 1 < count ? arguments[i + 1] : "";
        quint64 read = 0;
        if (argument == "--keep-going") {
            campaign.goesOn = true;
        } else if (argument == "--no-shrink") {
            campaign.shrinks = false;
        } else if (argument == "--first") {
            campaign.onlyFirst = true;
        } else if (argument == "--strict") {
            campaign.toleratesNothing = true;
        } else if (argument == "--seeds") {
            const std::string range = value;
            const size_t dots = range.find("..");
            if (dots == std::string::npos || !number(range.substr(0, dots).c_str(), &campaign.first)
                || !number(range.substr(dots + 2).c_str(), &campaign.last)
                || campaign.first > campaign.last)
                return std::nullopt;
            ++i;
        } else if (argument == "--seed" && number(value, &campaign.first)) {
            campaign.last = campaign.first;
            campaign.isOneSeed = true;
            ++i;
        } else if (argument == "--steps" && number(value, &read) && read <= 100'000) {
            campaign.steps = int(read);
            ++i;
        } else if (argument == "--jobs" && number(value, &read) && read <= 64) {
            campaign.jobs = int(read);
            ++i;
        } else {
            return std::nullopt;
        }
    }
    return campaign;
}

int runCampaign(const Campaign &campaign, int count, char **arguments)
{
    installDisk();
    if (campaign.isOneSeed) {
        auto *dispatcher = new Dispatcher; // of the application
        QCoreApplication::setEventDispatcher(dispatcher);
        QCoreApplication application(count, arguments);
        return showSeed(*dispatcher, campaign);
    }
    const auto begun = std::chrono::steady_clock::now();
    const quint64 lanes = quint64(
        campaign.jobs > 0 ? campaign.jobs : int(std::max(1U, std::thread::hardware_concurrency())));
    std::vector<Worker> workers(lanes);
    std::vector<quint64> next(lanes);
    std::vector<Report> broken;
    qint64 steps = 0;
    qint64 faults = 0;
    qint64 requests = 0;
    quint64 runs = 0;
    for (quint64 lane = 0; lane < lanes; ++lane) {
        workers[lane].lane = lane;
        next[lane] = campaign.first + lane;
    }
    const auto begin = [&](Worker &worker) {
        const quint64 from = next[worker.lane];
        if (from > campaign.last || (!campaign.goesOn && !broken.empty()))
            return false;
        const quint64 last = std::min(campaign.last, from + (seedsAProcess - 1) * lanes);
        int ends[2];
        std::fflush(stdout);
        if (pipe(ends) != 0)
            return false;
        worker.pid = fork();
        if (worker.pid == 0) {
            close(ends[0]);
            auto *dispatcher = new Dispatcher; // of the application
            QCoreApplication::setEventDispatcher(dispatcher);
            QCoreApplication application(count, arguments);
            runSeeds(*dispatcher, campaign, from, last, lanes, ends[1]);
            _exit(0);
        }
        close(ends[1]);
        worker.in = ends[0];
        worker.seed = from;
        return worker.pid > 0;
    };
    for (Worker &worker : workers)
        begin(worker);
    for (;;) {
        std::vector<pollfd> waits;
        std::vector<Worker *> which;
        for (Worker &worker : workers) {
            if (worker.in < 0)
                continue;
            waits.push_back({worker.in, POLLIN, 0});
            which.push_back(&worker);
        }
        if (waits.empty())
            break;
        poll(waits.data(), waits.size(), -1);
        for (size_t i = 0; i < waits.size(); ++i) {
            if (waits[i].revents == 0)
                continue;
            Worker &worker = *which[i];
            Report report;
            if (read(worker.in, &report, sizeof report) == ssize_t(sizeof report)) {
                worker.seed = report.seed;
                next[worker.lane] = report.seed + lanes;
                if (report.isBegun)
                    continue;
                ++runs;
                steps += report.steps;
                faults += report.faults;
                requests += report.requests;
                if (report.isBroken)
                    broken.push_back(report);
                continue;
            }
            close(worker.in);
            worker.in = -1;
            int status = 0;
            waitpid(worker.pid, &status, 0);
            if (WIFSIGNALED(status)) {
                Report died;
                died.seed = worker.seed;
                std::snprintf(died.code, sizeof died.code, "0.signal-%d", WTERMSIG(status));
                broken.push_back(died);
            }
            begin(worker);
        }
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::sort(broken.begin(), broken.end(),
              [](const Report &a, const Report &b) { return a.seed < b.seed; });
    if (campaign.onlyFirst) {
        if (broken.empty())
            std::printf("none\n");
        else
            std::printf("%llu %s\n", static_cast<unsigned long long>(broken.front().seed),
                        broken.front().code);
        return broken.empty() ? 0 : 1;
    }
    std::printf("%llu seeds, %lld steps (%.0f a second), %lld requests, %lld faults injected, "
                "%.1f s, %zu broken\n",
                static_cast<unsigned long long>(runs), static_cast<long long>(steps),
                double(steps) / seconds, static_cast<long long>(requests),
                static_cast<long long>(faults), seconds, broken.size());
    for (const Report &report : broken)
        std::printf("  seed %llu: %s\n", static_cast<unsigned long long>(report.seed), report.code);
    if (!broken.empty() && campaign.shrinks && !campaign.goesOn) {
        // In a program of its own: this one has none that could run a seed.
        std::fflush(stdout);
        const std::string seed = std::to_string(broken.front().seed);
        const std::string stepCount = std::to_string(campaign.steps);
        execl("/proc/self/exe", arguments[0], "--seed", seed.c_str(), "--steps", stepCount.c_str(),
              campaign.toleratesNothing ? "--strict" : nullptr, nullptr);
    }
    return broken.empty() ? 0 : 1;
}

} // namespace segmentdesk::simulation
