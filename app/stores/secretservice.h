// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/keychain.h"

#include <chrono>
#include <functional>

class QObject;

namespace segmentdesk {

/// Asks the desktop's Secret Service how it is, and nothing else: is the name owned, is there a
/// default collection, is that locked. Writes nothing, unlocks nothing, starts no prompt and no
/// service. Answers once, after this has returned and within @p limit, unless @p context has died.
void askSecretService(std::chrono::milliseconds limit, QObject *context,
                      std::function<void(Keychain::State)> callback);

} // namespace segmentdesk
