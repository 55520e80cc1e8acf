// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/personrowsmodel.h"
#include "ui/kit/theme.h"

#include <QString>

namespace segmentdesk {

/// A table that says something of people, one row each. Its columns and how they look are fixed
/// here; subclasses fill the cells.
class PersonTableModel : public PersonRowsModel
{
    Q_OBJECT

public:
    /// Reason: only in tables that have one.
    enum class Column { Status, Name, Email, CustomerId, Reason };
    enum class Reasons { Hidden, Shown };

    int rowCount(const QModelIndex &parent = {}) const final;
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

protected:
    struct Status
    {
        QString text;
        QString icon;
        Tone tone = Tone::Second;
    };

    /// @p statusTitle heads the first column.
    PersonTableModel(const QString &statusTitle, Reasons reasons, QObject *parent);

    virtual int rows() const = 0;
    virtual Status statusAt(int row) const = 0;
    // What is empty is shown as a dash.
    virtual QString nameAt(int row) const { return nameOf(customerAt(row)).name; }
    virtual QString emailAt(int row) const { return nameOf(customerAt(row)).email; }
    /// Whose number is shown; 0: no one's.
    virtual CustomerId numberAt(int row) const { return customerAt(row); }
    virtual QString reasonTextAt(int row) const;

private:
    QString text(int row, Column column) const;

    QString m_statusTitle;
    Reasons m_reasons;
};

} // namespace segmentdesk
