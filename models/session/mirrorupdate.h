// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace segmentdesk {

class Mirror;
struct Outcome;

/// Applies to the local copy what a job changed in the store.
void updateMirror(Mirror &mirror, const Outcome &outcome);

} // namespace segmentdesk
