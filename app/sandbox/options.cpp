// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/options.h"

#include <QRegularExpression>

namespace segmentdesk::sandbox {

QString Options::problem() const
{
    static const QRegularExpression hash(QStringLiteral("\\A[A-Za-z0-9_-]{1,64}\\z"));
    static const QRegularExpression visible(QStringLiteral("\\A[\\x21-\\x7e]{1,256}\\z"));
    const auto outside = [](int value, int least, int most) { return value < least || value > most; };
    if (!hash.match(storeHash).hasMatch())
        return QStringLiteral("the store hash must be 1 to 64 letters, digits, '-' or '_'");
    if (!visible.match(token).hasMatch() || !visible.match(readOnlyToken).hasMatch())
        return QStringLiteral("a token must be 1 to 256 visible ASCII characters");
    if (token == readOnlyToken)
        return QStringLiteral("the token and the read-only token must differ");
    if (outside(customers, 0, 10'000'000))
        return QStringLiteral("the number of customers must be 0 to 10000000");
    if (profiles > customers)
        return QStringLiteral("there cannot be more profiles than customers: each belongs to one customer");
    if (profiles < -1)
        return QStringLiteral("the number of profiles must be 0 or more");
    if (outside(segments, 0, 1'000))
        return QStringLiteral("the number of segments must be 0 to 1000");
    if (outside(latencyMs, 0, 60'000))
        return QStringLiteral("the latency must be 0 to 60000 milliseconds");
    if (quota < 0)
        return QStringLiteral("the quota must be 0 or more");
    if (outside(windowMs, 100, 3'600'000))
        return QStringLiteral("the window must be 100 to 3600000 milliseconds");
    if (outside(maxConcurrent, 1, 1'000))
        return QStringLiteral("the number of concurrent writes must be 1 to 1000");
    if (outside(maxPageSize, 1, 250))
        return QStringLiteral("the largest page must be 1 to 250");
    if (outside(maxItems, 1, 1'000))
        return QStringLiteral("the number of items in a request must be 1 to 1000");
    return {};
}

} // namespace segmentdesk::sandbox
