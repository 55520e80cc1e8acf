// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/shortcutsdialog.h"

class QMainWindow;

namespace segmentdesk {

/// The keys of all actions of a window, by the menus they are in; last, those that are in none.
/// What an action does is its "What's this" text, else its text.
QList<ShortcutSection> shortcutsOf(const QMainWindow &window);

} // namespace segmentdesk
