// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/route.h"

#include "app/sandbox/answers.h"

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

Route Route::find(const QByteArray &method, const QList<QString> &path)
{
    struct Way
    {
        const char *method;
        Operation operation;
    };
    QList<Way> ways;
    Route route;
    if (path.size() == 1 && path[0] == u"segments"_s) {
        ways = {{"GET", Operation::ListSegments},
                {"POST", Operation::CreateSegments},
                {"PUT", Operation::UpdateSegments},
                {"DELETE", Operation::DeleteSegments}};
    } else if (path.size() == 1 && path[0] == u"shopper-profiles"_s) {
        ways = {{"GET", Operation::ListProfiles},
                {"POST", Operation::CreateProfiles},
                {"DELETE", Operation::DeleteProfiles}};
    } else if (path.size() == 1 && path[0] == u"customers"_s) {
        ways = {{"GET", Operation::ListCustomers}};
    } else if (path.size() == 3 && path[0] == u"segments"_s && path[2] == u"shopper-profiles"_s) {
        ways = {{"GET", Operation::ListMembers},
                {"POST", Operation::AddMembers},
                {"DELETE", Operation::RemoveMembers}};
    } else if (path.size() == 3 && path[0] == u"shopper-profiles"_s && path[2] == u"segments"_s) {
        ways = {{"GET", Operation::ListSegmentsOfProfile}};
    }
    if (path.size() == 3) {
        route.idText = path[1];
        route.id = uuidBytes(path[1]);
    }
    for (const Way &way : std::as_const(ways)) {
        if (method == way.method)
            route.operation = way.operation;
        if (!route.allowed.isEmpty())
            route.allowed += ", ";
        route.allowed += way.method;
    }
    return route;
}

bool needsModifyScope(Operation operation)
{
    switch (operation) {
    case Operation::None:
    case Operation::ListSegments:
    case Operation::ListProfiles:
    case Operation::ListSegmentsOfProfile:
    case Operation::ListCustomers:
        return false;
    case Operation::CreateSegments:
    case Operation::UpdateSegments:
    case Operation::DeleteSegments:
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
    case Operation::ListMembers:
    case Operation::AddMembers:
    case Operation::RemoveMembers:
        return true;
    }
    return true;
}

bool hasBody(Operation operation)
{
    return operation == Operation::CreateSegments || operation == Operation::UpdateSegments
        || operation == Operation::CreateProfiles || operation == Operation::AddMembers;
}

} // namespace segmentdesk::sandbox
