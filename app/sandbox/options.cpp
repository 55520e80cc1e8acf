// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/options.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

QString Options::problem() const
{
    static const QRegularExpression hash(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    static const QRegularExpression visible(u"\\A[\\x21-\\x7e]{1,256}\\z"_s);
    const auto outside = [](int value, int least, int most) {
        return value < least || value > most;
    };
    if (!hash.match(storeHash).hasMatch())
        return u"the store hash must be 1 to 64 letters, digits, '-' or '_'"_s;
    if (!visible.match(token).hasMatch() || !visible.match(readOnlyToken).hasMatch())
        return u"a token must be 1 to 256 visible ASCII characters"_s;
    if (token == readOnlyToken)
        return u"the token and the read-only token must differ"_s;
    if (outside(customers, 0, 10'000'000))
        return u"the number of customers must be 0 to 10000000"_s;
    if (profiles > customers)
        return u"there cannot be more profiles than customers: each belongs to one customer"_s;
    if (profiles < -1)
        return u"the number of profiles must be 0 or more"_s;
    if (outside(segments, 0, 1'000))
        return u"the number of segments must be 0 to 1000"_s;
    if (outside(latencyMs, 0, 60'000))
        return u"the latency must be 0 to 60000 milliseconds"_s;
    if (quota < 0)
        return u"the quota must be 0 or more"_s;
    if (outside(windowMs, 100, 3'600'000))
        return u"the window must be 100 to 3600000 milliseconds"_s;
    if (outside(maxConcurrent, 1, 1'000))
        return u"the number of concurrent writes must be 1 to 1000"_s;
    static const QRegularExpression host(u"\\A[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\\z"_s);
    for (const QString &name : hosts) {
        if (!host.match(name).hasMatch())
            return u"a host must be a name such as store.example, without a port"_s;
    }
    if (apiLimitRemaining < -1)
        return u"the hourly limit must be 0 or more"_s;
    if (emptyPage < 0)
        return u"the page without rows must be 1 or more, or 0 for none"_s;
    if (outside(maxPageSize, 1, 250))
        return u"the largest page must be 1 to 250"_s;
    if (oddRows < 0)
        return u"the distance of odd rows must be 1 or more, or 0 for none"_s;
    if (outside(maxItems, 1, 1'000))
        return u"the number of items in a request must be 1 to 1000"_s;
    return {};
}

} // namespace segmentdesk::sandbox
