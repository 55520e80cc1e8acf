// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/exchange.h"

namespace segmentdesk::sandbox {

/// The operations on segments.
class SegmentCalls : public Exchange
{
public:
    using Exchange::Exchange;

    HttpResponse listSegments();
    HttpResponse createSegments();
    HttpResponse updateSegments();
    HttpResponse deleteSegments();
};

} // namespace segmentdesk::sandbox
