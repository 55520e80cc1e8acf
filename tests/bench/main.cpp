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

using namespace Qt::StringLiterals;
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
    {"csv-import", "Finds the people of --rows rows of CSV in a local copy with as many.",
     benchCsvImport},
    {"quota", "Adds people while the store allows --quota requests each --window ms.", benchQuota},
    {"faults", "Adds people over a bad line, killed and resumed; one run for each --seed.",
     benchFaults},
    {"stall", "The window while a job of --job ids runs beside its open table.", benchStall},
    {"first-row", "From opening a list to its first row on the screen, --rtt ms.", benchFirstRow},
    {"table", "Memory of tables of 10,000, 1,000,000 and 10,000,000 rows.", benchTable},
    {"scroll", "Jumps in tables of 10,000 and 10,000,000 rows.", benchScroll},
    {"export", "Writes --rows people to CSV over a connection of --rtt ms.", benchExport},
    {"mirror", "Reads a store of --rows people into the local copy.", benchMirror},
    {"search", "Searches a local copy of --rows people, with --sync while it is being read.",
     benchSearch},
    {"sort", "Sorts a local copy of --rows people, and jumps in it.", benchSort},
    {"sets", "Combines the segments of a local copy of --rows people.", benchSets},
    {"mirror-export", "Writes a local copy of --rows people to CSV; with sqlite3 -csv beside it.",
     benchMirrorExport},
    {"start", "With --peers: from start to content, against sqlitebrowser.", benchStart},
};

int usage(const QString &problem)
{
    std::fprintf(stderr, "bench: %s\nTry 'bench --help'.\n", qUtf8Printable(problem));
    return 2;
}

QJsonObject machine()
{
    return {{u"cores"_s, QThread::idealThreadCount()},
            {u"architecture"_s, QSysInfo::currentCpuArchitecture()},
            {u"system"_s, QSysInfo::prettyProductName()},
            {u"qt"_s, QString::fromLatin1(qVersion())}};
}

} // namespace

int main(int argc, char *argv[])
{
    // What is painted is painted without a screen; only `start` has one, which it makes itself.
    const bool watches = argc > 2 && qstrcmp(argv[1], "--watch") == 0;
    qputenv("QT_QPA_PLATFORM", watches ? "xcb" : "offscreen");
    const QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"bench"_s);
    if (watches)
        return watchStart(QCoreApplication::arguments().sliced(2));

    QString about =
        u"How fast and how small Segment Desk is. Exit code 1: a goal is missed.\n\nCommands:"_s;
    for (const Command &command : commands)
        about += u"\n  %1 %2"_s.arg(QString::fromLatin1(command.name), -13)
                     .arg(QString::fromLatin1(command.about));

    Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(about);
    const QCommandLineOption help = parser.addHelpOption();
    parser.addPositionalArgument(u"command"_s, u"What to measure."_s);
    const QCommandLineOption json(u"json"_s, u"Also write the figures to FILE."_s, u"FILE"_s);
    const QCommandLineOption peers(u"peers"_s,
                                   u"Compare with other programs, as far as they are installed."_s);
    const QCommandLineOption probe(u"probe"_s, u"Used by table and scroll."_s, u"rows"_s);
    QCommandLineOption hidden = probe;
    hidden.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption import(
        u"import"_s, u"stall: the import dialog checks --rows rows instead of a job."_s);
    const QCommandLineOption journal(u"journal"_s,
                                     u"bulk-add: with a plan, a journal and reading back."_s);
    const QCommandLineOption seed(
        u"seed"_s, u"faults: a number, or the first and the last (1..20)."_s, u"SEEDS"_s);
    const QCommandLineOption sync(u"sync"_s, u"search: while the copy is being read."_s);
    parser.addOptions({json, peers, import, journal, sync, seed, hidden});
    struct Number
    {
        QString name;
        QString about;
        int *value;
        int most;
    };
    const Number numbers[] = {
        {u"runs"_s, u"How often to measure; the median counts"_s, &options.runs, 100},
        {u"rtt"_s, u"Milliseconds that the store takes for each answer"_s, &options.rtt, 10'000},
        {u"n"_s, u"People to add"_s, &options.number, 10'000'000},
        {u"rows"_s, u"People to export, rows of a file"_s, &options.rows, 10'000'000},
        {u"quota"_s, u"Requests that the store allows in a window"_s, &options.quota, 1'000'000},
        {u"window"_s, u"Milliseconds of a window"_s, &options.window, 60'000},
        {u"foreign"_s, u"Requests that another client spends each window"_s, &options.foreign,
         1'000'000},
        {u"job"_s, u"People to add while the window is watched"_s, &options.job, 1'000'000},
    };
    for (const Number &number : numbers)
        parser.addOption(
            {number.name, u"%1 (%2)."_s.arg(number.about).arg(*number.value), u"NUMBER"_s});

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
            return usage(
                u"--%1 must be a whole number from 1 to %2"_s.arg(number.name).arg(number.most));
    }
    options.peers = parser.isSet(peers);
    options.import = parser.isSet(import);
    options.journal = parser.isSet(journal);
    options.sync = parser.isSet(sync);
    if (parser.isSet(seed)) {
        const QStringList ends = parser.value(seed).split(u".."_s);
        bool first = false;
        bool last = false;
        options.firstSeed = ends.first().toInt(&first);
        options.lastSeed = ends.last().toInt(&last);
        if (!first || !last || ends.size() > 2 || options.firstSeed < 1
            || options.lastSeed < options.firstSeed)
            return usage(u"--seed must be a whole number above 0, or two with .. between them"_s);
    }
    if (options.foreign >= options.quota)
        return usage(u"--foreign must be below --quota"_s);
    if (parser.isSet(probe))
        return probeTable(parser.value(probe).toInt());

    const QStringList names = parser.positionalArguments();
    if (names.size() != 1)
        return usage(names.isEmpty() ? u"say what to measure"_s : u"one command at a time"_s);
    for (const Command &command : commands) {
        if (names.first() != QLatin1String(command.name))
            continue;
        Report report = command.run(options);
        report.command = names.first();
        report.print();
        if (parser.isSet(json)) {
            QJsonObject all = report.toJson();
            all.insert(u"machine"_s, machine());
            QFile file(parser.value(json));
            if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0)
                return usage(u"%1: %2"_s.arg(file.fileName(), file.errorString()));
        }
        return report.isMet() ? 0 : 1;
    }
    return usage(u"\"%1\" is not a command"_s.arg(names.first()));
}
