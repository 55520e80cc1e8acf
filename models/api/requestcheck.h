// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/restclient.h"

#include <optional>

namespace segmentdesk {

/// Why @p request must not be sent to @p apiPath; nothing if it may, and then @p url is its
/// address.
std::optional<ApiError> refusalOf(const RestClient::Request &request, const QUrl &apiPath,
                                  const QByteArray &token, QUrl *url);

} // namespace segmentdesk
