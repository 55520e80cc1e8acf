// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

/// No file grows beyond @p bytes while this lives: what a full disk does, as far as a process can
/// do it to itself.
class FullDisk
{
public:
    explicit FullDisk(qint64 bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = static_cast<rlim_t>(bytes);
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};

Plan adding(int people)
{
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = SegmentId(QUuid::createUuid());
    plan.segmentName = u"Gold"_s;
    for (int i = 1; i <= people; ++i)
        plan.items.append({CustomerId(i), ProfileId(QUuid::createUuid()), Effect::WillChange});
    return plan;
}

/// The whole plan was done.
QList<ItemResult> allChanged(const Plan &plan)
{
    QList<ItemResult> results;
    for (qint32 i = 0; i < plan.items.size(); ++i)
        results.append({i, ItemStatus::Changed, OutcomeItem::noReason, {}});
    return results;
}

Outcome doneOutcome(const Plan &plan)
{
    Outcome outcome;
    outcome.operation = plan.operation;
    for (const PlanItem &item : plan.items)
        outcome.items.append(
            {item.customerId, item.profileId, ItemStatus::Changed, OutcomeItem::noReason});
    return outcome;
}

} // namespace

/// A journal whose disk does not take what is written.
class TestJournalDisk : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString folder() const { return m_folder->filePath(u"store"_s); }
    QString logFile() const { return folder() + u"/journal.sqlite-wal"_s; }

    /// The answer to what was posted so far.
    static QString answer(Journal &journal)
    {
        std::optional<QString> said;
        QObject context;
        journal.flush(&context, [&said](const QString &error) { said = error; });
        if (!QTest::qWaitFor([&said] { return said.has_value(); }))
            qFatal("the journal does not answer");
        return *said;
    }

    static QString intend(Journal &journal, qint64 job)
    {
        std::optional<QString> said;
        QObject context;
        journal.intend(job, {0}, &context, [&said](const QString &error) { said = error; });
        if (!QTest::qWaitFor([&said] { return said.has_value(); }))
            qFatal("the journal does not answer");
        return *said;
    }

    static QList<JournaledJob> load(Journal &journal, qint64 job)
    {
        std::optional<QList<JournaledJob>> found;
        QObject context;
        journal.load(job, &context,
                     [&found](const QList<JournaledJob> &jobs, const QString &) { found = jobs; });
        if (!QTest::qWaitFor([&found] { return found.has_value(); }))
            qFatal("the journal does not answer");
        return *found;
    }

    /// A job that has begun and may send everything.
    static qint64 begun(Journal &journal, const Plan &plan)
    {
        const qint64 job = journal.newId();
        QObject context;
        journal.begin(job, JobFacts::Purpose::Change, plan, &context, [](const QString &error) {
            if (!error.isEmpty())
                qFatal("a job cannot begin: %s", qPrintable(error));
        });
        if (!answer(journal).isEmpty() || !intend(journal, job).isEmpty())
            qFatal("a job cannot begin");
        return job;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theEndIsWrittenOnceThereIsRoom()
    {
        const Plan plan = adding(2000);
        qint64 job = 0;
        {
            Journal journal(folder());
            job = begun(journal, plan);
            QSignalSpy behind(&journal, &Journal::behindChanged);
            {
                const FullDisk full(QFileInfo(logFile()).size());
                journal.addResults(job, allChanged(plan));
                journal.end(job, doneOutcome(plan));
                QVERIFY(!answer(journal).isEmpty());
                QVERIFY(!journal.behind().isEmpty());
                QVERIFY(!behind.isEmpty());
                // Nothing gets leave meanwhile, however small it is.
                QVERIFY(!intend(journal, job).isEmpty());
                // What is known is read all the same.
                QCOMPARE(load(journal, job).size(), 1);
                QVERIFY(!load(journal, job).first().endedAt.isValid());
            }
            QTRY_COMPARE(journal.behind(), QString()); // unasked
            QCOMPARE(intend(journal, job), QString());
        }
        Journal journal(folder());
        const QList<JournaledJob> found = load(journal, job);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.first().endedAt.isValid());
        QCOMPARE(found.first().changed, 2000);
        QCOMPARE(found.first().results.size(), 2000);
    }

    void theLastTryIsWhenItCloses()
    {
        const Plan plan = adding(2000);
        qint64 job = 0;
        {
            Journal journal(folder());
            job = begun(journal, plan);
            const auto full = std::make_unique<FullDisk>(QFileInfo(logFile()).size());
            journal.addResults(job, allChanged(plan));
            journal.end(job, doneOutcome(plan));
            QVERIFY(!answer(journal).isEmpty());
        }
        Journal journal(folder());
        const QList<JournaledJob> found = load(journal, job);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.first().endedAt.isValid());
    }

    /// A job that could not begin has sent nothing, so nothing of it is kept.
    void whatCouldNotBeginLeavesNothing()
    {
        const Plan plan = adding(2000);
        Journal journal(folder());
        QCOMPARE(answer(journal), QString());
        const qint64 job = journal.newId();
        QString begin;
        {
            const FullDisk full(QFileInfo(logFile()).size());
            journal.begin(job, JobFacts::Purpose::Change, plan, this,
                          [&begin](const QString &error) { begin = error; });
            QVERIFY(!answer(journal).isEmpty());
            QVERIFY(!begin.isEmpty());
            journal.end(job, doneOutcome(plan));
        }
        QTRY_COMPARE(journal.behind(), QString());
        QVERIFY(load(journal, job).isEmpty());
    }

    void aFolderThatVanishesStopsTheRun_data()
    {
        QTest::addColumn<bool>("moved");
        QTest::newRow("deleted") << false;
        QTest::newRow("moved away") << true;
    }

    void aFolderThatVanishesStopsTheRun()
    {
        QFETCH(bool, moved);
        sandbox::Options options = LiveStore::small();
        options.customers = 2000;
        options.profiles = 2000;
        options.latencyMs = 30;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"Vanished"_s);
        const QList<PersonRef> people = live.people(2000);
        const auto desk = openSession(live, folder());
        QSignalSpy behind(desk.get(), &StoreSession::journalBehind);
        Job *job =
            desk->run(LiveStore::plan(Operation::AddMembers, segment, people, Effect::WillChange));
        live.store.resetStatistics();
        QTRY_VERIFY(live.store.statistics().writes >= 3);
        if (moved)
            QVERIFY(QDir().rename(folder(), m_folder->filePath(u"elsewhere"_s)));
        else
            QVERIFY(QDir(folder()).removeRecursively());
        QTRY_COMPARE(job->state(), Job::State::Ended);
        QCOMPARE(job->end(), JobResult::Failed);
        QCOMPARE(job->error()->kind, JobError::Kind::Journal);
        QVERIFY(live.store.statistics().writes < 40);
        QCOMPARE(live.memberIds(segment.id), idsOf(job->outcome()->people(ItemStatus::Changed)));
        QTRY_VERIFY(!behind.isEmpty());
        QVERIFY(!behind.last().first().toString().isEmpty());
        // Nothing else is sent either.
        const qint64 before = live.store.statistics().writes;
        Job *second = desk->run(LiveStore::plan(Operation::AddMembers, segment, people.mid(1900)));
        QTRY_COMPARE(second->state(), Job::State::Ended);
        QCOMPARE(second->error().value_or(JobError()).kind, JobError::Kind::Journal);
        QCOMPARE(live.store.statistics().writes, before);
        if (!moved)
            return;
        // Once it is back, what happened is written down.
        QVERIFY(QDir().rename(m_folder->filePath(u"elsewhere"_s), folder()));
        QTRY_VERIFY(behind.last().first().toString().isEmpty());
        QVERIFY(desk->history().canUndo());
    }

    /// Also while nothing is written.
    void aFolderThatVanishesIsSaid()
    {
        Journal journal(folder());
        QCOMPARE(answer(journal), QString());
        QSignalSpy behind(&journal, &Journal::behindChanged);
        QVERIFY(QDir(folder()).removeRecursively());
        QTRY_VERIFY(!journal.behind().isEmpty());
    }

    void anotherFileInItsPlaceIsNotWrittenTo()
    {
        Journal journal(folder());
        const qint64 job = begun(journal, adding(3));
        QVERIFY(QDir(folder()).removeRecursively());
        QVERIFY(QDir().mkpath(folder()));
        QFile other(folder() + u"/journal.sqlite"_s);
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.close();
        QVERIFY(!intend(journal, job).isEmpty());
        QCOMPARE(QFileInfo(other).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestJournalDisk)
#include "tst_journaldisk.moc"
