// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScreen>
#include <QSize>
#include <QWidget>

namespace segmentdesk {

/// What a dialog may take of its screen: the window manager draws a frame around it.
inline QSize dialogRoom(const QWidget &dialog)
{
    return dialog.screen()->availableGeometry().size() - QSize(8, 40);
}

} // namespace segmentdesk
