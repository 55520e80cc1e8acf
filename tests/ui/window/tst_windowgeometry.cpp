// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowgeometry.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

constexpr QMargins frame(2, 32, 2, 2);

} // namespace

class TestWindowGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOntoAScreen_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QList<QRect>>("screens");
        QTest::addColumn<QRect>("fitted");
        const QRect large(0, 0, 1920, 1080);
        const QRect right(1920, 0, 2560, 1440);
        const auto row = [](const char *name, QRect wanted, const QList<QRect> &screens,
                            QRect fitted) { QTest::newRow(name) << wanted << screens << fitted; };
        row("stays where it fits", {100, 100, 1440, 900}, {large}, {100, 100, 1440, 900});
        row("1366x768", {100, 100, 1440, 900}, {{0, 0, 1366, 768}}, {2, 32, 1362, 734});
        row("1280x720", {0, 0, 1440, 900}, {{0, 0, 1280, 720}}, {2, 32, 1276, 686});
        row("800x600 is smaller than the smallest window", {0, 0, 960, 600}, {{0, 0, 800, 600}},
            {2, 32, 796, 566});
        row("below a panel", {10, 0, 1000, 700}, {{0, 40, 1920, 1040}}, {10, 72, 1000, 700});
        row("moves in from the right edge", {1800, 900, 1000, 700}, {large}, {918, 378, 1000, 700});
        row("moves in from the left edge", {-500, 100, 1000, 700}, {large}, {2, 100, 1000, 700});
        row("stays on the second screen", {2000, 100, 1440, 900}, {large, right},
            {2000, 100, 1440, 900});
        row("the screen is gone", {2000, 100, 2400, 1300}, {large}, {2, 32, 1916, 1046});
        row("a screen at the left is gone", {-1900, 50, 1200, 800}, {large}, {2, 50, 1200, 800});
        row("where most of it is", {1800, 100, 1000, 700}, {large, right}, {1922, 100, 1000, 700});
    }

    void goesOntoAScreen()
    {
        QFETCH(QRect, wanted);
        QFETCH(QList<QRect>, screens);
        QFETCH(QRect, fitted);
        const QRect got = fittedGeometry(wanted, screens, frame);
        QCOMPARE(got, fitted);
        QVERIFY(std::any_of(screens.cbegin(), screens.cend(), [got](const QRect &screen) {
            return screen.contains(got.marginsAdded(frame));
        }));
    }

    void theFirstWindowAndARememberedOneFit()
    {
        const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        {
            QWidget window;
            const WindowGeometry *geometry =
                new WindowGeometry(window, settings, {960, 600}, {9000, 9000});
            QVERIFY(room.contains(window.geometry()));
            window.setMinimumSize(0, 0);
            window.setGeometry(room.x() + 7000, room.y() + 3000, 6000, 5000); // another desk
            geometry->save();
        }
        QWidget window;
        new WindowGeometry(window, settings, {960, 600}, {1440, 900});
        QVERIFY2(room.contains(window.geometry()),
                 qPrintable(u"%1 x %2"_s.arg(window.width()).arg(window.height())));
        QVERIFY(window.minimumWidth() <= room.width());
        QVERIFY(window.minimumHeight() <= room.height());
    }
};

QTEST_MAIN(TestWindowGeometry)
#include "tst_windowgeometry.moc"
