// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/proxysession.h"

#include "models/changes/changejob.h"
#include "models/changes/history.h"

#include <QSignalSpy>

#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

void ProxySession::open(bool isVisit)
{
    session.reset();
    StoreSession::Options options;
    options.journalFolder = isVisit ? QString() : folder.path();
    options.retryPause = std::chrono::hours(1);
    session = std::make_unique<StoreSession>(Account{u"sandbox"_s, {}, proxy.apiPath()},
                                             live.store.options().token, options);
    if (isVisit)
        return;
    QSignalSpy read(session.get(), &StoreSession::interruptedJobsChanged);
    if (!read.wait(QTest::patience))
        qFatal("the journal is not read");
}

void ProxySession::wait(const Job *job)
{
    if (!QTest::qWaitFor([job] { return job->state() == Job::State::Ended; }))
        qFatal("the job does not end");
}

const Outcome &ProxySession::run(const Plan &plan)
{
    const ChangeJob *job = session->run(plan);
    wait(job);
    return *job->outcome();
}

bool ProxySession::undo()
{
    QSignalSpy refused(&session->history(), &History::refused);
    QSignalSpy started(&session->history(), &History::started);
    session->history().undo();
    return QTest::qWaitFor([&] {
               return !refused.isEmpty() || (!started.isEmpty() && !session->history().isBusy());
           })
        && refused.isEmpty();
}

} // namespace segmentdesk::test
