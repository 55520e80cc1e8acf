// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>

class QWidget;

namespace segmentdesk {

/// The sizes of text, as factors of the desktop's own font.
enum class TypeRole {
    Body, ///< 1
    Strong, ///< 1, bold
    PageTitle, ///< 1.54, bold
    DialogTitle, ///< 1.31, bold
    PaneTitle, ///< 1.15, bold
    Lead, ///< 1.15
    Welcome, ///< 1.85, bold
    Caption, ///< 0.92: captions, heads of tables, chips, badges, status bar
    CaptionStrong, ///< 0.92, bold
    Hint, ///< 0.85: keys
    BigCount, ///< 2.15, bold
    Fixed, ///< 0.92, fixed width: ids, hashes, paths
};

/// The font for a role, made from the font of the widget's window (or of the application).
QFont typeFont(TypeRole role, const QWidget *widget = nullptr);

/// Gives the widget the font for a role.
void setType(QWidget *widget, TypeRole role);

/// Logical pixels for a size that holds text, given as it is at a font of 13 px. Never smaller than
/// that; grows with the desktop's font.
int px(int at13px, const QWidget *widget = nullptr);

} // namespace segmentdesk
