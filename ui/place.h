// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QString>

namespace segmentdesk {

/// What the middle of the window shows: a row of the sidebar, or a search.
struct Place
{
    enum class Kind { AllProfiles, WithoutProfile, Segment, Search };

    Kind kind = Kind::AllProfiles;
    SegmentId segment; ///< of Segment, else null
    QString text; ///< of Search, else empty

    static Place allProfiles() { return {}; }
    static Place withoutProfile() { return {Kind::WithoutProfile, {}, {}}; }
    static Place of(SegmentId id) { return {Kind::Segment, id, {}}; }
    static Place search(const QString &text) { return {Kind::Search, {}, text}; }

    bool isSegment() const { return kind == Kind::Segment; }

    friend bool operator==(const Place &, const Place &) = default;
};

} // namespace segmentdesk
