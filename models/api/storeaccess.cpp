// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/storeaccess.h"

#include "models/api/requestrecord.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

std::optional<StoreAccess::Right> rightFrom(int status)
{
    if (status == 403)
        return StoreAccess::Right::Denied;
    // Done, or refused for what was in it: the token was found good enough before.
    const bool granted = (status >= 200 && status < 300) || status == 400 || status == 409
        || status == 413 || status == 422;
    return granted ? std::optional(StoreAccess::Right::Granted) : std::nullopt;
}

} // namespace

void StoreAccess::learn(const RequestRecord &answer)
{
    const auto right = rightFrom(answer.status);
    if (!right || !answer.isOfThisToken)
        return;
    if (answer.method != u"GET")
        write = *right;
    else if (answer.path.startsWith(u"/segments/") && answer.path.endsWith(u"/shopper-profiles"))
        members = *right;
}

void probeWriting(RestClient &client, QObject *context, Callback<RestClient::Reply> callback)
{
    client.send({RestClient::Method::Post, u"/segments"_s, {}, QByteArrayLiteral("[]")},
                RequestPriority::Interactive, context, std::move(callback));
}

} // namespace segmentdesk
