// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts.h"
#include "app/batch/batch.h"
#include "app/commandline.h"
#include "app/credentials.h"
#include "app/datafolder.h"
#include "app/desk.h"
#include "app/desktopnotifier.h"
#include "app/hardening.h"
#include "app/selftest.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/theme.h"
#include "ui/windows.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

constexpr int exitTrouble = 1;
constexpr int exitUsage = 2;

void print(FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
}

int trouble(const QString &text, int code)
{
    print(stderr, u"segmentdesk: " + text + u'\n');
    return code;
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    const QByteArray token = takeTokenFromEnvironment();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    const QString version = QStringLiteral(SEGMENTDESK_VERSION);
    if (BatchLine::isBatch(arguments))
        return Batch::main(argc, argv, arguments, token, version);
    const CommandLine line = CommandLine::parse(arguments);
    switch (line.action) {
    case CommandLine::Action::ShowVersion:
        print(stdout, u"segmentdesk " + version + u'\n');
        return 0;
    case CommandLine::Action::ShowHelp:
        print(stdout, CommandLine::helpText());
        return 0;
    case CommandLine::Action::Refuse:
        return trouble(line.message + u"\nTry: segmentdesk --help", exitUsage);
    case CommandLine::Action::Run:
        break;
    }
    if (!line.apiPath.isEmpty() && token.isEmpty())
        return trouble(u"--api-path needs the store's token in the environment variable "
                       "SEGMENTDESK_TOKEN."_s,
                       exitUsage);
    if (!hasDisplay()) {
        if (!line.selfTest)
            return trouble(u"there is no display to open a window on."_s, exitTrouble);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }

    QApplication app(argc, argv);
    QApplication::setApplicationName(u"segmentdesk"_s);
    QApplication::setApplicationDisplayName(u"Segment Desk"_s);
    QApplication::setApplicationVersion(version);
    QGuiApplication::setDesktopFileName(u"segmentdesk"_s);
    DeskStyle::install(app);

    // The self-test leaves nothing behind and touches nothing of the user's.
    const QTemporaryDir scratch;
    const auto folder =
        DataFolder::open(line.selfTest && line.dataDir.isEmpty() ? scratch.path() : line.dataDir);
    if (!folder)
        return trouble(folder.error(), exitTrouble);

    QSettings settings(folder->settingsFile(), QSettings::IniFormat);
    const int colours = settings.value(u"window/colours"_s).toInt();
    applyColorScheme(static_cast<ColorScheme>(std::clamp(colours, 0, 2)));
    Accounts accounts(settings);
    Credentials credentials;
    DesktopNotifier notifier;
    MainWindow::Services services = Desk::services(version);
    services.prompts.notify = [&notifier](QWidget *about, const QString &text) {
        notifier.notify(about, text);
    };
    Windows windows(settings, services);
    MainWindow &window = windows.first();
    Desk desk(windows, accounts, credentials,
              {line.selfTest ? QString() : folder->sandboxFile(),
               version,
               {},
               line.selfTest ? QString() : folder->journalsFolder(),
               line.selfTest ? QString() : folder->visitsFolder()});

    if (line.selfTest) {
        SelfTest selfTest(window);
        QString verdict;
        QObject::connect(&selfTest, &SelfTest::finished, &app, [&verdict](const QString &text) {
            verdict = text;
            QApplication::quit();
        });
        selfTest.start();
        desk.openSandbox();
        QApplication::exec();
        if (!verdict.isEmpty())
            return trouble(verdict, exitTrouble);
        print(stdout, u"self-test: the window and the sandbox store work\n"_s);
        return 0;
    }

    credentials.look();
    window.show();
    if (!line.file.isEmpty())
        window.importFile(line.file);
    if (line.sandbox)
        desk.openSandbox();
    else if (!line.apiPath.isEmpty())
        desk.visit(line.apiPath, token);
    else
        desk.openLast();
    return QApplication::exec();
}
