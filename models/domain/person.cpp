// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/person.h"

#include <QCoreApplication>

namespace segmentdesk {

Person Person::fromProfile(const ShopperProfile &profile)
{
    Person person;
    person.customerId = profile.customerId;
    person.profile = profile;
    return person;
}

Person Person::fromCustomer(const Customer &customer)
{
    Person person;
    person.customerId = customer.id;
    person.customer = customer;
    person.details = Details::Known;
    if (customer.profileId)
        person.profile = ShopperProfile{*customer.profileId, customer.id, {}, {}};
    return person;
}

std::optional<ProfileId> Person::profileId() const
{
    if (!profile)
        return std::nullopt;
    return profile->id;
}

PersonRef Person::ref() const
{
    return {customerId, profileId().value_or(ProfileId())};
}

QString Person::displayName() const
{
    const QString name = customer.fullName();
    if (!name.isEmpty())
        return name;
    if (!customer.email.trimmed().isEmpty())
        return customer.email;
    // Of whom nothing is known yet, a name may still come.
    return details == Details::Known
        ? QCoreApplication::translate("Person", "Customer %1").arg(toNumber(customerId))
        : QString();
}

} // namespace segmentdesk
