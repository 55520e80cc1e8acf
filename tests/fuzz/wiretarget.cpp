// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wire.h"
#include "tests/fuzz/targets.h"

namespace segmentdesk::fuzz {

void wire(const QByteArray &bytes)
{
    wire::segmentPage(bytes);
    wire::profilePage(bytes);
    wire::customerPage(bytes);
    wire::segments(bytes);
    wire::profiles(bytes);
    wire::writeReport(bytes);
    const ApiError error = wire::errorFromAnswer(409, bytes);
    if (error.title.size() > 500)
        std::abort();
    wire::errorFromPartialAnswer(207, bytes);
    wire::alreadyMembersIn(bytes,
                           {*ProfileId::fromString(u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af")});
    wire::plainText(QString::fromUtf8(bytes));
}

} // namespace segmentdesk::fuzz
