// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A monkey at the window; see packaging/monkey. The program starts itself a second time: the keeper
// outlives what the monkey does to the window.

#include "tests/monkey/cage.h"
#include "tests/monkey/keeper.h"
#include "tests/monkey/monkey.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QRandomGenerator>
#include <QThread>

#include <cstdio>
#include <memory>

#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using monkey::Monkey;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr int deadly[] = {SIGABRT}; // the sanitizer says more about the others
constexpr int defaultLongestMs = 40'000;
#else
constexpr int deadly[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr int defaultLongestMs = 10'000;
#endif

void print(FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
    std::fflush(stream);
}

/// Says where the thread was that died.
void die(int signal)
{
    void *frames[64];
    const int count = backtrace(frames, 64);
    backtrace_symbols_fd(frames, count, STDERR_FILENO);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// A warning of Qt is a finding, like a crash.
void listen(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    print(stderr, u"Qt says: "_s + QLatin1String(context.category) + u": "_s + text + u'\n');
    std::abort();
}

int inside(const QString &folder, const Monkey::Options &options, QApplication &app)
{
    for (const int signal : deadly)
        ::signal(signal, die);
    qInstallMessageHandler(listen);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication::setApplicationName(u"segmentdesk"_s);
    DeskStyle::install(app);
    applyColorScheme(options.seed % 2 == 0 ? ColorScheme::Dark : ColorScheme::Light);
    bool isDone = false;
    qint64 longest = 0;
    try {
        monkey::Cage cage(folder);
        cage.window().show();
        Monkey player(cage, options);
        if (!player.problem().isEmpty())
            throw player.problem();
        QObject::connect(&app, &QApplication::aboutToQuit, &app, [&player] { player.close(); });
        const pthread_t window = pthread_self();
        const std::unique_ptr<QThread> performer(QThread::create([&] {
            try {
                isDone = player.perform();
            } catch (const Monkey::Finding &finding) {
                print(stderr, finding.what + u'\n');
                ::pthread_kill(window, SIGABRT); // which says where that thread is
            }
        }));
        // Not quit(), which the window may answer with a question.
        QObject::connect(performer.get(), &QThread::finished, &app, [] { QApplication::exit(); });
        performer->start();
        QApplication::exec();
        player.close();
        performer->wait();
        longest = player.longest();
    } catch (const QString &trouble) {
        print(stderr, trouble + u'\n');
        return 2;
    }
    if (isDone)
        print(stdout, u"done the longest wait for the window was %1 ms\n"_s.arg(longest));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCommandLineParser line;
    line.setApplicationDescription(u"Plays with the window without any sense."_s);
    const QCommandLineOption help = line.addHelpOption();
    const QCommandLineOption seed(u"seed"_s, u"The same number gives the same steps."_s, u"N"_s);
    const QCommandLineOption steps(u"steps"_s, u"How many (2000)."_s, u"N"_s, u"2000"_s);
    const QCommandLineOption longest(u"longest"_s,
                                     u"How long the window may take to answer, in ms."_s, u"MS"_s,
                                     QString::number(defaultLongestMs));
    QCommandLineOption from(u"from"_s, u"The first step."_s, u"N"_s, u"0"_s);
    QCommandLineOption folder(u"inside"_s, u"Play, in this folder."_s, u"DIR"_s);
    from.setFlags(QCommandLineOption::HiddenFromHelp);
    folder.setFlags(QCommandLineOption::HiddenFromHelp);
    line.addOptions({seed, steps, longest, from, folder});

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (!line.parse(arguments) || !line.positionalArguments().isEmpty()) {
        print(stderr, u"monkey: "_s + line.errorText() + u'\n');
        return 2;
    }
    Monkey::Options options;
    options.seed = line.isSet(seed) ? line.value(seed).toULongLong()
                                    : QRandomGenerator::system()->bounded(1'000'000);
    options.steps = line.value(steps).toInt();
    options.from = line.value(from).toInt();
    options.longestMs = line.value(longest).toInt();
    if (line.isSet(folder)) {
        QApplication app(argc, argv);
        return inside(line.value(folder), options, app);
    }
    QCoreApplication app(argc, argv);
    if (line.isSet(help)) {
        print(stdout, line.helpText());
        return 0;
    }
    return monkey::Keeper(options.seed, options.steps, options.longestMs).watch();
}
