// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// search, sort, sets: how fast the local copy of a large store answers.

#include "models/domain/background.h"
#include "models/mirror/mirrordatabase.h"
#include "tests/bench/copyfill.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int patience = 120'000; ///< ms
constexpr int jumps = 200;

/// What people type, letter by letter: words that few have, many, and nearly everybody.
const QString typed[] = {u"maria"_s, u"example.org"_s,  u"müller"_s,   u"lindqvist"_s,
                         u"keks"_s,  u"anna schmidt"_s, u"gmbh"_s,     u"nordlys"_s,
                         u"xyzw"_s,  u"+49 30"_s,       u"deadbeef"_s, u"1234567"_s,
                         u"王小明"_s};

/// Milliseconds until a page is there; below 0: it failed.
double pageTime(const PageSource<Person> &source, PageRequest request)
{
    QObject context;
    Wait wait;
    bool failed = true;
    QElapsedTimer clock;
    clock.start();
    source(request, &context, [&](const Result<Page<Person>> &answer) {
        failed = !answer;
        wait.done();
    });
    return wait.run(patience) && !failed ? milliseconds(clock) : -1;
}

double most(const QList<double> &values)
{
    return values.isEmpty() ? -1 : *std::max_element(values.cbegin(), values.cend());
}

/// Milliseconds that SQLite needs to go through all rows of a statement; below 0: it failed.
double statementTime(const QString &folder, const QString &sql)
{
    MirrorDatabase database(QDir(folder).filePath(u"copy.sqlite"_s), u"bench"_s,
                            MirrorDatabase::Access::Read);
    if (!database.open().error.isEmpty())
        return -1;
    QSqlQuery query(database.connection());
    query.setForwardOnly(true);
    QElapsedTimer clock;
    clock.start();
    if (!query.exec(sql))
        return -1;
    while (query.next()) { }
    return milliseconds(clock);
}

/// Gives a copy pages of a pass for as long as it lives, as fast as it takes them. They are made in
/// another thread, as those of a store are read.
class Feeder : public QObject
{
public:
    Feeder(FilledCopy &copy, int people) : m_copy(copy), m_people(people) { next(); }

private:
    void next()
    {
        const int first = std::exchange(m_first, (m_first + maxPageSize) % m_people);
        const QString phone =
            u"+49 30 "_s + QString::number(++m_round); // else nothing would be written
        inBackground(
            this,
            [segments = m_copy.segments, first, people = m_people, phone] {
                QList<Customer> customers = customersOf(segments, first, maxPageSize, people);
                for (Customer &customer : customers)
                    customer.phone = phone;
                return customers;
            },
            [this](const QList<Customer> &customers) {
                m_copy.mirror->addCustomers(customers, 0, this,
                                            [this](const Result<Mirror::Counts> &) { next(); });
            });
    }

    FilledCopy &m_copy;
    int m_people;
    int m_first = 0;
    int m_round = 0;
};

bool fill(const QTemporaryDir &folder, const Options &options, FilledCopy *copy, Report *report)
{
    *copy = fillCopy(folder.path(), options.rows);
    if (!copy->mirror)
        report->failure = u"the copy could not be made"_s;
    return copy->mirror != nullptr;
}

} // namespace

Report benchSearch(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    FilledCopy copy;
    if (!fill(folder, options, &copy, &report))
        return report;
    for (int run = 0; run < options.runs; ++run) {
        const double scan = statementTime(
            folder.path(), u"SELECT id FROM people WHERE text LIKE '%maria%' ORDER BY id"_s);
        std::unique_ptr<Feeder> feeder;
        if (options.sync)
            feeder = std::make_unique<Feeder>(copy, options.rows);
        QList<double> firstPages;
        QList<double> counted;
        for (const QString &text : typed) {
            for (qsizetype length = 3; length <= text.size(); ++length) {
                PeopleQuery query;
                query.filter.text = text.left(length);
                const PageSource<Person> source = copy.mirror->people(query);
                QElapsedTimer clock;
                clock.start();
                firstPages.append(pageTime(source, {1, maxPageSize, true}));

                pageTime(source, {2, maxPageSize});
                counted.append(milliseconds(clock));
            }
        }
        const double p99 = percentile(firstPages, 0.99);
        report.add(u"first page, p99"_s, u"ms"_s, Figure::Goal::AtMost, 10, p99);
        report.add(u"first page, of a LIKE scan"_s, {}, Figure::Goal::AtMost, 0.05, p99 / scan);
        report.add(u"first page, median"_s, u"ms"_s, Figure::Goal::None, 0,
                   percentile(firstPages, 0.5));
        report.add(u"counted, p99"_s, u"ms"_s, Figure::Goal::None, 0, percentile(counted, 0.99));
    }
    return report;
}

Report benchSort(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    FilledCopy copy;
    if (!fill(folder, options, &copy, &report))
        return report;
    const int last = std::max(1, options.rows / maxPageSize);
    for (int run = 0; run < options.runs; ++run) {
        QList<double> firstPages;
        QList<double> lists;
        QList<double> pages;
        for (const auto order :
             {PeopleOrder::Name, PeopleOrder::Email, PeopleOrder::Company, PeopleOrder::CustomerId,
              PeopleOrder::ProfileUuid, PeopleOrder::Segments, PeopleOrder::CustomerSince,
              PeopleOrder::ProfileSince}) {
            for (const auto direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                PeopleQuery query;
                query.order = order;
                query.direction = direction;
                const PageSource<Person> source = copy.mirror->people(query);
                firstPages.append(pageTime(source, {1, maxPageSize, true}));
                lists.append(pageTime(source, {2, maxPageSize}));
                for (int jump = 0; jump < jumps; ++jump)
                    pages.append(
                        pageTime(source, {1 + int(qint64(jump) * 7919 % last), maxPageSize}));
            }
        }
        report.add(u"any column, first page"_s, u"ms"_s, Figure::Goal::AtMost, 400,
                   most(firstPages));
        report.add(u"then the whole list"_s, u"ms"_s, Figure::Goal::None, 0, most(lists));
        report.add(u"jump to any page, p99"_s, u"ms"_s, Figure::Goal::AtMost, 16,
                   percentile(pages, 0.99));
    }
    return report;
}

Report benchSets(const Options &options)
{
    Report report;
    QTemporaryDir folder;
    FilledCopy copy;
    if (!fill(folder, options, &copy, &report))
        return report;
    for (int run = 0; run < options.runs; ++run) {
        PeopleQuery query;
        query.filter.segments.of = {copy.segments.at(0).id};
        query.filter.segments.notIn = {copy.segments.at(1).id};
        const double own = pageTime(copy.mirror->people(query), {1, maxPageSize});
        const double except =
            statementTime(folder.path(),
                          u"SELECT person FROM memberships WHERE segment = "
                          "(SELECT number FROM segments WHERE name = 'Segment 0') EXCEPT "
                          "SELECT person FROM memberships WHERE segment = "
                          "(SELECT number FROM segments WHERE name = 'Segment 1')"_s);
        report.add(u"A without B, of SQLite's EXCEPT"_s, {}, Figure::Goal::AtMost, 1.3,
                   own / except);
        report.add(u"A without B"_s, u"ms"_s, Figure::Goal::None, 0, own);

        QList<SegmentId> ten;
        for (int i = 2; i < 12; ++i)
            ten.append(copy.segments.at(i).id);
        QObject context;
        Wait wait;
        qint64 total = -1;
        QElapsedTimer clock;
        clock.start();
        copy.mirror->overlap(ten, &context, [&](const Result<Overlap> &overlap) {
            total = overlap ? overlap->total : -1;
            wait.done();
        });
        if (!wait.run(patience) || total < 1) {
            report.failure = u"the overlap failed"_s;
            return report;
        }
        report.add(u"overlap of ten segments"_s, u"ms"_s, Figure::Goal::AtMost, 1000,
                   milliseconds(clock));
    }
    const QFileInfo file(QDir(folder.path()).filePath(u"copy.sqlite"_s));
    report.add(u"people in segments"_s, {}, Figure::Goal::None, 0,
               double(copy.mirror->counts().memberships));
    report.add(u"rows written a second, of 25,000"_s, {}, Figure::Goal::None, 0,
               2.0 * options.rows / copy.seconds / 25'000);
    report.add(u"file"_s, u"MB"_s, Figure::Goal::AtMost, 400, double(file.size()) / 1e6);
    return report;
}

} // namespace segmentdesk::bench
