// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/connectionproblem.h"
#include "models/network/networkstate.h"

#include <QString>

namespace segmentdesk {

struct ErrorWords;

namespace words {

/// What closed the way to the store, what that means, and what helps; the title stays.
void sayConnectionProblem(const ConnectionProblem &problem, ErrorWords *words);
/// Which proxy is used and what says so: "proxy.example:3128, set by the environment variable
/// https_proxy".
QString proxyInForce(const ProxyChoice &proxy);
/// Who is logged in at the proxy; empty: there is none, or no one is.
QString proxyUser(const NetworkState &state);
/// Whose certificates are trusted.
QString trustedAuthorities(const QList<TrustPlace> &places);
/// What the environment names and has no certificate; empty: nothing is wrong.
QString trustProblem(const QList<TrustPlace> &places);
/// Where the certificate of a company's own authority is put: the end of a sentence.
QString whereAuthoritiesGo();

} // namespace words

} // namespace segmentdesk
