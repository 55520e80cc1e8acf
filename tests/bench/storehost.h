// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"

#include <memory>

namespace segmentdesk::bench {

/// A sandbox store in its own thread, and a client to it.
class StoreHost
{
public:
    /// Fills the store; `failure` says why that did not work.
    StoreHost(sandbox::Options options, QString *failure);

    sandbox::SandboxStore store;
    std::unique_ptr<RestClient> client;
    std::unique_ptr<StoreApi> api;

    /// Another client, which has no connections yet.
    void connectAnew();

    // These read and write through the client, and wait. Empty or null: it failed.
    QList<ProfileId> profiles(int number);
    SegmentId makeSegment(const QString &name);
};

} // namespace segmentdesk::bench
