// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The activity list says what its jobs are at, in columns, and nothing of it is cut off.

#include "models/jobs/jobqueue.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/outcometablemodel.h"
#include "ui/activity/outcomeview.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/label.h"
#include "ui/kit/tableview.h"
#include "ui/kit/writegate.h"
#include "ui/words/jobwords.h"

#include <QApplication>
#include <QLocale>
#include <QProgressBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = JobFacts::Kind;

namespace {

/// Runs as the test says.
class ObedientJob : public Job
{
public:
    explicit ObedientJob(const JobFacts &facts) : Job(facts, nullptr) { }

    void progress(qint64 done, qint64 total)
    {
        setPhase(Phase::Working);
        setTotal(total);
        OutcomeCounts counts;
        counts.changed = done;
        setProgress(done, counts);
    }
    void hold()
    {
        JobError error;
        error.api.kind = ApiError::Kind::NoConnection;
        waitFor(error);
    }
    void end(JobResult result) { finish(result); }

protected:
    void doStart() override { }
    void doCancel() override { finish(JobResult::Cancelled); }
};

JobFacts facts(Kind kind, qint64 number, const QString &segment)
{
    JobFacts facts;
    facts.kind = kind;
    facts.number = number;
    facts.segmentName = segment;
    return facts;
}

class Desk
{
public:
    Desk()
    {
        panel.resize(1400, 300);
        panel.show();
    }
    ObedientJob *add(Kind kind, qint64 number, const QString &segment = u"VIP"_s)
    {
        auto *job = new ObedientJob(facts(kind, number, segment));
        jobs.add(job);
        return job;
    }
    JobRow *rowOf(const Job *job) const
    {
        const QList<JobRow *> rows = panel.findChildren<JobRow *>();
        for (JobRow *row : rows) {
            if (row->job() == job)
                return row->isWorthALine() ? row : nullptr;
        }
        return nullptr;
    }
    QString summary() const { return panel.findChild<ElidedLabel *>(u"activitySummary"_s)->text(); }

    JobQueue jobs;
    WriteGate gate;
    ActivityPanel panel{jobs, gate};
};

} // namespace

class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        DeskStyle::install(*qApp);
    }

    void theHeadCountsWhatStandsStillApart()
    {
        Desk desk;
        ObedientJob *job = desk.add(Kind::AddMembers, -1);
        const Job *next = desk.add(Kind::AddMembers, 10);
        QTRY_VERIFY(desk.rowOf(job) && desk.rowOf(next));
        auto *bar = desk.rowOf(job)->findChild<QProgressBar *>();
        QCOMPARE(desk.summary(), u"1 running, 1 waiting"_s);
        QCOMPARE(bar->maximum(), 0); // it moves
        job->pause();
        QCOMPARE(desk.summary(), u"1 waiting, 1 paused"_s);
        QVERIFY2(bar->maximum() > 0, "nothing moves in what is paused");
        job->resume();
        QCOMPARE(bar->maximum(), 0);
        job->hold();
        QCOMPARE(desk.summary(), u"2 waiting"_s);
        QVERIFY2(bar->maximum() > 0, "nothing moves in what waits");
    }

    void rowsStandInColumns()
    {
        Desk desk;
        ObedientJob *small = desk.add(Kind::AddMembers, 3);
        ObedientJob *large = desk.add(Kind::RemoveMembers, 12'000);
        QTRY_VERIFY(desk.rowOf(small) && desk.rowOf(large));
        small->progress(3, 3);
        small->end(JobResult::DoneWithWarnings);
        QTRY_COMPARE(large->state(), Job::State::Running);
        large->progress(11'000, 12'000);
        QCoreApplication::processEvents();
        for (const char *name : {"jobProgress", "jobCounts", "jobSpeed", "jobClose", "jobTitle"}) {
            const auto placed = [name](const JobRow *row) {
                const auto *part = row->findChild<QWidget *>(QString::fromLatin1(name));
                return std::pair(part->mapTo(row, QPoint()).x(), part->width());
            };
            QVERIFY2(placed(desk.rowOf(small)) == placed(desk.rowOf(large)), name);
        }
    }

    void aReasonIsWhole_data()
    {
        QTest::addColumn<int>("width");
        for (int width : {960, 1440})
            QTest::addRow("%d", width) << width;
    }

    void aReasonIsWhole()
    {
        QFETCH(int, width);
        Desk desk;
        desk.panel.resize(width, 300);
        desk.panel.setShort(width < 1200);
        ObedientJob *job = desk.add(Kind::AddMembers, 20);
        QTRY_COMPARE(job->state(), Job::State::Running);
        job->hold();
        QTRY_VERIFY(desk.rowOf(job));
        QCoreApplication::processEvents();
        const auto *why = desk.rowOf(job)->findChild<Label *>(u"jobWhy"_s);
        QVERIFY(why->isVisible());
        QCOMPARE(why->text(), words::jobError(*job->waitsFor(), Kind::AddMembers).sentence());
        QVERIFY(why->height() >= why->heightForWidth(why->width()));
        QVERIFY(desk.rowOf(job)->rect().contains(why->geometry()));
        QVERIFY2(desk.rowOf(job)->findChild<QWidget *>(u"jobProgress"_s)->isVisible(),
                 "how far it came stays");
    }

    void countsHaveTheirNoun()
    {
        ObedientJob reading(facts(Kind::ReadStore, -1, {}));
        reading.progress(7800, 7800);
        QCOMPARE(words::jobProgress(reading), u"7,800 of 7,800 records"_s);
        ObedientJob adding(facts(Kind::AddMembers, 2, u"VIP"_s));
        adding.progress(1, 2);
        QCOMPARE(words::jobProgress(adding), u"1 of 2 people"_s);
        ObedientJob writing(facts(Kind::Export, -1, u"VIP"_s));
        writing.progress(1, -1);
        QCOMPARE(words::jobProgress(writing), u"1 row"_s);
    }

    void theObjectIsBold()
    {
        const auto object = [](const QString &name, Kind kind) {
            const ObedientJob job(facts(kind, 3, name));
            const words::Span span = words::jobObject(job);
            return span.from < 0 ? QString() : words::jobTitle(job).mid(span.from, span.length);
        };
        QCOMPARE(object(u"VIP"_s, Kind::AddMembers), u"VIP"_s);
        QCOMPARE(object(u"to"_s, Kind::AddMembers), u"to"_s);
        QCOMPARE(words::jobObject(ObedientJob(facts(Kind::AddMembers, 3, u"to"_s))).from,
                 int(u"Adding 3 people to "_s.size()));
        QCOMPARE(object(u"VIP"_s, Kind::UpdateSegment), u"VIP"_s);
        QCOMPARE(object({}, Kind::ReadStore), QString());
        QCOMPARE(object(u"VIP"_s, Kind::DeleteSegments), QString()); // "3 segments"
    }

    /// The reason is what one looks for: it gets the room that is there.
    void reasonsAreWhole_data()
    {
        QTest::addColumn<int>("width");
        for (int width : {860, 1120})
            QTest::addRow("%d", width) << width;
    }

    void reasonsAreWhole()
    {
        QFETCH(int, width);
        Outcome outcome;
        outcome.operation = Operation::AddMembers;
        ApiError error;
        error.kind = ApiError::Kind::ServerFailure;
        outcome.reasons.append(error);
        outcome.items.append(OutcomeItem{CustomerId{7}, {}, ItemStatus::Failed, 0});
        outcome.items.append(
            OutcomeItem{CustomerId{8}, {}, ItemStatus::NothingToDo, OutcomeItem::noReason});
        OutcomeView view(OutcomeView::Look::Open, {});
        view.resize(width, 400);
        view.show();
        view.setOutcome(outcome);
        QCoreApplication::processEvents();
        TableView *table = view.table();
        const int column = int(OutcomeTableModel::Column::Reason);
        const QString why = table->model()->index(0, column).data().toString();
        QVERIFY(!why.isEmpty());
        const QMargins margins = table->cellMargins(column);
        QVERIFY2(table->columnWidth(column) - margins.left() - margins.right()
                     >= table->fontMetrics().horizontalAdvance(why),
                 qPrintable(why));
        for (int other = 0; other < column; ++other)
            QVERIFY(table->isColumnHidden(other) || table->columnWidth(other) > 60);

        outcome.items.removeFirst();
        view.setOutcome(outcome);
        QVERIFY2(table->isColumnHidden(column), "no one has a reason");
    }

    void aStoreThatWasReadNeedsNoLine()
    {
        Desk desk;
        ObedientJob *job = desk.add(Kind::ReadStore, -1);
        QTRY_VERIFY(desk.rowOf(job));
        job->end(JobResult::Done);
        QVERIFY(!desk.rowOf(job));
        QVERIFY(!desk.panel.hasRows());
        QCOMPARE(desk.summary(), u"Nothing is running"_s);
        ObedientJob *other = desk.add(Kind::ReadStore, -1);
        QTRY_COMPARE(other->state(), Job::State::Running);
        other->end(JobResult::Failed);
        QVERIFY2(desk.rowOf(other), "that it failed is said");
    }
};

QTEST_MAIN(TestActivity)
#include "tst_activity.moc"
