// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktopnotifier.h"

#include <QApplication>
#include <QWidget>

#ifdef SEGMENTDESK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

using namespace Qt::StringLiterals;

namespace segmentdesk {

#ifdef SEGMENTDESK_DBUS

namespace {

const auto service = QLatin1String("org.freedesktop.Notifications");
const auto path = QLatin1String("/org/freedesktop/Notifications");

} // namespace

void DesktopNotifier::show(QWidget *window, const QString &text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!m_listens) {
        m_listens = true;
        bus.connect(service, path, service, u"ActivationToken"_s, this,
                    SLOT(activationToken(uint, QString)));
        bus.connect(service, path, service, u"ActionInvoked"_s, this,
                    SLOT(actionInvoked(uint, QString)));
        bus.connect(service, path, service, u"NotificationClosed"_s, this,
                    SLOT(notificationClosed(uint, uint)));
    }
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    // The icon has the name of the menu entry.
    const QString desktop = QGuiApplication::desktopFileName();
    // The text is the summary, which no service reads as markup; the body may be.
    call.setArguments({u"Segment Desk"_s, 0U, desktop, text, QString(),
                       QStringList{u"default"_s, tr("Open")},
                       QVariantMap{{u"desktop-entry"_s, desktop}}, -1});
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

#else

// The mark in the task bar is all.
void DesktopNotifier::show(QWidget *, const QString &)
{
}

#endif

DesktopNotifier::DesktopNotifier(QObject *parent) : QObject(parent)
{
}

void DesktopNotifier::notify(QWidget *window, const QString &text)
{
    QApplication::alert(window);
    show(window, text);
}

/// Comes right before the click that it is for.
void DesktopNotifier::activationToken(uint id, const QString &token)
{
    if (m_windows.contains(id) && token.size() <= longestToken)
        m_tokens.insert(id, token);
}

void DesktopNotifier::actionInvoked(uint id, const QString &action)
{
    QWidget *window = m_windows.value(id);
    const QString token = m_tokens.take(id);
    if (!window || action != u"default")
        return;
    // Where Qt takes it from when it asks the compositor to activate a window, and wipes it then.
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

void DesktopNotifier::notificationClosed(uint id, uint)
{
    m_windows.remove(id);
    m_tokens.remove(id);
}

} // namespace segmentdesk
