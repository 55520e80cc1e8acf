// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/emulator.h"

#include "app/sandbox/customercalls.h"
#include "app/sandbox/membercalls.h"
#include "app/sandbox/profilecalls.h"
#include "app/sandbox/segmentcalls.h"

namespace segmentdesk::sandbox {

Emulator::Emulator(Database &database, const Options &options, ServerState &witness)
    : m_database(database), m_options(options), m_witness(witness)
{
}

HttpResponse Emulator::perform(const Route &route, const HttpRequest &request, bool readOnly,
                               const ListDistortion &bend)
{
    const Exchange::Call call{m_database, m_options, m_witness, route, request, bend, readOnly};
    HttpResponse response;
    switch (route.operation) {
    case Operation::None:
        break;
    case Operation::ListSegments:
        response = SegmentCalls(call).listSegments();
        break;
    case Operation::CreateSegments:
        response = SegmentCalls(call).createSegments();
        break;
    case Operation::UpdateSegments:
        response = SegmentCalls(call).updateSegments();
        break;
    case Operation::DeleteSegments:
        response = SegmentCalls(call).deleteSegments();
        break;
    case Operation::ListProfiles:
        response = ProfileCalls(call).listProfiles();
        break;
    case Operation::CreateProfiles:
        response = ProfileCalls(call).createProfiles();
        break;
    case Operation::DeleteProfiles:
        response = ProfileCalls(call).deleteProfiles();
        break;
    case Operation::ListMembers:
        response = MemberCalls(call).listMembers();
        break;
    case Operation::AddMembers:
        response = MemberCalls(call).addMembers();
        break;
    case Operation::RemoveMembers:
        response = MemberCalls(call).removeMembers();
        break;
    case Operation::ListSegmentsOfProfile:
        response = ProfileCalls(call).listSegmentsOfProfile();
        break;
    case Operation::ListCustomers:
        response = CustomerCalls(call).listCustomers();
        break;
    }
    const QString failure = m_database.takeError();
    return failure.isEmpty() ? response : Exchange(call).databaseFailed(failure);
}

} // namespace segmentdesk::sandbox
