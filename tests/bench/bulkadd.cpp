// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/membershipjob.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"

namespace segmentdesk::bench {

namespace {

Plan planFor(SegmentId segment, const QList<ProfileId> &profiles)
{
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = segment;
    plan.items.reserve(profiles.size());
    for (ProfileId profile : profiles)
        plan.items.append({CustomerId {}, profile, Effect::WillChange});
    return plan;
}

sandbox::Options storeWith(int profiles)
{
    sandbox::Options options;
    options.customers = profiles;
    options.profiles = profiles;
    options.segments = 0;
    options.quota = 0;
    return options;
}

} // namespace

Report benchBulkAdd(const Options &options)
{
    Report report;
    StoreHost host(storeWith(options.number), &report.failure);
    const QList<ProfileId> profiles =
            report.failure.isEmpty() ? host.profiles(options.number) : QList<ProfileId>();
    if (profiles.isEmpty()) {
        report.failure += u" the store's profiles could not be read"_qs;
        return report;
    }
    const int roundTrips = (options.number + 499) / 500;
    const int ideal = roundTrips * options.rtt;
    for (int run = 0; run < options.runs; ++run) {
        host.store.setLatency(0);
        const SegmentId segment = host.makeSegment(u"Run %1"_qs.arg(run));
        host.store.setLatency(options.rtt);
        host.store.resetStatistics();
        MembershipJob job(*host.api, planFor(segment, profiles));
        Wait wait;
        QObject::connect(&job, &Job::ended, &job, [&wait] { wait.done(); });
        QElapsedTimer clock;
        clock.start();
        job.start();
        if (!wait.run(ideal * 10 + 10'000)) {
            report.failure = u"the job did not end in ten times the time"_qs;
            return report;
        }
        const double elapsed = milliseconds(clock);
        const sandbox::Statistics seen = host.store.statistics();
        report.add(u"of 10 x 50 people a round trip"_qs, {}, Figure::Goal::AtLeast, 0.95,
                   roundTrips * options.rtt / elapsed);
        report.add(u"people added"_qs, {}, Figure::Goal::Exactly, options.number,
                   double(seen.membersAdded), Figure::Of::Worst);
        report.add(u"people sent twice"_qs, {}, Figure::Goal::Exactly, 0,
                   double(seen.membersAddedAgain), Figure::Of::Worst);
        report.add(u"requests at once, at most"_qs, {}, Figure::Goal::AtMost, 10,
                   double(seen.maxInFlight), Figure::Of::Worst);
        report.add(u"refused with 429"_qs, {}, Figure::Goal::Exactly, 0,
                   double(seen.tooManyRequests), Figure::Of::Worst);
        report.add(u"time"_qs, u"s"_qs, Figure::Goal::None, 0, elapsed / 1000);
    }
    return report;
}

Report benchQuota(const Options &options)
{
    constexpr int windows = 4; // that are looked at
    constexpr int answerTime = 10; // milliseconds: the quota shall be what limits, not the way
    Report report;
    // Enough that the job does not end while it is looked at.
    const int number = options.quota * (windows + 3) * 50;
    sandbox::Options storeOptions = storeWith(number);
    storeOptions.latencyMs = 0;
    StoreHost reader(storeOptions, &report.failure);
    if (!report.failure.isEmpty())
        return report;
    const QList<ProfileId> profiles = reader.profiles(number);
    reader.store.stop();
    storeOptions.quota = options.quota;
    storeOptions.windowMs = options.window;
    storeOptions.latencyMs = answerTime;
    for (int run = 0; run < options.runs; ++run) {
        // The same seed makes the same people.
        StoreHost host(storeOptions, &report.failure);
        const SegmentId segment =
                report.failure.isEmpty() ? host.makeSegment(u"Quota"_qs) : SegmentId();
        if (segment.isNull() || profiles.isEmpty()) {
            report.failure += u" the store could not be prepared"_qs;
            return report;
        }
        MembershipJob job(*host.api, planFor(segment, profiles));
        job.start();
        // Somewhere in the middle of a window; from there a whole number of windows.
        Wait().run(options.window * 3 / 2);
        const sandbox::Statistics before = host.store.statistics();
        Wait().run(options.window * windows);
        const sandbox::Statistics after = host.store.statistics();
        report.add(u"of what the quota allows"_qs, {}, Figure::Goal::AtLeast, 0.97,
                   double(after.requests - before.requests) / (options.quota * windows));
        report.add(u"refused with 429"_qs, {}, Figure::Goal::Exactly, 0,
                   double(after.tooManyRequests), Figure::Of::Worst);
    }
    return report;
}

} // namespace segmentdesk::bench
