// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/customerqueries.h"

#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

bool tellsProfiles(const CompleteList<Customer> &customers)
{
    return std::all_of(customers.begin(), customers.end(),
                       [](const Customer &customer) { return customer.profileKnown; });
}

} // namespace

CustomerQueries::CustomerQueries(StoreApi &api, std::deque<CustomerQuery> queries, QObject *parent)
    : QObject(parent), m_api(api), m_queries(std::move(queries))
{
}

void CustomerQueries::start()
{
    QTimer::singleShot(0, this, &CustomerQueries::pump);
}

void CustomerQueries::pump()
{
    while (!m_ended && !m_queries.empty() && m_inFlight < maxInFlight) {
        const CustomerQuery query = std::move(m_queries.front());
        m_queries.pop_front();
        ++m_inFlight;
        readComplete<Customer>(
            customersSource(m_api, query), this,
            [this, asks = query.includeProfiles](const Result<CompleteList<Customer>> &answer) {
                --m_inFlight;
                if (m_ended)
                    return;
                if (!answer) {
                    end(answer.error());
                    return;
                }
                // Unknown is not none: the caller decides by it.
                if (asks && !tellsProfiles(*answer)) {
                    end(incompleteList(u"the store does not say who has a shopper profile"_s));
                    return;
                }
                onCustomers(answer->rows());
                pump();
            },
            {}, noLimit, OddRows::LeaveOut);
    }
    if (!m_ended && m_queries.empty() && m_inFlight == 0)
        end(std::nullopt);
}

void CustomerQueries::end(const std::optional<ApiError> &error)
{
    m_ended = true;
    deleteLater();
    onEnd(error);
}

} // namespace segmentdesk
