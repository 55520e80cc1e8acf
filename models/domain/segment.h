// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QDateTime>
#include <QString>

namespace segmentdesk {

/// Most segments that a store holds, and most that a profile can be in (documented by the vendor).
inline constexpr int maxSegmentsPerStore = 1000;
/// Longest name of a segment, in characters (chosen: the vendor names no limit).
inline constexpr int maxSegmentName = 255;

/// A customer segment of a store.
struct Segment
{
    SegmentId id;
    QString name; ///< unique in the store
    QString description; ///< may be empty
    QDateTime createdAt; ///< UTC; invalid if the store did not say
    QDateTime updatedAt; ///< UTC; invalid if the store did not say

    friend bool operator==(const Segment &, const Segment &) = default;
};

/// What is needed to make a segment.
struct NewSegment
{
    QString name;
    QString description;
};

/// A change of a segment's own fields; what is not set stays as it is.
struct SegmentUpdate
{
    SegmentId id;
    std::optional<QString> name;
    std::optional<QString> description;
};

} // namespace segmentdesk
