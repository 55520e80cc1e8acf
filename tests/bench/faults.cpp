// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"
#include "tests/support/faultproxy.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

using test::FaultProxy;
using test::Harm;

/// 1 % of the connections dropped, 1 % of the requests refused with 429, 0.5 % of the answers cut.
QList<std::pair<Harm, double>> badLine()
{
    const Harm busy{
        Harm::Kind::Answer, 429, {}, "{\"status\":429,\"title\":\"Too many requests\"}"};
    return {{{Harm::Kind::ResetBefore}, 0.005},
            {{Harm::Kind::ResetAfter}, 0.005},
            {busy, 0.01},
            {{Harm::Kind::CutBody}, 0.005}};
}

/// The program that does the job in a process of its own, which can be killed.
class JobProcess
{
public:
    JobProcess(const FaultProxy &proxy, const StoreHost &host, const QString &journal,
               SegmentId segment, const QString &people)
        : m_arguments({proxy.apiPath().toString(), host.store.options().token, journal,
                       segment.toString(), people})
    {
    }

    /// Runs it to its end, or kills it after so many milliseconds. False: it did neither.
    bool run(int patience, int killAfter = -1)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        Wait wait;
        QObject::connect(&process, &QProcess::finished, &process, [&wait] { wait.done(); });
        QObject::connect(&process, &QProcess::errorOccurred, &process, [&wait] { wait.done(); });
        if (killAfter >= 0)
            QTimer::singleShot(killAfter, &process, &QProcess::kill); // SIGKILL
        process.start(QCoreApplication::applicationDirPath() + u"/killedjob"_s, m_arguments);
        if (!wait.run(patience))
            return false;
        wasKilled = process.exitStatus() == QProcess::CrashExit;
        said = process.readAllStandardOutput();
        return (wasKilled && killAfter >= 0) || (!wasKilled && process.exitCode() == 0);
    }

    bool wasKilled = false;
    QByteArray said;

private:
    QStringList m_arguments;
};

} // namespace

Report benchFaults(const Options &options)
{
    Report report;
    sandbox::Options storeOptions;
    storeOptions.customers = options.number;
    storeOptions.profiles = options.number;
    storeOptions.segments = 0;
    storeOptions.quota = 0;
    StoreHost host(storeOptions, &report.failure);
    const QList<PersonRef> people = report.failure.isEmpty()
        ? peopleWithProfiles(*host.api, options.number)
        : QList<PersonRef>();
    QTemporaryDir folder;
    QFile list(folder.filePath(u"people"_s));
    if (people.isEmpty() || !list.open(QIODevice::WriteOnly)) {
        report.failure += u" the job could not be prepared"_s;
        return report;
    }
    QSet<ProfileId> wanted;
    for (const PersonRef &person : people) {
        wanted.insert(person.profileId);
        list.write(QByteArray::number(toNumber(person.customerId)) + ','
                   + person.profileId.toString().toLatin1() + '\n');
    }
    list.close();
    const int ideal = (options.number + 499) / 500 * options.rtt;
    const int patience = ideal * 10 + 30'000;
    FaultProxy proxy(host.store.apiPath());
    double undisturbed = 0;
    // Seed 0: the same without harm.
    for (int seed = 0; seed <= options.lastSeed; seed = seed == 0 ? options.firstSeed : seed + 1) {
        host.store.setLatency(0);
        const SegmentId segment = makeSegment(*host.api, u"Seed %1"_s.arg(seed));
        host.store.setLatency(options.rtt);
        host.store.resetStatistics();
        const test::FaultProxy::Counts before = proxy.counts();
        QRandomGenerator random(static_cast<quint32>(seed));
        JobProcess job(proxy, host, folder.filePath(QString::number(seed)), segment,
                       list.fileName());
        if (seed > 0)
            proxy.setRandom(static_cast<quint32>(seed), badLine());
        QElapsedTimer clock;
        clock.start();
        bool ended = true;
        if (seed > 0)
            ended =
                job.run(patience, static_cast<int>(ideal * (0.1 + 0.8 * random.generateDouble())));
        const bool wasKilled = job.wasKilled;
        if (ended && (seed == 0 || wasKilled))
            ended = job.run(patience);
        const double elapsed = milliseconds(clock);
        proxy.setRandom(0, {});
        if (!ended) {
            report.failure = u"the job of seed %1 did not end well"_s.arg(seed);
            return report;
        }
        if (seed == 0) {
            undisturbed = elapsed;
            continue;
        }
        const sandbox::Statistics seen = host.store.statistics();
        host.store.setLatency(0);
        const bool isExact = membersOf(*host.api, segment) == wanted;
        const QByteArray all = "end 0 changed " + QByteArray::number(options.number) + " of "
            + QByteArray::number(options.number) + '\n';
        report.add(u"of the speed on a good line, without the kill"_s, {}, Figure::Goal::AtLeast,
                   0.85, undisturbed / elapsed);
        report.add(u"the members are exactly those wanted"_s, {}, Figure::Goal::Exactly, 1, isExact,
                   Figure::Of::Worst);
        report.add(u"the outcome says so"_s, {}, Figure::Goal::Exactly, 1, job.said == all,
                   Figure::Of::Worst);
        report.add(u"people sent twice"_s, {}, Figure::Goal::Exactly, 0,
                   double(seen.membersAddedAgain), Figure::Of::Worst);
        report.add(u"killed"_s, {}, Figure::Goal::Exactly, 1, wasKilled, Figure::Of::Worst);
        report.add(u"requests that were harmed"_s, {}, Figure::Goal::None, 0,
                   double(proxy.counts().harmed - before.harmed));
        report.add(u"time"_s, u"s"_s, Figure::Goal::None, 0, elapsed / 1000);
    }
    return report;
}

} // namespace segmentdesk::bench
