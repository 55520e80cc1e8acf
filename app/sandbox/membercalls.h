// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/exchange.h"

namespace segmentdesk::sandbox {

/// The operations on a segment's members.
class MemberCalls : public Exchange
{
public:
    using Exchange::Exchange;

    HttpResponse listMembers();
    HttpResponse addMembers();
    HttpResponse removeMembers();

private:
    void touchCustomers(const QList<qint64> &customerIds);
};

} // namespace segmentdesk::sandbox
