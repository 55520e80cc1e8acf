// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QList>
#include <QString>

#include <utility>

namespace segmentdesk {

/// What a write's answer said about its parts. DELETE answers 204 (everything worked) or 200 or 207
/// with counts and errors; any write may answer 409 or 422 although it was carried out in part, and
/// then says so.
struct WriteReport
{
    int status = 200; ///< of the answer
    int failed = 0; ///< parts that the store says failed
    qint64 applied = -1; ///< parts that the store says were carried out; -1: it does not say
    QList<std::pair<QString, QString>> errors; ///< index or field, and text
    QList<ProfileId> changed; ///< adding members: the profiles that the answer lists as added
    QList<ProfileId>
        alreadyMembers; ///< adding members: the profiles that the store names as members already
};

} // namespace segmentdesk
