// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSet>
#include <QString>

namespace segmentdesk::simulation {

/// Promises that the engine is known to break today, by their codes: a run does not end at them.
/// `simulate --strict` counts them. Empty, and to stay so: what no client can tell is not a
/// promise, see Watch::isTwinOfMade().
inline QSet<QString> knownBroken()
{
    return {};
}

} // namespace segmentdesk::simulation
