// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "models/mirror/mirror.h"

#include <memory>

namespace segmentdesk::bench {

/// The id of the first of the people that makeCopy() makes; the others follow it.
inline constexpr qint64 firstCustomer = 100'000;

/// A whole local copy in @p folder, made without a store: people with names, addresses
/// (`person.number0@example.org` and on) and profiles, every second one a member of @p segment.
/// Null: it could not be made.
std::unique_ptr<Mirror> makeCopy(const QString &folder, int people, SegmentId segment);

/// A CSV file that names them all, as an export has them: about 130 bytes a row. False: it could
/// not be written.
bool writePeopleFile(const QString &path, int people);

} // namespace segmentdesk::bench
