// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QPalette>

#include <array>

class QWidget;

namespace segmentdesk {

inline constexpr int markerCount = 8;

/// All colours of the program, by name, for a light and for a dark ground. Code uses these names
/// or the roles of the palette, never a number.
struct Theme
{
    bool isDark = false;

    QColor win; ///< Window: ground of panes and dialogs
    QColor base; ///< Base: ground of tables and fields
    QColor alt; ///< AlternateBase: ground of cards on base
    QColor raised; ///< Button: ground of buttons and menus
    QColor text; ///< WindowText, Text, ButtonText
    QColor secondaryText; ///< second text, on any ground; also QPalette::LinkVisited, see
                          ///< secondTextRole
    QColor hintText; ///< PlaceholderText: hints; only on win, base, alt and raised
    QColor dis; ///< disabled text
    QColor acc; ///< Highlight: ground of the primary button and of ticked boxes
    QColor onAcc; ///< HighlightedText
    QColor accText; ///< Link
    QColor hair; ///< Midlight: lines between rows
    QColor line; ///< Mid: lines between panes
    QColor ctl; ///< Dark: border of fields and boxes
    QColor tip; ///< ToolTipBase: tool tips, the Undo bar, the badge of a drag
    QColor tipText; ///< ToolTipText
    QColor tipAccent; ///< verbs on tip
    QColor sel; ///< selected row
    QColor selh; ///< its line and its chips
    QColor selbar; ///< the bar above a selection
    QColor hover; ///< row under the pointer
    QColor sideOn; ///< open segment, ground of an avatar
    QColor sideHover; ///< tool button under the pointer or checked
    QColor chip;
    QColor track; ///< groove of bars
    QColor accHover; ///< primary button under the pointer
    QColor accLine; ///< rings and bars
    QColor btnLine; ///< border of buttons, handle of scroll bars
    QColor ok;
    QColor okBg;
    QColor warn;
    QColor warnBg;
    QColor err;
    QColor errBg;
    QColor neutral;
    QColor neutralBg;
    QColor onErr; ///< text on a filled danger button
    std::array<QColor, markerCount> markers;

    static const Theme &light();
    static const Theme &dark();
    /// The theme that fits: dark if the ground of the palette is.
    static const Theme &of(const QPalette &palette);
    static const Theme &of(const QWidget *widget);
    /// The theme for what lies on tip: dark if this one is light.
    const Theme &other() const;

    QPalette palette() const;
    /// Any number is a marker; it is taken modulo markerCount.
    QColor marker(int index) const;
};

/// Role of the palette that holds t2, so that labels follow a change of theme by themselves.
inline constexpr QPalette::ColorRole secondTextRole = QPalette::LinkVisited;
/// Role of the palette that holds t3.
inline constexpr QPalette::ColorRole thirdTextRole = QPalette::PlaceholderText;
/// Role of the palette that holds accText.
inline constexpr QPalette::ColorRole accentTextRole = QPalette::Link;

/// A colour of the theme that depends on what something means.
enum class Tone { Text, Second, Third, Accent, Ok, Warn, Err, Neutral, OnAccent, OnTip, Disabled };
QColor toneColor(const Theme &theme, Tone tone);

enum class ColorScheme { System, Light, Dark };

/// Gives the application the palette of a scheme. System follows the desktop, also later on.
void applyColorScheme(ColorScheme scheme);

} // namespace segmentdesk
