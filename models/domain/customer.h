// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace segmentdesk {

/// The part of a store's customer that this program uses.
struct Customer
{
    CustomerId id{};
    QString email;
    QString firstName;
    QString lastName;
    QString company;
    QString phone;
    qint64 customerGroupId = 0; ///< 0: no group
    QDateTime dateCreated; ///< UTC; invalid if the store did not say
    QDateTime dateModified; ///< UTC; invalid if the store did not say

    /// The store sent this customer, and the row cannot be read: only the id is known.
    bool isUnreadable = false;
    /// Whether the answer has profile and segments at all (only with `include=`).
    bool profileKnown = false;
    std::optional<ProfileId> profileId; ///< nothing: no profile, if profileKnown
    std::optional<QList<SegmentId>> segmentIds; ///< unset: the answer has none

    PersonRef ref() const { return {id, profileId.value_or(ProfileId())}; }
    /// First and last name with one space; empty if the customer has neither. Blanks are no name.
    QString fullName() const;

    friend bool operator==(const Customer &, const Customer &) = default;
};

} // namespace segmentdesk
