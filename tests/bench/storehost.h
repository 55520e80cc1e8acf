// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "models/domain/plan.h"

#include <QSet>

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
    void reconnect();
};

// These read and write, and wait. Empty or null: it failed.
QList<PersonRef> peopleWithProfiles(StoreApi &api, int number);
QSet<ProfileId> membersOf(StoreApi &api, SegmentId segment);
SegmentId makeSegment(StoreApi &api, const QString &name);

} // namespace segmentdesk::bench
