// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/carriers.h"

#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>

#include <algorithm>

namespace segmentdesk {

namespace {

/// Takes and gives no cookies.
class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

Carriers::Carriers(Make make) : m_make(std::move(make))
{
    for (auto &manager : m_managers)
        manager = makeOne();
}

Carriers::~Carriers() = default;

std::shared_ptr<QNetworkAccessManager> Carriers::makeOne() const
{
    std::shared_ptr<QNetworkAccessManager> manager =
        m_make ? m_make() : std::make_unique<QNetworkAccessManager>();
    manager->setCookieJar(new NoCookies);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return manager;
}

std::shared_ptr<QNetworkAccessManager> Carriers::take() const
{
    return *std::min_element(
        m_managers.cbegin(), m_managers.cend(),
        [](const auto &a, const auto &b) { return a.use_count() < b.use_count(); });
}

void Carriers::renew(int seen)
{
    if (seen != m_number)
        return;
    ++m_number;
    std::erase_if(m_old, [](const auto &manager) { return manager.use_count() == 1; });
    for (auto &manager : m_managers) {
        m_old.push_back(std::move(manager));
        manager = makeOne();
    }
}

} // namespace segmentdesk
