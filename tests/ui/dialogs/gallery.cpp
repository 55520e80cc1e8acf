// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Shows every dialog and page with sample data, to look at them: gallery --shot DIR writes pictures
// of all of them in light and dark; gallery NAME opens one.

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "tests/ui/dialogs/exhibits.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLocale>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

void wait(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    DeskStyle::install(application);

    sandbox::SandboxStore store(sandbox::Options{});
    QString problem;
    if (!store.startAndWait(&problem)) {
        QTextStream(stderr) << problem << Qt::endl;
        return 1;
    }
    RestClient::Options options;
    options.apiPath = store.apiPath();
    options.token = store.options().token.toUtf8();
    RestClient client(options);
    StoreApi api(client, RequestPriority::Background);

    const QStringList arguments = QApplication::arguments();
    const QString wanted = arguments.value(arguments.size() - 1);
    const bool shoot = arguments.value(1) == u"--shot";
    const QDir folder(shoot ? arguments.value(2) : QString());
    if (shoot && !folder.mkpath(u"."_s))
        return 1;
    const QString only = shoot ? arguments.value(3) : wanted;

    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
        applyColorScheme(scheme);
        const QList<Exhibit> list = exhibits(api);
        for (const Exhibit &exhibit : list) {
            if (!only.isEmpty() && !exhibit.name.startsWith(only))
                continue;
            std::unique_ptr<QWidget> widget(exhibit.make());
            if (exhibit.size.isValid())
                widget->resize(exhibit.size);
            widget->show();
            if (!shoot)
                return QApplication::exec();
            wait(700);
            const QString suffix = scheme == ColorScheme::Dark ? u"-dark.png"_s : u"-light.png"_s;
            const QString file = folder.filePath(exhibit.name + suffix);
            if (!widget->grab().save(file))
                return 1;
            const QSize least = widget->minimumSizeHint();
            QTextStream(stdout) << file << ' ' << widget->width() << 'x' << widget->height()
                                << " least " << least.width() << 'x' << least.height() << Qt::endl;
        }
    }
    return 0;
}
