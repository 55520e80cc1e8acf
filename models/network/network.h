// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/networkaccess.h"
#include "models/network/networkstate.h"

#include <QObject>

#include <memory>

namespace segmentdesk {

class ProxyLogins;

/// How this program reaches its stores: through which proxy, with which login, and whose
/// certificates it trusts. One for all stores; clients get access() to it.
class Network : public QObject
{
    Q_OBJECT

public:
    explicit Network(QObject *parent = nullptr);
    ~Network() override;

    /// For clients; must not be used after this has died.
    NetworkAccess access();
    /// How this address is reached by now.
    NetworkState stateOf(const QUrl &url) const;
    ProxyLogins &logins();

Q_SIGNALS:
    /// A proxy accepts a login now: what it kept from going may go.
    void loggedIn();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
