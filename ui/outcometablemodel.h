// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/outcome.h"
#include "ui/dialogs/personrowsmodel.h"

#include <QSet>

#include <optional>

namespace segmentdesk {

/// What happened to each id of a job, one row an id: those that went wrong first. Filtered by fate
/// without a proxy.
class OutcomeTableModel : public PersonRowsModel
{
    Q_OBJECT

public:
    enum class Column { What, Name, Email, CustomerId, Why };
    static constexpr int columns = 5;

    explicit OutcomeTableModel(const Outcome &outcome, QObject *parent = nullptr);

    /// Only rows with this fate; nothing: all.
    void setFilter(std::optional<What> what);
    /// Only rows that reading back found to be not as asked for.
    void showDifferent();
    /// Why the row went as it did; null: there is nothing to say.
    const ApiError *reasonAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    static QString iconName(What what);

protected:
    CustomerId customerAt(int row) const override;

private:
    const OutcomeItem &itemAt(int row) const { return m_outcome.items.at(m_rows.at(row)); }
    QString display(int row, Column column) const;

    Outcome m_outcome;
    QSet<ProfileId> m_different; ///< what reading back found
    QList<int> m_rows; ///< indexes of m_outcome.items, in the order shown
};

} // namespace segmentdesk
