// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/storesources.h"
#include "models/tables/peopletablemodel.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/storehost.h"
#include "tests/bench/tableprobe.h"
#include "ui/kit/deskstyle.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int patience = 20'000; // milliseconds

/// From opening the list of all profiles to its first row and its first name on the screen.
bool open(StoreHost &host, double *row, double *name)
{
    PeopleTableModel model;
    model.setCustomerLookup(customerLookup(*host.api));
    WatchedTable table(model);
    showTable(table);
    Wait waitForRow;
    Wait waitForName;
    QElapsedTimer clock;
    table.onFirstRow = [&] {
        *row = milliseconds(clock);
        waitForRow.done();
    };
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &table, [&] {
        const Person *person = model.rowAt(0);
        if (!person || person->details != Person::Details::Known)
            return;
        table.viewport()->repaint();
        *name = milliseconds(clock);
        waitForName.done();
    });
    clock.start();
    model.setSource(profilesSource(*host.api));
    return waitForRow.run(patience) && waitForName.run(patience);
}

} // namespace

Report benchFirstRow(const Options &options)
{
    DeskStyle::install(*qApp);
    Report report;
    sandbox::Options storeOptions;
    storeOptions.customers = 10'000;
    storeOptions.quota = 0;
    storeOptions.latencyMs = options.rtt;
    StoreHost host(storeOptions, &report.failure);
    if (!report.failure.isEmpty())
        return report;
    for (int run = 0; run < options.runs; ++run) {
        double coldRow = 0;
        double coldName = 0;
        double warmRow = 0;
        double warmName = 0;
        host.reconnect();
        if (!open(host, &coldRow, &coldName) || !open(host, &warmRow, &warmName)) {
            report.failure = u"the list did not appear"_s;
            return report;
        }
        report.add(u"first row, connections are there"_s, u"RTT"_s, Figure::Goal::AtMost, 1.10,
                   warmRow / options.rtt);
        report.add(u"first row, first request of all"_s, u"RTT"_s, Figure::Goal::AtMost, 1.25,
                   coldRow / options.rtt);
        report.add(u"first name, connections are there"_s, u"RTT"_s, Figure::Goal::None, 0,
                   warmName / options.rtt);
    }
    return report;
}

} // namespace segmentdesk::bench
