// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/daterange.h"
#include "models/domain/ids.h"

#include <QList>
#include <QString>
#include <Qt>

#include <optional>

namespace segmentdesk {

/// People by the segments that they are in.
struct SegmentSet
{
    /// Most segments in one set: combinations are kept as bits.
    static constexpr int maxSegments = 20;

    enum class Match : quint8 {
        AtLeast, ///< in at least `atLeast` of them: 1 is the union, their number the intersection
        OddNumber, ///< in an odd number of them: of two, the symmetric difference
        Exactly, ///< in exactly one of `combinations`, and in no other of them
    };

    QList<SegmentId> of; ///< empty: everybody, whatever match says
    Match match = Match::AtLeast;
    int atLeast = 1;
    QList<quint32> combinations; ///< bit i: is in of[i]; not 0
    QList<SegmentId> notIn; ///< and in none of these

    bool isEmpty() const { return of.isEmpty() && notIn.isEmpty(); }
    friend bool operator==(const SegmentSet &, const SegmentSet &) = default;
};

/// Which people. What is not set lets everybody through; what is set is joined by "and".
struct PeopleFilter
{
    /// Words, divided by blanks: each must be part of the name, e-mail address, company, phone or
    /// customer id. A single word may also be the beginning of the profile id. Case and accents are
    /// ignored.
    QString text;
    std::optional<bool> hasProfile;
    std::optional<SegmentId> memberOf; ///< the open segment
    SegmentSet segments;
    std::optional<qint64> customerGroup; ///< 0: in no group
    /// Days of this computer's time, as tables show them.
    DateRange customerSince;
    DateRange profileSince; ///< without a profile, only the open range lets through

    bool isEmpty() const { return *this == PeopleFilter(); }
    friend bool operator==(const PeopleFilter &, const PeopleFilter &) = default;
};

/// People with equal values are in the order of their customer ids. Texts are compared without case
/// and accents; who has none comes last, in either direction.
enum class PeopleOrder : quint8 {
    CustomerId, ///< also the order in which the store lists customers
    Name,
    Email,
    Company,
    ProfileUuid,
    Segments, ///< by the number of segments
    CustomerSince, ///< numbers of orders are kept in settings: new ones come last
    ProfileSince,
};

struct PeopleQuery
{
    PeopleFilter filter;
    PeopleOrder order = PeopleOrder::CustomerId;
    Qt::SortOrder direction = Qt::AscendingOrder;

    friend bool operator==(const PeopleQuery &, const PeopleQuery &) = default;
};

/// How segments overlap: how many people are in exactly which of them.
struct Overlap
{
    struct Combination
    {
        quint32 segments = 0; ///< bit i: is in segments[i]; never 0
        qint64 people = 0; ///< above 0
    };

    QList<SegmentId> segments; ///< at most SegmentSet::maxSegments
    QList<qint64> sizes; ///< people in each
    QList<Combination> combinations; ///< most people first
    qint64 total = 0; ///< people in at least one of them
};

} // namespace segmentdesk
