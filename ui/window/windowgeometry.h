// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMargins>
#include <QObject>
#include <QRect>
#include <QSize>

class QScreen;
class QSettings;
class QWidget;

namespace segmentdesk {

/// Where a window goes that wants to be at @p wanted: inside the screen that holds most of it, or
/// the first one if none holds any of it, and no larger than that. @p screens: what can be used of
/// each, in logical pixels, at least one; @p frame: what the desktop draws around the window.
QRect fittedGeometry(const QRect &wanted, const QList<QRect> &screens, const QMargins &frame);

/// Keeps a window's place and size over runs, and keeps it inside the screens there are: also when
/// the screen it was on is gone or has become smaller. The smallest size yields to a screen that is
/// smaller still.
class WindowGeometry : public QObject
{
    Q_OBJECT

public:
    /// @p first: the size of the first window, where the screen allows it. Becomes a child of
    /// @p window; @p settings must outlive it.
    WindowGeometry(QWidget &window, QSettings &settings, QSize smallest, QSize first);

    void save() const;
    /// Puts the window there, or as near as it fits.
    void place(const QRect &wanted);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore();
    void fit();
    void fitLater();
    void follow(QScreen *screen);
    QMargins frame() const;

    QWidget &m_window;
    QSettings &m_settings;
    QSize m_smallest;
    QSize m_first;
    QRect m_restored; ///< until the window is shown; then its real frame is known
};

} // namespace segmentdesk
