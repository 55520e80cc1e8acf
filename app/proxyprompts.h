// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stores/proxycredentials.h"

namespace segmentdesk {

class Network;
class Windows;

/// Gives a network the logins that its proxies ask for: what the keychain has, else what the user
/// answers in a window, which is kept if they wish so.
class ProxyPrompts
{
public:
    /// All must outlive this, and nothing of the network's is used after it has gone.
    ProxyPrompts(Network &network, Windows &windows, Credentials &credentials);

private:
    ProxyCredentials m_kept;
};

} // namespace segmentdesk
