// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/membershipjob.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

Plan planFor(SegmentId segment, const QList<PersonRef> &people)
{
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = segment;
    plan.items.reserve(people.size());
    for (const PersonRef &person : people)
        plan.items.append({person.customerId, person.profileId, Effect::WillChange});
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

void addCounts(Report &report, const sandbox::Statistics &seen, int number)
{
    report.add(u"people added"_s, {}, Figure::Goal::Exactly, number, double(seen.membersAdded),
               Figure::Of::Worst);
    report.add(u"people sent twice"_s, {}, Figure::Goal::Exactly, 0, double(seen.membersAddedAgain),
               Figure::Of::Worst);
    report.add(u"requests at once, at most"_s, {}, Figure::Goal::AtMost, 10,
               double(seen.maxInFlight), Figure::Of::Worst);
    report.add(u"refused with 429"_s, {}, Figure::Goal::Exactly, 0, double(seen.tooManyRequests),
               Figure::Of::Worst);
}

/// As the window does it: plan, journal, writing, reading back. Returns false if it did not end.
bool runJournaled(StoreHost &host, SegmentId segment, const QList<PersonRef> &people, int ideal,
                  Report &report)
{
    QTemporaryDir folder;
    Account account;
    account.id = u"bench"_s;
    account.apiPath = host.store.apiPath();
    StoreSession::Options options;
    options.journalFolder = folder.path();
    StoreSession session(account, host.store.options().token, options);
    Wait planned;
    Wait wait;
    QElapsedTimer clock;
    double started = 0;
    double written = 0;
    bool isWhole = false;
    clock.start();
    Planner(session.background())
        .planAdd(segment, {}, people, &session, [&](const Result<Plan> &plan) {
            planned.done();
            if (!plan) {
                wait.done();
                return;
            }
            started = milliseconds(clock);
            ChangeJob *job = session.run(*plan);
            // Job::changed() comes a quarter of a second late.
            auto *look = new QTimer(job);
            QObject::connect(look, &QTimer::timeout, &session, [&, job, look] {
                if (job->phase() != Job::Phase::Checking)
                    return;
                written = milliseconds(clock);
                look->stop();
            });
            look->start(5);
            QObject::connect(job, &Job::ended, &session, [&, job] {
                const ReadBack &readBack = job->outcome()->readBack;
                isWhole = job->end() == JobResult::Done && readBack.done
                    && readBack.found == people.size() && readBack.expected == people.size();
                wait.done();
            });
        });
    if (!planned.run(ideal * 10 + 10'000) || !wait.run(ideal * 10 + 10'000) || !isWhole)
        return false;
    report.add(u"of 10 x 50 people a round trip, while writing"_s, {}, Figure::Goal::AtLeast, 0.95,
               ideal / (written - started));
    report.add(u"time to plan"_s, u"s"_s, Figure::Goal::None, 0, started / 1000);
    report.add(u"time to write"_s, u"s"_s, Figure::Goal::None, 0, (written - started) / 1000);
    report.add(u"time to read back and compare"_s, u"s"_s, Figure::Goal::None, 0,
               (milliseconds(clock) - written) / 1000);
    return true;
}

/// The writing alone.
bool runBare(StoreHost &host, SegmentId segment, const QList<PersonRef> &people, int ideal,
             Report &report)
{
    MembershipJob job(*host.api, planFor(segment, people));
    Wait wait;
    QObject::connect(&job, &Job::ended, &job, [&wait] { wait.done(); });
    QElapsedTimer clock;
    clock.start();
    job.start();
    if (!wait.run(ideal * 10 + 10'000))
        return false;
    const double elapsed = milliseconds(clock);
    report.add(u"of 10 x 50 people a round trip"_s, {}, Figure::Goal::AtLeast, 0.95,
               ideal / elapsed);
    report.add(u"time"_s, u"s"_s, Figure::Goal::None, 0, elapsed / 1000);
    return true;
}

/// Another program at the same store, which spends so many requests a window, at irregular moments.
class ForeignClient : public QObject
{
public:
    ForeignClient(const StoreHost &host, int requests, int window) : m_mean(window / requests)
    {
        RestClient::Options options;
        options.apiPath = host.store.apiPath();
        options.token = host.store.options().token.toLatin1();
        options.reserve = 0;
        m_client = std::make_unique<RestClient>(options);
        m_api = std::make_unique<StoreApi>(*m_client, RequestPriority::Interactive);
        connect(m_client.get(), &RestClient::requestFinished, this,
                [this](const RequestRecord &record) { m_served += record.status == 200 ? 1 : 0; });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_api->listSegments({1, 1}, this, [](const Result<Page<Segment>> &) {});
            beginWaiting();
        });
        beginWaiting();
    }
    int served() const { return m_served; }

private:
    void beginWaiting()
    {
        // Two pauses together are two means long.
        m_isSecond = !m_isSecond;
        m_pause = m_isSecond ? 2 * m_mean - m_pause : m_random.bounded(2 * m_mean);
        m_timer.start(m_pause);
    }

    int m_mean; ///< milliseconds
    int m_pause = 0;
    bool m_isSecond = true;
    int m_served = 0;
    QRandomGenerator m_random{1};
    QTimer m_timer;
    std::unique_ptr<RestClient> m_client;
    std::unique_ptr<StoreApi> m_api;
};

} // namespace

Report benchBulkAdd(const Options &options)
{
    Report report;
    StoreHost host(storeWith(options.number), &report.failure);
    const QList<PersonRef> people = report.failure.isEmpty()
        ? peopleWithProfiles(*host.api, options.number)
        : QList<PersonRef>();
    if (people.isEmpty()) {
        report.failure += u" the store's profiles could not be read"_s;
        return report;
    }
    const int ideal = (options.number + 499) / 500 * options.rtt;
    for (int run = 0; run < options.runs; ++run) {
        host.store.setLatency(0);
        const SegmentId segment = makeSegment(*host.api, u"Run %1"_s.arg(run));
        host.store.setLatency(options.rtt);
        host.store.resetStatistics();
        const bool ended = options.journal ? runJournaled(host, segment, people, ideal, report)
                                           : runBare(host, segment, people, ideal, report);
        if (!ended) {
            report.failure = u"the job did not end well in ten times the time"_s;
            return report;
        }
        addCounts(report, host.store.statistics(), options.number);
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
    const QList<PersonRef> people = peopleWithProfiles(*reader.api, number);
    reader.store.stop();
    storeOptions.quota = options.quota;
    storeOptions.windowMs = options.window;
    storeOptions.latencyMs = answerTime;
    for (int run = 0; run < options.runs; ++run) {
        // The same seed makes the same people.
        StoreHost host(storeOptions, &report.failure);
        const SegmentId segment =
            report.failure.isEmpty() ? makeSegment(*host.api, u"Quota"_s) : SegmentId();
        if (segment.isNull() || people.isEmpty()) {
            report.failure += u" the store could not be prepared"_s;
            return report;
        }
        std::unique_ptr<ForeignClient> foreign;
        if (options.foreign > 0) {
            foreign = std::make_unique<ForeignClient>(host, options.foreign, options.window);
            // What the user's setting is for.
            host.client->setReserve(double(options.foreign) / options.quota);
        }
        MembershipJob job(*host.api, planFor(segment, people));
        job.start();
        // Somewhere in the middle of a window; from there a whole number of windows.
        Wait().run(options.window * 3 / 2);
        const sandbox::Statistics before = host.store.statistics();
        const int foreignBefore = foreign ? foreign->served() : 0;
        Wait().run(options.window * windows);
        const sandbox::Statistics after = host.store.statistics();
        const int foreignServed = (foreign ? foreign->served() : 0) - foreignBefore;
        const qint64 refused = after.tooManyRequests - before.tooManyRequests;
        const auto served = double(after.requests - before.requests - refused - foreignServed);
        const double left = options.quota * windows - foreignServed;
        if (foreign) {
            report.add(u"of what the other client leaves"_s, {}, Figure::Goal::AtLeast, 0.95,
                       served / left);
            report.add(u"refused with 429, of both, a window"_s, {}, Figure::Goal::AtMost, 1,
                       double(refused) / windows, Figure::Of::Worst);
            report.add(u"requests of the other client, a window"_s, {}, Figure::Goal::AtLeast,
                       0.9 * options.foreign, double(foreignServed) / windows);
        } else {
            report.add(u"of what the quota allows"_s, {}, Figure::Goal::AtLeast, 0.97,
                       served / left);
            report.add(u"refused with 429"_s, {}, Figure::Goal::Exactly, 0,
                       double(after.tooManyRequests), Figure::Of::Worst);
        }
    }
    return report;
}

} // namespace segmentdesk::bench
