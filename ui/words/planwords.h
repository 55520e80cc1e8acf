// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/plan.h"

#include <QString>

namespace segmentdesk::words {

// The words for plans.

/// What a plan says about one id: "Will be added", "Member already", "No profile", "Not found".
QString effect(Operation operation, Effect effect);
/// The words of a tile under its count: "will be added", "are members already", "have no profile".
QString effectTile(Operation operation, Effect effect);
/// Name of an icon for it.
QString effectIcon(Operation operation, Effect effect);

} // namespace segmentdesk::words
