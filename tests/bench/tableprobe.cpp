// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/tableprobe.h"

#include "models/domain/utc.h"
#include "models/tables/peopletablemodel.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "ui/kit/deskstyle.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>

#include <cstdio>
#include <deque>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int jumps = 300;
constexpr int patience = 10'000; // milliseconds for one page
constexpr int probePatience = 120'000; // milliseconds for one table

Chips chipsFor(const QList<SegmentId> &segments)
{
    Chips chips;
    for (SegmentId segment : segments) {
        const int number = int(segment.uuid().data1);
        chips.append({u"Segment %1"_s.arg(number), number});
    }
    return chips;
}

/// A person as a store has them: texts of usual length, the same everywhere in the list; three
/// segments.
Person personAt(qint64 row)
{
    const QString digits = QString::number(10'000'000 + row);
    const auto number = uint(row);
    const QDateTime created = QDateTime::fromSecsSinceEpoch(1'600'000'000 + row, utc);
    Customer customer;
    customer.id = CustomerId(10'000'000 + row);
    customer.firstName = u"Marguerite"_s;
    customer.lastName = QString(u"Person "_s + digits);
    customer.email = QString(u"marguerite."_s + digits + u"@example.com"_s);
    customer.company = QString(u"Company "_s + digits.right(3));
    customer.phone = QString(u"+49 30 "_s + digits);
    customer.dateCreated = created;
    customer.dateModified = created;
    customer.profileKnown = true;
    customer.profileId = ProfileId(QUuid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    QList<SegmentId> segments;
    for (uint i = 0; i < 3; ++i)
        segments.append(SegmentId(QUuid((number + i) % 40 + 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
    customer.segmentIds = segments;
    Person person = Person::fromCustomer(customer);
    person.profile = ShopperProfile{*customer.profileId, customer.id, created, created};
    return person;
}

Page<Person> pageOf(PageRequest request, int rows)
{
    Page<Person> page;
    page.total = rows;
    page.number = request.page;
    page.perPage = request.limit;
    const qint64 first = qint64(request.page - 1) * request.limit;
    for (qint64 row = first; row < std::min<qint64>(rows, first + request.limit); ++row)
        page.items.append(personAt(row));
    return page;
}

/// What probeTable() printed for a table of so many rows; empty if it failed.
QJsonObject probed(int rows)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {u"--probe"_s, QString::number(rows)});
    if (!process.waitForFinished(probePatience) || process.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

} // namespace

WatchedTable::WatchedTable(PeopleTableModel &model) : PeopleTable(model, chipsFor), m_model(model)
{
}

void WatchedTable::paintEvent(QPaintEvent *event)
{
    PeopleTable::paintEvent(event);
    if (onFirstRow && m_model.rowAt(0))
        std::exchange(onFirstRow, {})();
}

void showTable(QWidget &table)
{
    table.resize(900, 800);
    table.show();
    table.grab();
}

int probeTable(int rows)
{
    DeskStyle::install(*qApp);
    // The fonts, the style and the heap are there before anything is measured.
    {
        PeopleTableModel model;
        WatchedTable table(model);
        Wait wait;
        table.onFirstRow = [&wait] { wait.done(); };
        model.setSource(
            [](PageRequest request, QObject *context, const Callback<Page<Person>> &callback) {
                QTimer::singleShot(0, context, [=] { callback(pageOf(request, 100)); });
            });
        showTable(table);
        if (!wait.run(patience))
            return 1;
    }
    const double before = residentMemory();

    PeopleTableModel model;
    WatchedTable table(model);
    // Answers wait until the probe lets them through, so that they can be timed.
    std::deque<std::function<void()>> answers;
    model.setSource(
        [&answers, rows](PageRequest request, QObject *, Callback<Page<Person>> callback) {
            answers.push_back(
                [page = pageOf(request, rows), callback = std::move(callback)] { callback(page); });
        });
    showTable(table);
    answers.front()();
    answers.pop_front();
    // The view lays out its rows once control is back at the event loop.
    QElapsedTimer layout;
    layout.start();
    while (table.verticalScrollBar()->maximum() == 0 && layout.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);

    QScrollBar &bar = *table.verticalScrollBar();
    QList<double> jumpTimes; // to where nothing is loaded: placeholders are painted
    QList<double> fillTimes; // a page arrives there and is painted
    QList<double> returnTimes; // to where the rows are loaded
    QElapsedTimer clock;
    const auto jumpTo = [&](int value, QList<double> &times) {
        clock.start();
        bar.setValue(value);
        table.viewport()->repaint();
        times.append(milliseconds(clock));
    };
    const auto isThere = [&] {
        return model.rowAt(table.rowAt(0))
            && model.rowAt(table.rowAt(table.viewport()->height() - 1));
    };
    QRandomGenerator random(1);
    for (int jump = 0; jump < jumps; ++jump) {
        jumpTo(random.bounded(bar.maximum() + 1), jumpTimes);
        // Up to two pages are on the screen; the next is asked for once the pause is over.
        QElapsedTimer waiting;
        waiting.start();
        while (!isThere() && waiting.elapsed() < patience) {
            if (answers.empty()) {
                QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
                continue;
            }
            const std::function<void()> answer = std::move(answers.front());
            answers.pop_front();
            clock.start();
            answer();
            table.viewport()->repaint();
            fillTimes.append(milliseconds(clock));
        }
        if (!isThere())
            return 1;
        // Within the page, as with the wheel or the keyboard.
        jumpTo(bar.value() - bar.singleStep() * 20, returnTimes);
        jumpTo(bar.value() + bar.singleStep() * 20, returnTimes);
    }
    const QJsonObject result{
        {u"memory"_s, residentMemory() - before},        {u"jumpMedian"_s, median(jumpTimes)},
        {u"jumpP99"_s, percentile(jumpTimes, 0.99)},     {u"fillMedian"_s, median(fillTimes)},
        {u"fillP99"_s, percentile(fillTimes, 0.99)},     {u"returnMedian"_s, median(returnTimes)},
        {u"returnP99"_s, percentile(returnTimes, 0.99)},
    };
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

Report benchTable(const Options &options)
{
    Report report;
    for (int run = 0; run < options.runs; ++run) {
        const double small = probed(10'000).value(u"memory"_s).toDouble(qQNaN());
        const double million = probed(1'000'000).value(u"memory"_s).toDouble(qQNaN());
        const double tenMillion = probed(10'000'000).value(u"memory"_s).toDouble(qQNaN());
        report.add(u"10,000 rows"_s, u"MB"_s, Figure::Goal::None, 0, small);
        report.add(u"1,000,000 rows"_s, u"MB"_s, Figure::Goal::None, 0, million);
        report.add(u"1,000,000 rows, over 10,000 rows"_s, u"MB"_s, Figure::Goal::AtMost, 10,
                   million - small);
        report.add(u"10,000,000 rows"_s, u"MB"_s, Figure::Goal::AtMost, 85, tenMillion);
    }
    return report;
}

Report benchScroll(const Options &options)
{
    Report report;
    for (int run = 0; run < options.runs; ++run) {
        const QJsonObject small = probed(10'000);
        const QJsonObject large = probed(10'000'000);
        const auto number = [](const QJsonObject &probe, const QString &name) {
            return probe.value(name).toDouble(qQNaN());
        };
        report.add(u"10,000,000 rows: jump and repaint, p99"_s, u"ms"_s, Figure::Goal::AtMost, 16,
                   number(large, u"jumpP99"_s));
        report.add(u"10,000,000 rows: a page arrives, and repaint, p99"_s, u"ms"_s,
                   Figure::Goal::AtMost, 16, number(large, u"fillP99"_s));
        report.add(u"10,000,000 rows: scroll and repaint, p99"_s, u"ms"_s, Figure::Goal::AtMost, 16,
                   number(large, u"returnP99"_s));
        report.add(u"10,000,000 to 10,000 rows: a page arrives"_s, {}, Figure::Goal::AtMost, 1.2,
                   number(large, u"fillMedian"_s) / number(small, u"fillMedian"_s));
        report.add(u"10,000,000 to 10,000 rows: scroll and repaint"_s, {}, Figure::Goal::AtMost,
                   1.2, number(large, u"returnMedian"_s) / number(small, u"returnMedian"_s));
        report.add(u"10,000,000 rows: scroll and repaint, median"_s, u"ms"_s, Figure::Goal::None, 0,
                   number(large, u"returnMedian"_s));
    }
    return report;
}

} // namespace segmentdesk::bench
