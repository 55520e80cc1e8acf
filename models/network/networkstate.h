// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/proxychoice.h"

#include <QList>
#include <QString>

namespace segmentdesk {

/// Where certificate authorities are looked for besides the system's store.
struct TrustPlace
{
    QString variable; ///< the environment variable that names it
    QString path; ///< a file, or folders separated as the system does
    qsizetype certificates = 0; ///< found in it
};

/// How a store is reached, for people to read.
struct NetworkState
{
    ProxyChoice proxy;
    QString proxyUser = {}; ///< who is logged in there; empty: no one
    QList<TrustPlace> trust = {}; ///< one adds to the system's store, two take its place
};

} // namespace segmentdesk
