// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"
#include "models/changes/journal.h"
#include "models/domain/utc.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"

#include <QDir>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

constexpr qint64 dayMs = qint64(24) * 3600 * 1000;

} // namespace

/// Journals of earlier versions, damaged ones, and clocks that are wrong.
class TestJournalRecords : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString folder() const { return m_folder->filePath(u"store"_s); }

    /// Runs statements on the file while no journal has it open.
    void execute(const QStringList &statements) const
    {
        QVERIFY(QDir().mkpath(folder()));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by hand"_s);
            database.setDatabaseName(folder() + u"/journal.sqlite"_s);
            QVERIFY(database.open());
            for (const QString &statement : statements) {
                QSqlQuery query(database);
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(u"by hand"_s);
    }

    void useFixture(const QString &name) const
    {
        QFile file(QStringLiteral(JOURNALS_DIR) + u'/' + name + u".sql"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList statements;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString &line : lines) {
            if (!line.isEmpty() && !line.startsWith(u"--"))
                statements.append(line);
        }
        execute(statements);
    }

    using Ask = std::function<void(QObject *context, Journal::JobList done)>;
    static QList<JournaledJob> answer(const Ask &ask)
    {
        std::optional<QList<JournaledJob>> found;
        QString failed;
        QObject context;
        ask(&context, [&](const QList<JournaledJob> &jobs, const QString &error) {
            found = jobs;
            failed = error;
        });
        if (!QTest::qWaitFor([&found] { return found.has_value(); }))
            qFatal("the journal does not answer");
        if (!failed.isEmpty())
            qWarning("%s", qPrintable(failed));
        return *found;
    }
    static QList<JournaledJob> ended(Journal &journal)
    {
        return answer([&](QObject *context, Journal::JobList done) {
            journal.ended(100, context, std::move(done));
        });
    }
    static QList<JournaledJob> interrupted(Journal &journal)
    {
        return answer([&](QObject *context, Journal::JobList done) {
            journal.interrupted(context, std::move(done));
        });
    }
    static QList<JournaledJob> load(Journal &journal, qint64 job)
    {
        return answer([&](QObject *context, Journal::JobList done) {
            journal.load(job, context, std::move(done));
        });
    }

    /// A job that has begun, and ended if @p ends.
    static qint64 add(Journal &journal, const QString &name, bool ends = true)
    {
        Plan plan;
        plan.segmentName = name;
        plan.items = {{CustomerId(1), ProfileId(QUuid::createUuid()), Effect::WillChange},
                      {CustomerId(2), ProfileId(QUuid::createUuid()), Effect::WillChange}};
        const qint64 job = journal.newId();
        QObject context;
        std::optional<QString> said;
        journal.begin(job, JobFacts::Purpose::Change, plan, &context,
                      [&said](const QString &error) { said = error; });
        if (ends)
            journal.end(job, Outcome());
        if (!QTest::qWaitFor([&said] { return said.has_value(); }) || !said->isEmpty())
            qFatal("a job cannot begin");
        return job;
    }

    static QStringList names(const QList<JournaledJob> &jobs)
    {
        QStringList names;
        for (const JournaledJob &job : jobs)
            names.append(job.plan.segmentName);
        return names;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// Whatever can happen to an item can be reread; what cannot is refused.
    void everyResultIsReread()
    {
        for (int what = 0; what <= static_cast<int>(ItemStatus::Unknown); ++what) {
            const QList<ItemResult> results{{7, static_cast<ItemStatus>(what), 3, ProfileId()}};
            const auto back = resultsFrom(toBytes(results));
            QVERIFY2(back, qPrintable(QString::number(what)));
            QCOMPARE(back->first().what, results.first().what);
            SegmentOutcome segment;
            segment.what = static_cast<ItemStatus>(what);
            QCOMPARE(segmentFrom(toBytes(segment)).value().what, segment.what);
        }
        QVERIFY(!resultsFrom(toBytes(QList<ItemResult>{{7, static_cast<ItemStatus>(99), 3, {}}})));
    }

    void earlierVersionsAreRead_data()
    {
        QTest::addColumn<QString>("fixture");
        QTest::addColumn<bool>("hasSteps");
        QTest::newRow("0.1.0") << u"0.1.0"_s << false;
        QTest::newRow("plans with steps") << u"steps"_s << true;
        QTest::newRow("history with jobs") << u"jobs"_s << true;
    }

    void earlierVersionsAreRead()
    {
        QFETCH(QString, fixture);
        QFETCH(bool, hasSteps);
        useFixture(fixture);
        LiveStore live;
        for (int start = 0; start < 2; ++start) { // as it is brought up to date, and afterwards
            const auto desk = openSession(live, folder());
            Journal &journal = *desk->journal();
            QCOMPARE(journal.setAside(), 0);
            QCOMPARE(names(interrupted(journal)), QStringList{u"Silver"_s});
            QCOMPARE(desk->interrupted().jobs().size(), 1);
            const QList<JournaledJob> before = ended(journal);
            QCOMPARE(before.size(), 2);
            QCOMPARE(before.at(0).plan.segments.first().before.name, u"Bronze"_s);
            QCOMPARE(before.at(1).plan.segmentName, u"Gold"_s);
            QCOMPARE(before.at(1).changed, 2);
            const QList<JournaledJob> gold = load(journal, before.at(1).id);
            QCOMPARE(gold.size(), 1);
            QCOMPARE(gold.first().plan.items.size(), 3);
            QCOMPARE(gold.first().plan.notFoundTexts, QStringList{u"nobody@ü.example"_s});
            QCOMPARE(gold.first().plan.step.id != 0, hasSteps);
            const Outcome outcome = gold.first().outcome();
            QCOMPARE(outcome.counts().changed, 2);
            QCOMPARE(outcome.reasonOf(outcome.items.at(2))->httpStatus, 422);
            const QList<JournaledJob> silver = load(journal, interrupted(journal).first().id);
            QCOMPARE(silver.first().intended, (QList<qint32>{0, 1}));
            QCOMPARE(silver.first().results.size(), 1);
            QTRY_VERIFY(desk->history().canUndo());
            QCOMPARE(desk->history().nextUndo()->facts.segmentName, u"Gold"_s);
            QCOMPARE(desk->history().nextUndo()->facts.number, 2);
            QVERIFY(desk->history().canRedo());
        }
    }

    void whatCannotBeReadIsSetAside_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QStringList>("open"); ///< interrupted jobs that are left
        QTest::addColumn<QStringList>("over");
        QTest::newRow("the head of an interrupted job")
            << u"UPDATE jobs SET head = x'0102' WHERE ended_at IS NULL AND id = "
               "(SELECT MIN(id) FROM jobs WHERE ended_at IS NULL)"_s
            << QStringList{u"Later"_s} << QStringList{u"Ended"_s};
        QTest::newRow("the plan of an interrupted job, longer than any memory")
            << u"UPDATE jobs SET plan = "
               u"x'0011111111000040008000000000000001000000080047006F006C0064"
               "FFFFFFF0', head = x'00' WHERE id = (SELECT MIN(id) FROM jobs WHERE ended_at IS "
               "NULL)"_s
            << QStringList{u"Later"_s} << QStringList{u"Ended"_s};
        QTest::newRow("an ended job")
            << u"UPDATE jobs SET head = zeroblob(70000) WHERE ended_at IS NOT NULL"_s
            << QStringList{u"First"_s, u"Later"_s} << QStringList();
        QTest::newRow("a format of a later version")
            << u"UPDATE jobs SET format = 99 WHERE ended_at IS NOT NULL"_s
            << QStringList{u"First"_s, u"Later"_s} << QStringList();
        QTest::newRow("an operation that there is not")
            << u"UPDATE jobs SET purpose = 77 WHERE ended_at IS NOT NULL"_s
            << QStringList{u"First"_s, u"Later"_s} << QStringList();
    }

    void whatCannotBeReadIsSetAside()
    {
        QFETCH(QString, statement);
        QFETCH(QStringList, open);
        QFETCH(QStringList, over);
        {
            Journal journal(folder());
            add(journal, u"First"_s, false);
            add(journal, u"Later"_s, false);
            add(journal, u"Ended"_s);
        }
        execute({statement});
        {
            Journal journal(folder());
            QSignalSpy aside(&journal, &Journal::setAsideChanged);
            QCOMPARE(names(interrupted(journal)), open);
            QCOMPARE(names(ended(journal)), over);
            QCOMPARE(journal.setAside(), 1);
            QCOMPARE(aside.count(), 1);
            add(journal, u"New"_s); // and changes are made as before
        }
        Journal journal(folder());
        QCOMPARE(names(interrupted(journal)), open);
        QCOMPARE(names(ended(journal)), QStringList{u"New"_s} + over);
        QCOMPARE(journal.setAside(), 0); // said once
    }

    void anUnreadableHistoryEntryTakesNoOtherAlong()
    {
        useFixture(u"jobs"_s);
        execute({u"UPDATE history SET data = x'00FF' WHERE undone = 0"_s});
        LiveStore live;
        const auto desk = openSession(live, folder());
        QSignalSpy aside(desk.get(), &StoreSession::journalSetAside);
        QTRY_VERIFY(desk->history().canRedo());
        QVERIFY(!desk->history().canUndo());
        QTRY_COMPARE(desk->journal()->setAside(), 1);
    }

    /// What was sent is not known in full then: everything without a result is read back.
    void whereIntentsCannotBeReadEverythingOpenIsLookedAt()
    {
        useFixture(u"0.1.0"_s);
        execute({u"UPDATE intents SET items = x'7FFFFFFF' WHERE job = "
                 "(SELECT id FROM jobs WHERE ended_at IS NULL)"_s});
        Journal journal(folder());
        const QList<JournaledJob> open = interrupted(journal);
        QCOMPARE(open.size(), 1);
        const QList<JournaledJob> job = load(journal, open.first().id);
        QCOMPARE(job.size(), 1);
        QCOMPARE(job.first().intended, (QList<qint32>{1, 2}));
    }

    /// A clock that jumps deletes nothing, and orders nothing.
    void theClockMayJump()
    {
        std::atomic<qint64> now{1'800'000'000'000};
        const auto clock = [&now] { return now.load(); };
        qint64 last = 0;
        QStringList expected;
        int number = 0;
        for (const int days : {0, 400, -400, 1, -4000, 4000, 0, -1}) {
            now += days * dayMs;
            Journal journal(folder(), nullptr, clock);
            QCOMPARE(names(ended(journal)), expected);
            const QString name = QString::number(++number);
            const qint64 id = add(journal, name);
            QVERIFY2(id > last, qPrintable(name));
            last = id;
            expected.prepend(name);
            QCOMPARE(names(ended(journal)), expected);
        }
    }

    /// Ids that were drawn before the file was open may be lower than those in it; the order is
    /// that of the events all the same.
    void theOrderIsThatOfEvents()
    {
        std::atomic<qint64> now{1'800'000'000'000};
        const auto clock = [&now] { return now.load(); };
        {
            Journal journal(folder(), nullptr, clock);
            add(journal, u"before"_s);
        }
        now -= 100 * dayMs;
        Journal journal(folder(), nullptr, clock);
        add(journal, u"after"_s);
        QCOMPARE(names(ended(journal)), (QStringList{u"after"_s, u"before"_s}));
    }

    void whatIsOldGoesInItsTime()
    {
        std::atomic<qint64> now{1'800'000'000'000};
        const auto clock = [&now] { return now.load(); };
        {
            Journal journal(folder(), nullptr, clock);
            add(journal, u"old"_s);
            add(journal, u"open"_s, false);
        }
        int opened = 0;
        for (int days = 3; days <= Journal::keptDays; days += 3, ++opened) {
            now += 3 * dayMs;
            Journal journal(folder(), nullptr, clock);
            QCOMPARE(names(ended(journal)), QStringList{u"old"_s});
        }
        QCOMPARE(opened, 30);
        now += 2 * dayMs;
        Journal journal(folder(), nullptr, clock);
        QVERIFY(ended(journal).isEmpty());
        QCOMPARE(names(interrupted(journal)), QStringList{u"open"_s}); // however old
    }
};

QTEST_GUILESS_MAIN(TestJournalRecords)
#include "tst_journalrecords.moc"
