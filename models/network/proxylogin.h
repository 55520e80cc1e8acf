// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

struct ProxyLogin
{
    QString user;
    QString password;

    friend bool operator==(const ProxyLogin &, const ProxyLogin &) = default;
};

/// What a person is asked.
struct ProxyQuestion
{
    QString proxy; ///< host:port
    QString realm; ///< what the proxy calls itself, as it came; may be empty
    bool wasRefused = false; ///< the proxy has refused the last answer
};

/// What a person answers.
struct ProxyAnswer
{
    ProxyLogin login;
    bool remember = false; ///< beyond this session
};

} // namespace segmentdesk
