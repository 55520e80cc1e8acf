// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include <QtGlobal>

class QNetworkAccessManager;

namespace segmentdesk {

/// The managers that carry a client's requests. A request holds the one that it goes by; how many
/// do is how much that has to do.
class Carriers
{
public:
    using Make = std::function<std::unique_ptr<QNetworkAccessManager>()>;

    /// @p make empty: Qt's own manager, over sockets.
    explicit Carriers(Make make);
    ~Carriers();

    /// The one with the least to do.
    std::shared_ptr<QNetworkAccessManager> take() const;
    /// Requests from now on go by new ones, over new connections, unless that is so already for one
    /// that went while number() was @p seen. Not from a slot of a reply.
    void renew(int seen);
    int number() const { return m_number; }

private:
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    static constexpr size_t count = 1;
#else
    // One manager opens at most six connections to a host.
    static constexpr size_t count = 2;
#endif

    std::shared_ptr<QNetworkAccessManager> makeOne() const;

    Make m_make;
    int m_number = 0;
    std::array<std::shared_ptr<QNetworkAccessManager>, count> m_managers;
    std::vector<std::shared_ptr<QNetworkAccessManager>> m_old; ///< requests may still go by them
};

} // namespace segmentdesk
