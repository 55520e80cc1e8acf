// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowgeometry.h"

#include "models/settings/settings.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QWidget>
#include <QWindow>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Until the window is shown, it is not known what the desktop draws around it: a title bar and
/// thin borders.
constexpr QMargins usualFrame(2, 32, 2, 2);

qint64 area(const QRect &rect)
{
    return rect.isEmpty() ? 0 : qint64(rect.width()) * rect.height();
}

} // namespace

QRect fittedGeometry(const QRect &wanted, const QList<QRect> &screens, const QMargins &frame)
{
    const auto best = std::max_element(
        screens.cbegin(), screens.cend(),
        [&wanted](const QRect &a, const QRect &b) { return area(a & wanted) < area(b & wanted); });
    const QRect room = best->marginsRemoved(frame);
    const QSize size = wanted.size().boundedTo(room.size());
    const auto within = [](int at, int from, int to) { return std::max(from, std::min(at, to)); };
    return {QPoint(within(wanted.x(), room.x(), room.x() + room.width() - size.width()),
                   within(wanted.y(), room.y(), room.y() + room.height() - size.height())),
            size};
}

WindowGeometry::WindowGeometry(QWidget &window, QSettings &settings, QSize smallest, QSize first)
    : QObject(&window), m_window(window), m_settings(settings), m_smallest(smallest), m_first(first)
{
    restore();
    window.installEventFilter(this);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &WindowGeometry::fitLater);
    follow(window.screen());
}

void WindowGeometry::save() const
{
    WindowSettings(m_settings).setWindowGeometry(m_window.saveGeometry());
}

void WindowGeometry::place(const QRect &wanted)
{
    m_window.setGeometry(wanted);
    fit();
    m_restored = m_window.geometry();
}

void WindowGeometry::restore()
{
    m_window.setMinimumSize(m_smallest.boundedTo(
        m_window.screen()->availableGeometry().marginsRemoved(frame()).size()));
    const QByteArray kept = WindowSettings(m_settings).windowGeometry();
    if (kept.isEmpty() || !m_window.restoreGeometry(kept)) {
        QRect room = m_window.screen()->availableGeometry().marginsRemoved(frame());
        QRect first(QPoint(), m_first.boundedTo(room.size()));
        first.moveCenter(room.center());
        m_window.setGeometry(first);
    }
    fit();
    m_restored = m_window.geometry();
}

QMargins WindowGeometry::frame() const
{
    // None is also what a window manager says before it has drawn one.
    const QWindow *handle = m_window.windowHandle();
    const QMargins real = handle ? handle->frameMargins() : QMargins();
    return real.isNull() ? usualFrame : real;
}

void WindowGeometry::fit()
{
    QList<QRect> screens;
    const QList<QScreen *> all = QGuiApplication::screens();
    for (const QScreen *screen : all)
        screens.append(screen->availableGeometry());
    if (screens.isEmpty())
        return; // the last one was unplugged; another will come
    const QMargins around = frame();
    // A maximized or full-screen window is laid out by the desktop.
    if (m_window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))
        return;
    const QRect fitted = fittedGeometry(m_window.geometry(), screens, around);
    m_window.setMinimumSize(m_smallest.boundedTo(fitted.size()));
    if (fitted != m_window.geometry())
        m_window.setGeometry(fitted);
    const QRect room = m_window.screen()->availableGeometry().marginsRemoved(around);
    m_window.setMinimumSize(m_smallest.boundedTo(room.size()));
}

void WindowGeometry::fitLater()
{
    // The desktop moves windows itself first.
    QTimer::singleShot(0, this, &WindowGeometry::fit);
}

void WindowGeometry::follow(QScreen *screen)
{
    if (screen)
        connect(screen, &QScreen::availableGeometryChanged, this, &WindowGeometry::fitLater,
                Qt::UniqueConnection);
}

bool WindowGeometry::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && m_restored.isValid()) {
        // Only if it was not resized meanwhile.
        const bool asRestored = m_window.geometry() == m_restored;
        m_restored = {};
        if (asRestored)
            fitLater();
        connect(m_window.windowHandle(), &QWindow::screenChanged, this, &WindowGeometry::follow);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace segmentdesk
