// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/networkstate.h"

#include <QSslConfiguration>

#include <optional>

namespace segmentdesk {

/// Which certificate authorities are trusted: the system's, and what SSL_CERT_FILE and SSL_CERT_DIR
/// name, as curl takes them: one of the two is added to the system's, both take its place. What is
/// set and has no certificate is trusted for nothing, and can be seen in places().
class Trust
{
public:
    /// What the environment names, read at the first call.
    const QList<TrustPlace> &places();
    /// For https; nothing: the system's alone, as Qt does it.
    const std::optional<QSslConfiguration> &configuration();

private:
    void read();

    bool m_isRead = false;
    QList<TrustPlace> m_places;
    std::optional<QSslConfiguration> m_configuration;
};

} // namespace segmentdesk
