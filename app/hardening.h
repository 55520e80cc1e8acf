// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace segmentdesk {

/// Keeps tokens out of crash reports: no core dump, and no other process of this user may read this
/// one's memory. Call it first thing in main(). Does nothing where the system has no such switches.
void hardenProcess();

} // namespace segmentdesk
