// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs on a session bus of its own, on which it is the desktop, too.

#include "app/desktopnotifier.h"

#include <QDBusConnection>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What a desktop offers to show notifications.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList summaries;
    QStringList bodies;
    QStringList actions;

public Q_SLOTS:
    uint Notify(const QString &, uint, const QString &, const QString &summary, const QString &body,
                const QStringList &offered, const QVariantMap &, int)
    {
        summaries.append(summary);
        bodies.append(body);
        actions = offered;
        return uint(summaries.size());
    }

Q_SIGNALS:
    void ActivationToken(uint id, const QString &token);
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class TestDesktopNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutADesktop()
    {
        DesktopNotifier notifier;
        QWidget window;
        notifier.notify(&window, u"No service is running"_s); // and nothing happens
        QCoreApplication::processEvents();
    }

    void notifiesAndOpens()
    {
        Desktop desktop;
        QDBusConnection bus =
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"desktop"_s);
        QVERIFY2(bus.isConnected(), "run this on a session bus of its own: dbus-run-session");
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &desktop,
                                   QDBusConnection::ExportAllContents));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));

        DesktopNotifier notifier;
        QWidget window;
        window.showMinimized();
        notifier.notify(&window, u"Added 3 people to <b>VIP</b>"_s);
        QTRY_COMPARE(desktop.summaries, QStringList(u"Added 3 people to <b>VIP</b>"_s));
        QVERIFY(desktop.bodies.first().isEmpty()); // what may be markup is not used
        QVERIFY(desktop.actions.contains(u"default"_s));
        QVERIFY(window.isMinimized());

        // The answer with the id may still be under way: a real click comes later than that.
        QTRY_VERIFY([&] {
            Q_EMIT desktop.ActionInvoked(1, u"default"_s);
            QCoreApplication::processEvents();
            return !window.isMinimized();
        }());
        // What lets a window come to the front on Wayland is there when Qt asks for it.
        qunsetenv("XDG_ACTIVATION_TOKEN");
        Q_EMIT desktop.ActivationToken(99, u"foreign"_s);
        Q_EMIT desktop.ActivationToken(1, u"token-1"_s);
        Q_EMIT desktop.ActionInvoked(1, u"default"_s);
        QTRY_COMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "token-1");
        qunsetenv("XDG_ACTIVATION_TOKEN");
        Q_EMIT desktop.ActionInvoked(99, u"default"_s); // another program's
        Q_EMIT desktop.NotificationClosed(1, 2);
        QCoreApplication::processEvents();
        QVERIFY(!qEnvironmentVariableIsSet("XDG_ACTIVATION_TOKEN"));
    }
};

QTEST_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"
