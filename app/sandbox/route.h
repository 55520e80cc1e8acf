// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace segmentdesk::sandbox {

enum class Operation {
    None,
    ListSegments,
    CreateSegments,
    UpdateSegments,
    DeleteSegments,
    ListProfiles,
    CreateProfiles,
    DeleteProfiles,
    ListMembers,
    AddMembers,
    RemoveMembers,
    ListSegmentsOfProfile,
    ListCustomers,
};

/// What a method and a path below `/stores/{hash}/v3` ask for.
struct Route
{
    Operation operation = Operation::None;
    QByteArray allowed; ///< methods of this path, as for `Allow`; empty: there is no such path
    QByteArray id; ///< 16 bytes of the uuid in the path; empty: none, or it is not a uuid
    QString idText; ///< the same as it was sent

    static Route find(const QByteArray &method, const QList<QString> &path);
};

/// Whether the operation changes anything, or, like listing members, needs the modify scope all the
/// same.
bool needsModifyScope(Operation operation);
/// Whether the operation has a body.
bool hasBody(Operation operation);

} // namespace segmentdesk::sandbox
