// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/plan.h"
#include "ui/dialogs/personrowsmodel.h"

#include <optional>

namespace segmentdesk {

/// What a plan will do, one row an id: those that need a look first. Filtered by effect without a
/// proxy.
class PlanTableModel : public PersonRowsModel
{
    Q_OBJECT

public:
    enum class Column { Effect, Name, Email, CustomerId };
    static constexpr int columns = 4;

    explicit PlanTableModel(QObject *parent = nullptr);

    void setPlan(const Plan &plan);
    const Plan &plan() const { return m_plan; }
    /// Only rows with this effect; nothing: all. WillChange takes Unknown along.
    void setFilter(std::optional<Effect> effect);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    CustomerId customerAt(int row) const override { return rowAt(row).customerId; }

private:
    struct Row
    {
        Effect effect;
        CustomerId customerId;
        ProfileId profileId;
        QString text; ///< of a text that nobody was found for
    };
    Row rowAt(int row) const;
    QVariant display(const Row &row, Column column) const;

    Plan m_plan;
    std::optional<Effect> m_filter;
    /// Index into the plan's items, or behind them into notFoundTexts; in the order of the rows.
    QList<int> m_rows;
};

} // namespace segmentdesk
