// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sessionfixture.h"

#include "models/changes/journal.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "tests/simulation/clock.h"
#include "tests/simulation/simdisk.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QSqlDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

constexpr qint64 openingLimit = 60'000; ///< ms
constexpr qint64 startTime = 300; ///< ms from the end of a program to its next start

} // namespace

SessionFixture::SessionFixture(Dispatcher &dispatcher, Network &network, Watch &watch,
                               const QString &folder)
    : m_dispatcher(dispatcher), m_network(network), m_watch(watch), m_folder(folder)
{
    m_watch.running = [this] { return running(); };
}

SessionFixture::~SessionFixture()
{
    m_watch.running = {};
}

void SessionFixture::open()
{
    Account account;
    account.id = u"simulated"_s;
    account.name = u"Simulated"_s;
    account.apiPath = QUrl(u"https://store.example/stores/simulated/v3"_s);
    StoreSession::Options options;
    options.journalFolder = m_folder;
    options.network.manager = [this] { return m_network.manager(); };
    m_isRead = false;
    m_journalError.clear();
    theClock().monotonic += startTime;
    act([this, account, options] {
        m_session = std::make_unique<StoreSession>(account, u"token"_s, options);
        QObject::connect(m_session.get(), &StoreSession::interruptedJobsChanged, m_session.get(),
                         [this] { m_isRead = true; });
        QObject::connect(m_session.get(), &StoreSession::journalFailed, m_session.get(),
                         [this](const QString &error) {
                             m_journalError = error;
                             m_isRead = true;
                         });
        JobQueue &jobs = m_session->jobs();
        QObject::connect(&jobs, &JobQueue::jobAdded, m_session.get(), [this](Job *job) {
            if (const auto *change = qobject_cast<ChangeJob *>(job))
                m_watch.added(*change);
        });
        // Asked whether to lose more than was confirmed, the person keeps it.
        QObject::connect(m_session.get(), &StoreSession::asked, m_session.get(),
                         [](GroupRun *run) { run->answer(false); });
        QObject::connect(m_session.get(), &StoreSession::recorded, m_session.get(),
                         [this](Job *job, quint64, GroupRun *run) {
                             if (const auto *change = qobject_cast<ChangeJob *>(job))
                                 m_watch.ended(*change, !run || run->hasEnded());
                         });
    });
    act([this] {
        // Every other question is answered with yes: then those it names may be lost.
        QObject::connect(m_session.get(), &StoreSession::asked, m_session.get(),
                         [this](GroupRun *run) {
                             const std::optional<GroupQuestion> question = run->question();
                             if (!question)
                                 return;
                             const bool agrees = ++m_questions % 2 == 0;
                             for (const PersonRef &person : question->people) {
                                 if (agrees)
                                     m_watch.confirm(u"lose\t"_s + question->segment.id.toString()
                                                     + u'\t' + person.profileId.toString());
                             }
                             m_watch.say(u"  the program asks about %1 people; the person says %2"_s
                                             .arg(question->number)
                                             .arg(agrees ? u"yes"_s : u"no"_s));
                             QMetaObject::invokeMethod(
                                 run, [run, agrees] { run->answer(agrees); }, Qt::QueuedConnection);
                         });
    });
    const qint64 until = theClock().monotonic + openingLimit;
    while (!m_isRead && m_dispatcher.runOne(until)) { }
    if (!m_journalError.isEmpty() || !m_session->journal())
        return;
    QSet<qint64> open;
    for (const StoreSession::InterruptedJob &job : m_session->interrupted().jobs())
        open.insert(job.id);
    QSet<qint64> ended;
    bool isAnswered = false;
    act([&] {
        m_session->journal()->ended(10'000, m_session.get(),
                                    [&](const QList<JournaledJob> &jobs, const QString &error) {
                                        for (const JournaledJob &job : jobs)
                                            ended.insert(job.id);
                                        if (!error.isEmpty())
                                            m_journalError = error;
                                        isAnswered = true;
                                    });
    });
    while (!isAnswered && m_dispatcher.runOne(until)) { }
    if (m_journalError.isEmpty())
        m_watch.restarted(open, ended, m_session->history().entries());
}

void SessionFixture::close()
{
    act([this] { m_session.reset(); });
    passEvents(20);
}

void SessionFixture::crash()
{
    m_watch.crashed(m_session->history().entries());
    theDisk().isDead = true;
    m_network.forget();
    m_dispatcher.forget();
    // Nothing of it is taken down in order: it is gone, and what it had is left lying around, where
    // the leak checker finds it again: the list, too, outlives the end of the program.
    static auto *const gone = new QList<StoreSession *>;
    gone->append(m_session.release());
    const QStringList connections = QSqlDatabase::connectionNames();
    for (const QString &connection : connections) {
        QSqlDatabase::database(connection, false).close();
        QSqlDatabase::removeDatabase(connection);
    }
    theDisk() = Disk{0, false, -1, false, theDisk().writes};
}

ChangeJob *SessionFixture::running() const
{
    if (!m_session)
        return nullptr;
    for (Job *job : m_session->jobs().jobs()) {
        auto *change = qobject_cast<ChangeJob *>(job);
        if (change && change->isActive())
            return change;
    }
    return nullptr;
}

ChangeJob *SessionFixture::paused() const
{
    if (ChangeJob *job = running(); job && job->isPaused())
        return job;
    const QList<ChangeJob *> jobs = waiting();
    const auto held = std::find_if(jobs.cbegin(), jobs.cend(),
                                   [](const ChangeJob *job) { return job->isOnHold(); });
    return held == jobs.cend() ? nullptr : *held;
}

QList<ChangeJob *> SessionFixture::waiting() const
{
    QList<ChangeJob *> waiting;
    for (Job *job : m_session->jobs().jobs()) {
        auto *change = qobject_cast<ChangeJob *>(job);
        if (change && change->state() == Job::State::Queued)
            waiting.prepend(change);
    }
    return waiting;
}

QList<ChangeJob *> SessionFixture::ended() const
{
    QList<ChangeJob *> ended;
    for (Job *job : m_session->jobs().jobs()) {
        auto *change = qobject_cast<ChangeJob *>(job);
        if (change && change->state() == Job::State::Ended)
            ended.prepend(change);
    }
    return ended;
}

void SessionFixture::act(std::function<void()> action)
{
    bool isDone = false;
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [&isDone, action = std::move(action)] {
            action();
            isDone = true;
        },
        Qt::QueuedConnection);
    while (!isDone)
        runOne(theClock().monotonic);
}

void SessionFixture::runOne(qint64 until)
{
    m_dispatcher.runOne(until);
}

void SessionFixture::passEvents(int number)
{
    const qint64 until = theClock().monotonic + 5'000;
    for (int i = 0; i < number && !theDisk().isDead && m_dispatcher.runOne(until); ++i) { }
}

void SessionFixture::passTime(qint64 milliseconds)
{
    const qint64 until = theClock().monotonic + milliseconds;
    while (!theDisk().isDead && m_dispatcher.runOne(until)) { }
}

bool SessionFixture::isQuiet() const
{
    if (m_network.underWay() > 0)
        return false;
    const QList<Job *> jobs = m_session->jobs().jobs();
    return !m_session->history().isBusy()
        && std::all_of(jobs.cbegin(), jobs.cend(),
                       [](const Job *job) {
                           return job->state() == Job::State::Ended
                               || job->state() == Job::State::Paused
                               || job->state() == Job::State::Queued;
                       })
        && (running() || std::all_of(jobs.cbegin(), jobs.cend(), [](const Job *job) {
                return job->state() != Job::State::Queued || job->isOnHold();
            }));
}

bool SessionFixture::passUntilQuiet(qint64 limit)
{
    const qint64 until = theClock().monotonic + limit;
    // Between two events it may look quiet: what comes next is a moment away.
    int quiet = 0;
    while (quiet < 3 && !theDisk().isDead) {
        const bool isMore = m_dispatcher.runOne(std::min(until, theClock().monotonic + 50));
        if (!isMore && theClock().monotonic >= until)
            return isQuiet();
        quiet = isQuiet() && !isMore ? quiet + 1 : 0;
    }
    return true;
}

} // namespace segmentdesk::simulation
