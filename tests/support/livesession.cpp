// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/livesession.h"

#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"

#include <QCoreApplication>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

namespace {

std::unique_ptr<StoreSession> startedSession(const LiveStore &live, const QString &storeHash,
                                             const QString &token,
                                             const StoreSession::Options &options)
{
    Account account;
    account.id = storeHash;
    account.apiPath = live.store.apiPath();
    return std::make_unique<StoreSession>(
        account, token.isEmpty() ? live.store.options().token : token, options);
}

void waitForJournal(StoreSession &session)
{
    QSignalSpy history(&session.history(), &History::changed);
    QSignalSpy jobs(&session, &StoreSession::interruptedJobsChanged);
    if (!QTest::qWaitFor([&] { return history.count() > 0 && jobs.count() > 0; }))
        qFatal("the journal cannot be read");
}

} // namespace

std::unique_ptr<StoreSession> openSession(const LiveStore &live, const QString &folder)
{
    StoreSession::Options options;
    options.journalFolder = folder;
    std::unique_ptr<StoreSession> session = startedSession(live, u"sandbox"_s, {}, options);
    waitForJournal(*session);
    return session;
}

void LiveSession::start(const QString &token)
{
    session.reset();
    StoreSession::Options options;
    options.journalFolder = folder.path();
    if (keepsCopy)
        options.mirrorFolder = folder.path();
    session = startedSession(*this, storeHash, token, options);
    QObject::connect(&session->history(), &History::refused, session.get(),
                     [this](const History::Refused &refused) { refusals.append(refused); });
}

void LiveSession::open()
{
    start();
    waitForJournal(*session);
}

void LiveSession::close()
{
    session.reset();
    if (!QTest::qWaitFor([this] { return store.statistics().inFlight == 0; }))
        qFatal("requests do not end");
}

void LiveSession::settle()
{
    if (!QTest::qWaitFor(
            [this] { return !session->jobs().isBusy() && !session->history().isBusy(); }))
        qFatal("the jobs do not end");
    QCoreApplication::processEvents(); // refusals without a question come from the event loop
}

void LiveSession::undo()
{
    refusals.clear();
    session->history().undo();
    settle();
}

void LiveSession::redo()
{
    refusals.clear();
    session->history().redo();
    settle();
}

bool LiveSession::waitForCopy()
{
    return QTest::qWaitFor([this] {
        return session->mirror()->state() == Mirror::State::Complete
            && !session->mirrorUpdater().job();
    });
}

QSet<ProfileId> LiveSession::copiedMembers(SegmentId segment)
{
    PeopleQuery query;
    query.filter.memberOf = segment;
    QSet<ProfileId> ids;
    const PageSource<Person> source = session->mirror()->people(query);
    for (int page = 1;; ++page) {
        const auto answer =
            answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                source({page, maxPageSize}, context, std::move(callback));
            });
        if (!answer || !*answer || (*answer)->items.isEmpty())
            return ids;
        for (const Person &person : std::as_const((*answer)->items))
            ids.insert(person.profileId().value_or(ProfileId()));
    }
}

} // namespace segmentdesk::test
