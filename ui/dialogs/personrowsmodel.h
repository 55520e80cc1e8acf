// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace segmentdesk {

/// The base of tables whose rows are ids: finds out the names for the rows on the screen alone, and
/// keeps as many as maxNames. Subclasses say whose row it is and which cells show the name.
class PersonRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qsizetype maxNames = 5000;
    static constexpr int maxVisible = 200; ///< names asked for at once

    struct Name
    {
        QString name; ///< safe to show; empty: has none, or is not known (yet)
        QString email;
    };

    explicit PersonRowsModel(QObject *parent = nullptr);

    void setCustomerLookup(const CustomerLookup &lookup) { m_lookup = lookup; }
    /// The rows on the screen, both included.
    void setVisibleRows(int first, int last);

protected:
    /// The customer of a row; 0: none.
    virtual CustomerId customerAt(int row) const = 0;
    /// Everyone whose name a row shows.
    virtual QList<CustomerId> customersAt(int row) const { return {customerAt(row)}; }
    Name nameOf(CustomerId customer) const { return m_names.value(customer); }

private:
    void lookUp();
    void found(const QList<CustomerId> &asked, const Result<QList<Customer>> &answer);

    CustomerLookup m_lookup;
    QObject *m_asking = nullptr; ///< context of the lookup under way
    QTimer m_askLater;
    int m_first = 0;
    int m_last = -1;
    QHash<CustomerId, Name> m_names;
    QSet<CustomerId> m_failed; ///< not asked for again by themselves
};

} // namespace segmentdesk
