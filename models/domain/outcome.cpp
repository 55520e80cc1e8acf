// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/outcome.h"

#include <algorithm>

namespace segmentdesk {

namespace {

bool isSame(const ApiError &a, const ApiError &b)
{
    return a.kind == b.kind && a.httpStatus == b.httpStatus && a.title == b.title
        && a.fields == b.fields;
}

} // namespace

void OutcomeCounts::add(ItemStatus what, qint64 number)
{
    switch (what) {
    case ItemStatus::NotSent:
        notSent += number;
        break;
    case ItemStatus::Changed:
        changed += number;
        break;
    case ItemStatus::NothingToDo:
        nothingToDo += number;
        break;
    case ItemStatus::NoProfile:
        noProfile += number;
        break;
    case ItemStatus::NotFound:
        notFound += number;
        break;
    case ItemStatus::Failed:
        failed += number;
        break;
    case ItemStatus::Unknown:
        unknown += number;
        break;
    }
}

OutcomeCounts &OutcomeCounts::operator+=(const OutcomeCounts &other)
{
    changed += other.changed;
    nothingToDo += other.nothingToDo;
    noProfile += other.noProfile;
    notFound += other.notFound;
    failed += other.failed;
    notSent += other.notSent;
    unknown += other.unknown;
    return *this;
}

OutcomeCounts Outcome::counts() const
{
    OutcomeCounts counts;
    for (const OutcomeItem &item : items)
        counts.add(item.what);
    // Making profiles and changing members are about people; the segments of such plans come along.
    if (items.isEmpty()) {
        for (const SegmentOutcome &segment : segments)
            counts.add(segment.what);
    }
    counts.notFound += notFoundTexts.size();
    return counts;
}

bool Outcome::isOpen() const
{
    const auto isUnknown = [](const auto &row) { return row.what == ItemStatus::Unknown; };
    return std::any_of(items.cbegin(), items.cend(), isUnknown)
        || std::any_of(segments.cbegin(), segments.cend(), isUnknown);
}

const ApiError *Outcome::reasonOf(const OutcomeItem &item) const
{
    return item.reason < reasons.size() ? &reasons.at(item.reason) : nullptr;
}

const ApiError *Outcome::reasonOf(const SegmentOutcome &item) const
{
    return item.reason < reasons.size() ? &reasons.at(item.reason) : nullptr;
}

QList<PersonRef> Outcome::people(ItemStatus what) const
{
    QList<PersonRef> people;
    for (const OutcomeItem &item : items) {
        if (item.what == what)
            people.append(item.person());
    }
    return people;
}

quint16 Outcome::addReason(const ApiError &reason)
{
    // Errors come in runs of the same kind: the newest first is nearly always the one.
    for (qsizetype i = reasons.size() - 1; i >= 0; --i) {
        if (isSame(reasons.at(i), reason))
            return static_cast<quint16>(i);
    }
    if (reasons.size() >= maxReasons)
        return static_cast<quint16>(maxReasons - 1);
    ApiError kept = reason;
    kept.alreadyMembers.clear(); // up to 50 ids that the rows say anyway
    reasons.append(kept);
    return static_cast<quint16>(reasons.size() - 1);
}

} // namespace segmentdesk
