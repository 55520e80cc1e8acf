// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QList>
#include <QString>

#include <utility>

namespace segmentdesk {

/// What a write's answer said about its parts. DELETE answers 204 (everything worked) or, as
/// reported from real stores, 200 or 207 with counts and errors; adding members may answer 207 as
/// well.
struct WriteReport
{
    int failed = 0; ///< parts that the store says failed
    QList<std::pair<QString, QString>> errors; ///< index or field, and text
    QList<ProfileId>
        alreadyMembers; ///< adding members: the profiles that the store names as members already
};

} // namespace segmentdesk
