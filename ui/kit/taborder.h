// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace segmentdesk {

/// Tab goes through what is in @p pane in the order in which its layouts show it, top to bottom,
/// and not in the order in which it was made. Call it again after widgets were added; the first
/// widget that Tab reaches keeps its place in the window, so it must be one that stays.
void orderTabsAsShown(QWidget *pane);

} // namespace segmentdesk
