// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QString>

namespace segmentdesk {

/// What the middle of the window shows: a row of the sidebar, or a search.
struct PeopleListKey
{
    enum class Kind { AllProfiles, WithoutProfile, Segment, Search };

    Kind kind = Kind::AllProfiles;
    SegmentId segment; ///< of Segment; of a Search in a segment: that one; else null
    QString text; ///< of Search, else empty
    /// What else is asked for; only the local copy can. Text, profile and open segment in it do not
    /// count, except for hasProfile of a Search: they are said above.
    PeopleFilter filter = {};
    QString title = {}; ///< of a Search that has a name (saved, or made of segments)

    static PeopleListKey allProfiles() { return {}; }
    static PeopleListKey withoutProfile() { return {Kind::WithoutProfile, {}, {}}; }
    static PeopleListKey of(SegmentId id) { return {Kind::Segment, id, {}}; }
    static PeopleListKey search(const QString &text, SegmentId in = {})
    {
        return {Kind::Search, in, text};
    }
    /// Everybody whom a filter lets through, under a name.
    static PeopleListKey found(const PeopleFilter &filter, const QString &title)
    {
        PeopleListKey place{Kind::Search, filter.memberOf.value_or(SegmentId()), filter.text,
                            filter, title};
        place.filter.text.clear();
        place.filter.memberOf.reset();
        return place;
    }

    bool isSegment() const { return kind == Kind::Segment; }
    /// Whether only the local copy can show it.
    bool needsCopy() const
    {
        return !filter.isEmpty() || (kind == Kind::Search && (text.isEmpty() || !segment.isNull()));
    }
    /// The same list without what the filter takes away.
    PeopleListKey withFilter(const PeopleFilter &other) const
    {
        PeopleListKey place = *this;
        place.filter = other;
        return place;
    }

    /// Everything that is asked for.
    PeopleFilter wholeFilter() const
    {
        PeopleFilter whole = filter;
        switch (kind) {
        case Kind::AllProfiles:
            whole.hasProfile = true;
            break;
        case Kind::WithoutProfile:
            whole.hasProfile = false;
            break;
        case Kind::Segment:
            whole.memberOf = segment;
            break;
        case Kind::Search:
            whole.text = text;
            if (!segment.isNull())
                whole.memberOf = segment;
            break;
        }
        return whole;
    }

    friend bool operator==(const PeopleListKey &, const PeopleListKey &) = default;
};

} // namespace segmentdesk
