// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/personrowsmodel.h"

#include "ui/words/words.h"

namespace segmentdesk {

namespace {

constexpr int askPauseMs = 60;

} // namespace

PersonRowsModel::PersonRowsModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_askLater.setSingleShot(true);
    m_askLater.setInterval(askPauseMs);
    connect(&m_askLater, &QTimer::timeout, this, &PersonRowsModel::lookUp);
}

void PersonRowsModel::setVisibleRows(int first, int last)
{
    m_first = std::max(0, first);
    m_last = std::min(last, m_first + maxVisible - 1);
    if (m_lookup && !m_asking)
        m_askLater.start();
}

void PersonRowsModel::lookUp()
{
    QList<CustomerId> ids;
    QSet<CustomerId> asked;
    for (int row = m_first; row <= std::min(m_last, rowCount() - 1); ++row) {
        const QList<CustomerId> customers = customersAt(row);
        for (const CustomerId id : customers) {
            if (toNumber(id) == 0 || m_names.contains(id) || m_failed.contains(id)
                || asked.contains(id) || ids.size() >= maxVisible)
                continue; // the others are asked for next
            asked.insert(id);
            ids.append(id);
        }
    }
    if (ids.isEmpty() || m_asking)
        return;
    // Such a list is looked at from the top: when there are too many names, all but the new ones
    // go.
    if (m_names.size() + ids.size() > maxNames)
        m_names.clear();
    m_asking = new QObject(this);
    m_lookup(ids, m_asking,
             [this, ids](const Result<QList<Customer>> &answer) { found(ids, answer); });
}

void PersonRowsModel::found(const QList<CustomerId> &asked, const Result<QList<Customer>> &answer)
{
    m_asking->deleteLater();
    m_asking = nullptr;
    if (answer) {
        for (const CustomerId id : asked)
            m_names.insert(id, {}); // those that the store does not have stay without a name
        for (const Customer &customer : *answer)
            m_names.insert(customer.id,
                           {words::shown(Person::fromCustomer(customer).displayName()),
                            words::shown(customer.email)});
    } else if (m_failed.size() < maxNames) {
        m_failed.unite(QSet<CustomerId>(asked.cbegin(), asked.cend()));
    }
    const int last = std::min(m_last, rowCount() - 1);
    if (m_first <= last)
        Q_EMIT dataChanged(index(m_first, 0), index(last, columnCount() - 1));
    m_askLater.start(); // the rows on the screen may be others by now
}

} // namespace segmentdesk
