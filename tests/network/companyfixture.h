// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/network/network.h"
#include "tests/support/tlsfront.h"
#include "tests/support/webproxy.h"

#include <optional>

namespace segmentdesk::test {

/// A sandbox store behind a certificate and a proxy of a company, under the vendor's own name, and
/// the environment that leads there.
class Company
{
public:
    Company();
    ~Company();

    static QString host() { return QStringLiteral("api.bigcommerce.com"); }
    QUrl apiPath() const;
    /// As what the store's server shows from now on.
    void show(const TestAuthority::Pair &identity);
    void trust() const;
    /// Sets a variable until the end.
    static void set(const char *variable, const QString &value);

    /// The answer to a list of segments, by a client of its own.
    Result<RestClient::Reply> answer(Network &network,
                                     std::chrono::milliseconds deadline = std::chrono::seconds(10));

    TestAuthority &authority;
    sandbox::SandboxStore store;
    std::unique_ptr<TlsFront> front;
    std::unique_ptr<WebProxy> proxy;

private:
    static TestAuthority &sharedAuthority();
};

} // namespace segmentdesk::test
