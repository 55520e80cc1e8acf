// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/options.h"
#include "models/domain/account.h"

#include <QByteArray>

namespace segmentdesk {

// The sandbox store as this program has it, the same with and without a window.

/// People, segments and requests per 30 s (the last as an Enterprise agreement may have it).
inline constexpr int sandboxCustomers = 5000;
inline constexpr int sandboxSegments = 24;
inline constexpr int sandboxQuota = 1500;

/// @p apiPath is known once the store runs.
Account sandboxAccount(const QUrl &apiPath = {});
/// Its @p database; empty: in memory.
sandbox::Options sandboxOptions(const QByteArray &token, const QString &database);
QByteArray randomToken();

} // namespace segmentdesk
