// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/storeapi.h"

#include <QObject>

#include <deque>
#include <functional>

namespace segmentdesk {

/// Sends many queries for customers, 10 at a time, and hands on everything that each answers, all
/// its pages at once, in any order. A query whose answer stays incomplete fails (IncompleteList).
/// Deletes itself at its end; deleting it, or its parent, ends it without a word.
class CustomerQueries : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxInFlight = 10;

    CustomerQueries(StoreApi &api, std::deque<CustomerQuery> queries, QObject *parent);

    std::function<void(const QList<Customer> &customers)> onCustomers;
    std::function<void(const std::optional<ApiError> &error)> onEnd;

    /// The answer comes after this has returned, also if there is nothing to ask.
    void start();

private:
    void pump();
    void end(const std::optional<ApiError> &error);

    StoreApi &m_api;
    std::deque<CustomerQuery> m_queries;
    int m_inFlight = 0;
    bool m_ended = false;
};

} // namespace segmentdesk
