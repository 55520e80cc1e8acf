// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>

class QAction;
class QMenu;

namespace segmentdesk {

/// Something in a window that a hand can press: an entry of a menu, a button, a key in a list.
struct Control
{
    QString name; ///< the same each time the window shows the same
    std::function<void()> press;
    bool checkable = false; ///< pressed once more, it undoes what it did
};

/// Entries of the menu bar, all the way down, the window's own actions, and what is shown and
/// enabled of buttons and lists below @p window.
QList<Control> controlsOf(QWidget *window);
/// What is shown and enabled of the buttons below @p root.
QList<Control> buttonsOf(QWidget *root);
/// The entries of a menu that is open.
QList<Control> entriesOf(QMenu *menu);

/// Letters that two entries of a menu, or of the menu bar, both have as their mnemonic.
QStringList doubleMnemonics(const QWidget *menu);

/// The popup or dialog that lies over @p window, the topmost first; null: none.
QWidget *topmostOver(const QWidget *window);
/// Handles what is pending, with what it leads to at once.
void settle();
/// Escape, until nothing lies over @p window. False: something stays.
bool closeAllOver(const QWidget *window);
/// Why the focus is nowhere to be seen; empty: it is seen.
QString focusProblem(const QWidget *window);

/// Keeps every warning of Qt while it lives; what the platform for tests always says is left out.
class WarningCatcher
{
public:
    WarningCatcher();
    ~WarningCatcher();
    WarningCatcher(const WarningCatcher &) = delete;
    WarningCatcher &operator=(const WarningCatcher &) = delete;

    /// What was said since the last call.
    QStringList take();
};

} // namespace segmentdesk
