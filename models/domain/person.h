// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/personref.h"
#include "models/domain/shopperprofile.h"

namespace segmentdesk {

/// One row of a table of people: a customer with or without a shopper profile.
/// Profile pages of the API carry no names, so the customer's part often comes later than the
/// profile's.
struct Person
{
    /// How far the customer's part of this person is known.
    enum class Details {
        Unknown, ///< not asked yet, or being asked
        Known,
        Missing, ///< the store has no such customer (any more)
        Failed, ///< asking failed; may be asked again
        Unreadable, ///< the store has this customer, perhaps, in a row that cannot be read
    };

    CustomerId customerId{};
    std::optional<ShopperProfile> profile; ///< nothing: has no profile
    Customer customer; ///< filled if details is Known
    Details details = Details::Unknown;

    /// A person made from a profile whose customer is not known yet.
    static Person fromProfile(const ShopperProfile &profile);
    /// A person made from a customer; the profile is set, without dates, if the customer names one.
    static Person fromCustomer(const Customer &customer);

    std::optional<ProfileId> profileId() const;
    PersonRef ref() const;
    /// What this person is called everywhere: the name, else the e-mail address, else "Customer
    /// 123", which blanks are not. Empty until the customer's part is known.
    QString displayName() const;
};

} // namespace segmentdesk
