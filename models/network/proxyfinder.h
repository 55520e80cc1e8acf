// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/proxysettings.h"

#include <QElapsedTimer>
#include <QHash>

#include <chrono>
#include <functional>

namespace segmentdesk {

/// Finds the proxy through which an address is reached: the environment decides, else the system.
/// The system may evaluate scripts and ask the network for that, so that it is asked in another
/// thread, waited for no longer than patience, and its answer holds for a while.
class ProxyFinder
{
public:
    /// Answers as QNetworkProxyFactory::systemProxyForQuery(); may block. Called in any thread.
    using System = std::function<QList<QNetworkProxy>(const QNetworkProxyQuery &)>;

    static constexpr std::chrono::milliseconds patience{2000};
    static constexpr std::chrono::seconds holdsFor{30};

    /// @p system empty: Qt's own.
    explicit ProxyFinder(System system = {});

    ProxySetting find(const QUrl &url);

private:
    struct Answer;
    ProxySetting askSystem(const QUrl &url);

    System m_system;
    struct Known
    {
        std::shared_ptr<Answer> answer;
        QElapsedTimer age;
    };
    QHash<QString, Known> m_known; ///< by host
};

} // namespace segmentdesk
