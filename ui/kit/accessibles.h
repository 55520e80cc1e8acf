// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace segmentdesk {

/// What screen readers find of widgets that Qt shows them poorly: a combo box has the name of its
/// label, its choice is its value, and its list is there while it is open; radio buttons are in a
/// group with a name.
void installAccessibles();

} // namespace segmentdesk
