// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/exchange.h"

namespace segmentdesk::sandbox {

/// The operations on shopper profiles.
class ProfileCalls : public Exchange
{
public:
    using Exchange::Exchange;

    HttpResponse listProfiles();
    HttpResponse createProfiles();
    HttpResponse deleteProfiles();
    HttpResponse listSegmentsOfProfile();
};

} // namespace segmentdesk::sandbox
