// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stores/credentials.h"
#include "models/network/proxylogin.h"

#include <functional>
#include <optional>

namespace segmentdesk {

/// Logins to proxies, kept where the stores' tokens are: in the keychain, or until the program
/// ends.
class ProxyCredentials
{
public:
    /// @p prompt: whether the system may ask to unlock the keychain. @p credentials must outlive
    /// this.
    ProxyCredentials(Credentials &credentials, Credentials::Prompt prompt)
        : m_credentials(credentials), m_prompt(prompt)
    {
    }

    /// Answers nothing where none is kept.
    void recall(const QString &proxy, QObject *context,
                const std::function<void(const std::optional<ProxyLogin> &login)> &callback) const;
    void keep(const QString &proxy, const ProxyAnswer &answer) const;

    /// Under which it is kept; no store has such an id.
    static QString idFor(const QString &proxy);

private:
    Credentials &m_credentials;
    Credentials::Prompt m_prompt;
};

} // namespace segmentdesk
