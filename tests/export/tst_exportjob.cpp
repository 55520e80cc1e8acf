// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportjob.h"
#include "models/import/outcomecsv.h"
#include "tests/support/livestore.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

class TestExportJob : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    ExportSpec spec(ExportSpec::Kind kind, const char *name) const
    {
        ExportSpec spec;
        spec.kind = kind;
        spec.fileName = path(name);
        return spec;
    }

    /// Lines of a file without quoted line breaks, as cells; the heading first.
    static QList<QStringList> read(const QString &fileName)
    {
        QFile file(fileName);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QString text = QString::fromUtf8(file.readAll());
        if (text.startsWith(QChar(0xfeff)))
            text.remove(0, 1);
        QList<QStringList> rows;
        for (const QString &line : text.split(u"\r\n"_s, Qt::SkipEmptyParts))
            rows.append(line.split(u','));
        return rows;
    }

private Q_SLOTS:
    void cleanup()
    {
        QVERIFY(QDir(m_folder.path()).entryList({u"*.*.*"_s}, QDir::Files).isEmpty());
    }

    void members()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Exported"_s);
        const QList<PersonRef> people = live.people(620);
        live.add(segment.id, people);
        ExportSpec what = spec(ExportSpec::Kind::Members, "members.csv");
        what.segmentId = segment.id;
        what.columns = {ExportColumn::CustomerNumber,  ExportColumn::ProfileUuid,
                        ExportColumn::Email,           ExportColumn::ProfileCreated,
                        ExportColumn::CustomerCreated, ExportColumn::SegmentIds};
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.rowsWritten(), 620);
        QCOMPARE(job.total(), 620);
        QCOMPARE(job.done(), 620);
        const QList<QStringList> rows = read(what.fileName);
        QCOMPARE(rows.size(), 621);
        QCOMPARE(rows.first().first(), u"Customer ID"_s);
        QHash<QString, const Customer *> byId;
        const QList<Customer> customers = live.customers();
        for (const Customer &customer : customers)
            byId.insert(QString::number(toNumber(customer.id)), &customer);
        const QList<ShopperProfile> order = live.members(segment.id);
        for (qsizetype i = 0; i < order.size(); ++i) {
            const QStringList &row = rows.at(i + 1);
            QCOMPARE(row.at(1), order.at(i).id.toString());
            QCOMPARE(row.at(0), QString::number(toNumber(order.at(i).customerId)));
            QCOMPARE(row.at(3), order.at(i).createdAt.toString(Qt::ISODate));
            const Customer *customer = byId.value(row.at(0));
            QVERIFY(customer);
            QCOMPARE(row.at(2), customer->email);
            QCOMPARE(row.at(4), customer->dateCreated.toString(Qt::ISODate));
            QVERIFY(row.at(5).contains(segment.id.toString()));
        }
    }

    void kinds_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("rows");
        QTest::newRow("all profiles") << int(ExportSpec::Kind::AllProfiles) << 900;
        QTest::newRow("without a profile") << int(ExportSpec::Kind::WithoutProfile) << 100;
        QTest::newRow("selection") << int(ExportSpec::Kind::People) << 300;
        QTest::newRow("segments") << int(ExportSpec::Kind::Segments) << 6;
    }

    void kinds()
    {
        QFETCH(int, kind);
        QFETCH(int, rows);
        LiveStore live;
        ExportSpec what = spec(ExportSpec::Kind(kind), "kinds.csv");
        if (what.kind == ExportSpec::Kind::People)
            what.people = live.people(300);
        if (what.kind != ExportSpec::Kind::Segments) {
            what.columns = {ExportColumn::CustomerNumber, ExportColumn::Email,
                            ExportColumn::SegmentNames};
        }
        what.byteOrderMark = false;
        live.store.resetStatistics();
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.rowsWritten(), rows);
        QCOMPARE(job.facts().number, rows);
        QVERIFY(live.store.statistics().maxInFlight <= 10);
        const QList<QStringList> lines = read(what.fileName);
        QVERIFY(lines.size() >= rows + 1); // descriptions may hold line breaks
        if (what.kind == ExportSpec::Kind::AllProfiles) {
            // Names of segments, four full pages of customers, and that there is no fifth.
            QCOMPARE(live.store.statistics().requests, 6);
            qint64 last = 0;
            for (qsizetype i = 1; i < lines.size(); ++i) {
                const qint64 id = lines.at(i).first().toLongLong();
                QVERIFY(id > last);
                last = id;
            }
        } else if (what.kind == ExportSpec::Kind::People) {
            for (qsizetype i = 0; i < 300; ++i)
                QCOMPARE(lines.at(i + 1).first(),
                         QString::number(toNumber(what.people.at(i).customerId)));
        } else if (what.kind == ExportSpec::Kind::Segments) {
            QFile file(what.fileName);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            for (const Segment &segment : live.segments())
                QVERIFY(text.contains(segment.id.toString().toLatin1()));
        }
    }

    void listsThatLie_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("end");
        QTest::newRow("too long a total, once")
            << int(Fault::Action::WrongTotal) << 1 << int(JobResult::DoneWithWarnings);
        QTest::newRow("too long a total")
            << int(Fault::Action::WrongTotal) << -1 << int(JobResult::Failed);
        QTest::newRow("an empty page, once")
            << int(Fault::Action::EmptyPage) << 1 << int(JobResult::Done);
        QTest::newRow("empty pages")
            << int(Fault::Action::EmptyPage) << -1 << int(JobResult::Failed);
        QTest::newRow("repeated pages")
            << int(Fault::Action::RepeatPage) << 1 << int(JobResult::Failed);
    }

    /// A file has everybody once, or there is none.
    void listsThatLie()
    {
        QFETCH(int, action);
        QFETCH(int, count);
        QFETCH(int, end);
        LiveStore live;
        live.store.setFaults(
            {LiveStore::fault(Fault::Action(action), "GET", "^/customers", 1, count)});
        const ExportSpec what = spec(ExportSpec::Kind::AllProfiles, "lies.csv");
        QFile::remove(what.fileName);
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(int(job.end()), end);
        if (job.end() == JobResult::Failed) {
            QVERIFY(job.error());
            QCOMPARE(job.error()->api.kind, ApiError::Kind::IncompleteList);
            QVERIFY(!QFile::exists(what.fileName));
            return;
        }
        QSet<QString> ids;
        const QList<QStringList> lines = read(what.fileName);
        for (qsizetype i = 1; i < lines.size(); ++i)
            ids.insert(lines.at(i).at(4));
        QCOMPARE(ids.size(), lines.size() - 1);
        QCOMPARE(ids.size(), 900);
    }

    void faults()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Exported"_s);
        live.add(segment.id, live.people(620));
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::CloseBeforeApplying, "GET", "", 2, 3),
             LiveStore::fault(Fault::Action::TruncateBody, "GET", "^/customers", 0, 1)});
        ExportSpec what = spec(ExportSpec::Kind::Members, "faults.csv");
        what.segmentId = segment.id;
        ExportJob job(*live.api, what);
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        // A cut page is not asked for again by the client: the job waits until it is resumed.
        connect(&job, &Job::changed, this, [&job] {
            if (job.state() == Job::State::Paused)
                QMetaObject::invokeMethod(&job, &Job::resume, Qt::QueuedConnection);
        });
        QVERIFY(ended.count() == 1 || ended.wait(QTest::patience));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.rowsWritten(), 620);
        QCOMPARE(read(what.fileName).size(), 621);
    }

    void segmentGone()
    {
        LiveStore live;
        ExportSpec what = spec(ExportSpec::Kind::Members, "gone.csv");
        what.segmentId = SegmentId(QUuid::createUuid());
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QCOMPARE(job.error()->kind, JobError::Kind::SegmentGone);
        QVERIFY(!QFile::exists(what.fileName));
    }

    void notWritable()
    {
        LiveStore live;
        ExportSpec what = spec(ExportSpec::Kind::AllProfiles, "no-such-folder/file.csv");
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QCOMPARE(job.error()->kind, JobError::Kind::CannotOpenFile);
        QVERIFY(!job.error()->text.isEmpty());
    }

    void noSpace()
    {
        LiveStore live;
        ExportSpec what = spec(ExportSpec::Kind::AllProfiles, "full.csv");
        QFile before(what.fileName);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("what was there");
        before.close();
        // What a full disk does, as far as a process can do it to itself.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        rlimit small = old;
        small.rlim_cur = 20'000;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        ExportJob job(*live.api, what);
        const bool ended = live.run(job);
        setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(ended);
        QCOMPARE(job.end(), JobResult::Failed);
        QVERIFY(job.error()->kind == JobError::Kind::CannotWriteFile
                || job.error()->kind == JobError::Kind::DiskFull);
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), QByteArray("what was there"));
    }

    void rowsOfPlanAndOutcome()
    {
        Plan plan;
        plan.items = {{CustomerId(5), ProfileId(QUuid::createUuid()), Effect::WillChange},
                      {CustomerId(6), {}, Effect::NoProfile}};
        plan.notFoundTexts = {u"=evil()"_s};
        Outcome outcome;
        ApiError error;
        error.title = u"Not today"_s;
        error.httpStatus = 422;
        outcome.items = {{CustomerId(5), plan.items.first().profileId, ItemStatus::Failed,
                          outcome.addReason(error)},
                         {CustomerId(6), {}, ItemStatus::NoProfile, OutcomeItem::noReason}};
        int answers = 0;
        const Saved saved = [&answers](const std::optional<JobError> &why) {
            ++answers;
            QVERIFY(!why);
        };
        savePlan(plan, path("plan.csv"), this, saved);
        saveOutcome(outcome, path("outcome.csv"), this, saved);
        QTRY_COMPARE(answers, 2);
        const QList<QStringList> planned = read(path("plan.csv"));
        QCOMPARE(planned.size(), 4);
        QCOMPARE(planned.at(1),
                 (QStringList{u"5"_s, plan.items.first().profileId.toString(), u"will change"_s,
                              QString()}));
        QCOMPARE(planned.at(3).last(), u"'=evil()"_s);
        const QList<QStringList> done = read(path("outcome.csv"));
        QCOMPARE(done.size(), 3);
        QCOMPARE(done.at(1).mid(2), (QStringList{u"failed"_s, u"Not today (HTTP 422)"_s}));
        QCOMPARE(done.at(2).at(2), u"no shopper profile"_s);
        bool refused = false;
        saveOutcome(outcome, path("no-such-folder/x.csv"), this,
                    [&refused](const std::optional<JobError> &why) {
                        refused = why && why->kind == JobError::Kind::CannotOpenFile;
                    });
        QTRY_VERIFY(refused);
        auto gone = std::make_unique<QObject>();
        saveOutcome(outcome, path("gone.csv"), gone.get(), [](const std::optional<JobError> &) {
            QFAIL("called after its context died");
        });
        gone.reset();
        QTRY_VERIFY(QFile::exists(path("gone.csv")));
        QTest::qWait(20);
    }

    void cancelPauseDestroy()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 20'000;
        options.profiles = 19'000;
        options.latencyMs = 20;
        LiveStore live(options);
        ExportSpec what = spec(ExportSpec::Kind::AllProfiles, "cancelled.csv");
        ExportJob job(*live.api, what);
        job.start();
        QTRY_VERIFY(job.done() > 0);
        job.pause();
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
        QCOMPARE(job.state(), Job::State::Paused);
        job.resume();
        job.cancel();
        QTRY_COMPARE(job.state(), Job::State::Ended);
        QCOMPARE(job.end(), JobResult::Cancelled);
        QVERIFY(!QFile::exists(what.fileName));
        QVERIFY(QDir(m_folder.path()).entryList({u"cancelled*"_s}, QDir::Files).isEmpty());

        what.fileName = path("destroyed.csv");
        auto other = std::make_unique<ExportJob>(*live.api, what);
        other->start();
        QTRY_VERIFY(other->done() > 0);
        other.reset();
        QVERIFY(QDir(m_folder.path()).entryList({u"destroyed*"_s}, QDir::Files).isEmpty());
        QTRY_COMPARE(live.store.statistics().inFlight, 0);
    }

    void tenAtATime()
    {
        sandbox::Options options;
        options.customers = 25'000;
        options.profiles = 25'000;
        options.segments = 0;
        options.latencyMs = 200; // long enough for a slow computer to send ten
        LiveStore live(options);
        ExportSpec what = spec(ExportSpec::Kind::AllProfiles, "ten.csv");
        live.store.resetStatistics();
        ExportJob job(*live.api, what);
        QVERIFY(live.run(job));
        QCOMPARE(job.rowsWritten(), 25'000);
        QCOMPARE(live.store.statistics().requests, 101); // the last full page may not be the end
        QCOMPARE(live.store.statistics().maxInFlight, 10);
    }
};

QTEST_GUILESS_MAIN(TestExportJob)
#include "tst_exportjob.moc"
