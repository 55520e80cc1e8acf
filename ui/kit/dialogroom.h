// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRect>
#include <QScreen>
#include <QSize>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace segmentdesk {

/// What a dialog may take of its screen: the window manager draws a frame around it.
inline QSize dialogRoom(const QWidget &dialog)
{
    return dialog.screen()->availableGeometry().size() - QSize(8, 40);
}

/// Moves a dialog that is shown so that it is on its screen with its frame.
inline void keepOnScreen(QWidget &dialog)
{
    // None is also what a window manager says before it has drawn one.
    const QMargins real =
        dialog.windowHandle() ? dialog.windowHandle()->frameMargins() : QMargins();
    const QRect room = dialog.screen()->availableGeometry().marginsRemoved(
        real.isNull() ? QMargins(4, 32, 4, 4) : real);
    QRect place = dialog.geometry();
    place.moveLeft(std::max(room.left(), std::min(place.left(), room.right() + 1 - place.width())));
    place.moveTop(std::max(room.top(), std::min(place.top(), room.bottom() + 1 - place.height())));
    if (place != dialog.geometry())
        dialog.setGeometry(place);
}

} // namespace segmentdesk
