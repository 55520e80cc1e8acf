// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// bench: how fast and how small, as ratios to a limit or a peer. See README.md beside this file.

#include "tests/bench/options.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>
#include <QThread>

#include <cstdio>

using namespace segmentdesk::bench;

namespace {

struct Command
{
    const char *name;
    const char *about;
    Report (*run)(const Options &options);
};

constexpr Command commands[] = {
    {"bulk-add", "Adds --n people to a segment over a connection of --rtt ms.", benchBulkAdd},
    {"csv", "Reads and writes --rows rows of CSV; with Python's csv module beside it.", benchCsv},
    {"csv-import", "Finds the people of --rows rows of CSV in a local copy with as many.", benchCsvImport},
    {"quota", "Adds people while the store allows --quota requests each --window ms.", benchQuota},
    {"faults", "Adds people over a bad line, killed and resumed; one run for each --seed.", benchFaults},
    {"stall", "The window while a job of --job ids runs beside its open table.", benchStall},
    {"first-row", "From opening a list to its first row on the screen, --rtt ms.", benchFirstRow},
    {"table", "Memory of tables of 10,000, 1,000,000 and 10,000,000 rows.", benchTable},
    {"scroll", "Jumps in tables of 10,000 and 10,000,000 rows.", benchScroll},
    {"export", "Writes --rows people to CSV over a connection of --rtt ms.", benchExport},
    {"mirror", "Reads a store of --rows people into the local copy.", benchMirror},
    {"search", "Searches a local copy of --rows people, with --sync while it is being read.", benchSearch},
    {"sort", "Sorts a local copy of --rows people, and jumps in it.", benchSort},
    {"sets", "Combines the segments of a local copy of --rows people.", benchSets},
    {"mirror-export", "Writes a local copy of --rows people to CSV; with sqlite3 -csv beside it.", benchMirrorExport},
    {"start", "With --peers: from start to content, against sqlitebrowser.", benchStart},
};

int usage(const QString &problem)
{
    std::fprintf(stderr, "bench: %s\nTry 'bench --help'.\n", qUtf8Printable(problem));
    return 2;
}

QJsonObject machine()
{
    return {{u"cores"_qs, QThread::idealThreadCount()},
            {u"architecture"_qs, QSysInfo::currentCpuArchitecture()},
            {u"system"_qs, QSysInfo::prettyProductName()},
            {u"qt"_qs, QString::fromLatin1(qVersion())}};
}

} // namespace

int main(int argc, char *argv[])
{
    // What is painted is painted without a screen; only `start` has one, which it makes itself.
    const bool watches = argc > 2 && qstrcmp(argv[1], "--watch") == 0;
    qputenv("QT_QPA_PLATFORM", watches ? "xcb" : "offscreen");
    const QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"bench"_qs);
    if (watches)
        return watchStart(QCoreApplication::arguments().sliced(2));

    QString about = u"How fast and how small Segment Desk is. Exit code 1: a goal is missed.\n\nCommands:"_qs;
    for (const Command &command : commands)
        about += QStringLiteral("\n  %1 %2").arg(QString::fromLatin1(command.name), -13)
                         .arg(QString::fromLatin1(command.about));

    Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(about);
    const QCommandLineOption help = parser.addHelpOption();
    parser.addPositionalArgument(u"command"_qs, u"What to measure."_qs);
    const QCommandLineOption json(u"json"_qs, u"Also write the figures to FILE."_qs, u"FILE"_qs);
    const QCommandLineOption peers(u"peers"_qs, u"Compare with other programs, as far as they are installed."_qs);
    const QCommandLineOption probe(u"probe"_qs, u"Used by table and scroll."_qs, u"rows"_qs);
    QCommandLineOption hidden = probe;
    hidden.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption import(u"import"_qs,
                                    u"stall: the import dialog checks --rows rows instead of a job."_qs);
    const QCommandLineOption journal(u"journal"_qs, u"bulk-add: with a plan, a journal and reading back."_qs);
    const QCommandLineOption seed(u"seed"_qs, u"faults: a number, or the first and the last (1..20)."_qs,
                                  u"SEEDS"_qs);
    const QCommandLineOption sync(u"sync"_qs, u"search: while the copy is being read."_qs);
    parser.addOptions({json, peers, import, journal, sync, seed, hidden});
    struct Number
    {
        QString name;
        QString about;
        int *value;
        int most;
    };
    const Number numbers[] = {
        {u"runs"_qs, u"How often to measure; the median counts"_qs, &options.runs, 100},
        {u"rtt"_qs, u"Milliseconds that the store takes for each answer"_qs, &options.rtt, 10'000},
        {u"n"_qs, u"People to add"_qs, &options.number, 10'000'000},
        {u"rows"_qs, u"People to export, rows of a file"_qs, &options.rows, 10'000'000},
        {u"quota"_qs, u"Requests that the store allows in a window"_qs, &options.quota, 1'000'000},
        {u"window"_qs, u"Milliseconds of a window"_qs, &options.window, 60'000},
        {u"foreign"_qs, u"Requests that another client spends each window"_qs, &options.foreign, 1'000'000},
        {u"job"_qs, u"People to add while the window is watched"_qs, &options.job, 1'000'000},
    };
    for (const Number &number : numbers)
        parser.addOption({number.name, u"%1 (%2)."_qs.arg(number.about).arg(*number.value), u"NUMBER"_qs});

    if (!parser.parse(QCoreApplication::arguments()))
        return usage(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    for (const Number &number : numbers) {
        if (!parser.isSet(number.name))
            continue;
        bool valid = false;
        *number.value = parser.value(number.name).toInt(&valid);
        if (!valid || *number.value < 1 || *number.value > number.most)
            return usage(u"--%1 must be a whole number from 1 to %2"_qs.arg(number.name).arg(number.most));
    }
    options.peers = parser.isSet(peers);
    options.import = parser.isSet(import);
    options.journal = parser.isSet(journal);
    options.sync = parser.isSet(sync);
    if (parser.isSet(seed)) {
        const QStringList ends = parser.value(seed).split(u".."_qs);
        bool first = false;
        bool last = false;
        options.firstSeed = ends.first().toInt(&first);
        options.lastSeed = ends.last().toInt(&last);
        if (!first || !last || ends.size() > 2 || options.firstSeed < 1 || options.lastSeed < options.firstSeed)
            return usage(u"--seed must be a whole number above 0, or two with .. between them"_qs);
    }
    if (options.foreign >= options.quota)
        return usage(u"--foreign must be below --quota"_qs);
    if (parser.isSet(probe))
        return probeTable(parser.value(probe).toInt());

    const QStringList names = parser.positionalArguments();
    if (names.size() != 1)
        return usage(names.isEmpty() ? u"say what to measure"_qs : u"one command at a time"_qs);
    for (const Command &command : commands) {
        if (names.first() != QLatin1String(command.name))
            continue;
        Report report = command.run(options);
        report.command = names.first();
        report.print();
        if (parser.isSet(json)) {
            QJsonObject all = report.toJson();
            all.insert(u"machine"_qs, machine());
            QFile file(parser.value(json));
            if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0)
                return usage(u"%1: %2"_qs.arg(file.fileName(), file.errorString()));
        }
        return report.isMet() ? 0 : 1;
    }
    return usage(u"\"%1\" is not a command"_qs.arg(names.first()));
}
