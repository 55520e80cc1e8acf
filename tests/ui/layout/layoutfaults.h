// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

class QWidget;

namespace segmentdesk {

/// What is wrong with the places of the visible widgets in @p root, a line each: texts that are cut
/// although they must be whole, widgets that lie over their siblings, widgets that stick out of
/// what they are in, and icons without an accessible name. What is scrolled out of sight in a
/// scroll area is no fault, and neither is a name of a person or segment that is elided with its
/// whole text in the tool tip (the list is in the source, each with its reason). Empty: nothing.
QStringList layoutFaults(const QWidget &root);

} // namespace segmentdesk
