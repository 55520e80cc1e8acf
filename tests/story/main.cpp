// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storemanager.h"
#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "app/stores/datafolder.h"
#include "models/session/storesession.h"
#include "tests/story/story.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/theme.h"
#include "ui/window/windows.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>
#include <QUuid>

#include <csignal>
#include <cstdio>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

constexpr unsigned longestSeconds = 300;

/// The window hangs and can say no more.
void tookTooLong(int)
{
    constexpr char words[] = "story: took longer than five minutes\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, words, sizeof words - 1);
    _exit(1);
}

int trouble(const QString &text)
{
    std::fputs(qPrintable(u"story: "_s + text + u'\n'), stderr);
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGALRM, tookTooLong);
    alarm(longestSeconds);

    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    if (app.arguments().size() != 2)
        return trouble(u"usage: segmentdesk_story FOLDER"_s);

    // Afresh each time: the pictures, the file and the program's own data.
    const QDir folder(app.arguments().at(1));
    QDir(folder.filePath(u"data"_s)).removeRecursively();
    const QStringList before = folder.entryList({u"*.png"_s, u"*.csv"_s});
    for (const QString &file : before)
        QFile::remove(folder.filePath(file));
    const auto data = DataFolder::open(folder.filePath(u"data"_s));
    if (!data)
        return trouble(data.error());
    const QString exportFile = folder.filePath(u"segment.csv"_s);

    DeskStyle::install(app);
    applyColorScheme(ColorScheme::Light);
    QSettings settings(data->settingsFile(), QSettings::IniFormat);
    Accounts accounts(settings);
    Credentials credentials;
    MainWindow::Services services = StoreManager::services(u"story"_s);
    services.prompts.saveFile = [&](QWidget *, const QString &, const QString &, const QString &,
                                    const Prompts::Chosen &chosen) { chosen(exportFile); };
    Windows windows(settings, services);
    MainWindow &window = windows.first();
    const QByteArray token = QUuid::createUuid().toByteArray(QUuid::Id128);
    StoreManager desk(windows, accounts, credentials,
                      {data->sandboxFile(), u"story"_s, token, data->journalsFolder()});
    window.resize(1400, 860);
    window.show();
    desk.openLast();

    story::Stage stage(window, folder.path());
    if (!stage.hand.problem().isEmpty())
        return trouble(stage.hand.problem());
    story::Story story(
        stage,
        [&] {
            return stage
                .see([&] {
                    const StoreSession *session = desk.session(Accounts::sandboxId());
                    return std::optional(
                        story::Witness(session ? session->account().apiPath : QUrl(), token));
                })
                .value();
        },
        exportFile);
    bool well = false;
    const std::unique_ptr<QThread> performer(QThread::create([&] { well = story.perform(); }));
    QObject::connect(performer.get(), &QThread::finished, &app, &QApplication::quit);
    performer->start();
    QApplication::exec();
    performer->wait();
    std::fputs(qPrintable((well ? u"The story has passed. Pictures and the file are in "_s
                                : u"The story failed. Pictures are in "_s)
                          + folder.path() + u'\n'),
               stdout);
    return well ? 0 : 1;
}
