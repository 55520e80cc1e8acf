// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/batch.h"
#include "app/batch/commandline.h"
#include "app/desktopnotifier.h"
#include "app/proxyprompts.h"
#include "app/selftest.h"
#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "app/stores/instance.h"
#include "app/supportdetails.h"
#include "models/network/network.h"
#include "models/settings/settings.h"
#include "models/system/process.h"
#include "models/system/standardstreams.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/theme.h"
#include "ui/window/windows.h"
#include "ui/words/connectionwords.h"
#include "ui/words/folderwords.h"

#include <QApplication>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QWindow>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

constexpr int exitFailure = 1;
constexpr int exitUsage = 2;

int print(const QString &text)
{
    return writeTo(stdout, text.toLocal8Bit()) ? 0 : exitFailure;
}

int trouble(const QString &text, int code)
{
    writeTo(stderr, u"segmentdesk: %1\n"_s.arg(text).toLocal8Bit());
    return code;
}

QUrl vendorsServer()
{
    return QUrl(u"https://api.bigcommerce.com"_s);
}

/// What support asks for, as far as it is known without a window.
QString verboseVersion(int argc, char **argv, const QString &version, const QString &dataDir)
{
    const QCoreApplication app(argc, argv); // for what plugins know
    const DataFolder folder = DataFolder::look(dataDir);
    QSettings settings(folder.settingsFile(), QSettings::IniFormat);
    const Network network;
    const QStringList lines = support::programLines(version) + support::folderLines(folder)
        + support::settingsLines(settings)
        + support::networkLines(network.stateOf(vendorsServer()));
    return lines.join(u'\n') + u'\n';
}

/// Who started it from a menu sees no standard error.
int refuseInWindow(const QString &text)
{
    const int code = trouble(text, exitFailure);
    DialogFrame dialog;
    dialog.setWindowTitle(u"Segment Desk"_s);
    dialog.setHeading(QObject::tr("Segment Desk cannot start"));
    dialog.setSubtitle(text);
    QPushButton *close = dialog.addButton(QObject::tr("Close"));
    dialog.setDefaultButton(close);
    QObject::connect(close, &QPushButton::clicked, &dialog, &QDialog::accept);
    dialog.show();
    QApplication::exec();
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
    openStandardStreams();
    hardenProcess();
    const QByteArray token = takeTokenFromEnvironment();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    const QString version = QStringLiteral(SEGMENTDESK_VERSION);
    if (BatchOptions::isBatch(arguments))
        return Batch::main(argc, argv, arguments, token, version);
    const CommandLine line = CommandLine::parse(arguments);
    switch (line.action) {
    case CommandLine::Action::ShowVersion:
        return print(line.verbose ? verboseVersion(argc, argv, version, line.dataDir)
                                  : QString(u"segmentdesk "_s + version + u'\n'));
    case CommandLine::Action::ShowHelp:
        return print(CommandLine::helpText());
    case CommandLine::Action::Refuse:
        return trouble(line.message + u"\nTry: segmentdesk --help"_s, exitUsage);
    case CommandLine::Action::Run:
        break;
    }
    if (!line.apiPath.isEmpty() && token.isEmpty())
        return trouble(u"--api-path needs the store's token in the environment variable "
                       "SEGMENTDESK_TOKEN."_s,
                       exitUsage);
    if (!hasDisplay()) {
        if (!line.selfTest)
            return trouble(u"there is no display to open a window on."_s, exitFailure);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }

    QApplication app(argc, argv);
    QApplication::setApplicationName(u"segmentdesk"_s);
    QApplication::setApplicationVersion(version);
    QGuiApplication::setDesktopFileName(u"org.segmentdesk.segmentdesk"_s);
    DeskStyle::install(app);

    // The self-test leaves nothing behind and touches nothing of the user's.
    const QTemporaryDir scratch;
    const DataFolder folder = DataFolder::openAnyway(
        line.selfTest && line.dataDir.isEmpty() ? scratch.path() : line.dataDir);

    StartRequest asked{line.file, line.sandbox, line.apiPath,
                       line.apiPath.isEmpty() ? QByteArray() : token,
                       qgetenv("XDG_ACTIVATION_TOKEN")};
    Instance instance(folder.path());
    // A self-test is no window; it does not go to one that is open. Where nothing can be written,
    // nothing is shared.
    const bool isAlone = line.selfTest || !folder.isWritable();
    switch (isAlone ? Instance::Start::First : instance.start(asked)) {
    case Instance::Start::First:
        break;
    case Instance::Start::HandedOver:
        return 0;
    case Instance::Start::Refused:
        return refuseInWindow(instance.problem());
    }

    QSettings settings(folder.settingsFile(), QSettings::IniFormat);
    applyColorScheme(
        static_cast<ColorScheme>(std::clamp(WindowSettings(settings).colorScheme(), 0, 2)));
    Accounts accounts(settings);
    Credentials credentials;
    credentials.keepListIn(settings);
    DesktopNotifier notifier;
    Network network;
    MainWindow::Services services = StoreManager::services(version, network.access());
    services.networkState = [&network](const QUrl &url) {
        return network.stateOf(url.isEmpty() ? vendorsServer() : url);
    };
    StoreManager *stores = nullptr; // once it is there
    services.supportDetails = [&]() -> QString { // a QString, not a builder of one with references
        QStringList lines = support::programLines(version) + support::screenLines()
            + support::folderLines(folder) + support::settingsLines(settings)
            + support::networkLines(network.stateOf(vendorsServer()))
            + support::keychainLines(credentials.keychain());
        if (stores)
            lines += stores->supportLines();
        return lines.join(u'\n') + u'\n';
    };
    services.prompts.notify = [&notifier](QWidget *about, const QString &text) {
        notifier.notify(about, text);
    };
    Windows windows(settings, services);
    MainWindow &window = windows.first();
    StoreManager desk(windows, accounts, credentials,
                      {line.selfTest ? QString() : folder.sandboxFile(),
                       version,
                       {},
                       line.selfTest ? QString() : folder.journalsFolder(),
                       line.selfTest ? QString() : folder.visitsFolder(),
                       network.access()});
    stores = &desk;
    const ProxyPrompts prompts(network, windows, credentials);
    QObject::connect(&network, &Network::loggedIn, &desk, &StoreManager::tryAgain);

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
            return trouble(verdict, exitFailure);
        return print(u"self-test: the window and the sandbox store work\n"_s);
    }

    const auto perform = [&](const StartRequest &request) {
        if (!request.file.isEmpty())
            window.importFile(request.file);
        if (request.sandbox)
            desk.openSandbox();
        else if (!request.apiPath.isEmpty())
            desk.visit(request.apiPath, request.token);
    };
    QObject::connect(&instance, &Instance::requested, &app, [&](const StartRequest &request) {
        if (!request.activation.isEmpty())
            qputenv("XDG_ACTIVATION_TOKEN", request.activation);
        windows.raise();
        perform(request);
    });
    credentials.look();
    window.show();
    if (!folder.isWritable())
        windows.tell(QObject::tr("Nothing is kept"), words::nothingIsKept(folder.problem()));
    else if (folder.isOpenToOthers())
        windows.tell(QObject::tr("Others may read the data"), words::openToOthers(folder.path()));
    if (const QString missing = words::trustProblem(network.stateOf({}).trust); !missing.isEmpty())
        windows.tell(QObject::tr("No certificate was found"), missing);
    perform(asked);
    asked.token.fill('\0');
    if (!asked.sandbox && asked.apiPath.isEmpty())
        desk.openLast();
    // What is on the wire when the last window closes is answered first, for some seconds.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&app, &QGuiApplication::lastWindowClosed, &app, [&desk] {
        desk.rest([] {
            const QWindowList open = QGuiApplication::topLevelWindows();
            // Another start may have asked for the window meanwhile.
            const bool ends = std::none_of(open.cbegin(), open.cend(),
                                           [](const QWindow *one) { return one->isVisible(); });
            if (ends)
                QApplication::quit();
            return ends;
        });
    });
    return QApplication::exec();
}
