// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktopnotifier.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

const auto service = QLatin1String("org.freedesktop.Notifications");
const auto path = QLatin1String("/org/freedesktop/Notifications");

} // namespace

DesktopNotifier::DesktopNotifier(QObject *parent) : QObject(parent)
{
}

void DesktopNotifier::notify(QWidget *window, const QString &text)
{
    QApplication::alert(window);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!m_listens) {
        m_listens = true;
        bus.connect(service, path, service, u"ActionInvoked"_s, this,
                    SLOT(actionInvoked(uint, QString)));
        bus.connect(service, path, service, u"NotificationClosed"_s, this,
                    SLOT(notificationClosed(uint, uint)));
    }
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    // The text is the summary, which no service reads as markup; the body may be.
    call.setArguments({u"Segment Desk"_s, 0U, u"segmentdesk"_s, text, QString(),
                       QStringList{u"default"_s, tr("Open")},
                       QVariantMap{{u"desktop-entry"_s, u"segmentdesk"_s}}, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, window = QPointer<QWidget>(window)](QDBusPendingCallWatcher *done) {
                done->deleteLater();
                const QDBusPendingReply<uint> id = *done;
                if (id.isError())
                    return;
                if (m_windows.size() >= maxOpen)
                    m_windows.clear();
                m_windows.insert(id.value(), window);
            });
}

void DesktopNotifier::actionInvoked(uint id, const QString &action)
{
    QWidget *window = m_windows.value(id);
    if (!window || action != u"default")
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

void DesktopNotifier::notificationClosed(uint id, uint)
{
    m_windows.remove(id);
}

} // namespace segmentdesk
