// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/session/storesession.h"
#include "tests/support/faultproxy.h"
#include "tests/support/livestore.h"

#include <QTemporaryDir>

#include <memory>

namespace segmentdesk::test {

/// A session that reaches its store through a proxy which breaks things, and an undisturbed client
/// beside it. What does not come in time ends the program.
struct ProxySession
{
    explicit ProxySession(const sandbox::Options &options)
        : live(options), proxy(live.store.apiPath())
    {
    }

    /// A new session that retries nothing before an hour is over. @p isVisit: without a journal.
    void open(bool isVisit = false);
    static void wait(const Job *job);
    /// Runs the change to its end.
    const Outcome &run(const Plan &plan);
    /// False: it was refused, or has not ended in time.
    bool undo();

    QTemporaryDir folder;
    LiveStore live;
    FaultProxy proxy;
    std::unique_ptr<StoreSession> session;
};

} // namespace segmentdesk::test
