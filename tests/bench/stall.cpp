// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changejob.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "models/tables/peopletablemodel.h"
#include "tests/bench/copyfill.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"
#include "tests/bench/tableprobe.h"
#include "ui/dialogs/importdialog.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

/// The sandbox in a process of its own, so that its memory and its work are not the window's.
class StoreProcess
{
public:
    /// Null: it runs now.
    QString start(int people, int rtt)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const QString number = QString::number(people);
        m_process.start(QCoreApplication::applicationDirPath() + u"/segmentdesk-sandbox"_s,
                        {u"--customers"_s, number, u"--profiles"_s, number, u"--segments"_s, u"0"_s,
                         u"--quota"_s, u"0"_s, u"--latency"_s, QString::number(rtt)});
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(60'000))
                return u"the sandbox did not start"_s;
        }
        const QByteArray line = m_process.readLine().trimmed();
        apiPath = QUrl(QString::fromLatin1(line.mid(line.indexOf("http"))));
        return {};
    }
    ~StoreProcess()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    QUrl apiPath;

private:
    QProcess m_process;
};

struct Watched
{
    QList<double> tenths; ///< ms, the longest stall of each tenth of a second
    double growth = 0; ///< MB
    double elapsed = 0; ///< ms
    qint64 changed = 0;
};

/// A job of all people of a new segment, with the segment's table open, from the plan to the
/// table's new first page.
bool watch(const StoreProcess &store, const QList<PersonRef> &people, int patience,
           Watched *watched)
{
    QTemporaryDir folder;
    Account account;
    account.id = u"bench"_s;
    account.apiPath = store.apiPath;
    StoreSession::Options options;
    options.journalFolder = folder.path();
    StoreSession session(account, u"sandbox-token"_s, options);
    const SegmentId segment = makeSegment(session.background(), QUuid::createUuid().toString());
    if (segment.isNull())
        return false;
    PeopleTableModel model;
    model.setCustomerLookup(customerLookup(session.interactive()));
    WatchedTable table(model);
    showTable(table);
    model.setSource(membersSource(session.interactive(), segment));
    // As the window: once at the end; and it is looked at all the time.
    QObject::connect(&session, &StoreSession::membersChanged, &model,
                     [&] { model.setSource(membersSource(session.interactive(), segment)); });
    QTimer repaint;
    QObject::connect(&repaint, &QTimer::timeout, &table, [&table] { table.viewport()->update(); });
    repaint.start(250);

    Wait wait;
    bool ended = false;
    table.onFirstRow = [&] {
        if (ended)
            wait.done();
    };
    StallWatch stalls;
    QElapsedTimer clock;
    Wait().run(500);
    resetPeakMemory();
    const double before = residentMemory();
    clock.start();
    stalls.start();
    Planner planner(session.background());
    planner.planAdd(segment, {}, people, &session, [&](const Result<Plan> &plan) {
        if (!plan)
            return;
        ChangeJob *job = session.run(*plan);
        QObject::connect(job, &Job::ended, &session, [&, job] {
            ended = job->end() == JobResult::Done;
            watched->changed = job->counts().changed;
        });
    });
    if (!wait.run(patience))
        return false;
    watched->elapsed = milliseconds(clock);
    watched->tenths = stalls.longestOfTenths();
    watched->growth = peakMemory() - before;
    return true;
}

} // namespace

namespace {

/// The import dialog while a file is checked, and while its rows are filtered and scrolled.
bool watchImport(const QString &path, Mirror &mirror, SegmentId segment, int rows, Watched *watched)
{
    ImportSpec what;
    what.fileName = path;
    what.segmentId = segment;
    what.segmentName = u"Bench"_s;
    ImportDialog::Steps steps;
    steps.copy = [&mirror] {
        return std::optional(ImportDialog::Steps::Copy{copyImportSources(mirror), mirror.readAt()});
    };
    steps.names = [](const QList<CustomerId> &, QObject *context,
                     const Callback<QList<Customer>> &callback) {
        QTimer::singleShot(0, context, [callback] { callback(QList<Customer>()); });
    };
    Wait().run(500);
    resetPeakMemory();
    const double before = residentMemory();
    ImportDialog dialog(what, steps, {});
    dialog.show();
    Wait().run(200);
    StallWatch stalls;
    QElapsedTimer clock;
    stalls.start();
    clock.start();
    auto *go = dialog.findChild<QPushButton *>(u"goButton"_s);
    go->click();
    go->click();
    auto *save = dialog.findChild<QPushButton *>(u"saveResult"_s);
    while (!save->isVisible()) {
        if (clock.elapsed() > 120'000)
            return false;
        Wait().run(5);
    }
    watched->elapsed = milliseconds(clock);
    const auto *tile = dialog.findChild<TileButton *>(u"tileAll"_s);
    watched->changed = tile ? tile->count() : 0;
    auto *table = dialog.findChild<TableView *>(u"importTable"_s);
    for (int jump = 0; jump < 20; ++jump) {
        const int to = int(qint64(jump) * 7'919 * 131 % table->model()->rowCount());
        table->scrollTo(table->model()->index(to, 0), QAbstractItemView::PositionAtTop);
        Wait().run(50);
        if (jump % 5 == 4) {
            const QList<TileButton *> tiles = dialog.findChildren<TileButton *>();
            tiles[jump / 5 % tiles.size()]->click();
            Wait().run(50);
        }
    }
    if (auto *create = dialog.findChild<QCheckBox *>(u"tryFirst"_s)) {
        create->click();
        Wait().run(50);
    }
    watched->tenths = stalls.longestOfTenths();
    watched->growth = peakMemory() - before;
    return watched->changed == rows;
}

Report stallOfImport(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    const FilledCopy copy = fillCopy(folder.path(), options.rows);
    Mirror *mirror = copy.mirror.get();
    const QString path = folder.filePath(u"people.csv"_s);
    if (!mirror || !writePeopleFile(path, copy.segments, options.rows)) {
        report.failure = u"a copy or a file in %1 cannot be made"_s.arg(folder.path());
        return report;
    }
    for (int run = 0; run < options.runs; ++run) {
        Watched watched;
        if (!watchImport(path, *mirror, copy.segments.first().id, options.rows, &watched)) {
            report.failure = u"the file was not checked"_s;
            return report;
        }
        report.add(u"longest stall of a tenth of a second, p99"_s, u"ms"_s, Figure::Goal::AtMost,
                   16, percentile(watched.tenths, 0.99));
        report.add(u"longest stall of all"_s, u"ms"_s, Figure::Goal::None, 0,
                   *std::max_element(watched.tenths.cbegin(), watched.tenths.cend()));
        report.add(u"memory at most"_s, u"MB"_s, Figure::Goal::AtMost, 250, watched.growth);
        report.add(u"time until the rows are shown"_s, u"s"_s, Figure::Goal::None, 0,
                   watched.elapsed / 1000);
    }
    return report;
}

} // namespace

Report benchStall(const Options &options)
{
    DeskStyle::install(*qApp);
    if (options.import)
        return stallOfImport(options);
    Report report;
    StoreProcess store;
    report.failure = store.start(options.job, options.rtt);
    if (!report.failure.isEmpty())
        return report;
    QList<PersonRef> people;
    {
        RestClient::Options clientOptions;
        clientOptions.apiPath = store.apiPath;
        clientOptions.token = "sandbox-token";
        RestClient client(clientOptions);
        StoreApi api(client, RequestPriority::Background);
        people = peopleWithProfiles(api, options.job);
    }
    const int patience = (options.job + 499) / 500 * options.rtt * 10 + 20'000;
    for (int run = 0; run < options.runs; ++run) {
        Watched watched;
        if (people.isEmpty() || !watch(store, people, patience, &watched)) {
            report.failure = u"the job did not end in ten times the time"_s;
            return report;
        }
        report.add(u"longest stall of a tenth of a second, p99"_s, u"ms"_s, Figure::Goal::AtMost,
                   16, percentile(watched.tenths, 0.99));
        report.add(u"longest stall of all"_s, u"ms"_s, Figure::Goal::None, 0,
                   *std::max_element(watched.tenths.cbegin(), watched.tenths.cend()));
        report.add(u"memory of the job"_s, u"MB"_s, Figure::Goal::AtMost, 40, watched.growth);
        report.add(u"people added"_s, {}, Figure::Goal::Exactly, options.job,
                   double(watched.changed), Figure::Of::Worst);
        report.add(u"time"_s, u"s"_s, Figure::Goal::None, 0, watched.elapsed / 1000);
    }
    return report;
}

} // namespace segmentdesk::bench
