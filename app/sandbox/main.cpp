// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// segmentdesk-sandbox: the sandbox store alone.

#include "app/sandbox/programoptions.h"
#include "app/sandbox/sandboxstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

namespace {

constexpr std::chrono::milliseconds lookEvery{50}; // at whether it is to end
volatile std::sig_atomic_t isToEnd = 0;

void onSignal(int)
{
    isToEnd = 1;
}

int badOption(const QString &message)
{
    std::fprintf(stderr, "segmentdesk-sandbox: %s\nTry 'segmentdesk-sandbox --help'.\n",
                 qUtf8Printable(message));
    return 2;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"segmentdesk-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SEGMENTDESK_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(programText());
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    addProgramOptions(parser);

    if (!parser.parse(QCoreApplication::arguments()))
        return badOption(parser.errorText());
    // --help-all comes with --help, and Qt has no options of its own here.
    if (parser.isSet(help) || parser.isSet(u"help-all"_s)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::puts("segmentdesk-sandbox " SEGMENTDESK_VERSION);
        return 0;
    }
    if (!parser.positionalArguments().isEmpty())
        return badOption(
            u"\"%1\" is not an option"_s.arg(parser.positionalArguments().constFirst()));

    Options options;
    // More profiles than the usual number of customers: as many customers as it takes.
    if (!parser.isSet(u"customers"_s))
        options.customers = qMax(options.customers, parser.value(u"profiles"_s).toInt());
    if (const QString problem = readProgramOptions(parser, options); !problem.isEmpty())
        return badOption(problem);

    SandboxStore store(options);
    QTimer signalled;
    QObject::connect(&signalled, &QTimer::timeout, &app, [] {
        if (isToEnd != 0)
            QCoreApplication::quit();
    });
    signalled.start(lookEvery);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);

    QObject::connect(&store, &SandboxStore::started, &app, [](const QUrl &apiPath) {
        std::printf("listening on %s\n", apiPath.toEncoded().constData());
        std::fflush(stdout);
    });
    QObject::connect(&store, &SandboxStore::failed, &app, [](const QString &message) {
        std::fprintf(stderr, "segmentdesk-sandbox: %s\n", qUtf8Printable(message));
        QCoreApplication::exit(1);
    });
    store.start();
    return QCoreApplication::exec();
}
