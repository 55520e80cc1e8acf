// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpmessage.h"
#include "app/sandbox/listdistortion.h"
#include "app/sandbox/options.h"
#include "app/sandbox/route.h"

namespace segmentdesk::sandbox {

class Database;
class ServerState;

/// The operations of the API: from a routed and permitted request to its answer. Carries each out
/// at once: a change is applied completely or not at all, unless partialConflicts or
/// partial422 is set.
class Emulator
{
public:
    using ListDistortion = sandbox::ListDistortion;

    Emulator(Database &database, const Options &options, ServerState &witness);

    HttpResponse perform(const Route &route, const HttpRequest &request, bool readOnly,
                         const ListDistortion &bend);

private:
    Database &m_database;
    const Options &m_options;
    ServerState &m_witness;
};

} // namespace segmentdesk::sandbox
