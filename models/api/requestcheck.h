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

/// What a request is about.
ApiError::Subject subjectOf(const RestClient::Request &request);
/// Whether it is about one of the store's own lists, which every store has, and names nothing of
/// it.
bool isOfList(const RestClient::Request &request);

} // namespace segmentdesk
